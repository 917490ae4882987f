import { useMemo } from 'react';
import { useParams, useSearchParams } from 'react-router';
import {
  type Row_ServiceScoreFragment,
  type ScoresPageQuery,
  useScoresChangedSubscription,
  useScoresPageQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatMetric } from '../../lib/metrics.ts';
import { writeParams } from '../../lib/url-filters.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Sparkline } from '../../ui/chart/sparkline.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { ScoreBar } from './score-bar.tsx';
import { ScorePanel } from './score-panel.tsx';
import { useWeights } from './use-weights.ts';
import { equalWeights, isEqual, isUsable, type PartName, partNames } from './weights.ts';
import { WeightsPanel } from './weights-panel.tsx';

export type ScoreRow = NonNullable<ScoresPageQuery['project']>['serviceScores'][number];

const scoreOf = (row: ScoreRow, key: PartName) => row.parts.find((part) => part.key === key)?.value ?? null;

const columns: Column<ScoreRow>[] = [
  {
    key: 'service',
    header: 'Service',
    isMain: true,
    cell: ({ service }) => <span className="block truncate">{service.name}</span>,
  },
  { key: 'total', header: 'Total', width: 'w-32 sm:w-[14%]', cell: ({ total }) => <ScoreBar value={total} isStrong /> },
  ...(Object.keys(partNames) as PartName[]).map(
    (part): Column<ScoreRow> => ({
      key: part,
      header: partNames[part],
      width: 'w-[11%]',
      isHiddenOnPhone: true,
      cell: (row) => <ScoreBar value={scoreOf(row, part)} />,
    }),
  ),
  {
    key: 'history',
    header: '90 days',
    width: 'w-[11%]',
    align: 'right',
    isHiddenOnPhone: true,
    cell: ({ history }) =>
      history.length < 2 ? null : <Sparkline width={72} points={history.map(({ total }) => ({ value: total }))} />,
  },
];

/** How the services of the project do beside each other: by part, with the viewer's own weights, live. */
export default function ScoresPage() {
  const { slug = '' } = useParams();
  useDocumentTitle('Scores');
  useBreadcrumbs([{ label: 'Analytics', to: `/p/${slug}/analytics` }, { label: 'Scores' }]);
  return <Scores key={slug} slug={slug} />;
}

function Scores({ slug }: { slug: string }) {
  const [search, setSearch] = useSearchParams();
  const { weights, change } = useWeights(slug);
  // Nothing is asked before it is known how the viewer weighs: no row moves afterwards.
  const asked = useDebounced(weights, 250) ?? weights;
  const variables = { weights: asked && isUsable(asked) && !isEqual(asked) ? asked : equalWeights };
  const [{ data, error }, retry] = useScoresPageQuery({
    variables: { slug, ...variables },
    pause: !asked,
    requestPolicy: 'cache-and-network',
  });
  const project = data?.project;
  const [{ data: live }] = useScoresChangedSubscription({
    variables: { projectId: project?.id ?? '', ...variables },
    pause: !project,
  });
  const rows = useMemo(
    () => byTotal(withLive(project?.serviceScores ?? [], live?.scoresChanged.scores ?? [])),
    [project, live],
  );
  const open = rows.find(({ serviceId }) => serviceId === search.get('score'));
  const hrefOf = ({ serviceId }: ScoreRow) => `?${writeParams(search, { score: serviceId })}`;
  if (error && !project) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (project && rows.length === 0)
    return (
      <EmptyState title="There is no service yet">
        Each service gets 0 to 100 points for delivery, reliability, security, documentation and cost, made of what is
        measured here, and compared with the project’s other services.
      </EmptyState>
    );
  return (
    <div className="space-y-4">
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      <div className="grid items-start gap-6 2xl:grid-cols-[1fr_22rem]">
        <div className="min-w-0">
          <Table
            label="Scores of services"
            layout="fixed"
            columns={columns}
            rows={rows}
            rowKey={({ serviceId }) => serviceId}
            rowHref={hrefOf}
            loadingRows={project ? 0 : 5}
          />
          <p className="mt-3 text-muted text-xs">{rows[0]?.formula}</p>
        </div>
        {weights ? <WeightsPanel weights={weights} onChange={change} /> : null}
      </div>
      <p role="status" className="sr-only">
        {rows[0] ? `Highest: ${rows[0].service.name}, ${formatMetric(rows[0].total, 'SCORE')} points` : ''}
      </p>
      {open ? (
        <ScorePanel
          row={open}
          slug={slug}
          onClose={() => setSearch((previous) => writeParams(previous, { score: '' }), { replace: true })}
        />
      ) : null}
    </div>
  );
}

/** What was sent since takes the place of what was asked for; names and history stay. */
function withLive(rows: ScoreRow[], live: readonly Row_ServiceScoreFragment[]): ScoreRow[] {
  const newer = new Map(live.map((score) => [score.serviceId, score]));
  return rows.map((row) => ({ ...row, ...newer.get(row.serviceId) }));
}

const byTotal = (rows: ScoreRow[]) =>
  rows.toSorted(
    (one, other) => (other.total ?? -1) - (one.total ?? -1) || one.service.name.localeCompare(other.service.name),
  );
