import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { columnsOf, query, queryOne } from '../../platform/db/sql.ts';
import { invalid, notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { inOrder } from '../../platform/graphql/loader.ts';
import { AlertFiring, AlertRule, AlertSilence } from './alert.entity.ts';
import type { AlertFiringsArgs } from './alert.types.ts';

/** The rule of this id, or NOT_FOUND. */
export async function findAlertRule(
  ctx: Context,
  id: string,
  options: { isDeleted?: boolean } = {},
): Promise<AlertRule> {
  requireActor(ctx);
  const rule = await queryOne<AlertRule>(
    ctx,
    `-- alerts.findRule
    select ${columnsOf(ctx, AlertRule)} from alert_rules where id = $1 and (deleted_at is null or $2)`,
    [id, options.isDeleted ?? false],
  );
  if (!rule) throw notFound('alert rule');
  authorize(ctx, 'project:read', rule.projectId, 'alert rule');
  return rule;
}

/** The firing of this id, or NOT_FOUND. */
export async function findFiring(ctx: Context, id: string): Promise<AlertFiring> {
  requireActor(ctx);
  const firing = await queryOne<AlertFiring>(
    ctx,
    `-- alerts.findFiring
    select ${columnsOf(ctx, AlertFiring)} from alert_firings where id = $1`,
    [id],
  );
  if (!firing) throw notFound('alert');
  authorize(ctx, 'project:read', firing.projectId, 'alert');
  return firing;
}

/** The silence of this id, or NOT_FOUND. */
export async function findSilence(ctx: Context, id: string): Promise<AlertSilence> {
  requireActor(ctx);
  const silence = await queryOne<AlertSilence>(
    ctx,
    `-- alerts.findSilence
    select ${columnsOf(ctx, AlertSilence)} from alert_silences where id = $1`,
    [id],
  );
  if (!silence) throw notFound('silence');
  authorize(ctx, 'project:read', silence.projectId, 'silence');
  return silence;
}

/** The project's rules: those that fire first, then by name. 100 at most. */
export async function listAlertRules(ctx: Context, projectId: string): Promise<AlertRule[]> {
  authorize(ctx, 'project:read', projectId);
  return query(
    ctx,
    `-- alerts.rules
    select ${columnsOf(ctx, AlertRule)} from alert_rules where project_id = $1 and deleted_at is null
    order by array_position('{FIRING,PENDING,OK}', state), lower(name), id limit 100`,
    [projectId],
  );
}

/** The project's firings, the last first. */
export async function listFirings(ctx: Context, projectId: string, args: AlertFiringsArgs) {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['text']);
  const { status, severities, ruleIds, isAcknowledged, from, to } = args.filter ?? {};
  if ((ruleIds?.length ?? 0) > 50) throw invalid([{ path: 'filter.ruleIds', message: 'Name 50 rules at most.' }]);
  const rows = await query<AlertFiring>(
    ctx,
    `-- alerts.firings
    select ${columnsOf(ctx, AlertFiring)} from alert_firings
    where project_id = $1 and ($2::text is null or id < $2) and ($3::text is null or status = $3)
      and ($4::text[] is null or severity = any($4)) and ($5::text[] is null or rule_id = any($5))
      and ($6::boolean is null or (acknowledged_at is not null) = $6)
      and ($7::timestamptz is null or started_at >= $7) and ($8::timestamptz is null or started_at < $8)
    order by id desc limit $9`,
    [
      projectId,
      after?.[0] ?? null,
      status ?? null,
      severities?.length ? severities : null,
      ruleIds?.length ? ruleIds : null,
      isAcknowledged ?? null,
      from ?? null,
      to ?? null,
      first + 1,
    ],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.id]);
}

/** Silences that hold now or will, those that end first before the others; 100 at most. */
export async function listSilences(ctx: Context, projectId: string): Promise<AlertSilence[]> {
  authorize(ctx, 'project:read', projectId);
  return query(
    ctx,
    `-- alerts.silences
    select ${columnsOf(ctx, AlertSilence)} from alert_silences
    where project_id = $1 and ends_at > $2 order by ends_at, id limit 100`,
    [projectId, ctx.app.now()],
  );
}

/** How many of the project's alerts fire now that are not silent. */
export async function countOpenFirings(ctx: Context, projectId: string): Promise<number> {
  authorize(ctx, 'project:read', projectId);
  const row = await queryOne<{ count: number }>(
    ctx,
    `-- alerts.openCount
    select count(*)::int as count from alert_firings
    where project_id = $1 and rule_id in (select id from alert_rules where project_id = $1 and state = 'FIRING')
      and status = 'FIRING' and silence_id is null`,
    [projectId],
  );
  return row?.count ?? 0;
}

/** Batch: rules by id, deleted ones too. */
export async function alertRulesById(ctx: Context, ids: readonly string[]): Promise<(AlertRule | null)[]> {
  const rows = await query<AlertRule>(
    ctx,
    `-- alerts.rulesById
    select ${columnsOf(ctx, AlertRule)} from alert_rules where id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    ({ id }) => id,
    (row) => row,
    null as AlertRule | null,
  );
}

/** Batch: the firing of each rule that goes on. */
export async function openFiringsOf(ctx: Context, ruleIds: readonly string[]): Promise<(AlertFiring | null)[]> {
  const rows = await query<AlertFiring>(
    ctx,
    `-- alerts.openFirings
    select ${columnsOf(ctx, AlertFiring)} from alert_firings where rule_id = any($1) and status = 'FIRING'`,
    [ruleIds],
  );
  return inOrder(
    ruleIds,
    rows,
    ({ ruleId }) => ruleId,
    (row) => row,
    null as AlertFiring | null,
  );
}

/** Batch: how often each rule has fired in the last 30 days. */
export async function recentCounts(ctx: Context, ruleIds: readonly string[]): Promise<number[]> {
  const since = new Date(ctx.app.now().getTime() - 30 * 86_400_000);
  const rows = await query<{ ruleId: string; count: number }>(
    ctx,
    `-- alerts.recentCounts
    select rule_id as "ruleId", count(*)::int as count from alert_firings
    where rule_id = any($1) and started_at >= $2 group by rule_id`,
    [ruleIds, since],
  );
  return inOrder(
    ruleIds,
    rows,
    ({ ruleId }) => ruleId,
    ({ count }) => count,
    0,
  );
}

/** Batch: silences by id. */
export async function silencesById(ctx: Context, ids: readonly string[]): Promise<(AlertSilence | null)[]> {
  const rows = await query<AlertSilence>(
    ctx,
    `-- alerts.silencesById
    select ${columnsOf(ctx, AlertSilence)} from alert_silences where id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    ({ id }) => id,
    (row) => row,
    null as AlertSilence | null,
  );
}

/** Silences of these projects that hold at this moment. */
export function silencesInForce(ctx: Context, projectIds: readonly string[], now: Date): Promise<AlertSilence[]> {
  return query(
    ctx,
    `-- alerts.silencesInForce
    select ${columnsOf(ctx, AlertSilence)} from alert_silences
    where project_id = any($1) and starts_at <= $2 and ends_at > $2 order by id`,
    [projectIds, now],
  );
}
