import { Telescope } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { MetricDimension, Panel_MetricResultFragment as Panel } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatMetric, noData } from '../../lib/metrics.ts';
import { Sparkline } from '../../ui/chart/sparkline.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { underRangeBar } from './analytics-page.tsx';
import { otherKey } from './metric-series.ts';
import type { Analytics } from './use-analytics.ts';
import { useExplore } from './use-explore.ts';
import type { RowsTarget } from './use-rows.ts';
import { useUsage } from './use-usage.ts';

interface GroupColumn {
  measure: string;
  header: string;
  isHiddenOnPhone?: boolean;
}

interface GroupTableProps {
  analytics: Analytics;
  title: string;
  /** What a row is, over the first column; the title without its “by”. */
  groupHeader?: string;
  source: 'usage' | 'platform';
  groupBy: MetricDimension;
  /** The first decides which groups there are, and in which order. */
  columns: GroupColumn[];
  onRows: (target: Pick<RowsTarget, 'source' | 'metric'> & Partial<RowsTarget>) => void;
  emptyText?: string;
}

interface GroupRow {
  key: string;
  label: string;
}

/** Measures told apart by something, a row for each; every value opens its rows. */
export function GroupTable({
  analytics,
  title,
  groupHeader,
  source,
  groupBy,
  columns,
  onRows,
  emptyText,
}: GroupTableProps) {
  const { slug, project, window, narrowed } = analytics;
  const usage = useUsage({
    slug,
    projectId: project?.id ?? null,
    isPlatform: source === 'platform',
    // A table says what is, not what was before.
    window: window ? { ...window, compare: null } : null,
    queries: columns.map(({ measure }) => ({
      measure,
      groupBy,
      top: 20,
      ...(source === 'usage' ? narrowed : {}),
    })),
  });
  const panels = usage.results;
  const explore = useExplore();
  const [first] = columns;
  const explored = first ? explore(first.header, { measure: first.measure, groupBy }) : [];
  const rows: GroupRow[] = panels?.[0]?.groups.map(({ key, label }) => ({ key, label })) ?? [];
  const metricOf = (panel: Panel | undefined, { key }: GroupRow) =>
    panel?.groups.find((group) => group.key === key)?.metric;
  const tableColumns: Column<GroupRow>[] = [
    {
      key: 'group',
      header: groupHeader ?? title.replace(/^By (.)/, (_, letter: string) => letter.toUpperCase()),
      cell: ({ key, label }) => (
        <span className="break-words text-strong">{key === otherKey ? 'All others' : label || 'Without'}</span>
      ),
    },
    {
      key: 'course',
      header: <span className="sr-only">Course</span>,
      width: 'w-28',
      isHiddenOnPhone: true,
      cell: (row) => <Sparkline points={metricOf(panels?.[0], row)?.series ?? []} height={20} />,
    },
    ...columns.map(({ measure, header, isHiddenOnPhone }, index) => ({
      key: measure,
      header,
      align: 'right' as const,
      isHiddenOnPhone,
      cell: (row: GroupRow): ReactNode => {
        const metric = metricOf(panels?.[index], row);
        if (!metric || metric.value === null) return <span className="text-muted">{noData}</span>;
        const text = formatMetric(metric.value, metric.unit);
        if (row.key === otherKey || row.key === '') return text;
        return (
          <button
            type="button"
            aria-label={`${header} of ${row.label}: ${text}. Open its rows`}
            onClick={() => onRows({ source, metric: measure, group: { dimension: groupBy, key: row.key } })}
            className="rounded-sm text-strong underline decoration-control decoration-dotted underline-offset-3 hover:decoration-accent pointer-coarse:min-h-10 pointer-coarse:min-w-10"
          >
            {text}
          </button>
        );
      },
    })),
  ];
  const id = `table-${title.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <section aria-labelledby={id} className="space-y-2">
      <div className="flex flex-wrap items-center justify-between gap-x-3">
        <h2 id={id} className="text-lg">
          {title}
        </h2>
        {explored.map(({ url }) => (
          <Link
            key={url}
            to={url}
            className="inline-flex min-h-6 items-center gap-1.5 rounded-sm text-muted hover:text-strong hover:underline pointer-coarse:min-h-10"
          >
            <Telescope aria-hidden className="size-3.5" />
            Explore further <span className="sr-only">{title}</span>
          </Link>
        ))}
      </div>
      {usage.error && !panels ? (
        <QueryError error={usage.error} onRetry={usage.retry} />
      ) : panels && rows.length === 0 ? (
        <p className="text-muted">{emptyText ?? 'There is nothing in this window.'}</p>
      ) : (
        <Table
          label={title}
          columns={tableColumns}
          rows={rows}
          rowKey={({ key }) => key}
          loadingRows={panels ? 0 : 3}
          stickyTop={underRangeBar}
        />
      )}
    </section>
  );
}
