import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RunHeader_RunFragment } from '../../graphql/generated.ts';
import { Badge } from '../../ui/badge.tsx';
import { Duration } from '../../ui/duration.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { triggerWords } from './run-filters.ts';

interface RunHeaderProps {
  slug: string;
  run: RunHeader_RunFragment;
  versionNumber: number;
  actions: ReactNode;
}

const phases = { MAIN: null, COMPENSATING: 'Undoing', HANDLING: 'Handling the error' };

/** Which run of what, how it stands, what it belongs to. */
export function RunHeader({ slug, run, versionNumber, actions }: RunHeaderProps) {
  const isOpen = run.finishedAt === null;
  const lastRetry = run.retries.at(-1);
  return (
    <header className="mb-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-80">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <h1 className="min-w-0 truncate text-xl">
              <Link to={`/p/${slug}/workflows/${run.workflow.id}`} className="rounded-sm hover:underline">
                {run.workflow.name}
              </Link>{' '}
              <span className="font-normal text-muted">#{run.number}</span>
            </h1>
            <span role="status">
              <StatusBadge status={run.status} />
            </span>
            {isOpen && phases[run.phase] ? <Badge tone="waiting">{phases[run.phase]}</Badge> : null}
            {run.deadSince ? <Badge tone="failed">Not dealt with</Badge> : null}
          </div>
          <ul className="mt-0.5 flex flex-wrap gap-x-3 text-muted text-xs">
            <li>Version {versionNumber}</li>
            <li>
              {triggerWords[run.trigger]}, {run.createdByName}
            </li>
            <li>
              <RelativeTime at={run.createdAt} />
            </li>
            {run.startedAt ? (
              <li>
                <Duration
                  className="text-body"
                  startedAt={run.startedAt}
                  finishedAt={run.finishedAt}
                  durationMs={isOpen ? null : run.durationMs}
                />
              </li>
            ) : null}
            {run.retryOf ? (
              <li>
                Again of <RunLink slug={slug} run={run.retryOf} />
              </li>
            ) : null}
            {run.parentRun ? (
              <li>
                For <RunLink slug={slug} run={run.parentRun} />
              </li>
            ) : null}
            {lastRetry ? (
              <li>
                Tried again as <RunLink slug={slug} run={lastRetry} />
              </li>
            ) : null}
          </ul>
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {run.statusReason && run.status !== 'SUCCEEDED' ? (
        <p className="mt-2 break-words text-body">{run.statusReason}</p>
      ) : null}
    </header>
  );
}

function RunLink({ slug, run }: { slug: string; run: { id: string; number: number } }) {
  return (
    <Link to={`/p/${slug}/runs/${run.id}`} className="text-accent-text hover:underline">
      #{run.number}
    </Link>
  );
}
