import type { TaskList } from 'graphile-worker';
import { type App, systemContext } from '../../platform/context.ts';
import type { Work } from '../../platform/durable/worker-node.ts';
import { factsTopic, projectMetricsTopic } from '../../platform/facts.ts';
import { analyticsStore } from './store.service.ts';

/** Facts of so long are counted together: what one fold costs, 5 ms, is then at most a fortieth of the time. */
const GATHER_MS = 200;
/** What nobody was told of: a message lost with its connection, or facts of a process that died right after them. */
const POLL_MS = 5_000;
/** While an older transaction holds facts up: looked for again after this, then after twice as long, up to {@link POLL_MS}. */
const BEHIND_MS = 100;

export interface FoldWork extends Work {
  stop(): Promise<void>;
}

/** What every worker does for analytics: it counts facts when it hears of them, whichever of them comes first. */
export function createFoldWork(app: App): FoldWork {
  const folding = new Folding(app);
  return {
    tasks: (): TaskList => ({
      'analytics.rebuild': async (payload) => {
        const { id } = payload as { id: string };
        const now = app.now();
        await analyticsStore.rebuild(systemContext(app, 'metrics'), { projectId: id, from: now, to: now });
        app.events.publish([projectMetricsTopic(id)]);
      },
    }),
    async release() {},
    renounce() {},
    async tick() {
      folding.poll();
    },
    stop: () => folding.stop(),
  };
}

class Folding {
  readonly #app: App;
  readonly #unsubscribe: () => void;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  /** Heard of more while counting. */
  #isWanted = false;
  #isStopped = false;
  #behindMs = BEHIND_MS;
  #ranAt = Number.NEGATIVE_INFINITY;

  constructor(app: App) {
    this.#app = app;
    this.#unsubscribe = app.events.subscribe(factsTopic, () => this.#within(GATHER_MS));
  }

  poll(): void {
    if (performance.now() - this.#ranAt >= POLL_MS) this.#within(0);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unsubscribe();
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  #within(waitMs: number): void {
    if (this.#isStopped || this.#timer) return;
    if (this.#running) {
      this.#isWanted = true;
      return;
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#running = this.#run().finally(() => {
        this.#running = null;
        if (!this.#isWanted) return;
        this.#isWanted = false;
        this.#within(GATHER_MS);
      });
    }, waitMs);
  }

  async #run(): Promise<void> {
    this.#ranAt = performance.now();
    try {
      const result = await analyticsStore.fold(systemContext(this.#app, 'metrics'));
      if (!result) return;
      if (result.foldedCount > 0) {
        this.#behindMs = BEHIND_MS;
        this.#app.events.publish(result.projectIds.map(projectMetricsTopic));
      }
      if (result.isBehind) this.#again();
    } catch (error) {
      this.#app.log.warn({ error }, 'facts could not be counted; trying again');
    }
  }

  #again(): void {
    const waitMs = this.#behindMs;
    this.#behindMs = Math.min(waitMs * 2, POLL_MS);
    // After this run has ended.
    setTimeout(() => this.#within(0), waitMs).unref();
  }
}
