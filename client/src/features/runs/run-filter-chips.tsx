import { CircleAlert } from 'lucide-react';
import type { RunStatus, RunTrigger } from '../../graphql/generated.ts';
import { FilterBar, FilterToggle } from '../../ui/filter-bar.tsx';
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
    <FilterBar isFiltered={isFiltered(filters)} onClear={() => onChange(noFilters)}>
      <FilterToggle
        icon={<CircleAlert aria-hidden />}
        isOn={filters.isDead}
        onChange={(isDead) => onChange({ isDead })}
      >
        Needs attention
      </FilterToggle>
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
    </FilterBar>
  );
}
