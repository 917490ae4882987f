import { CircleDot, Clock, Hand, ListOrdered } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type DeployDialogPreviewQuery, useDeployDialogPreviewQuery } from '../../graphql/generated.ts';
import { formatDuration } from '../../lib/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { statusWord } from '../../ui/status-badge.tsx';

interface DeployPreviewProps {
  slug: string;
  serviceId: string;
  environmentId: string;
  environmentName: string;
}

/** What deploying now would meet: what is live, what goes first, how long it takes, who must agree. */
export function DeployPreview({ slug, serviceId, environmentId, environmentName }: DeployPreviewProps) {
  const [{ data, error }] = useDeployDialogPreviewQuery({ variables: { input: { serviceId, environmentId } } });
  return (
    <section
      aria-label="What is there now"
      className="min-h-14 space-y-1 rounded-md border border-line bg-panel px-3 py-2 text-xs"
    >
      {data ? (
        <Facts slug={slug} preview={data.deploymentPreview} environmentName={environmentName} />
      ) : error ? (
        <p className="text-muted">Could not look up what is live there. You can deploy all the same.</p>
      ) : (
        <>
          <Skeleton className="h-4 w-3/5" />
          <Skeleton className="h-4 w-2/5" />
        </>
      )}
    </section>
  );
}

interface FactsProps {
  slug: string;
  preview: DeployDialogPreviewQuery['deploymentPreview'];
  environmentName: string;
}

function Facts({ slug, preview, environmentName }: FactsProps) {
  const { live, ahead, expectedDurationMs, requiresApproval } = preview;
  return (
    <>
      <Fact icon={<CircleDot />}>
        {live ? (
          <>
            <code className="text-strong text-xs">{live.version}</code> is live on {environmentName} (#{live.number},{' '}
            {live.createdByName}
            {live.finishedAt ? (
              <>
                , <RelativeTime at={live.finishedAt} />
              </>
            ) : null}
            )
          </>
        ) : (
          `Nothing is live on ${environmentName} yet.`
        )}
      </Fact>
      <Fact icon={<ListOrdered />}>
        {ahead.length === 0 ? (
          'Nothing waits ahead; it starts at once.'
        ) : (
          <>
            Goes after{' '}
            {ahead.map((other, index) => (
              <span key={other.id}>
                {index > 0 ? ', ' : ''}
                <Link to={`/p/${slug}/deployments/${other.id}`} className="text-accent-text hover:underline">
                  #{other.number}
                </Link>{' '}
                ({other.version}, {statusWord(other.status).toLowerCase()})
              </span>
            ))}
          </>
        )}
      </Fact>
      {expectedDurationMs ? <Fact icon={<Clock />}>Takes about {formatDuration(expectedDurationMs)}.</Fact> : null}
      {requiresApproval ? (
        <Fact icon={<Hand className="text-waiting!" />}>Waits for an approval before it runs.</Fact>
      ) : null}
    </>
  );
}

function Fact({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <p className="flex gap-2 [&>svg]:mt-px [&>svg]:size-3.5 text-body [&>svg]:shrink-0 [&>svg]:text-muted">
      {icon}
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}
