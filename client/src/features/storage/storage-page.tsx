import { useState } from 'react';
import { type StorageKinds_FactStorageFragment, useStoragePageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { formatBytes, formatCount, formatPlural, formatShortCount } from '../../lib/format.ts';
import { formatMoney } from '../../lib/metrics.ts';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { RetentionDialog } from './retention-dialog.tsx';

const GRAINS: Record<string, string> = { '15': 'Quarters of an hour', '60': 'Hours', '1440': 'Days' };

/** What numbers are made of, what that takes, and for how long it is kept; for who runs the installation. */
export default function StoragePage() {
  useBreadcrumbs([{ label: 'Administration', to: '/administration' }, { label: 'Data' }]);
  const [{ data, error }, ask] = useStoragePageQuery({ requestPolicy: 'cache-and-network' });
  const [openKind, setOpenKind] = useState<string | null>(null);
  const storage = data?.analyticsStorage;
  const opened = storage?.kinds.find(({ kind }) => kind === openKind);
  const refresh = () => ask({ requestPolicy: 'network-only' });
  if (error && !storage) return <QueryError error={error} onRetry={refresh} />;
  return (
    <div className="space-y-8">
      <section className="space-y-3">
        <div>
          <h2 className="text-sm">Events</h2>
          <p className="text-muted">
            What every number is counted from. When events are too old they leave, a month at a time; what was counted
            from them stays. A kind stops growing once as many leave as come.
          </p>
        </div>
        {storage?.isBehind ? (
          <p role="alert" className="text-failed">
            Events wait for more than a minute to be counted.{' '}
            {storage.heldUpBy
              ? `${storage.heldUpBy}, holds them up: charts lack what came after it began until it ends. None is lost.`
              : 'Charts lack them until a worker runs.'}
          </p>
        ) : null}
        <Table
          label="Events by kind"
          layout="fixed"
          columns={kindColumns((kind) => setOpenKind(kind), storage?.gigabytePrice ?? null)}
          rows={storage?.kinds ?? []}
          rowKey={({ kind }) => kind}
          loadingRows={storage ? 0 : 8}
        />
      </section>
      {storage ? (
        <section className="space-y-3">
          <div>
            <h2 className="text-sm">Counted</h2>
            <p className="text-muted">
              {formatBytes(storage.totalBytes)} in all, {formatBytes(storage.idBytes)} of it for ids of events sent by
              programs.{' '}
              {storage.gigabytePrice === null
                ? null
                : `That costs ${costOf(storage.totalBytes, storage.gigabytePrice)} a month. `}
              Counted last: {storage.foldedAt ? <RelativeTime at={storage.foldedAt} /> : 'not yet'}.
            </p>
          </div>
          <Table
            label="What is counted"
            layout="fixed"
            columns={rollupColumns}
            rows={storage.rollups}
            rowKey={({ grain }) => grain}
          />
        </section>
      ) : null}
      {opened ? <RetentionDialog kind={opened} onClose={() => setOpenKind(null)} onSaved={refresh} /> : null}
    </div>
  );
}

const GIGABYTE = 1_000_000_000;
const NANO = 1_000_000_000;
/** A month of so many bytes. */
function costOf(bytes: number, gigabytePrice: number): string {
  const usd = (bytes / GIGABYTE) * gigabytePrice;
  return usd > 0 && usd < 0.01 ? '< $0.01' : formatMoney(usd * NANO);
}

const kindColumns = (
  onOpen: (kind: string) => void,
  gigabytePrice: number | null,
): Column<StorageKinds_FactStorageFragment>[] => [
  { key: 'title', header: 'Kind', cell: ({ title }) => <span className="block sm:truncate">{title}</span> },
  {
    key: 'rows',
    header: 'Events',
    width: 'w-20',
    align: 'right',
    isHiddenOnPhone: true,
    cell: ({ rowsEstimate }) => (
      <span className="tabular-nums" title={formatCount(rowsEstimate)}>
        {formatShortCount(rowsEstimate)}
      </span>
    ),
  },
  {
    key: 'bytes',
    header: 'Size',
    width: 'w-20',
    align: 'right',
    cell: ({ bytes }) => <span className="tabular-nums">{formatBytes(bytes)}</span>,
  },
  {
    key: 'growth',
    header: 'A day',
    width: 'w-20',
    align: 'right',
    isHiddenOnPhone: true,
    cell: ({ bytesPerDay }) => (
      <span className="text-muted tabular-nums">
        {bytesPerDay > 0 ? `+${formatBytes(Math.round(bytesPerDay))}` : ''}
      </span>
    ),
  },
  {
    key: 'settled',
    header: 'Ends at',
    width: 'w-20',
    align: 'right',
    isHiddenOnPhone: true,
    cell: ({ settledBytes }) => (
      <span className="text-muted tabular-nums" title="The most it takes, if it goes on to grow like this">
        {settledBytes > 0 ? formatBytes(settledBytes) : ''}
      </span>
    ),
  },
  ...(gigabytePrice === null
    ? []
    : [
        {
          key: 'cost',
          header: 'USD a month',
          width: 'w-24',
          align: 'right',
          isHiddenOnPhone: true,
          cell: ({ bytes }) => <span className="text-muted tabular-nums">{costOf(bytes, gigabytePrice)}</span>,
        } satisfies Column<StorageKinds_FactStorageFragment>,
      ]),
  {
    key: 'oldest',
    header: 'Since',
    width: 'w-24',
    isHiddenOnPhone: true,
    cell: ({ oldestMonth }) => <span className="text-muted">{oldestMonth?.slice(0, 7) ?? ''}</span>,
  },
  {
    key: 'retention',
    header: 'Kept for',
    width: 'w-28',
    align: 'right',
    cell: ({ kind, title, retentionDays }) => (
      <Button
        size="sm"
        look="ghost"
        aria-label={`Keep “${title}” for ${formatPlural(retentionDays, 'day')}`}
        onClick={() => onOpen(kind)}
      >
        {formatPlural(retentionDays, 'day')}
      </Button>
    ),
  },
];

const rollupColumns: Column<{ grain: string; rowsEstimate: number; bytes: number }>[] = [
  { key: 'grain', header: 'By', cell: ({ grain }) => GRAINS[grain] ?? grain },
  {
    key: 'rows',
    header: 'Rows',
    width: 'w-24',
    align: 'right',
    cell: ({ rowsEstimate }) => <span className="tabular-nums">{formatShortCount(rowsEstimate)}</span>,
  },
  {
    key: 'bytes',
    header: 'Size',
    width: 'w-24',
    align: 'right',
    cell: ({ bytes }) => <span className="tabular-nums">{formatBytes(bytes)}</span>,
  },
];
