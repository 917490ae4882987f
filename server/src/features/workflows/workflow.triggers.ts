import { randomBytes } from 'node:crypto';
import { newId } from '../../lib/ids.ts';
import type { Context } from '../../platform/context.ts';
import { cronProblem, nextTick } from '../../platform/cron.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { nodeTypeOf } from '../nodes/registry.service.ts';
import type { Graph } from './graph.types.ts';
import { TriggerKind } from './workflow-trigger.entity.ts';

interface TriggerRow {
  id: string;
  nodeKey: string;
  kind: TriggerKind;
  hasSecret: boolean;
  isActive: boolean;
  nextAt: string | null;
  isSameConfig: boolean;
}

/** What callers of a webhook sign with: 256 random bits. */
export const newWebhookSecret = (): string => `whs_${randomBytes(32).toString('base64url')}`;

/** A box moved to another trigger or project does not open. */
export const triggerContext = ({ id, projectId }: { id: string; projectId: string }) =>
  JSON.stringify(['webhook', projectId, id]);

export const sealTriggerSecret = (ctx: Context, secret: string, trigger: { id: string; projectId: string }): Buffer =>
  ctx.app.secretBox.seal(secret, triggerContext(trigger));

/**
 * Brings what starts a workflow from outside to what its published graph says. Each is kept by the key of its node: a webhook
 * keeps its address and secret over publications, and gets them back when its node was gone for a version. In a transaction
 * that has locked the workflow.
 */
export async function syncTriggers(
  ctx: Context,
  workflow: { id: string; projectId: string; isEnabled: boolean; deletedAt: unknown },
  graph: Graph,
): Promise<void> {
  const wanted = triggersIn(graph);
  const isOn = workflow.isEnabled && !workflow.deletedAt;
  await execute(
    ctx,
    `-- workflows.retireTriggers
    update workflow_triggers set is_active = false, next_at = null, problem = null
    where workflow_id = $1 and not node_key = any($2)`,
    [workflow.id, wanted.map(({ nodeKey }) => nodeKey)],
  );
  const rows = await query<TriggerRow>(
    ctx,
    `-- workflows.triggersToSync
    select t.id, t.node_key as "nodeKey", t.kind, t.secret_value is not null as "hasSecret", t.is_active as "isActive",
      t.next_at as "nextAt", t.config = w.config as "isSameConfig"
    from workflow_triggers t
    join jsonb_to_recordset($2::jsonb) as w("nodeKey" text, config jsonb) on w."nodeKey" = t.node_key
    where t.workflow_id = $1`,
    [workflow.id, JSON.stringify(wanted)],
  );
  for (const trigger of wanted)
    await writeTrigger(
      ctx,
      workflow,
      isOn,
      trigger,
      rows.find((row) => row.nodeKey === trigger.nodeKey),
    );
}

interface WantedTrigger {
  nodeKey: string;
  kind: TriggerKind;
  config: Record<string, unknown>;
}

/** The nodes that something outside starts, with their configs as the type reads them. */
function triggersIn(graph: Graph): WantedTrigger[] {
  return graph.nodes.flatMap((node) => {
    const type = nodeTypeOf(node.type);
    const kind = TriggerKind[(type?.trigger ?? '') as TriggerKind] as TriggerKind | undefined;
    if (!type || !kind) return [];
    return [{ nodeKey: node.key, kind, config: type.config.parse(node.config) as Record<string, unknown> }];
  });
}

async function writeTrigger(
  ctx: Context,
  workflow: { id: string; projectId: string },
  isOn: boolean,
  { nodeKey, kind, config }: WantedTrigger,
  row: TriggerRow | undefined,
): Promise<void> {
  const id = row?.id ?? newId('trigger');
  const { nextAt, problem } =
    kind === TriggerKind.SCHEDULE ? planOf(ctx, config, row) : { nextAt: null, problem: null };
  const needsSecret = kind === TriggerKind.WEBHOOK && !row?.hasSecret;
  const secret = needsSecret ? sealTriggerSecret(ctx, newWebhookSecret(), { id, projectId: workflow.projectId }) : null;
  await execute(
    ctx,
    `-- workflows.writeTrigger
    insert into workflow_triggers (id, project_id, workflow_id, node_key, kind, config, secret_value, is_active, next_at, problem)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    on conflict (workflow_id, node_key) do update
      set kind = excluded.kind, config = excluded.config, is_active = excluded.is_active, next_at = excluded.next_at,
          problem = excluded.problem, secret_value = coalesce(excluded.secret_value, workflow_triggers.secret_value)`,
    [
      id,
      workflow.projectId,
      workflow.id,
      nodeKey,
      kind,
      JSON.stringify(config),
      secret,
      isOn && !problem,
      isOn ? nextAt : null,
      problem,
    ],
  );
}

/** When a schedule ticks next. One that stays as it was keeps its tick: publishing must not swallow one that is due. */
function planOf(
  ctx: Context,
  config: Record<string, unknown>,
  row: TriggerRow | undefined,
): { nextAt: Date | string | null; problem: string | null } {
  const schedule = { cron: String(config.cron), timeZone: String(config.timeZone) };
  const now = ctx.app.now();
  const problem = cronProblem(schedule, now);
  if (problem) return { nextAt: null, problem };
  if (row?.isActive && row.nextAt && row.isSameConfig) return { nextAt: row.nextAt, problem: null };
  return { nextAt: nextTick(schedule, now), problem: null };
}
