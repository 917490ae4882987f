import { LoaderCircle } from 'lucide-react';
import { cn } from '../lib/cn.ts';

/** Work under way. Decorative: what it means is said beside it. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn('size-3.5 shrink-0 animate-turn', className)} />;
}
