import { Columns2, Repeat, RotateCcw, Square, StepForward } from 'lucide-react';
import { useState } from 'react';
import type { RunPage_RunFragment } from '../../graphql/generated.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { CompareDialog } from './compare-dialog.tsx';
import { ReplayDialog } from './replay-dialog.tsx';
import { ResumeDialog } from './resume-dialog.tsx';
import { hasEnded } from './run-graph.ts';
import type { RunActionsOf } from './use-run-actions.ts';

interface RunActionsProps {
  slug: string;
  names: ReadonlyMap<string, string>;
  run: RunPage_RunFragment;
  actions: RunActionsOf;
}

/** What may be done with a run now. */
export function RunActions({ slug, names, run, actions }: RunActionsProps) {
  const [open, setOpen] = useState<'cancel' | 'replay' | 'compare' | 'resume'>();
  const close = () => setOpen(undefined);
  useHotkeys({ r: () => void actions.retry() }, { isEnabled: run.viewerCanRetry && !actions.isRetrying });
  return (
    <>
      {run.viewerCanCancel ? (
        <Button look="danger-quiet" icon={<Square />} isPending={actions.isCanceling} onClick={() => setOpen('cancel')}>
          Cancel
        </Button>
      ) : null}
      <Button icon={<Columns2 />} onClick={() => setOpen('compare')}>
        Compare
      </Button>
      {hasEnded(run.status) && run.workflow.viewerCanRun ? (
        <Button icon={<Repeat />} isPending={actions.isReplaying} onClick={() => setOpen('replay')}>
          Replay
        </Button>
      ) : null}
      {run.viewerCanRetry && run.status !== 'SUCCEEDED' ? (
        <Button icon={<StepForward />} onClick={() => setOpen('resume')}>
          Resume
        </Button>
      ) : null}
      {run.viewerCanRetry ? (
        <Button look="primary" icon={<RotateCcw />} isPending={actions.isRetrying} onClick={() => void actions.retry()}>
          Retry
        </Button>
      ) : null}
      <ConfirmDialog
        open={open === 'cancel'}
        onOpenChange={close}
        title={`Cancel run #${run.number}?`}
        confirmLabel="Cancel run"
        isPending={actions.isCanceling}
        onConfirm={() => void actions.cancel().then(close)}
      >
        What runs now is stopped, and what it waits for is given up. Nodes that undo what was done run then.
      </ConfirmDialog>
      {open === 'compare' ? <CompareDialog slug={slug} run={run} onClose={close} /> : null}
      {open === 'resume' ? (
        <ResumeDialog
          run={run}
          names={names}
          isPending={actions.isResuming}
          onResume={(versionId) => void actions.resume(versionId).then((worked) => worked && close())}
          onClose={close}
        />
      ) : null}
      {open === 'replay' ? (
        <ReplayDialog
          run={run}
          isPending={actions.isReplaying}
          onReplay={(replay) => void actions.replay(replay).then((worked) => worked && close())}
          onClose={close}
        />
      ) : null}
    </>
  );
}
