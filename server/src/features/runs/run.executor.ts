import { randomBytes } from 'node:crypto';
import { type App, type Context, systemContext } from '../../platform/context.ts';
import { throughOutages } from '../../platform/db/transient.ts';
import { cancelDeployment } from '../deployments/deployment.decisions.service.ts';
import { type Json, NodeError, type NodeType, type Outcome, type Wait } from '../nodes/node.types.ts';
import { JOIN, LOOP, type Plan, type PlanNode } from './engine.graph.ts';
import { canPutOff, withPutOff } from './engine.put-off.ts';
import { RunEngine } from './engine.ts';
import type { Attempt, Decisions, NodeWait, PendingEnd, Phase } from './engine.types.ts';
import { actingContext, itemsOf, type Result, runAttempt } from './run.attempt.ts';
import { type OwnedRun, readAttempts, readSignals, type Signal } from './run.claims.ts';
import { factsOf } from './run.facts.ts';
import { asItIs, LargeValues, looksIntoInput, type Open } from './run.large-values.ts';
import { createRunLog, type RunLog } from './run.log.ts';
import { createRunMasker } from './run.masking.ts';
import { createRunProgress, type RunProgress } from './run.progress.ts';
import { reserveSlot } from './run.rate-limits.ts';
import { signalRun } from './run.signals.ts';
import { runAbout, type Values, variablesFor } from './run.variables.ts';
import { deploymentEnding } from './run.waits.ts';
import type { RunWriter } from './run.writer.ts';

/** How child runs are started: once per `onceKey`. */
export interface ChildStart {
  projectId: string;
  workflow: string;
  payload: Json;
  onceKey: string;
  parent: { runId: string; nodeKey: string; path: string; depth: number };
  createdByName: string;
}

export interface RunDependencies {
  app: App;
  nodeTypeOf(type: string): NodeType | null;
  planOf(ctx: Context, versionId: string): Promise<Plan>;
  startChild(ctx: Context, start: ChildStart): Promise<{ id: string }>;
  writer: RunWriter;
  /** Resolves while nobody can have taken what this worker holds; else when that is sure again. Rejects when it is lost. */
  held(lost: AbortSignal): Promise<void>;
}

/** Another worker has the run now: nothing may be written or begun any more. */
export class LostRun extends Error {
  override name = 'LostRun';
}

const DEFAULT_TIMEOUT_SECONDS = 30 * 86_400;
/** A wait that is over sooner is waited for by its owner. */
const SHORT_WAIT_MS = 2_000;
/** What nodes that do nothing outside have come to is written together: no more attempts than this, and not after longer. */
const MAX_PUT_OFF = 100;
const PUT_OFF_MS = 25;
/** The longest that a timer of the platform can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Drives a run that this worker owns until it ends or only waits: tells the engine what came of attempts, writes what
 * follows, and only then begins it. Everything that reaches the run goes through {@link tell}, one after another.
 */
export class RunExecutor {
  readonly #deps: RunDependencies;
  readonly #owned: OwnedRun;
  readonly #lost: AbortSignal;
  readonly #masker = createRunMasker();
  readonly #controllers = new Map<Attempt, AbortController>();
  readonly #log: RunLog;
  readonly #large: LargeValues;
  #progress: RunProgress | null = null;
  /** Attempts whose turn has come: they don't queue for another one. */
  readonly #turns = new WeakSet<Attempt>();
  #engine!: RunEngine;
  #variables: Values;
  #deadlineAt = 0;
  /** What the run's row says of it. */
  #stored: { phase: Phase; pendingEnd: PendingEnd | null; hasVariables: boolean; hasDeadline: boolean };
  #signalSeq: number;
  #signals: Signal[] = [];
  #doneSignals: number[] = [];
  #mustLook: boolean;
  /** Ends that are not written yet, and since when. */
  #putOff: { attempts: Attempt[]; since: number } = { attempts: [], since: 0 };
  #events: (() => void)[] = [];
  #wake: (() => void) | null = null;

  constructor(deps: RunDependencies, owned: OwnedRun, lost: AbortSignal) {
    this.#deps = deps;
    this.#owned = owned;
    this.#lost = lost;
    this.#variables = { ...owned.variables };
    this.#signalSeq = owned.signalSeq;
    this.#stored = {
      phase: owned.phase,
      pendingEnd: owned.pendingEnd,
      hasVariables: true,
      hasDeadline: owned.deadlineAt !== null,
    };
    this.#mustLook = owned.signalSeq > 0;
    this.#log = createRunLog(deps.app, owned, this.#masker);
    this.#large = new LargeValues(deps.app, owned);
  }

  /** Something may wait in `run_signals`. */
  look(): void {
    this.#mustLook = true;
    this.#wake?.();
  }

  async run(): Promise<void> {
    try {
      await throughOutages(this.#lost, () => this.#load());
      while (!(await this.#turn())) await this.#nextEvent();
    } finally {
      for (const controller of this.#controllers.values())
        controller.abort(new Error('This worker lets go of the run.'));
      await this.#log.flush();
      await this.#progress?.flush();
    }
  }

  get #now(): number {
    return this.#deps.app.now().getTime();
  }

  get #ctx(): Context {
    return systemContext(this.#deps.app, 'run');
  }

  async #load(): Promise<void> {
    const { app } = this.#deps;
    const owned = this.#owned;
    const plan = await this.#deps.planOf(this.#ctx, owned.versionId);
    // A retry or a test begins with rows of what is done.
    const isNew = owned.ownerEpoch === 1 && owned.retryOfId === null && owned.trigger !== 'TEST';
    const attempts = isNew ? passedTrigger(owned) : await readAttempts(this.#ctx, owned.id);
    await this.#large.load(attempts);
    this.#deadlineAt = owned.deadlineAt
      ? Date.parse(owned.deadlineAt)
      : Date.parse(owned.startedAt) + (plan.settings.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1_000;
    const facts = { ...owned, deadlineAt: this.#deadlineAt, about: runAbout(owned) };
    this.#engine = new RunEngine(plan, facts, attempts);
    if (owned.stopReason === 'CANCEL') this.#cancel(owned.stopRequestedBy);
    for (const attempt of this.#engine.active) if (attempt.wait?.kind === 'DEPLOYMENT') this.#lookAtDeployment(attempt);
    app.log.debug({ run: owned.id, attempts: attempts.length }, 'a run goes on');
  }

  /** Everything that has come, and what follows from it; true when this owner has nothing more to do with the run. */
  async #turn(): Promise<boolean> {
    this.#lost.throwIfAborted();
    if (this.#mustLook) await this.#readSignals();
    for (const event of this.#events.splice(0)) event();
    this.#applySignals();
    this.#endWaits();
    this.#engine.settle(this.#now);
    const decisions = this.#toWrite(this.#engine.take());
    if (this.#canPutOff(decisions)) this.#putOff.attempts = decisions.attempts;
    else if (await this.#follow(decisions)) return true;
    for (const attempt of decisions.starts) this.#start(attempt);
    return this.#canLetGo() && this.#letGo();
  }

  /** Writes what has happened, and ends what nobody wants any more; true when the run is over. */
  async #follow(decisions: Decisions): Promise<boolean> {
    this.#putOff.attempts = [];
    if (isWorthWriting(decisions) || this.#doneSignals.length > 0) await this.#write(decisions, false);
    for (const attempt of decisions.aborts)
      this.#controllers.get(attempt)?.abort(new Error('The run goes on without it.'));
    for (const { attempt, wait } of decisions.dropped) await this.#dropWait(attempt, wait);
    return decisions.end !== null;
  }

  readonly #isInstant = ({ key, attempt, wait }: Attempt): boolean => {
    const type = this.#engine.plan.nodes.get(key)?.type ?? '';
    return attempt === 1 && !wait && (type === JOIN || this.#deps.nodeTypeOf(type)?.isInstant === true);
  };

  #toWrite(decisions: Decisions): Decisions {
    const { attempts } = this.#putOff;
    if (attempts.length === 0) this.#putOff.since = performance.now();
    return withPutOff(decisions, attempts, this.#isInstant);
  }

  #canPutOff(decisions: Decisions): boolean {
    if (decisions.attempts.length > MAX_PUT_OFF || this.#doneSignals.length > 0) return false;
    return performance.now() - this.#putOff.since < PUT_OFF_MS && canPutOff(decisions, this.#stored, this.#isInstant);
  }

  #canLetGo(): boolean {
    if (this.#engine.isBusy || this.#controllers.size > 0 || this.#events.length > 0 || this.#mustLook) return false;
    const { wakeAt } = this.#engine;
    return wakeAt === null || wakeAt > this.#now + SHORT_WAIT_MS;
  }

  async #letGo(): Promise<boolean> {
    await this.#log.flush();
    if (this.#events.length > 0) return false;
    if (await this.#write(this.#engine.take(), true)) return true;
    this.#mustLook = true;
    this.#events.push(() => {});
    return false;
  }

  async #write(decisions: Decisions, isLast: boolean): Promise<boolean> {
    const owned = this.#owned;
    const { end, phase, pendingEnd } = decisions;
    const changesRun = isLast || this.#changesRun(decisions);
    if (end) await this.#log.flush();
    const isWritten = await this.#deps.writer.write({
      owned,
      ...decisions,
      large: this.#large,
      changesRun,
      variables: this.#variables,
      deadlineAt: this.#deadlineAt,
      doneSignals: this.#doneSignals,
      facts: factsOf({ owned, ...decisions, countedAs: this.#countedAs }, this.#deps.app.now()),
      letGo: isLast ? { wakeAt: this.#engine.wakeAt, signalSeq: this.#signalSeq } : null,
      isAlone: end !== null && (owned.parentRunId !== null || owned.concurrencyKey !== null),
    });
    if (isWritten) {
      this.#doneSignals = [];
      this.#stored = { phase, pendingEnd, hasVariables: true, hasDeadline: this.#stored.hasDeadline || changesRun };
    } else if (!isLast) throw new LostRun(`Run ${owned.id} has another owner.`);
    return isWritten;
  }

  readonly #countedAs = (key: string): string | null => {
    const type = this.#engine.plan.nodes.get(key)?.type;
    return type === undefined || this.#deps.nodeTypeOf(type)?.group === 'TRIGGER' ? null : type;
  };

  /** Most writes are about attempts alone. When it is over at the latest is only of interest while something takes its time. */
  #changesRun({ end, phase, pendingEnd, attempts }: Decisions): boolean {
    const stored = this.#stored;
    if (end !== null || phase !== stored.phase || pendingEnd !== stored.pendingEnd || !stored.hasVariables) return true;
    return !stored.hasDeadline && attempts.some((attempt) => attempt.finishedAt === null);
  }

  #setVariables(variables: Values): void {
    if (Object.keys(variables).length === 0) return;
    Object.assign(this.#variables, variables);
    this.#stored.hasVariables = false;
  }

  /** Until there is something to do: an event, a signal, a wait's end, or the loss of the run. */
  async #nextEvent(): Promise<void> {
    if (this.#events.length > 0 || this.#mustLook) return;
    const { wakeAt } = this.#engine;
    await new Promise<void>((resolve) => {
      const ms = wakeAt === null ? MAX_TIMER_MS : Math.min(MAX_TIMER_MS, Math.max(0, wakeAt - this.#now));
      const timer = setTimeout(resolve, ms);
      const done = () => {
        clearTimeout(timer);
        this.#lost.removeEventListener('abort', done);
        resolve();
      };
      this.#wake = done;
      this.#lost.addEventListener('abort', done, { once: true });
    });
    this.#wake = null;
  }

  #tell(event: () => void): void {
    this.#events.push(event);
    this.#wake?.();
  }

  #cancel(by: string | null): void {
    this.#engine.stop({ status: 'CANCELED', reason: `Canceled by ${by ?? 'somebody'}.`, code: 'CANCELED' }, this.#now);
  }

  async #readSignals(): Promise<void> {
    this.#mustLook = false;
    const read = await throughOutages(this.#lost, () => readSignals(this.#ctx, this.#owned));
    if (!read) throw new LostRun(`Run ${this.#owned.id} has another owner.`);
    this.#signalSeq = read.seq;
    this.#owned.stopRequestedBy = read.stopRequestedBy;
    const known = new Set([...this.#doneSignals, ...this.#signals.map((signal) => signal.id)]);
    this.#signals.push(...read.signals.filter((signal) => !known.has(signal.id)));
  }

  /** A signal for a node that does not wait yet stays; one that nobody will wait for goes. */
  #applySignals(): void {
    this.#signals = this.#signals.filter((signal) => {
      const isDone = this.#applySignal(signal);
      if (isDone) this.#doneSignals.push(signal.id);
      return !isDone;
    });
  }

  #applySignal({ kind, nodeKey, path, data }: Signal): boolean {
    if (kind === 'CANCEL') this.#cancel((data as { by?: string } | null)?.by ?? this.#owned.stopRequestedBy);
    if (nodeKey === null) return true;
    const attempt = this.#engine.attemptAt(nodeKey, path ?? '');
    if (attempt?.status === 'RUNNING') return false;
    if (attempt?.status === 'WAITING' && attempt.wait?.kind === kind)
      this.#engine.resume(attempt, { ...(data as object), kind }, this.#now);
    return true;
  }

  #endWaits(): void {
    const now = this.#now;
    for (const attempt of this.#engine.active) {
      const { wait } = attempt;
      if (!wait?.until || wait.until > now || attempt.status !== 'WAITING') continue;
      const isFresh = wait.kind === 'RETRY' || wait.kind === 'RATE_LIMIT';
      if (wait.kind === 'RATE_LIMIT') this.#turns.add(attempt);
      const output = (wait.data as { output?: Json } | null)?.output ?? null;
      this.#engine.resume(attempt, isFresh ? null : { kind: 'TIME', output }, now);
    }
  }

  /** Begins an attempt whose row says that it runs. */
  #start(attempt: Attempt): void {
    const controller = new AbortController();
    this.#controllers.set(attempt, controller);
    const node = this.#engine.plan.nodes.get(attempt.key) as PlanNode;
    void this.#perform(attempt, node, controller.signal)
      .catch((error: unknown) => (): void => {
        const message = error instanceof Error ? error.message : 'It failed.';
        const code = error instanceof NodeError ? error.code : 'UNEXPECTED';
        this.#engine.fail(attempt, { code, message: this.#masker.text(message), details: null }, false, this.#now);
      })
      .then((event) => {
        this.#controllers.delete(attempt);
        this.#progress?.end(attempt);
        this.#tell(event);
      });
  }

  /** What to tell the engine when it is done. */
  async #perform(attempt: Attempt, node: PlanNode, signal: AbortSignal): Promise<() => void> {
    let values: Values | null = null;
    const type = this.#deps.nodeTypeOf(node.type);
    const see = (open: Open) => variablesFor(this.#engine, this.#owned, this.#variables, attempt, open);
    const { hasAny } = this.#large;
    const openerFor = () => this.#large.openerFor(node, looksIntoInput(node, type), see);
    const open = hasAny ? await throughOutages(signal, openerFor) : asItIs;
    const valuesOf = () => (values ??= see(open));
    if (node.type === LOOP) {
      const items = itemsOf(node, valuesOf());
      return () => this.#engine.loop(attempt, items, this.#now);
    }
    if (!type) throw new NodeError('UNKNOWN_TYPE', `There is no node type ${node.type} here.`);
    const hasTurn = attempt.wait !== null || this.#turns.has(attempt);
    const reserve = () => reserveSlot(this.#deps.app, this.#owned, node, attempt, valuesOf);
    const wait = hasTurn ? null : await throughOutages(signal, reserve);
    if (wait) return () => this.#engine.wait(attempt, wait, this.#now);
    // A worker that was frozen since the beginning was written may have been taken for dead: another one does this now.
    if (!type.isInstant) await this.#deps.held(this.#lost);
    const result = await runAttempt({
      app: this.#deps.app,
      owned: this.#owned,
      node,
      type,
      attempt,
      values: valuesOf,
      variables: this.#variables,
      masker: this.#masker,
      large: this.#large,
      open,
      signal,
      log: (stream, text) => this.#log.add(attempt, stream, text),
      progress: (partial) => {
        this.#progress ??= createRunProgress(this.#deps.app, this.#owned, this.#masker);
        this.#progress.set(attempt, partial);
      },
    });
    return this.#eventOf(attempt, result, signal);
  }

  async #eventOf(attempt: Attempt, result: Result, signal: AbortSignal): Promise<() => void> {
    const engine = this.#engine;
    if ('failure' in result) return () => engine.fail(attempt, result.failure, result.isRetryable, this.#now);
    const { outcome, variables } = result;
    if (outcome.kind === 'wait') {
      const wait = await this.#beginWait(attempt, outcome.wait, signal);
      return () => {
        this.#setVariables(variables);
        engine.wait(attempt, wait, this.#now);
        if (wait.kind === 'DEPLOYMENT') this.#lookAtDeployment(attempt);
      };
    }
    return () => {
      if (this.#end(attempt, outcome)) this.#setVariables(variables);
    };
  }

  #end(attempt: Attempt, outcome: Exclude<Outcome, { kind: 'wait' }>): boolean {
    if (outcome.kind === 'stop') return this.#engine.halt(attempt, outcome, this.#now);
    return this.#engine.succeed(attempt, outcome.output, outcome.port ?? 'main', this.#now);
  }

  async #beginWait(attempt: Attempt, wait: Wait, signal: AbortSignal): Promise<NodeWait> {
    const until = wait.until?.getTime() ?? null;
    if (wait.kind === 'UNTIL')
      return { kind: 'UNTIL', until, key: null, data: { output: this.#masker.value(wait.output ?? null) } };
    if (wait.kind === 'DEPLOYMENT') return { kind: 'DEPLOYMENT', until, key: wait.deploymentId, data: null };
    // What its address ends with: whoever knows it may call.
    if (wait.kind === 'WEBHOOK')
      return { kind: 'WEBHOOK', until, key: randomBytes(24).toString('base64url'), data: null };
    if (wait.kind === 'APPROVAL') {
      const { message, form, people, required } = wait;
      const data = this.#masker.value({ message, form: form as Json, people, required });
      return { kind: 'APPROVAL', until, key: null, data };
    }
    signal.throwIfAborted();
    const { owned, app } = { owned: this.#owned, app: this.#deps.app };
    const asked = {
      projectId: owned.projectId,
      workflow: wait.workflow,
      payload: this.#masker.value(wait.payload),
      onceKey: `${owned.id}/${attempt.path}/${attempt.key}/${attempt.attempt}`,
      parent: { runId: owned.id, nodeKey: attempt.key, path: attempt.path, depth: owned.depth },
      createdByName: `${owned.workflowSlug} #${owned.number}`,
    };
    const acting = () => actingContext(app, owned, owned.narrowedGrant ?? owned.grant);
    const child = await throughOutages(signal, () => this.#deps.startChild(acting(), asked));
    return { kind: 'CHILD_RUN', until, key: child.id, data: null };
  }

  /** It may have ended before its wait was written, when nobody could be told. */
  #lookAtDeployment(attempt: Attempt): void {
    const id = attempt.wait?.key;
    if (!id) return;
    void throughOutages(this.#lost, () => deploymentEnding(this.#ctx, id)).then(
      (ending) => ending && this.#tell(() => this.#engine.resume(attempt, ending, this.#now)),
      (error: unknown) => this.#deps.app.log.warn({ error, deployment: id }, 'a deployment could not be looked at'),
    );
  }

  /** What a canceled node waited for is canceled with it. */
  async #dropWait(attempt: Attempt, wait: NodeWait): Promise<void> {
    const by = `${this.#owned.workflowSlug} #${this.#owned.number}`;
    try {
      await throughOutages(this.#lost, async () => {
        if (wait.kind === 'CHILD_RUN' && wait.key)
          await signalRun(this.#ctx, { runId: wait.key, kind: 'CANCEL', data: { by } });
        if (wait.kind === 'DEPLOYMENT' && wait.key) await cancelDeployment(this.#ctx, wait.key);
      });
    } catch (error) {
      this.#deps.app.log.warn({ error, run: this.#owned.id, node: attempt.key }, 'what a node waited for goes on');
    }
  }
}

/** What the claim has written of a run that begins. */
function passedTrigger(owned: OwnedRun): Attempt[] {
  if (owned.triggerNodeKey === null) return [];
  const at = Date.parse(owned.startedAt);
  return [
    {
      key: owned.triggerNodeKey,
      path: '',
      attempt: 1,
      status: 'SUCCEEDED',
      port: 'main',
      input: owned.payload,
      output: owned.payload,
      error: null,
      wait: null,
      isReused: false,
      startedAt: at,
      finishedAt: at,
    },
  ];
}

const isWorthWriting = ({ attempts, end, pendingEnd }: Decisions) =>
  attempts.length > 0 || end !== null || pendingEnd !== null;
