import { Check, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DeploymentDetails_DeploymentFragment, DeploymentTrigger } from '../../graphql/generated.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';

interface DeploymentDetailsProps {
  slug: string;
  deployment: DeploymentDetails_DeploymentFragment;
}

const triggers: Record<DeploymentTrigger, string> = {
  MANUAL: 'By hand',
  TOKEN: 'With a token',
  RETRY: 'Retry',
  ROLLBACK: 'Rollback',
  SCHEDULE: 'On schedule',
  WEBHOOK: 'By webhook',
  EVENT: 'By an event',
  WORKFLOW: 'By a workflow',
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The rest of what is known: why, with what, what it carries, who agreed. */
export function DeploymentDetails({ slug, deployment }: DeploymentDetailsProps) {
  const { note, parameters, retryOf, rollbackOf, approvals, changes, previousVersion } = deployment;
  const values = isRecord(parameters) ? Object.entries(parameters) : [];
  return (
    <dl className="divide-y divide-line border-line border-t text-xs">
      {note ? <Detail label="Note">{note}</Detail> : null}
      <Detail label="Trigger">
        {triggers[deployment.trigger]}
        {retryOf ? (
          <>
            {' of '}
            <DeploymentLink slug={slug} id={retryOf.id} label={`#${retryOf.number}`} />
          </>
        ) : null}
        {rollbackOf ? (
          <>
            {' of '}
            <DeploymentLink slug={slug} id={rollbackOf.id} label={`#${rollbackOf.number} (${rollbackOf.version})`} />
          </>
        ) : null}
        {deployment.isHotfix ? ', a hotfix' : ''}, <RelativeTime at={deployment.createdAt} />
      </Detail>
      <DeploymentIncidents slug={slug} deployment={deployment} />
      {previousVersion ? (
        <Detail label="Before">
          <code className="text-xs">{previousVersion}</code>
        </Detail>
      ) : null}
      {values.length > 0 ? (
        <Detail label="Parameters">
          <ul className="space-y-0.5">
            {values.map(([name, value]) => (
              <li key={name} className="break-words font-mono">
                <span className="text-muted">{name}</span> {typeof value === 'string' ? value : JSON.stringify(value)}
              </li>
            ))}
          </ul>
        </Detail>
      ) : null}
      {approvals.length > 0 ? (
        <Detail label="Approval">
          <ul className="space-y-1">
            {approvals.map((approval) => (
              <li key={approval.id} className="flex gap-1.5">
                {approval.decision === 'APPROVED' ? (
                  <Check aria-hidden className="mt-px size-3.5 shrink-0 text-succeeded" />
                ) : (
                  <X aria-hidden className="mt-px size-3.5 shrink-0 text-failed" />
                )}
                <span>
                  {approval.decision === 'APPROVED' ? 'Approved' : 'Rejected'} by {approval.decidedBy.name},{' '}
                  <RelativeTime at={approval.at} />
                  {approval.comment ? <span className="block text-muted">{approval.comment}</span> : null}
                </span>
              </li>
            ))}
          </ul>
        </Detail>
      ) : null}
      {changes.length > 0 ? (
        <Detail label={changes.length === 1 ? '1 change' : `${changes.length} changes`}>
          <ul className="space-y-1">
            {changes.map((change) => (
              <li key={`${change.kind} ${change.reference}`}>
                <code className="text-xs">
                  {change.url ? (
                    <a
                      href={change.url}
                      target="_blank"
                      rel="noreferrer noopener"
                      className="text-accent-text hover:underline"
                    >
                      {change.reference}
                    </a>
                  ) : (
                    change.reference
                  )}
                </code>{' '}
                {change.title}
                {change.author ? <span className="text-muted"> {change.author}</span> : null}
              </li>
            ))}
          </ul>
        </Detail>
      ) : null}
    </dl>
  );
}

/** What it mends and what it caused, and where to say that it caused something. */
function DeploymentIncidents({ slug, deployment }: DeploymentDetailsProps) {
  const { remediates, incidents, project, finishedAt, isDryRun } = deployment;
  const base = `/p/${slug}/analytics/incidents`;
  const link = 'text-accent-text hover:underline';
  const canReport = project.viewerCanManageIncidents && finishedAt && !isDryRun;
  return (
    <>
      {remediates ? (
        <Detail label="Mends">
          <Link to={`${base}/${remediates.id}`} className={link}>
            Incident #{remediates.number}
          </Link>{' '}
          {remediates.title}
        </Detail>
      ) : null}
      {incidents.length > 0 || canReport ? (
        <Detail label="Incidents">
          {incidents.length > 0 ? (
            <ul className="space-y-0.5">
              {incidents.map(({ id, number, title, status }) => (
                <li key={id} className="break-words">
                  <Link to={`${base}/${id}`} className={link}>
                    #{number}
                  </Link>{' '}
                  {title}
                  {status === 'OPEN' ? <span className="text-failed"> open</span> : null}
                </li>
              ))}
            </ul>
          ) : null}
          {canReport ? (
            <Link to={`${base}?incident=new&deployment=${deployment.id}`} className={link}>
              Report an incident it caused
            </Link>
          ) : null}
        </Detail>
      ) : null}
    </>
  );
}

function Detail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[88px_minmax(0,1fr)] gap-3 px-4 py-2">
      <dt className="text-muted">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

function DeploymentLink({ slug, id, label }: { slug: string; id: string; label: string }) {
  return (
    <Link to={`/p/${slug}/deployments/${id}`} className="text-accent-text hover:underline">
      {label}
    </Link>
  );
}
