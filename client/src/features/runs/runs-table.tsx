import { CircleAlert, UserCheck } from 'lucide-react';
import type { RunsTable_RunFragment as Run } from '../../graphql/generated.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Duration } from '../../ui/duration.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { StatusBadge, StatusIcon } from '../../ui/status-badge.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { triggerWords } from './run-filters.ts';

interface RunsTableProps {
  slug: string;
  runs: Run[];
  /** The node that waits for the viewer's decision, by the run that it is of. */
  forMe: ReadonlyMap<string, string>;
  isLoading: boolean;
  selected: ReadonlySet<string>;
  onSelect: (id: string, isSelected: boolean) => void;
}

const noteOf = ({ status, statusReason }: Run) => (status === 'SUCCEEDED' ? null : statusReason);

const selectColumn = (selected: ReadonlySet<string>, onSelect: RunsTableProps['onSelect']): Column<Run> => ({
  key: 'select',
  header: <span className="sr-only">Select</span>,
  width: 'w-9 pointer-coarse:w-11',
  cell: ({ id, number }) => (
    // Above the row's link, so that it can be pressed.
    <span className="relative z-1 block pointer-coarse:-mx-1.5 pointer-coarse:[&>div]:pl-1.5">
      <Checkbox
        label={<span className="sr-only">Select run {number}</span>}
        isChecked={selected.has(id)}
        onChange={(isChecked) => onSelect(id, isChecked)}
      />
    </span>
  ),
});

const columnsOf = (forMe: RunsTableProps['forMe']): Column<Run>[] => [
  {
    key: 'run',
    header: 'Run',
    width: 'sm:w-[28%]',
    isMain: true,
    cell: (run) => (
      <span className="flex min-w-0 items-center gap-1.5">
        <StatusIcon status={run.status} className="size-3.5 sm:hidden" />
        <span className="min-w-0">
          <span className="flex items-center gap-1.5">
            <span className="truncate font-medium">{run.workflow.name}</span>
            <span className="shrink-0 font-normal text-muted">#{run.number}</span>
          </span>
          <span className="block truncate text-muted sm:hidden">
            {forMe.has(run.id) ? <ForMe /> : (noteOf(run) ?? run.createdByName)}
          </span>
        </span>
      </span>
    ),
  },
  {
    key: 'status',
    header: 'Status',
    isHiddenOnPhone: true,
    cell: (run) => (
      <span className="flex min-w-0 items-center gap-2">
        <StatusBadge isPlain status={run.status} />
        {run.deadSince ? (
          <Tooltip content="Nobody has dealt with this failure yet: retry or dismiss it">
            <CircleAlert
              role="img"
              aria-label="not dealt with"
              className="relative z-1 size-3.5 shrink-0 text-failed"
            />
          </Tooltip>
        ) : null}
        {forMe.has(run.id) ? (
          <ForMe />
        ) : (
          <span className="min-w-0 truncate text-muted max-lg:hidden">{noteOf(run)}</span>
        )}
      </span>
    ),
  },
  {
    key: 'trigger',
    header: 'Trigger',
    width: 'w-32 max-lg:hidden',
    isHiddenOnPhone: true,
    cell: ({ trigger }) => triggerWords[trigger],
  },
  {
    key: 'who',
    header: 'Who',
    width: 'w-32 max-lg:hidden',
    isHiddenOnPhone: true,
    cell: ({ createdByName }) => <span className="block truncate">{createdByName}</span>,
  },
  {
    key: 'duration',
    header: 'Took',
    width: 'w-20',
    align: 'right',
    isHiddenOnPhone: true,
    cell: ({ startedAt, finishedAt, durationMs }) => (
      <Duration startedAt={startedAt} finishedAt={finishedAt} durationMs={finishedAt ? durationMs : null} />
    ),
  },
  {
    key: 'started',
    header: 'Started',
    width: 'w-24',
    align: 'right',
    cell: ({ startedAt, createdAt }) => (
      <RelativeTime at={startedAt ?? createdAt} className="relative whitespace-nowrap text-muted" />
    ),
  },
];

function ForMe() {
  return (
    <span className="inline-flex items-center gap-1 text-accent-text">
      <UserCheck aria-hidden className="size-3.5 shrink-0" />
      Waits for you
    </span>
  );
}

/** Runs, newest first; a row is a link, to the decision where one waits for the viewer, and can be chosen for what is done with several. */
export function RunsTable({ slug, runs, forMe, isLoading, selected, onSelect }: RunsTableProps) {
  return (
    <Table
      label="Runs"
      layout="fixed"
      columns={[selectColumn(selected, onSelect), ...columnsOf(forMe)]}
      rows={runs}
      rowKey={({ id }) => id}
      rowHref={({ id }) => {
        const nodeKey = forMe.get(id);
        return `/p/${slug}/runs/${id}${nodeKey === undefined ? '' : `?node=${encodeURIComponent(nodeKey)}`}`;
      }}
      loadingRows={isLoading ? 12 : 0}
    />
  );
}
