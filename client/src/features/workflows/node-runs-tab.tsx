import { Link } from 'react-router';
import { useBuilderNodeHistoryQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Duration } from '../../ui/duration.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { attemptName } from './use-node-data.ts';

interface NodeRunsTabProps {
  workflowId: string;
  projectSlug: string;
  nodeKey: string;
}

/** More of one run are not listed: a loop may have thousands. */
const mostOfRun = 5;

/** How the node did in the last runs. */
export function NodeRunsTab({ workflowId, projectSlug, nodeKey }: NodeRunsTabProps) {
  const [{ data, error }, retry] = useBuilderNodeHistoryQuery({
    variables: { id: workflowId },
    requestPolicy: 'cache-and-network',
  });
  const runs = data?.workflow?.runs.nodes;
  if (error && !runs) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!runs) return <Skeleton className="h-24" />;
  if (runs.length === 0) return <p className="text-muted">The workflow has not run yet.</p>;
  return (
    <ul className="space-y-2.5">
      {runs.map((run) => {
        const attempts = run.nodeRuns.filter((each) => each.nodeKey === nodeKey);
        return (
          <li key={run.id} className="rounded-md border border-line px-3 py-2">
            <div className="flex items-center gap-2">
              <Link to={`/p/${projectSlug}/runs/${run.id}`} className="font-medium text-accent-text hover:underline">
                Run #{run.number}
              </Link>
              <RelativeTime at={run.createdAt} form="short" className="ml-auto text-muted text-xs" />
            </div>
            {attempts.length === 0 ? <p className="text-muted text-xs">Did not come here.</p> : null}
            <ul>
              {attempts.slice(-mostOfRun).map((attempt) => (
                <li key={attempt.id} className="flex items-center gap-2 py-0.5">
                  <StatusBadge status={attempt.status} isPlain />
                  <span className="min-w-0 flex-1 truncate text-muted text-xs">
                    {attempts.length > 1 ? attemptName(attempt) : null}
                  </span>
                  <Duration
                    startedAt={attempt.startedAt}
                    finishedAt={attempt.finishedAt}
                    durationMs={attempt.durationMs}
                    className="text-muted text-xs"
                  />
                </li>
              ))}
            </ul>
            {attempts.length > mostOfRun ? (
              <p className="text-muted text-xs">And {attempts.length - mostOfRun} before.</p>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
