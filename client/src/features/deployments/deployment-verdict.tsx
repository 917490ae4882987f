import { CircleAlert, CircleCheck, Hourglass, Info } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { DeploymentVerdict_DeploymentFragment } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { statusWord } from '../../ui/status-badge.tsx';
import { type Verdict, verdictOf } from './verdict.ts';

interface DeploymentVerdictProps {
  slug: string;
  deployment: DeploymentVerdict_DeploymentFragment;
}

const looks: Record<Verdict['tone'], { className: string; icon: ReactNode }> = {
  succeeded: { className: 'bg-succeeded-soft', icon: <CircleCheck aria-hidden className="text-succeeded" /> },
  failed: { className: 'bg-failed-soft', icon: <CircleAlert aria-hidden className="text-failed" /> },
  waiting: { className: 'bg-waiting-soft', icon: <Hourglass aria-hidden className="text-waiting" /> },
  neutral: { className: 'bg-panel', icon: <Info aria-hidden className="text-muted" /> },
};

/** How it ended, or what it waits for, in one sentence. Screen readers hear it when it changes. */
export function DeploymentVerdict({ slug, deployment }: DeploymentVerdictProps) {
  const verdict = verdictOf(deployment);
  const waits = deployment.status === 'QUEUED' || deployment.status === 'AWAITING_APPROVAL' ? deployment.waitsFor : [];
  return (
    <div role="status">
      {verdict ? (
        <Line tone={verdict.tone}>
          {verdict.text.split('*').map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts of one sentence.
            <Fragment key={index}>{index % 2 === 1 ? <strong className="text-strong">{part}</strong> : part}</Fragment>
          ))}
        </Line>
      ) : null}
      {waits.length > 0 ? (
        <Line tone="waiting">
          Waits for{' '}
          {waits.map((other, index) => (
            <Fragment key={other.id}>
              {index > 0 ? ', ' : ''}
              <Link
                to={`/p/${slug}/deployments/${other.id}`}
                className="font-medium text-strong underline underline-offset-2"
              >
                #{other.number}
              </Link>{' '}
              ({other.version}, {statusWord(other.status).toLowerCase()})
            </Fragment>
          ))}
          : one deployment at a time goes to an environment.
        </Line>
      ) : deployment.status === 'QUEUED' ? (
        <Line tone="neutral">Queued: the next free worker takes it.</Line>
      ) : null}
    </div>
  );
}

function Line({ tone, children }: { tone: Verdict['tone']; children: ReactNode }) {
  const { className, icon } = looks[tone];
  return (
    <div
      className={cn(
        'flex gap-2 border-line border-b px-4 py-2 sm:px-6 [&>svg]:mt-px [&>svg]:size-4 [&>svg]:shrink-0',
        className,
      )}
    >
      {icon}
      <p className="min-w-0 break-words">{children}</p>
    </div>
  );
}
