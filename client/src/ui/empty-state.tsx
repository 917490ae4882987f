import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';

interface EmptyStateProps {
  /** One sentence: what would be here. */
  title: string;
  children?: ReactNode;
  /** The one thing to do. */
  action?: ReactNode;
  /** What it would look like, or the command that makes the first. */
  example?: ReactNode;
  className?: string;
}

/** Nothing here yet: one sentence, one action, one example. */
export function EmptyState({ title, children, action, example, className }: EmptyStateProps) {
  return (
    <div className={cn('rounded-lg border border-line border-dashed px-6 py-10 text-center', className)}>
      <p className="font-medium text-strong">{title}</p>
      {children ? <div className="mx-auto mt-1 max-w-110 text-muted">{children}</div> : null}
      {action ? <div className="mt-4 flex justify-center gap-2">{action}</div> : null}
      {example ? <div className="mx-auto mt-5 max-w-130 text-left">{example}</div> : null}
    </div>
  );
}
