import { describe, expect, test } from '@jest/globals';
import { makeAlertRule, makeFiring, makeSilence } from '../../../test/alerts.ts';
import { as } from '../../../test/as.ts';
import { makeProject, makeService, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { newId } from '../../lib/ids.ts';

const cast = useCast();
const BELOW_MAINTAINER = ['operator', 'viewer'] as const;
const RULE = `{ id name description measure measureTitle unit sentence windowMinutes everyMinutes forMinutes resolveAfter
  minimumSampleSize renotifyHours severity isEnabled state evaluatedTo deletedAt names statuses
  services { id } environments { id } condition { kind direction threshold baseline sampleCount weeks objective levels } }`;
const CREATE = `mutation ($input: CreateAlertRuleInput!) { createAlertRule(input: $input) ${RULE} }`;
const SET_ENABLED = `mutation ($input: SetAlertRuleEnabledInput!) { setAlertRuleEnabled(input: $input) ${RULE} }`;
const DELETE = 'mutation ($id: ID!) { deleteAlertRule(id: $id) { id deletedAt } }';
const UPDATE = `mutation ($input: UpdateAlertRuleInput!) { updateAlertRule(input: $input) ${RULE} }`;
const inDays = (days: number) => new Date(cast.app.app.now().getTime() + days * 86_400_000).toISOString();
const changesOf = (ruleId: string) =>
  cast.app.sql<{ kind: string; by_name: string }>(
    'select kind, by_name from alert_rule_changes where rule_id = $1 order by id',
    [ruleId],
  );

describeMutation('createAlertRule', cast, {
  operation: CREATE,
  given: ({ project, environment }) => ({
    variables: {
      input: {
        projectId: project.id,
        name: 'Production fails',
        description: 'Look at the last deployment.',
        measure: 'deployments.count',
        environmentIds: [environment.id],
        statuses: ['FAILED', 'TIMED_OUT'],
        condition: { kind: 'THRESHOLD', threshold: 0 },
        windowMinutes: 60,
        everyMinutes: 15,
        severity: 'CRITICAL',
        renotifyHours: 4,
      },
    },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['empty name', input({ name: '' }), ['name']],
    ['a measure that there is not', input({ measure: 'x' }), ['measure']],
    ['a name and a measure', input({ name: '', measure: 'x' }), ['name', 'measure']],
    ['an environment that there is not', input({ environmentIds: [newId('environment')] }), ['environmentIds']],
    ['a service that there is not', input({ serviceIds: [newId('service')] }), ['serviceIds']],
    ['no limit', input({ condition: { kind: 'THRESHOLD' } }), ['condition.threshold']],
    [
      'a limit on either side',
      input({ condition: { kind: 'THRESHOLD', direction: 'EITHER', threshold: 1 } }),
      ['condition.direction'],
    ],
    ['no objective', input({ condition: { kind: 'BURN_RATE' } }), ['condition.objective']],
    ['a burn rate of a count', input({ condition: { kind: 'BURN_RATE', objective: 0.99 } }), ['measure']],
    ['a short window', input({ windowMinutes: 5 }), ['windowMinutes']],
    ['a window between looks', input({ windowMinutes: 20 }), ['windowMinutes']],
    ['an odd pace', input({ everyMinutes: 30 }), ['everyMinutes']],
    [
      'a quantile put together',
      input({ measure: 'deployments.duration_p95', windowMinutes: 60, everyMinutes: 15 }),
      ['windowMinutes'],
    ],
    [
      'times of the week by quarters',
      input({ condition: { kind: 'SEASONAL' }, windowMinutes: 15, everyMinutes: 15 }),
      ['everyMinutes'],
    ],
    [
      'too far back',
      input({ condition: { kind: 'ANOMALY', sampleCount: 200 }, windowMinutes: 1440, everyMinutes: 15 }),
      ['condition'],
    ],
    ['names of what has none', input({ names: ['x'] }), ['names']],
  ],
  audit: ({ project }) => ({
    action: 'alert_rule.created',
    project_id: project.id,
    subject_type: 'AlertRule',
    subject_name: 'Production fails',
  }),
  works: async ({ environment }, data) => {
    expect(data).toMatchObject({
      name: 'Production fails',
      sentence: 'Deployments over 1 h is above 0.',
      unit: 'COUNT',
      state: 'OK',
      severity: 'CRITICAL',
      renotifyHours: 4,
      resolveAfter: 2,
      environments: [{ id: environment.id }],
      services: [],
      statuses: ['FAILED', 'TIMED_OUT'],
      condition: { kind: 'THRESHOLD', direction: 'ABOVE', threshold: 0, levels: null },
    });
    expect(await changesOf(String(data.id))).toEqual([{ kind: 'CREATED', by_name: 'maintainer' }]);
  },
  twice: 'again',
});

describeMutation('updateAlertRule', cast, {
  operation: UPDATE,
  given: async ({ project }) => ({
    variables: {
      input: {
        id: (await makeAlertRule(project, { renotifyHours: 2 })).id,
        name: 'Errors',
        condition: { kind: 'BURN_RATE', objective: 0.999 },
        renotifyHours: 0,
      },
    },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['empty name', input({ name: '' }), ['name']],
    ['a measure that there is not', input({ measure: 'x' }), ['measure']],
    [
      'a measure that the window is not for',
      input({ measure: 'api.duration_p95', condition: { kind: 'THRESHOLD', threshold: 1 } }),
      ['windowMinutes'],
    ],
  ],
  audit: (_cast, { input }) => ({
    action: 'alert_rule.updated',
    subject_id: (input as { id: string }).id,
    detail: expect.objectContaining({ after: expect.objectContaining({ name: 'Errors', renotifyHours: null }) }),
  }),
  works: async (_cast, data) => {
    expect(data).toMatchObject({
      name: 'Errors',
      renotifyHours: null,
      condition: { kind: 'BURN_RATE', objective: 0.999, levels: ['FAST', 'MEDIUM', 'SLOW'] },
      everyMinutes: 15,
      windowMinutes: 60,
    });
    expect(await changesOf(String(data.id))).toEqual([{ kind: 'UPDATED', by_name: 'maintainer' }]);
  },
  twice: 'again',
});

describeMutation('setAlertRuleEnabled', cast, {
  operation: SET_ENABLED,
  given: async ({ project }) => ({ variables: { input: { id: (await makeAlertRule(project)).id, isEnabled: false } } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { input }) => ({ action: 'alert_rule.disabled', subject_id: (input as { id: string }).id }),
  works: (_cast, data) => expect(data).toMatchObject({ isEnabled: false, state: 'OK' }),
  twice: 'same',
});

describeMutation('deleteAlertRule', cast, {
  operation: DELETE,
  given: async ({ project }) => ({ variables: { id: (await makeAlertRule(project)).id } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'alert_rule.deleted', subject_id: id as string }),
  works: (_cast, data) => expect(data).toMatchObject({ deletedAt: expect.any(String) }),
  twice: 'NOT_FOUND',
});

describeMutation('restoreAlertRule', cast, {
  operation: 'mutation ($id: ID!) { restoreAlertRule(id: $id) { id deletedAt } }',
  given: async ({ project }) => {
    const { id } = await makeAlertRule(project);
    await cast.app.sql('update alert_rules set deleted_at = now() where id = $1', [id]);
    return { variables: { id } };
  },
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'alert_rule.restored', subject_id: id as string }),
  works: (_cast, data) => expect(data).toMatchObject({ deletedAt: null }),
  twice: 'same',
});

describeMutation('silenceAlerts', cast, {
  operation: `mutation ($input: SilenceAlertsInput!) { silenceAlerts(input: $input) {
    id reason startsAt endsAt createdByName severities rules { id } services { id } environments { id } } }`,
  given: async ({ project, service }) => ({
    variables: {
      input: {
        projectId: project.id,
        ruleIds: [(await makeAlertRule(project)).id],
        severities: ['WARNING'],
        serviceIds: [service.id],
        endsAt: inDays(1),
        reason: 'The database moves.',
      },
    },
  }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [
    ['no reason', input({ reason: ' ' }), ['reason']],
    ['an end that is over', input({ endsAt: '2020-01-01T00:00:00Z' }), ['endsAt']],
    ['an end before the beginning', (v) => input({ startsAt: inDays(3), endsAt: inDays(2) })(v), ['endsAt']],
    ['a year', (v) => input({ endsAt: inDays(365) })(v), ['endsAt']],
    ['a rule that there is not', input({ ruleIds: [newId('alertRule')] }), ['ruleIds']],
  ],
  audit: ({ project }) => ({
    action: 'alert_silence.created',
    project_id: project.id,
    subject_name: 'The database moves.',
  }),
  works: ({ service }, data, { input }) =>
    expect(data).toMatchObject({
      createdByName: 'maintainer',
      severities: ['WARNING'],
      rules: [{ id: (input as { ruleIds: string[] }).ruleIds[0] }],
      services: [{ id: service.id }],
      environments: [],
    }),
  twice: 'again',
});

describeMutation('endSilence', cast, {
  operation: 'mutation ($id: ID!) { endSilence(id: $id) { id endedByName } }',
  given: async ({ project }) => ({ variables: { id: (await makeSilence(project)).id } }),
  by: 'maintainer',
  forbiddenTo: BELOW_MAINTAINER,
  invalid: [],
  audit: (_cast, { id }) => ({ action: 'alert_silence.ended', subject_id: id as string }),
  works: (_cast, data) => expect(data).toMatchObject({ endedByName: 'maintainer' }),
  twice: 'same',
});

describeMutation('acknowledgeAlert', cast, {
  operation: `mutation ($input: AcknowledgeAlertInput!) { acknowledgeAlert(input: $input) {
    id acknowledgedAt acknowledgedByName acknowledgeNote } }`,
  given: async ({ project }) => ({
    variables: { input: { id: (await makeFiring(project)).id, note: 'I roll it back.' } },
  }),
  by: 'operator',
  forbiddenTo: ['viewer'],
  invalid: [['a long note', input({ note: 'x'.repeat(1_001) }), ['note']]],
  audit: (_cast, { input }) => ({ action: 'alert.acknowledged', subject_id: (input as { id: string }).id }),
  works: (_cast, data) =>
    expect(data).toMatchObject({ acknowledgedByName: 'operator', acknowledgeNote: 'I roll it back.' }),
  twice: 'same',
});

describe('rules', () => {
  test('what asks something else begins anew, and what it fired about has ended', async () => {
    const rule = await makeAlertRule(cast.project, { state: 'FIRING' });
    const firing = await makeFiring(cast.project, { rule });
    const open = () =>
      as(cast.viewer).run(
        'query ($rule: ID!, $firing: ID!) { alertRule(id: $rule) { state openFiring { id } } alertFiring(id: $firing) { status endReason } }',
        { rule: rule.id, firing: firing.id },
      );
    await as(cast.maintainer).run(UPDATE, { input: { id: rule.id, name: 'Renamed', severity: 'CRITICAL' } });
    expect(await open()).toEqual({
      alertRule: { state: 'FIRING', openFiring: { id: firing.id } },
      alertFiring: { status: 'FIRING', endReason: null },
    });
    await as(cast.maintainer).run(UPDATE, { input: { id: rule.id, forMinutes: 30 } });
    expect(await open()).toEqual({
      alertRule: { state: 'OK', openFiring: null },
      alertFiring: { status: 'RESOLVED', endReason: 'RULE_CHANGED' },
    });
  });

  test('may name a service that is gone by now, but no other one', async () => {
    const service = await makeService(cast.project);
    const rule = await makeAlertRule(cast.project, { measure: 'deployments.count', serviceIds: [service.id] });
    await cast.app.sql('update services set deleted_at = now() where id = $1', [service.id]);
    const update = (more: object) => as(cast.maintainer).run(UPDATE, { input: { id: rule.id, ...more } });
    await update({ name: 'Still there' });
    await expect(update({ serviceIds: [service.id] })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test.each([
    ['asks something else', UPDATE, (id: string) => ({ input: { id, forMinutes: 45 } })],
    ['is switched off', SET_ENABLED, (id: string) => ({ input: { id, isEnabled: false } })],
    ['is deleted', DELETE, (id: string) => ({ id })],
  ])('one that %s ends what was told of it', async (_what, operation, variables) => {
    const rule = await makeAlertRule(cast.project, { state: 'FIRING' });
    const firing = await makeFiring(cast.project, { rule });
    await cast.app.sql('update alert_firings set notified_at = now(), notification_count = 1 where id = $1', [
      firing.id,
    ]);
    await as(cast.maintainer).run(operation, variables(rule.id));
    const told = await cast.app.sql(
      `select payload->>'title' as title, payload->'data'->>'status' as status from graphile_worker._private_jobs
       where payload->>'subjectId' = $1`,
      [firing.id],
    );
    expect(told).toEqual([
      { title: `Resolved: ${rule.name}. Its rule was changed or switched off.`, status: 'RESOLVED' },
    ]);
  });

  test('a project has room for 100', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    await cast.app.sql(
      `insert into alert_rules (id, project_id, name, measure, condition, window_minutes, every_minutes, severity, created_by_name)
       select 'alr_' || lpad(n::text, 26, '0'), $1, 'R', 'api.count', '{"kind":"MISSING"}', 60, 60, 'INFO', 'x' from generate_series(1, 100) n`,
      [project.id],
    );
    const given = {
      projectId: project.id,
      name: 'A',
      measure: 'api.count',
      condition: { kind: 'MISSING' },
      windowMinutes: 60,
      everyMinutes: 60,
    };
    expect(await as(cast.owner).fail(CREATE, { input: given })).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('charts', () => {
  test('show firings and changes of rules, where these are about what the chart is about', async () => {
    const project = await makeProject(cast.app, [
      [cast.owner, 'OWNER'],
      [cast.viewer, 'VIEWER'],
    ]);
    const service = await makeService(project);
    const another = await makeService(project);
    await makeFiring(project, { startedAt: '2026-03-01T00:00:00Z', endedAt: '2026-03-01T01:00:00Z' });
    const open = await makeFiring(project, { startedAt: '2026-03-02T00:00:00Z', serviceIds: [service.id] });
    const gone = await makeAlertRule(project, { name: 'Old one' });
    await as(cast.owner).run('mutation ($id: ID!) { deleteAlertRule(id: $id) { id } }', { id: gone.id });
    const ask = async (serviceIds: string[] | null) => {
      const found = await as(cast.viewer).run<{ project: { annotations: Record<string, string | null>[] } }>(
        `query ($slug: String!, $from: DateTime!, $to: DateTime!, $serviceIds: [ID!]) { project(slug: $slug) {
          annotations(from: $from, to: $to, serviceIds: $serviceIds) { at until kind title subjectId url } } }`,
        { slug: project.slug, from: '2026-03-01T12:00:00Z', to: '2029-01-01T00:00:00Z', serviceIds },
      );
      return found.project.annotations;
    };
    const [change, firing, ...rest] = await ask([service.id]);
    expect(rest).toEqual([]);
    expect(change).toMatchObject({ kind: 'RULE_CHANGE', subjectId: gone.id, url: null });
    expect(change?.title).toBe('Alert rule “Old one” deleted');
    expect(firing).toMatchObject({
      kind: 'ALERT',
      subjectId: open.id,
      until: null,
      url: `/p/${project.slug}/analytics/alerts/${open.id}`,
    });
    expect(await ask(null)).toHaveLength(2);
    expect((await ask([another.id])).map(({ kind }) => kind)).toEqual(['RULE_CHANGE']);
  });
});

describe('the inbox', () => {
  test('comes the last first, page by page, narrowed by all that is given', async () => {
    const project = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
    const old = await makeFiring(project, { startedAt: '2026-03-01T00:00:00Z', endedAt: '2026-03-01T01:00:00Z' });
    const open = await makeFiring(project, { severity: 'CRITICAL' });
    const silence = await makeSilence(project, { ruleIds: [newId('alertRule')] });
    const silent = await makeFiring(project, { silence });
    const ask = async (args: string) => {
      const { project: found } = await as(cast.viewer).run<{
        project: {
          alertFirings: { nodes: { id: string; dataUrl: string }[]; pageInfo: { endCursor: string } };
          openAlertCount: number;
        };
      }>(
        `query ($slug: String!) { project(slug: $slug) { openAlertCount alertFirings(${args}) {
          nodes { id dataUrl durationMs silence { reason } rule { name } } pageInfo { endCursor } } } }`,
        { slug: project.slug },
      );
      return found;
    };
    const ids = async (args: string) => (await ask(args)).alertFirings.nodes.map(({ id }) => id);
    expect(await ids('first: 10')).toEqual([silent.id, open.id, old.id]);
    const first = await ask('first: 2');
    expect(await ids(`first: 2, after: "${first.alertFirings.pageInfo.endCursor}"`)).toEqual([old.id]);
    expect(await ids('filter: { status: RESOLVED }')).toEqual([old.id]);
    expect(await ids('filter: { severities: [CRITICAL] }')).toEqual([open.id]);
    expect(await ids(`filter: { ruleIds: ["${old.ruleId}"] }`)).toEqual([old.id]);
    expect(await ids('filter: { from: "2026-03-02T00:00:00Z" }')).toEqual([silent.id, open.id]);
    expect(await ids('filter: { isAcknowledged: true }')).toEqual([]);
    expect(first.openAlertCount).toBe(1);
    expect(first.alertFirings.nodes[0]?.dataUrl).toBe(
      `/p/${project.slug}/analytics/explore?measure=api.error_rate&range=custom&since=2026-03-01&until=2026-03-02&interval=quarter-hour`,
    );
  });

  test('a silence ends what is told at once, and gives it back when it is ended', async () => {
    const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
    const firing = await makeFiring(project);
    const count = async () =>
      (
        await as(cast.owner).run<{ project: { openAlertCount: number } }>(
          'query ($slug: String!) { project(slug: $slug) { openAlertCount } }',
          { slug: project.slug },
        )
      ).project.openAlertCount;
    expect(await count()).toBe(1);
    const { silenceAlerts } = await as(cast.owner).run<{ silenceAlerts: { id: string } }>(
      'mutation ($input: SilenceAlertsInput!) { silenceAlerts(input: $input) { id } }',
      { input: { projectId: project.id, ruleIds: [firing.ruleId], endsAt: inDays(1), reason: 'Known.' } },
    );
    expect(await count()).toBe(0);
    await as(cast.owner).run('mutation ($id: ID!) { endSilence(id: $id) { id } }', { id: silenceAlerts.id });
    expect(await count()).toBe(1);
  });
});
