import {
  Ban,
  CircleCheck,
  CircleDashed,
  CircleSlash,
  CircleX,
  Clock,
  Hand,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
  SkipForward,
  StethoscopeIcon,
  TimerOff,
} from 'lucide-react';
import { cn } from '../lib/cn.ts';
import { Badge, type Tone, toneText } from './badge.tsx';

/** Every status of a deployment, a run, and their steps. */
export type Status =
  | 'AWAITING_APPROVAL'
  | 'QUEUED'
  | 'PENDING'
  | 'RUNNING'
  | 'WAITING'
  | 'VERIFYING'
  | 'CANCELING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'CANCELED'
  | 'TIMED_OUT'
  | 'REJECTED'
  | 'SKIPPED';

interface StatusLook {
  word: string;
  tone: Tone;
  icon: LucideIcon;
  isLive?: boolean;
}

const looks: Record<Status, StatusLook> = {
  AWAITING_APPROVAL: { word: 'Awaiting approval', tone: 'waiting', icon: Hand },
  QUEUED: { word: 'Queued', tone: 'queued', icon: Clock },
  PENDING: { word: 'Pending', tone: 'queued', icon: CircleDashed },
  RUNNING: { word: 'Running', tone: 'running', icon: LoaderCircle, isLive: true },
  WAITING: { word: 'Waiting', tone: 'waiting', icon: Hourglass },
  VERIFYING: { word: 'Verifying', tone: 'running', icon: StethoscopeIcon, isLive: true },
  CANCELING: { word: 'Canceling', tone: 'waiting', icon: LoaderCircle, isLive: true },
  SUCCEEDED: { word: 'Succeeded', tone: 'succeeded', icon: CircleCheck },
  FAILED: { word: 'Failed', tone: 'failed', icon: CircleX },
  CANCELED: { word: 'Canceled', tone: 'canceled', icon: Ban },
  TIMED_OUT: { word: 'Timed out', tone: 'failed', icon: TimerOff },
  REJECTED: { word: 'Rejected', tone: 'canceled', icon: CircleSlash },
  SKIPPED: { word: 'Skipped', tone: 'canceled', icon: SkipForward },
};

/** The word for a status, as screens and announcements say it. */
export function statusWord(status: Status): string {
  return looks[status].word;
}

/** The tone of a status, for bars and lines. */
export function statusTone(status: Status): Tone {
  return looks[status].tone;
}

/** Whether work is going on now. */
export function isLiveStatus(status: Status): boolean {
  return looks[status].isLive === true;
}

interface StatusIconProps {
  status: Status;
  className?: string;
  /** True where the word stands beside it. */
  isDecorative?: boolean;
}

/** The icon alone, for dense places; it still has its word for screen readers. */
export function StatusIcon({ status, className, isDecorative = false }: StatusIconProps) {
  const { icon: Icon, tone, isLive, word } = looks[status];
  const turns = isLive && Icon === LoaderCircle;
  return (
    <Icon
      role={isDecorative ? undefined : 'img'}
      aria-label={isDecorative ? undefined : word}
      aria-hidden={isDecorative || undefined}
      className={cn(
        'shrink-0',
        /(^|\s)size-/.test(className ?? '') ? null : 'size-4',
        toneText[tone],
        turns ? 'animate-turn' : isLive ? 'animate-live' : null,
        className,
      )}
    />
  );
}

interface StatusBadgeProps {
  status: Status;
  /** Without the background, for tables. */
  isPlain?: boolean;
  className?: string;
}

/** A status as icon, word and colour. */
export function StatusBadge({ status, isPlain = false, className }: StatusBadgeProps) {
  const { tone, word } = looks[status];
  const label = (
    <span className={tone === 'canceled' && status !== 'SKIPPED' ? 'line-through decoration-1' : undefined}>
      {word}
    </span>
  );
  if (isPlain) {
    return (
      <span
        className={cn('inline-flex items-center gap-1.5 whitespace-nowrap align-middle', toneText[tone], className)}
      >
        <StatusIcon status={status} isDecorative className="size-3.5" />
        {label}
      </span>
    );
  }
  return (
    <Badge tone={tone} icon={<StatusIcon status={status} isDecorative />} className={className}>
      {label}
    </Badge>
  );
}
