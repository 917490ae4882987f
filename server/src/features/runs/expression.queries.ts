import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { pathsSeenFrom } from './engine.frames.ts';
import { firstPath, type SeenNode } from './expression.rules.ts';

/** Runs that are looked through for one with data. */
const MOST_LOOKED_AT = 20;

/** Of the workflow's last runs the one that finished most of the nodes, the newest of those; null before the first. */
export async function latestRunWith(
  ctx: Context,
  workflowId: string,
  nodeKeys: readonly string[],
): Promise<string | null> {
  const row = await queryOne<{ id: string }>(
    ctx,
    `-- expressions.run
    select r.id from (select id from runs where workflow_id = $1 order by id desc limit ${MOST_LOOKED_AT}) r
    cross join lateral (
      select count(distinct n.node_key) from node_runs n
      where n.run_id = r.id and n.node_key = any($2) and n.port is not null) finished
    order by finished.count desc, r.id desc limit 1`,
    [workflowId, nodeKeys],
  );
  return row?.id ?? null;
}

/** Of all outputs together: reading them must not hold up others. */
const MOST_READ_BYTES = 2_097_152;

/** What the run has of the nodes, which are the nearest first; of those in the loops the first iteration. */
export function nodesSeen(
  ctx: Context,
  runId: string,
  loops: readonly string[],
  nodeKeys: readonly string[],
): Promise<SeenNode[]> {
  return query<SeenNode>(
    ctx,
    `-- expressions.nodes
    select "nodeKey", path, status, port, item, total > $5 as "isTooLarge", case when total <= $5 then output end as output
    from (
      select *, sum(octet_length(output::text)) over (order by place) as total
      from (
        select distinct on (node_key) node_key as "nodeKey", path, status, port, output,
          case when node_key = any($4) and json_typeof(input) = 'array' then input -> 0 end as item,
          array_position($3::text[], node_key) as place
        from node_runs where run_id = $1 and path = any($2) and node_key = any($3)
        order by node_key, length(path) desc, attempt desc
      ) last
    ) seen
    order by place`,
    [runId, pathsSeenFrom(firstPath(loops)), nodeKeys, loops, MOST_READ_BYTES],
  );
}

/** What a run began with, and the variables that it set. */
export async function runData(ctx: Context, runId: string) {
  const row = await queryOne<{ payload: unknown; variables: unknown }>(
    ctx,
    `-- expressions.data
    select payload, variables from runs where id = $1`,
    [runId],
  );
  return row ?? { payload: null, variables: {} };
}

/** Names of the project's variables, secret or not. */
export async function variableNames(ctx: Context, projectId: string): Promise<string[]> {
  const rows = await query<{ name: string }>(
    ctx,
    `-- expressions.variables
    select distinct name from variables where project_id = $1 and deleted_at is null order by name limit 1000`,
    [projectId],
  );
  return rows.map(({ name }) => name);
}
