import type { PlanPriority, PlanStatus } from '../../graphql/generated.ts';
import type { Tone } from '../../ui/badge.tsx';

export const statusLooks: Record<PlanStatus, { word: string; tone: Tone }> = {
  TODO: { word: 'To do', tone: 'queued' },
  IN_PROGRESS: { word: 'In progress', tone: 'running' },
  BLOCKED: { word: 'Blocked', tone: 'waiting' },
  DONE: { word: 'Done', tone: 'succeeded' },
  CANCELED: { word: 'Canceled', tone: 'canceled' },
};

export const priorityWords: Record<PlanPriority, string> = {
  URGENT: 'Urgent',
  HIGH: 'High',
  MEDIUM: 'Medium',
  LOW: 'Low',
};

/** 100 only when all is done, 0 only when nothing is; nothing to count is no number. */
export function shownPercent(percent: number | null | undefined): string {
  if (percent === null || percent === undefined) return '–';
  if (percent > 0 && percent < 1) return '<1 %';
  if (percent > 99 && percent < 100) return '99 %';
  return `${Math.round(percent)} %`;
}

export const samplePlan = `id,title,phase,status,priority,estimate,owner,due,version
PAY-1,Pay by card,Checkout,done,high,5,payments,2026-11-12,v2.4.0
PAY-2,Refunds,Checkout,in progress,urgent,3,payments,2026-12-01,
SRCH-1,Search as you type,Search,todo,medium,8,,,
`;
