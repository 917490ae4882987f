import { recordAudit } from '../../platform/audit/audit.ts';
import { type App, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { createMasker } from '../../platform/runners/masker.ts';
import { readProcess } from '../../platform/runners/runner-process.ts';
import { appendSystemLine, compactLog, endLog } from '../logs/log.service.ts';
import { LostOwnership } from '../logs/log-recorder.ts';
import { closeSteps } from '../logs/step.service.ts';
import { endDeploymentToken } from '../tokens/token.service.ts';
import { announceDeployment } from './deployment.announce.ts';
import { type OwnedDeployment, readOwned, updateOwned } from './deployment.claims.ts';
import { recordDeploymentEnd } from './deployment.facts.ts';
import { publishChange, startNext } from './deployment.queue.ts';
import { readSecrets, removeSecrets } from './deployment.secrets.ts';
import { comesFrom } from './deployment.state.ts';

/** How a deployment under way ends. */
export interface Ending {
  status: 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'TIMED_OUT';
  reason: string | null;
  /** What the log says before the last line, in the same transaction. */
  note?: string;
}

/** What becomes of a step that runs when its deployment ends. */
const RUNNING_STEP_ENDS = {
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
  TIMED_OUT: 'CANCELED',
} as const;

/** The last move, with everything that follows from it in the same transaction. */
export async function finishDeployment(app: App, owned: OwnedDeployment, dir: string, ending: Ending): Promise<void> {
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
    await announceDeployment(ctx, owned.id);
    await recordDeploymentEnd(ctx, owned);
    publishChange(ctx, owned.projectId, owned.id);
  });
  await removeSecrets(dir);
  await compactLog(systemContext(app, 'deployment'), owned.logStreamId).catch((error: unknown) =>
    app.log.warn({ error, deployment: owned.id }, 'could not compact a log'),
  );
}
