import { expect, jest, test } from '@jest/globals';
import type { Client as Socket } from 'graphql-ws';
import { createLogClient } from './log-client.ts';

interface Sink {
  next: (value: unknown) => void;
  error: (error: unknown) => void;
  complete: () => void;
}

function fakeSocket() {
  const sinks: Sink[] = [];
  const payloads: unknown[] = [];
  const subscribe = jest.fn((payload: unknown, sink: Sink) => {
    payloads.push(payload);
    sinks.push(sink);
    // As graphql-ws does it: leaving completes the sink.
    return () => sink.complete();
  });
  // What goes over the wire at this moment.
  const sent = (index: number) => JSON.parse(JSON.stringify(payloads[index])).variables as Record<string, unknown>;
  return { socket: { subscribe } as unknown as Socket, sinks, sent, subscribe };
}

test('a socket that comes back asks for what it misses, not for all of it', () => {
  const { socket, sent } = fakeSocket();
  let lastSeq = 10;
  createLogClient('dpl_1', socket).follow({ lastSeq: () => lastSeq, next: () => {}, ended: () => {} });
  expect(sent(0)).toEqual({ id: 'dpl_1', after: 10 });
  lastSeq = 250;
  // graphql-ws writes the same payload again when it reconnects.
  expect(sent(0)).toEqual({ id: 'dpl_1', after: 250 });
});

test('a refused subscription is tried again', () => {
  jest.useFakeTimers();
  const { socket, sinks, subscribe } = fakeSocket();
  const stop = createLogClient('dpl_1', socket).follow({ lastSeq: () => 0, next: () => {}, ended: () => {} });
  sinks[0]?.error([{ message: 'Too many subscriptions' }]);
  jest.advanceTimersByTime(2_000);
  expect(subscribe).toHaveBeenCalledTimes(2);
  stop();
  jest.useRealTimers();
});

test('the log has ended when the server says so, not when the page is left', () => {
  const { socket, sinks } = fakeSocket();
  const ended = jest.fn();
  const follow = () => createLogClient('dpl_1', socket).follow({ lastSeq: () => 0, next: () => {}, ended });
  follow()();
  expect(ended).not.toHaveBeenCalled();
  follow();
  sinks[1]?.complete();
  expect(ended).toHaveBeenCalledTimes(1);
});
