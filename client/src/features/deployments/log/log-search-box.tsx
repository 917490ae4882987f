import { ChevronDown, ChevronUp, ListFilter, Search } from 'lucide-react';
import { type KeyboardEvent, type Ref, useEffect, useState } from 'react';
import { formatCount } from '../../../lib/format.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Input } from '../../../ui/input.tsx';
import type { LogSearch } from './use-log-search.ts';

interface LogSearchBoxProps {
  ref: Ref<HTMLInputElement>;
  text: string;
  onChange: (text: string) => void;
  search: LogSearch;
  isMatchesOnly: boolean;
  onChangeMatchesOnly: (isMatchesOnly: boolean) => void;
}

function describeCount(text: string, search: LogSearch): string {
  if (!text.trim()) return '';
  if (search.error) return 'Search failed';
  if (search.isSearching) return '…';
  if (search.totalCount === 0) return 'No matches';
  const total = `${formatCount(search.totalCount)}${search.isComplete ? '' : '+'}`;
  return search.position < 0 ? total : `${formatCount(search.position + 1)} of ${total}`;
}

/** Search on the server: count, next and previous, and only the matching lines. */
export function LogSearchBox({ ref, text, onChange, search, isMatchesOnly, onChangeMatchesOnly }: LogSearchBoxProps) {
  // Typing must not wait for the router, which the text reaches a moment later.
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const pressKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      search.goTo(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      onChange('');
      event.currentTarget.blur();
    }
  };
  const count = describeCount(text, search);
  const hasMatches = search.totalCount > 0;
  return (
    <search className="flex min-w-48 flex-[100] items-center gap-0.5 sm:max-w-110">
      <span className="relative min-w-0 flex-1">
        <Input
          ref={ref}
          icon={<Search />}
          type="search"
          aria-label="Search the log"
          aria-describedby="log-search-count"
          placeholder="Search the log"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange(event.target.value);
          }}
          onKeyDown={pressKey}
        />
        <span
          id="log-search-count"
          role="status"
          className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2 bg-page pl-2 text-muted text-xs"
        >
          {count}
        </span>
      </span>
      <IconButton
        label="Previous match"
        keys={['N']}
        icon={<ChevronUp />}
        disabled={!hasMatches}
        onClick={() => search.goTo(-1)}
      />
      <IconButton
        label="Next match"
        keys={['n']}
        icon={<ChevronDown />}
        disabled={!hasMatches}
        onClick={() => search.goTo(1)}
      />
      <IconButton
        label="Only matching lines"
        icon={<ListFilter />}
        aria-pressed={isMatchesOnly}
        disabled={!text.trim() && !isMatchesOnly}
        onClick={() => onChangeMatchesOnly(!isMatchesOnly)}
      />
    </search>
  );
}
