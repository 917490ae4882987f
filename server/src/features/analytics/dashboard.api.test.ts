import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { useCast } from '../../../test/factories.ts';
import { addFacts, contextAt } from '../../../test/facts.ts';
import { startOfDay } from '../../lib/calendar.ts';
import type { Fact } from '../../platform/facts.ts';
import type { UsageMetrics } from './measure.types.ts';

const cast = useCast();
const ZONE = 'America/New_York';
const DAY_MS = 86_400_000;

const PANELS = [
  { measure: 'deployments.count', groupBy: 'STATUS' },
  { measure: 'deployments.duration_p95' },
  { measure: 'runs.count', groupBy: 'STATUS' },
  { measure: 'node_runs.duration_p95' },
  { measure: 'api.duration_p95' },
  { measure: 'events.people' },
];

const now = new Date();
/** As pages ask for it: whole days of the project's zone, the running one included. */
const last90Days = { from: startOfDay(now, ZONE, -89), to: startOfDay(now, ZONE, 1) };

beforeAll(async () => {
  await cast.app.sql('update projects set time_zone = $2 where id = $1', [cast.project.id, ZONE]);
  const fact = (kind: Fact['kind'], more: Partial<Fact> = {}): Fact[] =>
    [0, 1, 40, 80].map((days) => ({
      projectId: cast.project.id,
      kind,
      at: new Date(now.getTime() - days * DAY_MS),
      status: days === 1 ? 'FAILED' : 'SUCCEEDED',
      value: 2_000_000,
      actor: `usr_${days}`,
      ...more,
    }));
  await addFacts(contextAt(cast.app.app, now), [
    ...fact('deployment', { serviceId: cast.service.id, environmentId: cast.environment.id }),
    ...fact('run', { name: 'wfl_a' }),
    ...fact('node_run', { name: 'core.set' }),
    ...fact('api', { name: 'Projects' }),
    ...fact('custom', { name: 'order', serviceId: cast.service.id }),
  ]);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const QUERY = `query ($slug: String!, $input: UsageMetricsInput!) { project(slug: $slug) { usageMetrics(input: $input) {
  results { total { value sampleSize series { from value sampleSize } } groups { key label metric { value series { value } } } } } } }`;

/** What the statements were called that a query took; credentials, looked up anew each second, aside. */
async function statementsOf(input: object): Promise<{ names: string[]; texts: string[]; metrics: UsageMetrics }> {
  const ask = () =>
    as(cast.viewer).run<{ project: { usageMetrics: UsageMetrics } }>(QUERY, {
      slug: cast.project.slug,
      input: { interval: 'DAY', queries: PANELS, ...input },
    });
  await ask();
  const reads = jest.spyOn(cast.app.app.reads, 'query');
  const { project } = await ask();
  const texts = reads.mock.calls.map(([, text]) => text);
  const names = texts.flatMap((text) => /^-- ((analytics|rollups|delivery)\.\S+)/.exec(text)?.[1] ?? []);
  return { names: names.sort(), texts, metrics: project.usageMetrics };
}

describe('a dashboard of six panels', () => {
  test('is read in a handful of statements, none of them of facts where its window ends with days', async () => {
    const { names, texts, metrics } = await statementsOf(last90Days);
    expect(names).toEqual(['analytics.sketches', 'analytics.sums', 'analytics.zone', 'rollups.version']);
    expect(texts.filter((text) => /\b(from|join) events\b/.test(text))).toEqual([]);
    expect(metrics.results.map(({ total }) => total.sampleSize)).toEqual([4, 4, 4, 4, 4, 4]);
    expect(metrics.results[0]?.groups.map(({ key, metric }) => [key, metric.value])).toEqual([
      ['SUCCEEDED', 3],
      ['FAILED', 1],
    ]);
    expect(metrics.results[1]?.total.value).toBeCloseTo(2, 1);
    expect(metrics.results[5]?.total.value).toBe(4);
  });

  test('of the window before takes no more', async () => {
    const { names } = await statementsOf({ ...last90Days, compare: { with: 'MATCHED_WEEKDAYS' } });
    expect(names.filter((name) => name !== 'analytics.readFacts')).toEqual([
      'analytics.sketches',
      'analytics.sums',
      'analytics.zone',
      'rollups.version',
    ]);
    // Of the running day the part that has passed is compared: its end is within a quarter of an hour, once for each kind.
    expect(names.filter((name) => name === 'analytics.readFacts').length).toBeLessThanOrEqual(5);
  });

  test('reads facts only at the edges that no bucket ends at, each stretch once for all panels', async () => {
    const from = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS - 70 * DAY_MS + 3_660_000);
    const { names } = await statementsOf({ ...last90Days, from });
    expect(names.filter((name) => name === 'analytics.readFacts')).toHaveLength(5);
    expect(names).toHaveLength(9);
  });

  test('of delivery reads each table once for all that is asked of the same window', async () => {
    const queries = ['deployment_frequency', 'lead_time', 'change_fail_rate', 'recovery_time', 'rework_rate'].map(
      (name) => ({ measure: `delivery.${name}` }),
    );
    const { names } = await statementsOf({ ...last90Days, queries });
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    expect(names).toContain('delivery.environments');
  });
});
