import { Link } from 'react-router';
import { formatMetric } from '../../lib/metrics.ts';
import { Sparkline } from '../../ui/chart/sparkline.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { ScoreBar } from './score-bar.tsx';
import type { ScoreRow } from './scores-page.tsx';

type Part = ScoreRow['parts'][number];
type Input = Part['inputs'][number];

interface ScorePanelProps {
  row: ScoreRow;
  slug: string;
  onClose: () => void;
}

/** Of one service: what each part is made of, as it was measured, and how points come of it. */
export function ScorePanel({ row, slug, onClose }: ScorePanelProps) {
  return (
    <SidePanel open onOpenChange={(isOpen) => !isOpen && onClose()} title={row.service.name} description={row.formula}>
      <div className="space-y-6">
        <div className="flex items-center justify-between gap-4">
          <p>
            <span className="text-xl text-strong tabular-nums">
              {formatMetric(row.total === null ? null : Math.round(row.total), 'SCORE')}
            </span>
            <span className="ml-2 text-muted">of 100</span>
          </p>
          <Course history={row.history} />
        </div>
        {row.parts.map((part) => (
          <PartInputs key={part.key} part={part} />
        ))}
        <Link to={`/p/${slug}/services/${row.service.id}`} className="text-accent-text hover:underline">
          Open the service
        </Link>
      </div>
    </SidePanel>
  );
}

function Course({ history }: { history: ScoreRow['history'] }) {
  const [first, last] = [history[0], history.at(-1)];
  if (!first || !last || history.length < 2) return <p className="text-muted text-xs">Its history begins today.</p>;
  return (
    <figure className="text-right">
      <Sparkline width={160} height={36} points={history.map(({ total }) => ({ value: total }))} />
      <figcaption className="text-muted text-xs tabular-nums">
        {formatMetric(first.total, 'SCORE')} on {first.at.slice(0, 10)}, {formatMetric(last.total, 'SCORE')} on{' '}
        {last.at.slice(0, 10)}
      </figcaption>
    </figure>
  );
}

function PartInputs({ part }: { part: Part }) {
  return (
    <section aria-labelledby={`part-${part.key}`}>
      <div className="flex items-baseline gap-2">
        <h3 id={`part-${part.key}`} className="flex-1 font-medium text-strong">
          {part.title}
        </h3>
        <span className="text-muted text-xs tabular-nums">
          {part.weight === null ? 'not in the total' : `${Math.round(part.weight * 100)} % of the total`}
        </span>
        <span className="w-9 text-right text-strong tabular-nums">
          {formatMetric(part.value === null ? null : Math.round(part.value), 'SCORE')}
        </span>
      </div>
      <ul className="mt-1 divide-y divide-line border-line border-y">
        {part.inputs.map((input) => (
          <InputRow key={input.key} input={input} />
        ))}
      </ul>
    </section>
  );
}

function InputRow({ input }: { input: Input }) {
  const { title, value, unit, score, definition, isLowerBetter, low, high, isFixedScale } = input;
  const scale =
    low === null || high === null
      ? ''
      : ` 0 points at ${formatMetric(isLowerBetter ? high : low, unit)}, 100 at ${formatMetric(isLowerBetter ? low : high, unit)}${isFixedScale ? ' (fixed scale)' : ' (of these services)'}.`;
  return (
    <li className="py-2">
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1">{title}</span>
        <span className="shrink-0 text-right text-strong tabular-nums">
          {value === null ? <span className="font-normal text-muted">No data</span> : formatMetric(value, unit)}
        </span>
        <span className="w-24 shrink-0">{score === null ? null : <ScoreBar value={score} />}</span>
      </div>
      <p className="mt-0.5 text-muted text-xs">
        {definition}
        {value === null ? ' Left out.' : scale}
      </p>
    </li>
  );
}
