import { chainOf } from '../../platform/audit/chain.rules.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import { authorize, can, requireActor, requireAdministrator } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import type { AuditFilter } from './audit.types.ts';
import type { AuditEvent } from './audit-event.entity.ts';

/** An event as rows bring it: its time as text. */
export type AuditEventRow = Omit<AuditEvent, 'at'> & { at: string };

const COLUMNS = `id, project_id as "projectId", at, action, actor_id as "actorId", actor_kind as "actorKind", actor_name as "actorName",
           subject_id as "subjectId", subject_type as "subjectType", subject_name as "subjectName", detail, address,
           request_id as "requestId", seq, encode(hash, 'hex') as hash`;

/** The audit event of this id, or NOT_FOUND when there is none or the actor may not read the trail it is in. */
export async function findAuditEvent(ctx: Context, id: string): Promise<AuditEvent> {
  const actor = requireActor(ctx);
  const event = await queryOne<AuditEvent>(ctx, `select ${COLUMNS} from audit_events where id = $1`, [id]);
  if (!event || !canRead(actor, event.projectId)) throw notFound('audit event');
  return event;
}

const canRead = (actor: Actor, projectId: string | null) =>
  projectId ? can(actor, 'audit:read', projectId) : actor.kind === 'USER' && actor.isAdministrator;

interface ListArgs {
  filter?: AuditFilter | null;
  first: number;
  after?: string | null;
}

/** A project's audit events, newest first; for those with `audit:read`. */
export function listAuditEvents(ctx: Context, projectId: string, args: ListArgs) {
  authorize(ctx, 'audit:read', projectId);
  return listChain(ctx, chainOf(projectId), args);
}

/** The audit events that belong to no project, newest first; for administrators. */
export function listInstallationAuditEvents(ctx: Context, args: ListArgs) {
  requireAdministrator(ctx);
  return listChain(ctx, chainOf(null), args);
}

/** `$2` is the place after which to go on, the rest the filter. */
const MATCHES = `chain = $1
      and ($3::text is null or action = $3 or starts_with(action, $3 || '.'))
      and ($4::text is null or actor_id = $4)
      and ($5::text is null or subject_id = $5)
      and ($6::timestamptz is null or at >= $6)
      and ($7::timestamptz is null or at < $7)
      and (not $8::boolean or action like '%refused')`;

const valuesOf = (filter: AuditFilter) => [
  filter.action || null,
  filter.actorId ?? null,
  filter.subjectId ?? null,
  filter.from ?? null,
  filter.to ?? null,
  filter.refusedOnly ?? false,
];

/** In the order of the chain, which is that of the commits: nothing turns up later on a page that was read. */
async function listChain(ctx: Context, chain: string, args: ListArgs) {
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['long'])?.[0] ?? null;
  const rows = await query<AuditEvent>(
    ctx,
    `-- audit.list
    select ${COLUMNS}
    from audit_events
    where ($2::bigint is null or seq < $2) and ${MATCHES}
    order by seq desc
    limit $9`,
    [chain, after, ...valuesOf(args.filter ?? {}), first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.seq]);
}

const PAGE = 1_000;

/**
 * All events of a chain that match, oldest first, page by page: however many there are, a thousand are in memory. Those that are
 * written meanwhile are left out, or it might never end. Authorization is the caller's.
 */
export async function* streamChain(ctx: Context, chain: string, filter: AuditFilter): AsyncGenerator<AuditEventRow> {
  const end = await queryOne<{ seq: number | null }>(ctx, 'select max(seq) as seq from audit_events where chain = $1', [
    chain,
  ]);
  for (let after = 0; ; ) {
    const rows = await query<AuditEventRow>(
      ctx,
      `-- audit.stream
      select ${COLUMNS}
      from audit_events
      where seq > $2 and seq <= $9 and ${MATCHES}
      order by seq
      limit ${PAGE}`,
      [chain, after, ...valuesOf(filter), end?.seq ?? 0],
    );
    yield* rows;
    if (rows.length < PAGE) return;
    after = rows.at(-1)?.seq ?? 0;
  }
}
