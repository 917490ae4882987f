import { ReactFlowProvider } from '@xyflow/react';
import { useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { describeError, errorCode } from '../../graphql/errors.ts';
import {
  useCompareWorkflowGraphsQuery,
  useRestoreWorkflowVersionMutation,
  useWorkflowVersionNodeTypesQuery,
  useWorkflowVersionsPageQuery,
  type WorkflowVersionsPage_VersionFragment,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { DiffList } from '../../ui/graph-diff/diff-list.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { VersionHistory } from '../../ui/version-history.tsx';
import { BuilderCanvas, type Selection } from './builder-canvas.tsx';
import { readGraph } from './graph.ts';
import { nodeTypesOf } from './node-types.ts';

type Version = WorkflowVersionsPage_VersionFragment;

/** All that was published of a workflow: what each version changed, drawn, and the way back to it. */
export default function WorkflowVersionsPage() {
  const { slug = '', id = '' } = useParams();
  const navigate = useNavigate();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, retry] = useWorkflowVersionsPageQuery({ variables: { id, after } });
  const [, restore] = useRestoreWorkflowVersionMutation();
  const workflow = data?.workflow ?? null;
  const path = `/p/${slug}/workflows`;
  useBreadcrumbs([
    { label: 'Workflows', to: path },
    { label: workflow?.name ?? 'Workflow', to: `${path}/${id}` },
    { label: 'Versions' },
  ]);
  if (errorCode(error) === 'NOT_FOUND' || (data && !workflow)) {
    return <NotFound title="There is no such workflow" message="It may have been deleted." />;
  }
  const take = async (version: Version) => {
    const answer = await restore({ input: { id, versionId: version.id } });
    if (answer.error) return showErrorToast('The draft was not changed', describeError(answer.error).message);
    showToast(`The draft is version ${version.number} again`, { description: 'Publish it to have it run.' });
    void navigate(`${path}/${id}`);
  };
  return (
    <>
      <PageHeader
        title={`Versions of ${workflow?.name ?? '…'}`}
        documentTitle={`Versions of ${workflow?.name ?? ''}`}
      />
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-4" />
      ) : null}
      {workflow && workflow.versions.nodes.length === 0 ? (
        <EmptyState title="Nothing is published yet">Publish the drawing, and its versions stand here.</EmptyState>
      ) : null}
      {!workflow && !error ? <Skeleton className="h-60" /> : null}
      {workflow ? (
        <VersionHistory
          versions={workflow.versions.nodes}
          onMore={workflow.versions.pageInfo.hasNextPage ? () => setAfter(workflow.versions.pageInfo.endCursor) : null}
          contentOf={(version): unknown => version.graph}
          draft={workflow.draft.graph}
          onRestore={workflow.viewerCanManage ? take : null}
        >
          {(version, from, to) => <Changes version={version} from={from} to={to} />}
        </VersionHistory>
      ) : null}
    </>
  );
}

function Changes({ version, from, to }: { version: Version; from: unknown; to: unknown }) {
  const [{ data, error }] = useCompareWorkflowGraphsQuery({ variables: { input: { from, to } } });
  return (
    <>
      <Drawing version={version} diff={data?.compareWorkflowGraphs} />
      {error ? <QueryError error={error} /> : null}
      {data ? <DiffList diff={data.compareWorkflowGraphs} /> : null}
    </>
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
