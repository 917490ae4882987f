import { beforeAll, describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { makeDeployment, makeEnvironment, makeService, makeStep, useCast } from '../../../test/factories.ts';
import { addFacts, contextAt } from '../../../test/facts.ts';
import { follow } from '../../../test/live.ts';
import type { Context } from '../../platform/context.ts';
import { type Fact, INSTALLATION, projectMetricsTopic } from '../../platform/facts.ts';
import type { MetricsUpdate, StepHotSpot, UsageMetrics } from './measure.types.ts';

const cast = useCast();

const DAY_MS = 86_400_000;
let ctx: Context;
let window: { from: Date; to: Date };

const event = (more: Partial<Fact> = {}): Fact => ({
  projectId: cast.project.id,
  kind: 'custom',
  name: 'order',
  ...more,
});

beforeAll(async () => {
  const now = new Date();
  ctx = contextAt(cast.app.app, now);
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  window = { from: new Date(today - 6 * DAY_MS), to: new Date(today + 2 * DAY_MS) };
  await addFacts(ctx, [
    event({ at: new Date(now.getTime() - DAY_MS), serviceId: cast.service.id, value: 19_990 }),
    event({ at: now, name: 'refund', environmentId: cast.environment.id }),
    { projectId: INSTALLATION, kind: 'sign_in', at: now, name: 'PASSWORD', status: 'OK', actor: 'usr_a' },
  ]);
});

const USAGE = `query ($slug: String!, $input: UsageMetricsInput!) { project(slug: $slug) { usageMetrics(input: $input) {
  from to timeZone version results { measure { key group dimensions better isLive }
    total { key title unit value sampleSize definition definitionVersion series { from to label value sampleSize } previous { from to value }
      rows(first: 1) { nodes { id at title value serviceName environmentName url } pageInfo { hasNextPage } } }
    groups { key label metric { value } } } } } }`;

const usage = async (actor: TestActor, queries: object[], more = {}) => {
  const variables = { slug: cast.project.slug, input: { ...window, ...more, queries } };
  return (await as(actor).run<{ project: { usageMetrics: UsageMetrics } | null }>(USAGE, variables)).project
    ?.usageMetrics;
};

describe('usageMetrics', () => {
  test('tells a viewer of the project all of a measure', async () => {
    const found = await usage(cast.viewer, [{ measure: 'events.count', groupBy: 'NAME', top: 1 }], {
      compare: { with: 'MATCHED_WEEKDAYS' },
    });
    expect(found).toMatchObject({ from: window.from.toISOString(), timeZone: 'UTC', version: expect.any(Number) });
    expect(found?.results[0]?.total.series.map(({ value }) => value)).toEqual([0, 0, 0, 0, 0, 1, 1, null]);
    expect(found?.results).toEqual([
      {
        measure: {
          key: 'events.count',
          group: 'Events',
          dimensions: expect.arrayContaining(['NAME', 'SERVICE']),
          better: 'NEITHER',
          isLive: true,
        },
        total: {
          key: 'events.count',
          title: 'Events',
          unit: 'COUNT',
          value: 2,
          sampleSize: 2,
          definitionVersion: 1,
          definition: expect.any(String),
          series: expect.any(Array),
          previous: { from: expect.any(String), to: expect.any(String), value: null },
          rows: {
            nodes: [
              {
                id: expect.any(String),
                at: expect.any(String),
                title: 'refund',
                value: null,
                serviceName: null,
                url: null,
                environmentName: expect.any(String),
              },
            ],
            pageInfo: { hasNextPage: true },
          },
        },
        groups: [
          { key: 'order', label: 'order', metric: { value: 1 } },
          { key: '(other)', label: 'Others', metric: { value: 1 } },
        ],
      },
    ]);
  });

  test('is nothing to strangers', async () => {
    expect(await usage(cast.stranger, [{ measure: 'events.count' }])).toBeUndefined();
    await expect(
      as(cast.anonymous).run(USAGE, {
        slug: cast.project.slug,
        input: { ...window, queries: [{ measure: 'events.count' }] },
      }),
    ).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('of another project’s services counts nothing', async () => {
    const other = await makeService(cast.otherProject);
    await addFacts(ctx, [{ ...event({ serviceId: other.id }), projectId: cast.otherProject.id }]);
    const found = await usage(cast.viewer, [{ measure: 'events.count', serviceIds: [other.id] }]);
    expect(found?.results[0]?.total.value).toBeNull();
  });

  test('tells what is wrong with its input', async () => {
    await expect(usage(cast.viewer, [{ measure: 'nothing' }])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      paths: ['queries.0.measure'],
    });
    await expect(usage(cast.viewer, [{ measure: 'events.count', groupBy: 'NAME', top: 51 }])).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      paths: ['queries.0.top'],
    });
    const beginning = { from: '0000-01-01T00:00:00Z', to: '0000-01-05T00:00:00Z' };
    await expect(usage(cast.viewer, [{ measure: 'events.count' }], beginning)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });

  test('measures delivery by the same question', async () => {
    const found = await usage(cast.viewer, [{ measure: 'delivery.change_fail_rate', groupBy: 'SERVICE' }]);
    expect(found?.results[0]?.total).toMatchObject({ key: 'delivery.change_fail_rate', value: null, sampleSize: 0 });
  });
});

test('measures say what there is', async () => {
  const { measures } = await as(cast.viewer).run<{ measures: { key: string; description: string }[] }>(
    '{ measures { key description } }',
  );
  expect(measures).toHaveLength(41);
  expect(measures.every(({ description }) => description.endsWith('.'))).toBe(true);
});

test('platformMetrics are for administrators', async () => {
  const operation =
    'query ($input: UsageMetricsInput!) { platformMetrics(input: $input) { results { total { value } } } }';
  const input = { ...window, queries: [{ measure: 'sign_ins.people' }] };
  const { platformMetrics } = await as(cast.administrator).run<{ platformMetrics: UsageMetrics }>(operation, { input });
  expect(platformMetrics.results[0]?.total.value).toBe(1);
  await expect(as(cast.owner).run(operation, { input })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const ofProjects = { ...window, queries: [{ measure: 'delivery.lead_time' }, { measure: 'storage.bytes' }] };
  await expect(as(cast.administrator).run(operation, { input: ofProjects })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
    paths: ['queries.0.measure', 'queries.1.measure'],
  });
});

const LIVE = `subscription ($id: ID!, $input: UsageMetricsInput!) { metricsChanged(projectId: $id, input: $input) {
  version previousVersion isSnapshot results { total { value series { label value } } } } }`;

describe('metricsChanged', () => {
  const input = () => ({ ...window, queries: [{ measure: 'events.count', names: ['live'] }] });
  const changed = (actor: TestActor, id: string) =>
    follow<{ metricsChanged: MetricsUpdate }>(actor, LIVE, { id, input: input() });

  test('patches an open page at most twice a second', async () => {
    const updates = changed(cast.viewer, cast.project.id);
    const first = (await updates.next()).value?.metricsChanged;
    expect(first).toMatchObject({ isSnapshot: true, previousVersion: null, results: [{ total: { value: null } }] });
    let version = first?.version;
    const begun = performance.now();
    let patches = 0;
    let value: number | null | undefined = null;
    const feeding = (async () => {
      for (let count = 0; count < 12; count += 1) {
        await addFacts(contextAt(cast.app.app, new Date()), [event({ name: 'live' })]);
        cast.app.app.events.publish([projectMetricsTopic(cast.project.id)]);
      }
    })();
    while (value !== 12) {
      const update = (await updates.next()).value?.metricsChanged;
      patches += 1;
      if (!update?.isSnapshot) expect(update?.previousVersion).toBe(version);
      version = update?.version;
      value = update?.results[0]?.total.value;
    }
    await feeding;
    expect(patches).toBeLessThanOrEqual(2 + (performance.now() - begun) / 500);
    await updates.return();
  });

  test('is not for strangers; of the installation it is for administrators', async () => {
    await expect(changed(cast.stranger, cast.project.id).next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(changed(cast.owner, INSTALLATION).next()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const updates = changed(cast.administrator, INSTALLATION);
    expect((await updates.next()).value?.metricsChanged).toMatchObject({ isSnapshot: true });
    await updates.return();
  });
});

describe('stepHotSpots', () => {
  const HOT = `query ($slug: String!, $from: DateTime!, $to: DateTime!, $first: Int!) { project(slug: $slug) {
    stepHotSpots(from: $from, to: $to, first: $first) { service { slug } stepName totalSeconds count p50Seconds p95Seconds failureCount flakyCount share url } } }`;
  const hotSpots = async (first = 20) => {
    const variables = { slug: cast.project.slug, ...window, first };
    return (await as(cast.viewer).run<{ project: { stepHotSpots: StepHotSpot[] } }>(HOT, variables)).project
      .stepHotSpots;
  };

  beforeAll(async () => {
    const service = await makeService(cast.project, { slug: 'hot' });
    const environment = await makeEnvironment(cast.project);
    const runs = [
      // Failed, then succeeded in a retry of the same version: flaky.
      ['FAILED', '1.0', false],
      ['SUCCEEDED', '1.0', true],
      // Failed, then succeeded, but of another version: mended.
      ['FAILED', '2.0', false],
      ['SUCCEEDED', '2.1', true],
      // Failed, then deployed again by hand: not known to be flaky.
      ['FAILED', '3.0', false],
      ['SUCCEEDED', '3.0', false],
    ] as const;
    let last: string | null = null;
    for (const [status, version, isRetry] of runs) {
      const deployment = await makeDeployment(service, environment, { status, version });
      await cast.app.sql('update deployments set finished_at = now(), retry_of_id = $2 where id = $1', [
        deployment.id,
        isRetry ? last : null,
      ]);
      await makeStep(cast.project, deployment, { name: 'migrate' });
      await cast.app.sql(`update deployment_steps set status = $2 where deployment_id = $1 and name = 'migrate'`, [
        deployment.id,
        status,
      ]);
      await makeStep(cast.project, deployment, { name: 'smoke test' });
      await cast.app.sql(
        `update deployment_steps set status = 'SUCCEEDED', attempt = 2 where deployment_id = $1 and name = 'smoke test'`,
        [deployment.id],
      );
      last = deployment.id;
    }
    const step = (name: string, status: string, value: number): Fact => ({
      ...event({
        kind: 'step',
        name,
        status,
        value: value * 1_000_000,
        serviceId: service.id,
        environmentId: environment.id,
      }),
    });
    await addFacts(ctx, [
      ...[10, 20, 30].map((value) => step('migrate', 'SUCCEEDED', value)),
      ...[5, 5, 5].map((value) => step('migrate', 'FAILED', value)),
      ...[1, 1, 1, 1, 1].map((value) => step('smoke test', 'SUCCEEDED', value)),
    ]);
  });

  test('are the steps that took most, with what of them was flaky', async () => {
    const found = await hotSpots();
    expect(found).toMatchObject([
      {
        service: { slug: 'hot' },
        stepName: 'migrate',
        totalSeconds: 75,
        count: 6,
        failureCount: 3,
        flakyCount: 1,
        share: 75 / 80,
      },
      { stepName: 'smoke test', totalSeconds: 5, count: 5, failureCount: 0, flakyCount: 6, share: 5 / 80 },
    ]);
    expect(found[0]?.p50Seconds).toBeCloseTo(7.5, 0);
    expect(found[0]?.p95Seconds).toBeCloseTo(27.5, 0);
    expect(found[0]?.url).toMatch(new RegExp(`^/p/${cast.project.slug}/deployments/dpl_`));
  });

  test('are as many as asked for', async () => {
    expect(await hotSpots(1)).toHaveLength(1);
    await expect(hotSpots(101)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
