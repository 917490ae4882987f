import { Minus, Move, Pencil, Plus } from 'lucide-react';
import { cn } from '../../lib/cn.ts';
import { BeforeAfter } from '../before-after.tsx';
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
                <BeforeAfter before={field.before} after={field.after} />
              </div>
            ))}
          </li>
        );
      })}
    </ul>
  );
}
