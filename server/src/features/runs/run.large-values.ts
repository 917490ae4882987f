import { type App, systemContext } from '../../platform/context.ts';
import type { Json } from '../nodes/node.types.ts';
import { LOOP, type PlanNode } from './engine.graph.ts';
import type { Attempt, PendingEnd } from './engine.types.ts';
import { storable } from './run.masking.ts';
import { payloadsOfRun, readPayload, storePayload } from './run.payloads.ts';
import {
  checkSize,
  isLarge,
  mayRead,
  type PayloadRef,
  payloadIdOf,
  payloadIdsIn,
  withPayloads,
} from './run.references.rules.ts';

/** What stands for the value of this name: the value itself, or a reference that nobody will look at. */
export type Open = (value: Json, name: string) => Json;

/**
 * The values of a run that are too large for its rows. Rows, and the engine that works on them, hold references; who reads a
 * value gets it back here, from memory or from where it is stored. A run without any pays nothing but a look at `hasAny`.
 */
export class LargeValues {
  readonly #app: App;
  readonly #run: { id: string; projectId: string };
  /** Payloads that are the run's to read. */
  readonly #known = new Map<string, number>();
  hasAny: boolean;

  constructor(app: App, run: { id: string; projectId: string; payload: Json }) {
    this.#app = app;
    this.#run = run;
    this.hasAny = payloadIdOf(run.payload) !== null;
  }

  /** A run that goes on elsewhere: what its rows refer to. The items of its loops come back at once, for the engine. */
  async load(attempts: Attempt[]): Promise<void> {
    this.hasAny ||= attempts.some(({ input, output, wait }) => payloadIdsIn([input, output, wait?.data]).size > 0);
    if (!this.hasAny) return;
    for (const attempt of attempts) if (attempt.wait?.kind === 'LOOP') attempt.input = await this.open(attempt.input);
  }

  /** What stands for the value of this JSON; null where it is not large. Fails with `VALUE_TOO_LARGE`. */
  async keep(text: string): Promise<PayloadRef | null> {
    if (!isLarge(text)) return null;
    checkSize(Buffer.byteLength(text));
    return this.#store(text);
  }

  /** What the engine has put together itself (lists of results, inputs of several nodes), once its rows have grown large. */
  async keepAll({
    attempts,
    end,
    pendingEnd,
  }: {
    attempts: Attempt[];
    end: PendingEnd | null;
    pendingEnd: PendingEnd | null;
  }) {
    const stored = new Map<Json, Json>();
    const kept = async (value: Json): Promise<Json> => {
      if (typeof value !== 'object' || value === null) return value;
      const known = stored.get(value);
      if (known !== undefined) return known;
      const text = storable(value);
      const result = isLarge(text) ? await this.#store(text) : value;
      stored.set(value, result);
      return result;
    };
    for (const attempt of attempts) {
      attempt.input = await kept(attempt.input);
      attempt.output = await kept(attempt.output);
    }
    for (const last of [end, pendingEnd]) if (last) last.output = await kept(last.output);
  }

  /** The value with everything in it. Fails with `VALUE_TOO_LARGE` where that is more than one value may be. */
  async open(value: Json): Promise<Json> {
    return this.hasAny ? withPayloads(value, await this.#read(payloadIdsIn(value))) : value;
  }

  /** What ended a wait: another run's output may be large where nothing of this one is. What a delay hands on stays as it is. */
  async openResumed(resumed: Json): Promise<Json> {
    if ((resumed as { kind?: unknown } | null)?.kind === 'TIME' || payloadIdsIn(resumed).size === 0) return resumed;
    this.hasAny = true;
    return this.open(resumed);
  }

  /**
   * How a node sees its values: `visit` shows each with its name, and what the node's config and options name is read back. `input` only
   * where the node looks into it; otherwise it hands on the reference.
   */
  async openerFor(node: PlanNode, readsInput: boolean, visit: (show: Open) => void): Promise<Open> {
    const text = JSON.stringify([node.config, node.options?.rateLimit?.key]);
    const reads = mayRead(text);
    const ids = new Set<string>();
    visit((value, name) => {
      if ((readsInput && name === 'input') || reads(name)) payloadIdsIn(value, ids);
      return value;
    });
    const payloads = await this.#read(ids);
    return payloads.size === 0 ? asItIs : (value) => withPayloads(value, payloads);
  }

  async #store(text: string): Promise<PayloadRef> {
    const stored = await storePayload(systemContext(this.#app, 'run'), this.#run, text);
    this.#known.set(stored.$payload.id, stored.$payload.byteCount);
    this.hasAny = true;
    return stored;
  }

  async #read(ids: ReadonlySet<string>): Promise<Map<string, Json>> {
    const payloads = new Map<string, Json>();
    const ctx = systemContext(this.#app, 'run');
    const unknown = [...ids].filter((id) => !this.#known.has(id));
    if (unknown.length > 0)
      for (const { id, byteCount } of await payloadsOfRun(ctx, this.#run, unknown)) this.#known.set(id, byteCount);
    const own = [...ids].filter((id) => this.#known.has(id));
    const byteCount = own.reduce((sum, id) => sum + (this.#known.get(id) as number), 0);
    checkSize(byteCount);
    for (const id of own) {
      const inner = await recent(id, this.#known.get(id) as number, () => readPayload(ctx, id));
      // What the engine has put together may refer to others in its turn.
      payloads.set(id, await this.#whole(inner, byteCount));
    }
    return payloads;
  }

  async #whole(value: Json, byteCount: number): Promise<Json> {
    const ids = payloadIdsIn(value);
    if (ids.size === 0) return value;
    const inner = await this.#read(ids);
    const total = [...inner.keys()].reduce((sum, id) => sum + (this.#known.get(id) as number), byteCount);
    checkSize(total);
    return withPayloads(value, inner);
  }
}

export const asItIs: Open = (value) => value;

/** Whether a node looks into what came in: loops, and types that say so. */
export const looksIntoInput = (node: PlanNode, type: { readsInput?: boolean } | null): boolean =>
  node.type === LOOP || type?.readsInput === true;

/** Payloads that were read last, of all runs: those who come next mostly want the same. */
const kept = new Map<string, { value: Json; byteCount: number }>();
let keptBytes = 0;
const MOST_KEPT_BYTES = 64 * 1024 ** 2;

async function recent(id: string, byteCount: number, read: () => Promise<Json>): Promise<Json> {
  const found = kept.get(id);
  const value = found ? found.value : await read();
  if (kept.delete(id)) keptBytes -= byteCount;
  kept.set(id, { value, byteCount });
  keptBytes += byteCount;
  for (const [oldest, { byteCount }] of kept) {
    if (keptBytes <= MOST_KEPT_BYTES) break;
    kept.delete(oldest);
    keptBytes -= byteCount;
  }
  return value;
}
