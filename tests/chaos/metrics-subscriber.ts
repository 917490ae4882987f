import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from './api.ts';

const CHANGES = `subscription ($projectId: ID!, $input: UsageMetricsInput!) {
  metricsChanged(projectId: $projectId, input: $input) { version previousVersion isSnapshot results { total { value } } }
}`;

interface Update {
  version: number;
  previousVersion: number | null;
  isSnapshot: boolean;
  results: { total: { value: number | null } }[];
}

/** An update as it came: over which connection, and when. */
export interface Told {
  version: number;
  previousVersion: number | null;
  isSnapshot: boolean;
  value: number | null;
  connection: number;
  at: number;
}

/** Follows one number as an open page does: whenever the connection is lost it comes back. */
export class MetricsSubscriber {
  readonly told: Told[] = [];
  readonly #api: Api;
  readonly #variables: Record<string, unknown>;
  readonly #closing = new AbortController();
  #connectionCount = 0;

  constructor(api: Api, variables: Record<string, unknown>) {
    this.#api = api;
    this.#variables = variables;
    void this.#follow();
  }

  get value(): number | null {
    return this.told.at(-1)?.value ?? null;
  }

  get connectionCount(): number {
    return this.#connectionCount;
  }

  close(): void {
    this.#closing.abort();
  }

  async #follow(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await this.#connect();
      await pause(50);
    }
  }

  #connect(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const socket = new WebSocket(`${this.#api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const send = (message: object) => socket.send(JSON.stringify(message));
    const close = () => socket.close();
    this.#closing.signal.addEventListener('abort', close, { once: true });
    socket.onopen = () => send({ type: 'connection_init', payload: { authorization: this.#api.authorization } });
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as {
        type: string;
        payload?: { data?: { metricsChanged: Update } | null; errors?: { message: string }[] };
      };
      if (message.type === 'ping') send({ type: 'pong' });
      if (message.type === 'connection_ack') {
        this.#connectionCount += 1;
        send({ id: '1', type: 'subscribe', payload: { query: CHANGES, variables: this.#variables } });
      }
      if (message.type === 'error') socket.close();
      const update = message.payload?.data?.metricsChanged;
      if (message.type === 'next' && update) this.#take(update);
    };
    socket.onerror = () => resolve();
    socket.onclose = () => resolve();
    return promise.finally(() => {
      this.#closing.signal.removeEventListener('abort', close);
      socket.close();
    });
  }

  #take({ version, previousVersion, isSnapshot, results }: Update): void {
    const value = results[0]?.total.value ?? null;
    const connection = this.#connectionCount;
    this.told.push({ version, previousVersion, isSnapshot, value, connection, at: performance.now() });
  }
}
