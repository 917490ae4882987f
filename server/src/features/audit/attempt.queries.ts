import { type IdKind, kindOfId, numberOfId } from '../../lib/ids.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import type { Named } from './attempt.rules.ts';

interface Place {
  type: string;
  table: string;
  /** SQL over the row `t`. */
  name: string;
  projectId?: string;
  userId?: string;
  /** Its ids are made of numeric keys. */
  isNumeric?: true;
}

const ofProject = (type: string, table: string, name: string): Place => ({
  type,
  table,
  name,
  projectId: 't.project_id',
});
const workflowOf = '(select w.slug from workflows w where w.id = t.workflow_id)';
const personOf = (column: string) => `(select u.name from users u where u.id = t.${column})`;

/** Where things are that a mutation can name. */
export const PLACES: Partial<Record<IdKind, Place>> = {
  project: { type: 'Project', table: 'projects', name: 't.slug', projectId: 't.id' },
  user: { type: 'User', table: 'users', name: 't.name', userId: 't.id' },
  session: { type: 'Session', table: 'sessions', name: `'session'`, userId: 't.user_id' },
  identity: { type: 'Identity', table: 'identities', name: 't.provider', userId: 't.user_id' },
  token: { ...ofProject('Token', 'tokens', 't.name'), userId: 't.user_id' },
  member: ofProject('Member', 'members', personOf('user_id')),
  environment: ofProject('Environment', 'environments', 't.slug'),
  service: ofProject('Service', 'services', 't.slug'),
  variable: ofProject('Variable', 'variables', 't.name'),
  deployment: ofProject(
    'Deployment',
    'deployments',
    `(select s.slug from services s where s.id = t.service_id) || ' #' || t.number`,
  ),
  role: ofProject('Role', 'roles', 't.name'),
  invitation: ofProject('Invitation', 'invitations', `coalesce(t.email, 'by link')`),
  channel: ofProject('NotificationChannel', 'notification_channels', 't.slug'),
  notificationRule: ofProject('NotificationRule', 'notification_rules', 't.name'),
  delivery: ofProject('NotificationDelivery', 'notification_deliveries', 't.title'),
  incident: ofProject('Incident', 'incidents', `'#' || t.number`),
  incidentHook: ofProject('IncidentHook', 'incident_hooks', 't.name'),
  alertRule: ofProject('AlertRule', 'alert_rules', 't.name'),
  firing: ofProject('AlertFiring', 'alert_firings', 't.summary'),
  silence: ofProject('AlertSilence', 'alert_silences', 't.reason'),
  approval: ofProject('Approval', 'approvals', personOf('user_id')),
  workflow: ofProject('Workflow', 'workflows', 't.slug'),
  workflowVersion: ofProject(
    'WorkflowVersion',
    'workflow_versions',
    `${workflowOf} || coalesce(' v' || t.number, ' test')`,
  ),
  trigger: ofProject('WorkflowTrigger', 'workflow_triggers', `${workflowOf} || ' ' || t.node_key`),
  run: ofProject('Run', 'runs', `${workflowOf} || ' #' || t.number`),
  nodeRun: { ...ofProject('NodeRun', 'node_runs', 't.node_key'), isNumeric: true },
  nodeApproval: ofProject('NodeApproval', 'node_approvals', 't.decided_by_name'),
  planItem: ofProject('PlanItem', 'plan_items', 't.title'),
  payload: ofProject('Payload', 'run_payloads', `'payload'`),
  dashboard: ofProject('Dashboard', 'dashboards', 't.slug'),
  dashboardVersion: ofProject(
    'DashboardVersion',
    'dashboard_versions',
    `(select d.slug from dashboards d where d.id = t.dashboard_id) || ' v' || t.number`,
  ),
};

/** What the ids name, wherever it is: for a context that sees all projects. Ids of nothing are left out. */
export async function findNamed(ctx: Context, ids: readonly string[]): Promise<Named[]> {
  const kinds = (Object.keys(PLACES) as IdKind[]).filter((kind) => ids.some((id) => kindOfId(id) === kind));
  const selects = kinds.flatMap((kind) => {
    const place = PLACES[kind];
    if (!place) return [];
    const { type, table, name, projectId = 'null::text', userId = 'null::text', isNumeric } = place;
    const isNamed = isNumeric
      ? // Both are named in each statement: Postgres refuses one whose type it can't tell.
        't.id = any($2::bigint[]) and $1::text[] is not null'
      : 't.id = any($1)';
    return [
      `select t.id::text as id, '${type}' as type, ${name} as name, ${projectId} as "projectId", ${userId} as "userId" from ${table} t where ${isNamed}`,
    ];
  });
  if (selects.length === 0) return [];
  const keys = ids.flatMap((id) => numberOfId('nodeRun', id) ?? []);
  const rows = await query<Named>(ctx, `-- audit.named\n${selects.join('\nunion all\n')}`, [
    ids,
    ...(kinds.includes('nodeRun') ? [keys] : []),
  ]);
  // In the order in which they were named.
  return ids.flatMap((id) => {
    const key = numberOfId('nodeRun', id);
    return rows.filter((row) => row.id === (key === null ? id : String(key))).map((row) => ({ ...row, id }));
  });
}
