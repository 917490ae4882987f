import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recordAudit } from '../../platform/audit/audit.ts';
import { type App, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { isDatabaseAway } from '../../platform/db/transient.ts';
import { AppError } from '../../platform/errors.ts';
import { deploymentTopic } from '../../platform/events.ts';
import { checkoutService } from '../../platform/runners/checkout.ts';
import { checkHealth } from '../../platform/runners/health-check.ts';
import { createMasker } from '../../platform/runners/masker.ts';
import { judgeOutcome, type Outcome } from '../../platform/runners/outcome.rules.ts';
import { planRun } from '../../platform/runners/runner-plan.ts';
import {
  AlreadyStartedError,
  type ProcessEnd,
  readProcess,
  removeSecretFiles,
  startProcess,
  stopProcess,
  waitForEnd,
} from '../../platform/runners/runner-process.ts';
import { fillHealthUrl, type ServiceManifest } from '../../platform/runners/service-manifest.rules.ts';
import { appendSystemLine, compactLog, endLog } from '../logs/log.service.ts';
import { LogRecorder, LostOwnership, type RecorderOutcome } from '../logs/log-recorder.ts';
import { closeSteps } from '../logs/step.service.ts';
import { sourceFolder } from '../services/service-folder.ts';
import { openVariables } from '../services/variable.service.ts';
import { createDeploymentToken, endDeploymentToken } from '../tokens/token.service.ts';
import { type OwnedDeployment, readOwned, updateOwned } from './deployment.claims.ts';
import { publishChange, startNext } from './deployment.service.ts';
import { comesFrom } from './deployment.state.ts';

/** Beside the runner's own files: what the log must not show. Deleted when the deployment has ended. */
const SECRETS_FILE = 'secrets.json';

/** How often following a deployment may fail for another reason than the database before it is given up. */
const MOST_DEFECTS = 3;

/** How often the row is read besides the signals, so that a lost one costs a second at the most. */
const LOOK_MS = 1_000;

interface Ending {
  status: 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'TIMED_OUT';
  reason: string | null;
  /** What the log says before the last line, in the same transaction. */
  note?: string;
}

const deploymentFolder = (app: App, id: string) => join(app.config.dataDir, 'deployments', id);

/**
 * Brings a deployment that this worker owns to its end: prepare, run, verify, finish. Every stage looks first what is done
 * already, so the same function starts a deployment, follows one after a restart, and goes on when the database was away.
 * Throws {@link LostOwnership} when another worker has taken over, and the reason of `signal` when this one stops.
 */
export async function runDeployment(app: App, owned: OwnedDeployment, signal: AbortSignal): Promise<void> {
  for (let defects = 0; ; ) {
    try {
      return await attemptDeployment(app, owned, signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof LostOwnership) throw error;
      if (isDatabaseAway(error))
        app.log.warn({ error, deployment: owned.id }, 'the database is away; the deployment goes on without it');
      else {
        defects += 1;
        app.log.error({ error, deployment: owned.id }, 'following a deployment failed');
        if (defects >= MOST_DEFECTS) return giveUp(app, owned, error);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** A deployment that can't be followed, say because the disk is full, must not block those behind it for ever. */
async function giveUp(app: App, owned: OwnedDeployment, error: unknown): Promise<void> {
  const dir = deploymentFolder(app, owned.id);
  await stopProcess(dir, { graceSeconds: owned.plan.cancelGraceSeconds });
  const message = error instanceof Error ? error.message : String(error);
  await finish(app, owned, dir, {
    status: 'FAILED',
    reason: `Pilothouse could not follow the program and stopped it: ${message}`,
  });
}

async function attemptDeployment(app: App, owned: OwnedDeployment, signal: AbortSignal): Promise<void> {
  const dir = deploymentFolder(app, owned.id);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (;;) {
    let ending = readProcess(dir).state === 'NOT_STARTED' ? await prepare(app, owned, dir) : null;
    const recorder = await openRecorder(app, owned, dir);
    try {
      const watch = watchStop(app, owned, signal);
      try {
        ending ??= await follow(app, owned, dir, recorder, watch);
      } finally {
        watch.close();
      }
      await recorder.drain(signal);
    } finally {
      await recorder.close();
    }
    if (ending) return finish(app, owned, dir, ending);
  }
}

/** Checkout, variables, token, plan, and the start of the program. Null when it runs; an ending when it can't. */
async function prepare(app: App, owned: OwnedDeployment, dir: string): Promise<Ending | null> {
  const ctx = systemContext(app, 'deployment');
  const { plan } = owned;
  if ((await readOwned(ctx, owned))?.status === 'CANCELING') return { status: 'CANCELED', reason: null };
  try {
    const checkout = await checkoutService({
      sourceDir: sourceFolder(app, plan.projectSlug, plan.source),
      dir,
    });
    const variables = await openVariables(ctx, owned);
    // Tokens of earlier attempts hold until the end: a supervisor that a dead worker asked may still be the one that starts.
    const token = await withTransaction(ctx, async (ctx) => {
      if (!(await readOwned(ctx, owned))) throw new LostOwnership(`Deployment ${owned.id} has another owner.`);
      return createDeploymentToken(ctx, {
        id: owned.id,
        projectId: owned.projectId,
        name: `${plan.serviceSlug} #${owned.number}`,
        timeoutSeconds: plan.timeoutSeconds + plan.cancelGraceSeconds,
      });
    });
    const secrets = new Set([...(await readSecrets(dir)), token]);
    for (const variable of variables) if (variable.isSecret) secrets.add(variable.value);
    await writeFile(join(dir, SECRETS_FILE), JSON.stringify([...secrets]), { mode: 0o600 });
    const spec = planRun({
      manifest: manifestOf(owned),
      checkoutDir: checkout.checkoutDir,
      dir,
      deployment: {
        id: owned.id,
        project: plan.projectSlug,
        service: plan.serviceSlug,
        environment: plan.environmentSlug,
        version: owned.version,
        url: app.config.publicUrl ?? '',
        token,
        environmentUrl: plan.url,
      },
      variables: Object.fromEntries(variables.map((variable) => [variable.name, variable.value])),
      parameters: owned.parameters,
      dryRun: owned.isDryRun,
      retryOf: owned.retryOfId,
      startAtStep: plan.startAtStep,
      hosts: plan.hosts,
      baseEnvironment: app.config.environment,
    });
    await startProcess(spec);
    return null;
  } catch (error) {
    if (error instanceof AlreadyStartedError) return null;
    if (error instanceof LostOwnership || isDatabaseAway(error)) throw error;
    app.log.warn({ error, deployment: owned.id }, 'a deployment could not be started');
    const message =
      error instanceof AppError ? error.message : `Pilothouse could not start the program: ${(error as Error).message}`;
    return { status: 'FAILED', reason: message };
  }
}

/** None when the program was never prepared, or its deployment has ended. */
const readSecrets = (dir: string): Promise<string[]> =>
  readFile(join(dir, SECRETS_FILE), 'utf8').then(
    (text) => JSON.parse(text) as string[],
    () => [],
  );

async function openRecorder(app: App, owned: OwnedDeployment, dir: string): Promise<LogRecorder> {
  const secrets = await readSecrets(dir);
  return LogRecorder.open({
    app,
    deploymentId: owned.id,
    projectId: owned.projectId,
    streamId: owned.logStreamId,
    ownerWorkerId: owned.ownerWorkerId,
    ownerEpoch: owned.ownerEpoch,
    dir,
    runner: owned.plan.runner,
    secrets,
    stepNames: owned.plan.stepNames,
    logCapBytes: app.config.logCapBytes,
  });
}

/**
 * Follows the program to its end, then verifies. Stops it when somebody wants that or its time is over. Null when it never
 * began: whoever was about to start it died over that.
 */
async function follow(
  app: App,
  owned: OwnedDeployment,
  dir: string,
  recorder: LogRecorder,
  watch: StopWatch,
): Promise<Ending | null> {
  const recording = new AbortController();
  const recorded = recorder.run(recording.signal);
  // Its error is met below; until then it must not count as unhandled.
  recorded.catch(() => {});
  let end: ProcessEnd | { state: 'NOT_STARTED' };
  try {
    const ended = waitForEnd(dir, { signal: watch.aborted });
    ended.catch(() => {});
    const stop = await Promise.race([ended.then(() => null), watch.stop, recorded.then(() => null)]);
    if (stop) {
      if (stop.stopReason === 'TIMEOUT')
        recorder.writeSystemOnce(`The time limit of ${owned.plan.timeoutSeconds} s is over.`);
      recorder.writeSystemOnce(
        `Stopping the program: TERM now, KILL after ${owned.plan.cancelGraceSeconds} s if it does not end.`,
      );
      end = await stopProcess(dir, { graceSeconds: owned.plan.cancelGraceSeconds, signal: watch.aborted });
    } else end = await ended;
  } finally {
    recording.abort();
    await recorded.catch((error: unknown) => {
      if (error instanceof LostOwnership) throw error;
      app.log.warn({ error, deployment: owned.id }, 'recording was interrupted');
    });
  }
  const outcome = await recorder.drain(watch.aborted);
  const stopped = await watch.current();
  if (stopped) return endingOfStop(stopped, owned);
  if (end.state === 'NOT_STARTED') return null;
  const judged = judge(owned, end, outcome);
  if (judged.status === 'FAILED' || !owned.plan.healthCheck || owned.isDryRun) return judged;
  return verify(app, owned, recorder, watch);
}

function judge(owned: OwnedDeployment, end: ProcessEnd, outcome: RecorderOutcome): Outcome {
  return judgeOutcome({
    runner: owned.plan.runner,
    exit: end,
    steps: outcome.steps,
    stats: outcome.stats,
    dryRun: owned.isDryRun,
  });
}

/** RUNNING → VERIFYING, then asks the health check until it is content or gives up. */
async function verify(app: App, owned: OwnedDeployment, recorder: LogRecorder, watch: StopWatch): Promise<Ending> {
  const check = owned.plan.healthCheck;
  if (!check) return { status: 'SUCCEEDED', reason: null };
  await withTransaction(systemContext(app, 'deployment'), async (ctx) => {
    await updateOwned(ctx, owned, ['RUNNING'], `status = 'VERIFYING'`);
    publishChange(ctx, owned.projectId, owned.id);
  });
  const filled = fillHealthUrl(check.url, { url: owned.plan.url, parameters: owned.parameters });
  if ('problem' in filled) return { status: 'FAILED', reason: `The health check could not begin: ${filled.problem}` };
  const { url } = filled;
  const say = (text: string) => {
    recorder.writeSystemOnce(text);
    // What can't be stored now is stored before the end.
    recorder.pump().catch(() => {});
  };
  say(`Checking ${url} for status ${check.expectStatus}, ${check.attempts} times at the most.`);
  const asking = new AbortController();
  const asked = checkHealth({
    ...check,
    url,
    signal: AbortSignal.any([asking.signal, watch.aborted]),
    onAttempt: (attempt) => {
      if (attempt.error) say(`Check ${attempt.number}: ${attempt.error}`);
    },
  });
  asked.catch(() => {});
  const stop = await Promise.race([asked.then(() => null), watch.stop]);
  asking.abort();
  if (stop) return endingOfStop(stop, owned);
  const result = await asked;
  if (result.isHealthy)
    return {
      status: 'SUCCEEDED',
      reason: null,
      note: `Check ${result.attempts}: ${url} answered with ${check.expectStatus}.`,
    };
  return {
    status: 'FAILED',
    reason: `The health check failed after ${result.attempts} attempts at ${url}: ${result.lastError}`,
  };
}

interface Stop {
  stopReason: 'CANCEL' | 'TIMEOUT';
  stopRequestedBy: string | null;
}

const endingOfStop = (stop: Stop, owned: OwnedDeployment): Ending =>
  stop.stopReason === 'CANCEL'
    ? { status: 'CANCELED', reason: `Canceled by ${stop.stopRequestedBy ?? 'somebody'}.` }
    : { status: 'TIMED_OUT', reason: `Stopped after ${owned.plan.timeoutSeconds} s: the service’s time limit.` };

interface StopWatch {
  /** Resolves once somebody asked to stop it or its time is over. Rejects with {@link LostOwnership}. */
  stop: Promise<Stop>;
  /** Whether it is to be stopped, as the row says now. */
  current(): Promise<Stop | null>;
  /** Aborts when this worker stops or another one owns the deployment. */
  aborted: AbortSignal;
  close(): void;
}

/** Watches the row for a request to stop, and the clock for the time limit. */
function watchStop(app: App, owned: OwnedDeployment, signal: AbortSignal): StopWatch {
  const ctx = systemContext(app, 'deployment');
  const { promise: stop, resolve, reject } = Promise.withResolvers<Stop>();
  stop.catch(() => {});
  const lost = new AbortController();
  const deadline = Date.parse(owned.startedAt) + owned.plan.timeoutSeconds * 1_000;
  const current = async (): Promise<Stop | null> => {
    const row = await readOwned(ctx, owned);
    if (!row) {
      const error = new LostOwnership(`Deployment ${owned.id} has another owner.`);
      lost.abort(error);
      reject(error);
      throw error;
    }
    return row.stopReason ? { stopReason: row.stopReason, stopRequestedBy: row.stopRequestedBy } : null;
  };
  const look = async () => {
    if (app.now().getTime() >= deadline)
      await withTransaction(ctx, (ctx) => updateOwned(ctx, owned, ['RUNNING', 'VERIFYING'], `stop_reason = 'TIMEOUT'`));
    const found = await current();
    if (found) resolve(found);
  };
  const lookAgain = () => {
    look().catch((error: unknown) => {
      if (!isDatabaseAway(error)) reject(error);
    });
  };
  const timer = setInterval(lookAgain, LOOK_MS);
  const unsubscribe = app.events.subscribe(deploymentTopic(owned.id), lookAgain);
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  lookAgain();
  return {
    stop,
    current,
    aborted: AbortSignal.any([signal, lost.signal]),
    close() {
      clearInterval(timer);
      unsubscribe();
      signal.removeEventListener('abort', onAbort);
    },
  };
}

export const hasSecrets = (dir: string): boolean => existsSync(join(dir, SECRETS_FILE));

/** Every file with a secret in the folder of a deployment that has ended. */
export async function removeSecrets(dir: string): Promise<void> {
  removeSecretFiles(dir);
  await rm(join(dir, SECRETS_FILE), { force: true });
}

/** The last move, with everything that follows from it in the same transaction. */
async function finish(app: App, owned: OwnedDeployment, dir: string, ending: Ending): Promise<void> {
  const end = readProcess(dir);
  const masker = createMasker(await readSecrets(dir));
  const masked = { ...ending, reason: ending.reason === null ? null : masker.maskText(ending.reason) };
  await withTransaction(systemContext(app, 'deployment'), async (ctx) => {
    const row = await readOwned(ctx, owned, 'for no key update');
    if (!row) throw new LostOwnership(`Deployment ${owned.id} has another owner.`);
    // Somebody may have asked to cancel after the last look: nothing of it is left, so that is what it is.
    const final: Ending =
      row.status === 'CANCELING' && ending.status !== 'CANCELED'
        ? { status: 'CANCELED', reason: `Canceled by ${row.stopRequestedBy ?? 'somebody'}.` }
        : masked;
    const isDone = await updateOwned(
      ctx,
      owned,
      comesFrom(final.status),
      'status = ?, status_reason = ?, exit_code = ?, finished_at = ?, owner_worker_id = null',
      [final.status, final.reason, end.state === 'EXITED' ? end.code : null, ctx.app.now()],
    );
    if (!isDone) throw new LostOwnership(`Deployment ${owned.id} has another owner.`);
    if (final.note) await appendSystemLine(ctx, owned.logStreamId, masker.maskText(final.note));
    await appendSystemLine(ctx, owned.logStreamId, final.reason ?? 'Succeeded.');
    await closeSteps(ctx, {
      deploymentId: owned.id,
      projectId: owned.projectId,
      running: RUNNING_STEP_ENDS[final.status],
      pending: 'SKIPPED',
    });
    await endDeploymentToken(ctx, owned.id);
    await endLog(ctx, owned.logStreamId);
    await startNext(ctx, owned.serviceId, owned.environmentId);
    await recordAudit(ctx, {
      action: `deployment.${final.status.toLowerCase()}`,
      projectId: owned.projectId,
      subject: { id: owned.id, type: 'Deployment', name: `${owned.plan.serviceSlug} #${owned.number}` },
      detail: { environment: owned.plan.environmentSlug, version: owned.version, reason: final.reason },
    });
    publishChange(ctx, owned.projectId, owned.id);
  });
  await removeSecrets(dir);
  await compactLog(systemContext(app, 'deployment'), owned.logStreamId).catch((error: unknown) =>
    app.log.warn({ error, deployment: owned.id }, 'could not compact a log'),
  );
}

/** What becomes of a step that runs when its deployment ends. */
const RUNNING_STEP_ENDS = {
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
  TIMED_OUT: 'CANCELED',
} as const;

function manifestOf(owned: OwnedDeployment): ServiceManifest {
  const { plan } = owned;
  const common = {
    name: plan.serviceName,
    steps: plan.stepNames,
    timeoutSeconds: plan.timeoutSeconds,
    cancelGraceSeconds: plan.cancelGraceSeconds,
  };
  return plan.runner === 'ANSIBLE'
    ? { ...common, runner: 'ANSIBLE', entrypoint: plan.entrypoint[0] ?? '', inventory: plan.inventory ?? undefined }
    : { ...common, runner: 'SHELL', entrypoint: plan.entrypoint };
}
