import { newId } from '../../lib/ids.ts';
import type { Grant } from '../../platform/auth/actor.ts';
import { requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import type { Graph } from '../workflows/graph.types.ts';
import { pathsSeenFrom } from './engine.frames.ts';
import { firstPath } from './expression.rules.ts';
import type { KnownNode, Pin } from './run.tests.rules.ts';

/** What the run has of the nodes, in the first iteration of the loops. */
export function knownNodes(
  ctx: Context,
  runId: string,
  loops: readonly string[],
  nodeKeys: readonly string[],
): Promise<KnownNode[]> {
  return query<KnownNode>(
    ctx,
    `-- tests.known
    select distinct on (node_key) node_key as "nodeKey", port,
      case when node_key = any($4) and json_typeof(input) = 'array' then input -> 0 end as item
    from node_runs where run_id = $1 and path = any($2) and node_key = any($3)
    order by node_key, length(path) desc, attempt desc`,
    [runId, pathsSeenFrom(firstPath(loops)), nodeKeys, loops],
  );
}

/** A version that only the test runs. Returns its id. */
export async function insertTestVersion(
  ctx: Context,
  workflow: { id: string; projectId: string },
  { graph, grant }: { graph: Graph; grant: Grant },
): Promise<string> {
  const actor = requireActor(ctx);
  const id = newId('workflowVersion');
  await execute(
    ctx,
    `-- tests.version
    insert into workflow_versions (id, project_id, workflow_id, is_test, graph, grant_permissions, grant_environment_ids,
      grant_service_ids, published_by_user_id, published_by_name, published_at)
    values ($1, $2, $3, true, $4, $5, $6, $7, $8, $9, $10)`,
    [
      id,
      workflow.projectId,
      workflow.id,
      JSON.stringify(graph),
      [...grant.permissions],
      grant.environmentIds,
      grant.serviceIds,
      actor.kind === 'SYSTEM' ? null : actor.userId,
      actor.name,
      ctx.app.now(),
    ],
  );
  return id;
}

/** The rows that the test begins with. */
export async function pinForTest(ctx: Context, run: { id: string; projectId: string }, pins: Pin[]): Promise<void> {
  if (pins.length === 0) return;
  await execute(
    ctx,
    `-- tests.pin
    insert into node_runs (project_id, run_id, node_key, path, status, port, input, output, wait_kind, is_reused, started_at, finished_at)
    select $1, $2, p."nodeKey", p.path, case when p.items is null then 'SUCCEEDED' else 'WAITING' end,
      case when p.items is null then 'main' end, p.items, p.output, case when p.items is not null then 'LOOP' end, true, $4,
      case when p.items is null then $4::timestamptz end
    from json_to_recordset($3::json) as p ("nodeKey" text, path text, output json, items json)`,
    [run.projectId, run.id, JSON.stringify(pins.map(asRow)), ctx.app.now()],
  );
}

// NOTE: `null` in JSON would be a value of the column, and not its absence.
const asRow = ({ items, ...pin }: Pin) => (items === null ? pin : { ...pin, items });

/** What the earlier run has of the nodes is what they output in the test, whatever port they were left by. */
export async function copyForTest(
  ctx: Context,
  runId: string,
  from: { runId: string; loops: readonly string[]; nodeKeys: readonly string[] },
): Promise<void> {
  if (from.nodeKeys.length === 0) return;
  await execute(
    ctx,
    `-- tests.copy
    insert into node_runs (project_id, run_id, node_key, path, status, port, input, output, error, is_reused, started_at, finished_at)
    select distinct on (node_key) project_id, $1, node_key, path, status, 'main', input, output, error, true, started_at, finished_at
    from node_runs where run_id = $2 and path = any($3) and node_key = any($4) and port is not null
    order by node_key, length(path) desc, attempt desc`,
    [runId, from.runId, pathsSeenFrom(firstPath(from.loops)), from.nodeKeys],
  );
}
