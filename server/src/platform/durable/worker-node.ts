import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Runner, run, type Task, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { newId } from '../../lib/ids.ts';
import { type App, type Context, systemContext } from '../context.ts';
import { execute, query, queryOne } from '../db/sql.ts';
import { withTransaction } from '../db/transaction.ts';
import { addJob } from '../jobs.ts';
import { quietLogger } from './quiet-logger.ts';

/** How often a worker says that it lives, and looks for those that don't. */
const HEARTBEAT_MS = 2_000;
/** Silent for longer than this is dead: with one heartbeat more, its work is taken over within 10 s, on a busy machine too. */
const DEAD_AFTER_SECONDS = 6;

/** A heartbeat this old may be the last that others have seen before they take over. Less than what is silent, by a second. */
const UNSURE_AFTER_MS = (DEAD_AFTER_SECONDS - 1) * 1_000;

/** In ms. The monotonic clock stands still while the machine sleeps; that of the wall may be set. */
export type Clocks = () => readonly number[];
const bothClocks: Clocks = () => [performance.now(), Date.now()];

/** A kind of background work. */
export interface Work {
  /** Where its jobs may last: how many at once, in a runner of their own, so that they hold up no others. */
  concurrency?: number;
  /**
   * How long to wait before asking for jobs again, in ms, where fewer were there than could be taken: whatever is enqueued, every
   * lane is told, and of many short jobs the asking would be most of the work. Default: {@link ASK_AGAIN_MS}.
   */
  askAgainMs?: number;
  /** Jobs by name; `node` is this machine's data folder, for jobs that need the files in it. */
  tasks(node: WorkerNode): TaskList;
  /** In the transaction that buries dead workers: give back what they owned. */
  release(ctx: Context, deadWorkerIds: string[]): Promise<void>;
  /** This worker was declared dead (it was stopped, or cut off): drop what it owned, it has another id from now on. */
  renounce(): void;
  /** What is looked after with every heartbeat, and holds the next one up: only what is quick. */
  tick(node: WorkerNode): Promise<void>;
}

/** A job that can't be done because its worker stops. Another one gets it at once, as if nobody had tried. */
export class WorkerStops extends Error {
  override name = 'WorkerStops';
  constructor() {
    super('This worker stops.');
  }
}

/** Work that is nothing but jobs, each over soon: it owns nothing that another worker would have to take over. */
export const onlyJobs = (tasks: TaskList): Work => ({
  tasks: () => tasks,
  async release() {},
  renounce() {},
  async tick() {},
});

/**
 * This process as a worker: its row with a heartbeat, the burial of dead workers, and the job runner, which is started
 * again whenever it ends (it does when Postgres goes away).
 */
export class WorkerNode {
  readonly app: App;
  /** The data folder's own id: files of running deployments are there and nowhere else. */
  readonly nodeId: string;
  /** Changes when this worker was declared dead and goes on. */
  id = newId('worker');
  #runners = new Set<Runner>();
  /** The job runners' pools of this process: a job is locked in the name of its pool. */
  #poolIds = new Set<string>();
  #work: Work[];
  #timer: NodeJS.Timeout | null = null;
  #beat: Promise<void> = Promise.resolve();
  #isStopping = false;
  #lookedForForsakenAt = Number.NEGATIVE_INFINITY;
  #clocks: Clocks;
  /** When the last heartbeat was sent that was answered. */
  #heardAt: readonly number[] = [];
  #heard = Promise.withResolvers<void>();

  private constructor(app: App, nodeId: string, work: Work[], clocks: Clocks) {
    this.app = app;
    this.nodeId = nodeId;
    this.#work = work;
    this.#clocks = clocks;
  }

  static async start(app: App, work: Work[], clocks = bothClocks): Promise<WorkerNode> {
    const node = new WorkerNode(app, await readNodeId(app.config.dataDir), work, clocks);
    await node.#register();
    await node.#buryNeighbours();
    for (const lane of lanesOf(work)) await node.#startRunner(lane);
    node.#schedule();
    return node;
  }

  /** Stops taking jobs, waits for those under way, and gives back what this worker owns. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#beat;
    await Promise.all([...this.#runners].map((runner) => runner.stop().catch(() => {})));
    await this.#bury([this.id]).catch((error: unknown) =>
      this.app.log.warn({ error }, 'could not sign the worker off'),
    );
  }

  /** Whether nobody can have taken this worker for dead: it was not frozen, or cut off, for long. Costs no statement. */
  get isHeard(): boolean {
    const now = this.#clocks();
    return (
      this.#heardAt.length > 0 && this.#heardAt.every((at, index) => (now[index] as number) - at < UNSURE_AFTER_MS)
    );
  }

  /** The next heartbeat that is answered. */
  get nextHeartbeat(): Promise<void> {
    return this.#heard.promise;
  }

  #hear(sentAt: readonly number[]): void {
    this.#heardAt = sentAt;
    this.#heard.resolve();
    this.#heard = Promise.withResolvers<void>();
  }

  /** One heartbeat and one look for the dead. Public for tests. */
  async tick(): Promise<void> {
    if (!(await this.#sayAlive())) {
      this.app.log.warn({ worker: this.id }, 'this worker was declared dead; it goes on under a new name');
      for (const work of this.#work) work.renounce();
      this.id = newId('worker');
      await this.#register();
    }
    // While Postgres was away nobody could say anything: everybody has that long again from its start.
    const dead = await query<{ id: string }>(
      systemContext(this.app, 'worker'),
      `select id from workers
       where greatest(heartbeat_at, pg_postmaster_start_time()) < now() - make_interval(secs => $1)`,
      [DEAD_AFTER_SECONDS],
    );
    if (dead.length > 0) await this.#bury(dead.map((row) => row.id));
    await this.#unlockForsaken();
    for (const work of this.#work) await work.tick(this);
  }

  #schedule(): void {
    this.#timer = setTimeout(() => {
      this.#beat = this.tick()
        .catch((error: unknown) => this.app.log.warn({ error }, 'heartbeat failed; trying again'))
        .finally(() => {
          if (!this.#isStopping) this.#schedule();
        });
    }, HEARTBEAT_MS);
  }

  async #register(): Promise<void> {
    const sentAt = this.#clocks();
    await withTransaction(systemContext(this.app, 'worker'), (ctx) =>
      execute(ctx, 'insert into workers (id, node_id, host, pid, graphile_worker_ids) values ($1, $2, $3, $4, $5)', [
        this.id,
        this.nodeId,
        hostname(),
        process.pid,
        [...this.#poolIds],
      ]),
    );
    this.#hear(sentAt);
  }

  async #sayAlive(): Promise<boolean> {
    const sentAt = this.#clocks();
    const isThere = await withTransaction(
      systemContext(this.app, 'worker'),
      async (ctx) =>
        (await execute(ctx, 'update workers set heartbeat_at = now(), graphile_worker_ids = $2 where id = $1', [
          this.id,
          [...this.#poolIds],
        ])) === 1,
    );
    if (isThere) this.#hear(sentAt);
    return isThere;
  }

  /** Workers of this very machine and folder whose process is gone need no waiting: a restart goes on at once. */
  async #buryNeighbours(): Promise<void> {
    const rows = await query<{ id: string; pid: number }>(
      systemContext(this.app, 'worker'),
      'select id, pid from workers where node_id = $1 and host = $2 and id <> $3',
      [this.nodeId, hostname(), this.id],
    );
    const gone = rows.filter((row) => row.pid === process.pid || !isAlive(row.pid));
    if (gone.length > 0) await this.#bury(gone.map((row) => row.id));
  }

  async #bury(ids: string[]): Promise<void> {
    await withTransaction(systemContext(this.app, 'worker'), async (ctx) => {
      const dead = await query<{ id: string; graphile_worker_ids: string[] }>(
        ctx,
        'select id, graphile_worker_ids from workers where id = any($1) order by id for update',
        [ids],
      );
      if (dead.length === 0) return;
      const deadIds = dead.map((row) => row.id);
      for (const work of this.#work) await work.release(ctx, deadIds);
      await queryOne(ctx, 'select from graphile_worker.force_unlock_workers($1::text[])', [
        dead.flatMap((row) => row.graphile_worker_ids),
      ]);
      await execute(ctx, 'delete from workers where id = any($1)', [deadIds]);
      if (!deadIds.includes(this.id)) this.app.log.info({ workers: deadIds }, 'took over from workers that died');
    });
  }

  /**
   * Jobs locked by pools that no worker has. A process that is killed may have sent a request for jobs that Postgres carries out
   * after the worker was buried, and so after its jobs were unlocked.
   */
  async #unlockForsaken(): Promise<void> {
    if (performance.now() - this.#lookedForForsakenAt < LOOK_FOR_FORSAKEN_MS) return;
    this.#lookedForForsakenAt = performance.now();
    const forsaken = await query<{ pool: string }>(
      systemContext(this.app, 'worker'),
      `select distinct locked_by as pool from graphile_worker.jobs j
       where locked_at < now() - make_interval(secs => $1)
         and not exists (select from workers w where j.locked_by = any(w.graphile_worker_ids))`,
      [DEAD_AFTER_SECONDS],
    );
    if (forsaken.length === 0) return;
    const pools = forsaken.map((row) => row.pool);
    await withTransaction(systemContext(this.app, 'worker'), (ctx) =>
      queryOne(ctx, 'select from graphile_worker.force_unlock_workers($1::text[])', [pools]),
    );
    this.app.log.info({ pools }, 'jobs locked by nobody are free again');
  }

  async #startRunner(lane: Lane): Promise<void> {
    const poolIds: string[] = [];
    const events: WorkerEvents = new EventEmitter();
    // NOTE: a pool's id must be in the row before it takes a job, else nobody unlocks what is lost with this process.
    let noted: Promise<unknown> = Promise.resolve();
    events.on('pool:create', ({ workerPool }) => {
      this.#poolIds.add(workerPool.id);
      poolIds.push(workerPool.id);
      noted = this.#notePools();
      noted.catch(() => {});
    });
    // The answer to a request for jobs may be lost after they were locked: no worker has them then, and their pool lives on.
    let hasFailed = false;
    const givenUp = Promise.withResolvers<void>();
    const fail = () => {
      if (hasFailed) return;
      hasFailed = true;
      void starting.then((runner) => runner.stop('it could not ask for jobs')).catch(() => {});
      setTimeout(givenUp.resolve, GIVE_UP_MS).unref();
    };
    events.on('worker:getJob:error', fail);
    // NOTE: once jobs could not be marked as done the runner never ends: it counts such batches as under way, and counts each later
    // one down twice (`batch` of its main.js never forgets its `backpressure`), so it waits for a zero that has passed. Its lane
    // would do nothing any more. It is given up as soon as it has no job left.
    const underWay = new Set<string>();
    let isMiscounting = false;
    const giveUpWhenIdle = () => {
      if (isMiscounting && underWay.size === 0) setTimeout(givenUp.resolve, CLOSE_MS).unref();
    };
    events.on('job:start', ({ job }) => underWay.add(job.id));
    events.on('job:complete', ({ job }) => {
      underWay.delete(job.id);
      giveUpWhenIdle();
    });
    events.on('pool:fatalError', () => {
      isMiscounting = true;
      fail();
      giveUpWhenIdle();
    });
    // NOTE: the runner counts what it is told of while it waits before it asks again, and then forgets it until its next poll.
    events.on('localQueue:refetchDelay:expired', ({ localQueue }) => {
      if ((localQueue as unknown as { refetchDelayCounter: number }).refetchDelayCounter > 0) localQueue.pulse(0);
    });
    const { pool, close } = this.#makePool({
      // The one place where the runner waits before it takes a job.
      beforeConnect: () => noted.catch(() => (noted = this.#notePools())),
      // Whoever asks for many jobs says nothing of what went wrong; answers are lost with their connection only.
      onLost: fail,
    });
    const starting = run({
      pgPool: pool,
      taskList: handingOn(this.app, Object.assign({}, ...lane.work.map((work) => work.tasks(this)))),
      concurrency: lane.concurrency,
      noHandleSignals: true,
      pollInterval: 2_000,
      // Without batches a job that can't be marked as done, because Postgres has just gone, ends the process: the runner
      // does not look at that promise. With them its pool ends, and is started again.
      preset: {
        worker: {
          completeJobBatchDelay: COMPLETE_MS,
          failJobBatchDelay: 0,
          localQueue: {
            size: lane.concurrency,
            ttl: UNCLAIMED_MS,
            refetchDelay: { durationMs: lane.askAgainMs, threshold: lane.concurrency - 1, maxAbortThreshold: Infinity },
          },
        },
      },
      events,
      logger: quietLogger(this.app),
    });
    const runner = await Promise.race([starting, givenUp.promise]).catch(async (error: unknown) => {
      await close();
      throw error;
    });
    if (!runner) {
      await close();
      throw new Error('The job runner did not start.');
    }
    this.#runners.add(runner);
    void Promise.race([runner.promise.catch(() => {}), givenUp.promise])
      .then(() => this.#runners.delete(runner))
      .then(close)
      .then(() => this.#restartRunner(lane, poolIds));
  }

  /**
   * Not the runner's own: that one stops listening to its connections before it closes them, and one that breaks in between
   * ends the process.
   */
  #makePool({ beforeConnect, onLost }: { beforeConnect(): Promise<unknown>; onLost(): void }) {
    const pool = new pg.Pool({
      connectionString: this.app.config.databaseUrl ?? '',
      application_name: 'pilothouse jobs',
      // The runner's few statements are always the same; planning one costs more than running it.
      options: '-c plan_cache_mode=force_generic_plan',
      max: 10,
    });
    const onError = (error: Error) => {
      this.app.log.debug({ err: error }, 'a connection of the job runner was lost');
      onLost();
    };
    const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
    // With a callback it is the pool's own `query`, which asks for no jobs.
    pool.connect = ((...args: unknown[]) =>
      args.length > 0 ? connect(...args) : beforeConnect().then(() => connect())) as typeof pool.connect;
    pool.on('error', onError);
    const clients = new Set<pg.PoolClient>();
    pool.on('connect', (client) => {
      client.on('error', onError);
      clients.add(client);
    });
    pool.on('remove', (client) => clients.delete(client));
    /** Also where the runner holds connections and never gives them back: then they are ended under it. */
    const close = async () => {
      const timer = setTimeout(() => {
        for (const client of clients) void (client as unknown as pg.Client).end().catch(() => {});
      }, CLOSE_MS);
      const patience = new Promise<void>((resolve) => setTimeout(resolve, 2 * CLOSE_MS).unref());
      await Promise.race([pool.end().catch(() => {}), patience]);
      if (pool.totalCount === 0) clearTimeout(timer);
    };
    return { pool, close };
  }

  /** Throws when this worker has no row: it was declared dead, and takes no jobs until it has a new name. */
  async #notePools(): Promise<void> {
    if (!(await this.#sayAlive())) throw new Error('This worker was declared dead.');
  }

  /** What a pool that ended has left locked. */
  async #unlockPools(ended: string[]): Promise<void> {
    await withTransaction(systemContext(this.app, 'worker'), (ctx) =>
      queryOne(ctx, 'select from graphile_worker.force_unlock_workers($1::text[])', [ended]),
    );
    for (const id of ended) this.#poolIds.delete(id);
  }

  async #restartRunner(lane: Lane, endedPoolIds: string[]): Promise<void> {
    for (let waitMs = 200; !this.#isStopping; waitMs = Math.min(waitMs * 2, 2_000)) {
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      try {
        await this.#unlockPools(endedPoolIds);
        await this.#startRunner(lane);
        this.app.log.info('the job runner works again');
        return;
      } catch (error) {
        this.app.log.warn({ error }, 'the job runner can’t start; trying again');
      }
    }
  }
}

/** Work that shares a job runner. */
interface Lane {
  work: Work[];
  concurrency: number;
  askAgainMs: number;
}

const SHARED_CONCURRENCY = 10;
/** Not at every heartbeat: it is seldom needed. */
const LOOK_FOR_FORSAKEN_MS = 10_000;
/** A runner that is told to stop, because Postgres went away, gives its jobs 5 s. */
const GIVE_UP_MS = 7_000;
const CLOSE_MS = 500;
/** Nobody waits for it: jobs that are done within this are marked as done together. */
const COMPLETE_MS = 5;
const ASK_AGAIN_MS = 20;
/** Jobs that were taken and for which there is no room are given back after this. */
const UNCLAIMED_MS = 2_000;

function lanesOf(work: Work[]): Lane[] {
  const own = work.flatMap(({ concurrency, askAgainMs = ASK_AGAIN_MS }, index) =>
    concurrency ? [{ work: work.slice(index, index + 1), concurrency, askAgainMs }] : [],
  );
  const shared = work.filter((one) => !one.concurrency);
  return [{ work: shared, concurrency: SHARED_CONCURRENCY, askAgainMs: ASK_AGAIN_MS }, ...own];
}

async function readNodeId(dataDir: string): Promise<string> {
  const path = join(dataDir, 'node-id');
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, newId('worker'), { flag: 'wx', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return (await readFile(path, 'utf8')).trim();
}

/** A process that was killed, but not yet waited for by its parent, counts as dead. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return true;
  }
}

/** A job that only failed because its worker stopped would wait e^attempts seconds, and its attempts count killed workers too. */
function handingOn(app: App, tasks: TaskList): TaskList {
  const handOn =
    (name: string, task: Task): Task =>
    async (payload, helpers) => {
      try {
        return await task(payload, helpers);
      } catch (error) {
        if (!(error instanceof WorkerStops)) throw error;
        const { key, priority, max_attempts: maxAttempts } = helpers.job;
        await withTransaction(systemContext(app, 'job'), (ctx) =>
          addJob(ctx, name, payload as Record<string, unknown>, { ...(key && { key }), priority, maxAttempts }),
        );
      }
    };
  return Object.fromEntries(Object.entries(tasks).map(([name, task]) => [name, handOn(name, task as Task)]));
}
