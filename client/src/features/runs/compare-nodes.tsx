import { ChevronRight, Search } from 'lucide-react';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import type { Compare_RunFragment as Run } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { formatDuration, formatPlural } from '../../lib/format.ts';
import { useMediaQuery } from '../../lib/use-media-query.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { NodeIcon } from '../../ui/graph-canvas/node-icon.tsx';
import { Input } from '../../ui/input.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { durationChange, type NodePair, pairNodes } from './compare.ts';
import { CompareAttempts } from './compare-attempts.tsx';
import { type NodeLooks, useNodeLooks } from './node-looks.ts';
import type { NodeState } from './run-graph.ts';

const CompareCanvas = lazy(() => import('./compare-canvas.tsx'));

interface CompareNodesProps {
  before: Run;
  after: Run;
}

/** Node by node how both runs went; one that is opened shows where its values differ. Which one is in the URL. */
export function CompareNodes({ before, after }: CompareNodesProps) {
  const [params, setParams] = useSearchParams();
  const [search, setSearch] = useState('');
  const looks = useNodeLooks();
  const pairs = useMemo(() => pairNodes(before, after), [before, after]);
  const openKey = params.get('node');
  const isNarrowed = params.get('show') === 'differences';
  const set = useCallback(
    (name: string, value: string | null) =>
      setParams(
        (now) => {
          if (value === null) now.delete(name);
          else now.set(name, value);
          return now;
        },
        { replace: true },
      ),
    [setParams],
  );
  const openFromCanvas = useCallback(
    (key: string) => {
      set('node', key);
      document.getElementById(`compare-${key}`)?.scrollIntoView({ block: 'nearest' });
    },
    [set],
  );
  const differing = pairs.filter(({ differences }) => differences.length > 0).length;
  const needle = search.trim().toLowerCase();
  const shown = pairs.filter(
    (pair) =>
      (!isNarrowed || pair.differences.length > 0 || pair.key === openKey) &&
      [pair.name, pair.key, ...pair.differences].some((text) => text.toLowerCase().includes(needle)),
  );
  const hasCanvas = useMediaQuery('(min-width: 640px)');
  return (
    <section aria-label="Nodes" className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 className="text-lg">Nodes</h2>
        <span role="status" className="text-muted">
          {differing === 0
            ? 'All went the same way.'
            : `${differing} of ${formatPlural(pairs.length, 'node')} went another way.`}
        </span>
      </div>
      {hasCanvas ? (
        <div className="h-[clamp(220px,32dvh,400px)] overflow-hidden rounded-lg border border-line">
          <Suspense fallback={<Skeleton className="size-full" />}>
            <CompareCanvas
              before={before}
              after={after}
              pairs={pairs}
              looks={looks}
              openKey={openKey}
              onOpen={openFromCanvas}
            />
          </Suspense>
        </div>
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <Input
          aria-label="Search nodes"
          placeholder="Search nodes"
          icon={<Search />}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className="w-full sm:w-64"
        />
        <Checkbox
          label="Only what went another way"
          isChecked={isNarrowed}
          onChange={(isChecked) => set('show', isChecked ? 'differences' : null)}
        />
      </div>
      {shown.length === 0 ? <p className="text-muted">No node passes this.</p> : null}
      <ul aria-label="Nodes of both runs" className="divide-y divide-line border-line border-y">
        {shown.map((pair) => (
          <li key={pair.key} id={`compare-${pair.key}`} className="scroll-mt-14">
            <NodeRow
              pair={pair}
              looks={looks}
              isOpen={pair.key === openKey}
              onToggle={() => set('node', pair.key === openKey ? null : pair.key)}
            />
            {pair.key === openKey ? <CompareAttempts pair={pair} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface NodeRowProps {
  pair: NodePair;
  looks: NodeLooks;
  isOpen: boolean;
  onToggle: () => void;
}

function NodeRow({ pair, looks, isOpen, onToggle }: NodeRowProps) {
  const { before, after, differences } = pair;
  const change = durationChange(before?.durationMs ?? null, after?.durationMs ?? null);
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onToggle}
      className="grid min-h-11 w-full grid-cols-[16px_minmax(0,1fr)] items-center gap-x-2.5 gap-y-1 px-2 py-1.5 text-left hover:bg-hover sm:grid-cols-[16px_minmax(0,1fr)_minmax(120px,22%)_minmax(120px,22%)_64px]"
    >
      <ChevronRight aria-hidden className={cn('size-4 text-faint', isOpen ? 'rotate-90' : null)} />
      <span className="flex min-w-0 items-center gap-2.5">
        <NodeIcon name={looks.get(pair.type)?.icon ?? ''} className="size-4 shrink-0 text-muted" />
        <span className="min-w-0">
          <span className="block truncate text-strong">{pair.name}</span>
          <span className={cn('block truncate text-xs', differences.length > 0 ? 'text-waiting' : 'text-muted')}>
            {differences.join(' · ') || 'The same way'}
          </span>
        </span>
      </span>
      <Outcome label="Before" state={before} />
      <Outcome label="After" state={after} />
      <span className="text-right text-muted text-xs max-sm:hidden">
        {change ? <span className="sr-only">Time: </span> : null}
        {change}
      </span>
    </button>
  );
}

function Outcome({ label, state }: { label: string; state: NodeState | null }) {
  const took = state && state.durationMs !== null ? formatDuration(state.durationMs) : null;
  const attempts = state && state.attempts > 1 ? formatPlural(state.attempts, 'attempt') : null;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 text-xs max-sm:col-start-2">
      <span className="text-muted sm:sr-only">{label}</span>
      {state ? <StatusBadge isPlain status={state.status} /> : <span className="text-muted">Not there</span>}
      <span className="truncate text-muted">{[took, attempts].filter(Boolean).join(', ')}</span>
    </span>
  );
}
