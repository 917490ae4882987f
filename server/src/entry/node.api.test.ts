import { beforeAll, describe, expect, test } from '@jest/globals';
import { isInterfaceType } from 'graphql';
import { makeAlertRule, makeFiring, makeSilence } from '../../test/alerts.ts';
import { as } from '../../test/as.ts';
import { makeDashboard } from '../../test/dashboards.ts';
import {
  makeDeployment,
  makeInvitation,
  makeMember,
  makeRole,
  makeToken,
  makeWorkflow,
  useCast,
} from '../../test/factories.ts';
import { makeIncident } from '../../test/incidents.ts';
import { makeNodeRun, makeRun } from '../../test/runs.ts';
import { newId } from '../lib/ids.ts';
import { createSchema } from './schema.ts';

const cast = useCast();
const ids: Record<string, string> = {};
const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';

beforeAll(async () => {
  const { app, project } = cast;
  const deployment = await makeDeployment(cast.service, cast.environment);
  const run = await makeRun(project, await makeWorkflow(project));
  const nodeRun = await makeNodeRun(run);
  const workflow = await makeWorkflow(project);
  const dashboard = await makeDashboard(project);
  Object.assign(ids, {
    Project: project.id,
    Environment: cast.environment.id,
    Service: cast.service.id,
    Deployment: deployment.id,
    Run: run.id,
    NodeRun: nodeRun.id,
    NodeApproval: newId('nodeApproval'),
    Payload: newId('payload'),
    Member: (await makeMember(project, 'VIEWER')).id,
    Token: (await makeToken(app, { kind: 'SERVICE', project })).id,
    ProjectRole: (await makeRole(project, [])).id,
    Invitation: (await makeInvitation(project, cast.owner)).id,
    User: cast.viewer.userId,
    NotificationChannel: newId('channel'),
    NotificationRule: newId('notificationRule'),
    NotificationDelivery: newId('delivery'),
    AlertRule: (await makeAlertRule(project)).id,
    AlertFiring: (await makeFiring(project)).id,
    AlertSilence: (await makeSilence(project)).id,
    Incident: (await makeIncident(project)).id,
    IncidentHook: newId('incidentHook'),
    PlanItem: newId('planItem'),
    Variable: newId('variable'),
    Approval: newId('approval'),
    AuditEvent: newId('audit'),
    Identity: newId('identity'),
    Workflow: workflow.id,
    WorkflowVersion: workflow.versionId,
    Dashboard: dashboard.id,
    DashboardVersion: dashboard.versionId,
    WorkflowTrigger: workflow.triggerId,
    Session: (await app.sql<{ id: string }>('select id from sessions where user_id = $1', [cast.owner.userId]))[0]?.id,
  });
  await app.sql(
    `insert into identities (id, user_id, issuer, subject, provider, email) values ($1, $2, 'https://id.example.com', 's', 'oidc', 'a@example.com')`,
    [ids.Identity, cast.owner.userId],
  );
  await app.sql(`insert into variables (id, project_id, name, value, is_secret) values ($1, $2, 'A', '1', false)`, [
    ids.Variable,
    project.id,
  ]);
  await app.sql(
    `insert into notification_channels (id, project_id, slug, name, kind, target, recipients)
     values ($1, $2, 'a', 'A', 'EMAIL', 'a@example.com', '{a@example.com}')`,
    [ids.NotificationChannel, project.id],
  );
  await app.sql(
    `insert into run_payloads (id, project_id, run_id, byte_count, sha256, content_type) values ($1, $2, $3, 0, '', 'application/json')`,
    [ids.Payload, project.id, ids.Run],
  );
  await app.sql(
    `insert into notification_rules (id, project_id, name, events, channel_ids) values ($1, $2, 'A', '{alert}', '{}')`,
    [ids.NotificationRule, project.id],
  );
  await app.sql(
    `insert into notification_deliveries (id, project_id, event, title, message, status) values ($1, $2, 'alert', 'A', '{}', 'FAILED')`,
    [ids.NotificationDelivery, project.id],
  );
  await app.sql(
    `insert into incident_hooks (id, project_id, name, severity, secret_value) values ($1, $2, 'A', 'HIGH', '')`,
    [ids.IncidentHook, project.id],
  );
  await app.sql(`insert into plan_items (id, project_id, title, status, position) values ($1, $2, 'A', 'TODO', 0)`, [
    ids.PlanItem,
    project.id,
  ]);
  await app.sql(
    `insert into approvals (id, project_id, deployment_id, user_id, decision) values ($1, $2, $3, $4, 'APPROVED')`,
    [ids.Approval, project.id, deployment.id, cast.owner.userId],
  );
  await app.sql(
    `insert into audit_events (id, project_id, action, actor_kind, actor_name, request_id, seq, hash) values ($1, $2, 'x.done', 'SYSTEM', 'x', 'r', 1, '')`,
    [ids.AuditEvent, project.id],
  );
  await app.sql(
    `insert into node_approvals (id, project_id, run_id, node_run_id, decision, decided_by_user_id, decided_by_name)
     values ($1, $2, $3, $4, 'APPROVED', $5, 'owner')`,
    [ids.NodeApproval, project.id, run.id, nodeRun.rowId, cast.owner.userId],
  );
});

describe('whatever is a Node', () => {
  const schema = createSchema();
  const node = schema.getType('Node');
  const types = isInterfaceType(node) ? schema.getPossibleTypes(node).map((type) => type.name) : [];

  test.each(types)('%s: is found again by its id, by those who may see it', async (type) => {
    const id = ids[type];
    expect(await as(cast.owner).run(NODE, { id })).toEqual({ node: { __typename: type, id } });
    expect(await as(cast.stranger).run(NODE, { id })).toEqual({ node: null });
    expect(await as(cast.administrator).run(NODE, { id })).toEqual({ node: null });
    expect(await as(cast.anonymous).fail(NODE, { id })).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('an audit event only by those who may read the trail', async () => {
    expect(await as(cast.viewer).run(NODE, { id: ids.AuditEvent })).toEqual({ node: null });
  });

  test('one’s own account, and by a token those of its project', async () => {
    expect(await as(cast.stranger).run(NODE, { id: cast.stranger.userId })).toMatchObject({
      node: { __typename: 'User' },
    });
    const token = await makeToken(cast.app, { kind: 'SERVICE', project: cast.project });
    expect(await as(token).run(NODE, { id: cast.viewer.userId })).toMatchObject({ node: { __typename: 'User' } });
    expect(await as(token).run(NODE, { id: cast.stranger.userId })).toEqual({ node: null });
  });

  test('shows what it has', async () => {
    const found = await as(cast.viewer).run(
      'query ($id: ID!, $variable: ID!) { node(id: $id) { ... on Approval { decision at decidedBy { name } } } other: node(id: $variable) { ... on Variable { name value } } }',
      { id: ids.Approval, variable: ids.Variable },
    );
    expect(found).toEqual({
      node: { decision: 'APPROVED', at: expect.stringMatching(/Z$/), decidedBy: { name: 'owner' } },
      other: { name: 'A', value: '1' },
    });
  });
});
