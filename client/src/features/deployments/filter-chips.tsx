import { ChevronDown, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { type DeploymentStatus, useDeploymentFiltersQuery } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { Button } from '../../ui/button.tsx';
import { DropdownMenu, MenuCheckItem } from '../../ui/dropdown-menu.tsx';
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
    <div
      role="toolbar"
      aria-label="Filters"
      className="max-sm:-mx-4 mb-3 flex items-center gap-1.5 max-sm:overflow-x-auto max-sm:px-4 sm:flex-wrap [&>*]:shrink-0"
    >
      <Chip
        label="Service"
        options={project?.services.nodes.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        values={filters.services}
        onChange={(services) => onChange({ services })}
      />
      <Chip
        label="Environment"
        options={environments.map(({ id, name }) => ({ value: id, label: name }))}
        values={filters.environments}
        onChange={(chosen) => onChange({ environments: chosen })}
      />
      <Chip<DeploymentStatus>
        label="Status"
        options={filterableStatuses.map((status) => ({ value: status, label: statusWord(status) }))}
        values={filters.statuses}
        onChange={(statuses) => onChange({ statuses })}
      />
      <Chip
        label="Who"
        isSingle
        options={project?.members.nodes.map(({ user }) => ({ value: user.id, label: user.name })) ?? []}
        values={filters.who ? [filters.who] : []}
        onChange={([who]) => onChange({ who: who ?? '' })}
      />
      <VersionFilter version={filters.version} onChange={(version) => onChange({ version })} />
      {isFiltered(filters) ? (
        <Button size="sm" look="ghost" onClick={() => onChange(noFilters)}>
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}

interface ChipProps<Value extends string> {
  label: string;
  options: { value: Value; label: string }[];
  values: Value[];
  onChange: (values: Value[]) => void;
  isSingle?: boolean;
}

function Chip<Value extends string>({ label, options, values, onChange, isSingle = false }: ChipProps<Value>) {
  const isSet = values.length > 0;
  // Until the names are there, the number of them.
  const names = values.map((value) => options.find((option) => option.value === value)?.label);
  const summary = names.every((name) => name !== undefined) ? names.join(', ') : String(values.length);
  const toggle = (value: Value, isChecked: boolean) => {
    const others = isSingle ? [] : values.filter((other) => other !== value);
    onChange(isChecked ? [...others, value] : others);
  };
  return (
    <span
      className={cn(
        'inline-flex h-7 items-center rounded-full border pointer-coarse:h-10.5',
        isSet ? 'border-accent/40 bg-accent-soft' : 'border-control',
      )}
    >
      <DropdownMenu
        align="start"
        trigger={
          <button
            type="button"
            className={cn(
              'flex h-full items-center gap-1 rounded-full pl-3 text-xs',
              isSet ? 'pr-1 text-accent-text' : 'pr-2.5 text-muted hover:text-strong',
            )}
          >
            <span className="max-w-60 truncate">
              {label}
              {isSet ? (
                <>
                  : <span className="font-medium">{summary}</span>
                </>
              ) : null}
            </span>
            {isSet ? null : <ChevronDown aria-hidden className="size-3" />}
          </button>
        }
      >
        {options.map((option) => (
          <MenuCheckItem
            key={option.value}
            keepsOpen={!isSingle}
            isChecked={values.includes(option.value)}
            onChange={(isChecked) => toggle(option.value, isChecked)}
          >
            {option.label}
          </MenuCheckItem>
        ))}
      </DropdownMenu>
      {isSet ? (
        <button
          type="button"
          aria-label={`Any ${label.toLowerCase()}`}
          onClick={() => onChange([])}
          className="flex h-full items-center rounded-full pr-2 pl-1 text-accent-text hover:text-strong"
        >
          <X aria-hidden className="size-3" />
        </button>
      ) : null}
    </span>
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
