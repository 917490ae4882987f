import type { ReactNode } from 'react';
import { cn } from '../lib/cn.ts';

export type Tone = 'neutral' | 'accent' | 'queued' | 'waiting' | 'running' | 'succeeded' | 'failed' | 'canceled';

const tones: Record<Tone, string> = {
  neutral: 'bg-hover text-muted',
  accent: 'bg-accent-soft text-accent-text',
  queued: 'bg-queued-soft text-queued',
  waiting: 'bg-waiting-soft text-waiting',
  running: 'bg-running-soft text-running',
  succeeded: 'bg-succeeded-soft text-succeeded',
  failed: 'bg-failed-soft text-failed',
  canceled: 'bg-canceled-soft text-canceled',
};

/** The text colour of a tone, for icons and words without a background. */
export const toneText: Record<Tone, string> = {
  neutral: 'text-muted',
  accent: 'text-accent-text',
  queued: 'text-queued',
  waiting: 'text-waiting',
  running: 'text-running',
  succeeded: 'text-succeeded',
  failed: 'text-failed',
  canceled: 'text-canceled',
};

interface BadgeProps {
  tone?: Tone;
  icon?: ReactNode;
  children: ReactNode;
  className?: string;
}

/** A word or two about a thing. */
export function Badge({ tone = 'neutral', icon, children, className }: BadgeProps) {
  return (
    <span
      className={cn(
        'inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 align-middle font-medium text-xs [&>svg]:size-3',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  );
}
