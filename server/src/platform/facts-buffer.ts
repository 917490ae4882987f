import { LogHistogram } from '../lib/sketch/log-histogram.ts';
import { type App, type Context, systemContext } from './context.ts';
import { withTransaction } from './db/transaction.ts';
import { type Fact, INSTALLATION, recordFacts } from './facts.ts';

/** How long answers are gathered; ended by the clock, so that none is counted in the quarter of an hour after its own. */
const WINDOW_MS = 10_000;
/** Names that a process tells apart: whoever makes them up can't fill the table. What has no place counts as `(other)`. */
const MOST_NAMES = 300;
const MOST_NAME_CHARACTERS = 100;
const OTHER = '(other)';
/** Of callers who are not signed in: what they call things is never kept. */
const SIGNED_OUT = '(signed out)';

interface Gathered {
  projectId: string;
  name: string;
  status: 'OK' | 'ERROR';
  count: number;
  /** In whole microseconds; without a sketch there are no times. */
  sum: number;
  min: number;
  max: number;
  sketch: LogHistogram | null;
}

/**
 * Counts the operations that a process answers, and writes them down every 10 seconds: for each project, name and status one
 * fact. In memory until then, so what a crash loses is at most that. Takes under a microsecond for each.
 */
export class FactsBuffer {
  readonly #app: App;
  readonly #windowMs: number;
  readonly #names = new Set<string>();
  #window = new Map<string, Gathered>();
  #since = 0;
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> = Promise.resolve();

  constructor(app: App, windowMs = WINDOW_MS) {
    this.#app = app;
    this.#windowMs = windowMs;
  }

  /** `ms`: how long it took; null for what only begins, such as a subscription. */
  add(ctx: Context, operation: string, isError: boolean, ms: number | null): void {
    const { actor } = ctx;
    const projectId = (actor?.kind === 'TOKEN' && actor.projectId) || INSTALLATION;
    const name = this.#nameOf(ctx, operation);
    const status = isError ? 'ERROR' : 'OK';
    const key = `${projectId} ${status} ${ms === null} ${name}`;
    let gathered = this.#window.get(key);
    if (!gathered) {
      const sketch = ms === null ? null : new LogHistogram();
      gathered = { projectId, name, status, count: 0, sum: 0, min: Number.POSITIVE_INFINITY, max: 0, sketch };
      this.#window.set(key, gathered);
    }
    gathered.count += 1;
    if (ms !== null) {
      const value = Math.round(ms * 1_000);
      gathered.sum += value;
      if (value < gathered.min) gathered.min = value;
      if (value > gathered.max) gathered.max = value;
      gathered.sketch?.add(value);
    }
    if (!this.#timer) this.#startWindow();
  }

  /** Writes down what there is. What can't be written now is kept for the next time. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flushOnce());
    return this.#flushing;
  }

  /** Writes down what there is; nothing is added any more. */
  async close(): Promise<void> {
    await this.flush();
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #nameOf({ actor }: Context, name: string): string {
    if (!actor) return SIGNED_OUT;
    if (this.#names.has(name)) return name;
    if (this.#names.size >= MOST_NAMES || name.length > MOST_NAME_CHARACTERS) return OTHER;
    this.#names.add(name);
    return name;
  }

  #startWindow(): void {
    this.#since = this.#app.now().getTime();
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        void this.flush();
      },
      this.#windowMs - (this.#since % this.#windowMs),
    ).unref();
  }

  async #flushOnce(): Promise<void> {
    const window = this.#window;
    if (window.size === 0) return;
    this.#window = new Map();
    const at = new Date(this.#since);
    const facts = [...window.values()].map((gathered) => factOf(gathered, at));
    try {
      await withTransaction(systemContext(this.#app, 'api'), (ctx) => recordFacts(ctx, facts));
    } catch (error) {
      this.#app.log.warn({ error }, 'answers of the API could not be counted; trying again');
      for (const [key, more] of this.#window) window.set(key, merged(window.get(key), more));
      this.#window = window;
      if (!this.#timer) this.#startWindow();
    }
  }
}

function merged(known: Gathered | undefined, more: Gathered): Gathered {
  if (!known) return more;
  if (more.sketch) known.sketch?.merge(more.sketch);
  return {
    ...known,
    count: known.count + more.count,
    sum: known.sum + more.sum,
    min: Math.min(known.min, more.min),
    max: Math.max(known.max, more.max),
  };
}

function factOf({ projectId, name, status, count, sum, min, max, sketch }: Gathered, at: Date): Fact {
  const values = sketch ? { value: sum, valueMin: min, valueMax: max, sketch: sketch.toBytes() } : {};
  return { projectId, kind: 'api', at, name, status, count, ...values };
}
