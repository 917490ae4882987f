import { ArrowRight } from 'lucide-react';
import { cn } from '../lib/cn.ts';

interface BeforeAfterProps {
  /** Null: there is nothing. */
  before: string | null;
  after: string | null;
}

/** What something was, and what it became. */
export function BeforeAfter({ before, after }: BeforeAfterProps) {
  return (
    <div className="mt-0.5 flex items-start gap-1.5">
      <Value text={before} className="bg-failed-soft" />
      <ArrowRight aria-label="became" role="img" className="mt-1 size-3 shrink-0 text-faint" />
      <Value text={after} className="bg-succeeded-soft" />
    </div>
  );
}

function Value({ text, className }: { text: string | null; className: string }) {
  if (text === null) return <span className="px-1.5 py-0.5 text-muted">nothing</span>;
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
      tabIndex={0}
      className={cn(
        'max-h-32 min-w-0 overflow-auto whitespace-pre-wrap rounded-sm px-1.5 py-0.5 text-strong text-xs [overflow-wrap:anywhere]',
        className,
      )}
    >
      {text}
    </pre>
  );
}
