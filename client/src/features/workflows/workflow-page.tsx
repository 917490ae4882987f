import { useMemo } from 'react';
import { useParams } from 'react-router';
import { errorCode } from '../../graphql/errors.ts';
import { useWorkflowPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Builder } from './builder.tsx';
import { nodeTypesOf } from './node-types.ts';

/** One workflow, drawn. */
export default function WorkflowPage() {
  const { slug = '', id = '' } = useParams();
  const [{ data, error, fetching }, retry] = useWorkflowPageQuery({
    variables: { id },
    // Drawing begins from the draft that is there now, not from one that was seen before.
    requestPolicy: 'network-only',
  });
  const workflow = data?.workflow ?? null;
  const types = useMemo(() => nodeTypesOf(data?.nodeTypes ?? []), [data?.nodeTypes]);
  const project = workflow?.project;
  const slugs = useMemo(
    () => ({
      service: project?.services.nodes.map((each) => each.slug) ?? [],
      environment: project?.environments.map((each) => each.slug) ?? [],
      workflow: project?.workflows.nodes.map((each) => each.slug) ?? [],
      channel: project?.notificationChannels.map((each) => each.slug) ?? [],
    }),
    [project],
  );
  useBreadcrumbs([{ label: 'Workflows', to: `/p/${slug}/workflows` }, { label: workflow?.name ?? 'Workflow' }]);
  useDocumentTitle(workflow?.name ?? 'Workflow');
  if (error && !workflow && errorCode(error) !== 'NOT_FOUND') {
    return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  }
  if (error || (data && !workflow && !fetching)) {
    return <NotFound title="There is no such workflow" message="It may have been deleted." />;
  }
  if (!workflow || !project) return <Skeleton className="h-80" />;
  return (
    <Builder
      key={workflow.id}
      workflow={workflow}
      viewport={workflow.viewerViewport}
      project={project}
      types={types}
      slugs={slugs}
    />
  );
}
