import { BellOff, Check } from 'lucide-react';
import type { FiringList_AlertFiringFragment } from '../../graphql/generated.ts';
import { formatDuration } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { endReasons, firingLooks, severityLooks } from './alert-words.ts';

type Firing = FiringList_AlertFiringFragment;

interface FiringListProps {
  label: string;
  slug: string;
  firings: Firing[];
  /** Kept in the address of each row. */
  search?: string;
  loadingRows?: number;
}

/** Firings, each opening with what led to it. */
export function FiringList({ label, slug, firings, search = '', loadingRows = 0 }: FiringListProps) {
  const columns: Column<Firing>[] = [
    {
      key: 'what',
      header: 'Alert',
      cell: (firing) => (
        <span className="block min-w-0">
          <span className="block break-words text-sm text-strong">{firing.rule?.name ?? 'A rule that is gone'}</span>
          <span className="block break-words text-muted">{firing.summary}</span>
          <span className="flex flex-wrap gap-1 sm:hidden">
            <Marks firing={firing} />
          </span>
        </span>
      ),
    },
    {
      key: 'state',
      header: 'State',
      width: 'w-56',
      isHiddenOnPhone: true,
      cell: (firing) => (
        <span className="flex flex-wrap gap-1">
          <Marks firing={firing} />
        </span>
      ),
    },
    {
      key: 'since',
      header: 'Since',
      width: 'w-24 sm:w-40',
      cell: ({ startedAt, endedAt, endReason, durationMs }) => (
        <span className="block">
          <RelativeTime at={startedAt} />
          <span className="block text-muted">
            {endedAt ? `for ${formatDuration(durationMs)}${endReason ? `, ${endReasons[endReason]}` : ''}` : null}
          </span>
        </span>
      ),
    },
  ];
  return (
    <Table
      label={label}
      columns={columns}
      rows={firings}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/p/${slug}/analytics/alerts/${id}${search}`}
      loadingRows={loadingRows}
    />
  );
}

function Marks({ firing }: { firing: Firing }) {
  const [severity, status] = [severityLooks[firing.severity], firingLooks[firing.status]];
  return (
    <>
      <Badge tone={status.tone}>{status.word}</Badge>
      <Badge tone={severity.tone}>{severity.word}</Badge>
      {firing.silence ? (
        <Badge icon={<BellOff />} tone="canceled">
          Silent
        </Badge>
      ) : null}
      {firing.acknowledgedAt ? (
        <Badge icon={<Check />} tone="running">
          {firing.acknowledgedByName}
        </Badge>
      ) : null}
    </>
  );
}
