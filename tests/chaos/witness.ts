import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { Cluster } from './cluster.ts';

/** An effect of a node in the world outside. */
export interface Effect {
  id: number;
  /** The idempotency key of the call. */
  key: string;
  runId: string;
  nodeKey: string;
  /** When the call came, in milliseconds since 1970 by the clock that all processes here share. */
  calledAt: number;
}

/** A call that gets no answer before the test says so. */
export interface HeldCall {
  key: string;
  /** Answers `{ said: word }`; a caller who has gone does not mind. */
  answer(word: string): void;
}

/** The world outside of a run: whoever calls it is written down, in a database that is none of Pilothouse's. */
export class Witness {
  readonly #cluster: Cluster;
  readonly #server: Server;
  readonly #pool: pg.Pool;
  readonly #holds = new Set<string>();
  /** Calls without an answer yet, the oldest first. */
  held: HeldCall[] = [];
  callCount = 0;

  private constructor(cluster: Cluster, server: Server) {
    this.#cluster = cluster;
    this.#server = server;
    this.#pool = new pg.Pool({ connectionString: cluster.url, max: 8 });
    // They end with their Postgres, which is stopped when nobody asks any more.
    this.#pool.on('connect', (client) => client.on('error', () => {}));
    this.#pool.on('error', () => {});
  }

  static async start(folder: string): Promise<Witness> {
    const cluster = await Cluster.start(folder);
    await cluster.query(
      'create table effects (id bigserial primary key, key text not null, called_at double precision not null)',
    );
    const server = createServer();
    const witness = new Witness(cluster, server);
    server.on('request', (request, response) => void witness.#receive(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return witness;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/effect`;
  }

  /** Calls of nodes with this key are held from now on. */
  hold(nodeKey: string): void {
    this.#holds.add(nodeKey);
  }

  /** Answers those that are held, and holds no more of them. */
  letGo(nodeKey: string): void {
    this.#holds.delete(nodeKey);
    const isMeant = ({ key }: HeldCall) => key.endsWith(`/${nodeKey}`);
    for (const call of this.held.filter(isMeant)) call.answer('let go');
  }

  /** Everything that has come, in order. */
  async effects(): Promise<Effect[]> {
    const { rows } = await this.#pool.query<{ id: string; key: string; called_at: number }>(
      'select id, key, called_at from effects order by id',
    );
    return rows.map(({ id, key, called_at }) => {
      const [runId = '', ...rest] = key.split('/');
      return { id: Number(id), key, runId, nodeKey: rest.at(-1) ?? '', calledAt: called_at };
    });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await this.#pool.end();
    await this.#cluster.stop('SIGINT');
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const calledAt = Date.now();
    const key = String(request.headers['x-idempotency-key']);
    request.resume();
    await this.#pool.query('insert into effects (key, called_at) values ($1, $2)', [key, calledAt]);
    this.callCount += 1;
    const answer = (said: string) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ said }));
    };
    if (!this.#holds.has(key.split('/').at(-1) ?? '')) {
      // Long enough that a process that is killed leaves calls behind, and never the same.
      await pause(2 + ((this.callCount * 7) % 31));
      answer('at once');
      return;
    }
    const call: HeldCall = {
      key,
      answer: (said) => {
        this.held = this.held.filter((other) => other !== call);
        answer(said);
      },
    };
    this.held.push(call);
  }
}
