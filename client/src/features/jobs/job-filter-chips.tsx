import { Search } from 'lucide-react';
import { useRef } from 'react';
import type { BackgroundJobState } from '../../graphql/generated.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { Button } from '../../ui/button.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { Input } from '../../ui/input.tsx';
import { isFiltered, type JobFilters } from './job-filters.ts';
import { stateWords } from './job-words.ts';

interface JobFilterChipsProps {
  kinds: { kind: string; title: string }[];
  filters: JobFilters;
  /** What stands in the search, which counts a moment later. */
  typed: string;
  onType: (text: string) => void;
  onChange: (change: Partial<JobFilters>) => void;
  onClear: () => void;
}

/** What narrows the list of jobs. */
export function JobFilterChips({ kinds, filters, typed, onType, onChange, onClear }: JobFilterChipsProps) {
  const inputRef = useRef<HTMLInputElement>(null);
  useHotkeys({ '/': () => inputRef.current?.focus() });
  return (
    <div role="toolbar" aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
      <Input
        ref={inputRef}
        icon={<Search aria-hidden />}
        type="search"
        aria-label="Search jobs"
        placeholder="Number, id or error"
        className="w-52 max-sm:w-full"
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
      <FilterChip<BackgroundJobState>
        label="State"
        options={Object.entries(stateWords).map(([value, label]) => ({ value: value as BackgroundJobState, label }))}
        values={filters.states}
        onChange={(states) => onChange({ states })}
      />
      <FilterChip
        label="Kind"
        options={kinds.map(({ kind, title }) => ({ value: kind, label: title }))}
        values={filters.kinds}
        onChange={(chosen) => onChange({ kinds: chosen })}
      />
      {isFiltered(filters) ? (
        <Button size="sm" look="ghost" onClick={onClear}>
          Clear filters
        </Button>
      ) : null}
    </div>
  );
}
