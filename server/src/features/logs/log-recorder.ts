import { setTimeout } from 'node:timers/promises';
import { type App, type Context, systemContext } from '../../platform/context.ts';
import { isDatabaseAway } from '../../platform/db/transient.ts';
import { logTopic } from '../../platform/events.ts';
import type { PlaybookStats, RunnerKind, StepEvent } from '../../platform/runners/step-events.rules.ts';
import { readSystemLines } from './log.queries.ts';
import { FlushBuilder } from './log-flush.ts';
import { commitFlush, type Flush, HeadMoved, type LogHead, type LogOwner, readHead } from './log-writer.ts';
import { findStats, RecorderInputFiles } from './recorder-input.ts';
import { declareSteps, findSteps, stepTopics } from './step.service.ts';
import { toStepEvent } from './step-fold.rules.ts';

export { LostOwnership } from './log-writer.ts';

export interface RecorderInput extends LogOwner {
  app: App;
  /** The deployment's private folder; see `runnerFiles`. */
  dir: string;
  runner: RunnerKind;
  /** Values that must not be stored. */
  secrets: string[];
  /** Steps that the service declares; they stand as PENDING from the start. */
  stepNames: string[];
  /** Output beyond it is dropped, and the log says so. */
  logCapBytes: number;
}

/** What is known of the deployment from its output, when all of it has been stored. */
export interface RecorderOutcome {
  /** The last state of each step (key and host), in the order in which they first appeared. PENDING ones are left out. */
  steps: StepEvent[];
  /** Ansible's final event, if there was one. */
  stats: PlaybookStats | null;
  lastSeq: number;
  isCapped: boolean;
}

/** A quiet file is looked at this often. */
const pollMs = 20;
/** After a flush that found less than this, the next one waits: many small flushes cost more than they bring. */
const busyBytes = 256 * 1024;
const retryMs = { first: 100, most: 2_000 };

/**
 * The single writer of a running deployment's log and steps. Each pump reads a block of the deployment's files and commits
 * lines, steps and file offsets together, so a recorder that is opened after a crash goes on exactly behind what is stored.
 * It never reads ahead of the database. Every commit is fenced by the deployment's owner and epoch.
 */
export class LogRecorder {
  readonly #input: RecorderInput;
  readonly #ctx: Context;
  #head: LogHead;
  #files: RecorderInputFiles;
  /** Masked SYSTEM lines that wait for the next flush. */
  readonly #system: string[] = [];
  /** SYSTEM lines of recorders before this one, and what {@link writeSystemOnce} has written. */
  readonly #said: Set<string>;
  /** A flush whose end is unknown, because the database went away meanwhile. */
  #uncertain: { flush: Flush; systemCount: number } | null = null;
  #mustReload = false;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(input: RecorderInput, ctx: Context, head: LogHead, said: string[]) {
    this.#input = input;
    this.#ctx = ctx;
    this.#head = head;
    this.#said = new Set(said);
    this.#files = new RecorderInputFiles(input, head);
  }

  /** Continues exactly where the last committed flush ended. Throws {@link LostOwnership}. */
  static async open(input: RecorderInput): Promise<LogRecorder> {
    const ctx = systemContext(input.app, 'recorder');
    const head = await readHead(ctx, input);
    await declareSteps(ctx, input, input.stepNames);
    const said = head.lastSeq > 0 ? await readSystemLines(ctx, input.streamId) : [];
    return new LogRecorder(input, ctx, head, said);
  }

  /** The last line that is stored. */
  get lastSeq(): number {
    return this.#head.lastSeq;
  }

  /** One read and flush; returns how many bytes it read. Throws {@link LostOwnership}. */
  pump(): Promise<number> {
    return this.#inTurn(() => this.#pump(false));
  }

  /** Pumps until `signal` aborts, then returns. Waits while the database is away. Throws {@link LostOwnership}. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const bytes = await this.#inTurn(() => this.#pumpPatiently(false, signal));
      if (bytes < busyBytes) await pause(pollMs, signal);
    }
  }

  /**
   * After the program has ended: stores everything to the end, an unterminated last line included. Waits while the
   * database is away, until `signal` aborts. Lines that `writeSystem` adds afterwards are stored by one more `pump`.
   */
  async drain(signal?: AbortSignal): Promise<RecorderOutcome> {
    do signal?.throwIfAborted();
    while ((await this.#inTurn(() => this.#pumpPatiently(true, signal))) > 0 || signal?.aborted);
    const rows = await findSteps(this.#ctx, this.#input.deploymentId);
    const isAnsible = this.#input.runner === 'ANSIBLE';
    return {
      steps: rows.map(toStepEvent),
      stats: this.#files.stats ?? (isAnsible ? findStats(this.#input.dir) : null),
      lastSeq: this.#head.lastSeq,
      isCapped: this.#head.isCapped,
    };
  }

  /** A SYSTEM line, masked; stored by the next pump, behind what is stored already and before what is read next. */
  writeSystem(text: string): void {
    this.#system.push(this.#files.maskText(text));
  }

  /** The same, unless this log has that very line: what is done again after a restart is not said again. */
  writeSystemOnce(text: string): void {
    const masked = this.#files.maskText(text);
    if (this.#said.has(masked)) return;
    this.#said.add(masked);
    this.#system.push(masked);
  }

  /** Closes the files. What has not been flushed is read again by the next recorder. */
  async close(): Promise<void> {
    await this.#last.catch(() => {});
    this.#files.close();
  }

  /** One at a time: a drain may begin while the last pump of `run` is under way. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.catch(() => {}).then(work);
    this.#last = result;
    return result;
  }

  async #pumpPatiently(isFinal: boolean, signal: AbortSignal | undefined): Promise<number> {
    for (let delayMs = retryMs.first; ; delayMs = Math.min(delayMs * 2, retryMs.most)) {
      try {
        return await this.#pump(isFinal);
      } catch (error) {
        if (!isDatabaseAway(error)) throw error;
        this.#input.app.log.warn(
          { err: error, deploymentId: this.#input.deploymentId },
          'log recorder waits for the database',
        );
        await pause(delayMs, signal);
        if (signal?.aborted) return 0;
      }
    }
  }

  async #pump(isFinal: boolean): Promise<number> {
    for (;;) {
      if (this.#mustReload) await this.#reload();
      if (!isFinal && this.#system.length === 0 && this.#files.isQuiet) return 0;
      // Whatever goes wrong from here on, the files are read again from what is committed then.
      this.#mustReload = true;
      const nowMs = this.#input.app.now().getTime();
      const builder = new FlushBuilder(this.#head, { atMs: nowMs, capBytes: this.#input.logCapBytes });
      const systemCount = this.#system.length;
      for (const text of this.#system) builder.addSystem(text);
      const bytes = this.#files.read(builder, isFinal, nowMs);
      const flush = builder.finish(this.#files.offsets);
      if (!flush || (await this.#commit(flush, systemCount))) {
        this.#mustReload = false;
        return bytes;
      }
    }
  }

  /** False if somebody else wrote to the log since the head was read. */
  async #commit(flush: Flush, systemCount: number): Promise<boolean> {
    this.#uncertain = { flush, systemCount };
    try {
      await commitFlush(this.#ctx, this.#input, flush);
    } catch (error) {
      if (error instanceof HeadMoved) {
        this.#uncertain = null;
        return false;
      }
      throw error;
    }
    this.#uncertain = null;
    this.#head = flush.after;
    this.#system.splice(0, systemCount);
    return true;
  }

  async #reload(): Promise<void> {
    const head = await readHead(this.#ctx, this.#input);
    if (this.#uncertain && isBehind(head, this.#uncertain.flush)) {
      // It was committed after all: only the answer was lost, and with it the word to those who watch.
      this.#system.splice(0, this.#uncertain.systemCount);
      this.#input.app.events.publish([logTopic(this.#input.streamId), ...stepTopics(this.#input)]);
    }
    this.#uncertain = null;
    const { stats } = this.#files;
    this.#files.close();
    this.#head = head;
    this.#files = new RecorderInputFiles(this.#input, head);
    this.#files.stats = stats;
  }
}

/** Whether `flush` is part of what `head` stands for. */
function isBehind(head: LogHead, { before, after }: Flush): boolean {
  const hasMoved = after.stdoutOffset > before.stdoutOffset || after.stderrOffset > before.stderrOffset;
  return hasMoved
    ? head.stdoutOffset >= after.stdoutOffset && head.stderrOffset >= after.stderrOffset
    : head.lastSeq >= after.lastSeq && head.eventsOffset >= after.eventsOffset;
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  await setTimeout(milliseconds, undefined, signal ? { signal } : {}).catch(() => {});
}
