import { CheckCheck, CircleAlert, CircleCheck, Link2, type LucideIcon, Pencil, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  type IncidentEntryKind,
  type IncidentPage_IncidentFragment,
  useIncidentPageQuery,
  useIncidentsPageChangedSubscription,
  useReopenIncidentMutation,
  useResolveIncidentMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatPlural } from '../../lib/format.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Duration } from '../../ui/duration.tsx';
import { Facts } from '../../ui/facts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { showErrorToast, showUndoToast } from '../../ui/toast.tsx';
import { CauseDialog } from './cause-dialog.tsx';
import { IncidentDialog } from './incident-dialog.tsx';
import { causes, IncidentStatusLabel, SeverityBadge, sources } from './incident-words.tsx';

type Incident = IncidentPage_IncidentFragment;
const linkClasses = 'text-accent-text hover:underline';

/** One incident: what it is, what caused it, and what happened since. */
export default function IncidentPage() {
  const { slug = '', id = '' } = useParams();
  const [{ data, error }, retry] = useIncidentPageQuery({ variables: { id }, requestPolicy: 'cache-and-network' });
  const incident = data?.incident;
  useIncidentsPageChangedSubscription({ variables: { projectId: incident?.project.id ?? '' }, pause: !incident });
  const base = `/p/${slug}/analytics`;
  useBreadcrumbs([
    { label: 'Analytics', to: base },
    { label: 'Incidents', to: `${base}/incidents` },
    { label: incident ? `#${incident.number}` : '…' },
  ]);
  if (error && !incident) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!incident) return <Skeleton className="h-80" />;
  return <IncidentDetails slug={slug} incident={incident} />;
}

function IncidentDetails({ slug, incident }: { slug: string; incident: Incident }) {
  const [open, setOpen] = useState<'edit' | 'cause' | null>(null);
  return (
    <article aria-labelledby="incident-title">
      <header className="mb-4 flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-60">
          <h2 id="incident-title" className="break-words text-lg">
            <span className="mr-1.5 text-muted tabular-nums">#{incident.number}</span>
            {incident.title}
          </h2>
          <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-muted" aria-live="polite">
            <IncidentStatusLabel status={incident.status} />
            <SeverityBadge severity={incident.severity} />
            <span>
              detected <RelativeTime at={incident.detectedAt} />, {incident.resolvedAt ? 'lasted ' : 'open for '}
              <Duration startedAt={incident.detectedAt} finishedAt={incident.resolvedAt} className="tabular-nums" />
            </span>
          </div>
        </div>
        {incident.viewerCanManage ? <IncidentActions incident={incident} onEdit={() => setOpen('edit')} /> : null}
      </header>
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
        <section aria-label="Facts">
          <IncidentFacts slug={slug} incident={incident} onCorrect={() => setOpen('cause')} />
        </section>
        <section aria-labelledby="timeline">
          <h3 id="timeline" className="mb-2 font-medium text-strong">
            What happened
          </h3>
          <Timeline incident={incident} />
        </section>
      </div>
      {open === 'edit' ? (
        <IncidentDialog slug={slug} projectId={incident.project.id} incident={incident} onClose={() => setOpen(null)} />
      ) : null}
      {open === 'cause' ? <CauseDialog incident={incident} onClose={() => setOpen(null)} /> : null}
    </article>
  );
}

function IncidentActions({ incident, onEdit }: { incident: Incident; onEdit: () => void }) {
  const { id, number, status } = incident;
  const [{ fetching: isResolving }, resolve] = useResolveIncidentMutation();
  const [{ fetching: isReopening }, reopenIncident] = useReopenIncidentMutation();
  const reopen = async () => {
    const { error } = await reopenIncident({ id });
    if (error) showErrorToast('Could not reopen it', describeError(error).message);
  };
  const resolveNow = async () => {
    const { error } = await resolve({ input: { id } });
    if (error) showErrorToast('Could not resolve it', describeError(error).message);
    else showUndoToast(`Incident #${number} is resolved`, () => void reopen());
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button icon={<Pencil />} onClick={onEdit}>
        Edit
      </Button>
      {status === 'OPEN' ? (
        <Button look="primary" icon={<CheckCheck />} isPending={isResolving} onClick={() => void resolveNow()}>
          Resolve incident
        </Button>
      ) : (
        <Button icon={<RotateCcw />} isPending={isReopening} onClick={() => void reopen()}>
          Reopen incident
        </Button>
      )}
    </div>
  );
}

function IncidentFacts({ slug, incident, onCorrect }: { slug: string; incident: Incident; onCorrect: () => void }) {
  const { deployment, duplicateOf, service, remediations } = incident;
  const dash = <span className="text-faint">–</span>;
  const cause = duplicateOf ? (
    <>
      The same as{' '}
      <Link to={`/p/${slug}/analytics/incidents/${duplicateOf.id}`} className={linkClasses}>
        #{duplicateOf.number}
      </Link>
    </>
  ) : incident.isExternal ? (
    'Something outside'
  ) : deployment ? (
    <Link to={`/p/${slug}/deployments/${deployment.id}`} className={linkClasses}>
      {deployment.service.name} #{deployment.number} <code className="text-xs">{deployment.version}</code>
    </Link>
  ) : (
    'No deployment'
  );
  const isCounted = !duplicateOf && !incident.isExternal;
  return (
    <Facts
      facts={[
        {
          label: 'Cause',
          value: (
            <div className="flex items-start gap-3 max-sm:justify-between">
              <div className="min-w-0">
                {cause}
                {isCounted ? <p className="text-muted text-xs">{causes[incident.causeSource]}</p> : null}
              </div>
              {incident.viewerCanManage ? (
                <Button size="sm" onClick={onCorrect}>
                  Correct
                </Button>
              ) : null}
            </div>
          ),
        },
        {
          label: 'Service',
          value: service ? (
            <Link to={`/p/${slug}/services/${service.id}`} className={linkClasses}>
              {service.name}
            </Link>
          ) : (
            dash
          ),
        },
        { label: 'Environment', value: incident.environment?.name ?? dash },
        ...(remediations.length > 0
          ? [
              {
                label: 'Mended by',
                value: (
                  <ul className="space-y-1">
                    {remediations.map((each) => (
                      <li key={each.id} className="flex flex-wrap items-center gap-2">
                        <Link to={`/p/${slug}/deployments/${each.id}`} className={linkClasses}>
                          {each.service.name} #{each.number} <code className="text-xs">{each.version}</code>
                        </Link>
                        <StatusBadge status={each.status} isPlain className="text-xs" />
                      </li>
                    ))}
                  </ul>
                ),
              },
            ]
          : []),
        ...(incident.duplicateCount > 0
          ? [{ label: 'Duplicates', value: `${formatPlural(incident.duplicateCount, 'other')} are the same` }]
          : []),
        { label: 'Opened', value: `${sources[incident.source]}, ${incident.createdByName}` },
        ...(incident.note
          ? [{ label: 'Note', value: <p className="whitespace-pre-wrap break-words">{incident.note}</p> }]
          : []),
        ...(incident.url
          ? [
              {
                label: 'Link',
                value: (
                  <a
                    href={incident.url}
                    target="_blank"
                    rel="noreferrer noopener"
                    className={`break-all ${linkClasses}`}
                  >
                    {incident.url}
                  </a>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

const icons: Record<IncidentEntryKind, LucideIcon> = {
  OPENED: CircleAlert,
  UPDATED: Pencil,
  LINKED: Link2,
  RESOLVED: CircleCheck,
  REOPENED: RotateCcw,
};
const words: Record<IncidentEntryKind, string> = {
  OPENED: 'Opened',
  UPDATED: 'Changed',
  LINKED: 'Cause',
  RESOLVED: 'Resolved',
  REOPENED: 'Reopened',
};

function Timeline({ incident }: { incident: Incident }) {
  if (incident.entries.length === 0)
    return <p className="text-muted">Nothing is written down of it but what stands beside.</p>;
  return (
    <ol className="space-y-3">
      {incident.entries.map(({ id, at, kind, byName, text }) => {
        const Icon = icons[kind];
        return (
          <li key={id} className="flex gap-2.5">
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted" />
            <div className="min-w-0">
              <p className="break-words">
                <span className="sr-only">{words[kind]}: </span>
                {text}
              </p>
              <p className="text-muted text-xs">
                {byName}, <RelativeTime at={at} />
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
