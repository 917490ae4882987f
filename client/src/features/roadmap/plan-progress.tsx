import type { RoadmapPageQuery } from '../../graphql/generated.ts';
import { cn } from '../../lib/cn.ts';
import { formatCount } from '../../lib/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { shownPercent } from './plan-words.ts';

type Summary = NonNullable<RoadmapPageQuery['project']>['planSummary'];
type Phase = Summary['phases'][number];

interface PlanProgressProps {
  summary: Summary;
  /** The phases that the table shows; none is all. */
  chosen: string[];
  onChoose: (phase: string) => void;
}

/** How far the plan is, as a whole and by phase. A phase narrows the table below to itself. */
export function PlanProgress({ summary, chosen, onChoose }: PlanProgressProps) {
  const { doneCount, itemCount, unestimatedCount, importedAt, importedByName } = summary;
  return (
    <section aria-labelledby="progress" className="min-w-0">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 id="progress" className="text-lg">
          Progress
        </h2>
        <p className="text-muted text-xs">
          {importedAt ? (
            <>
              Imported <RelativeTime at={importedAt} /> by {importedByName}
            </>
          ) : null}
        </p>
      </div>
      <p className="mt-2 flex flex-wrap items-baseline gap-x-2">
        <span className="text-xl text-strong tabular-nums">{shownPercent(summary.percentByCount)}</span>
        <span className="text-muted">
          {formatCount(doneCount)} of {formatCount(itemCount)} items done
          {summary.percentByEstimate === null ? '' : `, ${shownPercent(summary.percentByEstimate)} by estimate`}
        </span>
      </p>
      <ul className="mt-3 space-y-1">
        {summary.phases.map((phase) => (
          <li key={phase.phase ?? ''}>
            <PhaseRow
              phase={phase}
              isChosen={chosen.includes(phase.phase ?? '')}
              onChoose={() => onChoose(phase.phase ?? '')}
            />
          </li>
        ))}
      </ul>
      <p className="mt-3 text-muted text-xs">
        {summary.progressRule}
        {unestimatedCount > 0 ? ` ${formatCount(unestimatedCount)} without an estimate.` : ''}
      </p>
    </section>
  );
}

function PhaseRow({ phase, isChosen, onChoose }: { phase: Phase; isChosen: boolean; onChoose: () => void }) {
  const { itemCount, doneCount, inProgressCount, blockedCount } = phase;
  const name = phase.phase ?? 'No phase';
  const share = (count: number) => `${itemCount === 0 ? 0 : (count / itemCount) * 100}%`;
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onChoose}
      className={cn(
        '-mx-2 block w-[calc(100%+1rem)] rounded-md px-2 py-1.5 text-left hover:bg-hover',
        isChosen ? 'bg-accent-soft' : null,
      )}
    >
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 truncate text-body">{name}</span>
        <span className="shrink-0 text-muted text-xs tabular-nums">
          {formatCount(doneCount)} of {formatCount(itemCount)}
        </span>
        <span className="w-12 shrink-0 text-right text-strong tabular-nums">{shownPercent(phase.percentByCount)}</span>
      </span>
      <span aria-hidden className="mt-1 flex h-1.5 overflow-hidden rounded-full bg-hover">
        <span className="bg-succeeded" style={{ width: share(doneCount) }} />
        <span className="bg-running" style={{ width: share(inProgressCount) }} />
        <span className="bg-waiting" style={{ width: share(blockedCount) }} />
      </span>
      <span className="mt-0.5 block text-muted text-xs">
        {[
          phase.percentByEstimate === null ? 'no estimates' : `${shownPercent(phase.percentByEstimate)} by estimate`,
          ...(inProgressCount > 0 ? [`${inProgressCount} in progress`] : []),
          ...(blockedCount > 0 ? [`${blockedCount} blocked`] : []),
        ].join(' · ')}
      </span>
    </button>
  );
}
