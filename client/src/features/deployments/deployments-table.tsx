import { ArrowRight, FlaskConical } from 'lucide-react';
import type { DeploymentsTable_DeploymentFragment as Deployment } from '../../graphql/generated.ts';
import { Duration } from '../../ui/duration.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { isLiveStatus, StatusBadge, StatusIcon } from '../../ui/status-badge.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';

interface DeploymentsTableProps {
  slug: string;
  deployments: Deployment[];
  isLoading: boolean;
}

/** What stands beside the status: the step that runs, or the reason of the end. */
function noteOf({ status, statusReason, currentStep }: Deployment): string | null {
  if (isLiveStatus(status) && currentStep) {
    return currentStep.host ? `${currentStep.name} on ${currentStep.host}` : currentStep.name;
  }
  return status === 'SUCCEEDED' ? null : statusReason;
}

const columns: Column<Deployment>[] = [
  {
    key: 'deployment',
    header: 'Deployment',
    width: 'sm:w-[28%]',
    isMain: true,
    cell: (deployment) => (
      <span className="flex min-w-0 items-center gap-1.5">
        <StatusIcon status={deployment.status} className="size-3.5 sm:hidden" />
        <span className="min-w-0">
          <span className="flex items-center gap-1.5">
            <span className="truncate font-medium">{deployment.service.name}</span>
            <ArrowRight aria-label="to" className="size-3 shrink-0 text-faint" />
            <span className="truncate">{deployment.environment.name}</span>
            <span className="shrink-0 font-normal text-muted">#{deployment.number}</span>
            {deployment.isDryRun ? (
              <Tooltip content="Dry run">
                <FlaskConical aria-label="dry run" className="size-3 shrink-0 text-accent-text" />
              </Tooltip>
            ) : null}
          </span>
          <span className="block truncate text-muted sm:hidden">
            <code className="text-xs">{deployment.version}</code> {noteOf(deployment) ?? deployment.createdByName}
          </span>
        </span>
      </span>
    ),
  },
  {
    key: 'version',
    header: 'Version',
    width: 'w-28',
    isHiddenOnPhone: true,
    cell: ({ version }) => <code className="block truncate text-xs">{version}</code>,
  },
  {
    key: 'status',
    header: 'Status',
    isHiddenOnPhone: true,
    cell: (deployment) => (
      <span className="flex min-w-0 items-center gap-2">
        <StatusBadge isPlain status={deployment.status} />
        <span className="min-w-0 truncate text-muted max-lg:hidden">{noteOf(deployment)}</span>
      </span>
    ),
  },
  {
    key: 'who',
    header: 'Who',
    width: 'w-32 max-lg:hidden',
    isHiddenOnPhone: true,
    cell: ({ createdByName }) => <span className="block truncate">{createdByName}</span>,
  },
  {
    key: 'duration',
    header: 'Took',
    width: 'w-20',
    align: 'right',
    isHiddenOnPhone: true,
    cell: ({ startedAt, finishedAt, durationMs }) => (
      <Duration startedAt={startedAt} finishedAt={finishedAt} durationMs={finishedAt ? durationMs : null} />
    ),
  },
  {
    key: 'when',
    header: 'When',
    width: 'w-24',
    align: 'right',
    // Above the row's link, so that its exact time can be pointed at.
    cell: ({ createdAt }) => <RelativeTime at={createdAt} className="relative whitespace-nowrap text-muted" />,
  },
];

/** Deployments, newest first; a row is a link. */
export function DeploymentsTable({ slug, deployments, isLoading }: DeploymentsTableProps) {
  return (
    <Table
      label="Deployments"
      className="table-fixed"
      columns={columns}
      rows={deployments}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/p/${slug}/deployments/${id}`}
      loadingRows={isLoading ? 12 : 0}
    />
  );
}
