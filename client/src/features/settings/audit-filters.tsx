import { Download, X } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DropdownMenu, MenuItem } from '../../ui/dropdown-menu.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { type AuditSubject, auditFileUrl } from './audit-filter.ts';
import type { AuditSearch } from './use-audit-search.ts';

const everything = 'all';

interface AuditFiltersProps {
  at: AuditSearch;
  subjects: AuditSubject[];
  people: { id: string; name: string }[];
  /** Where the trail is to be had as a file, without its ending. */
  filePath: string;
}

/** What of the trail is shown, and the same as a file. */
export function AuditFilters({ at, subjects, people, filePath }: AuditFiltersProps) {
  const { search, set } = at;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        className="w-36 max-sm:w-[calc(50%-4px)]"
        aria-label="About"
        value={search.get('action') ?? everything}
        onChange={(value) => set('action', value === everything ? null : value)}
        options={[{ value: everything, label: 'Everything' }, ...withGiven(subjects, search.get('action'))]}
      />
      <Select
        className="w-36 max-sm:w-[calc(50%-4px)]"
        aria-label="By whom"
        value={search.get('who') ?? everything}
        onChange={(value) => set('who', value === everything ? null : value)}
        options={[
          { value: everything, label: 'By anybody' },
          ...withGiven(
            people.map(({ id, name }) => ({ value: id, label: name })),
            search.get('who'),
          ),
        ]}
      />
      <span className="flex items-center gap-1.5 text-muted max-sm:grid max-sm:w-full max-sm:grid-cols-2 max-sm:gap-2">
        <Input
          className="w-36 max-sm:w-full max-sm:min-w-0 max-sm:px-2"
          type="date"
          aria-label="From day"
          value={search.get('from') ?? ''}
          onChange={(event) => set('from', event.target.value)}
        />
        <span className="max-sm:hidden">to</span>
        <Input
          className="w-36 max-sm:w-full max-sm:min-w-0 max-sm:px-2"
          type="date"
          aria-label="To day"
          value={search.get('to') ?? ''}
          onChange={(event) => set('to', event.target.value)}
        />
      </span>
      <Checkbox
        label="Refused only"
        isChecked={search.get('refused') === '1'}
        onChange={(isChecked) => set('refused', isChecked ? '1' : null)}
      />
      {at.isFiltered ? (
        <Button look="ghost" icon={<X />} onClick={at.clear}>
          Clear
        </Button>
      ) : null}
      <DropdownMenu
        trigger={
          <Button className="ml-auto" icon={<Download />}>
            Export
          </Button>
        }
      >
        <MenuItem asChild>
          <a href={auditFileUrl(filePath, 'csv', at.filter)} download>
            CSV, for spreadsheets
          </a>
        </MenuItem>
        <MenuItem asChild>
          <a href={auditFileUrl(filePath, 'ndjson', at.filter)} download>
            NDJSON, one event on each line
          </a>
        </MenuItem>
      </DropdownMenu>
    </div>
  );
}

/** A filter that came with the address may be for what the list does not offer, such as a token. */
function withGiven(options: AuditSubject[], given: string | null): AuditSubject[] {
  if (!given || options.some(({ value }) => value === given)) return options;
  return [...options, { value: given, label: given }];
}
