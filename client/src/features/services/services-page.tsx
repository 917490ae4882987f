import { FolderSync, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { type ServicesPage_ServiceFragment, useServicesPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatPlural } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusIcon } from '../../ui/status-badge.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { runnerLabel } from './runner-label.ts';
import { useSyncServices } from './use-sync-services.tsx';

const columns: Column<ServicesPage_ServiceFragment>[] = [
  {
    key: 'name',
    header: 'Service',
    cell: (service) => (
      <span className="flex min-w-0 items-center gap-2">
        <span className="truncate font-medium text-sm">{service.name}</span>
        {service.problems.length > 0 ? (
          <Badge tone="waiting" icon={<TriangleAlert />}>
            {formatPlural(service.problems.length, 'problem')}
          </Badge>
        ) : null}
      </span>
    ),
  },
  {
    key: 'description',
    header: 'What it is',
    isHiddenOnPhone: true,
    cell: (service) => <span className="text-muted">{service.description ?? ''}</span>,
  },
  {
    key: 'runner',
    header: 'Runner',
    width: 'w-24',
    isHiddenOnPhone: true,
    cell: (service) => runnerLabel(service.runner),
  },
  {
    key: 'last',
    header: 'Last deployment',
    width: 'sm:w-72',
    cell: (service) => {
      const last = service.deployments.nodes[0];
      if (!last) return <span className="text-muted">Never deployed</span>;
      return (
        <span className="flex min-w-0 items-center gap-1.5">
          <StatusIcon status={last.status} className="size-3.5" />
          <code className="truncate text-xs">{last.version}</code>
          <span className="truncate text-muted max-sm:hidden">to {last.environment.name}</span>
          <RelativeTime at={last.createdAt} form="short" className="ml-auto text-muted" />
        </span>
      );
    },
  },
];

/** Everything that can be deployed in this project. */
export default function ServicesPage() {
  const { slug = '' } = useParams();
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, retry] = useServicesPageQuery({ variables: { slug, after } });
  const project = data?.project ?? null;
  const { sync, isSyncing } = useSyncServices(project?.id);
  useBreadcrumbs([{ label: 'Services' }]);
  const services = project?.services.nodes ?? [];
  const syncButton = project?.viewerCanManageServices ? (
    <Button look="primary" icon={<FolderSync />} isPending={isSyncing} onClick={() => void sync()}>
      Sync services
    </Button>
  ) : null;
  return (
    <>
      <PageHeader
        title="Services"
        meta={
          project ? (
            <>
              Read from <code className="break-all text-xs">{project.servicesFolder}</code>
            </>
          ) : null
        }
        action={syncButton}
      />
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-4" />
      ) : null}
      {project && services.length === 0 ? (
        <EmptyState
          title="A service is a folder with a service.yaml"
          example={<CodeBlock code={`${project.servicesFolder}/web/service.yaml`} label="path" />}
        >
          Put one into the services folder, then sync.
        </EmptyState>
      ) : error && !project ? null : (
        <Table
          label="Services"
          columns={columns}
          rows={services}
          rowKey={(service) => service.id}
          rowHref={(service) => `/p/${slug}/services/${service.id}`}
          loadingRows={project ? 0 : 6}
        />
      )}
      {project?.services.pageInfo.hasNextPage ? (
        <Button className="mt-4" onClick={() => setAfter(project.services.pageInfo.endCursor)}>
          Load more services
        </Button>
      ) : null}
    </>
  );
}
