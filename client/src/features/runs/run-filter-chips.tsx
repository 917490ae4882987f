import { CircleAlert } from 'lucide-react';
import type { RunStatus, RunTrigger } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { Button } from '../../ui/button.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { statusWord } from '../../ui/status-badge.tsx';
import { filterableStatuses, isFiltered, noFilters, type RunFilters, triggerWords } from './run-filters.ts';

interface RunFilterChipsProps {
  workflows: { id: string; name: string }[];
  filters: RunFilters;
  onChange: (change: Partial<RunFilters>) => void;
}

/** What narrows the list of runs. */
export function RunFilterChips({ workflows, filters, onChange }: RunFilterChipsProps) {
  return (
    <div
      role="toolbar"
      aria-label="Filters"
      className="max-sm:-mx-4 mb-3 flex items-center gap-1.5 max-sm:overflow-x-auto max-sm:px-4 sm:flex-wrap [&>*]:shrink-0"
    >
      <button
        type="button"
        aria-pressed={filters.isDead}
        onClick={() => onChange({ isDead: !filters.isDead })}
        className={cn(
          'inline-flex h-7 items-center gap-1.5 rounded-full border px-3 text-xs pointer-coarse:h-10.5',
          filters.isDead
            ? 'border-accent/40 bg-accent-soft font-medium text-accent-text'
            : 'border-control text-muted hover:text-strong',
        )}
      >
        <CircleAlert aria-hidden className="size-3" />
        Failed, not dealt with
      </button>
      <FilterChip<RunStatus>
        label="Status"
        options={filterableStatuses.map((status) => ({ value: status, label: statusWord(status) }))}
        values={filters.statuses}
        onChange={(statuses) => onChange({ statuses })}
      />
      <FilterChip
        label="Workflow"
        options={workflows.map(({ id, name }) => ({ value: id, label: name }))}
        values={filters.workflows}
        onChange={(chosen) => onChange({ workflows: chosen })}
      />
      <FilterChip<RunTrigger>
        label="Trigger"
        options={Object.entries(triggerWords).map(([value, label]) => ({ value: value as RunTrigger, label }))}
        values={filters.triggers}
        onChange={(triggers) => onChange({ triggers })}
      />
      {isFiltered(filters) ? (
        <Button size="sm" look="ghost" onClick={() => onChange(noFilters)}>
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}
