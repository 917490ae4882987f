import { useState } from 'react';
import { Link } from 'react-router';
import { type ServiceHistory_DeploymentFragment, useServiceHistoryQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Duration } from '../../ui/duration.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge, StatusIcon } from '../../ui/status-badge.tsx';
import { type Column, Table } from '../../ui/table.tsx';

const columns: Column<ServiceHistory_DeploymentFragment>[] = [
  { key: 'number', header: '#', width: 'w-13 sm:w-16', cell: (deployment) => <span>#{deployment.number}</span> },
  {
    key: 'status',
    header: <span className="max-sm:sr-only">Status</span>,
    width: 'w-8 sm:w-40',
    cell: (deployment) => (
      <>
        <StatusBadge status={deployment.status} isPlain className="max-sm:hidden" />
        <StatusIcon status={deployment.status} className="size-4 sm:hidden" />
      </>
    ),
  },
  {
    key: 'version',
    header: 'Version',
    cell: (deployment) => (
      <span className="flex min-w-0 items-center gap-1.5">
        <code className="min-w-0 truncate text-xs">{deployment.version}</code>
        {deployment.isDryRun ? <Badge>dry run</Badge> : null}
      </span>
    ),
  },
  {
    key: 'environment',
    header: 'Environment',
    cell: (deployment) => <span className="block truncate">{deployment.environment.name}</span>,
  },
  {
    key: 'who',
    header: 'Who',
    width: 'w-36',
    isHiddenOnPhone: true,
    cell: (deployment) => <span className="block truncate text-muted">{deployment.createdByName}</span>,
  },
  {
    key: 'duration',
    header: 'Took',
    width: 'w-24',
    align: 'right',
    isHiddenOnPhone: true,
    cell: (deployment) => (
      <Duration
        startedAt={deployment.startedAt}
        finishedAt={deployment.finishedAt}
        durationMs={deployment.durationMs}
      />
    ),
  },
  {
    key: 'when',
    header: 'When',
    width: 'w-13 sm:w-24',
    align: 'right',
    cell: (deployment) => <RelativeTime at={deployment.createdAt} form="short" className="relative text-muted" />,
  },
];

interface ServiceHistoryProps {
  slug: string;
  serviceId: string;
  canDeploy: boolean;
}

/** Every deployment of the service, newest first. */
export function ServiceHistory({ slug, serviceId, canDeploy }: ServiceHistoryProps) {
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, retry] = useServiceHistoryQuery({ variables: { id: serviceId, after } });
  const deployments = data?.service?.deployments;
  if (error && !deployments) {
    return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  }
  if (deployments?.nodes.length === 0) {
    return (
      <EmptyState
        title="This service has never been deployed"
        action={
          canDeploy ? (
            <Button asChild>
              <Link to={`?deploy=${serviceId}`}>Deploy it</Link>
            </Button>
          ) : null
        }
      />
    );
  }
  return (
    <>
      <Table
        label="Deployments of this service"
        layout="fixed"
        columns={columns}
        rows={deployments?.nodes ?? []}
        rowKey={(deployment) => deployment.id}
        rowHref={(deployment) => `/p/${slug}/deployments/${deployment.id}`}
        loadingRows={deployments ? 0 : 8}
      />
      {deployments?.pageInfo.hasNextPage ? (
        <Button className="mt-4" onClick={() => setAfter(deployments.pageInfo.endCursor)}>
          Load more deployments
        </Button>
      ) : null}
    </>
  );
}
