import type { Card_MetricFragment as Card, Panel_MetricResultFragment as Panel } from '../../graphql/generated.ts';
import { formatMetric } from '../../lib/metrics.ts';
import type { ChartSeries } from '../../ui/chart/chart-types.ts';

/** A metric as a line or row of bars. */
export function seriesOf(metric: Card, label = metric.title, key = metric.key): ChartSeries {
  return { key, label, points: metric.series, previous: metric.previous?.series ?? null };
}

/** What is left of a grouping, beyond its largest groups. */
export const otherKey = '(other)';

const tones: Record<string, ChartSeries['tone']> = {
  SUCCEEDED: 'succeeded',
  OK: 'succeeded',
  FAILED: 'failed',
  ERROR: 'failed',
  CANCELED: 'canceled',
  [otherKey]: 'rest',
};

/** The groups of a measure as series of one chart. What they are compared with would be one dashed line each: too many. */
export function groupSeries(panel: Panel, isOfStatus = false): ChartSeries[] {
  const groups = isOfStatus ? [...panel.groups].sort((a, b) => statusRank(a.key) - statusRank(b.key)) : panel.groups;
  return groups.map(({ key, label, metric }) => ({
    key: key || '(none)',
    label: label || 'Without',
    points: metric.series,
    ...(isOfStatus || key === otherKey ? { tone: tones[key.toUpperCase()] } : {}),
  }));
}

/** What went well stands at the bottom of a stack, what failed on it. */
function statusRank(key: string): number {
  const rank = ['SUCCEEDED', 'OK', 'CANCELED', 'REJECTED', 'SKIPPED', 'TIMED_OUT', 'FAILED', 'ERROR'].indexOf(
    key.toUpperCase(),
  );
  return rank < 0 ? 3.5 : rank;
}

/** `12 of 96`, where a number is a quotient of counts. */
export function quotient({
  numerator,
  denominator,
  unit,
}: Pick<Card, 'numerator' | 'denominator' | 'unit'>): string | null {
  if (unit !== 'RATIO' || numerator === null || denominator === null) return null;
  return `${formatMetric(numerator, 'COUNT')} of ${formatMetric(denominator, 'COUNT')}`;
}
