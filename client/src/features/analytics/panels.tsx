import type { ReactNode } from 'react';
import type {
  Card_MetricFragment as Card,
  Figure_MetricFragment as Figure,
  MetricDimension,
  Panel_MetricResultFragment as Panel,
} from '../../graphql/generated.ts';
import { exportUrl } from '../../lib/metric-export.ts';
import type { MetricWindow } from '../../lib/metric-range.ts';
import type { Better } from '../../lib/metrics.ts';
import { Chart } from '../../ui/chart/chart.tsx';
import type { ChartAnnotation, ChartKind, ChartPointEvent } from '../../ui/chart/chart-types.ts';
import { ExploreItems, type ExploreLink, ExploreLinks } from '../../ui/chart/explore-links.tsx';
import { Stat } from '../../ui/chart/stat.tsx';
import { groupSeries, otherKey, quotient, seriesOf } from './metric-series.ts';
import type { Narrowed } from './use-analytics.ts';
import { useExplore } from './use-explore.ts';
import type { RowsTarget } from './use-rows.ts';

/** The words under an ⓘ. */
export function DefinitionText({
  metric,
  links = [],
}: {
  metric: Pick<Figure, 'definition' | 'definitionVersion' | 'numerator' | 'denominator' | 'unit'>;
  /** Where it is explored. */
  links?: readonly ExploreLink[];
}) {
  const parts = quotient(metric);
  return (
    <>
      <p>{metric.definition}</p>
      {parts ? <p className="mt-1">Here: {parts}.</p> : null}
      <p className="mt-1 text-muted">Version {metric.definitionVersion} of this definition</p>
      <ExploreLinks links={links} />
    </>
  );
}

interface MetricStatProps {
  title?: string;
  metric: Card | undefined;
  better?: Better;
  onOpen?: () => void;
  note?: ReactNode;
  /** Shown until the metric is there. */
  placeholder: string;
}

/** A metric as one number. */
export function MetricStat({ title, metric, better, onOpen, note, placeholder }: MetricStatProps) {
  const name = title ?? metric?.title ?? placeholder;
  const explore = useExplore();
  if (!metric) return <Stat title={name} value={null} unit="COUNT" isLoading note={note} />;
  return (
    <Stat
      title={name}
      value={metric.value}
      unit={metric.unit}
      sampleSize={metric.sampleSize}
      previous={metric.previous}
      better={better}
      definition={<DefinitionText metric={metric} links={explore(name, { measure: metric.key })} />}
      points={metric.series}
      onOpen={onOpen}
      note={note}
    />
  );
}

interface UsageChartProps {
  title?: string;
  placeholder: string;
  /** One measure, told apart by `groupBy`, or several in one chart. */
  panels: Array<Panel | undefined>;
  /** What the lines are called, where several measures share the chart. */
  labels?: string[];
  groupBy?: MetricDimension;
  kind: ChartKind;
  zone: string;
  annotations?: readonly ChartAnnotation[];
  /** What else of the page its numbers are of; for those that the server gives as a file. */
  exports?: { slug: string; window: MetricWindow | null; narrowed?: Narrowed };
  /** With another window. */
  isCompared?: boolean;
  source: RowsTarget['source'];
  onRows: (target: Pick<RowsTarget, 'source' | 'metric'> & Partial<RowsTarget>) => void;
  emptyText?: ReactNode;
}

/** Measures as a chart; a click on a point opens the rows of its bucket. */
export function UsageChart(props: UsageChartProps) {
  const { panels, labels, groupBy, kind, zone, source, onRows } = props;
  const explore = useExplore();
  const first = panels[0];
  const isLoading = panels.some((panel) => panel === undefined);
  const isGrouped = groupBy !== undefined;
  const hasLegend = isGrouped || panels.length > 1 || props.isCompared;
  if (!first || isLoading) {
    return (
      <Chart
        title={props.title ?? props.placeholder}
        kind={kind}
        unit="COUNT"
        zone={zone}
        series={[]}
        isLoading
        hasLegend={hasLegend}
      />
    );
  }
  const known = panels.filter((panel) => panel !== undefined);
  const series = isGrouped
    ? groupSeries(first, groupBy === 'STATUS')
    : known.map((panel, index) => seriesOf(panel.total, labels?.[index]));
  const open = ({ seriesKey, point: { from, to } }: ChartPointEvent) =>
    onRows({
      source,
      metric: isGrouped ? first.measure.key : seriesKey,
      bucket: { from, to },
      // The rest has no name to be asked for by.
      group:
        isGrouped && seriesKey !== otherKey && seriesKey !== '(none)' ? { dimension: groupBy, key: seriesKey } : null,
    });
  const { slug, window, narrowed } = props.exports ?? {};
  const links = known.flatMap((panel) =>
    explore(panel.measure.title, { measure: panel.measure.key, groupBy, ...narrowed }),
  );
  const measure = known.map((panel) => panel.measure.key);
  return (
    <Chart
      title={props.title ?? first.total.title}
      kind={kind}
      isStacked={isGrouped && kind !== 'line'}
      unit={first.total.unit}
      zone={zone}
      series={series}
      hasLegend={hasLegend}
      annotations={props.annotations}
      definition={<DefinitionText metric={first.total} links={links} />}
      menuItems={<ExploreItems links={links} />}
      onPointClick={open}
      onShowRows={() => onRows({ source, metric: first.measure.key })}
      parquetUrl={
        slug && window && source === 'usage'
          ? exportUrl(slug, 'parquet', window, { measure, groupBy, ...narrowed })
          : undefined
      }
      emptyText={props.emptyText}
    />
  );
}
