import { type ReactNode, useMemo } from 'react';
import type { DashboardMeasuresQuery } from '../../graphql/generated.ts';
import { formatMetric } from '../../lib/metrics.ts';
import { Chart } from '../../ui/chart/chart.tsx';
import type { ChartAnnotation, ChartKind, ChartSeries } from '../../ui/chart/chart-types.ts';
import { Definition } from '../../ui/chart/definition.tsx';
import { ExploreItems, type ExploreLink, ExploreLinks } from '../../ui/chart/explore-links.tsx';
import { Stat } from '../../ui/chart/stat.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { MetricQuery, Panel, PanelMeasure } from './dashboard.ts';
import type { Result } from './metric-results.ts';

export type Measure = DashboardMeasuresQuery['measures'][number];

/** A measure of a panel with what it is, what was asked and what came. */
export interface PanelData {
  given: PanelMeasure;
  /** Null where there is no such measure on this server. */
  measure: Measure | null;
  query: MetricQuery;
  result: Result | null;
}

/** What stands behind a number: of which measure, which group, which time. */
export interface RowsAsked {
  title: string;
  query: MetricQuery;
  from: string;
  to: string;
}

interface PanelViewProps {
  panel: Panel;
  data: PanelData[];
  window: { from: string; to: string };
  zone: string;
  /** Of what is drawn inside the panel, in pixels. */
  height: number;
  annotations?: readonly ChartAnnotation[];
  onShowRows?: (asked: RowsAsked) => void;
  /** Where a measure is explored; left out where nobody is to be led away. */
  exploreUrlOf?: (query: MetricQuery) => string;
}

const chartKinds: Record<'line' | 'bar' | 'area' | 'stacked', ChartKind> = {
  line: 'line',
  bar: 'bar',
  area: 'area',
  stacked: 'bar',
};

/** One panel of a dashboard, by its kind. */
export function PanelView(props: PanelViewProps) {
  const { panel, data } = props;
  const unknown = data.find(({ measure }) => measure === null);
  if (panel.kind === 'text') return <TextPanel panel={panel} />;
  if (unknown)
    return (
      <PanelBox title={panel.title}>
        <p className="text-muted">There is no measure “{unknown.given.measure}” on this server.</p>
      </PanelBox>
    );
  if (panel.kind === 'stat') return <StatPanel {...props} />;
  return panel.kind === 'table' ? <TablePanel {...props} /> : <ChartPanel {...props} kind={panel.kind} />;
}

interface PanelBoxProps {
  title: string;
  definition?: ReactNode;
  children: ReactNode;
}

function PanelBox({ title, definition, children }: PanelBoxProps) {
  return (
    <section
      aria-label={title}
      className="flex h-full min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-page p-3"
    >
      <h2 className="mb-1 flex items-center gap-1 font-medium text-sm text-strong">
        <span className="truncate">{title}</span>
        {definition ? <Definition title={title}>{definition}</Definition> : null}
      </h2>
      <div className="min-h-0 flex-1 overflow-auto">{children}</div>
    </section>
  );
}

function TextPanel({ panel }: { panel: Panel }) {
  return (
    <PanelBox title={panel.title}>
      <p className="whitespace-pre-wrap">{panel.text}</p>
    </PanelBox>
  );
}

/** Where the measures of a panel are explored. */
function linksOf({ data, exploreUrlOf }: PanelViewProps): ExploreLink[] {
  return exploreUrlOf ? data.map((each) => ({ title: labelOf(each), url: exploreUrlOf(each.query) })) : [];
}

/** How the numbers of a panel are made, and the way on from them. */
function definitionOf(props: PanelViewProps): ReactNode {
  const { data } = props;
  const lines = data.flatMap(({ measure, result }) =>
    measure ? { key: measure.key, title: measure.title, text: result?.total.definition ?? measure.description } : [],
  );
  const [only] = lines;
  if (!only) return null;
  return (
    <>
      {lines.length < 2
        ? only.text
        : lines.map(({ key, title, text }) => (
            <span key={key} className="block">
              <b>{title}</b>: {text}
            </span>
          ))}
      <ExploreLinks links={linksOf(props)} />
    </>
  );
}

const labelOf = ({ given, measure }: PanelData) => given.label ?? measure?.title ?? given.measure;

function StatPanel(props: PanelViewProps) {
  const { panel, data, window, onShowRows } = props;
  const [first] = data;
  if (!first) return <TextPanel panel={{ ...panel, text: '' }} />;
  const total = first.result?.total;
  return (
    <Stat
      className="h-full"
      title={panel.title}
      value={total?.value}
      unit={total?.unit ?? first.measure?.unit ?? 'COUNT'}
      sampleSize={total?.sampleSize}
      previous={panel.compare === false ? null : total?.previous}
      better={first.measure?.better}
      definition={definitionOf({ ...props, data: [first] })}
      points={total?.series}
      isLoading={!first.result}
      onOpen={onShowRows && (() => onShowRows({ title: panel.title, query: first.query, ...window }))}
    />
  );
}

/** Groups that are a state have its colour. */
const tones: Record<string, ChartSeries['tone']> = {
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'failed',
  CANCELED: 'canceled',
  '(other)': 'rest',
};

/** The series of a panel with the query that each is of. */
function seriesOf(panel: Panel, data: PanelData[]): Array<{ series: ChartSeries; query: MetricQuery }> {
  const hasPrevious = panel.compare !== false;
  return data.flatMap((each, at) => {
    const { result, query, given } = each;
    if (!result) return [];
    if (!given.groupBy) {
      const { series: points, previous } = result.total;
      const series = { key: `${at}`, label: labelOf(each), points, previous: hasPrevious ? previous?.series : null };
      return [{ series, query }];
    }
    return result.groups.map(({ key, label, metric }) => ({
      series: {
        key: `${at}:${key}`,
        label: data.length > 1 ? `${labelOf(each)}: ${label}` : label,
        points: metric.series,
        // One course to compare with can be read; one for each group can't.
        previous: hasPrevious && result.groups.length === 1 ? metric.previous?.series : null,
        tone: given.groupBy === 'status' || key === '(other)' ? tones[key] : undefined,
      },
      query: narrowed(query, key),
    }));
  });
}

/** The query of one of its groups; of all beyond the largest, or of none, the query itself. */
function narrowed(query: MetricQuery, key: string): MetricQuery {
  if (key === '(other)' || key === '') return { ...query, groupBy: null };
  const fields = { SERVICE: 'serviceIds', ENVIRONMENT: 'environmentIds', NAME: 'names', STATUS: 'statuses' } as const;
  return query.groupBy ? { ...query, groupBy: null, [fields[query.groupBy]]: [key] } : query;
}

function ChartPanel(props: PanelViewProps & { kind: keyof typeof chartKinds }) {
  const { panel, kind, data, zone, height, annotations, onShowRows, window } = props;
  const found = useMemo(() => seriesOf(panel, data), [panel, data]);
  const series = useMemo(() => found.map((each) => each.series), [found]);
  const first = data[0];
  return (
    <Chart
      className="h-full"
      title={panel.title}
      kind={chartKinds[kind]}
      isStacked={kind === 'stacked' || kind === 'area'}
      series={series}
      unit={first?.result?.total.unit ?? first?.measure?.unit ?? 'COUNT'}
      zone={zone}
      height={height}
      annotations={annotations}
      hasLegend={data.length > 1 || data.some(({ given }) => given.groupBy)}
      definition={definitionOf(props)}
      isLoading={data.some(({ result }) => result === null)}
      menuItems={<ExploreItems links={linksOf(props)} />}
      onPointClick={
        onShowRows &&
        (({ seriesKey, point }) => {
          const query = found.find((each) => each.series.key === seriesKey)?.query ?? first?.query;
          if (query) onShowRows({ title: `${panel.title}, ${point.label}`, query, from: point.from, to: point.to });
        })
      }
      onShowRows={onShowRows && first && (() => onShowRows({ title: panel.title, query: first.query, ...window }))}
    />
  );
}

/** Groups down, measures across; measures that are not grouped have one row. */
function TablePanel(props: PanelViewProps) {
  const { panel, data, window, onShowRows } = props;
  const rows = new Map<string, string>();
  for (const { given, result } of data) {
    if (!given.groupBy) rows.set('', 'All');
    for (const { key, label } of result?.groups ?? []) rows.set(key, label);
  }
  const isLoading = data.some(({ result }) => result === null);
  const cellOf = ({ given, result }: PanelData, key: string) =>
    given.groupBy ? result?.groups.find((group) => group.key === key)?.metric : key === '' ? result?.total : undefined;
  // By the first measure, and those without a value last.
  const sizeOf = (key: string) => (data[0] && cellOf(data[0], key)?.value) ?? Number.NEGATIVE_INFINITY;
  const inOrder = [...rows].sort(
    ([a], [b]) => Number(a === '(other)') - Number(b === '(other)') || sizeOf(b) - sizeOf(a) || 0,
  );
  return (
    <PanelBox title={panel.title} definition={definitionOf(props)}>
      {isLoading ? (
        <Skeleton className="h-full min-h-20" />
      ) : rows.size === 0 ? (
        <p className="text-muted">No data in this window</p>
      ) : (
        <table aria-label={panel.title} className="w-full text-xs">
          <thead>
            <tr>
              <th scope="col" className="sticky top-0 bg-page py-1 pr-2 text-left font-medium text-muted">
                {nameOfRows(data)}
              </th>
              {data.map((each) => (
                <th
                  key={`${each.given.measure} ${each.given.label}`}
                  scope="col"
                  className="sticky top-0 bg-page py-1 pl-2 text-right font-medium text-muted"
                >
                  {labelOf(each)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inOrder.map(([key, label]) => (
              <tr key={key} className="border-line border-t">
                <th scope="row" className="max-w-60 truncate py-1.5 pr-2 text-left font-normal text-strong">
                  {label}
                </th>
                {data.map((each) => {
                  const metric = cellOf(each, key);
                  const text = formatMetric(metric?.value, metric?.unit ?? 'COUNT');
                  return (
                    <td key={`${each.given.measure} ${each.given.label}`} className="py-1.5 pl-2 text-right">
                      {onShowRows && metric && metric.value !== null ? (
                        <button
                          type="button"
                          className="rounded-sm hover:text-accent-text hover:underline pointer-coarse:min-h-10 pointer-coarse:min-w-10"
                          aria-label={`${labelOf(each)} of ${label}: ${text}. Open its rows`}
                          onClick={() =>
                            onShowRows({
                              title: `${labelOf(each)}: ${label}`,
                              query: each.given.groupBy ? narrowed(each.query, key) : each.query,
                              ...window,
                            })
                          }
                        >
                          {text}
                        </button>
                      ) : (
                        text
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </PanelBox>
  );
}

const rowNames = { service: 'Service', environment: 'Environment', name: 'Name', status: 'Status' };

function nameOfRows(data: PanelData[]): string {
  const groupBy = data.find(({ given }) => given.groupBy)?.given.groupBy;
  return groupBy ? rowNames[groupBy] : 'All';
}
