import type { Json } from '../nodes/node.types.ts';
import {
  doneToUndo,
  HANDLER_PATH,
  inputOf,
  isFatal,
  joinedInput,
  newAttempt,
  outputOf,
  placeOf,
  statusOf,
} from './engine.attempts.ts';
import { failedAt, type Halt, haltedAt } from './engine.ends.ts';
import {
  type Frame,
  type FrameOwner,
  type Instance,
  leadOnlyTo,
  leavesOf,
  openFrame,
  pathWithin,
  readinessOf,
} from './engine.frames.ts';
import { JOIN, type Level, LOOP, type Plan } from './engine.graph.ts';
import { createLoop, type Loop, loopOutput } from './engine.loops.ts';
import { retryDelayMs } from './engine.retry.ts';
import type { Attempt, Decisions, Failure, NodeWait, PendingEnd, RunFacts } from './engine.types.ts';

const DEFAULT_PARALLEL_NODES = 10;

/**
 * What happens next in a run: pure bookkeeping over its graph and its attempts, without clock, chance or I/O. Built from the
 * rows of a run it stands exactly where the last one stood that wrote them. Tell it what came of attempts, then {@link settle}
 * it and {@link take} what is to be written and done.
 */
export class RunEngine {
  readonly plan: Plan;
  readonly #run: RunFacts;
  /** The last attempt of each node, by path and key. */
  readonly #attempts = new Map<string, Attempt>();
  readonly #loops = new Map<Instance, Loop>();
  /** Of active nodes, by path and key. */
  readonly #active = new Map<string, Instance>();
  readonly #dirty = new Set<Frame>();
  /** Paths of what has been undone, or is being. */
  readonly #undone = new Set<string>();
  #ready: Instance[] = [];
  #root: Frame | null = null;
  /** What undoes a node, or the error handler, while it runs. */
  #tail: Frame | null = null;
  #runningCount = 0;
  #now = 0;
  /** The latest that any attempt began or ended. */
  #lastAt = 0;
  #phase: RunFacts['phase'];
  #pendingEnd: PendingEnd | null;
  #end: PendingEnd | null = null;
  #changed = new Set<Attempt>();
  #starts = new Set<Attempt>();
  #aborts: Attempt[] = [];
  #dropped: Decisions['dropped'] = [];

  constructor(plan: Plan, run: RunFacts, attempts: readonly Attempt[]) {
    this.plan = plan;
    this.#run = run;
    this.#phase = run.phase;
    this.#pendingEnd = run.pendingEnd;
    for (const attempt of attempts) {
      const place = placeOf(attempt);
      this.#lastAt = Math.max(this.#lastAt, attempt.startedAt, attempt.finishedAt ?? 0);
      if ((this.#attempts.get(place)?.attempt ?? 0) < attempt.attempt) this.#attempts.set(place, attempt);
    }
    if (this.#phase === 'MAIN') this.#root = this.#open(plan.main(run.triggerNodeKey), '', { kind: 'RUN' });
    else if (this.#phase === 'COMPENSATING') this.#undoNext();
    else this.#handle();
  }

  /** The last attempt of a node under exactly this path. */
  attemptAt(key: string, path: string): Attempt | null {
    return this.#attempts.get(placeOf({ key, path })) ?? null;
  }

  readonly #at = (key: string, path: string) => this.attemptAt(key, path);

  /** Nodes under way: they run or wait. */
  get active(): Attempt[] {
    return [...this.#active.values()].map((instance) => instance.attempt as Attempt);
  }

  get isOver(): boolean {
    return this.#end !== null;
  }

  /** Whether something runs or is about to; otherwise all that is left waits. */
  get isBusy(): boolean {
    return this.#runningCount > 0 || this.#ready.length > 0;
  }

  /** When the first wait is over, or the run's time. */
  get wakeAt(): number | null {
    let at = this.#phase === 'MAIN' ? this.#run.deadlineAt : null;
    for (const { wait } of this.active) if (wait?.until && (at === null || wait.until < at)) at = wait.until;
    return at;
  }

  /** Works out everything that follows from what was told. */
  settle(now: number): void {
    this.#now = now;
    if (this.#phase === 'MAIN' && this.#run.deadlineAt !== null && now >= this.#run.deadlineAt)
      this.stop({ status: 'TIMED_OUT', reason: 'It took longer than it may.', code: 'TIMEOUT' }, now);
    do {
      for (const frame of this.#dirty) {
        this.#dirty.delete(frame);
        this.#derive(frame);
      }
      this.#begin();
    } while (this.#dirty.size > 0);
  }

  /** What is to be written and done since the last call. */
  take(): Decisions {
    const decisions: Decisions = {
      attempts: [...this.#changed],
      starts: [...this.#starts],
      aborts: this.#aborts,
      dropped: this.#dropped,
      phase: this.#phase,
      pendingEnd: this.#pendingEnd,
      end: this.#end,
    };
    this.#changed = new Set();
    this.#starts = new Set();
    this.#aborts = [];
    this.#dropped = [];
    return decisions;
  }

  /** A node has done it. Returns false, like everything told here, when nobody waits for that any more. */
  succeed(attempt: Attempt, output: Json, port: string, now: number): boolean {
    const instance = this.#current(attempt, now);
    if (!instance) return false;
    this.#finish(instance, 'SUCCEEDED', { output, port });
    return true;
  }

  fail(attempt: Attempt, failure: Failure, isRetryable: boolean, now: number): boolean {
    const instance = this.#current(attempt, now);
    if (!instance) return false;
    const delayMs = retryDelayMs(
      instance.node.options?.retry,
      { attempt: attempt.attempt, failure, isRetryable },
      `${this.#run.id}/${placeOf(attempt)}`,
    );
    if (delayMs === null || instance.node.type === LOOP) this.#failFinally(instance, failure);
    else this.#retry(instance, failure, delayMs);
    return true;
  }

  wait(attempt: Attempt, wait: NodeWait, now: number): boolean {
    const instance = this.#current(attempt, now);
    if (!instance) return false;
    if (attempt.status === 'RUNNING') this.#runningCount -= 1;
    Object.assign(attempt, { status: 'WAITING', wait });
    this.#changed.add(attempt);
    return true;
  }

  /** A wait is over: the attempt runs again, with `resumed` where it goes on from, or from its beginning. */
  resume(attempt: Attempt, resumed: Json, now: number): boolean {
    if (attempt.status !== 'WAITING' || !this.#current(attempt, now)) return false;
    const isNew = attempt.wait?.kind === 'RETRY';
    const wait = attempt.wait && resumed !== null ? { ...attempt.wait, until: null, data: { resumed } } : null;
    Object.assign(attempt, { status: 'RUNNING', wait, startedAt: isNew ? this.#stamp() : attempt.startedAt });
    this.#runningCount += 1;
    this.#changed.add(attempt);
    this.#starts.add(attempt);
    return true;
  }

  /** What a loop node repeats its body for. */
  loop(attempt: Attempt, items: Json[], now: number): boolean {
    const instance = this.#current(attempt, now);
    if (!instance) return false;
    attempt.input = items;
    this.wait(attempt, { kind: 'LOOP', until: null, key: null, data: null }, now);
    this.#openLoop(instance);
    return true;
  }

  /** A node that ends the run, or the part after its end that it is in. */
  halt(attempt: Attempt, end: Halt, now: number): boolean {
    const instance = this.#current(attempt, now);
    if (!instance) return false;
    this.#finish(instance, 'SUCCEEDED', { output: end.output, port: 'main' });
    if (this.#phase !== 'MAIN') this.#endTail();
    else this.#endMain(haltedAt(attempt.key, end));
    return true;
  }

  /** Cancels the run, or ends it for its time. What follows a failure is left out when it has begun already. */
  stop(why: { status: 'CANCELED' | 'TIMED_OUT'; reason: string; code: string }, now: number): void {
    this.#now = now;
    if (this.#end) return;
    const error = { code: why.code, message: why.reason, details: null };
    if (this.#phase === 'MAIN')
      this.#endMain({ status: why.status, reason: why.reason, output: null, error, nodeKey: null });
    else {
      if (this.#tail) this.#cancel(this.#tail);
      this.#end = this.#pendingEnd;
    }
  }

  #current(attempt: Attempt, now: number): Instance | null {
    this.#now = now;
    const instance = this.#active.get(placeOf(attempt));
    return instance?.attempt === attempt && !this.#end ? instance : null;
  }

  #open(level: Level, path: string, owner: FrameOwner): Frame {
    const frame = openFrame(this.plan, level, path, owner, this.#at);
    this.#dirty.add(frame);
    for (const instance of frame.instances.values()) {
      if (instance.state !== 'ACTIVE') continue;
      const attempt = instance.attempt as Attempt;
      this.#active.set(placeOf(attempt), instance);
      if (attempt.status === 'RUNNING') {
        this.#runningCount += 1;
        this.#starts.add(attempt);
      }
      if (attempt.wait?.kind === 'LOOP') this.#openLoop(instance);
    }
    for (const instance of frame.instances.values())
      if (instance.state === 'ENDED' && instance.node.type === JOIN) this.#dropRest(instance);
    return frame;
  }

  /** What its nodes' states say of the others. */
  #derive(frame: Frame): void {
    if (frame.isDone) return;
    const failed = [...frame.instances.values()].find(({ attempt }) => isFatal(attempt));
    if (failed?.attempt) {
      this.#failFrame(frame, failed.attempt);
      return;
    }
    let isOpen = false;
    for (const instance of frame.instances.values()) {
      if (instance.state === 'PENDING') this.#decide(instance);
      if (frame.isDone) return;
      if (instance.state !== 'ENDED' && instance.state !== 'SKIPPED') isOpen = true;
    }
    // A node may have ended while others were looked at.
    if (!isOpen && !this.#dirty.has(frame)) this.#complete(frame);
  }

  #decide(instance: Instance): void {
    const { node, frame } = instance;
    const readiness = readinessOf(instance);
    if (readiness === 'SKIPPED') instance.state = 'SKIPPED';
    if (readiness === 'READY') {
      if (node.key === frame.level.trigger) this.#pass(instance, this.#triggerOutput());
      else if (node.type === JOIN) this.#join(instance);
      else {
        instance.state = 'READY';
        this.#ready.push(instance);
      }
    }
    if (readiness === 'IMPOSSIBLE') {
      this.#newAttempt(instance, 1, inputOf(instance, this.#loops, this.#at));
      this.#failFinally(instance, {
        code: 'JOIN_IMPOSSIBLE',
        message: 'Not as many ways as this join needs can come any more.',
        details: null,
      });
    }
  }

  /** A node of the engine's own: ends in the moment in which it begins. */
  #pass(instance: Instance, output: Json): void {
    this.#newAttempt(instance, 1, output);
    this.#finish(instance, 'SUCCEEDED', { output, port: 'main' });
  }

  #join(instance: Instance): void {
    this.#pass(instance, joinedInput(instance, this.#at));
    this.#dropRest(instance);
  }

  /** What still runs only towards a join that has gone on, where it wants that. */
  #dropRest(join: Instance): void {
    if ((join.node.config as { cancelRest?: boolean }).cancelRest !== true) return;
    for (const other of leadOnlyTo(join)) this.#drop(other);
    this.#dirty.add(join.frame);
  }

  /** Now, but never before what has happened: a clock may be set back, and that of the next owner may be behind. */
  #stamp(): number {
    this.#lastAt = Math.max(this.#lastAt, this.#now);
    return this.#lastAt;
  }

  /** Starts what is ready, as far as there is room. */
  #begin(): void {
    const room = this.plan.settings.maxParallelNodes ?? DEFAULT_PARALLEL_NODES;
    while (this.#ready.length > 0 && this.#runningCount < room) {
      const instance = this.#ready.shift() as Instance;
      if (instance.state !== 'READY') continue;
      const attempt = this.#newAttempt(instance, 1, inputOf(instance, this.#loops, this.#at));
      this.#starts.add(attempt);
    }
  }

  #newAttempt(instance: Instance, number: number, input: Json): Attempt {
    const attempt = newAttempt(instance, number, input, this.#stamp());
    instance.state = 'ACTIVE';
    instance.attempt = attempt;
    this.#attempts.set(placeOf(attempt), attempt);
    this.#active.set(placeOf(attempt), instance);
    this.#changed.add(attempt);
    this.#runningCount += 1;
    return attempt;
  }

  #triggerOutput(): Json {
    if (this.#phase !== 'HANDLING') return this.#run.payload;
    const { error, nodeKey } = this.#pendingEnd as PendingEnd;
    return { error, nodeKey, run: this.#run.about };
  }

  #finish(
    instance: Instance,
    status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'CANCELED',
    what: { output?: Json; port?: string; error?: Failure },
  ): void {
    const attempt = instance.attempt as Attempt;
    if (attempt.status === 'RUNNING') this.#runningCount -= 1;
    Object.assign(attempt, {
      status,
      port: what.port ?? null,
      output: what.output ?? null,
      error: what.error ?? null,
      wait: null,
      finishedAt: this.#stamp(),
    });
    instance.state = 'ENDED';
    this.#active.delete(placeOf(attempt));
    this.#starts.delete(attempt);
    this.#changed.add(attempt);
    this.#dirty.add(instance.frame);
  }

  #retry(instance: Instance, failure: Failure, delayMs: number): void {
    const failed = instance.attempt as Attempt;
    this.#finish(instance, statusOf(failure), { error: failure });
    const next = this.#newAttempt(instance, failed.attempt + 1, failed.input);
    this.wait(next, { kind: 'RETRY', until: this.#now + delayMs, key: null, data: null }, this.#now);
  }

  #failFinally(instance: Instance, failure: Failure): void {
    const onError = instance.node.options?.onError ?? 'FAIL';
    const output = onError === 'FAIL' ? null : { error: failure };
    const port = onError === 'BRANCH' ? 'error' : 'main';
    this.#endLoop(instance);
    this.#finish(instance, statusOf(failure), { error: failure, output, ...(onError === 'FAIL' ? {} : { port }) });
  }

  /** A failure that nothing in the frame catches. */
  #failFrame(frame: Frame, { key, error }: Attempt): void {
    this.#cancel(frame);
    const failure = error ?? { code: 'UNEXPECTED', message: 'It failed.', details: null };
    const { owner } = frame;
    if (owner.kind === 'RUN') this.#endMain(failedAt(key, this.plan, failure));
    else if (owner.kind === 'ITERATION') this.#failItem(owner.loop, owner.index, key, failure);
    else this.#endTail();
  }

  #complete(frame: Frame): void {
    frame.isDone = true;
    const { owner } = frame;
    const leaves = leavesOf(frame);
    if (owner.kind === 'RUN') {
      const output = outputOf(leaves.filter((leaf) => leaf.status === 'SUCCEEDED'));
      this.#end = { status: 'SUCCEEDED', reason: null, output, error: null, nodeKey: null };
    } else if (owner.kind === 'ITERATION') this.#endItem(owner.loop, owner.index, outputOf(leaves));
    else this.#endTail();
  }

  /** Ends all that is under way in a frame and in those within it. */
  #cancel(frame: Frame): void {
    frame.isDone = true;
    for (const instance of frame.instances.values()) this.#drop(instance);
  }

  #drop(instance: Instance): void {
    const { state, attempt } = instance;
    if (state === 'PENDING' || state === 'READY') instance.state = 'SKIPPED';
    if (state !== 'ACTIVE' || !attempt) return;
    this.#endLoop(instance);
    if (attempt.status === 'RUNNING') this.#aborts.push(attempt);
    if (attempt.wait) this.#dropped.push({ attempt, wait: attempt.wait });
    this.#finish(instance, 'CANCELED', {});
  }

  #openLoop(instance: Instance): void {
    const attempt = instance.attempt as Attempt;
    const loop = createLoop(attempt, instance.node.config);
    this.#loops.set(instance, loop);
    this.#fillLoop(instance, loop);
  }

  /** Iterations as many as may be under way at once, in order. */
  #fillLoop(instance: Instance, loop: Loop): void {
    const { key, path } = instance.attempt as Attempt;
    while (loop.open.size < loop.concurrency && loop.next < loop.items.length) {
      const index = loop.next++;
      const frame = this.#open(this.plan.body(key), pathWithin(path, `${key}[${index}]`), {
        kind: 'ITERATION',
        loop: instance,
        index,
      });
      loop.open.set(index, frame);
    }
    if (loop.open.size === 0) {
      this.#loops.delete(instance);
      this.#finish(instance, 'SUCCEEDED', { output: loopOutput(loop), port: 'main' });
    }
  }

  #endItem(instance: Instance, index: number, output: Json): void {
    const loop = this.#loops.get(instance);
    if (!loop) return;
    loop.results[index] = output;
    loop.open.delete(index);
    this.#fillLoop(instance, loop);
  }

  #failItem(instance: Instance, index: number, nodeKey: string, failure: Failure): void {
    const loop = this.#loops.get(instance);
    if (!loop) return;
    loop.failures.set(index, failure);
    if (loop.goesOn) this.#endItem(instance, index, null);
    else {
      const details = { index, nodeKey, error: failure };
      const message = `Item ${index} failed at ${nodeKey}: ${failure.message}`;
      this.#failFinally(instance, { code: 'LOOP_ITEM_FAILED', message, details });
    }
  }

  #endLoop(instance: Instance): void {
    const loop = this.#loops.get(instance);
    this.#loops.delete(instance);
    for (const frame of loop?.open.values() ?? []) this.#cancel(frame);
  }

  #endMain(end: PendingEnd): void {
    if (this.#root) this.#cancel(this.#root);
    this.#ready = [];
    this.#pendingEnd = end;
    if (end.status === 'SUCCEEDED') this.#end = end;
    else {
      this.#phase = 'COMPENSATING';
      this.#undoNext();
    }
  }

  #undoNext(): void {
    for (const { key, path } of doneToUndo(this.#attempts.values(), this.plan)) {
      const undoPath = pathWithin(path, `undo(${key})`);
      if (this.#undone.has(undoPath)) continue;
      this.#undone.add(undoPath);
      this.#tail = this.#open(this.plan.undo(key) as Level, undoPath, { kind: 'UNDO' });
      return;
    }
    this.#handle();
  }

  #handle(): void {
    this.#phase = 'HANDLING';
    const { handler } = this.plan;
    this.#tail = handler ? this.#open(handler, HANDLER_PATH, { kind: 'HANDLER' }) : null;
    if (!handler) this.#end = this.#pendingEnd;
  }

  /** What undoes a node has ended, or the error handler, however it did. */
  #endTail(): void {
    if (this.#tail) this.#cancel(this.#tail);
    if (this.#phase === 'COMPENSATING') this.#undoNext();
    else this.#end = this.#pendingEnd;
  }
}
