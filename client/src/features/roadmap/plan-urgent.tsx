import { Link } from 'react-router';
import type { PlanRow_PlanItemFragment } from '../../graphql/generated.ts';
import { Badge } from '../../ui/badge.tsx';
import { PlanStatusLabel } from './plan-status.tsx';
import { priorityWords } from './plan-words.ts';

interface PlanUrgentProps {
  items: PlanRow_PlanItemFragment[];
  rule: string;
  hrefOf: (item: { id: string }) => string;
}

/** The five items to look at first, and how they were chosen. */
export function PlanUrgent({ items, rule, hrefOf }: PlanUrgentProps) {
  return (
    <section aria-labelledby="urgent" className="min-w-0">
      <h2 id="urgent" className="text-lg">
        Most urgent
      </h2>
      {items.length === 0 ? (
        <p className="mt-2 text-muted">Nothing is left to do.</p>
      ) : (
        <ol className="mt-2 divide-y divide-line border-line border-y">
          {items.map((item, index) => (
            <li key={item.id} className="relative flex gap-3 px-1 py-2 hover:bg-hover">
              <span aria-hidden className="w-4 shrink-0 text-right text-faint tabular-nums">
                {index + 1}
              </span>
              <span className="min-w-0 flex-1">
                <Link
                  to={hrefOf(item)}
                  className="block text-strong [overflow-wrap:anywhere] after:absolute after:inset-0 after:content-['']"
                >
                  {item.key ? <span className="mr-1.5 font-mono text-muted text-xs">{item.key}</span> : null}
                  {item.title}
                </Link>
                <span className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-muted text-xs">
                  <PlanStatusLabel status={item.status} />
                  <span>{item.priority ? priorityWords[item.priority] : 'No priority'}</span>
                  {item.dueOn ? <DueDate item={item} /> : null}
                  {item.owner ? <span>{item.owner}</span> : null}
                </span>
              </span>
            </li>
          ))}
        </ol>
      )}
      <p className="mt-3 text-muted text-xs">{rule}</p>
    </section>
  );
}

/** The day on which an item is due; one that has passed says so. */
export function DueDate({ item: { dueOn, isOverdue } }: { item: { dueOn: string | null; isOverdue: boolean } }) {
  if (!dueOn) return null;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap tabular-nums">
      {dueOn}
      {isOverdue ? <Badge tone="failed">Overdue</Badge> : null}
    </span>
  );
}
