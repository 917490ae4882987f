import { ArrowRight, Minus, Move, Pencil, Plus } from 'lucide-react';
import { cn } from '../../lib/cn.ts';
import { type DiffChange, diffLines, type GraphDiff } from './graph-diff.ts';

const looks = {
  ADDED: { icon: Plus, word: 'Added', text: 'text-succeeded' },
  REMOVED: { icon: Minus, word: 'Removed', text: 'text-failed' },
  CHANGED: { icon: Pencil, word: 'Changed', text: 'text-waiting' },
  MOVED: { icon: Move, word: 'Moved', text: 'text-muted' },
} satisfies Record<DiffChange, unknown>;

/** What differs between two graphs, node by node. */
export function DiffList({ diff }: { diff: GraphDiff }) {
  const lines = diffLines(diff);
  if (lines.length === 0) return <p className="text-muted">Nothing differs.</p>;
  return (
    <ul className="space-y-2">
      {lines.map((line) => {
        const { icon: Icon, word, text } = looks[line.change];
        return (
          <li key={line.id}>
            <p className="flex items-center gap-2">
              <Icon aria-hidden className={cn('size-3.5 shrink-0', text)} />
              <span className={cn('w-16 shrink-0 text-xs', text)}>{word}</span>
              <span className="min-w-0 break-words text-strong">{line.title}</span>
            </p>
            {line.fields.map((field) => (
              <div key={field.path} className="mt-1 ml-6 text-xs">
                <code className="text-muted text-xs">{field.path}</code>
                <div className="mt-0.5 flex items-start gap-1.5">
                  <Value text={field.before} className="bg-failed-soft" />
                  <ArrowRight aria-label="became" role="img" className="mt-1 size-3 shrink-0 text-faint" />
                  <Value text={field.after} className="bg-succeeded-soft" />
                </div>
              </div>
            ))}
          </li>
        );
      })}
    </ul>
  );
}

function Value({ text, className }: { text: string | null; className: string }) {
  if (text === null) return <span className="px-1.5 py-0.5 text-faint">nothing</span>;
  return (
    <pre
      className={cn(
        'max-h-32 min-w-0 overflow-auto whitespace-pre-wrap rounded-sm px-1.5 py-0.5 text-xs [overflow-wrap:anywhere]',
        className,
      )}
    >
      {text}
    </pre>
  );
}
