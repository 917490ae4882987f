import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import type { SealedColumn } from '../../platform/crypto/sealed-columns.ts';
import { SecretBoxError } from '../../platform/crypto/secret-box.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { AppError, invalid } from '../../platform/errors.ts';
import { findTrigger } from './workflow.queries.ts';
import { findWorkflow, subjectOf } from './workflow.service.ts';
import { newWebhookSecret, sealTriggerSecret, triggerContext } from './workflow.triggers.ts';
import type { CreatedWebhookSecret } from './workflow.types.ts';

/** The secret of a webhook. SECRET_UNREADABLE when its box does not open. Authorization is the caller's. */
export async function openWebhookSecret(ctx: Context, trigger: { id: string; projectId: string }): Promise<string> {
  const row = await queryOne<{ box: Buffer | null }>(
    ctx,
    `-- workflows.webhookSecret
    select secret_value as box from workflow_triggers where id = $1`,
    [trigger.id],
  );
  try {
    if (!row?.box) throw new SecretBoxError('There is none.');
    return ctx.app.secretBox.open(row.box, triggerContext(trigger));
  } catch (error) {
    if (!(error instanceof SecretBoxError)) throw error;
    throw new AppError(
      'SECRET_UNREADABLE',
      `The secret of this webhook can’t be decrypted. ${error.message} Make a new one, or give the server the key it needs.`,
      { cause: error },
    );
  }
}

/** Where callers reach it; below the server's own address where that is not configured. */
export const webhookUrl = (ctx: Context, triggerId: string): string =>
  `${ctx.app.config.publicUrl ?? ''}/hooks/${triggerId}`;

/** Gives a webhook another secret, shown this once; what is signed with the one before is refused from now on. */
export async function rotateWebhookSecret(ctx: Context, triggerId: string): Promise<CreatedWebhookSecret> {
  const trigger = await findTrigger(ctx, triggerId);
  authorize(ctx, 'workflow:manage', trigger.projectId);
  if (trigger.kind !== 'WEBHOOK') throw invalid([{ path: 'triggerId', message: 'Only webhooks have a secret.' }]);
  return withTransaction(ctx, async (ctx) => {
    const secret = newWebhookSecret();
    const workflow = await findWorkflow(ctx, trigger.workflowId, { isDeleted: true });
    await execute(ctx, 'update workflow_triggers set secret_value = $2 where id = $1', [
      trigger.id,
      sealTriggerSecret(ctx, secret, trigger),
    ]);
    await recordAudit(ctx, {
      action: 'workflow.webhook_secret_rotated',
      projectId: trigger.projectId,
      subject: subjectOf(workflow),
      detail: { nodeKey: trigger.nodeKey },
    });
    return { trigger, secret };
  });
}

/** For `secrets check` and `secrets rotate`. */
export const sealedWebhooks: SealedColumn<{ key0: string; projectId: string; workflow: string; nodeKey: string }> = {
  name: 'workflow_triggers.secret_value',
  key: ['id'],
  rows: `select t.id as key0, t.secret_value as box, t.project_id as "projectId", w.slug as workflow, t.node_key as "nodeKey"
    from workflow_triggers t join workflows w on w.id = t.workflow_id`,
  nameOf: ({ workflow, nodeKey }) => `the webhook ${nodeKey} of the workflow ${workflow}`,
  contextOf: ({ key0, projectId }) => triggerContext({ id: key0, projectId }),
};
