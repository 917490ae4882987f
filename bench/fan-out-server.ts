/**
 * The server of `fan-out`, in a process of its own: the product's WebSocket door and hub over a log in memory, and beside it
 * `ws` alone sending frames that were built beforehand.
 */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { buildSchema } from 'graphql';
import { type WebSocket, WebSocketServer } from 'ws';
import { attachSubscriptions } from '../server/src/entry/subscriptions.ts';
import { type App, createContext } from '../server/src/platform/context.ts';
import type { Events } from '../server/src/platform/events.ts';
import type { LiveField } from '../server/src/platform/graphql/live-source.ts';
import { createLog } from '../server/src/platform/log.ts';

const linesPerBatch = 25;
const line = (seq: number) => ({
  seq,
  at: '2026-11-20T22:15:43.123Z',
  stream: 'STDOUT',
  stepKey: 'print',
  text: `${String(seq).padStart(9, '0')} ${'the quick brown fox jumps over the lazy dog; '.repeat(2)}`,
});

/** How many lines there are; a batch is made when it is read, as if from the store. */
let lineCount = 0;
const listeners = new Set<(key: null) => void>();
const events: Events = {
  publish: () => {},
  subscribe(_topic, listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  close: async () => {},
};

const deploymentLog: LiveField<{ after: number }> = {
  field: 'deploymentLog',
  cursorArgument: 'after',
  open: async (_ctx, { after }) => ({
    kind: 'log',
    topic: 'log/1',
    rightsKey: '',
    after,
    async read(_ctx, from) {
      await turnOfLoop();
      if (from >= lineCount) return null;
      const lines = Array.from({ length: linesPerBatch }, (_, index) => line(from + index + 1));
      const cursor = from + linesPerBatch;
      return {
        value: { lines, lastSeq: cursor, hasEnded: false },
        cursor,
        hasEnded: false,
        hasMore: cursor < lineCount,
      };
    },
  }),
};

const hubServer = createServer();
const subscriptions = attachSubscriptions({
  httpServer: hubServer,
  schema: buildSchema(readFileSync('schema/schema.graphql', 'utf8')),
  events,
  log: createLog('warn'),
  liveFields: [deploymentLog],
  authenticate: async () => createContext({ events } as App, null, { requestId: 'bench' }),
  isAllowedOrigin: () => true,
  recheck: async () => true,
});

const rawServer = createServer();
const rawSockets: WebSocket[] = [];
new WebSocketServer({ server: rawServer, perMessageDeflate: false }).on('connection', (socket) =>
  rawSockets.push(socket),
);

const runs = {
  /** Bytes as the hub would send them, one frame per socket, ready beforehand. */
  async raw(batchCount: number): Promise<void> {
    const payload = JSON.stringify({
      data: {
        deploymentLog: { lines: Array.from({ length: linesPerBatch }, (_, n) => line(n)), lastSeq: 1, hasEnded: false },
      },
    });
    const frames = rawSockets.map((_, n) => Buffer.from(`{"id":"${n}","type":"next","payload":${payload}}`));
    for (let batch = 0; batch < batchCount; batch += 1) {
      for (const [index, socket] of rawSockets.entries()) socket.send(frames[index] as Buffer, { binary: false });
      await turnOfLoop();
    }
  },
  async hub(batchCount: number): Promise<void> {
    lineCount += batchCount * linesPerBatch;
    for (const listener of listeners) listener(null);
  },
};

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

let cpuBefore = process.cpuUsage();
process.on('message', (message: { run?: 'raw' | 'hub'; batches?: number; ask?: 'cpu' | 'live' }) => {
  if (message.ask === 'live') process.send?.({ live: subscriptions.counts().live });
  else if (message.ask === 'cpu') {
    const { user, system } = process.cpuUsage(cpuBefore);
    process.send?.({ cpuMicros: user + system });
  } else if (message.run) {
    cpuBefore = process.cpuUsage();
    void runs[message.run](message.batches ?? 1);
  }
});
process.on('disconnect', () => process.exit());
process.send?.({ hubPort: await listen(hubServer), rawPort: await listen(rawServer) });
