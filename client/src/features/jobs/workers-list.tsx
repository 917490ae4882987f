import { HeartOff, HeartPulse } from 'lucide-react';
import type { WorkersTable_WorkerFragment as Worker } from '../../graphql/generated.ts';
import { formatPlural } from '../../lib/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';

/** The processes that do the work, and what they are at. */
export function WorkersList({ workers }: { workers: Worker[] }) {
  if (workers.length === 0)
    return (
      <EmptyState title="No worker is there">
        Whatever is due waits until one starts: <code>node pilothouse.mjs start worker</code>
      </EmptyState>
    );
  return (
    <ul className="divide-y divide-line border-line border-y text-xs">
      {workers.map((worker) => (
        <li key={worker.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-2 py-2">
          <span className={`flex items-center gap-1.5 ${worker.isAlive ? 'text-succeeded' : 'text-failed'}`}>
            {worker.isAlive ? (
              <HeartPulse aria-hidden className="size-3.5" />
            ) : (
              <HeartOff aria-hidden className="size-3.5" />
            )}
            {worker.isAlive ? 'Alive' : 'Silent'}
          </span>
          <span className="min-w-0 break-all font-medium text-strong">
            {worker.host} <span className="font-normal text-muted">process {worker.pid}</span>
          </span>
          <span className="text-body">{workOf(worker)}</span>
          <span className="text-muted sm:ml-auto">
            {worker.isAlive ? (
              <>
                started <RelativeTime at={worker.startedAt} />
              </>
            ) : (
              <>
                last heard of <RelativeTime at={worker.heartbeatAt} />
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function workOf({ jobCount, deploymentCount, runCount }: Worker): string {
  const parts = [
    jobCount > 0 ? formatPlural(jobCount, 'job') : null,
    deploymentCount > 0 ? formatPlural(deploymentCount, 'deployment') : null,
    runCount > 0 ? formatPlural(runCount, 'run') : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? `At ${parts.join(', ')}` : 'Idle';
}
