import { setTimeout as pause } from 'node:timers/promises';
import type { Api, Batch, Line } from './api.ts';

const LOG = `subscription ($id: ID!, $after: Int!) {
  deploymentLog(id: $id, after: $after) { lines { seq stream text } lastSeq hasEnded }
}`;

/** Follows a log as the client does: whenever the connection is lost it comes back with the last line number it has. */
export class LogSubscriber {
  readonly lines: Line[] = [];
  /** How often a connection brought lines, or at least held until something came. */
  connectionCount = 0;
  /** Resolves when the log has ended. */
  readonly ended: Promise<void>;
  readonly #api: Api;
  readonly #id: string;
  readonly #closing = new AbortController();

  constructor(door: 'SSE' | 'WebSocket', api: Api, id: string) {
    this.#api = api;
    this.#id = id;
    this.ended = this.#follow(door === 'SSE' ? this.#stream.bind(this) : this.#socket.bind(this));
    this.ended.catch(() => {});
  }

  get lastSeq(): number {
    return this.lines.at(-1)?.seq ?? 0;
  }

  close(): void {
    this.#closing.abort();
  }

  async #follow(connect: () => Promise<boolean>): Promise<void> {
    for (;;) {
      const hasEnded = await connect().catch(() => false);
      if (hasEnded) return;
      this.#closing.signal.throwIfAborted();
      await pause(50);
    }
  }

  #take(payload: { data?: { deploymentLog: Batch } | null; errors?: { message: string }[] }): boolean {
    const batch = payload.data?.deploymentLog;
    if (!batch) throw new Error(payload.errors?.[0]?.message ?? 'Neither data nor errors came.');
    this.lines.push(...batch.lines);
    return batch.hasEnded;
  }

  async #stream(): Promise<boolean> {
    const response = await fetch(`${this.#api.url}/graphql/stream`, {
      method: 'POST',
      headers: {
        accept: 'text/event-stream',
        'content-type': 'application/json',
        authorization: this.#api.authorization,
      },
      body: JSON.stringify({ query: LOG, variables: { id: this.#id, after: this.lastSeq } }),
      signal: this.#closing.signal,
    });
    if (!response.ok || !response.body) throw new Error(`HTTP ${response.status}`);
    this.connectionCount += 1;
    let text = '';
    for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
      const events = (text + chunk).split('\n\n');
      text = events.pop() ?? '';
      for (const event of events) {
        const data = /^event: next\ndata: (.*)$/s.exec(event)?.[1];
        if (data && this.#take(JSON.parse(data))) return true;
      }
    }
    return false;
  }

  #socket(): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const socket = new WebSocket(`${this.#api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const send = (message: object) => socket.send(JSON.stringify(message));
    const close = () => socket.close();
    this.#closing.signal.addEventListener('abort', close, { once: true });
    socket.onopen = () => send({ type: 'connection_init', payload: { authorization: this.#api.authorization } });
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as { type: string; payload?: never };
      if (message.type === 'ping') send({ type: 'pong' });
      if (message.type === 'connection_ack') {
        this.connectionCount += 1;
        const variables = { id: this.#id, after: this.lastSeq };
        send({ id: '1', type: 'subscribe', payload: { query: LOG, variables } });
      }
      if (message.type === 'error') socket.close();
      if (message.type !== 'next') return;
      try {
        if (this.#take(message.payload ?? {})) resolve(true);
      } catch (error) {
        reject(error);
        socket.close();
      }
    };
    socket.onerror = () => reject(new Error('The WebSocket failed.'));
    socket.onclose = () => resolve(false);
    return promise.finally(() => {
      this.#closing.signal.removeEventListener('abort', close);
      socket.close();
    });
  }
}
