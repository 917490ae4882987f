import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, requireUser } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import { appendSystemLine, endLog } from '../logs/log.service.ts';
import { announceDeployment } from './deployment.announce.ts';
import { recordDeploymentEnd } from './deployment.facts.ts';
import { type DeploymentRow, getDeployment, placeOf } from './deployment.queries.ts';
import { enqueueStart, publishChange, startNext } from './deployment.queue.ts';
import { commentRules } from './deployment.rules.ts';
import { comesFrom, isActive, isCancelable } from './deployment.state.ts';
import type { DecideDeploymentInput } from './deployment.types.ts';

/**
 * Stops a deployment: one that waits ends at once, one that runs is told to stop and is CANCELED when nothing of it is left.
 * Twice is the same as once. CONFLICT when it has ended.
 */
export async function cancelDeployment(ctx: Context, id: string): Promise<DeploymentRow> {
  const found = await getDeployment(ctx, id);
  authorize(ctx, 'deployment:cancel', placeOf(found));
  await withTransaction(ctx, async (ctx) => {
    const row = await queryOne<{ status: DeploymentRow['status'] }>(
      ctx,
      // Not the key: the log's writer has locked the log when it refers to it, and here the log comes second.
      'select status from deployments where id = $1 for no key update',
      [id],
    );
    if (!row || row.status === 'CANCELING' || row.status === 'CANCELED') return;
    if (!isCancelable(row.status)) throw conflict('This deployment has ended already.');
    const name = ctx.actor?.name ?? 'Pilothouse';
    if (isActive(row.status)) {
      await execute(
        ctx,
        `update deployments set status = 'CANCELING', stop_reason = 'CANCEL', stop_requested_by = $2, stop_requested_at = $3
         where id = $1 and status = any($4)`,
        [id, name, ctx.app.now(), comesFrom('CANCELING')],
      );
      await appendSystemLine(ctx, found.logStreamId, `Cancel requested by ${name}.`);
    } else await endBeforeStart(ctx, id, 'CANCELED', `Canceled by ${name} before it began.`);
    await recordAudit(ctx, {
      action: 'deployment.cancel_requested',
      projectId: found.projectId,
      subject: { id, type: 'Deployment', name: `${found.service.slug} #${found.number}` },
      detail: { before: { status: row.status } },
    });
    publishChange(ctx, found.projectId, id);
  });
  return getDeployment(ctx, id);
}

/** Lets a deployment that waits for approval go on. CONFLICT when it does not wait. */
export function approveDeployment(ctx: Context, input: DecideDeploymentInput): Promise<DeploymentRow> {
  return decide(ctx, input, 'APPROVED');
}

/** Ends a deployment that waits for approval. CONFLICT when it does not wait. */
export function rejectDeployment(ctx: Context, input: DecideDeploymentInput): Promise<DeploymentRow> {
  return decide(ctx, input, 'REJECTED');
}

async function decide(
  ctx: Context,
  input: DecideDeploymentInput,
  decision: 'APPROVED' | 'REJECTED',
): Promise<DeploymentRow> {
  const found = await getDeployment(ctx, input.id);
  authorize(ctx, 'deployment:approve', placeOf(found));
  const user = requireUser(ctx);
  const { comment } = parseInput(commentRules, input);
  await withTransaction(ctx, async (ctx) => {
    const locked = await queryOne<{ status: string }>(ctx, 'select status from deployments where id = $1 for update', [
      input.id,
    ]);
    if (locked?.status !== 'AWAITING_APPROVAL') throw conflict('This deployment does not wait for approval any more.');
    await execute(
      ctx,
      'insert into approvals (id, project_id, deployment_id, user_id, decision, comment) values ($1, $2, $3, $4, $5, $6)',
      [newId('approval'), found.projectId, input.id, user.userId, decision, comment || null],
    );
    if (decision === 'REJECTED')
      await endBeforeStart(ctx, input.id, 'REJECTED', `Rejected by ${user.name}${comment ? `: ${comment}` : '.'}`);
    else {
      await execute(
        ctx,
        `update deployments set status = 'QUEUED', queued_at = $2 where id = $1 and status = 'AWAITING_APPROVAL'`,
        [input.id, ctx.app.now()],
      );
      await enqueueStart(ctx, input.id);
    }
    await recordAudit(ctx, {
      action: decision === 'APPROVED' ? 'deployment.approved' : 'deployment.rejected',
      projectId: found.projectId,
      subject: { id: input.id, type: 'Deployment', name: `${found.service.slug} #${found.number}` },
      detail: { comment: comment || null },
    });
    publishChange(ctx, found.projectId, input.id);
  });
  return getDeployment(ctx, input.id);
}

async function endBeforeStart(
  ctx: Context,
  id: string,
  status: 'CANCELED' | 'REJECTED',
  reason: string,
): Promise<void> {
  const row = await queryOne<{ project_id: string; log_stream_id: number; service_id: string; environment_id: string }>(
    ctx,
    `update deployments set status = $2, status_reason = $3, finished_at = $4 where id = $1 and status = any($5)
     returning project_id, log_stream_id, service_id, environment_id`,
    [id, status, reason, ctx.app.now(), comesFrom(status)],
  );
  if (!row) throw conflict('This deployment changed at the same moment. Look again.');
  await appendSystemLine(ctx, row.log_stream_id, reason);
  await endLog(ctx, row.log_stream_id);
  await announceDeployment(ctx, id);
  await recordDeploymentEnd(ctx, { id, projectId: row.project_id });
  await startNext(ctx, row.service_id, row.environment_id);
}
