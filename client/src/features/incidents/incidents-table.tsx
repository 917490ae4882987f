import type { IncidentRow_IncidentFragment } from '../../graphql/generated.ts';
import { Duration } from '../../ui/duration.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { IncidentStatusLabel, SeverityBadge } from './incident-words.tsx';

type Row = IncidentRow_IncidentFragment;

/** What caused it, in a few words. */
function causeInShort({ deployment, isExternal, duplicateOf }: Row): string | null {
  if (duplicateOf) return `Same as #${duplicateOf.number}`;
  if (isExternal) return 'Outside';
  return deployment ? `${deployment.service.name} #${deployment.number} ${deployment.version}` : null;
}

function Cut({ text }: { text: string | null | undefined }) {
  return text ? (
    <span title={text} className="block truncate">
      {text}
    </span>
  ) : (
    <span className="text-faint">–</span>
  );
}

const columns: Column<Row>[] = [
  {
    key: 'title',
    header: 'Incident',
    isMain: true,
    cell: ({ number, title }) => (
      <span className="block truncate max-sm:whitespace-normal">
        <span className="mr-1.5 text-muted tabular-nums">#{number}</span>
        {title}
      </span>
    ),
  },
  { key: 'status', header: 'Status', width: 'w-24', cell: ({ status }) => <IncidentStatusLabel status={status} /> },
  {
    key: 'severity',
    header: 'Severity',
    width: 'w-22',
    isHiddenOnPhone: true,
    cell: ({ severity }) => <SeverityBadge severity={severity} />,
  },
  {
    key: 'service',
    header: 'Service',
    width: 'w-32',
    isHiddenOnPhone: true,
    cell: ({ service }) => <Cut text={service?.name} />,
  },
  {
    key: 'cause',
    header: 'Cause',
    width: 'w-44',
    isHiddenOnPhone: true,
    cell: (row) => <Cut text={causeInShort(row)} />,
  },
  {
    key: 'duration',
    header: 'Lasted',
    width: 'w-22',
    align: 'right',
    isHiddenOnPhone: true,
    cell: ({ detectedAt, resolvedAt }) => (
      <Duration startedAt={detectedAt} finishedAt={resolvedAt} className="tabular-nums" />
    ),
  },
  {
    key: 'detected',
    header: 'Detected',
    width: 'w-28',
    align: 'right',
    cell: ({ detectedAt }) => <RelativeTime at={detectedAt} className="relative text-muted" />,
  },
];

interface IncidentsTableProps {
  slug: string;
  incidents: Row[];
  isLoading: boolean;
}

/** Incidents, the last detected first. */
export function IncidentsTable({ slug, incidents, isLoading }: IncidentsTableProps) {
  return (
    <Table
      label="Incidents"
      layout="fixed"
      columns={columns}
      rows={incidents}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/p/${slug}/analytics/incidents/${id}`}
      loadingRows={isLoading ? 8 : 0}
    />
  );
}
