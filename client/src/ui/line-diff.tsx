import { useMemo } from 'react';
import { cn } from '../lib/cn.ts';
import { diffLines, hunksOf } from '../lib/line-diff.ts';

interface LineDiffProps {
  /** What it is about, for screen readers. */
  label: string;
  before: string;
  after: string;
  className?: string;
}

const marks = { same: ' ', added: '+', removed: '−' };
const words = { same: '', added: 'added: ', removed: 'removed: ' };
const colors = {
  same: 'text-muted',
  added: 'bg-succeeded-soft text-strong',
  removed: 'bg-failed-soft text-strong',
};

/** How a text changed: lines taken out and put in, with a few around them. */
export function LineDiff({ label, before, after, className }: LineDiffProps) {
  const parts = useMemo(() => hunksOf(diffLines(before, after)), [before, after]);
  if (before === after) return <p className="text-muted">No difference.</p>;
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={cn('max-h-100 overflow-auto rounded-md border border-line py-1 font-mono text-code', className)}
    >
      <ol className="w-max min-w-full">
        {parts.map((part, index) =>
          'skippedCount' in part ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew as a whole
            <li key={index} className="bg-panel px-3 text-muted">
              ⋯ {part.skippedCount} {part.skippedCount === 1 ? 'line' : 'lines'}
            </li>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <li key={index} className={cn('flex whitespace-pre pr-3', colors[part.kind])}>
              <span aria-hidden className="w-10 shrink-0 select-none pr-2 text-right text-muted">
                {part.after ?? part.before}
              </span>
              <span aria-hidden className="w-4 shrink-0 select-none">
                {marks[part.kind]}
              </span>
              <span>
                <span className="sr-only">{words[part.kind]}</span>
                {part.text}
              </span>
            </li>
          ),
        )}
      </ol>
    </section>
  );
}
