import { ReactFlowProvider } from '@xyflow/react';
import { RotateCcw } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { describeError, errorCode } from '../../graphql/errors.ts';
import {
  useCompareWorkflowGraphsQuery,
  useRestoreWorkflowVersionMutation,
  useWorkflowVersionNodeTypesQuery,
  useWorkflowVersionsPageQuery,
  type WorkflowVersionsPage_VersionFragment,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { cn } from '../../lib/cn.ts';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { DiffList } from '../../ui/graph-diff/diff-list.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { BuilderCanvas, type Selection } from './builder-canvas.tsx';
import { readGraph } from './graph.ts';
import { nodeTypesOf } from './node-types.ts';

type Version = WorkflowVersionsPage_VersionFragment;

const draft = 'draft';

/** All that was published of a workflow: what each changed, drawn, and the way back to it. Which two are looked at stands in the URL, by number. */
export default function WorkflowVersionsPage() {
  const { slug = '', id = '' } = useParams();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, retry] = useWorkflowVersionsPageQuery({ variables: { id, after } });
  const [params, setParams] = useSearchParams();
  const workflow = data?.workflow ?? null;
  const versions = workflow?.versions.nodes ?? [];
  const chosen = versions.find(({ number }) => String(number) === params.get('version')) ?? versions[0];
  useBreadcrumbs([
    { label: 'Workflows', to: `/p/${slug}/workflows` },
    { label: workflow?.name ?? 'Workflow', to: `/p/${slug}/workflows/${id}` },
    { label: 'Versions' },
  ]);
  if (errorCode(error) === 'NOT_FOUND' || (data && !workflow)) {
    return <NotFound title="There is no such workflow" message="It may have been deleted." />;
  }
  return (
    <>
      <PageHeader
        title={`Versions of ${workflow?.name ?? '…'}`}
        documentTitle={`Versions of ${workflow?.name ?? ''}`}
      />
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-4" />
      ) : null}
      {workflow && versions.length === 0 ? (
        <EmptyState title="Nothing is published yet">Publish the drawing, and its versions stand here.</EmptyState>
      ) : null}
      {!workflow && !error ? <Skeleton className="h-60" /> : null}
      {workflow && chosen ? (
        <div className="grid gap-5 lg:grid-cols-[280px_1fr]">
          <nav aria-label="Versions">
            <ul className="space-y-0.5">
              {versions.map((version) => (
                <li key={version.id}>
                  <VersionButton
                    version={version}
                    isChosen={version === chosen}
                    onChoose={() => setParams({ version: String(version.number) }, { replace: true })}
                  />
                </li>
              ))}
            </ul>
            {workflow.versions.pageInfo.hasNextPage ? (
              <Button className="mt-3" onClick={() => setAfter(workflow.versions.pageInfo.endCursor)}>
                Load more versions
              </Button>
            ) : null}
          </nav>
          <VersionDetails
            key={chosen.id}
            version={chosen}
            others={versions}
            against={params.get('against')}
            onAgainst={(against) => setParams({ version: String(chosen.number), against }, { replace: true })}
            workflow={workflow}
            builderPath={`/p/${slug}/workflows/${id}`}
          />
        </div>
      ) : null}
    </>
  );
}

interface VersionButtonProps {
  version: Version;
  isChosen: boolean;
  onChoose: () => void;
}

function VersionButton({ version, isChosen, onChoose }: VersionButtonProps) {
  return (
    <button
      type="button"
      aria-current={isChosen || undefined}
      onClick={onChoose}
      className={cn('w-full rounded-md px-2.5 py-2 text-left hover:bg-hover', isChosen ? 'bg-pressed' : null)}
    >
      <span className="flex items-center gap-2">
        <span className="font-medium text-strong">Version {version.number}</span>
        {version.isPublished ? <Badge tone="succeeded">Published</Badge> : null}
        <RelativeTime at={version.publishedAt} form="short" className="ml-auto text-muted text-xs" />
      </span>
      <span className="block truncate text-muted text-xs">{version.note ?? version.publishedByName}</span>
    </button>
  );
}

interface VersionDetailsProps {
  version: Version;
  others: Version[];
  /** The number of the version it is compared with, or the draft; null: the one before it. */
  against: string | null;
  onAgainst: (against: string) => void;
  workflow: { id: string; name: string; viewerCanManage: boolean; draft: { graph: unknown } };
  builderPath: string;
}

function VersionDetails({ version, others, against, onAgainst, workflow, builderPath }: VersionDetailsProps) {
  const navigate = useNavigate();
  const [, restore] = useRestoreWorkflowVersionMutation();
  const [isRestoring, setRestoring] = useState(false);
  const numbered = (number: number) => others.find((other) => other.number === number && other !== version);
  const other =
    against === draft ? undefined : (numbered(Number(against ?? Number.NaN)) ?? numbered(version.number - 1));
  const otherGraph = other ? other.graph : workflow.draft.graph;
  // From the older to the newer, whichever was chosen first.
  const isForward = other !== undefined && other.number < version.number;
  const [from, to] = isForward ? [otherGraph, version.graph] : [version.graph, otherGraph];
  const [{ data, error }] = useCompareWorkflowGraphsQuery({ variables: { input: { from, to } } });
  const run = async () => {
    setRestoring(true);
    const answer = await restore({ input: { id: workflow.id, versionId: version.id } });
    setRestoring(false);
    if (answer.error) return showErrorToast('The draft was not changed', describeError(answer.error).message);
    showToast(`The draft is version ${version.number} again`, { description: 'Publish it to have it run.' });
    void navigate(builderPath);
  };
  const choices = [
    { value: draft, label: 'The draft' },
    ...others
      .filter((each) => each !== version)
      .map(({ number }) => ({ value: String(number), label: `Version ${number}` })),
  ];
  return (
    <section aria-label={`Version ${version.number}`} className="min-w-0 space-y-4">
      <div className="flex flex-wrap items-end gap-3">
        <FormField label="Compared with" className="w-48">
          {(control) => (
            <Select {...control} value={other ? String(other.number) : draft} onChange={onAgainst} options={choices} />
          )}
        </FormField>
        {workflow.viewerCanManage ? (
          <Button icon={<RotateCcw />} className="ml-auto" isPending={isRestoring} onClick={() => void run()}>
            Restore version {version.number} as draft
          </Button>
        ) : null}
      </div>
      <p className="text-muted">
        Published by {version.publishedByName} <RelativeTime at={version.publishedAt} />
        {version.note ? `: ${version.note}` : null}
      </p>
      <Drawing version={version} diff={data?.compareWorkflowGraphs} />
      {error ? <QueryError error={error} /> : null}
      {data ? <DiffList diff={data.compareWorkflowGraphs} /> : null}
    </section>
  );
}

const unselected: Selection = { nodes: new Set(), edges: new Set() };

interface DrawingProps {
  version: Version;
  diff: { nodes: Array<{ key: string; change: 'ADDED' | 'REMOVED' | 'CHANGED' | 'MOVED' }> } | undefined;
}

function Drawing({ version, diff }: DrawingProps) {
  const [{ data }] = useWorkflowVersionNodeTypesQuery();
  const types = useMemo(() => nodeTypesOf(data?.nodeTypes ?? []), [data?.nodeTypes]);
  const graph = useMemo(() => readGraph(version.graph), [version.graph]);
  const changes = useMemo(() => new Map(diff?.nodes.map((node) => [node.key, node.change])), [diff]);
  const [selection, setSelection] = useState(unselected);
  return (
    <div className="h-80 overflow-hidden rounded-lg border border-line">
      <ReactFlowProvider>
        <BuilderCanvas
          id={version.id}
          graph={graph}
          types={types}
          changes={changes}
          isReadOnly
          selection={selection}
          onSelect={setSelection}
        />
      </ReactFlowProvider>
    </div>
  );
}
