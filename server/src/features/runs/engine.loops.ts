import type { Json } from '../nodes/node.types.ts';
import type { Frame } from './engine.frames.ts';
import type { Attempt, Failure } from './engine.types.ts';

/** A loop under way. */
export interface Loop {
  items: Json[];
  concurrency: number;
  /** Whether the other items are done when one has failed. */
  goesOn: boolean;
  /** The first item that was not begun. */
  next: number;
  /** Iterations under way, by index. */
  open: Map<number, Frame>;
  results: Json[];
  failures: Map<number, Failure>;
}

/** The items are those in the row of the loop's attempt: they never change. */
export function createLoop(attempt: Attempt, config: Record<string, unknown>): Loop {
  const { concurrency, onItemError } = config as { concurrency?: number; onItemError?: string };
  const items = Array.isArray(attempt.input) ? attempt.input : [];
  return {
    items,
    concurrency: Number(concurrency ?? 1),
    goesOn: onItemError === 'CONTINUE',
    next: 0,
    open: new Map(),
    results: items.map(() => null),
    failures: new Map(),
  };
}

export function loopOutput(loop: Loop): Json {
  const failures = [...loop.failures].sort(([a], [b]) => a - b).map(([index, error]) => ({ index, error }));
  return { results: loop.results, failures };
}
