import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import {
  makeEnvironment,
  makeProject,
  makeService,
  type TestEnvironment,
  type TestProject,
  type TestService,
  useCast,
} from '../../../test/factories.ts';
import { makeDeploymentAt, makeIncident } from '../../../test/incidents.ts';
import { systemContext } from '../../platform/context.ts';
import type { OccurrenceKind } from '../../platform/occurrences.ts';
import { reactToDeployment } from './incident.reactions.service.ts';

const cast = useCast();
let project: TestProject;
let production: TestEnvironment;
let web: TestService;

beforeEach(async () => {
  project = await makeProject(cast.app, [
    [cast.owner, 'OWNER'],
    [cast.operator, 'OPERATOR'],
  ]);
  production = await makeEnvironment(project, { isProduction: true });
  web = await makeService(project);
});

const tell = (kind: OccurrenceKind, { id }: { id: string }) =>
  reactToDeployment(systemContext(cast.app.app, 'test'), {
    id: 'o',
    at: '',
    kind,
    projectId: project.id,
    subjectId: id,
    title: '',
    data: {},
  });
const incidents = () =>
  cast.app.sql<{
    id: string;
    status: string;
    source: string;
    title: string;
    deploymentId: string | null;
    causeSource: string;
    externalId: string | null;
    severity: string;
    serviceId: string | null;
    resolvedAt: Date | null;
  }>(
    `select id, status, source, title, deployment_id as "deploymentId", cause_source as "causeSource", external_id as "externalId",
       severity, service_id as "serviceId", resolved_at as "resolvedAt" from incidents where project_id = $1 order by number`,
    [project.id],
  );

describe('deployments that end', () => {
  test('a failed health check in production is an incident, once, and over with the next success there', async () => {
    const bad = await makeDeploymentAt(web, production, '2026-03-01T10:00:00Z', { status: 'FAILED', wentLive: true });
    await Promise.all([1, 2, 3].map(() => tell('deployment.failed', bad)));
    expect(await incidents()).toMatchObject([
      { status: 'OPEN', source: 'VERIFICATION', deploymentId: bad.id, causeSource: 'EXPLICIT' },
    ]);
    const other = await makeService(project);
    await tell('deployment.succeeded', await makeDeploymentAt(other, production, '2026-03-01T11:00:00Z'));
    expect(await incidents()).toMatchObject([{ status: 'OPEN' }]);
    await tell('deployment.succeeded', await makeDeploymentAt(web, production, '2026-03-01T12:00:00Z'));
    expect(await incidents()).toMatchObject([
      { status: 'RESOLVED', resolvedAt: new Date('2026-03-01T12:00:00Z'), deploymentId: bad.id },
    ]);
    await tell('deployment.failed', bad);
    expect(await incidents()).toHaveLength(1);
    const jobs = await cast.app.sql<{ payload: { kind: string } }>(
      `select j.payload from graphile_worker._private_jobs j where j.payload ->> 'projectId' = $1 order by id`,
      [project.id],
    );
    expect(jobs.map(({ payload }) => payload.kind)).toEqual(['incident.opened', 'incident.resolved']);
  });

  test('no incident: one that never went live, a dry run, or another environment', async () => {
    const staging = await makeEnvironment(project);
    const given = { status: 'FAILED', wentLive: true } as const;
    await tell(
      'deployment.failed',
      await makeDeploymentAt(web, production, '2026-03-01T10:00:00Z', { status: 'FAILED' }),
    );
    await tell('deployment.failed', await makeDeploymentAt(web, staging, '2026-03-01T10:00:00Z', given));
    await tell(
      'deployment.failed',
      await makeDeploymentAt(web, production, '2026-03-01T10:00:00Z', { ...given, isDryRun: true }),
    );
    expect(await incidents()).toEqual([]);
  });

  test('told late, it is over already', async () => {
    const bad = await makeDeploymentAt(web, production, '2026-03-01T10:00:00Z', { status: 'FAILED', wentLive: true });
    await makeDeploymentAt(web, production, '2026-03-01T10:05:00Z');
    await tell('deployment.failed', bad);
    expect(await incidents()).toMatchObject([{ status: 'RESOLVED', resolvedAt: new Date('2026-03-01T10:05:00Z') }]);
  });

  test('a rollback says what caused an open incident, unless somebody has said it', async () => {
    const api = await makeService(project);
    const old = await makeDeploymentAt(web, production, '2026-03-01T08:00:00Z');
    const bad = await makeDeploymentAt(web, production, '2026-03-01T09:00:00Z');
    const later = await makeDeploymentAt(api, production, '2026-03-01T09:30:00Z');
    const given = { detectedAt: '2026-03-01T10:00:00Z', deployment: later };
    const open = await makeIncident(project, { ...given, causeSource: 'LAST_DEPLOYMENT' });
    const corrected = await makeIncident(project, { ...given, causeSource: 'CORRECTED' });
    const back = await makeDeploymentAt(web, production, '2026-03-01T11:00:00Z', { rollbackOf: old });
    await tell('deployment.succeeded', back);
    await tell('deployment.succeeded', back);
    expect(await incidents()).toMatchObject([
      { id: open.id, deploymentId: bad.id, causeSource: 'REMEDIATION' },
      { id: corrected.id, deploymentId: later.id, causeSource: 'CORRECTED' },
    ]);
    const entries = await cast.app.sql('select kind from incident_entries where incident_id = $1', [open.id]);
    expect(entries).toEqual([{ kind: 'LINKED' }]);
  });

  test('told when the incident is over by it already, a rollback still says what caused it', async () => {
    const old = await makeDeploymentAt(web, production, '2026-03-01T08:00:00Z');
    const bad = await makeDeploymentAt(web, production, '2026-03-01T09:00:00Z');
    const over = { detectedAt: '2026-03-01T10:00:00Z', causeSource: 'NONE' } as const;
    const mended = await makeIncident(project, { ...over, resolvedAt: '2026-03-01T11:00:05Z' });
    const earlier = await makeIncident(project, { ...over, resolvedAt: '2026-03-01T10:30:00Z' });
    const back = await makeDeploymentAt(web, production, '2026-03-01T11:00:00Z', { rollbackOf: old });
    await tell('deployment.succeeded', back);
    expect(await incidents()).toMatchObject([
      { id: mended.id, deploymentId: bad.id, causeSource: 'REMEDIATION' },
      { id: earlier.id, deploymentId: null, causeSource: 'NONE' },
    ]);
  });

  test('a hotfix that names an incident says its cause also when it is over', async () => {
    const bad = await makeDeploymentAt(web, production, '2026-03-01T09:00:00Z');
    const incident = await makeIncident(project, {
      detectedAt: '2026-03-01T10:00:00Z',
      resolvedAt: '2026-03-01T10:30:00Z',
    });
    const fix = await makeDeploymentAt(web, production, '2026-03-01T12:00:00Z', {
      isHotfix: true,
      remediates: incident,
    });
    await tell('deployment.succeeded', fix);
    expect(await incidents()).toMatchObject([{ deploymentId: bad.id, causeSource: 'REMEDIATION', status: 'RESOLVED' }]);
  });

  test('what was found by a rollback beside it gives way to a hotfix that names the incident', async () => {
    const api = await makeService(project);
    const old = await makeDeploymentAt(web, production, '2026-03-01T08:00:00Z');
    const beside = await makeDeploymentAt(web, production, '2026-03-01T09:00:00Z');
    const bad = await makeDeploymentAt(api, production, '2026-03-01T09:30:00Z');
    const incident = await makeIncident(project, { detectedAt: '2026-03-01T10:00:00Z' });
    await tell(
      'deployment.succeeded',
      await makeDeploymentAt(web, production, '2026-03-01T11:00:00Z', { rollbackOf: old }),
    );
    expect(await incidents()).toMatchObject([{ deploymentId: beside.id, causeSource: 'REMEDIATION' }]);
    const fix = { isHotfix: true, remediates: incident };
    await tell('deployment.succeeded', await makeDeploymentAt(api, production, '2026-03-01T12:00:00Z', fix));
    expect(await incidents()).toMatchObject([{ deploymentId: bad.id, causeSource: 'REMEDIATION' }]);
  });

  test('what was found by a rollback is looked for again when the place of the incident is corrected', async () => {
    const api = await makeService(project);
    const old = await makeDeploymentAt(web, production, '2026-03-01T08:00:00Z');
    await makeDeploymentAt(web, production, '2026-03-01T09:00:00Z');
    const bad = await makeDeploymentAt(api, production, '2026-03-01T09:30:00Z');
    const incident = await makeIncident(project, { detectedAt: '2026-03-01T10:00:00Z', service: web });
    await tell(
      'deployment.succeeded',
      await makeDeploymentAt(web, production, '2026-03-01T11:00:00Z', { rollbackOf: old }),
    );
    await as(cast.operator).run('mutation ($input: UpdateIncidentInput!) { updateIncident(input: $input) { id } }', {
      input: { id: incident.id, serviceId: api.id },
    });
    expect(await incidents()).toMatchObject([{ deploymentId: bad.id, causeSource: 'LAST_DEPLOYMENT' }]);
  });
});

describe('webhooks of incidents', () => {
  async function makeHook(given: object = {}) {
    const { createIncidentHook } = await as(cast.owner).run<{
      createIncidentHook: { hook: { id: string }; secret: string };
    }>('mutation ($input: CreateIncidentHookInput!) { createIncidentHook(input: $input) { hook { id } secret } }', {
      input: { projectId: project.id, name: 'Monitor', ...given },
    });
    return { id: createIncidentHook.hook.id, secret: createIncidentHook.secret };
  }
  const post = (hook: { id: string; secret: string }, body: unknown, headers: Record<string, string> = {}) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const signature = `sha256=${createHmac('sha256', hook.secret).update(text).digest('hex')}`;
    return fetch(`${cast.app.url}/hooks/${hook.id}`, {
      method: 'POST',
      body: text,
      headers: { 'content-type': 'application/json', 'x-pilothouse-signature': signature, ...headers },
    });
  };

  test('JSON of any program opens one by its name and resolves it; a delivery counts once', async () => {
    const hook = await makeHook();
    const body = { title: 'Shop is down', externalId: 'a-1', severity: 'critical', service: web.slug, status: 'open' };
    expect((await post(hook, body, { 'x-pilothouse-delivery': 'd-1' })).status).toBe(202);
    await post(hook, body, { 'x-pilothouse-delivery': 'd-2' });
    expect(await incidents()).toMatchObject([
      { title: 'Shop is down', severity: 'CRITICAL', serviceId: web.id, source: 'WEBHOOK', externalId: 'a-1' },
    ]);
    await post(hook, { externalId: 'a-1', status: 'resolved' }, { 'x-pilothouse-delivery': 'd-3' });
    expect(await incidents()).toMatchObject([{ status: 'RESOLVED' }]);
    await post(hook, body, { 'x-pilothouse-delivery': 'd-1' });
    expect(await incidents()).toHaveLength(1);
    await post(hook, body, { 'x-pilothouse-delivery': 'd-4' });
    expect(await incidents()).toHaveLength(2);
  });

  test('Alertmanager, which can’t sign, shows the secret; repeated alerts are one', async () => {
    const hook = await makeHook();
    const alert = {
      status: 'firing',
      labels: { alertname: 'HighErrorRate', severity: 'warning', service: web.slug },
      annotations: { summary: 'Errors above 5 %', description: 'For 5 minutes.' },
      startsAt: '2026-03-02T10:00:00.000Z',
      endsAt: '0001-01-01T00:00:00Z',
      fingerprint: 'f00d',
      generatorURL: 'https://prometheus.example.com/graph',
    };
    const send = (status: string, more: object = {}) =>
      post(
        hook,
        { version: '4', status, alerts: [{ ...alert, status, ...more }] },
        { 'x-pilothouse-signature': '', authorization: `Bearer ${hook.secret}` },
      );
    await send('firing');
    await send('firing');
    await send('resolved', { endsAt: '2026-03-02T10:20:00.000Z' });
    // What is told again after its end is the same.
    await send('firing');
    expect(await incidents()).toMatchObject([
      {
        title: 'Errors above 5 %',
        severity: 'MEDIUM',
        status: 'RESOLVED',
        resolvedAt: new Date('2026-03-02T10:20:00Z'),
      },
    ]);
    await send('firing', { startsAt: '2026-03-03T10:00:00.000Z' });
    expect(await incidents()).toHaveLength(2);
  });

  test('PagerDuty signs in its own way and names its events', async () => {
    const hook = await makeHook({ serviceId: web.id });
    const send = (type: string, id: string) => {
      const text = JSON.stringify({
        event: {
          id,
          event_type: type,
          occurred_at: '2026-03-02T10:00:00Z',
          data: {
            id: 'PD1',
            title: 'Disk is full',
            urgency: 'high',
            html_url: 'https://example.pagerduty.com/1',
            service: { summary: 'Nobody’s' },
          },
        },
      });
      const digits = createHmac('sha256', hook.secret).update(text).digest('hex');
      return post(hook, text, {
        'x-pilothouse-signature': '',
        'x-pagerduty-signature': `v1=${'0'.repeat(64)},v1=${digits}`,
      });
    };
    expect((await send('incident.triggered', 'e1')).status).toBe(202);
    await send('incident.acknowledged', 'e2');
    await send('incident.resolved', 'e3');
    expect(await incidents()).toMatchObject([
      { title: 'Disk is full', severity: 'HIGH', serviceId: web.id, status: 'RESOLVED', externalId: 'PD1' },
    ]);
  });

  test('refused: no signature, a wrong one, no such webhook, a deleted one, what is none of the shapes', async () => {
    const hook = await makeHook();
    const body = { title: 'Down' };
    expect((await post({ ...hook, secret: 'wrong' }, body)).status).toBe(401);
    expect((await post(hook, body, { 'x-pilothouse-signature': '' })).status).toBe(401);
    expect((await post({ ...hook, id: 'ihk_01jzzzzzzzzzzzzzzzzzzzzzzz' }, body)).status).toBe(404);
    for (const bad of [{}, [], { title: '' }, { title: 'x', status: 'whatever' }, 'not json', { status: 'resolved' }])
      expect((await post(hook, bad)).status).toBe(400);
    await as(cast.owner).run('mutation ($id: ID!) { deleteIncidentHook(id: $id) { id } }', { id: hook.id });
    expect((await post(hook, body)).status).toBe(404);
    expect(await incidents()).toEqual([]);
  });
});
