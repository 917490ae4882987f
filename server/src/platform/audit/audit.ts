import { newId } from '../../lib/ids.ts';
import type { Context } from '../context.ts';
import { execute } from '../db/sql.ts';

export interface AuditEntry {
  /** `deployment.created`: noun and past tense. */
  action: string;
  projectId: string | null;
  subject?: { id: string; type: string; name: string };
  /** Before and after of what matters; never a secret. */
  detail?: Record<string, unknown>;
}

/**
 * Records who did what, in the transaction that does it: if it can't be written, the change does not happen.
 * Append-only.
 */
export async function recordAudit(ctx: Context, entry: AuditEntry): Promise<void> {
  const { actor } = ctx;
  await execute(
    ctx,
    `insert into audit_events (id, project_id, at, action, actor_id, actor_kind, actor_name, subject_id, subject_type, subject_name, detail, address, request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      newId('audit'),
      entry.projectId,
      ctx.app.now(),
      entry.action,
      actor?.id ?? null,
      actor?.kind ?? 'ANONYMOUS',
      actor?.name ?? 'nobody signed in',
      entry.subject?.id ?? null,
      entry.subject?.type ?? null,
      entry.subject?.name ?? null,
      entry.detail ? JSON.stringify(entry.detail) : null,
      ctx.address,
      ctx.requestId,
    ],
  );
}
