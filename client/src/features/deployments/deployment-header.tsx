import { ArrowRight, FlaskConical } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DeploymentHeader_DeploymentFragment } from '../../graphql/generated.ts';
import { formatDuration } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { Duration } from '../../ui/duration.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';

interface DeploymentHeaderProps {
  slug: string;
  deployment: DeploymentHeader_DeploymentFragment;
  actions: ReactNode;
}

/** What goes where, how it stands, and how long it takes. */
export function DeploymentHeader({ slug, deployment, actions }: DeploymentHeaderProps) {
  const { service, environment } = deployment;
  return (
    <header className="relative flex flex-wrap items-center gap-x-4 gap-y-2 border-line border-b px-4 py-3 sm:px-6">
      <div className="min-w-0 flex-1 basis-80">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="flex min-w-0 items-center gap-1.5 text-xl">
            <Link to={`/p/${slug}/services/${service.id}`} className="truncate rounded-sm hover:underline">
              {service.name}
            </Link>
            <ArrowRight aria-label="to" className="size-4 shrink-0 text-faint" />
            <span className="truncate">{environment.name}</span>
          </h1>
          <code className="max-w-48 truncate text-code text-strong" title={deployment.version}>
            {deployment.version}
          </code>
          <StatusBadge status={deployment.status} />
          {deployment.isDryRun ? (
            <Badge tone="accent" icon={<FlaskConical />}>
              Dry run
            </Badge>
          ) : null}
        </div>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-muted text-xs">
          <span>#{deployment.number}</span>
          <Dot />
          <span>{deployment.createdByName}</span>
          <Dot />
          <RelativeTime at={deployment.createdAt} />
          {deployment.startedAt ? (
            <>
              <Dot />
              <Timing deployment={deployment} />
            </>
          ) : null}
        </p>
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      <Progress deployment={deployment} />
    </header>
  );
}

const Dot = () => (
  <span aria-hidden className="text-faint">
    ·
  </span>
);

function Timing({ deployment }: { deployment: DeploymentHeader_DeploymentFragment }) {
  const { startedAt, finishedAt, durationMs, expectedDurationMs } = deployment;
  return (
    <span>
      <Duration
        className="text-body"
        startedAt={startedAt}
        finishedAt={finishedAt}
        durationMs={finishedAt ? durationMs : null}
      />
      {expectedDurationMs && !finishedAt ? (
        <Tooltip content="Median of the last successful deployments of this service to this environment">
          <span> of {formatDuration(expectedDurationMs)} expected</span>
        </Tooltip>
      ) : null}
    </span>
  );
}

/** A hairline that fills up to the expected time; beyond it it stays full. */
function Progress({ deployment }: { deployment: DeploymentHeader_DeploymentFragment }) {
  const { startedAt, finishedAt, expectedDurationMs } = deployment;
  const now = useNow(1_000);
  if (!startedAt || finishedAt || !expectedDurationMs) return null;
  const share = Math.min(1, Math.max(0.01, (now.getTime() - Date.parse(startedAt)) / expectedDurationMs));
  return (
    <span
      aria-hidden
      className="absolute inset-x-0 -bottom-px h-0.5 origin-left bg-running transition-transform duration-1000 ease-linear"
      style={{ transform: `scaleX(${share})` }}
    />
  );
}
