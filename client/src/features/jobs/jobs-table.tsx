import { Link } from 'react-router';
import type { JobsTable_BackgroundJobFragment as Job } from '../../graphql/generated.ts';
import { Badge } from '../../ui/badge.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { stateTones, stateWords, subjectPath } from './job-words.ts';

interface JobsTableProps {
  jobs: Job[];
  isLoading: boolean;
  selected: ReadonlySet<string>;
  onSelect: (ids: string[], isSelected: boolean) => void;
  onOpen: (job: Job) => void;
}

function columnsOf({ jobs, selected, onSelect, onOpen }: JobsTableProps): Column<Job>[] {
  return [
    {
      key: 'select',
      header: (
        <Checkbox
          label={<span className="sr-only">Choose all that are shown</span>}
          isChecked={jobs.length > 0 && jobs.every(({ id }) => selected.has(id))}
          onChange={(isChecked) =>
            onSelect(
              jobs.map(({ id }) => id),
              isChecked,
            )
          }
        />
      ),
      width: 'w-9 pointer-coarse:w-11',
      cell: ({ id }) => (
        <Checkbox
          label={<span className="sr-only">Choose job {id}</span>}
          isChecked={selected.has(id)}
          onChange={(isChecked) => onSelect([id], isChecked)}
        />
      ),
    },
    {
      key: 'job',
      header: 'Job',
      cell: (job) => (
        <span className="block min-w-0">
          <button
            type="button"
            aria-label={`${job.title}, job ${job.id}`}
            onClick={() => onOpen(job)}
            className="max-w-full truncate rounded-sm text-left font-medium text-strong underline-offset-2 hover:underline pointer-coarse:min-h-8"
          >
            {job.title}
          </button>
          <span className="block truncate text-muted">
            <Subject job={job} />
          </span>
          {job.lastError && job.state !== 'RUNNING' ? (
            <span className="block truncate text-failed">{job.lastError}</span>
          ) : null}
        </span>
      ),
    },
    {
      key: 'state',
      header: 'State',
      width: 'w-24 sm:w-28',
      cell: ({ state }) => <Badge tone={stateTones[state]}>{stateWords[state]}</Badge>,
    },
    {
      key: 'attempts',
      header: 'Attempts',
      width: 'w-20',
      align: 'right',
      isHiddenOnPhone: true,
      cell: ({ attempts, maxAttempts }) => (
        <span className="text-muted tabular-nums">
          {attempts} of {maxAttempts}
        </span>
      ),
    },
    {
      key: 'due',
      header: 'Due',
      width: 'w-24',
      align: 'right',
      isHiddenOnPhone: true,
      cell: ({ runAt }) => <RelativeTime at={runAt} className="whitespace-nowrap text-muted" />,
    },
    {
      key: 'added',
      header: 'Added',
      width: 'w-24 max-lg:hidden',
      align: 'right',
      isHiddenOnPhone: true,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} className="whitespace-nowrap text-muted" />,
    },
  ];
}

/** Jobs, what is due first at the top; the whole of one opens at the side. */
export function JobsTable(props: JobsTableProps) {
  return (
    <Table
      label="Jobs"
      layout="fixed"
      columns={columnsOf(props)}
      rows={props.jobs}
      rowKey={({ id }) => id}
      loadingRows={props.isLoading ? 6 : 0}
    />
  );
}

/** What a job is about, as a link where it can be followed; of several things the first, and how many more there are. */
export function Subject({ job: { subject, subjectCount } }: { job: Pick<Job, 'subject' | 'subjectCount'> }) {
  if (!subject) return null;
  const path = subjectPath(subject);
  return (
    <>
      {path ? (
        <Link to={path} className="text-accent-text hover:underline">
          {subject.name}
        </Link>
      ) : (
        <>
          <code className="text-xs">{subject.id}</code>, not in a project of yours
        </>
      )}
      {subjectCount > 1 ? ` and ${subjectCount - 1} more` : null}
    </>
  );
}
