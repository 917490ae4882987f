import type { DeploymentStatus } from '../../../graphql/generated.ts';
import { formatPlural } from '../../../lib/format.ts';
import { Button } from '../../../ui/button.tsx';
import type { LogRows } from './log-rows.ts';

interface LogBlankProps {
  rows: LogRows;
  lineCount: number;
  status: DeploymentStatus;
  isLive: boolean;
  onClearFilter: () => void;
}

const notStarted: Partial<Record<DeploymentStatus, string>> = {
  AWAITING_APPROVAL: 'The log begins once somebody approves this deployment.',
  QUEUED: 'The log begins when it is this deployment’s turn.',
  REJECTED: 'Rejected before it ran, so there is no log.',
};

/** A log with nothing to draw says why. */
export function LogBlank({ rows, lineCount, status, isLive, onClearFilter }: LogBlankProps) {
  const isFiltered = lineCount > 0;
  return (
    <div className="flex h-full flex-col items-center justify-center gap-3 p-6 text-center text-muted">
      {isFiltered && rows.isCountFinal ? (
        <>
          <p>None of the {formatPlural(lineCount, 'line')} passes the filter.</p>
          <Button size="sm" onClick={onClearFilter}>
            Show all lines
          </Button>
        </>
      ) : isFiltered ? (
        <p role="status">Looking through {formatPlural(lineCount, 'line')}…</p>
      ) : (
        <p>{notStarted[status] ?? (isLive ? 'No output yet.' : 'This deployment printed nothing.')}</p>
      )}
    </div>
  );
}
