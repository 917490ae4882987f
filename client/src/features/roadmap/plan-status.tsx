import { Ban, CircleCheck, CircleDashed, CirclePause, CirclePlay, type LucideIcon } from 'lucide-react';
import type { PlanStatus } from '../../graphql/generated.ts';
import { toneText } from '../../ui/badge.tsx';
import { statusLooks } from './plan-words.ts';

const icons: Record<PlanStatus, LucideIcon> = {
  TODO: CircleDashed,
  IN_PROGRESS: CirclePlay,
  BLOCKED: CirclePause,
  DONE: CircleCheck,
  CANCELED: Ban,
};

/** How far an item is: icon, word and colour. */
export function PlanStatusLabel({ status }: { status: PlanStatus }) {
  const { word, tone } = statusLooks[status];
  const Icon = icons[status];
  return (
    <span className={`inline-flex items-center gap-1 whitespace-nowrap align-middle ${toneText[tone]}`}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {word}
    </span>
  );
}
