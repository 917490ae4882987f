import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import { conflict, type Problem } from '../../platform/errors.ts';
import { projectAlertsTopic } from '../../platform/events.ts';
import { parseInput } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import { placeProblems } from './alert.definition.ts';
import { AlertSeverity, type AlertSilence } from './alert.entity.ts';
import { alertRulesById, findSilence } from './alert.queries.ts';
import type { SilenceAlertsInput } from './alert.types.ts';
import { isSilent } from './silence.rules.ts';

const MOST_DAYS = 90;
const DAY_MS = 86_400_000;
/** Silences that hold or will: a page shows them all. */
const MOST_SILENCES = 100;

const ids = (what: string) => z.array(z.string()).max(50, `Name 50 ${what} at most.`).nullish();
const silence = z.object({
  ruleIds: ids('rules'),
  severities: z.array(z.enum(AlertSeverity)).max(3).nullish(),
  serviceIds: ids('services'),
  environmentIds: ids('environments'),
  reason: z.string().trim().min(1, 'Say why.').max(500, 'Use at most 500 characters.'),
});

const limitOf = <T>(values: T[] | null | undefined): T[] | null =>
  values && values.length > 0 ? [...new Set(values)] : null;
const subjectOf = ({ id, reason }: { id: string; reason: string }) => ({
  id,
  type: 'AlertSilence',
  name: reason.slice(0, 100),
});

function timeProblems(now: Date, startsAt: Date, endsAt: Date): Problem[] {
  if (endsAt <= now || endsAt <= startsAt)
    return [{ path: 'endsAt', message: 'Choose an end that is still to come and after the beginning.' }];
  if (endsAt.getTime() - startsAt.getTime() > MOST_DAYS * DAY_MS)
    return [
      { path: 'endsAt', message: `A silence lasts ${MOST_DAYS} days at most. Switch a rule off that nobody needs.` },
    ];
  return [];
}

/** For a while nobody is told of these alerts. They are recorded all the same, and told when they still fire at its end. */
export async function silenceAlerts(ctx: Context, input: SilenceAlertsInput): Promise<AlertSilence> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'analytics:manage', project.id);
  const now = ctx.app.now();
  const [startsAt, endsAt] = [new Date(input.startsAt ?? now), new Date(input.endsAt)];
  const problems = [...timeProblems(now, startsAt, endsAt), ...(await placeProblems(ctx, project.id, { ...input }))];
  const fields = parseInput(silence, input, problems);
  return withTransaction(ctx, async (ctx) => {
    await query(ctx, 'select from projects where id = $1 for no key update', [project.id]);
    const others = await query(ctx, 'select from alert_silences where project_id = $1 and ends_at > $2', [
      project.id,
      now,
    ]);
    if (others.length >= MOST_SILENCES) throw conflict(`A project has at most ${MOST_SILENCES} silences at a time.`);
    const id = newId('silence');
    const kept = {
      ruleIds: limitOf(fields.ruleIds),
      severities: limitOf(fields.severities),
      serviceIds: limitOf(fields.serviceIds),
      environmentIds: limitOf(fields.environmentIds),
    };
    await execute(
      ctx,
      `-- alerts.insertSilence
      insert into alert_silences (id, project_id, rule_ids, severities, service_ids, environment_ids, starts_at, ends_at, reason,
        created_at, created_by_name)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        id,
        project.id,
        kept.ruleIds,
        kept.severities,
        kept.serviceIds,
        kept.environmentIds,
        startsAt,
        endsAt,
        fields.reason,
        now,
        requireActor(ctx).name,
      ],
    );
    const made = await findSilence(ctx, id);
    if (startsAt <= now) await silenceOpen(ctx, made);
    await recordAudit(ctx, {
      action: 'alert_silence.created',
      projectId: project.id,
      subject: subjectOf(made),
      detail: { ...kept, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    });
    publish(ctx, projectAlertsTopic(project.id));
    return made;
  });
}

/** What fires already is silent at once, not with its next look. */
async function silenceOpen(ctx: Context, made: AlertSilence): Promise<void> {
  const open = await query<{ ruleId: string }>(
    ctx,
    `-- alerts.openOfProject
    select rule_id as "ruleId" from alert_firings
    where project_id = $1 and status = 'FIRING' and silence_id is null order by id for update`,
    [made.projectId],
  );
  const rules = await alertRulesById(
    ctx,
    open.map(({ ruleId }) => ruleId),
  );
  const silent = rules.filter((rule) => rule && isSilent(made, rule)).map((rule) => rule?.id);
  await execute(ctx, `update alert_firings set silence_id = $2 where rule_id = any($1) and status = 'FIRING'`, [
    silent,
    made.id,
  ]);
}

/** Ends a silence now; what still fires is told with its next look. One that is over stays as it is. */
export async function endSilence(ctx: Context, id: string): Promise<AlertSilence> {
  const { projectId } = await findSilence(ctx, id);
  authorize(ctx, 'analytics:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    await query(ctx, 'select from alert_silences where id = $1 for no key update', [id]);
    const found = await findSilence(ctx, id);
    const now = ctx.app.now();
    if (new Date(found.endsAt) <= now) return found;
    await execute(
      ctx,
      `-- alerts.endSilence
      update alert_silences set starts_at = least(starts_at, $2), ends_at = $2, ended_by_name = $3 where id = $1`,
      [id, now, requireActor(ctx).name],
    );
    await execute(
      ctx,
      `-- alerts.unsilence
      update alert_firings set silence_id = null where silence_id = $1 and status = 'FIRING'`,
      [id],
    );
    await recordAudit(ctx, { action: 'alert_silence.ended', projectId, subject: subjectOf(found) });
    publish(ctx, projectAlertsTopic(projectId));
    return findSilence(ctx, id);
  });
}
