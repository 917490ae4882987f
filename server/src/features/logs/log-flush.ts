import type { StepEvent } from '../../platform/runners/step-events.rules.ts';
import { type LogSegment, type StreamCode, streamCodes } from './log-codec.ts';
import { fitLines, sizeText, toLogBytes } from './log-lines.rules.ts';
import type { Flush, LogHead } from './log-writer.ts';
import { openStepsAfter, type StepChange } from './step-fold.rules.ts';

/** Collects what one flush writes: numbers the lines, keeps the limit, follows the steps. */
export class FlushBuilder {
  readonly #before: LogHead;
  readonly #after: LogHead;
  readonly #atMs: number;
  readonly #capBytes: number;
  readonly #segments: LogSegment[] = [];
  readonly #steps: StepChange[] = [];
  #lastKey: string | null;

  constructor(head: LogHead, options: { atMs: number; capBytes: number }) {
    this.#before = head;
    this.#after = { ...head };
    this.#atMs = options.atMs;
    this.#capBytes = options.capBytes;
    this.#lastKey = this.currentKey;
  }

  /** The number that the next line will have. */
  get nextSeq(): number {
    return this.#after.lastSeq + 1;
  }

  /** The step that lines belong to now. */
  get currentKey(): string | null {
    return this.#after.openSteps.at(-1)?.key ?? null;
  }

  /**
   * The step that lines of another stream, read at the same time, belong to. A program that reports a failure has mostly
   * written its reason to stderr just before, so a step that ended within this flush still counts.
   */
  get recentKey(): string | null {
    return this.currentKey ?? this.#lastKey;
  }

  /** Whole lines, each with its line end. At the limit the rest is dropped, with one line that says so. */
  addLines(bytes: Buffer, lineCount: number, stream: StreamCode, stepKey: string | null): void {
    if (this.#after.isCapped) return;
    const room = this.#capBytes - this.#after.byteCount;
    if (bytes.length <= room) {
      this.#push(bytes, lineCount, stream, stepKey);
      return;
    }
    const fit = fitLines(bytes, room);
    this.#push(bytes.subarray(0, fit.end), fit.lineCount, stream, stepKey);
    this.#after.isCapped = true;
    this.addSystem(`The log reached its limit of ${sizeText(this.#capBytes)}; later output was not kept.`);
  }

  /** SYSTEM lines; they are kept beyond the limit too. */
  addSystem(text: string): void {
    const { bytes, lineCount } = toLogBytes(text);
    this.#push(bytes, lineCount, streamCodes.SYSTEM, null);
  }

  /** A report that is a line of the program's output: it opens or closes the step for the lines that follow. */
  addShellStep(event: StepEvent): void {
    this.#after.openSteps = openStepsAfter(this.#after.openSteps, event, this.nextSeq);
    this.#lastKey = this.currentKey ?? event.key;
    this.#steps.push({ event, atMs: this.#atMs, firstSeq: this.nextSeq });
  }

  /** Says which step the lines from `firstSeq` on belong to, and those that follow until another one is named. */
  own(key: string | null, firstSeq: number): void {
    if (key !== null && this.currentKey === key) return;
    this.#after.openSteps = key === null ? [] : [{ key, host: null, firstSeq }];
  }

  /** A report that came beside the output; its step's lines were named with {@link own} before. */
  addAnsibleStep(event: StepEvent): void {
    const owner = this.#after.openSteps.at(-1);
    const firstSeq = owner?.key === event.key ? owner.firstSeq : this.nextSeq;
    this.#steps.push({ event, atMs: this.#atMs, firstSeq });
  }

  /** What to write, or null if nothing has changed. */
  finish(offsets: Pick<LogHead, 'stdoutOffset' | 'stderrOffset' | 'eventsOffset'>): Flush | null {
    const before = this.#before;
    const after = { ...this.#after, ...offsets };
    const hasMoved =
      offsets.stdoutOffset !== before.stdoutOffset ||
      offsets.stderrOffset !== before.stderrOffset ||
      offsets.eventsOffset !== before.eventsOffset;
    if (!hasMoved && this.#segments.length === 0 && this.#steps.length === 0) return null;
    return { before, after, segments: this.#segments, steps: this.#steps };
  }

  #push(bytes: Buffer, lineCount: number, stream: StreamCode, stepKey: string | null): void {
    if (lineCount === 0) return;
    this.#segments.push({ bytes, lineCount, stream, stepKey, atMs: this.#atMs });
    this.#after.lastSeq += lineCount;
    this.#after.byteCount += bytes.length;
  }
}
