import type { KindsTable_BackgroundJobKindFragment as Kind } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { formatCount, formatShortCount } from '../../lib/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';

const count = (value: number, tone = 'text-strong') => (
  <span title={formatCount(value)} className={cn('tabular-nums', value === 0 ? 'text-faint' : tone)}>
    {formatShortCount(value)}
  </span>
);

const number = (key: string, header: string, countOf: (kind: Kind) => number, tone?: string): Column<Kind> => ({
  key,
  header,
  width: 'w-20',
  align: 'right',
  isHiddenOnPhone: true,
  cell: (kind) => count(countOf(kind), tone),
});

const columns: Column<Kind>[] = [
  {
    key: 'kind',
    header: 'Kind',
    cell: (kind) => (
      <span className="block min-w-0">
        <span className="block truncate">{kind.title}</span>
        <span className="block text-muted sm:hidden">{summaryOf(kind)}</span>
      </span>
    ),
  },
  number('running', 'Running', ({ runningCount }) => runningCount, 'text-running'),
  number('ready', 'Ready', ({ readyCount }) => readyCount),
  number('scheduled', 'Scheduled', ({ scheduledCount }) => scheduledCount),
  number('retrying', 'Retrying', ({ retryingCount }) => retryingCount, 'text-waiting'),
  {
    ...number('failed', 'Failed', ({ failedCount }) => failedCount, 'font-medium text-failed'),
    isHiddenOnPhone: false,
    width: 'w-16 sm:w-20',
  },
  {
    key: 'when',
    header: 'Due',
    width: 'w-28 sm:w-32',
    align: 'right',
    cell: ({ oldestDueAt, nextAt }) => {
      const at = oldestDueAt ?? nextAt;
      if (!at) return <span className="text-faint">–</span>;
      return (
        <span className="relative z-1 whitespace-nowrap text-muted">
          <span className="sr-only">{oldestDueAt ? 'The oldest since ' : 'The next '}</span>
          <RelativeTime at={at} />
        </span>
      );
    },
  },
];

function summaryOf({ runningCount, readyCount, scheduledCount, retryingCount }: Kind): string {
  const parts: [number, string][] = [
    [runningCount, 'running'],
    [readyCount, 'ready'],
    [scheduledCount, 'scheduled'],
    [retryingCount, 'retrying'],
  ];
  const shown = parts.filter(([value]) => value > 0).map(([value, word]) => `${formatShortCount(value)} ${word}`);
  return shown.join(', ') || 'Nothing waits';
}

interface KindsTableProps {
  kinds: Kind[];
  isLoading: boolean;
  /** The address of the list of one kind. */
  hrefOf: (kind: string) => string;
}

/** How much there is of each kind of work; a row leads to the list of it. */
export function KindsTable({ kinds, isLoading, hrefOf }: KindsTableProps) {
  const queued = kinds.filter(({ isQueued }) => isQueued);
  const clock = kinds.filter(({ isQueued }) => !isQueued);
  return (
    <div className="space-y-2">
      <Table
        label="Kinds of work"
        layout="fixed"
        columns={columns}
        rows={queued}
        rowKey={({ kind }) => kind}
        rowHref={({ kind }) => hrefOf(kind)}
        loadingRows={isLoading ? 7 : 0}
      />
      {clock.length > 0 ? (
        <ul className="px-2 text-muted text-xs">
          {clock.map((kind) => (
            <li key={kind.kind}>
              <ClockLine kind={kind} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** What the clock starts without a job: it can only be looked at. */
function ClockLine({ kind: { title, readyCount, scheduledCount, nextAt } }: { kind: Kind }) {
  return (
    <>
      {title}: {formatCount(scheduledCount)} to come
      {readyCount > 0 ? `, ${formatCount(readyCount)} due` : null}
      {nextAt ? (
        <>
          , the next <RelativeTime at={nextAt} />
        </>
      ) : null}
    </>
  );
}
