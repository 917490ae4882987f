import pg from 'pg';
import type { Place } from '../../server/src/platform/db/embedded/place.ts';
import {
  findFreePort,
  findPostmaster,
  isAlive,
  spawnPostmaster,
} from '../../server/src/platform/db/embedded/postmaster.ts';
import { preparePlace } from '../../server/src/platform/db/embedded/prepare.ts';
import { until } from './until.ts';

/** What is committed outlives the death of every process, though not a power cut. */
const KILLABLE = { fsync: 'off', full_page_writes: 'off' };

/** A Postgres that stands by itself, as with DATABASE_URL, and that a test stops and starts on the same port. */
export class Cluster {
  readonly #place: Place;
  readonly #port: number;
  #postmaster: { pid: number } | null = null;

  private constructor(place: Place, port: number) {
    this.#place = place;
    this.#port = port;
  }

  static async start(folder: string): Promise<Cluster> {
    const log = { info: () => {}, warn: () => {} };
    const cluster = new Cluster(await preparePlace(folder, log, true), await findFreePort());
    await cluster.start();
    return cluster;
  }

  get url(): string {
    return `postgres://postgres:${this.#place.password}@127.0.0.1:${this.#port}/postgres`;
  }

  async start(): Promise<void> {
    this.#postmaster = await until('Postgres starts', async () => {
      const started = await spawnPostmaster(this.#place, this.#port, KILLABLE);
      // It leaves again while processes of a killed one still hold the memory.
      return until('Postgres answers or leaves', async () => started.hasExited() || (await this.#answers())).then(() =>
        started.hasExited() ? null : started,
      );
    });
  }

  /** INT: a fast shutdown. KILL: the postmaster dies without a word, its backends follow. */
  async stop(signal: 'SIGINT' | 'SIGKILL'): Promise<void> {
    const postmaster = this.#postmaster;
    if (!postmaster) return;
    this.#postmaster = null;
    if (isAlive(postmaster.pid)) process.kill(postmaster.pid, signal);
    // Its own promise does not keep this process running.
    await until('Postgres is gone', () => !isAlive(postmaster.pid));
    await until('nobody answers at the port of Postgres', async () => !(await this.#answers()));
  }

  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.url });
    // The connection may break at any time here; the query then says so.
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Row>(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  async #answers(): Promise<boolean> {
    return this.query('select 1').then(
      () => true,
      () => false,
    );
  }
}

/** Stops the Postgres that a killed server left behind in its data folder. */
export async function stopLeftCluster(clusterDir: string): Promise<void> {
  const left = await findPostmaster(clusterDir);
  if (!left) return;
  process.kill(left.pid, 'SIGINT');
  await until('the Postgres of a killed server stops', () => !isAlive(left.pid));
}
