import { newId } from '../../lib/ids.ts';
import type { Context } from '../context.ts';
import { execute } from '../db/sql.ts';
import { baseHash, type ChainedEvent, chainOf, payloadOf, storable, storableJson } from './chain.rules.ts';

export interface AuditEntry {
  /** `deployment.created`: noun and past tense. */
  action: string;
  projectId: string | null;
  subject?: { id: string; type: string; name: string };
  /** Before and after of what matters; never a secret. */
  detail?: Record<string, unknown>;
}

/**
 * Records who did what, in the transaction that does it: if it can't be written, the change does not happen. Append-only, and
 * chained: each entry has a hash over the one before it in its project. Written last in the transaction, because whoever
 * writes holds the project's chain until the commit; what it says is taken now.
 */
export async function recordAudit(ctx: Context, entry: AuditEntry): Promise<void> {
  if (!ctx.manager) throw new Error('What is audited is written in the transaction that does it.');
  const event = eventOf(ctx, entry);
  ctx.beforeCommit.push({ key: `audit ${chainOf(event.projectId)}`, run: (ctx) => append(ctx, event) });
}

function eventOf(ctx: Context, { action, projectId, subject, detail }: AuditEntry): ChainedEvent {
  const { actor } = ctx;
  return {
    id: newId('audit'),
    projectId,
    at: ctx.app.now().toISOString(),
    action,
    actorId: actor?.id ?? null,
    actorKind: actor?.kind ?? 'ANONYMOUS',
    actorName: storable(actor?.name ?? 'nobody signed in'),
    subjectId: subject ? storable(subject.id) : null,
    subjectType: subject?.type ?? null,
    subjectName: subject ? storable(subject.name) : null,
    detail: storableJson(detail),
    address: ctx.address,
    requestId: ctx.requestId,
  };
}

/** Moves the head of the chain and adds the entry that it stands for, in one statement. The first entry makes the chain. */
const APPEND = `-- audit.append
  with head as (
    insert into audit_chains as c (id, last_seq, last_hash, first_seq, base_hash)
    values ($1, 1, sha256($2::bytea || int8send(1) || convert_to($3, 'UTF8')), 1, $2)
    on conflict (id) do update
      set last_seq = c.last_seq + 1, last_hash = sha256(c.last_hash || int8send(c.last_seq + 1) || convert_to($3, 'UTF8'))
    returning last_seq, last_hash)
  insert into audit_events (seq, hash, id, project_id, at, action, actor_id, actor_kind, actor_name, subject_id, subject_type,
    subject_name, detail, address, request_id)
  select last_seq, last_hash, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16 from head`;

async function append(ctx: Context, event: ChainedEvent): Promise<void> {
  const chain = chainOf(event.projectId);
  await execute(ctx, APPEND, [
    chain,
    baseHash(chain),
    payloadOf(event),
    event.id,
    event.projectId,
    event.at,
    event.action,
    event.actorId,
    event.actorKind,
    event.actorName,
    event.subjectId,
    event.subjectType,
    event.subjectName,
    event.detail === null ? null : JSON.stringify(event.detail),
    event.address,
    event.requestId,
  ]);
}
