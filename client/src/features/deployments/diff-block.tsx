import { cn } from '../../lib/cn.ts';

const lookOf = (line: string): string => {
  if (line.startsWith('+++') || line.startsWith('---')) return 'text-muted';
  if (line.startsWith('@@')) return 'text-accent-text';
  if (line.startsWith('+')) return 'bg-succeeded-soft text-succeeded';
  if (line.startsWith('-')) return 'bg-failed-soft text-failed';
  return 'text-body';
};

/** A unified diff. The signs stay, so that colour is not the only difference. */
export function DiffBlock({ diff, label }: { diff: string; label: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard has to reach it.
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-md border border-line bg-page py-1"
    >
      <pre className="w-max min-w-full text-xs leading-4.5">
        {diff.split('\n').map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a diff never change places.
          <span key={index} className={cn('block px-2.5', lookOf(line))}>
            {line || ' '}
          </span>
        ))}
      </pre>
    </section>
  );
}
