import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type App, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { isDatabaseAway } from '../../platform/db/transient.ts';
import { checkHealth } from '../../platform/runners/health-check.ts';
import { judgeOutcome, type Outcome } from '../../platform/runners/outcome.rules.ts';
import { type ProcessEnd, readProcess, stopProcess, waitForEnd } from '../../platform/runners/runner-process.ts';
import { fillHealthUrl } from '../../platform/runners/service-manifest.rules.ts';
import { LogRecorder, LostOwnership, type RecorderOutcome } from '../logs/log-recorder.ts';
import { type OwnedDeployment, updateOwned } from './deployment.claims.ts';
import { type Ending, finishDeployment } from './deployment.finish.ts';
import { prepareDeployment } from './deployment.prepare.ts';
import { publishChange } from './deployment.queue.ts';
import { readSecrets } from './deployment.secrets.ts';
import { endingOfStop, type StopWatch, watchStop } from './deployment.stop.ts';

/** How often following a deployment may fail for another reason than the database before it is given up. */
const MOST_DEFECTS = 3;

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
  await finishDeployment(app, owned, dir, {
    status: 'FAILED',
    reason: `Pilothouse could not follow the program and stopped it: ${message}`,
  });
}

async function attemptDeployment(app: App, owned: OwnedDeployment, signal: AbortSignal): Promise<void> {
  const dir = deploymentFolder(app, owned.id);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (;;) {
    const notes: string[] = [];
    const isNew = readProcess(dir).state === 'NOT_STARTED';
    let ending = isNew ? await prepareDeployment(app, owned, dir, (text) => notes.push(text)) : null;
    const recorder = await openRecorder(app, owned, dir);
    try {
      for (const note of notes) recorder.writeSystemOnce(note);
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
    if (ending) return finishDeployment(app, owned, dir, ending);
  }
}

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
    await updateOwned(ctx, owned, ['RUNNING'], `status = 'VERIFYING', went_live_at = ?`, [app.now()]);
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
