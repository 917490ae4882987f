import { beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import {
  makeEnvironment,
  makeMember,
  makeProject,
  makeService,
  type TestDeployment,
  type TestProject,
  type TestService,
  useCast,
} from '../../../test/factories.ts';
import { makeDeploymentAt, makeIncident } from '../../../test/incidents.ts';

const cast = useCast();
const HOUR = 3_600;
let project: TestProject;
let web: TestService;
let api: TestService;
const made: Record<string, TestDeployment> = {};

/*
 * Two weeks from Monday 2 March 2026, by hand. In New York clocks go forward on the 8th. All times in UTC.
 *
 * e0  web Mon 02 02:00          Sunday in New York: before its window
 * d1  web Mon 02 10:00          a (24 h), b (6 h)
 *     web Tue 03 10:00          a pipeline that failed and never went live; c
 * d2  web Tue 03 12:00          c (26 h)    i1 13:00–17:00, and its duplicate 13:05–20:00
 * h1  web Tue 03 15:00 hotfix   d (1 h)     i3 15:30–16:30
 * h2  web Tue 03 16:30 hotfix   e (½ h)
 * d3  api Thu 05 09:00          f (24 h), a (95 h, but web had it)
 * v1  api Fri 06 09:00 live, its health check failed    i4 09:00–09:30
 * r1  api Fri 06 09:30 rollback to d3, with a change that doesn't count
 *     an outage of a provider Sat 07 00:00–05:00
 * s1  web Mon 09 02:00          g (24 h)    Sunday night in New York
 * d4  web Mon 09 14:00          an incident from the 10th that goes on
 *     a dry run and a deployment to staging, Tue 10
 * e1  web Mon 16 02:00          h (24 h)    Sunday in New York: still in its window
 */
beforeAll(async () => {
  project = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
  const production = await makeEnvironment(project, { isProduction: true });
  const staging = await makeEnvironment(project);
  web = await makeService(project, { slug: 'web' });
  api = await makeService(project, { slug: 'api' });
  const put = async (
    name: string,
    service: TestService,
    at: string,
    given: Parameters<typeof makeDeploymentAt>[3] = {},
    environment = production,
  ) => {
    made[name] = await makeDeploymentAt(service, environment, `2026-03-${at}:00Z`, given);
    return made[name];
  };
  await put('e0', web, '02T02:00');
  await put('d1', web, '02T10:00', {
    changes: [
      ['a', '2026-03-01T10:00:00Z'],
      ['b', '2026-03-02T04:00:00Z'],
    ],
  });
  await put('p1', web, '03T10:00', { status: 'FAILED', changes: [['c', '2026-03-02T10:00:00Z']] });
  const d2 = await put('d2', web, '03T12:00', { changes: [['c', '2026-03-02T10:00:00Z']] });
  const i1 = await makeIncident(project, {
    service: web,
    deployment: d2,
    detectedAt: '2026-03-03T13:00:00Z',
    resolvedAt: '2026-03-03T17:00:00Z',
  });
  await makeIncident(project, {
    service: web,
    deployment: d2,
    duplicateOf: i1,
    detectedAt: '2026-03-03T13:05:00Z',
    resolvedAt: '2026-03-03T20:00:00Z',
  });
  const h1 = await put('h1', web, '03T15:00', {
    isHotfix: true,
    remediates: i1,
    changes: [['d', '2026-03-03T14:00:00Z']],
  });
  await makeIncident(project, {
    service: web,
    deployment: h1,
    detectedAt: '2026-03-03T15:30:00Z',
    resolvedAt: '2026-03-03T16:30:00Z',
  });
  await put('h2', web, '03T16:30', { isHotfix: true, changes: [['e', '2026-03-03T16:00:00Z']] });
  const d3 = await put('d3', api, '05T09:00', {
    changes: [
      ['f', '2026-03-04T09:00:00Z'],
      ['a', '2026-03-01T10:00:00Z'],
    ],
  });
  const v1 = await put('v1', api, '06T09:00', { status: 'FAILED', wentLive: true });
  await makeIncident(project, {
    service: api,
    environment: production,
    deployment: v1,
    source: 'VERIFICATION',
    detectedAt: '2026-03-06T09:00:00Z',
    resolvedAt: '2026-03-06T09:30:00Z',
  });
  await put('r1', api, '06T09:30', { rollbackOf: d3, changes: [['z', '2026-03-01T00:00:00Z']] });
  await makeIncident(project, {
    title: 'A provider is away',
    isExternal: true,
    detectedAt: '2026-03-07T00:00:00Z',
    resolvedAt: '2026-03-07T05:00:00Z',
  });
  await put('s1', web, '09T02:00', { changes: [['g', '2026-03-08T02:00:00Z']] });
  const d4 = await put('d4', web, '09T14:00');
  await makeIncident(project, { service: web, deployment: d4, detectedAt: '2026-03-10T10:00:00Z' });
  await put('dry', web, '10T10:00', { isDryRun: true });
  await put('stg', web, '10T11:00', {}, staging);
  await put('e1', web, '16T02:00', { changes: [['h', '2026-03-15T02:00:00Z']] });
});

const METRIC = '{ value sampleSize numerator denominator }';
const ALL = `deploymentFrequency ${METRIC} deployDaysPerWeek ${METRIC} medianGap ${METRIC} leadTime ${METRIC} leadTimeP90 ${METRIC}
  leadTimeP95 ${METRIC} leadTimeMean ${METRIC} changeFailRate ${METRIC} failedDeploymentRecoveryTime ${METRIC} timeToRestore ${METRIC}
  reworkRate ${METRIC}`;

type Result = Record<
  string,
  { value: number | null; sampleSize: number; numerator: number | null; denominator: number | null }
>;

async function measure<T = Result>(input: object, fields = ALL, slug = project.slug): Promise<T> {
  const data = await as(cast.viewer).run<{ project: { deliveryMetrics: T } }>(
    `query ($slug: String!, $input: DeliveryMetricsInput!) { project(slug: $slug) { deliveryMetrics(input: $input) { ${fields} } } }`,
    { slug, input },
  );
  return data.project.deliveryMetrics;
}

/** From local midnight to local midnight. */
const WINDOWS: Record<string, { from: string; to: string }> = {
  UTC: { from: '2026-03-02T00:00:00Z', to: '2026-03-16T00:00:00Z' },
  'America/New_York': { from: '2026-03-02T05:00:00Z', to: '2026-03-16T04:00:00Z' },
  'Asia/Kathmandu': { from: '2026-03-01T18:15:00Z', to: '2026-03-15T18:15:00Z' },
  'Pacific/Auckland': { from: '2026-03-01T11:00:00Z', to: '2026-03-15T11:00:00Z' },
};
const inZone = async (zone: string) => {
  await cast.app.sql('update projects set time_zone = $2 where id = $1', [project.id, zone]);
  return WINDOWS[zone] as { from: string; to: string };
};
const near = (value: number) => expect.closeTo(value, 6);
const counted = (value: number, sampleSize: number) => ({
  value: near(value),
  sampleSize,
  numerator: null,
  denominator: null,
});
const ratio = (numerator: number, denominator: number) => ({
  value: near(numerator / denominator),
  sampleSize: denominator,
  numerator,
  denominator,
});
const SAME = {
  changeFailRate: ratio(4, 10),
  failedDeploymentRecoveryTime: counted(1 * HOUR, 3),
  timeToRestore: counted(2.625 * HOUR, 4),
  reworkRate: ratio(3, 10),
};
const perDay = { value: near(9 / 14), sampleSize: 9, numerator: 9, denominator: 14 };
const days = (count: number) => ({ value: near(count / 2), sampleSize: 9, numerator: count, denominator: 2 });
const LEADS = {
  leadTime: counted(24 * HOUR, 7),
  leadTimeP90: counted(24.8 * HOUR, 7),
  leadTimeP95: counted(25.4 * HOUR, 7),
  leadTimeMean: counted((105.5 / 7) * HOUR, 7),
};

describe('two weeks, counted by hand', () => {
  test.each([
    [
      'UTC',
      {
        ...SAME,
        ...LEADS,
        deploymentFrequency: perDay,
        deployDaysPerWeek: days(5),
        medianGap: counted(18.25 * HOUR, 8),
      },
    ],
    [
      'America/New_York',
      {
        ...SAME,
        deploymentFrequency: perDay,
        deployDaysPerWeek: days(7),
        medianGap: counted(25.25 * HOUR, 8),
        leadTime: counted(24 * HOUR, 8),
        leadTimeP90: counted(24.6 * HOUR, 8),
        leadTimeP95: counted(25.3 * HOUR, 8),
        leadTimeMean: counted((129.5 / 8) * HOUR, 8),
      },
    ],
    [
      'Asia/Kathmandu',
      {
        ...SAME,
        ...LEADS,
        deploymentFrequency: perDay,
        deployDaysPerWeek: days(5),
        medianGap: counted(18.25 * HOUR, 8),
      },
    ],
    [
      'Pacific/Auckland',
      {
        ...SAME,
        ...LEADS,
        deploymentFrequency: perDay,
        deployDaysPerWeek: days(6),
        medianGap: counted(18.25 * HOUR, 8),
      },
    ],
  ])('in %s', async (zone, expected) => {
    expect(await measure(await inZone(zone))).toEqual(expected);
  });

  test('recovery from the end of the deployment', async () => {
    const window = await inZone('UTC');
    const found = await measure({ ...window, recoveryStart: 'DEPLOYMENT_FINISH' });
    expect(found.failedDeploymentRecoveryTime).toEqual(counted(1.5 * HOUR, 3));
  });

  test.each([
    [
      'DEVLAKE',
      {
        deploymentFrequency: counted(1, 9),
        leadTime: counted(24 * HOUR, 7),
        changeFailRate: ratio(3, 9),
        failedDeploymentRecoveryTime: counted(1.5 * HOUR, 2),
        timeToRestore: counted(1 * HOUR, 4),
        reworkRate: ratio(3, 10),
      },
    ],
    [
      'GITLAB',
      {
        deploymentFrequency: perDay,
        leadTime: counted(24 * HOUR, 7),
        changeFailRate: ratio(5, 9),
        failedDeploymentRecoveryTime: counted(2.5 * HOUR, 4),
        timeToRestore: counted(2.5 * HOUR, 4),
      },
    ],
    [
      'SLEUTH',
      {
        deploymentFrequency: perDay,
        leadTime: counted((99.5 / 6) * HOUR, 6),
        changeFailRate: ratio(3, 9),
        failedDeploymentRecoveryTime: counted(2.625 * HOUR, 4),
      },
    ],
  ])('by %s’s arithmetic', async (arithmetic, expected) => {
    const window = await inZone('UTC');
    expect(await measure({ ...window, arithmetic })).toMatchObject(expected);
  });

  test('by service, with bands only when asked for', async () => {
    const window = await inZone('UTC');
    const fields = `services { service { slug } deploymentFrequency ${METRIC} leadTime ${METRIC} changeFailRate ${METRIC}
      failedDeploymentRecoveryTime ${METRIC} reworkRate ${METRIC} bands { deploymentFrequency leadTime changeFailRate failedDeploymentRecoveryTime } }`;
    const { services } = await measure<{ services: object[] }>({ ...window, withBands: true }, fields);
    expect(services).toEqual([
      {
        service: { slug: 'api' },
        deploymentFrequency: { value: near(2 / 14), sampleSize: 2, numerator: 2, denominator: 14 },
        leadTime: counted(59.5 * HOUR, 2),
        changeFailRate: ratio(1, 3),
        failedDeploymentRecoveryTime: counted(0.5 * HOUR, 1),
        reworkRate: ratio(1, 3),
        bands: {
          deploymentFrequency: 'HIGH',
          leadTime: 'HIGH',
          changeFailRate: 'LOW',
          failedDeploymentRecoveryTime: 'ELITE',
        },
      },
      {
        service: { slug: 'web' },
        deploymentFrequency: { value: near(0.5), sampleSize: 7, numerator: 7, denominator: 14 },
        leadTime: counted(15 * HOUR, 6),
        changeFailRate: ratio(3, 7),
        failedDeploymentRecoveryTime: counted(2.5 * HOUR, 2),
        reworkRate: ratio(2, 7),
        bands: {
          deploymentFrequency: 'HIGH',
          leadTime: 'ELITE',
          changeFailRate: 'LOW',
          failedDeploymentRecoveryTime: 'HIGH',
        },
      },
    ]);
    const plain = await measure<{ services: object[] }>(window, 'services { bands { leadTime } }');
    expect(plain.services).toEqual([{ bands: null }, { bands: null }]);
  });

  test('a Sunday night in New York is a Monday in UTC, in the series too', async () => {
    const point = async (zone: string, label: string) => {
      const { deploymentFrequency } = await measure<{
        deploymentFrequency: { series: { label: string; value: number | null; sampleSize: number }[] };
      }>(await inZone(zone), 'deploymentFrequency { series { label value sampleSize } }');
      expect(deploymentFrequency.series).toHaveLength(14);
      return deploymentFrequency.series.find((found) => found.label === label);
    };
    expect(await point('UTC', '2026-03-08')).toMatchObject({ value: 0, sampleSize: 0 });
    expect(await point('UTC', '2026-03-09')).toMatchObject({ value: 2, sampleSize: 2 });
    // A day of 23 hours is a day.
    expect(await point('America/New_York', '2026-03-08')).toMatchObject({ value: 1, sampleSize: 1 });
    expect(await point('America/New_York', '2026-03-09')).toMatchObject({ value: 1, sampleSize: 1 });
  });
});

describe('what it is counted from', () => {
  test('rows open to deployments and incidents, page by page', async () => {
    const window = await inZone('UTC');
    const fields = (
      first: number,
      after = '',
    ) => `changeFailRate { rows(first: ${first}${after && `, after: "${after}"`}) {
      nodes { at value status title serviceName subjectId url } pageInfo { endCursor hasNextPage } } }`;
    type Rows = {
      changeFailRate: {
        rows: { nodes: { subjectId: string; value: number }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
      };
    };
    const first = (await measure<Rows>(window, fields(4))).changeFailRate.rows;
    const second = (await measure<Rows>(window, fields(20, first.pageInfo.endCursor))).changeFailRate.rows;
    const ids = [...first.nodes, ...second.nodes].map(({ subjectId, value }) => [subjectId, value]);
    const of = (name: string, value: number) => [made[name]?.id, value];
    expect(ids).toEqual([
      of('d4', 1),
      of('s1', 0),
      of('r1', 0),
      of('v1', 1),
      of('d3', 0),
      of('h2', 0),
      of('h1', 1),
      of('d2', 1),
      of('d1', 0),
      of('e0', 0),
    ]);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const lead = await measure<{ leadTime: { rows: { nodes: object[] } } }>(
      window,
      'leadTime { rows(first: 1) { nodes { title value serviceName url } } }',
    );
    expect(lead.leadTime.rows.nodes).toEqual([
      {
        title: 'g',
        value: 24 * HOUR,
        serviceName: 'web',
        url: `/p/${project.slug}/deployments/${made.s1?.id}`,
      },
    ]);
    const restored = await measure<{ timeToRestore: { rows: { nodes: { url: string }[] } } }>(
      window,
      'timeToRestore { rows(first: 1) { nodes { title status url } } }',
    );
    expect(restored.timeToRestore.rows.nodes).toEqual([
      {
        title: expect.stringMatching(/A provider is away$/),
        status: 'RESOLVED',
        url: expect.stringMatching(/\/analytics\/incidents\/inc_/),
      },
    ]);
  });

  test('it is compared with the days before', async () => {
    await inZone('UTC');
    const found = await measure<{ deploymentFrequency: object }>(
      { from: '2026-03-09T00:00:00Z', to: '2026-03-16T00:00:00Z', compare: { with: 'PREVIOUS_PERIOD' } },
      'deploymentFrequency { numerator previous { from to value sampleSize series { label } } }',
    );
    expect(found.deploymentFrequency).toMatchObject({
      numerator: 2,
      previous: { from: '2026-03-02T00:00:00.000Z', to: '2026-03-09T00:00:00.000Z', value: 1, sampleSize: 7 },
    });
  });

  test('annotations are deployments to production and incidents, each incident once', async () => {
    const data = await as(cast.viewer).run<{
      project: { annotations: { kind: string; subjectId: string; title: string }[] };
    }>(
      `query ($slug: String!, $from: DateTime!, $to: DateTime!) { project(slug: $slug) {
        annotations(from: $from, to: $to) { id at until kind title subjectId url } } }`,
      { slug: project.slug, from: '2026-03-03T00:00:00Z', to: '2026-03-04T00:00:00Z' },
    );
    const { annotations } = data.project;
    expect(annotations.filter(({ kind }) => kind === 'DEPLOYMENT').map(({ subjectId }) => subjectId)).toEqual(
      ['h2', 'h1', 'd2'].map((name) => made[name]?.id),
    );
    expect(annotations.filter(({ kind }) => kind === 'INCIDENT')).toHaveLength(2);
  });

  test('no data is null, also in a window of the future', async () => {
    const empty = await makeProject(cast.app, [[cast.viewer, 'VIEWER']]);
    const nothing = { value: null, sampleSize: 0, numerator: null, denominator: null };
    const found = await measure(WINDOWS.UTC as object, ALL, empty.slug);
    expect(new Set(Object.values(found).map((metric) => JSON.stringify(metric)))).toEqual(
      new Set([JSON.stringify(nothing)]),
    );
    const { deploymentFrequency } = await measure({ from: '2999-01-01T00:00:00Z', to: '2999-01-08T00:00:00Z' });
    expect(deploymentFrequency).toEqual(nothing);
  });

  test('a window that is none, too long or of too many buckets is refused', async () => {
    const refusal = (input: object) =>
      as(cast.viewer).fail(
        `query ($slug: String!, $input: DeliveryMetricsInput!) { project(slug: $slug) { deliveryMetrics(input: $input) { timeZone } } }`,
        { slug: project.slug, input },
      );
    const window = { from: '2026-03-02T00:00:00Z', to: '2026-03-16T00:00:00Z' };
    expect(await refusal({ ...window, to: window.from })).toMatchObject({ code: 'INVALID_INPUT', paths: ['to'] });
    expect(await refusal({ ...window, from: '1990-01-01T00:00:00Z' })).toMatchObject({ paths: ['to'] });
    expect(await refusal({ ...window, interval: 'QUARTER_HOUR' })).toMatchObject({ paths: ['interval'] });
    expect(await refusal({ ...window, compare: { with: 'CUSTOM' } })).toMatchObject({ paths: ['compare'] });
  });

  test('other projects’ environments and services measure nothing', async () => {
    const window = await inZone('UTC');
    const foreign = await makeService(cast.otherProject);
    const found = await measure({ ...window, serviceIds: [foreign.id] });
    expect(found.deploymentFrequency?.value).toBeNull();
    const inStaging = await measure({ ...window, environmentIds: [cast.environment.id] });
    expect(inStaging.deploymentFrequency?.value).toBeNull();
  });

  test('the fleet is what the viewer sees', async () => {
    const viewer = await makeMember(project, 'VIEWER');
    const fleet = (who: typeof viewer | typeof cast.stranger) =>
      as(who).run<{ fleetDeliveryMetrics: { deploymentFrequency: { numerator: number | null }; services: unknown[] } }>(
        `query ($input: DeliveryMetricsInput!) { fleetDeliveryMetrics(input: $input) {
          timeZone deploymentFrequency { numerator } services { service { slug } } } }`,
        { input: WINDOWS.UTC },
      );
    expect((await fleet(viewer)).fleetDeliveryMetrics).toMatchObject({
      timeZone: 'UTC',
      deploymentFrequency: { numerator: 9 },
      services: [{ service: { slug: 'web' } }, { service: { slug: 'api' } }],
    });
    expect((await fleet(cast.stranger)).fleetDeliveryMetrics.deploymentFrequency.numerator).toBeNull();
  });

  test('as many statements for many services as for few', async () => {
    const window = await inZone('UTC');
    const fields = `${ALL} services { service { slug } deploymentFrequency ${METRIC} leadTime ${METRIC} changeFailRate ${METRIC}
      failedDeploymentRecoveryTime ${METRIC} reworkRate ${METRIC} }`;
    const statements = async () => {
      const before = cast.app.statementCount();
      await measure({ ...window, compare: { with: 'PREVIOUS_PERIOD' } }, fields);
      return cast.app.statementCount() - before;
    };
    await statements();
    const few = await statements();
    for (let n = 0; n < 5; n += 1) await makeService(project);
    expect(await statements()).toBe(few);
    expect(few).toBeLessThanOrEqual(14);
  });
});
