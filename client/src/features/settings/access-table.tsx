import { Check, CircleDashed, KeyRound, X } from 'lucide-react';
import type { AccessPage_AccessEntryFragment } from '../../graphql/generated.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Badge } from '../../ui/badge.tsx';
import { type Column, Table } from '../../ui/table.tsx';

type Entry = AccessPage_AccessEntryFragment;

interface AccessTableProps {
  /** Null while it is loading. */
  entries: Entry[] | null;
  isPlaceAsked: boolean;
}

/** Everybody, people before tokens: yes or no, and the reason. */
export function AccessTable({ entries, isPlaceAsked }: AccessTableProps) {
  const columns: Column<Entry>[] = [
    {
      key: 'who',
      header: 'Who',
      width: 'sm:w-64',
      cell: (entry) => (
        <>
          <Who entry={entry} />
          <span className="mt-1 block text-muted sm:hidden">{entry.reason}</span>
        </>
      ),
    },
    {
      key: 'allowed',
      header: 'May',
      width: 'w-22 sm:w-24',
      cell: (entry) => <Verdict entry={entry} isPlaceAsked={isPlaceAsked} />,
    },
    {
      key: 'why',
      header: 'Why',
      isHiddenOnPhone: true,
      cell: ({ reason }) => <span className="text-body">{reason}</span>,
    },
  ];
  return (
    <>
      <p aria-live="polite" className="text-muted">
        {entries ? summary(entries) : ' '}
      </p>
      <Table
        label="Access"
        layout="fixed"
        columns={columns}
        rows={entries ?? []}
        rowKey={({ actor }) => actor.id}
        loadingRows={entries ? 0 : 4}
      />
    </>
  );
}

const summary = (entries: Entry[]) =>
  `${entries.filter(({ isAllowed }) => isAllowed).length} of the ${entries.length} below may.`;

function Who({ entry: { actor, roleName } }: { entry: Entry }) {
  const isPerson = actor.__typename === 'User';
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <span className="max-sm:hidden">
        {isPerson ? (
          <Avatar name={actor.name} />
        ) : (
          <span className="flex size-6 items-center justify-center rounded-full bg-hover text-muted">
            <KeyRound aria-hidden className="size-3.5" />
          </span>
        )}
      </span>
      <span className="min-w-0">
        <span className="block truncate text-sm text-strong">{actor.name}</span>
        <span className="block truncate text-muted">
          {isPerson ? [roleName, actor.email].filter(Boolean).join(' · ') : 'Service token'}
        </span>
      </span>
    </span>
  );
}

/** Asked about the whole project, a right with limits is neither a yes nor a no. */
function Verdict({ entry, isPlaceAsked }: { entry: Entry; isPlaceAsked: boolean }) {
  if (!entry.isAllowed) return <Badge icon={<X />}>No</Badge>;
  if (entry.isLimited && !isPlaceAsked)
    return (
      <Badge tone="waiting" icon={<CircleDashed />}>
        In places
      </Badge>
    );
  return (
    <Badge tone="succeeded" icon={<Check />}>
      Yes
    </Badge>
  );
}
