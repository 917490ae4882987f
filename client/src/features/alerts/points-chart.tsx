import { useMemo } from 'react';
import type { AlertPoints_AlertPointFragment } from '../../graphql/generated.ts';
import type { MetricUnit } from '../../lib/metrics.ts';
import { Chart } from '../../ui/chart/chart.tsx';
import type { ChartAnnotation, ChartSeries } from '../../ui/chart/chart-types.ts';
import { formatLabel } from './point-label.ts';

interface PointsChartProps {
  title: string;
  points: readonly AlertPoints_AlertPointFragment[];
  unit: MetricUnit;
  zone: string;
  firings?: readonly { from: string; to?: string | null }[];
  isLoading?: boolean;
  height?: number;
}

/** What a rule saw or would have seen, its limit, and when it fired. */
export function PointsChart({ title, points, unit, zone, firings = [], isLoading, height = 220 }: PointsChartProps) {
  const series = useMemo<ChartSeries[]>(() => {
    const all = (
      key: string,
      label: string,
      of: (point: AlertPoints_AlertPointFragment) => number | null | undefined,
    ) => ({
      key,
      label,
      points: points.map((point) => ({
        from: point.from,
        to: point.to,
        label: formatLabel(point.to, zone),
        value: of(point) ?? null,
        sampleSize: point.sampleSize,
      })),
    });
    const value = all('value', 'Value', (point) => point.value);
    const hasLimit = points.some(({ threshold }) => threshold !== null && threshold !== undefined);
    return hasLimit ? [value, all('limit', 'Limit', (point) => point.threshold)] : [value];
  }, [points, zone]);
  const annotations = useMemo<ChartAnnotation[]>(
    () =>
      firings.map(({ from, to }, index) => ({
        id: `${index}`,
        at: from,
        until: to ?? null,
        kind: 'ALERT',
        title: `Fires at ${formatLabel(from, zone)}`,
      })),
    [firings, zone],
  );
  return (
    <Chart
      title={title}
      kind="line"
      series={series}
      unit={unit}
      zone={zone}
      annotations={annotations}
      isLoading={isLoading ?? false}
      height={height}
      emptyText="There is no data of this measure yet"
    />
  );
}
