import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, notFound, type Problem } from '../../platform/errors.ts';
import { earlierResult, rememberResult } from '../../platform/idempotency.ts';
import { parseInput } from '../../platform/validation.ts';
import { versionsById, workflowsById } from '../workflows/workflow.queries.ts';
import { versionGraph } from '../workflows/workflow.service.ts';
import { checkPayload, checkPinned, runRules } from './run.input.rules.ts';
import { publishRun } from './run.live.ts';
import { getRun, type RunRow } from './run.queries.ts';
import { type FinishedAttempt, reusedAttempts } from './run.retries.rules.ts';
import { isOpen } from './run.rules.ts';
import { byActor, insertRun, lockWorkflowForRun, type NewRun, runSubject } from './run.service.ts';
import type { ReplayRunInput, RetryRunInput } from './run.types.ts';

/**
 * Tries a run again as a new one of the same version: from the named node, or from what did not finish. Node runs that are not
 * behind it are copied, in the transaction that makes the run; what was undone after the failure is done again. The same
 * idempotency key returns the first result.
 */
export async function retryRun(ctx: Context, input: RetryRunInput): Promise<RunRow> {
  const earlier = await getRun(ctx, input.id);
  authorize(ctx, 'run:create', earlier.projectId, 'run');
  if (isOpen(earlier.status)) throw conflict('This run is still under way. Cancel it first, or wait for its end.');
  const fromNodeKey = input.fromNodeKey ?? null;
  if (earlier.status === 'SUCCEEDED' && fromNodeKey === null)
    throw conflict('This run succeeded. Name a node to begin at, or replay it.');
  const source = await sourceOf(ctx, earlier);
  const isKnown = fromNodeKey === null || source.graph.nodes.some((node) => node.key === fromNodeKey);
  parseInput(
    runRules,
    input,
    isKnown ? [] : [{ path: 'fromNodeKey', message: `There is no node “${fromNodeKey}” in it.` }],
  );
  return startAgain(ctx, 'retryRun', input, earlier, async (ctx) => {
    const attempts = await attemptsOf(ctx, earlier.id);
    const reused = reusedAttempts(source.graph, attempts, fromNodeKey);
    const copied = await valuesOf(ctx, earlier.id);
    return {
      run: { ...copied, ...byActor(ctx, source), retryFromNodeKey: fromNodeKey },
      detail: { fromNodeKey, reusedCount: reused.length },
      addNodeRuns: (id: string) => copyNodeRuns(ctx, id, earlier.id, reused),
    };
  });
}

/**
 * Runs the version of an earlier run again from its beginning, with its payload or another one; pinned outputs are taken
 * instead of running their nodes. The same idempotency key returns the first result.
 */
export async function replayRun(ctx: Context, input: ReplayRunInput): Promise<RunRow> {
  const earlier = await getRun(ctx, input.id);
  authorize(ctx, 'run:create', earlier.projectId, 'run');
  const source = await sourceOf(ctx, earlier);
  const trigger = source.graph.nodes.find((node) => node.key === earlier.triggerNodeKey);
  const isOther = input.payload !== undefined && trigger;
  const payload = isOther ? checkPayload(trigger, input.payload) : { payload: undefined, problems: [] as Problem[] };
  const { pinned, problems } = checkPinned(source.graph, input.pinned);
  parseInput(runRules, input, [...payload.problems, ...problems]);
  return startAgain(ctx, 'replayRun', input, earlier, async (ctx) => {
    const copied = await valuesOf(ctx, earlier.id);
    return {
      run: {
        ...copied,
        ...byActor(ctx, source),
        variables: {},
        ...(isOther && { payload: payload.payload }),
      },
      detail: { hasOtherPayload: Boolean(isOther), pinned: Object.keys(pinned) },
      addNodeRuns: (id: string) =>
        pinNodeRuns(
          ctx,
          id,
          earlier.projectId,
          Object.entries(pinned).map(([key, output]) => ({ key, port: 'main', output })),
        ),
    };
  });
}

/** All attempts of a run, without what they took and gave. */
export function attemptsOf(ctx: Context, runId: string): Promise<FinishedAttempt[]> {
  return query<FinishedAttempt>(
    ctx,
    `-- runs.attempts
    select id as "rowId", node_key as "nodeKey", path, attempt, status, port from node_runs where run_id = $1 order by id`,
    [runId],
  );
}

/** The workflow, version and graph of a run; CONFLICT when the workflow was deleted. */
export async function sourceOf(ctx: Context, run: RunRow) {
  if (run.trigger === 'TEST') throw conflict('This run is the test of a node. Test the node again.');
  const [[workflow], [version], graph] = await Promise.all([
    workflowsById(ctx, [run.workflowId]),
    versionsById(ctx, [run.workflowVersionId]),
    versionGraph(ctx, run.workflowVersionId),
  ]);
  if (!workflow || !version) throw notFound('workflow');
  if (workflow.deletedAt) throw conflict('The workflow of this run was deleted. Restore it first.');
  return { workflow, version, graph };
}

/** What a new run takes from the earlier one. */
export async function valuesOf(ctx: Context, id: string) {
  const row = await queryOne<Pick<NewRun, 'triggerNodeKey' | 'triggerDetail' | 'payload' | 'variables'>>(
    ctx,
    `-- runs.copied
    select trigger_node_key as "triggerNodeKey", trigger_detail as "triggerDetail", payload, variables from runs where id = $1`,
    [id],
  );
  if (!row) throw notFound('run');
  return row;
}

const VERBS = {
  retryRun: { action: 'run.retried', trigger: 'RETRY' },
  replayRun: { action: 'run.replayed', trigger: 'REPLAY' },
  resumeRun: { action: 'run.resumed', trigger: 'RESUME' },
  forkRun: { action: 'run.forked', trigger: 'FORK' },
} as const;

interface Again {
  run: Omit<NewRun, 'trigger' | 'retryOfId'>;
  detail: Record<string, unknown>;
  addNodeRuns(id: string): Promise<void>;
}

/** Makes the new run and what it takes over, in one transaction and once per key. The earlier one is dealt with then. */
export async function startAgain(
  ctx: Context,
  operation: keyof typeof VERBS,
  input: { id: string; idempotencyKey?: string | null },
  earlier: RunRow,
  describe: (ctx: Context) => Promise<Again>,
): Promise<RunRow> {
  const id = await withTransaction(ctx, async (ctx) => {
    const made = await earlierResult(ctx, operation, input.idempotencyKey, input);
    if (made) return made;
    await lockWorkflowForRun(ctx, { id: earlier.workflowId, projectId: earlier.projectId });
    const { run, detail, addNodeRuns } = await describe(ctx);
    const { action, trigger } = VERBS[operation];
    const { id, number } = await insertRun(ctx, { ...run, trigger, retryOfId: earlier.id });
    await addNodeRuns(id);
    // A fork tries something beside it.
    if (operation !== 'forkRun')
      await execute(ctx, 'update runs set dead_since = null where id = $1 and dead_since is not null', [earlier.id]);
    await recordAudit(ctx, {
      action,
      projectId: earlier.projectId,
      subject: await runSubject(ctx, { id, number, workflowId: earlier.workflowId }),
      detail: { of: earlier.number, ...detail },
    });
    await rememberResult(ctx, operation, input.idempotencyKey, input, id);
    publishRun(ctx, earlier);
    return id;
  });
  return getRun(ctx, id);
}

/** The attempts' own times stay: they say in which order things were done, and so in which they would be undone. */
export async function copyNodeRuns(ctx: Context, id: string, fromId: string, rowIds: number[]): Promise<void> {
  if (rowIds.length === 0) return;
  await execute(
    ctx,
    `-- runs.copyNodeRuns
    insert into node_runs (project_id, run_id, node_key, path, attempt, status, port, input, output, error, is_reused, started_at, finished_at)
    select project_id, $1, node_key, path, attempt, status, port, input, output, error, true, started_at, finished_at
    from node_runs where run_id = $2 and id = any($3::bigint[]) order by id`,
    [id, fromId, rowIds],
  );
}

/** Outputs that are taken as if their nodes had given them. */
export async function pinNodeRuns(
  ctx: Context,
  id: string,
  projectId: string,
  pinned: { key: string; port: string; output: unknown }[],
): Promise<void> {
  if (pinned.length === 0) return;
  await execute(
    ctx,
    `-- runs.pinNodeRuns
    insert into node_runs (project_id, run_id, node_key, status, port, output, is_reused, started_at, finished_at)
    select $1, $2, p.key, 'SUCCEEDED', p.port, p.output, true, $4, $4
    from json_to_recordset($3::json) as p (key text, port text, output json)`,
    [projectId, id, JSON.stringify(pinned), ctx.app.now()],
  );
}
