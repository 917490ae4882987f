import type { Context } from '../../platform/context.ts';
import { columnsOf, execute, queryOne } from '../../platform/db/sql.ts';
import { announce } from '../../platform/occurrences.ts';
import { AlertFiring, type AlertRule } from './alert.entity.ts';
import { silencesInForce } from './alert.queries.ts';
import { isSilent } from './silence.rules.ts';

const HOUR_MS = 3_600_000;

/**
 * In the transaction that has locked the rule: tells of what fires, once, and again after as many hours as the rule says, unless it is
 * silent or somebody has taken it on. Returns whether anything changed.
 */
export async function tellOfFiring(ctx: Context, rule: AlertRule): Promise<boolean> {
  const now = ctx.app.now();
  const firing = await findOpen(ctx, rule.id);
  if (!firing) return false;
  const silences = await silencesInForce(ctx, [rule.projectId], now);
  const silenceId = silences.find((silence) => isSilent(silence, rule))?.id ?? null;
  if (silenceId !== firing.silenceId)
    await execute(ctx, 'update alert_firings set silence_id = $2 where id = $1', [firing.id, silenceId]);
  if (silenceId || !isDue(firing, rule, now)) return silenceId !== firing.silenceId;
  await execute(
    ctx,
    `-- alerts.notified
    update alert_firings set notified_at = $2, notification_count = notification_count + 1 where id = $1`,
    [firing.id, now],
  );
  const again = firing.notificationCount > 0 ? 'Still firing: ' : '';
  await tell(ctx, rule, firing, 'FIRING', `${again}${rule.name}: ${firing.summary}.`);
  return true;
}

function isDue(firing: AlertFiring, { renotifyHours }: AlertRule, now: Date): boolean {
  if (!firing.notifiedAt) return !firing.acknowledgedAt;
  if (!renotifyHours || firing.acknowledgedAt) return false;
  return now.getTime() - new Date(firing.notifiedAt).getTime() >= renotifyHours * HOUR_MS;
}

const findOpen = (ctx: Context, ruleId: string) =>
  queryOne<AlertFiring>(
    ctx,
    `-- alerts.findOpen
    select ${columnsOf(ctx, AlertFiring)} from alert_firings where rule_id = $1 and status = 'FIRING' for update`,
    [ruleId],
  );

/** Tells that it has ended those who were told that it fires. */
export async function tellOfEnd(ctx: Context, rule: AlertRule, firingId: string): Promise<void> {
  const firing = await queryOne<AlertFiring>(
    ctx,
    `-- alerts.findEnded
    select ${columnsOf(ctx, AlertFiring)} from alert_firings where id = $1`,
    [firingId],
  );
  if (!firing?.notifiedAt || firing.silenceId) return;
  await tell(ctx, rule, firing, 'RESOLVED', `Resolved: ${rule.name}. ${ENDS[firing.endReason ?? 'RECOVERED']}.`);
}

const ENDS = {
  RECOVERED: 'It is well again',
  NO_DATA: 'There has been no data for a day',
  RULE_CHANGED: 'Its rule was changed or switched off',
} as const;

function tell(
  ctx: Context,
  rule: AlertRule,
  firing: AlertFiring,
  status: 'FIRING' | 'RESOLVED',
  title: string,
): Promise<void> {
  const [environmentId, ...others] = rule.environmentIds ?? [];
  return announce(ctx, {
    kind: 'alert',
    projectId: rule.projectId,
    subjectId: firing.id,
    title,
    data: {
      rule: rule.name,
      ruleId: rule.id,
      firingId: firing.id,
      status,
      severity: rule.severity,
      measure: rule.measure,
      value: status === 'FIRING' ? firing.value : firing.lastValue,
      threshold: firing.threshold,
      from: new Date(firing.windowFrom).toISOString(),
      to: new Date(firing.windowTo).toISOString(),
      // Rules of notifications may be about one environment.
      ...(environmentId && others.length === 0 && { environmentId }),
    },
  });
}
