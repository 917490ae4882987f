import type { LogBatch, LogLine } from './log-line.ts';

/** Lines per request and per page kept in memory: 1,000 lines of 100 bytes are about 150 kB of JSON, 10 ms away on a laptop. */
export const pageSize = 1_000;

/**
 * The rows a log viewer draws: all lines of a log, or those that pass a filter. Rows are known by index; a row whose line is not in
 * memory is drawn as a placeholder and fetched because `show` says that it is looked at.
 */
export interface LogRows {
  /** How many rows there are, as far as is known. */
  readonly count: number;
  /** False while more rows are known to follow than `count` says (a filtered log is read from its start). */
  readonly isCountFinal: boolean;
  /** Set while lines can't be fetched; `retry` tries again at once. */
  readonly error: Error | undefined;
  /** Grows with each change; what a component renders from. */
  readonly version: number;
  lineAt(index: number): LogLine | undefined;
  /** The row of a line number, or the nearest before it. */
  indexOf(seq: number): number;
  /** Says which rows are on screen. */
  show(firstIndex: number, lastIndex: number): void;
  /** Takes lines that arrived live, each once whatever arrives. */
  append(batch: LogBatch): void;
  retry(): void;
  subscribe(listener: () => void): () => void;
  dispose(): void;
}

type ScheduleFrame = (callback: () => void) => void;

const nextFrame: ScheduleFrame = (callback) => {
  requestAnimationFrame(callback);
};

/** Counts changes and tells listeners of them once per frame, however many lines arrive in between. */
export class FrameNotifier {
  version = 0;
  #listeners = new Set<() => void>();
  #isScheduled = false;
  #scheduleFrame: ScheduleFrame;

  constructor(scheduleFrame: ScheduleFrame = nextFrame) {
    this.#scheduleFrame = scheduleFrame;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  changed(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#scheduleFrame(() => {
      this.#isScheduled = false;
      this.version += 1;
      for (const listener of this.#listeners) listener();
    });
  }
}
