import { type App, systemContext } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { withSystemConnection } from '../../platform/db/transaction.ts';
import { evaluate } from '../../platform/expressions/expressions.ts';
import type { PlanNode } from './engine.graph.ts';
import type { Attempt, NodeWait } from './engine.types.ts';
import type { OwnedRun } from './run.claims.ts';
import type { Values } from './run.variables.ts';

/**
 * Takes a place for an attempt of a node that may begin only so often in all runs of its workflow (GCRA: a burst of `count`,
 * then evenly); attempts with the same key count together. Null: it may begin now; else it waits for its turn, which nobody takes from it.
 */
export async function reserveSlot(
  app: App,
  owned: OwnedRun,
  node: PlanNode,
  attempt: Attempt,
  values: () => Values,
): Promise<NodeWait | null> {
  const limit = node.options?.rateLimit;
  if (!limit || attempt.status !== 'RUNNING') return null;
  const now = app.now();
  const row = await withSystemConnection(systemContext(app, 'run'), (ctx) =>
    queryOne<{ nextAt: string }>(
      ctx,
      `-- runs.reserveSlot
      insert into node_rate_limits as l (project_id, workflow_id, node_key, key, next_at)
      values ($1, $2, $3, $4, $5::timestamptz + make_interval(secs => $6))
      on conflict (workflow_id, node_key, key)
      do update set next_at = greatest(l.next_at, $5::timestamptz) + make_interval(secs => $6)
      returning next_at as "nextAt"`,
      [owned.projectId, owned.workflowId, node.key, keyOf(limit.key, values), now, limit.perSeconds / limit.count],
    ),
  );
  const until = Date.parse(row?.nextAt ?? now.toISOString()) - limit.perSeconds * 1_000;
  return until <= now.getTime() ? null : { kind: 'RATE_LIMIT', until, key: null, data: null };
}

/** An expression that fails must not lose the run: then the attempt counts with all whose expression failed. */
function keyOf(source: string | undefined, values: () => Values): string {
  if (!source) return '';
  try {
    const value = evaluate(source, values());
    return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 200);
  } catch {
    return '';
  }
}
