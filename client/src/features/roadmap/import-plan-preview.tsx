import { Minus, Pencil, Plus, TriangleAlert } from 'lucide-react';
import type { PlanChangeKind } from '../../graphql/generated.ts';
import { formatCount } from '../../lib/format.ts';
import type { PlanOutcome } from './import-plan-dialog.tsx';
import { priorityWords, statusLooks } from './plan-words.ts';

const looks: Record<PlanChangeKind, { word: string; icon: typeof Plus; color: string }> = {
  ADDED: { word: 'Added', icon: Plus, color: 'text-succeeded' },
  UPDATED: { word: 'Changed', icon: Pencil, color: 'text-running' },
  REMOVED: { word: 'Removed', icon: Minus, color: 'text-failed' },
};

/** What an import would change, and which rows it would leave out. */
export function ImportPlanPreview({ outcome }: { outcome: PlanOutcome }) {
  const { added, updated, unchanged, removed, changes, problems, problemCount, ignoredColumns } = outcome;
  const total = added + updated + removed;
  return (
    <>
      <p role="status" className="text-body tabular-nums">
        {formatCount(added)} added, {formatCount(updated)} changed, {formatCount(removed)} removed,{' '}
        {formatCount(unchanged)} as before
        {problemCount > 0 ? `; ${formatCount(problemCount)} ${problemCount === 1 ? 'problem' : 'problems'}` : ''}.
      </p>
      {ignoredColumns.length > 0 ? <p className="text-muted">Ignored columns: {ignoredColumns.join(', ')}.</p> : null}
      {problems.length > 0 ? (
        <section aria-labelledby="plan-problems" className="rounded-md border border-line p-3">
          <h3 id="plan-problems" className="flex items-center gap-1.5 font-medium text-strong">
            <TriangleAlert aria-hidden className="size-3.5 text-waiting" />
            These rows are left out
          </h3>
          <p className="text-muted text-xs">What they are about stays as it is.</p>
          <ul className="mt-2 max-h-50 space-y-1 overflow-y-auto">
            {problems.map(({ row, column, message }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row may have the same problem twice, and the list never changes.
              <li key={index} className="[overflow-wrap:anywhere]">
                <span className="text-muted tabular-nums">
                  Row {row}
                  {column ? `, ${column}` : ''}:
                </span>{' '}
                {message}
              </li>
            ))}
          </ul>
          {problemCount > problems.length ? (
            <p className="mt-1 text-muted text-xs">And {formatCount(problemCount - problems.length)} more.</p>
          ) : null}
        </section>
      ) : null}
      {changes.length > 0 ? (
        <section aria-labelledby="plan-changes">
          <h3 id="plan-changes" className="font-medium text-strong">
            Changes
          </h3>
          <ul className="mt-1 divide-y divide-line border-line border-y">
            {changes.map((change, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: items may have one title, and the list never changes.
              <li key={index} className="flex gap-2 py-1.5">
                <ChangeRow change={change} />
              </li>
            ))}
          </ul>
          {total > changes.length ? (
            <p className="mt-1 text-muted text-xs">And {formatCount(total - changes.length)} more.</p>
          ) : null}
        </section>
      ) : (
        <p className="text-muted">The plan is already as the file says.</p>
      )}
    </>
  );
}

const words: Record<string, string> = {
  ...priorityWords,
  ...Object.fromEntries(Object.entries(statusLooks).map(([status, { word }]) => [status, word])),
};
const inWords = (value: string | null) => (value === null ? 'none' : (words[value] ?? value));

function ChangeRow({ change: { kind, key, title, fields } }: { change: PlanOutcome['changes'][number] }) {
  const { word, icon: Icon, color } = looks[kind];
  return (
    <>
      <span className={`inline-flex w-20 shrink-0 items-center self-start gap-1 text-xs ${color}`}>
        <Icon aria-hidden className="size-3.5" />
        {word}
      </span>
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p>
          {key ? <span className="mr-1.5 font-mono text-muted text-xs">{key}</span> : null}
          {title}
        </p>
        {fields.map(({ name, before, after }) => (
          <p key={name} className="text-muted text-xs">
            {name}: <del>{inWords(before)}</del> → <ins className="text-body no-underline">{inWords(after)}</ins>
          </p>
        ))}
      </div>
    </>
  );
}
