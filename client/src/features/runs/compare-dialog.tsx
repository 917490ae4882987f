import { Search } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { type CompareChoice_RunFragment as Choice, useRunCompareChoicesQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatDuration } from '../../lib/format.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Input } from '../../ui/input.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { comparePath } from './compare.ts';

interface CompareDialogProps {
  slug: string;
  run: {
    id: string;
    number: number;
    createdAt: string;
    project: { id: string };
    workflow: { id: string; name: string };
  };
  onClose: () => void;
}

/** Which run of the same workflow to put beside this one: the one before, the last that succeeded, or any by its number. */
export function CompareDialog({ slug, run, onClose }: CompareDialogProps) {
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim(), 250);
  const ofWorkflow = { workflowIds: [run.workflow.id] };
  const [{ data, error, fetching }, ask] = useRunCompareChoicesQuery({
    variables: {
      projectId: run.project.id,
      earlier: { ...ofWorkflow, to: run.createdAt },
      succeeded: { ...ofWorkflow, statuses: ['SUCCEEDED'] },
      others: { ...ofWorkflow, ...(search ? { search } : {}) },
    },
    requestPolicy: 'cache-and-network',
  });
  const isOther = ({ id }: Choice) => id !== run.id;
  const earlier = data?.earlier.nodes.find(isOther);
  const succeeded = data?.succeeded.nodes.find(isOther);
  const others = data?.others.nodes.filter(isOther) ?? [];
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Compare #${run.number} with`}
      description={`Another run of ${run.workflow.name}`}
    >
      {error && !data ? (
        <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
      ) : data ? (
        <div className="space-y-4">
          {earlier || succeeded ? (
            <ul className="divide-y divide-line border-line border-y">
              {earlier ? <ChoiceRow slug={slug} run={run} choice={earlier} label="The one before" /> : null}
              {succeeded ? (
                <ChoiceRow slug={slug} run={run} choice={succeeded} label="The last that succeeded" />
              ) : null}
            </ul>
          ) : null}
          <div aria-busy={fetching}>
            <Input
              aria-label="Search runs by number or person"
              placeholder="Number or person"
              icon={<Search />}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            {others.length > 0 ? (
              <ul aria-label="Runs" className="mt-2 divide-y divide-line border-line border-y">
                {others.map((choice) => (
                  <ChoiceRow key={choice.id} slug={slug} run={run} choice={choice} label={choice.createdByName} />
                ))}
              </ul>
            ) : (
              <p className="mt-2 text-muted">
                {search ? 'No run of this workflow passes.' : 'There is no other run of this workflow.'}
              </p>
            )}
          </div>
        </div>
      ) : (
        <Skeleton className="h-40 w-full" />
      )}
    </Dialog>
  );
}

interface ChoiceRowProps {
  slug: string;
  run: CompareDialogProps['run'];
  choice: Choice;
  label: string;
}

/** From the older to the newer, whichever is open. */
function ChoiceRow({ slug, run, choice, label }: ChoiceRowProps) {
  const [before, after] = choice.number < run.number ? [choice, run] : [run, choice];
  return (
    <li>
      <Link
        to={comparePath(slug, before.id, after.id)}
        className="flex min-h-10 items-center gap-2.5 px-2 py-1.5 hover:bg-hover"
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate text-strong">#{choice.number}</span>
          <span className="block truncate text-muted text-xs">
            {label}, <RelativeTime at={choice.createdAt} />
            {choice.durationMs === null ? null : `, ${formatDuration(choice.durationMs)}`}
          </span>
        </span>
        <StatusBadge isPlain status={choice.status} />
      </Link>
    </li>
  );
}
