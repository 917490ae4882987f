import { Minus, Pencil, Plus, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { cn } from '../lib/cn.ts';
import { formatPlural } from '../lib/format.ts';
import { differingParts, type JsonDifference, jsonDifferences, mostDifferences } from '../lib/json-diff.ts';
import { BeforeAfter } from './before-after.tsx';
import { Button } from './button.tsx';
import { Input } from './input.tsx';

interface JsonDiffProps {
  /** What it is, `output`. */
  label: string;
  /** Undefined or null: there was none. */
  before: unknown;
  after: unknown;
}

const looks = {
  ADDED: { icon: Plus, word: 'Added', text: 'text-succeeded' },
  REMOVED: { icon: Minus, word: 'Removed', text: 'text-failed' },
  CHANGED: { icon: Pencil, word: 'Changed', text: 'text-waiting' },
} satisfies Record<JsonDifference['change'], unknown>;

/** Differences drawn before the rest is asked for. */
const rowsAtOnce = 50;
/** From so many on, one looks for something. */
const searchFrom = 4;

/** What differs between two values, and nothing else; can be searched by place and by value. */
export function JsonDiff({ label, before, after }: JsonDiffProps) {
  const [search, setSearch] = useState('');
  const [limit, setLimit] = useState(rowsAtOnce);
  const rows = useMemo(() => jsonDifferences(before ?? undefined, after ?? undefined).map(rowOf), [before, after]);
  if (rows.length === 0) return <p className="text-muted">{before == null ? 'None in both.' : 'The same in both.'}</p>;
  const needle = search.trim().toLowerCase();
  const found = needle
    ? rows.filter((row) => [row.path, row.before, row.after].some((text) => text?.toLowerCase().includes(needle)))
    : rows;
  return (
    <section aria-label={`Differences of ${label}`} className="rounded-md border border-line bg-panel">
      <div className="flex items-center gap-2 border-line border-b px-2 py-1">
        {rows.length >= searchFrom ? (
          <Input
            aria-label={`Search differences of ${label}`}
            placeholder="Search"
            icon={<Search />}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="min-w-0 flex-1"
          />
        ) : null}
        <span role="status" className="py-1 text-muted text-xs">
          {needle ? `${found.length} of ` : ''}
          {formatPlural(rows.length, 'difference')}
          {rows.length === mostDifferences ? ' or more' : ''}
        </span>
      </div>
      <ul className="max-h-96 space-y-2 overflow-auto px-2.5 py-2">
        {found.slice(0, limit).map((row) => {
          const { icon: Icon, word, text } = looks[row.change];
          return (
            <li key={row.path} className="text-xs">
              <p className="flex items-start gap-1.5">
                <Icon role="img" aria-label={word} className={cn('mt-0.5 size-3 shrink-0', text)} />
                <code className="min-w-0 text-xs [overflow-wrap:anywhere]">{row.path || 'all of it'}</code>
              </p>
              <div className="ml-4.5">
                <BeforeAfter before={row.before} after={row.after} />
              </div>
            </li>
          );
        })}
        {found.length === 0 ? <li className="text-muted text-xs">No difference holds this text.</li> : null}
      </ul>
      {found.length > limit ? (
        <Button size="sm" look="ghost" className="m-1" onClick={() => setLimit(limit + rowsAtOnce)}>
          Show {Math.min(rowsAtOnce, found.length - limit)} more
        </Button>
      ) : null}
    </section>
  );
}

function rowOf({ path, change, before, after }: JsonDifference) {
  if (typeof before === 'string' && typeof after === 'string') {
    const [one, other] = differingParts(before, after);
    return { path, change, before: quoted(one), after: quoted(other) };
  }
  return { path, change, before: textOf(before), after: textOf(after) };
}

/** Empty text is something, which has to be seen. */
const quoted = (text: string) => (text === '' ? '""' : text);

function textOf(value: unknown): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? quoted(value) : JSON.stringify(value, null, 2);
}
