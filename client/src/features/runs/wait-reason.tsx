import { Link } from 'react-router';
import type { RunGraph_NodeRunFragment } from '../../graphql/generated.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';

type Wait = NonNullable<RunGraph_NodeRunFragment['wait']>;

const reasons: Record<Wait['kind'], string> = {
  RETRY: 'Waits for its next attempt',
  UNTIL: 'Waits for a time',
  APPROVAL: 'Waits for approval',
  WEBHOOK: 'Waits for a call of its address',
  CHILD_RUN: 'Waits for another run',
  DEPLOYMENT: 'Waits for a deployment',
  LOOP: 'Waits for its iterations',
  RATE_LIMIT: 'Waits for its turn, as it may begin only so often',
};

/** Why it waits, in a few words. */
export const waitWords = (wait: Wait): string => reasons[wait.kind];

/** Why it waits, until when, and where to look. */
export function WaitReason({ slug, wait }: { slug: string; wait: Wait }) {
  return (
    <div className="text-waiting">
      {reasons[wait.kind]}
      {wait.run ? (
        <>
          {': '}
          <Link to={`/p/${slug}/runs/${wait.run.id}`} className="underline">
            run #{wait.run.number}
          </Link>
        </>
      ) : null}
      {wait.deployment ? (
        <>
          {': '}
          <Link to={`/p/${slug}/deployments/${wait.deployment.id}`} className="underline">
            deployment #{wait.deployment.number}
          </Link>
        </>
      ) : null}
      {wait.until ? (
        <>
          {wait.kind === 'RETRY' || wait.kind === 'UNTIL' || wait.kind === 'RATE_LIMIT' ? ', ' : ', at the latest '}
          <RelativeTime at={wait.until} />
        </>
      ) : null}
      .
      {wait.url ? (
        <span className="mt-1 flex items-center gap-1 text-body">
          <code className="min-w-0 break-all text-xs">{wait.url}</code>
          <CopyButton text={wait.url} label="Copy address" />
        </span>
      ) : null}
    </div>
  );
}
