import { useEffect, useRef, useState } from 'react';
import { type DeploymentStatus, useDeploymentFiltersQuery } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { Input } from '../../ui/input.tsx';
import { statusWord } from '../../ui/status-badge.tsx';
import { type DeploymentFilters, filterableStatuses, isFiltered, noFilters } from './deployment-filters.ts';

interface FilterChipsProps {
  slug: string;
  filters: DeploymentFilters;
  onChange: (change: Partial<DeploymentFilters>) => void;
}

/** What narrows the list, each as a chip that says what it is set to. */
export function FilterChips({ slug, filters, onChange }: FilterChipsProps) {
  const [{ data }] = useDeploymentFiltersQuery({ variables: { slug } });
  const project = data?.project;
  const environments = [...(project?.environments ?? [])].sort((one, other) => one.rank - other.rank);
  return (
    <FilterBar isFiltered={isFiltered(filters)} onClear={() => onChange(noFilters)}>
      <FilterChip
        label="Service"
        options={project?.services.nodes.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        values={filters.services}
        onChange={(services) => onChange({ services })}
      />
      <FilterChip
        label="Environment"
        options={environments.map(({ id, name }) => ({ value: id, label: name }))}
        values={filters.environments}
        onChange={(chosen) => onChange({ environments: chosen })}
      />
      <FilterChip<DeploymentStatus>
        label="Status"
        options={filterableStatuses.map((status) => ({ value: status, label: statusWord(status) }))}
        values={filters.statuses}
        onChange={(statuses) => onChange({ statuses })}
      />
      <FilterChip
        label="Who"
        isSingle
        options={project?.members.nodes.map(({ user }) => ({ value: user.id, label: user.name })) ?? []}
        values={filters.who ? [filters.who] : []}
        onChange={([who]) => onChange({ who: who ?? '' })}
      />
      <VersionFilter version={filters.version} onChange={(version) => onChange({ version })} />
    </FilterBar>
  );
}

function VersionFilter({ version, onChange }: { version: string; onChange: (version: string) => void }) {
  const [typed, setTyped] = useState(version);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => setTyped(version), [version]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (next: string) => {
    setTyped(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onChange(next), 250);
  };
  return (
    <Input
      aria-label="Version"
      placeholder="Version"
      value={typed}
      onChange={(event) => type(event.target.value)}
      className={cn(
        'h-7! w-28! rounded-full! px-3 text-xs! pointer-coarse:h-10!',
        typed ? 'border-accent/40! bg-accent-soft!' : null,
      )}
    />
  );
}
