import { Check, Columns2, RotateCcw, Square, X } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  type BulkRuns_BulkResultFragment,
  type RunsTable_RunFragment as Run,
  useCancelRunsMutation,
  useDismissRunsMutation,
  useRetryRunsMutation,
} from '../../graphql/generated.ts';
import { formatPlural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { comparePath } from './compare.ts';

interface BulkBarProps {
  slug: string;
  projectId: string;
  runs: Run[];
  onClear: () => void;
}

/** What can be done with the chosen runs at once. */
export function BulkBar({ slug, projectId, runs, onClear }: BulkBarProps) {
  const [isCanceling, setCanceling] = useState(false);
  const [canceled, cancel] = useCancelRunsMutation();
  const [retried, retry] = useRetryRunsMutation();
  const [dismissed, dismiss] = useDismissRunsMutation();
  const cancelable = runs.filter((run) => run.viewerCanCancel);
  const retryable = runs.filter((run) => run.viewerCanRetry);
  const dead = runs.filter((run) => run.deadSince !== null);
  const [before, after] = runs.length === 2 ? [...runs].sort((one, other) => one.number - other.number) : [];
  const isPending = canceled.fetching || retried.fetching || dismissed.fetching;
  const inputOf = (chosen: Run[]) => ({ input: { projectId, ids: chosen.map(({ id }) => id) } });
  const tell = (done: string, result: BulkRuns_BulkResultFragment | undefined) => {
    if (!result) return;
    const [problem] = result.problems;
    if (problem)
      showErrorToast(
        `${done} ${formatPlural(result.count, 'run')}, not ${formatPlural(result.problems.length, 'other')}`,
        problem.message,
      );
    else showToast(`${done} ${formatPlural(result.count, 'run')}`);
    onClear();
  };
  const act = async (
    done: string,
    run: () => Promise<{ error?: Parameters<typeof describeError>[0]; data?: object }>,
  ) => {
    const { data, error } = await run();
    if (error) showErrorToast(`${done} no run`, describeError(error).message);
    else tell(done, Object.values(data ?? {})[0] as BulkRuns_BulkResultFragment | undefined);
  };
  return (
    <section
      aria-label="Chosen runs"
      className="sticky bottom-16 z-20 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-line bg-page px-3 py-2 shadow-float sm:bottom-4"
    >
      <span role="status" className="px-1 text-strong">
        {formatPlural(runs.length, 'run')} chosen
      </span>
      {before && after ? (
        <Button asChild>
          <Link to={comparePath(slug, before.id, after.id)}>
            <Columns2 aria-hidden /> Compare
          </Link>
        </Button>
      ) : null}
      {retryable.length > 0 ? (
        <Button
          icon={<RotateCcw />}
          isPending={isPending}
          onClick={() => void act('Retried', () => retry(inputOf(retryable)))}
        >
          Retry {retryable.length}
        </Button>
      ) : null}
      {dead.length > 0 ? (
        <Button
          icon={<Check />}
          isPending={isPending}
          onClick={() => void act('Dismissed', () => dismiss(inputOf(dead)))}
        >
          Dismiss {dead.length}
        </Button>
      ) : null}
      {cancelable.length > 0 ? (
        <Button look="danger-quiet" icon={<Square />} isPending={isPending} onClick={() => setCanceling(true)}>
          Cancel {cancelable.length}
        </Button>
      ) : null}
      <IconButton label="Choose none" icon={<X />} onClick={onClear} />
      <ConfirmDialog
        open={isCanceling}
        onOpenChange={setCanceling}
        title={`Cancel ${formatPlural(cancelable.length, 'run')}?`}
        confirmLabel={`Cancel ${formatPlural(cancelable.length, 'run')}`}
        isPending={isPending}
        onConfirm={() => void act('Canceled', () => cancel(inputOf(cancelable))).then(() => setCanceling(false))}
      >
        What runs now is stopped, and what it waits for is given up. What they have done so far stays.
      </ConfirmDialog>
    </section>
  );
}
