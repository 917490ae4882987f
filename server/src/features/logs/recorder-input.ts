import { join } from 'node:path';
import { createMasker, type Masker } from '../../platform/runners/masker.ts';
import { runnerFiles } from '../../platform/runners/runner-files.ts';
import {
  type AnsibleReport,
  type PlaybookStats,
  parseAnsibleEvent,
  parseShellStep,
  type RunnerKind,
  type StepEvent,
  slugOf,
} from '../../platform/runners/step-events.rules.ts';
import { type StreamCode, streamCodes } from './log-codec.ts';
import type { FlushBuilder } from './log-flush.ts';
import { normalizeLineEnds, splitParts } from './log-lines.rules.ts';
import { LogTail } from './log-tail.ts';
import type { LogHead } from './log-writer.ts';

/** Output is read in blocks of this size; a line that is longer is known only by its beginning and length. */
const blockBytes = 1024 * 1024;
/** An event may carry a diff of 64 KiB in which every character is escaped. */
const eventBlockBytes = 4 * 1024 * 1024;
/** Parsed events that wait for stdout to be stored up to where they belong. */
const maxPendingEvents = 5_000;
/** Ansible's output waits this long for the event that says whose it is; the event is mostly there within 1 ms. */
const holdMs = 250;

interface PendingEvent {
  report: AnsibleReport;
  /** Where the next event begins. */
  endOffset: number;
}

/**
 * Reads a deployment's files from where the head says they were consumed up to, and adds what they hold to a flush. All of
 * its state follows from the files and the head: after a failure a new one is made.
 */
export class RecorderInputFiles {
  readonly #runner: RunnerKind;
  readonly #stdout: LogTail;
  readonly #stderr: LogTail;
  readonly #events: LogTail;
  readonly #texts: Masker | null;
  readonly #pending: PendingEvent[] = [];
  #eventsOffset: number;
  #held: { offset: number; sinceMs: number } | null = null;
  /** Ansible's final event, once it has been applied. */
  stats: PlaybookStats | null = null;

  constructor(input: { dir: string; runner: RunnerKind; secrets: readonly string[] }, head: LogHead) {
    const masker = () => (input.secrets.length > 0 ? createMasker(input.secrets) : null);
    const tail = (name: string, offset: number) =>
      new LogTail(join(input.dir, name), { offset, masker: masker(), blockBytes });
    this.#runner = input.runner;
    this.#stdout = tail(runnerFiles.stdout, head.stdoutOffset);
    this.#stderr = tail(runnerFiles.stderr, head.stderrOffset);
    this.#events = new LogTail(join(input.dir, runnerFiles.events), {
      offset: head.eventsOffset,
      masker: null,
      blockBytes: eventBlockBytes,
    });
    this.#eventsOffset = head.eventsOffset;
    this.#texts = masker();
  }

  get offsets(): Pick<LogHead, 'stdoutOffset' | 'stderrOffset' | 'eventsOffset'> {
    return {
      stdoutOffset: this.#stdout.offset,
      stderrOffset: this.#stderr.offset,
      eventsOffset: this.#eventsOffset,
    };
  }

  /** Masks a text that is not part of a file. */
  maskText(text: string): string {
    return this.#texts ? this.#texts.maskText(text) : text;
  }

  /** Whether a read would find nothing. Most looks do: a quiet deployment costs 0.25 % of a core. */
  get isQuiet(): boolean {
    const tails = this.#runner === 'SHELL' ? [this.#stdout, this.#stderr] : [this.#stdout, this.#stderr, this.#events];
    const isHolding = this.#runner === 'ANSIBLE' && this.#stdout.offset < this.#stdout.readAt;
    return this.#pending.length === 0 && !isHolding && tails.every((tail) => tail.size() <= tail.readAt);
  }

  /** Reads on, one block of each file at most, and adds it. Returns how many bytes it read. */
  read(flush: FlushBuilder, isFinal: boolean, nowMs: number): number {
    // stdout's size is taken before the events are read: so an event that belongs to these bytes is among them.
    const sizes = { stdoutSize: this.#stdout.size(), stderrSize: this.#stderr.size() };
    let count = 0;
    const areEventsRead =
      this.#runner === 'SHELL' ||
      this.#readEvents(isFinal, (bytes) => {
        count += bytes;
      });
    const stdoutBytes = this.#stdout.fill(sizes.stdoutSize);
    const stderrBytes = this.#stderr.fill(sizes.stderrSize);
    count += stdoutBytes + stderrBytes;
    const isEnd = (tail: LogTail, size: number, bytes: number) => isFinal && (tail.readAt >= size || bytes === 0);
    const isStdoutEnd = isEnd(this.#stdout, sizes.stdoutSize, stdoutBytes);
    if (this.#runner === 'SHELL') this.#addShellOutput(flush, isStdoutEnd);
    else this.#addAnsibleOutput(flush, isStdoutEnd, areEventsRead, nowMs);
    const stderrKey = this.#runner === 'SHELL' ? flush.recentKey : flush.currentKey;
    const isStderrEnd = isEnd(this.#stderr, sizes.stderrSize, stderrBytes);
    eachTake(this.#stderr, Number.POSITIVE_INFINITY, isStderrEnd, (bytes) =>
      addOutput(flush, bytes, streamCodes.STDERR, stderrKey),
    );
    return count;
  }

  close(): void {
    for (const tail of [this.#stdout, this.#stderr, this.#events]) tail.close();
  }

  #addShellOutput(flush: FlushBuilder, isEnd: boolean): void {
    eachTake(this.#stdout, Number.POSITIVE_INFINITY, isEnd, (bytes) => {
      for (const part of splitParts(normalizeLineEnds(bytes), parseShellStep)) {
        if (part.report !== null) flush.addShellStep(this.#maskStep(part.report));
        else flush.addLines(part.lines, part.lineCount, streamCodes.STDOUT, flush.currentKey);
      }
    });
  }

  /** Each event names the step of the output before it; what has been printed since belongs to an event to come. */
  #addAnsibleOutput(flush: FlushBuilder, isEnd: boolean, areEventsRead: boolean, nowMs: number): void {
    let applied = 0;
    for (const { report, endOffset } of this.#pending) {
      const { key, stdoutOffset } = placeOf(report);
      const firstSeq = flush.nextSeq;
      this.#takeAnsible(flush, stdoutOffset ?? 0, isEnd, key);
      if (flush.nextSeq > firstSeq || stdoutOffset === null || this.#stdout.offset >= stdoutOffset)
        flush.own(key, firstSeq);
      if (stdoutOffset !== null && this.#stdout.offset < stdoutOffset && !isEnd) break;
      this.#apply(flush, report);
      this.#eventsOffset = endOffset;
      applied += 1;
    }
    this.#pending.splice(0, applied);
    if (this.#pending.length > 0 || !areEventsRead) return;
    if (isEnd || this.#hasWaited(nowMs)) this.#takeAnsible(flush, Number.POSITIVE_INFINITY, isEnd, flush.currentKey);
  }

  #takeAnsible(flush: FlushBuilder, until: number, isEnd: boolean, key: string | null): void {
    eachTake(this.#stdout, until, isEnd, (bytes) => addOutput(flush, bytes, streamCodes.STDOUT, key));
  }

  #apply(flush: FlushBuilder, report: AnsibleReport): void {
    if (Array.isArray(report)) for (const event of report) flush.addAnsibleStep(this.#maskStep(event));
    else if (report.kind === 'STATS') this.stats = report.stats;
  }

  /** Whether output that no event has named has been there for {@link holdMs}. */
  #hasWaited(nowMs: number): boolean {
    const { offset, readAt } = this.#stdout;
    if (offset === readAt) this.#held = null;
    else if (this.#held?.offset !== offset) this.#held = { offset, sinceMs: nowMs };
    return this.#held !== null && nowMs - this.#held.sinceMs >= holdMs;
  }

  /** Parses what is new in the events file. Returns whether that was all. */
  #readEvents(isFinal: boolean, count: (bytes: number) => void): boolean {
    const size = this.#events.size();
    if (this.#pending.length >= maxPendingEvents) return false;
    const bytesRead = this.#events.fill(size);
    count(bytesRead);
    const isEnd = this.#events.readAt >= size || bytesRead === 0;
    let lineStart = this.#events.offset;
    eachTake(this.#events, Number.POSITIVE_INFINITY, isFinal && isEnd, (bytes) => {
      for (let from = 0; from < bytes.length; ) {
        const end = bytes.indexOf('\n', from) + 1;
        lineStart += end - from;
        const report = parseAnsibleEvent(bytes.toString('utf8', from, end - 1));
        // The last one ends where the tail says: a line that was cut is shorter here than in the file.
        const endOffset = end === bytes.length ? this.#events.offset : lineStart;
        if (report) this.#pending.push({ report, endOffset });
        from = end;
      }
      lineStart = this.#events.offset;
    });
    return isEnd;
  }

  #maskStep(event: StepEvent): StepEvent {
    if (!this.#texts) return event;
    const mask = <T extends string | null>(text: T) => (text === null ? text : this.#texts?.maskText(text)) as T;
    const name = mask(event.name);
    const isKeyFromName = this.#runner === 'SHELL' && name !== event.name;
    return {
      ...event,
      key: isKeyFromName ? slugOf(name) : mask(event.key),
      name,
      group: mask(event.group),
      host: mask(event.host),
      message: mask(event.message),
      diff: mask(event.diff),
    };
  }
}

function placeOf(report: AnsibleReport): { key: string | null; stdoutOffset: number | null } {
  if (Array.isArray(report)) return { key: report[0]?.key ?? null, stdoutOffset: report[0]?.stdoutOffset ?? null };
  return { key: report.kind === 'MARK' ? report.stepKey : null, stdoutOffset: report.stdoutOffset };
}

function addOutput(flush: FlushBuilder, bytes: Buffer, stream: StreamCode, key: string | null): void {
  for (const part of splitParts<never>(normalizeLineEnds(bytes), null)) {
    if (part.report === null) flush.addLines(part.lines, part.lineCount, stream, key);
  }
}

function eachTake(tail: LogTail, until: number, isFinal: boolean, use: (bytes: Buffer) => void): void {
  for (let bytes = tail.take(until, isFinal); bytes.length > 0; bytes = tail.take(until, isFinal)) use(bytes);
}

/** Ansible's final event, found by reading the whole file: for a recorder that began behind it. */
export function findStats(dir: string): PlaybookStats | null {
  const tail = new LogTail(join(dir, runnerFiles.events), { offset: 0, masker: null, blockBytes: eventBlockBytes });
  const size = tail.size();
  let stats: PlaybookStats | null = null;
  while (tail.fill(size) > 0) {
    eachTake(tail, Number.POSITIVE_INFINITY, tail.readAt >= size, (bytes) => {
      for (const line of bytes.toString().split('\n')) {
        const report = line.includes('"stats"') ? parseAnsibleEvent(line) : null;
        if (report && !Array.isArray(report) && report.kind === 'STATS') stats = report.stats;
      }
    });
  }
  tail.close();
  return stats;
}
