import { numberOfId, numericId } from '../../lib/ids.ts';
import { authorize, can, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { namesOf } from './run.rules.ts';
import type { NodeRunStatus, WaitKind } from './run.types.ts';

/** An attempt as read, without what can be large; see `allowBriefRows`. */
export interface NodeRunRow {
  /** Made of `rowId`. */
  id: string;
  rowId: number;
  projectId: string;
  runId: string;
  nodeKey: string;
  path: string;
  attempt: number;
  status: keyof typeof NodeRunStatus;
  port: string | null;
  error: unknown;
  isReused: boolean;
  startedAt: string;
  finishedAt: string | null;
  wait: { kind: keyof typeof WaitKind; until: string | null; key: string | null; hookKey: string | null } | null;
  approval: ApprovalRequestRow | null;
}

/** What people are asked, as the node's wait says it. */
export interface ApprovalRequestRow {
  nodeRunId: string;
  rowId: number;
  projectId: string;
  isWaiting: boolean;
  message: string;
  form: Record<string, unknown> | null;
  required: number;
  people: string[];
}

interface FlatRow extends Omit<NodeRunRow, 'id' | 'wait' | 'approval'> {
  waitKind: keyof typeof WaitKind | null;
  waitUntil: string | null;
  waitKey: string | null;
  waitData: Partial<ApprovalRequestRow> | null;
}

const COLUMNS = `n.id as "rowId", n.project_id as "projectId", n.run_id as "runId", n.node_key as "nodeKey", n.path, n.attempt,
    n.status, n.port, n.error, n.is_reused as "isReused", n.started_at as "startedAt", n.finished_at as "finishedAt",
    n.wait_kind as "waitKind", n.wait_until as "waitUntil", n.wait_key as "waitKey",
    case when n.wait_kind = 'APPROVAL' then n.wait_data end as "waitData"`;

function toRow({ waitKind, waitUntil, waitKey, waitData, ...row }: FlatRow): NodeRunRow {
  const id = numericId('nodeRun', row.rowId);
  const isWaiting = row.status === 'WAITING';
  return {
    ...row,
    id,
    wait: isWaiting && waitKind ? waitOf(waitKind, waitUntil, waitKey) : null,
    approval:
      waitKind === 'APPROVAL'
        ? {
            nodeRunId: id,
            rowId: row.rowId,
            projectId: row.projectId,
            isWaiting,
            message: waitData?.message ?? '',
            form: waitData?.form ?? null,
            required: waitData?.required ?? 1,
            people: waitData?.people ?? [],
          }
        : null,
  };
}

function waitOf(kind: keyof typeof WaitKind, until: string | null, key: string | null): NodeRunRow['wait'] {
  const isOfThing = kind === 'CHILD_RUN' || kind === 'DEPLOYMENT';
  return { kind, until, key: isOfThing ? key : null, hookKey: kind === 'WEBHOOK' ? key : null };
}

/** The attempt of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function getNodeRun(ctx: Context, id: string): Promise<NodeRunRow> {
  requireActor(ctx);
  const rowId = numberOfId('nodeRun', id);
  const row =
    rowId === null
      ? null
      : await queryOne<FlatRow>(
          ctx,
          `-- nodeRuns.get
          select ${COLUMNS} from node_runs n where n.id = $1`,
          [rowId],
        );
  if (!row) throw notFound('node run');
  authorize(ctx, 'project:read', row.projectId, 'node run');
  return toRow(row);
}

/** More attempts than this are not shown. */
const MOST_NODE_RUNS = 5_000;

/** Batch: the attempts of each run, oldest first. */
export async function nodeRunsOf(ctx: Context, runIds: readonly string[]): Promise<NodeRunRow[][]> {
  const rows = await query<FlatRow>(
    ctx,
    `-- nodeRuns.ofRuns
    select ${COLUMNS} from unnest($1::text[]) as ids (id)
    cross join lateral (select * from node_runs n where n.run_id = ids.id order by n.id limit ${MOST_NODE_RUNS}) n
    order by n.id`,
    [runIds],
  );
  const groups = Map.groupBy(rows.map(toRow), (row) => row.runId);
  return runIds.map((id) => groups.get(id) ?? []);
}

/** Of more attempts than this the oldest are taken to be settled. */
const MOST_WATCHED = 1_000;

/** The ids of the run's attempts that are new or stand elsewhere than `known` says, oldest first; `known` says so afterwards. */
export async function changedNodeRunIds(ctx: Context, runId: string, known: Map<number, string>): Promise<string[]> {
  const rows = await query<{ rowId: number; state: string }>(
    ctx,
    `-- nodeRuns.states
    select id as "rowId", concat_ws(' ', status, wait_kind, wait_until, wait_key, finished_at) as state
    from node_runs where run_id = $1 order by id desc limit ${MOST_WATCHED}`,
    [runId],
  );
  const changed = rows.filter(({ rowId, state }) => known.get(rowId) !== state);
  for (const { rowId, state } of changed) known.set(rowId, state);
  return changed.map(({ rowId }) => numericId('nodeRun', rowId)).reverse();
}

interface Values {
  id: string;
  input: unknown;
  output: unknown;
}

/** Batch by id: what came in, and what came of it. */
export async function nodeRunValues(ctx: Context, ids: readonly string[]): Promise<(Values | null)[]> {
  const keys = ids.map((id) => numberOfId('nodeRun', id));
  const rows = await query<Omit<Values, 'id'> & { rowId: number }>(
    ctx,
    `-- nodeRuns.values
    select id as "rowId", input, output from node_runs where id = any($1::bigint[])`,
    [keys],
  );
  const found = new Map(rows.map(({ rowId, ...values }) => [rowId, values]));
  return ids.map((id, index) => {
    const values = found.get(keys[index] ?? 0);
    return values ? { id, ...values } : null;
  });
}

export interface PageOfApprovals {
  projectId: string;
  first: number;
  after?: string | null;
}

/**
 * What waits for the viewer's decision, newest first: nothing for tokens, for who lacks the right, and where others are named
 * or the viewer has decided already.
 */
export async function listApprovals(ctx: Context, { projectId, ...args }: PageOfApprovals) {
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['long']);
  const { actor } = ctx;
  const rows =
    actor?.kind === 'USER' && can(actor, 'run:approve', projectId)
      ? await query<FlatRow>(
          ctx,
          `-- nodeRuns.approvals
          select ${COLUMNS} from node_runs n
          where n.project_id = $1 and n.wait_kind = 'APPROVAL' and n.status = 'WAITING' and ($2::bigint is null or n.id < $2)
            and (coalesce(json_array_length(n.wait_data -> 'people'), 0) = 0 or exists (
              select from json_array_elements_text(n.wait_data -> 'people') person where lower(trim(person)) = any($3)))
            and not exists (select from node_approvals a where a.node_run_id = n.id and a.decided_by_user_id = $4)
          order by n.id desc limit $5`,
          [projectId, after?.[0] ?? null, namesOf(actor, projectId), actor.userId, first + 1],
        )
      : [];
  return toConnection(rows.map(toRow), { first, after: args.after }, (row) => [row.rowId]);
}
