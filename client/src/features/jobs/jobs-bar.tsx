import { RotateCcw, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import type { CombinedError } from 'urql';
import { describeError } from '../../graphql/errors.ts';
import {
  type JobsTable_BackgroundJobFragment as Job,
  type JobsBar_JobsResultFragment as JobsResult,
  useDropJobsMutation,
  useRetryJobsMutation,
} from '../../graphql/generated.ts';
import { formatPlural } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';

interface JobsBarProps {
  jobs: Job[];
  onClear: () => void;
  /** Something has changed: the list is to be asked for again. */
  onDone: () => void;
}

/** What can be done with the chosen jobs at once. */
export function JobsBar({ jobs, onClear, onDone }: JobsBarProps) {
  const [asked, setAsked] = useState<'retry' | 'drop' | null>(null);
  const [retried, retry] = useRetryJobsMutation();
  const [dropped, drop] = useDropJobsMutation();
  const isPending = retried.fetching || dropped.fetching;
  const idle = jobs.filter(({ state }) => state !== 'RUNNING');
  // 100 are taken at once; more are not shown as chosen.
  const input = { ids: idle.slice(0, 100).map(({ id }) => id) };
  const count = input.ids.length;
  const tell = (done: string, result: JobsResult | undefined, error: CombinedError | undefined) => {
    setAsked(null);
    if (error) return showErrorToast(`${done} no job`, describeError(error).message);
    const [problem] = result?.problems ?? [];
    if (result && problem)
      showErrorToast(
        `${done} ${formatPlural(result.count, 'job')}, not ${formatPlural(result.problems.length, 'other')}`,
        problem.message,
      );
    else if (result) showToast(`${done} ${formatPlural(result.count, 'job')}`);
    onClear();
    onDone();
  };
  const confirm = async () => {
    if (asked === 'retry') {
      const { data, error } = await retry({ input });
      tell('Retried', data?.retryJobs, error);
    } else {
      const { data, error } = await drop({ input });
      tell('Dropped', data?.dropJobs, error);
    }
  };
  return (
    <section
      aria-label="Chosen jobs"
      className="sticky bottom-16 z-20 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-line bg-page px-3 py-2 shadow-float sm:bottom-4"
    >
      <span role="status" className="px-1 text-strong">
        {formatPlural(jobs.length, 'job')} chosen
        {count < jobs.length ? <span className="text-muted">, {jobs.length - count} running</span> : null}
      </span>
      {count > 0 ? (
        <>
          <Button icon={<RotateCcw />} onClick={() => setAsked('retry')}>
            Retry {count}
          </Button>
          <Button look="danger-quiet" icon={<Trash2 />} onClick={() => setAsked('drop')}>
            Drop {count}
          </Button>
        </>
      ) : null}
      <IconButton label="Choose none" icon={<X />} onClick={onClear} />
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={asked === 'retry' ? `Retry ${formatPlural(count, 'job')}?` : `Drop ${formatPlural(count, 'job')}?`}
        confirmLabel={asked === 'retry' ? `Retry ${formatPlural(count, 'job')}` : `Drop ${formatPlural(count, 'job')}`}
        cancelLabel="Cancel"
        isDangerous={asked === 'drop'}
        isPending={isPending}
        onConfirm={() => void confirm()}
      >
        {asked === 'retry' ? (
          'They are due at once, whenever they were planned for, and have all their attempts again.'
        ) : (
          <Consequences jobs={idle} />
        )}
      </ConfirmDialog>
    </section>
  );
}

/** What comes of dropping them, kind by kind. */
function Consequences({ jobs }: { jobs: Job[] }) {
  const kinds = [...new Map(jobs.map((job) => [job.kind, job])).values()];
  return (
    <div className="space-y-2">
      <p>They leave the queue for good. This can’t be undone.</p>
      <ul className="space-y-2">
        {kinds.map(({ kind, title, ifDropped }) => (
          <li key={kind}>
            <span className="font-medium text-strong">{title}:</span> {ifDropped}
          </li>
        ))}
      </ul>
    </div>
  );
}
