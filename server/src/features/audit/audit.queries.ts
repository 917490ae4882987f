import { authorize, can, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import type { AuditFilter } from './audit.types.ts';
import type { AuditEvent } from './audit-event.entity.ts';

const COLUMNS = `id, project_id as "projectId", at, action, actor_id as "actorId", actor_kind as "actorKind", actor_name as "actorName",
           subject_id as "subjectId", subject_type as "subjectType", subject_name as "subjectName", detail, address,
           request_id as "requestId"`;

/** The audit event of this id, or NOT_FOUND when there is none or the actor may not read the trail it is in. */
export async function findAuditEvent(ctx: Context, id: string): Promise<AuditEvent> {
  requireActor(ctx);
  const event = await queryOne<AuditEvent>(ctx, `select ${COLUMNS} from audit_events where id = $1`, [id]);
  if (!event?.projectId || !can(ctx.actor, 'audit:read', event.projectId)) throw notFound('audit event');
  return event;
}

/** A project's audit events, newest first; for those with `audit:read`. */
export async function listAuditEvents(
  ctx: Context,
  projectId: string,
  args: { filter?: AuditFilter | null; first: number; after?: string | null },
) {
  authorize(ctx, 'audit:read', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, 1);
  const filter = args.filter ?? {};
  const rows = await query<AuditEvent>(
    ctx,
    `-- audit.list
    select ${COLUMNS}
    from audit_events
    where project_id = $1
      and ($2::text is null or id < $2)
      and ($3::text is null or action = $3 or starts_with(action, $3 || '.'))
      and ($4::text is null or actor_id = $4)
      and ($5::text is null or subject_id = $5)
      and ($6::timestamptz is null or at >= $6)
      and ($7::timestamptz is null or at < $7)
    order by id desc
    limit $8`,
    [
      projectId,
      after?.[0] ?? null,
      filter.action || null,
      filter.actorId ?? null,
      filter.subjectId ?? null,
      filter.from ?? null,
      filter.to ?? null,
      first + 1,
    ],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.id]);
}
