import { ChevronRight, Search } from 'lucide-react';
import { Fragment, useMemo, useState } from 'react';
import { cn } from '../lib/cn.ts';
import { formatPlural } from '../lib/format.ts';
import { CopyButton } from './copy-button.tsx';
import { Input } from './input.tsx';
import { type JsonRow, jsonRows, pathsTo } from './json-rows.ts';

interface JsonTreeProps {
  /** What it is, `output`. */
  label: string;
  value: unknown;
}

/** Rows drawn before the rest is asked for. */
const rowsAtOnce = 300;

/** A value as a tree that opens and closes, can be searched, and copied whole. */
export function JsonTree({ label, value }: JsonTreeProps) {
  const [search, setSearch] = useState('');
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [limit, setLimit] = useState(rowsAtOnce);
  const found = useMemo(() => (search.trim() ? pathsTo(value, search.trim()) : null), [value, search]);
  const rows = useMemo(() => jsonRows(value, toggled, found?.open ?? null), [value, toggled, found]);
  const isBranch = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  const toggle = (path: string) =>
    setToggled((before) => {
      const next = new Set(before);
      if (!next.delete(path)) next.add(path);
      return next;
    });
  return (
    <section aria-label={label} className="rounded-md border border-line bg-panel">
      <div className="flex items-center gap-2 border-line border-b py-1 pr-1 pl-2">
        {isBranch ? (
          <Input
            aria-label={`Search ${label}`}
            placeholder="Search"
            icon={<Search />}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            className="min-w-0 flex-1"
          />
        ) : (
          <span className="flex-1 text-muted text-xs">{typeName(value)}</span>
        )}
        {found ? (
          <span role="status" className="shrink-0 text-muted text-xs">
            {formatPlural(found.count, 'match', 'matches')}
          </span>
        ) : null}
        <CopyButton text={typeof value === 'string' ? value : JSON.stringify(value, null, 2)} label={`Copy ${label}`} />
      </div>
      <div className="max-h-96 overflow-auto px-1 py-1.5 font-mono text-code">
        {rows.slice(0, limit).map((row) => (
          <Row key={row.path} row={row} search={search.trim()} onToggle={() => toggle(row.path)} />
        ))}
        {rows.length > limit ? (
          <button
            type="button"
            className="px-5 text-accent-text hover:underline pointer-coarse:h-10"
            onClick={() => setLimit(limit + rowsAtOnce)}
          >
            {formatPlural(rows.length - limit, 'more row')}
          </button>
        ) : null}
      </div>
    </section>
  );
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'empty list';
  return typeof value === 'object' ? 'empty object' : typeof value;
}

const valueTones: Record<JsonRow['kind'], string> = {
  branch: 'text-muted',
  string: 'text-succeeded',
  number: 'text-running',
  boolean: 'text-waiting',
  null: 'text-muted',
};

function Row({ row, search, onToggle }: { row: JsonRow; search: string; onToggle: () => void }) {
  const text = (
    <>
      {row.name === null ? null : (
        <>
          <span className="text-strong">
            <Marked text={row.name} search={search} />
          </span>
          <span className="text-faint">: </span>
        </>
      )}
      <span className={cn('whitespace-pre-wrap [overflow-wrap:anywhere]', valueTones[row.kind])}>
        <Marked text={row.text} search={row.kind === 'branch' ? '' : search} />
      </span>
    </>
  );
  const style = { paddingLeft: row.depth * 14 };
  if (row.isOpen === null)
    return (
      <div className="pl-5" style={{ paddingLeft: row.depth * 14 + 20 }}>
        {text}
      </div>
    );
  return (
    <div style={style}>
      <button
        type="button"
        aria-expanded={row.isOpen}
        onClick={onToggle}
        className="flex w-full items-start rounded-sm text-left hover:bg-hover pointer-coarse:min-h-10 pointer-coarse:items-center"
      >
        <ChevronRight
          aria-hidden
          className={cn('mt-0.5 size-3.5 w-5 shrink-0 text-faint', row.isOpen ? 'rotate-90' : null)}
        />
        <span className="min-w-0">{text}</span>
      </button>
    </div>
  );
}

function Marked({ text, search }: { text: string; search: string }) {
  if (!search) return text;
  const lower = text.toLowerCase();
  const needle = search.toLowerCase();
  const parts = [];
  let position = 0;
  for (let at = lower.indexOf(needle); at >= 0; at = lower.indexOf(needle, position)) {
    parts.push(
      <Fragment key={at}>
        {text.slice(position, at)}
        <mark>{text.slice(at, at + needle.length)}</mark>
      </Fragment>,
    );
    position = at + needle.length;
  }
  return (
    <>
      {parts}
      {text.slice(position)}
    </>
  );
}
