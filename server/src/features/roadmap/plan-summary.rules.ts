import { PLAN_PRIORITIES, type PlanRow, type PlanStatusName } from './plan-row.rules.ts';

/** What of an item the summary needs; in the order of the file. */
export type SummedItem = Pick<
  PlanRow,
  'key' | 'title' | 'phase' | 'status' | 'priority' | 'estimate' | 'owner' | 'dueOn'
>;

export interface PlanProgress {
  /** Without what was canceled. */
  itemCount: number;
  doneCount: number;
  inProgressCount: number;
  blockedCount: number;
  canceledCount: number;
  /** Done items ÷ items, 0–100; null where there are none. */
  percentByCount: number | null;
  /** Estimates of done items ÷ estimates of all that have one, 0–100; null where none has, or all are 0. */
  percentByEstimate: number | null;
  estimateTotal: number;
  estimateDone: number;
  /** Items that the percentage by estimate leaves out. */
  unestimatedCount: number;
}

export interface PhaseProgress extends PlanProgress {
  /** Null: items of no phase. */
  phase: string | null;
}

export interface PlanSummaryOf<Item extends SummedItem> extends PlanProgress {
  /** As they come in the file. */
  phases: PhaseProgress[];
  urgent: Item[];
}

const MOST_URGENT = 5;

/** How {@link mostUrgent} chooses, for people. */
export const URGENCY_RULE =
  'Of what is neither done nor canceled: by priority (urgent, high, medium, low, none), then by due date (earliest first, none last), then by estimate (smallest first, none last), then as in the file.';

/** How the percentages are made, for people. */
export const PROGRESS_RULE =
  'By count: done items ÷ items. By estimate: estimates of done items ÷ estimates of all items that have one. Canceled items count in neither.';

/** Percentages over all and by phase, and the five most urgent items. */
export function summarize<Item extends SummedItem>(items: readonly Item[]): PlanSummaryOf<Item> {
  const phases = [...Map.groupBy(items, ({ phase }) => phase)];
  return {
    ...progressOf(items),
    phases: phases.map(([phase, items]) => ({ phase, ...progressOf(items) })),
    urgent: mostUrgent(items),
  };
}

function progressOf(items: readonly SummedItem[]): PlanProgress {
  const counted = items.filter(({ status }) => status !== 'CANCELED');
  const count = (status: PlanStatusName) => items.filter((item) => item.status === status).length;
  const total = (items: readonly SummedItem[]) => items.reduce((sum, { estimate }) => sum + (estimate ?? 0), 0);
  const done = counted.filter(({ status }) => status === 'DONE');
  const [estimateTotal, estimateDone] = [total(counted), total(done)];
  return {
    itemCount: counted.length,
    doneCount: done.length,
    inProgressCount: count('IN_PROGRESS'),
    blockedCount: count('BLOCKED'),
    canceledCount: items.length - counted.length,
    percentByCount: percentOf(done.length, counted.length),
    percentByEstimate: percentOf(estimateDone, estimateTotal),
    estimateTotal,
    estimateDone,
    unestimatedCount: counted.filter(({ estimate }) => estimate === null).length,
  };
}

const percentOf = (part: number, whole: number) => (whole === 0 ? null : (part / whole) * 100);

/** See {@link URGENCY_RULE}. */
function mostUrgent<Item extends SummedItem>(items: readonly Item[]): Item[] {
  return items
    .filter(({ status }) => status !== 'DONE' && status !== 'CANCELED')
    .toSorted(
      (one, other) =>
        rankOf(one) - rankOf(other) ||
        inOrder(one.dueOn ?? '9999-99-99', other.dueOn ?? '9999-99-99') ||
        inOrder(one.estimate ?? Number.MAX_VALUE, other.estimate ?? Number.MAX_VALUE),
    )
    .slice(0, MOST_URGENT);
}

const rankOf = ({ priority }: SummedItem) =>
  priority === null ? PLAN_PRIORITIES.length : PLAN_PRIORITIES.indexOf(priority);

const inOrder = <T extends string | number>(one: T, other: T) => (one < other ? -1 : one > other ? 1 : 0);

/** A percentage as people read it: 100 only when all is done, 0 only when nothing is. */
export function shownPercent(percent: number | null): string {
  if (percent === null) return '–';
  if (percent > 0 && percent < 1) return '<1 %';
  if (percent > 99 && percent < 100) return '99 %';
  return `${Math.round(percent)} %`;
}
