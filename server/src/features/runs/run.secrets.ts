import { recordAudit } from '../../platform/audit/audit.ts';
import { type App, systemContext } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { NodeError } from '../nodes/node.types.ts';
import { openValue, type StoredValue } from '../services/variable.values.service.ts';
import type { OwnedRun, StoredGrant } from './run.claims.ts';

/**
 * The value of a variable or secret of the project, or of one environment, which goes first. Reading a secret is recorded.
 * Fails with `NO_SECRET` when there is none, or it belongs to an environment that is beyond the run's rights.
 */
export async function readRunSecret(
  app: App,
  owned: OwnedRun,
  grant: StoredGrant,
  name: string,
  environment: string | undefined,
): Promise<string> {
  return withTransaction(systemContext(app, 'run'), async (ctx) => {
    const row = await queryOne<StoredValue>(
      ctx,
      `-- runs.secret
      select v.id, v.project_id as "projectId", v.name, v.kind, v.version, v.value, v.secret_value as "secretValue"
      from variables v left join environments e on e.id = v.environment_id
      where v.project_id = $1 and v.name = $2 and v.service_id is null and v.deleted_at is null
        and (v.environment_id is null or (e.slug = $3 and e.deleted_at is null and ($4::text[] is null or e.id = any($4))))
      order by (v.environment_id is not null) desc limit 1`,
      [owned.projectId, name, environment ?? null, grant.environmentIds],
    );
    if (!row) throw new NodeError('NO_SECRET', `There is no variable ${name} here.`, { isRetryable: false });
    if (row.secretValue)
      await recordAudit(ctx, {
        action: 'secret.read',
        projectId: owned.projectId,
        subject: { id: owned.id, type: 'Run', name: `${owned.workflowSlug} #${owned.number}` },
        detail: { secrets: [{ name: row.name, version: row.version }] },
      });
    return openValue(ctx, row);
  });
}
