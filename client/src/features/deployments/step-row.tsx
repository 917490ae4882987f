import { ChevronRight, Diff } from 'lucide-react';
import type { StepTree_DeploymentStepFragment as Step, StepStatus } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { formatDuration } from '../../lib/format.ts';
import { Duration } from '../../ui/duration.tsx';
import { StatusIcon } from '../../ui/status-badge.tsx';
import { DiffBlock } from './diff-block.tsx';
import { barOf } from './step-tree.ts';

interface StepRowProps {
  label: string;
  status: StepStatus;
  part: { startedAt: string | null; finishedAt: string | null; durationMs?: number | null };
  timeLine: { startMs: number; endMs: number; nowMs: number };
  depth: number;
  /** A host's name, set as code. */
  isHost?: boolean;
  /** How many hosts it stands for. */
  count?: number;
  isChanged: boolean;
  attempt?: number;
  /** The log shows this step now. */
  isCurrent: boolean;
  /** Undefined: there is nothing to open. */
  isOpen: boolean | undefined;
  onToggle: () => void;
  onSelect: () => void;
}

const barColours: Record<StepStatus, string> = {
  PENDING: 'bg-queued',
  RUNNING: 'bg-running',
  SUCCEEDED: 'bg-succeeded',
  FAILED: 'bg-failed',
  SKIPPED: 'bg-faint',
  CANCELED: 'bg-faint',
};

/** A step in one line: its name goes to its log lines, its chevron opens what it says and changed. */
export function StepRow({ label, status, part, timeLine, depth, isOpen, isCurrent, ...props }: StepRowProps) {
  const bar = barOf(part, timeLine, timeLine.nowMs);
  const isIdle = status === 'PENDING' || status === 'SKIPPED';
  return (
    <div
      className={cn(
        'group flex h-8 items-center pr-4 pointer-coarse:h-11',
        isCurrent ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
      style={{ paddingLeft: 12 + depth * 18 }}
    >
      {isOpen === undefined ? (
        <span className="w-5 shrink-0 pointer-coarse:w-7" />
      ) : (
        <button
          type="button"
          aria-label={`Details of ${label}`}
          aria-expanded={isOpen}
          onClick={props.onToggle}
          className="flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:text-strong pointer-coarse:-ml-3 pointer-coarse:h-11 pointer-coarse:w-10"
        >
          <ChevronRight className={cn('size-3.5 transition-transform duration-100', isOpen ? 'rotate-90' : null)} />
        </button>
      )}
      <button
        type="button"
        onClick={props.onSelect}
        aria-current={isCurrent || undefined}
        className="flex h-full min-w-0 flex-1 items-center gap-2 rounded-sm pl-1 text-left"
      >
        <StatusIcon status={status} className="size-3.5" />
        <span
          className={cn(
            'min-w-0 truncate',
            props.isHost ? 'font-mono text-xs' : null,
            isIdle ? 'text-muted' : status === 'FAILED' ? 'font-medium text-strong' : 'text-body',
          )}
        >
          {label}
        </span>
        {props.count && props.count > 1 ? (
          <span className="shrink-0 text-muted text-xs">{props.count} hosts</span>
        ) : null}
        {props.attempt && props.attempt > 1 ? (
          <span className="shrink-0 text-waiting text-xs">attempt {props.attempt}</span>
        ) : null}
        <span className="flex-1" />
        {props.isChanged ? <Diff role="img" aria-label="changed" className="size-3.5 shrink-0 text-waiting" /> : null}
        <span
          aria-hidden
          className="@max-sm:hidden relative h-1 w-16 shrink-0 overflow-hidden rounded-full bg-hover group-hover:bg-pressed"
        >
          {bar ? (
            <span
              className={cn('absolute inset-y-0 rounded-full', barColours[status])}
              style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
            />
          ) : null}
        </span>
        <span className="w-14 shrink-0 whitespace-nowrap text-right text-muted text-xs">
          {status === 'SKIPPED' ? (
            'skipped'
          ) : part.startedAt ? (
            <Duration startedAt={part.startedAt} finishedAt={part.finishedAt} durationMs={part.durationMs ?? null} />
          ) : null}
        </span>
      </button>
    </div>
  );
}

interface StepDetailProps {
  step: Step;
  earlierAttempts: Step[];
  /** Undefined while it is on its way. */
  diff: string | null | undefined;
  depth: number;
}

/** What a step said and changed, and how it went before it was tried again. */
export function StepDetail({ step, earlierAttempts, diff, depth }: StepDetailProps) {
  return (
    <div className="space-y-2 pt-1 pr-4 pb-2.5" style={{ paddingLeft: 36 + depth * 18 }}>
      {step.message ? (
        <p className={cn('break-words pl-5.5 text-xs', step.status === 'FAILED' ? 'text-failed' : 'text-muted')}>
          {step.message}
        </p>
      ) : null}
      {earlierAttempts.map((attempt) => (
        <p key={attempt.id} className="flex gap-1.5 text-muted text-xs">
          <StatusIcon status={attempt.status} className="mt-px size-3.5" />
          <span className="min-w-0 break-words">
            Attempt {attempt.attempt}
            {attempt.durationMs === null ? '' : `, ${formatDuration(attempt.durationMs)}`}
            {attempt.message ? `: ${attempt.message}` : ''}
          </span>
        </p>
      ))}
      {diff ? (
        <DiffBlock diff={diff} label={`What ${step.name} changed${step.host ? ` on ${step.host}` : ''}`} />
      ) : step.isChanged && diff === undefined ? (
        <p className="text-faint text-xs">Loading what it changed…</p>
      ) : step.isChanged && !step.message ? (
        <p className="text-muted text-xs">It changed something and gave no diff.</p>
      ) : null}
    </div>
  );
}
