import type { ChainedEvent } from '../../platform/audit/chain.rules.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/errors.ts';
import { type ChainHead, type ChainMark, type ChainRow, type WalkResult, walkChain } from './audit-verify.rules.ts';

export interface ChainReport extends WalkResult {
  chain: string;
  /** The project's slug; null for the installation. */
  project: string | null;
  /** The number of the first entry that is kept: above 1, older ones left when their time was over. */
  firstSeq: number;
}

/**
 * Checks the chains of the audit trail, one after the other, each as it is at one moment. Of marks, entries noted elsewhere at
 * another time, those of a chain must still be in it: that shows too when somebody who may do everything in the database wrote
 * it anew. Null for `project` checks all chains. For the product itself: it sees all projects.
 */
export async function* verifyAudit(
  ctx: Context,
  { project, marks }: { project: string | null; marks: readonly ChainMark[] },
): AsyncGenerator<ChainReport> {
  const chains = await query<{ chain: string; project: string | null }>(
    ctx,
    `-- audit.chains
    select c.chain, p.slug as project
    from (select id as chain from audit_chains union select chain from audit_events union select unnest($2::text[])) c
    left join projects p on p.id = c.chain
    where $1::text is null or p.slug = $1
    order by p.slug nulls first, c.chain`,
    [project, marks.map(({ chain }) => chain)],
  );
  if (project && chains.length === 0)
    throw invalid([{ path: 'project', message: `There is no project “${project}” with an audit trail.` }]);
  for (const { chain, project } of chains)
    yield {
      chain,
      project,
      ...(await verifyChain(
        ctx,
        chain,
        marks.filter((mark) => mark.chain === chain),
      )),
    };
}

function verifyChain(ctx: Context, chain: string, marks: readonly ChainMark[]) {
  return withTransaction(ctx, async (ctx) => {
    await execute(ctx, 'set transaction isolation level repeatable read, read only');
    const head = await queryOne<ChainHead>(
      ctx,
      `select last_seq as "lastSeq", last_hash as "lastHash", first_seq as "firstSeq", base_hash as "baseHash"
       from audit_chains where id = $1`,
      [chain],
    );
    const firstSeq = head?.firstSeq ?? 1;
    // What has left can’t be looked at any more.
    const kept = marks.filter(({ seq }) => seq >= firstSeq - 1);
    return { firstSeq, ...(await walkChain(chain, head, rowsOf(ctx, chain), kept)) };
  });
}

const BATCH = 2_000;

async function* rowsOf(ctx: Context, chain: string): AsyncGenerator<ChainRow> {
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = await query<ChainedEvent & { seq: number; hash: Buffer }>(
      ctx,
      `-- audit.verify
      select id, project_id as "projectId", at, action, actor_id as "actorId", actor_kind as "actorKind",
             actor_name as "actorName", subject_id as "subjectId", subject_type as "subjectType",
             subject_name as "subjectName", detail, address, request_id as "requestId", seq, hash
      from audit_events where chain = $1 and seq > $2 order by seq limit ${BATCH}`,
      [chain, after],
    );
    yield* rows;
    if (rows.length < BATCH) return;
    after = rows.at(-1)?.seq ?? 0;
  }
}
