import type { Matrix_MatrixCellFragment } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { formatElapsed } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { toneText } from '../../ui/badge.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusIcon, statusTone, statusWord } from '../../ui/status-badge.tsx';
import { type CellDeployment, estimateProgress, viewCell } from './cell-view.ts';

/** Inside a cell: on the first line what is live, on the second what happened or happens last. */
export function MatrixCellContent({ cell }: { cell: Matrix_MatrixCellFragment | undefined }) {
  const view = viewCell(cell);
  if (view.kind === 'never') {
    return <span className="text-muted text-xs">Not deployed</span>;
  }
  const { latest, live } = view;
  return (
    <>
      <span className="flex min-w-0 items-center gap-1.5">
        <StatusIcon status={latest.status} />
        <code className={cn('truncate', live ? 'text-strong' : 'text-muted')} title={live?.version}>
          {live?.version ?? 'none yet'}
        </code>
      </span>
      <span className="flex min-w-0 items-center gap-1 pl-5.5 text-xs">
        {view.kind === 'settled' ? (
          <span className="truncate text-muted">
            <RelativeTime at={view.live.finishedAt ?? latest.createdAt} form="short" /> · {view.live.createdByName}
          </span>
        ) : view.kind === 'active' ? (
          <ActiveLine deployment={latest} />
        ) : (
          <span className={cn('truncate', toneText[statusTone(latest.status)])}>
            <code className="text-xs">{latest.version}</code> {statusWord(latest.status).toLowerCase()}{' '}
            <span className="text-muted">
              <RelativeTime at={latest.finishedAt ?? latest.createdAt} form="short" />
            </span>
          </span>
        )}
      </span>
      {view.kind === 'active' ? <ProgressHairline deployment={latest} /> : null}
    </>
  );
}

function ActiveLine({ deployment }: { deployment: CellDeployment }) {
  const isRunning = deployment.status === 'RUNNING' || deployment.status === 'VERIFYING';
  const word =
    deployment.status === 'RUNNING' && deployment.currentStep
      ? deployment.currentStep.name
      : statusWord(deployment.status).toLowerCase();
  return (
    <span className={cn('truncate', toneText[statusTone(deployment.status)])}>
      <code className="text-xs">{deployment.version}</code> {word}
      {isRunning && deployment.startedAt ? <Elapsed since={deployment.startedAt} /> : null}
    </span>
  );
}

/** Ticks alone, so that a second costs one text node and not the matrix. */
function Elapsed({ since }: { since: string }) {
  const now = useNow(1_000);
  return <> · {formatElapsed(now.getTime() - new Date(since).getTime())}</>;
}

function ProgressHairline({ deployment }: { deployment: CellDeployment }) {
  const now = useNow(1_000);
  if (deployment.status !== 'RUNNING' && deployment.status !== 'VERIFYING') return null;
  const progress = estimateProgress(deployment, now);
  return (
    <span aria-hidden className="absolute inset-x-0 bottom-0 h-0.5 overflow-hidden bg-running-soft">
      <span
        className={cn(
          'block h-full bg-running transition-[width] duration-1000 ease-linear',
          progress === null ? 'w-full animate-live' : null,
        )}
        style={progress === null ? undefined : { width: `${progress * 100}%` }}
      />
    </span>
  );
}
