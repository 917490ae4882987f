import { Link } from 'react-router';
import type { NodeTest_NodeRunFragment } from '../../graphql/generated.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';

type Wait = NonNullable<NodeTest_NodeRunFragment['wait']>;

const reasons: Record<Wait['kind'], string> = {
  RETRY: 'Waits for its next attempt',
  UNTIL: 'Waits for a time',
  APPROVAL: 'Waits for approval, on the page of the run',
  WEBHOOK: 'Waits for a call of its address',
  CHILD_RUN: 'Waits for another run',
  DEPLOYMENT: 'Waits for a deployment',
  LOOP: 'Waits for its iterations',
  RATE_LIMIT: 'Waits for its turn',
};

/** Why a test goes on no further now. */
export function NodeTestWait({ wait, projectSlug }: { wait: Wait; projectSlug: string }) {
  const { kind, until, url, run, deployment } = wait;
  return (
    <div className="text-waiting">
      {reasons[kind]}
      {run ? (
        <Link to={`/p/${projectSlug}/runs/${run.id}`} className="ml-1 underline">
          #{run.number}
        </Link>
      ) : null}
      {deployment ? (
        <Link to={`/p/${projectSlug}/deployments/${deployment.id}`} className="ml-1 underline">
          #{deployment.number}
        </Link>
      ) : null}
      {until ? (
        <>
          {', until '}
          <RelativeTime at={until} />
        </>
      ) : null}
      .
      {url ? (
        <span className="mt-1 flex items-center gap-1 text-body">
          <code className="min-w-0 break-all text-xs">{url}</code>
          <CopyButton text={url} label="Copy address" />
        </span>
      ) : null}
    </div>
  );
}
