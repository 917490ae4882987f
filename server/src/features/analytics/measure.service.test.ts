import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  makeEnvironment,
  makeProject,
  makeService,
  makeWorkflow,
  type TestProject,
  useCast,
} from '../../../test/factories.ts';
import { addFacts, contextAt } from '../../../test/facts.ts';
import type { Context } from '../../platform/context.ts';
import { type Fact, type FactKindName, INSTALLATION } from '../../platform/facts.ts';
import type { Metric } from '../../platform/metrics/metric.types.ts';
import type { MeasureInput } from './measure.input.ts';
import { listMeasures, measure } from './measure.service.ts';
import { MetricDimension } from './measure.types.ts';

const cast = useCast();

/** A Wednesday; two days are over and one is running. */
const NOW = '2026-03-11T12:00:00Z';
const WINDOW = {
  from: new Date('2026-03-09T00:00:00Z'),
  to: new Date('2026-03-12T00:00:00Z'),
  interval: 'DAY' as const,
};

let ctx: Context;
let project: TestProject;
let web: string;
let shop: string;
let production: string;
let staging: string;
let workflow: string;

const seconds = (count: number) => count * 1_000_000;
const fact = (kind: FactKindName, at: string, more: Partial<Fact> = {}): Fact => ({
  projectId: project.id,
  kind,
  at: new Date(`2026-03-${at}:00Z`),
  ...more,
});

beforeAll(async () => {
  ctx = contextAt(cast.app.app, NOW);
  project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
  [web, shop] = [(await makeService(project, { slug: 'web' })).id, (await makeService(project, { slug: 'shop' })).id];
  production = (await makeEnvironment(project, { slug: 'production' })).id;
  staging = (await makeEnvironment(project, { slug: 'staging' })).id;
  workflow = (await makeWorkflow(project)).id;
  const inProduction = { serviceId: web, environmentId: production };
  const step = (at: string, name: string, status: string, took: number, serviceId = web): Fact =>
    fact('step', at, { serviceId, environmentId: production, name, status, value: seconds(took), subjectId: 'dpl_1' });
  const run = (at: string, status: string, took: number): Fact =>
    fact('run', at, { name: workflow, status, value: seconds(took) });
  const node = (at: string, name: string, status: string, count = 1): Fact =>
    fact('node_run', at, { name, status, count, value: seconds(2) * count });
  const api = (at: string, name: string, status: string, took: number): Fact =>
    fact('api', at, { name, status, value: seconds(took) });
  await addFacts(ctx, [
    fact('deployment', '09T10:00', {
      ...inProduction,
      status: 'SUCCEEDED',
      value: seconds(10),
      subjectId: 'dpl_1',
      data: { number: 1, version: '1.0' },
    }),
    fact('deployment', '09T11:00', { ...inProduction, status: 'FAILED', value: seconds(30), subjectId: 'dpl_2' }),
    fact('deployment', '09T12:00', { ...inProduction, environmentId: staging, status: 'CANCELED', subjectId: 'dpl_3' }),
    fact('deployment', '11T09:00', {
      ...inProduction,
      serviceId: shop,
      status: 'SUCCEEDED',
      value: seconds(20),
      subjectId: 'dpl_4',
    }),
    fact('deployment', '02T10:00', { ...inProduction, status: 'SUCCEEDED', value: seconds(40) }),
    fact('deployment_queue', '09T10:00', { ...inProduction, value: seconds(4) }),
    step('09T10:00', 'build', 'SUCCEEDED', 6),
    step('09T10:00', 'test', 'FAILED', 4),
    step('09T11:00', 'test', 'IGNORED', 2),
    step('11T09:00', 'build', 'SUCCEEDED', 8, shop),
    run('09T01:00', 'SUCCEEDED', 1),
    run('09T02:00', 'SUCCEEDED', 2),
    run('10T02:00', 'TIMED_OUT', 9),
    run('10T03:00', 'CANCELED', 3),
    fact('run_queue', '09T01:00', { name: workflow, value: seconds(5) }),
    node('09T01:00', 'http.request', 'SUCCEEDED', 6),
    node('09T01:01', 'http.request', 'RETRIED', 2),
    node('09T01:02', 'deploy', 'FAILED'),
    node('09T01:02', 'deploy', 'TIMED_OUT'),
    fact('schedule', '09T01:00', { name: workflow, status: 'FIRED', value: seconds(3) }),
    fact('schedule', '09T02:00', { name: workflow, status: 'MISSED' }),
    api('09T01:00', 'HomePage', 'OK', 0.01),
    api('09T01:00', 'HomePage', 'OK', 0.02),
    api('09T01:00', 'RunsPage', 'ERROR', 0.4),
    api('10T01:00', 'RunsPage', 'OK', 0.03),
    fact('sign_in', '09T01:00', { name: 'PASSWORD', status: 'ACCEPTED', actor: 'usr_a' }),
    fact('sign_in', '09T02:00', { name: 'PASSWORD', status: 'ACCEPTED', actor: 'usr_a' }),
    fact('sign_in', '10T02:00', { name: 'PASSWORD', status: 'ACCEPTED', actor: 'usr_b' }),
    fact('sign_in', '10T02:00', { name: 'PASSWORD', status: 'REFUSED', actor: 'usr_c' }),
    fact('ai', '09T01:00', { name: 'large', status: 'OK', value: seconds(2), costNano: 5_000_000 }),
    fact('ai', '09T01:00', { name: 'small', status: 'ERROR', value: seconds(1), costNano: 1_000_000 }),
    fact('custom', '09T01:00', { name: 'order', value: 19_990, actor: 'a' }),
    fact('custom', '09T02:00', { name: 'order', value: 10_010, actor: 'b' }),
    fact('custom', '10T02:00', { name: 'refund', actor: 'a' }),
  ]);
});

async function measured(key: string, more: Partial<MeasureInput> = {}, query = {}): Promise<Metric> {
  const { results } = await measure(ctx, project.id, { ...WINDOW, queries: [{ measure: key, ...query }], ...more });
  return results[0]?.total as Metric;
}

const near = (value: number) => ({
  asymmetricMatch: (found: unknown) => typeof found === 'number' && Math.abs(found - value) <= Math.abs(value) * 0.0101,
});
const values = (metric: Metric) => metric.series.map(({ value }) => value);

describe('each measure on facts counted by hand', () => {
  // Key; its value; from how many; in each of the three days.
  test.each<[string, unknown, number, unknown[]]>([
    ['deployments.count', 4, 4, [3, 0, 1]],
    ['deployments.success_rate', 2 / 3, 3, [0.5, null, 1]],
    ['deployments.duration_p50', near(20), 3, [near(20), null, near(20)]],
    ['deployments.duration_p95', near(29), 3, [near(29), null, near(20)]],
    ['deployments.queue_p95', near(4), 1, [near(4), null, null]],
    ['steps.time', 20, 4, [12, 0, 8]],
    ['steps.failures', 1, 4, [1, 0, 0]],
    ['steps.duration_p95', near(7.7), 4, [near(5.8), null, near(8)]],
    ['runs.count', 4, 4, [2, 2, 0]],
    ['runs.success_rate', 2 / 3, 3, [1, 0, null]],
    ['runs.duration_p50', near(2.5), 4, [near(1.5), near(6), null]],
    ['runs.duration_p95', near(8.1), 4, [near(1.95), near(8.7), null]],
    ['runs.queue_p95', near(5), 1, [near(5), null, null]],
    ['node_runs.count', 10, 10, [10, 0, 0]],
    ['node_runs.failures', 2, 10, [2, 0, 0]],
    ['node_runs.retry_rate', 0.2, 10, [0.2, null, null]],
    ['node_runs.duration_p95', near(2), 10, [near(2), null, null]],
    ['schedules.lateness_p95', near(3), 1, [near(3), null, null]],
    ['schedules.missed', 1, 2, [1, 0, 0]],
    ['api.count', 4, 4, [3, 1, 0]],
    ['api.error_rate', 0.25, 4, [1 / 3, 0, null]],
    ['api.duration_p50', near(0.025), 4, [near(0.02), near(0.03), null]],
    ['api.duration_p95', near(0.3445), 4, [near(0.362), near(0.03), null]],
    ['api.duration_p99', near(0.3889), 4, [near(0.3924), near(0.03), null]],
    ['sign_ins.count', 3, 4, [2, 1, 0]],
    ['sign_ins.refused', 1, 4, [0, 1, 0]],
    ['sign_ins.people', 2, 3, [1, 1, 0]],
    ['ai.count', 2, 2, [2, 0, 0]],
    ['ai.cost', 6_000_000, 2, [6_000_000, 0, 0]],
    ['ai.duration_p95', near(1.95), 2, [near(1.95), null, null]],
    ['ai.error_rate', 0.5, 2, [0.5, null, null]],
    ['events.count', 3, 3, [2, 1, 0]],
    ['events.sum', 30, 2, [30, 0, 0]],
    ['events.average', 15, 2, [15, null, null]],
    ['events.people', 2, 3, [2, 1, 0]],
  ])('%s', async (key, value, sampleSize, series) => {
    const metric = await measured(key);
    expect([metric.value, metric.sampleSize]).toEqual([value, sampleSize]);
    expect(values(metric)).toEqual(series);
    expect(metric.series.map(({ label }) => label)).toEqual(['2026-03-09', '2026-03-10', '2026-03-11']);
  });

  test('every measure of facts is in the table above', () => {
    const others = listMeasures().filter(({ group }) => group !== 'Delivery' && group !== 'Storage');
    expect(others).toHaveLength(35);
  });

  test('a quotient has its numbers above and below the line', async () => {
    expect(await measured('runs.success_rate')).toMatchObject({ numerator: 2, denominator: 3 });
    expect(await measured('events.average')).toMatchObject({ numerator: 30, denominator: 2 });
  });

  test('what never happened is null, not 0; what has not begun is null too', async () => {
    const window = { from: new Date('2026-02-01T00:00:00Z'), to: new Date('2026-02-03T00:00:00Z') };
    for (const key of ['deployments.count', 'ai.cost', 'runs.success_rate', 'sign_ins.people', 'steps.duration_p95'])
      expect([key, await measured(key, window)]).toEqual([
        key,
        expect.objectContaining({ value: null, sampleSize: 0 }),
      ]);
    expect(values(await measured('deployments.count', { ...window, to: new Date('2026-02-03T00:00:00Z') }))).toEqual([
      null,
      null,
    ]);
    const ahead = { ...WINDOW, to: new Date('2026-03-14T00:00:00Z') };
    expect(values(await measured('deployments.count', ahead))).toEqual([3, 0, 1, null, null]);
  });
});

describe('windows', () => {
  test('days are those of the project’s zone', async () => {
    await cast.app.sql(`update projects set time_zone = 'America/New_York' where id = $1`, [project.id]);
    const from = new Date('2026-03-08T05:00:00Z');
    const metric = await measured('runs.count', { from, to: new Date('2026-03-11T04:00:00Z') });
    // Sunday was an hour shorter; what ran at 01:00 and 02:00 UTC on Monday ran on Sunday there.
    expect(metric.series.map(({ from, value }) => [from.toISOString(), value])).toEqual([
      ['2026-03-08T05:00:00.000Z', 2],
      ['2026-03-09T04:00:00.000Z', 2],
      ['2026-03-10T04:00:00.000Z', 0],
    ]);
    await cast.app.sql(`update projects set time_zone = 'UTC' where id = $1`, [project.id]);
  });

  test('a running period is compared with the part of the one before that had passed', async () => {
    const input = { ...WINDOW, to: new Date('2026-03-16T00:00:00Z') };
    const metric = await measured('deployments.count', { ...input, compare: { with: 'PREVIOUS_PERIOD' } });
    expect(metric.previous).toMatchObject({
      from: new Date('2026-03-02T00:00:00Z'),
      to: new Date('2026-03-04T12:00:00Z'),
      value: 1,
      sampleSize: 1,
    });
    expect(metric.previous?.series.map(({ value }) => value)).toEqual([1, 0, 0]);
  });

  test('what is wrong is told all at once', async () => {
    const input = {
      from: new Date('2026-03-12T00:00:00Z'),
      to: new Date('2026-03-09T00:00:00Z'),
      interval: 'DAY' as const,
      compare: { with: 'CUSTOM' as const },
      queries: [
        { measure: 'nothing' },
        { measure: 'runs.count', groupBy: MetricDimension.SERVICE, top: 0 },
        { measure: 'sign_ins.count', serviceIds: [web] },
      ],
    };
    await expect(measure(ctx, project.id, input)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: {
        problems: ['queries.0.measure', 'queries.1.groupBy', 'queries.1.top', 'queries.2.serviceIds', 'to'].map(
          (path) => ({
            path,
            message: expect.any(String),
          }),
        ),
      },
    });
  });

  test.each<[string, Partial<MeasureInput>, string]>([
    ['too many buckets', { from: new Date('2026-01-01T00:00:00Z'), interval: 'QUARTER_HOUR' }, 'interval'],
    ['too long a window', { from: new Date('2019-01-01T00:00:00Z'), interval: 'MONTH' }, 'to'],
    ['no query', { queries: [] }, 'queries'],
    ['too many queries', { queries: Array.from({ length: 13 }, () => ({ measure: 'runs.count' })) }, 'queries'],
    [
      'too many points',
      {
        from: new Date('2026-02-01T00:00:00Z'),
        interval: 'HOUR',
        queries: Array.from({ length: 12 }, () => ({ measure: 'runs.count', groupBy: MetricDimension.NAME })),
      },
      'queries',
    ],
    ['half a comparison', { compare: { with: 'CUSTOM', from: new Date('2026-01-01T00:00:00Z') } }, 'compare'],
    [
      'a window of its own for another one',
      { compare: { with: 'LAST_YEAR', from: new Date(NOW), to: new Date(NOW) } },
      'compare',
    ],
  ])('%s is refused', async (_what, more, path) => {
    await expect(measured('runs.count', more)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { problems: [{ path }] },
    });
  });
});

describe('groups', () => {
  const grouped = async (key: string, groupBy: MetricDimension, query = {}) => {
    const queries = [{ measure: key, groupBy, ...query }];
    const { results } = await measure(ctx, project.id, { ...WINDOW, queries });
    return results[0]?.groups.map(({ key, label, metric }) => [key, label, metric.value, values(metric)]);
  };

  test('are called by their names, deleted ones too', async () => {
    await cast.app.sql('update services set deleted_at = now() where id = $1', [shop]);
    expect(await grouped('deployments.count', MetricDimension.SERVICE)).toEqual([
      [web, 'web', 3, [3, 0, 0]],
      [shop, 'shop', 1, [0, 0, 1]],
    ]);
    expect(await grouped('deployments.count', MetricDimension.STATUS)).toEqual([
      ['SUCCEEDED', 'Succeeded', 2, [1, 0, 1]],
      ['CANCELED', 'Canceled', 1, [1, 0, 0]],
      ['FAILED', 'Failed', 1, [1, 0, 0]],
    ]);
    const [[key, label] = []] = (await grouped('runs.count', MetricDimension.NAME)) ?? [];
    expect([key, label]).toEqual([workflow, expect.not.stringContaining('wfl_')]);
  });

  test('beyond the largest are one', async () => {
    expect(await grouped('steps.time', MetricDimension.NAME, { top: 1 })).toEqual([
      ['build', 'build', 14, [6, 0, 8]],
      ['(other)', 'Others', 6, [6, 0, 0]],
    ]);
    expect(await grouped('node_runs.retry_rate', MetricDimension.NAME, { top: 1 })).toEqual([
      ['http.request', 'http.request', 0.25, [0.25, null, null]],
      ['(other)', 'Others', 0, [0, null, null]],
    ]);
  });

  test('add up to the total', async () => {
    const queries = [{ measure: 'steps.time', groupBy: MetricDimension.NAME, top: 1 }];
    const { results } = await measure(ctx, project.id, { ...WINDOW, queries });
    expect(results[0]?.total).toMatchObject({ value: 20, sampleSize: 4 });
  });

  test('filters hold', async () => {
    expect(
      await measured('deployments.count', {}, { serviceIds: [web], statuses: ['SUCCEEDED', 'FAILED'] }),
    ).toMatchObject({ value: 2 });
    expect(await measured('deployments.count', {}, { environmentIds: [staging] })).toMatchObject({ value: 1 });
    expect(await measured('deployments.count', {}, { serviceIds: [] })).toMatchObject({ value: null });
    expect(await grouped('steps.failures', MetricDimension.SERVICE, { names: ['test'] })).toEqual([
      [web, 'web', 1, [1, 0, 0]],
    ]);
  });

  test('of the window before are those of this one', async () => {
    const queries = [{ measure: 'deployments.count', groupBy: MetricDimension.SERVICE, top: 1 }];
    const compare = {
      with: 'CUSTOM' as const,
      from: new Date('2026-03-01T00:00:00Z'),
      to: new Date('2026-03-04T00:00:00Z'),
    };
    const { results } = await measure(ctx, project.id, { ...WINDOW, compare, queries });
    expect(results[0]?.groups.map(({ key, metric }) => [key, metric.value, metric.previous?.value])).toEqual([
      [web, 3, 1],
      ['(other)', 1, null],
    ]);
  });
});

describe('rows', () => {
  test('are what was counted, newest first, and open', async () => {
    const metric = await measured('deployments.count', {}, { serviceIds: [web] });
    const first = await metric.loadRows(ctx, { first: 2 });
    expect(first.nodes).toEqual([
      expect.objectContaining({
        title: 'Deployment',
        status: 'Canceled',
        value: null,
        environmentName: 'staging',
        subjectId: 'dpl_3',
      }),
      expect.objectContaining({
        title: 'Deployment',
        status: 'Failed',
        value: null,
        serviceName: 'web',
        url: `/p/${project.slug}/deployments/dpl_2`,
      }),
    ]);
    const second = await metric.loadRows(ctx, { first: 2, after: first.pageInfo.endCursor });
    expect(second.nodes.map(({ title }) => title)).toEqual(['Deployment #1 1.0']);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
    await expect(metric.loadRows(ctx, { first: 2, after: 'WyJ4IiwieSJd' })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  test('have values where the measure is made of values', async () => {
    const slow = await measured('deployments.duration_p95', {}, { serviceIds: [web] });
    expect((await slow.loadRows(ctx, { first: 2 })).nodes.map(({ value }) => value)).toEqual([null, 30]);
    const rate = await measured('deployments.success_rate', {}, { serviceIds: [web] });
    expect((await rate.loadRows(ctx, { first: 2 })).nodes.map(({ value }) => value)).toEqual([null, null]);
  });

  test('of a count of some statuses, and of a group, are those alone', async () => {
    const failures = await measured('steps.failures');
    expect((await failures.loadRows(ctx, { first: 20 })).nodes.map(({ title, status }) => [title, status])).toEqual([
      ['test', 'Failed'],
    ]);
    const queries = [{ measure: 'steps.time', groupBy: MetricDimension.NAME, top: 1 }];
    const { results } = await measure(ctx, project.id, { ...WINDOW, queries });
    const [build, others] = results[0]?.groups ?? [];
    expect((await build?.metric.loadRows(ctx, { first: 20 }))?.nodes.map(({ value }) => value)).toEqual([8, 6]);
    expect((await others?.metric.loadRows(ctx, { first: 20 }))?.nodes.map(({ value }) => value)).toEqual([2, 4]);
  });
});

describe('statements', () => {
  const countOf = async (queries: MeasureInput['queries']) => {
    await measure(ctx, project.id, { ...WINDOW, queries });
    const before = cast.app.statementCount();
    await measure(ctx, project.id, { ...WINDOW, queries });
    return cast.app.statementCount() - before;
  };

  test('a dashboard of six panels takes few', async () => {
    const keys = [
      'deployments.count',
      'deployments.duration_p50',
      'deployments.duration_p95',
      'runs.count',
      'runs.duration_p95',
      'api.duration_p95',
    ];
    const alone = await countOf([{ measure: 'deployments.duration_p50' }]);
    const all = await countOf(keys.map((measure) => ({ measure })));
    // The project, the version, the zone, and the rows of all kinds together.
    expect([alone, all]).toEqual([4, 4]);
  });

  test('groups take as many, however many there are', async () => {
    const two = await countOf([{ measure: 'steps.time', groupBy: MetricDimension.NAME, top: 1 }]);
    await addFacts(
      ctx,
      Array.from({ length: 20 }, (_, n) =>
        fact('step', '10T01:00', { serviceId: web, name: `step ${n}`, status: 'SUCCEEDED', value: 1 }),
      ),
    );
    expect(await countOf([{ measure: 'steps.time', groupBy: MetricDimension.NAME, top: 10 }])).toBe(two);
  });
});

test('the installation has facts of its own', async () => {
  await addFacts(ctx, [
    {
      projectId: INSTALLATION,
      kind: 'api',
      at: new Date('2026-03-10T01:00:00Z'),
      name: 'SignIn',
      status: 'OK',
      value: 1,
    },
  ]);
  const { timeZone, results } = await measure(ctx, INSTALLATION, { ...WINDOW, queries: [{ measure: 'api.count' }] });
  expect([timeZone, results[0]?.total.value]).toEqual(['UTC', 1]);
});

test('storage is what is kept now', async () => {
  const queries = [{ measure: 'storage.bytes', groupBy: MetricDimension.NAME, top: 2 }];
  const { results } = await measure(ctx, project.id, { ...WINDOW, queries });
  const [storage] = results;
  expect(storage?.total.value).toBeGreaterThan(0);
  expect(values(storage?.total as Metric)).toEqual([null, null, storage?.total.value]);
  expect(storage?.groups.map(({ key }) => key)).toEqual(['facts', 'logs']);
  const past = { ...WINDOW, from: new Date('2026-03-01T00:00:00Z'), to: new Date('2026-03-05T00:00:00Z') };
  expect((await measure(ctx, project.id, { ...past, queries })).results[0]?.total.value).toBeNull();
});
