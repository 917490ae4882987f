import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import { AppError, conflict, type Problem } from '../../platform/errors.ts';
import { projectAlertsTopic } from '../../platform/events.ts';
import { displayName, parseInput } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import { type Definition, type GivenDefinition, parseDefinition } from './alert.definition.ts';
import { AlertEndReason, type AlertRule, AlertSeverity } from './alert.entity.ts';
import { tellOfEnd } from './alert.notify.ts';
import { findAlertRule } from './alert.queries.ts';
import type { CreateAlertRuleInput, SetAlertRuleEnabledInput, UpdateAlertRuleInput } from './alert.types.ts';

const MOST_RULES = 100;

const description = z.string().trim().max(2_000, 'Use at most 2,000 characters.');
const renotifyHours = z
  .number()
  .int()
  .min(0, 'Tell again after 1 to 168 hours.')
  .max(168, 'Tell again after 1 to 168 hours.');
const severity = z.enum(AlertSeverity);
const creation = z.object({
  name: displayName,
  description: description.nullish(),
  severity: severity.nullish(),
  renotifyHours: renotifyHours.nullish(),
});
const update = creation.extend({ name: displayName.nullish() });

const subjectOf = (rule: { id: string; name: string }) => ({ id: rule.id, type: 'AlertRule', name: rule.name });

/** The problems of fields outside the definition, so that all are told together. */
function problemsOf(schema: z.ZodType, input: unknown): Problem[] {
  try {
    parseInput(schema, input);
    return [];
  } catch (error) {
    if (error instanceof AppError && Array.isArray(error.details.problems)) return error.details.problems as Problem[];
    throw error;
  }
}

/** Makes a rule. It looks at once, at the last window that is complete. */
export async function createAlertRule(ctx: Context, input: CreateAlertRuleInput): Promise<AlertRule> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'analytics:manage', project.id);
  const { definition } = await parseDefinition(ctx, project.id, definitionIn(input), problemsOf(creation, input));
  const fields = parseInput(creation, input);
  return withTransaction(ctx, async (ctx) => {
    await requireRoom(ctx, project.id);
    const actor = requireActor(ctx);
    const id = newId('alertRule');
    await execute(
      ctx,
      `-- alerts.insertRule
      insert into alert_rules (id, project_id, name, description, measure, service_ids, environment_ids, names, statuses, condition,
        window_minutes, every_minutes, for_minutes, resolve_after, minimum_sample_size, renotify_hours, severity, due_at, created_at,
        created_by_name, updated_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $18, $19, $18)`,
      [
        id,
        project.id,
        fields.name,
        fields.description || null,
        ...columnsIn(definition),
        fields.renotifyHours || null,
        fields.severity ?? AlertSeverity.WARNING,
        ctx.app.now(),
        actor.name,
      ],
    );
    const rule = await findAlertRule(ctx, id);
    await noteChange(ctx, rule, 'CREATED');
    await recordAudit(ctx, {
      action: 'alert_rule.created',
      projectId: project.id,
      subject: subjectOf(rule),
      detail: picked(rule),
    });
    publish(ctx, projectAlertsTopic(project.id));
    return rule;
  });
}

const DEFINITION_FIELDS = [
  'measure',
  'serviceIds',
  'environmentIds',
  'names',
  'statuses',
  'condition',
  'windowMinutes',
  'everyMinutes',
  'forMinutes',
  'resolveAfter',
  'minimumSampleSize',
] as const satisfies (keyof Definition)[];

const definitionIn = (input: GivenDefinition): GivenDefinition =>
  Object.fromEntries(DEFINITION_FIELDS.map((field) => [field, input[field]]));

const columnsIn = (asked: Definition): unknown[] =>
  DEFINITION_FIELDS.map((field) => (field === 'condition' ? JSON.stringify(asked.condition) : asked[field]));

const picked = (rule: AlertRule): Record<string, unknown> => ({
  ...definitionIn(rule),
  name: rule.name,
  description: rule.description,
  severity: rule.severity,
  renotifyHours: rule.renotifyHours,
});

/** Changes a rule. Where it asks something else from now on it stands at the beginning, and what it was firing about has ended. */
export async function updateAlertRule(ctx: Context, input: UpdateAlertRuleInput): Promise<AlertRule> {
  const found = await findAlertRule(ctx, input.id);
  authorize(ctx, 'analytics:manage', found.projectId);
  const given = Object.fromEntries(
    DEFINITION_FIELDS.map((field) => [field, input[field] == null ? found[field] : input[field]]),
  );
  const { definition } = await parseDefinition(
    ctx,
    found.projectId,
    given,
    problemsOf(update, input),
    definitionIn(input),
  );
  const fields = parseInput(update, input);
  return withTransaction(ctx, async (ctx) => {
    const rule = await lockRule(ctx, input.id);
    const before = picked(rule);
    const asksAnew = JSON.stringify(columnsIn(definition)) !== JSON.stringify(columnsIn(rule));
    await execute(
      ctx,
      `-- alerts.updateRule
      update alert_rules set name = $2, description = $3, severity = $4, renotify_hours = $5, measure = $6, service_ids = $7,
        environment_ids = $8, names = $9, statuses = $10, condition = $11, window_minutes = $12, every_minutes = $13,
        for_minutes = $14, resolve_after = $15, minimum_sample_size = $16, updated_at = $17
      where id = $1`,
      [
        rule.id,
        fields.name ?? rule.name,
        fields.description === '' ? null : (fields.description ?? rule.description),
        fields.severity ?? rule.severity,
        fields.renotifyHours === 0 ? null : (fields.renotifyHours ?? rule.renotifyHours),
        ...columnsIn(definition),
        ctx.app.now(),
      ],
    );
    if (asksAnew) await beginAnew(ctx, rule);
    const changed = await findAlertRule(ctx, rule.id);
    await noteChange(ctx, changed, 'UPDATED');
    await recordAudit(ctx, {
      action: 'alert_rule.updated',
      projectId: rule.projectId,
      subject: subjectOf(changed),
      detail: { before, after: picked(changed) },
    });
    publish(ctx, projectAlertsTopic(rule.projectId));
    return changed;
  });
}

/** Switches a rule on or off. Off, it looks at nothing, and what it was firing about has ended. */
export async function setAlertRuleEnabled(ctx: Context, input: SetAlertRuleEnabledInput): Promise<AlertRule> {
  const { projectId } = await findAlertRule(ctx, input.id);
  authorize(ctx, 'analytics:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const rule = await lockRule(ctx, input.id);
    if (rule.isEnabled === input.isEnabled) return rule;
    await execute(ctx, 'update alert_rules set is_enabled = $2, updated_at = $3 where id = $1', [
      rule.id,
      input.isEnabled,
      ctx.app.now(),
    ]);
    return afterSwitch(ctx, rule, input.isEnabled ? 'ENABLED' : 'DISABLED');
  });
}

/** Takes a rule away; its firings stay. `restoreAlertRule` brings it back. */
export async function deleteAlertRule(ctx: Context, id: string): Promise<AlertRule> {
  const { projectId } = await findAlertRule(ctx, id);
  authorize(ctx, 'analytics:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const rule = await lockRule(ctx, id);
    await execute(ctx, 'update alert_rules set deleted_at = $2 where id = $1', [id, ctx.app.now()]);
    return afterSwitch(ctx, rule, 'DELETED');
  });
}

/** Brings a deleted rule back; one that is there stays. It begins to look anew. */
export async function restoreAlertRule(ctx: Context, id: string): Promise<AlertRule> {
  const { projectId } = await findAlertRule(ctx, id, { isDeleted: true });
  authorize(ctx, 'analytics:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const rule = await lockRule(ctx, id, { isDeleted: true });
    if (!rule.deletedAt) return rule;
    await requireRoom(ctx, projectId);
    await execute(ctx, 'update alert_rules set deleted_at = null where id = $1', [id]);
    return afterSwitch(ctx, rule, 'RESTORED');
  });
}

async function afterSwitch(
  ctx: Context,
  rule: AlertRule,
  kind: 'ENABLED' | 'DISABLED' | 'DELETED' | 'RESTORED',
): Promise<AlertRule> {
  await beginAnew(ctx, rule);
  await noteChange(ctx, rule, kind);
  await recordAudit(ctx, {
    action: `alert_rule.${kind.toLowerCase()}`,
    projectId: rule.projectId,
    subject: subjectOf(rule),
  });
  publish(ctx, projectAlertsTopic(rule.projectId));
  return findAlertRule(ctx, rule.id, { isDeleted: true });
}

/** A rule at its beginning, with nothing of what it had seen: a look that is under way counts no more. */
async function beginAnew(ctx: Context, rule: AlertRule): Promise<void> {
  const now = ctx.app.now();
  await execute(
    ctx,
    `-- alerts.beginAnew
    update alert_rules set state = 'OK', state_since = null, good_count = 0, data_at = null, evaluated_to = null, last_value = null,
      last_threshold = null, last_problem = null, revision = revision + 1,
      due_at = case when is_enabled and deleted_at is null then $2::timestamptz end
    where id = $1`,
    [rule.id, now],
  );
  const ended = await queryOne<{ id: string }>(
    ctx,
    `-- alerts.endByChange
    update alert_firings set status = 'RESOLVED', ended_at = $2, end_reason = $3 where rule_id = $1 and status = 'FIRING' returning id`,
    [rule.id, now, AlertEndReason.RULE_CHANGED],
  );
  // Whoever was told that it fires keeps no alert open that nobody will ever end.
  if (ended) await tellOfEnd(ctx, rule, ended.id);
}

/** For annotations on charts: a rule that changed may explain an alert that is gone. */
async function noteChange(ctx: Context, rule: AlertRule, kind: string): Promise<void> {
  const actor = requireActor(ctx);
  await execute(
    ctx,
    'insert into alert_rule_changes (project_id, rule_id, kind, title, at, by_name) values ($1, $2, $3, $4, $5, $6)',
    [rule.projectId, rule.id, kind, `Alert rule “${rule.name}” ${kind.toLowerCase()}`, ctx.app.now(), actor.name],
  );
}

/** The rule, for those who may change it; nobody else does meanwhile. */
async function lockRule(ctx: Context, id: string, options: { isDeleted?: boolean } = {}): Promise<AlertRule> {
  // NOTE: two statements, because one would see the row as it was before it waited.
  await query(ctx, 'select from alert_rules where id = $1 for no key update', [id]);
  return findAlertRule(ctx, id, options);
}

async function requireRoom(ctx: Context, projectId: string): Promise<void> {
  await query(ctx, 'select from projects where id = $1 for no key update', [projectId]);
  const others = await query(ctx, 'select from alert_rules where project_id = $1 and deleted_at is null', [projectId]);
  if (others.length >= MOST_RULES) throw conflict(`A project has at most ${MOST_RULES} alert rules.`);
}
