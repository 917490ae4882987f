import type { IncidentPlacesQuery, IncidentSeverity, IncidentSource, IncidentStatus } from '../../graphql/generated.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { Input } from '../../ui/input.tsx';
import { severityOptions, sources, statuses } from './incident-words.tsx';
import type { IncidentFilters } from './use-incident-filters.ts';

const optionsOf = <Value extends string>(names: Record<Value, string>) =>
  (Object.keys(names) as Value[]).map((value) => ({ value, label: names[value] }));
const named = (things: { id: string; name: string }[] | undefined) =>
  things?.map(({ id, name }) => ({ value: id, label: name })) ?? [];

interface IncidentFilterBarProps {
  places: IncidentPlacesQuery['project'] | undefined;
  filters: IncidentFilters;
}

/** What narrows the list, each as a chip that says what it is set to. */
export function IncidentFilterBar({ places, filters }: IncidentFilterBarProps) {
  return (
    <FilterBar isFiltered={filters.isFiltered} onClear={filters.clear}>
      <Input
        type="search"
        aria-label="Search incidents"
        placeholder="Search incidents"
        className="h-7 w-40 text-xs"
        value={filters.text}
        onChange={(event) => filters.write({ q: event.target.value })}
      />
      <FilterChip<IncidentStatus>
        label="Status"
        options={optionsOf(statuses)}
        values={filters.statuses}
        onChange={(values) => filters.write({ status: values.join(',') })}
      />
      <FilterChip<IncidentSeverity>
        label="Severity"
        options={severityOptions}
        values={filters.severities}
        onChange={(values) => filters.write({ severity: values.join(',') })}
      />
      <FilterChip
        label="Service"
        options={named(places?.services.nodes)}
        values={filters.serviceIds}
        onChange={(values) => filters.write({ service: values.join(',') })}
      />
      <FilterChip
        label="Environment"
        options={named(places?.environments)}
        values={filters.environmentIds}
        onChange={(values) => filters.write({ environment: values.join(',') })}
      />
      <FilterChip<IncidentSource>
        label="Opened"
        options={optionsOf(sources)}
        values={filters.sources}
        onChange={(values) => filters.write({ source: values.join(',') })}
      />
      {filters.deploymentId ? (
        <FilterChip
          label="Cause"
          options={[{ value: filters.deploymentId, label: 'one deployment' }]}
          values={[filters.deploymentId]}
          onChange={() => filters.write({ cause: '' })}
        />
      ) : null}
    </FilterBar>
  );
}
