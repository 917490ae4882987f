import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { errorCode } from '../../graphql/errors.ts';
import {
  type RunPage_RunFragment,
  useRunPageChangedSubscription,
  useRunPageNodesSubscription,
  useRunPageQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { useMediaQuery } from '../../lib/use-media-query.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { statusWord } from '../../ui/status-badge.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ApprovalCalls } from './approval-call.tsx';
import { NodeList } from './node-list.tsx';
import { useNodeLooks } from './node-looks.ts';
import { NodePanel } from './node-panel.tsx';
import { RunActions } from './run-actions.tsx';
import { hasEnded, nodeStates, readGraph } from './run-graph.ts';
import { RunHeader } from './run-header.tsx';
import { RunLog } from './run-log.tsx';
import { RunTimeline } from './run-timeline.tsx';
import { useInStep } from './use-in-step.ts';
import { useRunActions } from './use-run-actions.ts';
import { ErrorView, ValueView } from './value-view.tsx';

const RunCanvas = lazy(() => import('./run-canvas.tsx'));

/** One run: the graph as it goes, its nodes, its time line, its log and its data, live. */
export default function RunPage() {
  const { slug = '', id = '' } = useParams();
  const [{ data, error, fetching, stale }, ask] = useRunPageQuery({ variables: { id } });
  const run = data?.run;
  const [heard] = useRunPageChangedSubscription({ variables: { id }, pause: !run });
  useRunPageNodesSubscription({ variables: { id }, pause: !run || hasEnded(run.status) });
  useInStep(id, run ? !hasEnded(run.status) : undefined, heard.data?.runChanged.id === id, () =>
    ask({ requestPolicy: 'network-only' }),
  );
  if (run) return <Run key={run.id} slug={slug} run={run} />;
  if (error && errorCode(error) !== 'NOT_FOUND')
    return <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />;
  if (error || (!fetching && !stale))
    return (
      <NotFound
        title="There is no such run"
        message="It may belong to a project you are not a member of."
        to={`/p/${slug}/runs`}
        linkLabel="Go to runs"
      />
    );
  return (
    <div aria-busy="true" className="space-y-4">
      <span className="sr-only">Loading the run</span>
      <Skeleton className="h-7 w-64 max-w-full" />
      <Skeleton className="h-3.5 w-48" />
      <Skeleton className="h-80 w-full" />
    </div>
  );
}

function Run({ slug, run }: { slug: string; run: RunPage_RunFragment }) {
  const [params, setParams] = useSearchParams();
  const actions = useRunActions(slug, run.id);
  const looks = useNodeLooks();
  const title = `${run.workflow.name} #${run.number}`;
  useDocumentTitle(`${title}: ${statusWord(run.status)}`);
  useBreadcrumbs([{ label: 'Runs', to: `/p/${slug}/runs` }, { label: title }]);

  const graph = useMemo(() => readGraph(run.workflowVersion.graph), [run.workflowVersion.graph]);
  const states = useMemo(() => nodeStates(graph, run.nodeRuns, run.status), [graph, run.nodeRuns, run.status]);
  const names = useMemo(() => new Map(graph.nodes.map(({ key, name }) => [key, name])), [graph]);
  const set = useCallback(
    (changes: Record<string, string | null>) =>
      setParams(
        (before) => {
          for (const [name, value] of Object.entries(changes)) {
            if (value === null) before.delete(name);
            else before.set(name, value);
          }
          return before;
        },
        { replace: true },
      ),
    [setParams],
  );
  const openNode = useCallback((key: string) => set({ node: key, attempt: null }), [set]);
  const open = states.find(({ key }) => key === params.get('node'));
  const isLive = !hasEnded(run.status);
  // A graph wants room: phones get the list of nodes in its place.
  const hasCanvas = useMediaQuery('(min-width: 640px)');

  return (
    <article aria-label={`Run ${title}`}>
      <RunHeader
        slug={slug}
        run={run}
        versionNumber={run.workflowVersion.number}
        actions={<RunActions slug={slug} names={names} run={run} actions={actions} />}
      />
      {isLive ? (
        <ApprovalCalls
          nodeRuns={run.nodeRuns}
          names={names}
          onOpen={({ id, nodeKey }) => set({ node: nodeKey, attempt: id })}
        />
      ) : null}
      {hasCanvas ? (
        <div className="mb-4 h-[clamp(260px,44dvh,560px)] overflow-hidden rounded-lg border border-line">
          <Suspense fallback={<Skeleton className="size-full" />}>
            <RunCanvas graph={graph} states={states} looks={looks} openKey={open?.key ?? null} onOpen={openNode} />
          </Suspense>
        </div>
      ) : null}
      <Tabs
        aria-label="Parts of this run"
        value={params.get('tab') ?? 'nodes'}
        onChange={(tab) => set({ tab: tab === 'nodes' ? null : tab })}
        tabs={[
          {
            value: 'nodes',
            label: 'Nodes',
            content: <NodeList states={states} looks={looks} onSelect={openNode} />,
          },
          {
            value: 'timeline',
            label: 'Timeline',
            content: <RunTimeline nodeRuns={run.nodeRuns} names={names} isLive={isLive} onSelect={openNode} />,
          },
          {
            value: 'log',
            label: 'Log',
            content: (
              <RunLog id={run.id} number={run.number} lineCount={run.logLineCount} isLive={isLive} names={names} />
            ),
          },
          { value: 'data', label: 'Data', content: <RunData run={run} /> },
        ]}
      />
      {open ? (
        <NodePanel
          key={`${open.key} ${params.get('attempt') ?? ''}`}
          slug={slug}
          run={run}
          state={open}
          attemptId={params.get('attempt')}
          typeName={looks.get(open.type)?.name ?? open.type}
          names={names}
          actions={actions}
          onClose={() => set({ node: null, attempt: null })}
        />
      ) : null}
    </article>
  );
}

function RunData({ run }: { run: RunPage_RunFragment }) {
  return (
    <div className="grid gap-5 lg:grid-cols-2 [&>*]:min-w-0">
      <ValueView title="Payload" value={run.payload} payload={run.inputPayload} />
      <ValueView title="Output" value={run.output} payload={run.outputPayload} />
      {run.error ? <ErrorView error={run.error} /> : null}
    </div>
  );
}
