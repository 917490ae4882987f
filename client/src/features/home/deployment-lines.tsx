import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DeploymentLine_DeploymentFragment } from '../../graphql/generated.ts';
import { Duration } from '../../ui/duration.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusIcon, statusWord } from '../../ui/status-badge.tsx';

interface DeploymentLinesProps {
  title: string;
  slug: string;
  deployments: DeploymentLine_DeploymentFragment[];
  /** Shown beside the title; left out where the list is cut. */
  count?: number;
  /** The whole list, where this one is cut. */
  allTo?: string;
  /** Said when there are none. */
  none: string;
  /** What the second line says about each. */
  detail: (deployment: DeploymentLine_DeploymentFragment) => ReactNode;
}

/** A short list of deployments below the matrix. */
export function DeploymentLines({ title, slug, deployments, count, allTo, none, detail }: DeploymentLinesProps) {
  return (
    <section className="min-w-0">
      <h2 className="mb-2 flex items-baseline gap-1.5 text-sm">
        {title}
        {count ? <span className="font-normal text-muted">{count}</span> : null}
        {allTo && deployments.length > 0 ? (
          <Link to={allTo} className="ml-auto rounded-sm font-normal text-muted text-xs hover:text-strong">
            All
          </Link>
        ) : null}
      </h2>
      {deployments.length === 0 ? (
        <p className="border-line border-t py-2.5 text-muted">{none}</p>
      ) : (
        <ul className="divide-y divide-line border-line border-t">
          {deployments.map((deployment) => (
            <li key={deployment.id} className="relative flex gap-2 py-2 hover:bg-hover">
              <StatusIcon status={deployment.status} className="mt-px" />
              <div className="min-w-0 flex-1">
                <p className="flex items-baseline gap-1.5">
                  <Link
                    to={`/p/${slug}/deployments/${deployment.id}`}
                    className="truncate text-strong after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-accent focus-visible:after:-outline-offset-2"
                  >
                    {deployment.service.name} <span className="text-muted">to</span> {deployment.environment.name}
                  </Link>
                  <code className="truncate text-muted text-xs">{deployment.version}</code>
                </p>
                <p className="truncate text-muted text-xs">{detail(deployment)}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Who asked for it, when, and why. */
export function WaitingDetail({ deployment }: { deployment: DeploymentLine_DeploymentFragment }) {
  return (
    <>
      {deployment.createdByName} asked <RelativeTime at={deployment.createdAt} className="relative z-10" />
      {deployment.note ? ` · ${deployment.note}` : null}
    </>
  );
}

/** When it failed, and why. */
export function FailedDetail({ deployment }: { deployment: DeploymentLine_DeploymentFragment }) {
  return (
    <>
      <RelativeTime at={deployment.finishedAt ?? deployment.createdAt} className="relative z-10" />
      {` · ${deployment.statusReason ?? statusWord(deployment.status)}`}
    </>
  );
}

/** The step it is at, and for how long it has run. */
export function RunningDetail({ deployment }: { deployment: DeploymentLine_DeploymentFragment }) {
  const step = deployment.status === 'RUNNING' ? deployment.currentStep : null;
  return (
    <>
      {step ? `${step.name}${step.host ? ` on ${step.host}` : ''}` : statusWord(deployment.status)}
      {deployment.startedAt ? (
        <>
          {' · '}
          <Duration startedAt={deployment.startedAt} finishedAt={null} />
        </>
      ) : null}
      {` · ${deployment.createdByName}`}
    </>
  );
}
