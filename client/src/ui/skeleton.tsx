import { cn } from '../lib/cn.ts';

/** The place of something whose shape is known and that is on its way. It doesn't move. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block rounded-sm bg-hover', className)} />;
}
