import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, notFound } from '../../platform/errors.ts';
import { evaluate } from '../../platform/expressions/expressions.ts';
import { earlierResult, rememberResult } from '../../platform/idempotency.ts';
import { parseInput } from '../../platform/validation.ts';
import type { Json } from '../nodes/node.types.ts';
import type { Graph } from '../workflows/graph.types.ts';
import { versionsById, workflowsById } from '../workflows/workflow.queries.ts';
import { findPublished, findWorkflow, versionGraph } from '../workflows/workflow.service.ts';
import type { WorkflowVersion } from '../workflows/workflow-version.entity.ts';
import { type NarrowedGrant, narrowedGrant, rightsOf, type StoredGrant } from './run.grant.rules.ts';
import { checkPayload, runRules, triggerOf } from './run.input.rules.ts';
import { publishRun } from './run.live.ts';
import { storePayload } from './run.payloads.ts';
import { getRun, type RunRow } from './run.queries.ts';
import { checkSize, isLarge } from './run.references.rules.ts';
import { isOpen } from './run.rules.ts';
import { enqueueRun, signalRun } from './run.signals.ts';
import type { RunTrigger, StartRunInput } from './run.types.ts';

/** What a run is made of. */
export interface NewRun {
  workflow: { id: string; projectId: string };
  versionId: string;
  trigger: keyof typeof RunTrigger;
  triggerNodeKey: string | null;
  /** What started it: a schedule's tick, a delivery, an occurrence. */
  triggerDetail?: unknown;
  payload: unknown;
  createdByName: string;
  createdByUserId?: string | null;
  createdByTokenId?: string | null;
  /** Of the version. */
  graph: Graph;
  narrowedGrant: NarrowedGrant | null;
  /** Of a child: the node run that waits for it. */
  parent?: ParentRun | null;
  variables?: unknown;
  retryOfId?: string | null;
  retryFromNodeKey?: string | null;
}

export interface ParentRun {
  runId: string;
  nodeKey: string;
  path: string;
  /** How many runs are above the parent. */
  depth: number;
}

/** Of runs in runs. */
const MOST_DEPTH = 20;

/**
 * Starts the published version of a workflow. A person or token needs `run:create`; the run may never do more than they. The
 * same idempotency key returns the first run.
 */
export async function startRun(ctx: Context, input: StartRunInput): Promise<RunRow> {
  const workflow = await findWorkflow(ctx, input.workflowId);
  authorize(ctx, 'run:create', workflow.projectId, 'workflow');
  const published = await findPublished(ctx, { id: workflow.id });
  if (!published) throw conflict('This workflow has no published version yet. Publish it first.');
  const { version } = published;
  const graph = await versionGraph(ctx, version.id);
  const trigger = triggerOf(graph, input.triggerNodeKey);
  const checked = 'node' in trigger ? checkPayload(trigger.node, input.payload) : { payload: null, problems: [] };
  parseInput(runRules, input, [...('problem' in trigger ? [trigger.problem] : []), ...checked.problems]);
  const id = await withTransaction(ctx, async (ctx) => {
    const earlier = await earlierResult(ctx, 'startRun', input.idempotencyKey, input);
    if (earlier) return earlier;
    await lockWorkflowForRun(ctx, workflow);
    const made = await insertRun(ctx, {
      ...byActor(ctx, { workflow, version, graph }),
      trigger: triggerKindOf(requireActor(ctx)),
      triggerNodeKey: 'node' in trigger ? trigger.node.key : null,
      payload: checked.payload,
    });
    await recordAudit(ctx, {
      action: 'run.started',
      projectId: workflow.projectId,
      subject: { id: made.id, type: 'Run', name: `${workflow.slug} #${made.number}` },
      detail: { version: version.number },
    });
    await rememberResult(ctx, 'startRun', input.idempotencyKey, input, made.id);
    return made.id;
  });
  return getRun(ctx, id);
}

const triggerKindOf = (actor: Actor): keyof typeof RunTrigger =>
  actor.kind === 'TOKEN' ? 'TOKEN' : actor.kind === 'RUN' ? 'WORKFLOW' : 'MANUAL';

/** What a run has from who starts it and from its version. */
export function byActor(
  ctx: Context,
  of: { workflow: { id: string; projectId: string }; version: WorkflowVersion; graph: Graph },
) {
  const actor = requireActor(ctx);
  const { id, projectId } = of.workflow;
  return {
    workflow: { id, projectId },
    versionId: of.version.id,
    createdByName: actor.name,
    createdByUserId: actor.kind === 'SYSTEM' ? null : actor.userId,
    createdByTokenId: actor.kind === 'TOKEN' ? actor.id : null,
    graph: of.graph,
    narrowedGrant: narrowedGrant(of.version, rightsOf(actor, projectId), startsOthers(of.graph)),
  };
}

const startsOthers = (graph: Graph): boolean => graph.nodes.some((node) => node.type === 'sub-workflow');

/** Keeps the workflow from being deleted meanwhile; NOT_FOUND when it was. The project comes first, as for everybody who locks. */
export async function lockWorkflowForRun(ctx: Context, workflow: { id: string; projectId: string }): Promise<void> {
  const project = await queryOne(ctx, 'select from projects where id = $1 and deleted_at is null for share', [
    workflow.projectId,
  ]);
  if (!project) throw notFound('project');
  if (!(await queryOne(ctx, 'select from workflows where id = $1 and deleted_at is null for key share', [workflow.id])))
    throw notFound('workflow');
}

/**
 * Starts a version for a trigger, or for a run that waits for it: in the product's own context, not audited, once per `onceKey`.
 * A trigger's run has what its version was granted; a child of a run that a person or token started never more than they.
 */
export async function startRunBy(
  ctx: Context,
  input: Omit<NewRun, 'graph' | 'narrowedGrant'> & { onceKey: string },
): Promise<{ id: string }> {
  const { onceKey, ...run } = input;
  if ((run.parent?.depth ?? 0) >= MOST_DEPTH)
    throw conflict(`Runs in runs go ${MOST_DEPTH} deep at the most. Does a workflow call itself?`);
  const graph = await versionGraph(ctx, run.versionId);
  return withTransaction(ctx, async (ctx) => {
    const once = { workflowId: run.workflow.id };
    const earlier = await earlierResult(ctx, 'startRunBy', onceKey, once);
    if (earlier) return { id: earlier };
    const { id } = await insertRun(ctx, {
      ...run,
      graph,
      narrowedGrant: run.parent ? await inheritedGrant(ctx, run.parent, run.versionId, graph) : null,
    });
    await rememberResult(ctx, 'startRunBy', onceKey, once, id);
    return { id };
  });
}

async function inheritedGrant(ctx: Context, parent: ParentRun, versionId: string, graph: Graph) {
  const row = await queryOne<{ within: StoredGrant | null }>(
    ctx,
    `-- runs.within
    select narrowed_grant -> 'within' as within from runs where id = $1`,
    [parent.runId],
  );
  const [version] = row?.within ? await versionsById(ctx, [versionId]) : [];
  return version ? narrowedGrant(version, row?.within ?? null, startsOthers(graph)) : null;
}

/** The one way a run comes to be: its row, with its number, and the job that takes it further. In a transaction. */
export async function insertRun(ctx: Context, run: NewRun): Promise<{ id: string; number: number }> {
  const id = newId('run');
  const { projectId } = run.workflow;
  const payload = jsonOrNull(run.payload);
  const isApart = payload !== null && isLarge(payload);
  const row = await queryOne<{ number: number }>(
    ctx,
    `-- runs.insert
    with counter as (
      insert into project_counters (project_id, run_number) values ($2, 1)
      on conflict (project_id) do update set run_number = project_counters.run_number + 1
      returning run_number)
    insert into runs (id, project_id, workflow_id, workflow_version_id, number, status, trigger, trigger_node_key, trigger_detail,
      created_by_user_id, created_by_token_id, created_by_name, payload, variables, priority, narrowed_grant, parent_run_id,
      parent_node_key, parent_path, depth, retry_of_id, retry_from_node_key, created_at, concurrency_key)
    select $1, $2, $3, $4, run_number, 'QUEUED', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22
    from counter
    returning number`,
    [
      id,
      projectId,
      run.workflow.id,
      run.versionId,
      run.trigger,
      run.triggerNodeKey,
      jsonOrNull(run.triggerDetail),
      run.createdByUserId ?? null,
      run.createdByTokenId ?? null,
      run.createdByName,
      isApart ? null : payload,
      JSON.stringify(run.variables ?? {}),
      run.graph.settings?.priority ?? 0,
      jsonOrNull(run.narrowedGrant),
      run.parent?.runId ?? null,
      run.parent?.nodeKey ?? null,
      run.parent?.path ?? null,
      run.parent ? run.parent.depth + 1 : 0,
      run.retryOfId ?? null,
      run.retryFromNodeKey ?? null,
      ctx.app.now(),
      concurrencyKeyOf(run),
    ],
  );
  if (isApart) await setPayloadApart(ctx, { id, projectId }, payload);
  await enqueueRun(ctx, id, { priority: run.graph.settings?.priority ?? 0 });
  publishRun(ctx, { id, projectId });
  return { id, number: row?.number ?? 0 };
}

/** What another run hands on may be large. Fails with `VALUE_TOO_LARGE`. */
async function setPayloadApart(ctx: Context, run: { id: string; projectId: string }, text: string): Promise<void> {
  checkSize(Buffer.byteLength(text));
  const stored = await storePayload(ctx, run, text);
  await execute(ctx, 'update runs set payload = $2 where id = $1', [run.id, JSON.stringify(stored)]);
}

/**
 * Runs with the same key count together where the workflow limits how many are under way; null: nothing is counted. An expression
 * that fails must not lose a tick or a call: then the run counts with all whose expression failed.
 */
function concurrencyKeyOf({ graph, payload }: NewRun): string | null {
  const { concurrency } = graph.settings ?? {};
  if (!concurrency) return null;
  if (!concurrency.key) return '';
  try {
    const value = evaluate(concurrency.key, { trigger: (payload ?? null) as Json });
    return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 200);
  } catch {
    return '';
  }
}

const jsonOrNull = (value: unknown): string | null => (value == null ? null : JSON.stringify(value));

/** What the audit trail calls a run. */
export async function runSubject(ctx: Context, run: { id: string; workflowId: string; number: number }) {
  const [workflow] = await workflowsById(ctx, [run.workflowId]);
  return { id: run.id, type: 'Run', name: `${workflow?.slug ?? 'workflow'} #${run.number}` };
}

/**
 * Asks a run to stop, whatever it is doing or waiting for; it is CANCELED when nothing of it is left. Twice is the same as once.
 * CONFLICT when it has ended otherwise.
 */
export async function cancelRun(ctx: Context, id: string): Promise<RunRow> {
  const run = await getRun(ctx, id);
  authorize(ctx, 'run:cancel', run.projectId, 'run');
  await withTransaction(ctx, async (ctx) => {
    const row = await queryOne<{ status: RunRow['status']; stopReason: string | null }>(
      ctx,
      'select status, stop_reason as "stopReason" from runs where id = $1 for no key update',
      [id],
    );
    if (!row || row.status === 'CANCELED' || (isOpen(row.status) && row.stopReason)) return;
    if (!isOpen(row.status)) throw conflict('This run has ended already.');
    await execute(
      ctx,
      `update runs set stop_reason = 'CANCEL', stop_requested_by = $2, stop_requested_at = $3 where id = $1`,
      [id, ctx.actor?.name ?? 'Pilothouse', ctx.app.now()],
    );
    await signalRun(ctx, { runId: id, kind: 'CANCEL', data: { by: ctx.actor?.name ?? 'Pilothouse' } });
    await recordAudit(ctx, {
      action: 'run.cancel_requested',
      projectId: run.projectId,
      subject: await runSubject(ctx, run),
      detail: { before: { status: row.status } },
    });
    publishRun(ctx, run);
  });
  return getRun(ctx, id);
}
