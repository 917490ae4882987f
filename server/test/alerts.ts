import { newId } from '../src/lib/ids.ts';
import type { TestProject } from './factories.ts';

type Given = Partial<{
  name: string;
  measure: string;
  condition: object;
  windowMinutes: number;
  everyMinutes: number;
  forMinutes: number;
  resolveAfter: number;
  minimumSampleSize: number;
  renotifyHours: number | null;
  severity: string;
  serviceIds: string[] | null;
  environmentIds: string[] | null;
  isEnabled: boolean;
  state: string;
  dueAt: Date | null;
}>;

/** A rule in any state, as if it had come there. */
export async function makeAlertRule(project: TestProject, given: Given = {}): Promise<{ id: string; name: string }> {
  const id = newId('alertRule');
  const name = given.name ?? `Rule ${id.slice(-6)}`;
  await project.app.sql(
    `insert into alert_rules (id, project_id, name, measure, condition, window_minutes, every_minutes, for_minutes, resolve_after,
       minimum_sample_size, renotify_hours, severity, service_ids, environment_ids, is_enabled, state, due_at, created_by_name)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 'somebody')`,
    [
      id,
      project.id,
      name,
      given.measure ?? 'api.error_rate',
      JSON.stringify(given.condition ?? { kind: 'THRESHOLD', direction: 'ABOVE', threshold: 0.05 }),
      given.windowMinutes ?? 60,
      given.everyMinutes ?? 15,
      given.forMinutes ?? 0,
      given.resolveAfter ?? 2,
      given.minimumSampleSize ?? 0,
      given.renotifyHours ?? null,
      given.severity ?? 'WARNING',
      given.serviceIds ?? null,
      given.environmentIds ?? null,
      given.isEnabled ?? true,
      given.state ?? 'OK',
      given.dueAt ?? null,
    ],
  );
  return { id, name };
}

/** A firing of a new rule, unless one is given. */
export async function makeFiring(
  project: TestProject,
  given: Partial<{
    rule: { id: string };
    endedAt: string;
    startedAt: string;
    severity: string;
    silence: { id: string };
    serviceIds: string[];
  }> = {},
): Promise<{ id: string; ruleId: string }> {
  const rule = given.rule ?? (await makeAlertRule(project, { state: given.endedAt ? 'OK' : 'FIRING' }));
  const id = newId('firing');
  const question = {
    measure: 'api.error_rate',
    unit: 'RATIO',
    serviceIds: given.serviceIds ?? null,
    environmentIds: null,
    names: null,
    statuses: null,
    condition: { kind: 'THRESHOLD', direction: 'ABOVE', threshold: 0.05 },
    windowMinutes: 60,
    everyMinutes: 15,
  };
  await project.app.sql(
    `insert into alert_firings (id, project_id, rule_id, severity, status, question, summary, began_at, started_at, ended_at, end_reason,
       window_from, window_to, value, threshold, last_value, evidence, silence_id)
     values ($1, $2, $3, $4, case when $7::timestamptz is null then 'FIRING' else 'RESOLVED' end, $5,
       'API error rate was 7 % over 1 h, above 5 %', $6, $6, $7, case when $7::timestamptz is null then null else 'RECOVERED' end,
       $6::timestamptz - interval '1 hour', $6, 0.07, 0.05, 0.07, '[]', $8)`,
    [
      id,
      project.id,
      rule.id,
      given.severity ?? 'WARNING',
      JSON.stringify(question),
      given.startedAt ?? '2026-03-02T10:00:00Z',
      given.endedAt ?? null,
      given.silence?.id ?? null,
    ],
  );
  return { id, ruleId: rule.id };
}

/** A silence of all alerts of the project, unless it is said of which. */
export async function makeSilence(
  project: TestProject,
  given: Partial<{ ruleIds: string[]; startsAt: Date; endsAt: Date }> = {},
): Promise<{ id: string }> {
  const id = newId('silence');
  const now = project.app.app.now().getTime();
  await project.app.sql(
    `insert into alert_silences (id, project_id, rule_ids, starts_at, ends_at, reason, created_by_name)
     values ($1, $2, $3, $4, $5, 'Maintenance', 'somebody')`,
    [
      id,
      project.id,
      given.ruleIds ?? null,
      given.startsAt ?? new Date(now - 3_600_000),
      given.endsAt ?? new Date(now + 3_600_000),
    ],
  );
  return { id };
}
