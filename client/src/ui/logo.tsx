import { cn } from '../lib/cn.ts';

/** The mark. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={cn('size-6 shrink-0', className)}>
      <rect width="32" height="32" rx="7" fill="var(--accent)" />
      <path d="M16 6 26 16 16 26 6 16Z" fill="none" stroke="#fff" strokeWidth="2.5" strokeLinejoin="round" />
      <circle cx="16" cy="16" r="3" fill="#fff" />
    </svg>
  );
}
