import { ArchiveX, CalendarClock } from 'lucide-react';
import { useState } from 'react';
import {
  type PlanPriority,
  type PlanRow_PlanItemFragment,
  type PlanStatus,
  type RoadmapPageQuery,
  usePlanTableQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterBar, FilterToggle } from '../../ui/filter-bar.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { Input } from '../../ui/input.tsx';
import { LoadMore } from '../../ui/load-more.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { PlanStatusLabel } from './plan-status.tsx';
import { DueDate } from './plan-urgent.tsx';
import { priorityWords, statusLooks } from './plan-words.ts';
import type { PlanFilters } from './use-plan-filters.ts';

type Item = PlanRow_PlanItemFragment;
type Summary = NonNullable<RoadmapPageQuery['project']>['planSummary'];

const columns: Column<Item>[] = [
  {
    key: 'title',
    header: 'Item',
    isMain: true,
    cell: (item) => (
      <span className="block truncate max-sm:whitespace-normal">
        {item.key ? <span className="mr-1.5 font-mono text-muted">{item.key}</span> : null}
        {item.title}
      </span>
    ),
  },
  { key: 'status', header: 'Status', width: 'w-28', cell: (item) => <PlanStatusLabel status={item.status} /> },
  {
    key: 'priority',
    header: 'Priority',
    width: 'w-20',
    isHiddenOnPhone: true,
    cell: (item) => (item.priority ? priorityWords[item.priority] : <span className="text-faint">–</span>),
  },
  { key: 'phase', header: 'Phase', width: 'w-32', isHiddenOnPhone: true, cell: (item) => <Cut text={item.phase} /> },
  { key: 'owner', header: 'Owner', width: 'w-28', isHiddenOnPhone: true, cell: (item) => <Cut text={item.owner} /> },
  {
    key: 'estimate',
    header: 'Estimate',
    width: 'w-20',
    align: 'right',
    isHiddenOnPhone: true,
    cell: (item) => <span className="tabular-nums">{item.estimate ?? <span className="text-faint">–</span>}</span>,
  },
  { key: 'due', header: 'Due', width: 'w-44', isHiddenOnPhone: true, cell: (item) => <DueDate item={item} /> },
];

function Cut({ text }: { text: string | null }) {
  return text ? (
    <span title={text} className="block truncate">
      {text}
    </span>
  ) : (
    <span className="text-faint">–</span>
  );
}

const options = <Value extends string>(names: Record<Value, string>) =>
  (Object.keys(names) as Value[]).map((value) => ({ value, label: names[value] }));
const statusNames = Object.fromEntries(
  Object.entries(statusLooks).map(([status, { word }]) => [status, word]),
) as Record<PlanStatus, string>;

/** All items of the plan, narrowed by what stands in the address. */
export function PlanTable({ slug, summary, filters }: { slug: string; summary: Summary; filters: PlanFilters }) {
  const filterKey = JSON.stringify(filters.filter);
  const [page, setPage] = useState<{ filterKey: string; after: string | null }>({ filterKey, after: null });
  const after = page.filterKey === filterKey ? page.after : null;
  const [{ data, error, fetching, stale }, retry] = usePlanTableQuery({
    variables: { slug, filter: filters.filter, after },
  });
  const items = data?.project?.planItems;
  const rows = items?.nodes ?? [];
  return (
    <section aria-labelledby="items">
      <h2 id="items" className="mb-2 text-lg">
        Items
      </h2>
      <PlanFilterBar summary={summary} filters={filters} />
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {items && rows.length === 0 ? (
        <EmptyState title={filters.isRemoved ? 'Nothing was removed' : 'No item is like that'}>
          {filters.isRemoved
            ? 'What is gone from the file is kept here, and comes back with its row.'
            : 'Clear a filter to see more.'}
        </EmptyState>
      ) : error && !items ? null : (
        <Table
          label="Items of the roadmap"
          layout="fixed"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          rowHref={filters.hrefOf}
          loadingRows={items ? 0 : 8}
        />
      )}
      {items?.pageInfo.hasNextPage ? (
        <LoadMore
          isPending={fetching || stale}
          onLoad={() => setPage({ filterKey, after: items.pageInfo.endCursor ?? null })}
        />
      ) : null}
    </section>
  );
}

function PlanFilterBar({ summary, filters }: { summary: Summary; filters: PlanFilters }) {
  const phases = summary.phases.map(({ phase }) => ({ value: phase ?? '', label: phase ?? 'No phase' }));
  return (
    <FilterBar isFiltered={filters.isFiltered} onClear={filters.clear}>
      <Input
        type="search"
        aria-label="Search items"
        placeholder="Search items"
        className="h-7 w-44 text-xs"
        value={filters.text}
        onChange={(event) => filters.write({ q: event.target.value })}
      />
      <FilterChip label="Phase" options={phases} values={filters.phases} onChange={filters.setPhases} />
      <FilterChip<PlanStatus>
        label="Status"
        options={options(statusNames)}
        values={filters.statuses}
        onChange={(values) => filters.write({ status: values.join(',') })}
      />
      <FilterChip<PlanPriority>
        label="Priority"
        options={options(priorityWords)}
        values={filters.priorities}
        onChange={(values) => filters.write({ priority: values.join(',') })}
      />
      <FilterChip
        label="Owner"
        options={summary.owners.map((owner) => ({ value: owner, label: owner }))}
        values={filters.owners}
        onChange={filters.setOwners}
      />
      <FilterToggle
        icon={<CalendarClock aria-hidden />}
        isOn={filters.isOverdue}
        onChange={(isOn) => filters.write({ overdue: isOn ? '1' : '' })}
      >
        Overdue
      </FilterToggle>
      <FilterToggle
        icon={<ArchiveX aria-hidden />}
        isOn={filters.isRemoved}
        onChange={(isOn) => filters.write({ removed: isOn ? '1' : '' })}
      >
        Removed
      </FilterToggle>
    </FilterBar>
  );
}
