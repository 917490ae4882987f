import { ArrowLeftRight } from 'lucide-react';
import { useMemo } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { errorCode } from '../../graphql/errors.ts';
import {
  type Compare_RunFragment as Run,
  useRunCompareChangedSubscription,
  useRunCompareGraphsQuery,
  useRunCompareNodesSubscription,
  useRunComparePageQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Duration } from '../../ui/duration.tsx';
import { DiffList } from '../../ui/graph-diff/diff-list.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { comparePath } from './compare.ts';
import { CompareNodes } from './compare-nodes.tsx';
import { triggerWords } from './run-filters.ts';
import { hasEnded } from './run-graph.ts';
import { useInStep } from './use-in-step.ts';
import { ValueDiff } from './value-diff.tsx';

/** Two runs side by side: what each node did in both, and where input, output, payload and version differ. */
export default function ComparePage() {
  const { slug = '' } = useParams();
  const [params] = useSearchParams();
  const ids = { before: params.get('before') ?? '', after: params.get('after') ?? '' };
  const isAsked = ids.before !== '' && ids.after !== '';
  const [{ data, error, fetching, stale }, ask] = useRunComparePageQuery({ variables: ids, pause: !isAsked });
  const { before, after } = data ?? {};
  useBreadcrumbs([
    { label: 'Runs', to: `/p/${slug}/runs` },
    { label: before && after ? `#${before.number} and #${after.number}` : 'Compare' },
  ]);
  if (before && after)
    return (
      <>
        {[before, after].map((run) => (
          <FollowRun
            key={run.id}
            id={run.id}
            isOpen={!hasEnded(run.status)}
            onMissed={() => ask({ requestPolicy: 'network-only' })}
          />
        ))}
        <Comparison key={`${before.id} ${after.id}`} slug={slug} before={before} after={after} />
      </>
    );
  if (error && errorCode(error) !== 'NOT_FOUND')
    return <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  if (error || !isAsked || (!fetching && !stale))
    return (
      <NotFound
        title="There are no such two runs"
        message="Choose two in the list of runs, and compare them."
        to={`/p/${slug}/runs`}
        linkLabel="Go to runs"
      />
    );
  return (
    <div aria-busy="true" className="space-y-4">
      <span className="sr-only">Loading both runs</span>
      <Skeleton className="h-7 w-64 max-w-full" />
      <Skeleton className="h-20 w-full" />
      <Skeleton className="h-80 w-full" />
    </div>
  );
}

/** Hears of a run that is under way. Draws nothing. */
function FollowRun({ id, isOpen, onMissed }: { id: string; isOpen: boolean; onMissed: () => void }) {
  const [heard] = useRunCompareChangedSubscription({ variables: { id }, pause: !isOpen });
  useInStep(id, isOpen, heard.data?.runChanged.id === id, onMissed);
  useRunCompareNodesSubscription({ variables: { id }, pause: !isOpen });
  return null;
}

interface ComparisonProps {
  slug: string;
  before: Run;
  after: Run;
}

function Comparison({ slug, before, after }: ComparisonProps) {
  const title = `#${before.number} and #${after.number}`;
  return (
    <article aria-label={`Comparison of ${title} of ${after.workflow.name}`} className="space-y-6">
      <div>
        <PageHeader
          title={`Compare ${title}`}
          documentTitle={`Compare ${title} of ${after.workflow.name}`}
          action={
            <Button asChild>
              <Link to={comparePath(slug, after.id, before.id)} replace>
                <ArrowLeftRight aria-hidden /> Swap
              </Link>
            </Button>
          }
        />
        <div className="grid gap-3 sm:grid-cols-2 [&>*]:min-w-0">
          <Side slug={slug} label="Before" run={before} />
          <Side slug={slug} label="After" run={after} />
        </div>
      </div>
      <CompareNodes before={before} after={after} />
      <div className="grid gap-5 lg:grid-cols-2 [&>*]:min-w-0">
        <ValueDiff title="Payload" before={before.payload} after={after.payload} />
        <ValueDiff title="Output" before={before.output} after={after.output} />
      </div>
      <VersionDiff slug={slug} before={before} after={after} />
    </article>
  );
}

function Side({ slug, label, run }: { slug: string; label: string; run: Run }) {
  return (
    <section aria-label={label} className="rounded-lg border border-line p-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="w-12 text-muted text-xs">{label}</span>
        <Link to={`/p/${slug}/runs/${run.id}`} className="min-w-0 truncate font-medium text-strong hover:underline">
          {run.workflow.name} #{run.number}
        </Link>
        <StatusBadge status={run.status} />
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-3 text-muted text-xs">
        <li>Version {run.workflowVersion.number}</li>
        <li>
          {triggerWords[run.trigger]}, {run.createdByName}
        </li>
        <li>
          <RelativeTime at={run.createdAt} />
        </li>
        {run.startedAt ? (
          <li>
            <Duration
              className="text-body"
              startedAt={run.startedAt}
              finishedAt={run.finishedAt}
              durationMs={run.finishedAt ? run.durationMs : null}
            />
          </li>
        ) : null}
      </ul>
      {run.statusReason && run.status !== 'SUCCEEDED' ? (
        <p className="mt-1 break-words text-body">{run.statusReason}</p>
      ) : null}
    </section>
  );
}

function VersionDiff({ slug, before, after }: ComparisonProps) {
  const [from, to] = [before.workflowVersion, after.workflowVersion];
  const isSame = from.id === to.id;
  const isOfOne = before.workflow.id === after.workflow.id;
  const pair = `version=${to.number}${isOfOne && !isSame ? `&against=${from.number}` : ''}`;
  const input = useMemo(() => ({ from: from.graph, to: to.graph }), [from.graph, to.graph]);
  const [{ data, error }, ask] = useRunCompareGraphsQuery({ variables: { input }, pause: isSame });
  return (
    <section aria-label="Version" className="space-y-2">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="text-lg">Version</h2>
        <Link
          to={`/p/${slug}/workflows/${after.workflow.id}/versions?${pair}`}
          className="text-accent-text text-xs hover:underline"
        >
          {isOfOne && !isSame ? 'Open these two versions' : 'All versions'}
        </Link>
      </div>
      {isSame ? (
        <p className="text-muted">Both ran version {to.number}.</p>
      ) : (
        <>
          <p className="text-muted">
            {isOfOne
              ? `From version ${from.number} to version ${to.number}:`
              : `From ${before.workflow.name}, version ${from.number}, to ${after.workflow.name}, version ${to.number}:`}
          </p>
          {error ? (
            <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
          ) : data ? (
            <DiffList diff={data.compareWorkflowGraphs} />
          ) : (
            <Skeleton className="h-20 w-full" />
          )}
        </>
      )}
    </section>
  );
}
