import { PROJECT, type Span, ZONE } from './analytics-data.ts';
import type { OpenStore } from './analytics-store.ts';

/** One panel of the dashboard: as the product's measure, and by hand. */
interface Panel {
  measure: string;
  groupBy?: 'STATUS' | 'NAME';
  kind: 'deployment' | 'run' | 'node_run' | 'api' | 'custom';
  /** What is selected by day, and by `groupBy`. */
  value: string;
}

const p95 = 'percentile_cont(0.95) within group (order by value)';

/** Six of what people look at: two counts by what became of it, three quantiles, one count of different people. */
export const PANELS: Panel[] = [
  { measure: 'deployments.count', groupBy: 'STATUS', kind: 'deployment', value: 'sum(count)' },
  { measure: 'deployments.duration_p95', kind: 'deployment', value: p95 },
  { measure: 'runs.count', groupBy: 'STATUS', kind: 'run', value: 'sum(count)' },
  { measure: 'node_runs.duration_p95', kind: 'node_run', value: p95 },
  { measure: 'api.duration_p95', kind: 'api', value: p95 },
  { measure: 'events.people', kind: 'custom', value: 'count(distinct actor)' },
];

export const QUERY = `query Dashboard($slug: String!, $input: UsageMetricsInput!) {
  project(slug: $slug) { usageMetrics(input: $input) { version results {
    total { value sampleSize series { from value sampleSize } }
    groups { key metric { value series { from value sampleSize } } } } } } }`;

export const variables = ({ from, to }: Span) => ({
  slug: 'bench-1',
  input: {
    from: from.toISOString(),
    to: to.toISOString(),
    interval: 'DAY',
    queries: PANELS.map(({ measure, groupBy }) => ({ measure, ...(groupBy && { groupBy }) })),
  },
});

/** The same numbers by what the store counts, without the rest of the product. */
export async function readPanels({ store, ctx }: OpenStore, { from, to }: Span): Promise<void> {
  await Promise.all(
    PANELS.map(({ kind, groupBy, value }) =>
      store.read(ctx, {
        projectId: PROJECT,
        kind,
        from,
        to,
        zone: ZONE,
        interval: 'DAY',
        groupBy: groupBy ? [groupBy === 'STATUS' ? 'status' : 'name'] : [],
        where: {},
        parts: { sketch: value === p95, actors: value.includes('actor') },
      }),
    ),
  );
}

/** Of the facts themselves; `day` and `table` in the words of the engine. */
export function rawQueries(words: { day: string; table: string; from: string; to: string }): string[] {
  return PANELS.map(({ kind, groupBy, value }) => {
    const by = groupBy ? `, ${groupBy.toLowerCase()}` : '';
    return `select ${words.day} as day${by}, ${value} as value from ${words.table}
      where project_id = '${PROJECT}' and kind = '${kind}' and "at" >= ${words.from} and "at" < ${words.to} group by 1${by && ', 2'}`;
  });
}

export const postgresWords = ({ from, to }: Span) => ({
  day: `date_trunc('day', at at time zone '${ZONE}')`,
  table: 'events',
  from: `timestamptz '${from.toISOString()}'`,
  to: `timestamptz '${to.toISOString()}'`,
});
