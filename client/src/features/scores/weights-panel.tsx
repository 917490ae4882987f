import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/input.tsx';
import { equalWeights, isEqual, isUsable, mostWeight, type PartName, partNames, type Weights } from './weights.ts';

interface WeightsPanelProps {
  weights: Weights;
  onChange: (weights: Weights) => void;
}

/** How much each part weighs for this viewer; every total follows at once. */
export function WeightsPanel({ weights, onChange }: WeightsPanelProps) {
  const sum = Object.values(weights).reduce((total, weight) => total + weight, 0);
  const shareOf = (part: PartName) => (sum > 0 ? `${Math.round((weights[part] / sum) * 100)} %` : '–');
  return (
    <section aria-labelledby="weights" className="w-full max-w-120 rounded-lg border border-line p-4">
      <div className="flex min-h-6 items-center justify-between gap-2">
        <h2 id="weights" className="font-medium text-strong">
          Your weights
        </h2>
        {isEqual(weights) ? null : (
          <Button size="sm" look="ghost" onClick={() => onChange(equalWeights)}>
            Weigh all alike
          </Button>
        )}
      </div>
      <p className="text-muted text-xs">Kept for you in this project. Parts without data are left out of a total.</p>
      <ul className="mt-3 space-y-2">
        {(Object.keys(partNames) as PartName[]).map((part) => (
          <li key={part} className="grid grid-cols-[6.5rem_1fr_4rem_2.75rem] items-center gap-2">
            <label htmlFor={`weight-${part}`} className="truncate">
              {partNames[part]}
            </label>
            <input
              type="range"
              aria-label={`Weight of ${partNames[part].toLowerCase()}`}
              min={0}
              max={mostWeight}
              step={0.5}
              value={weights[part]}
              onChange={(event) => onChange({ ...weights, [part]: Number(event.target.value) })}
              className="min-w-0 accent-accent pointer-coarse:h-10"
            />
            <Input
              id={`weight-${part}`}
              type="number"
              min={0}
              max={mostWeight}
              step={0.5}
              className="w-full tabular-nums"
              value={weights[part]}
              onChange={(event) => onChange({ ...weights, [part]: clamped(event.target.valueAsNumber) })}
            />
            <span className="text-right text-muted text-xs tabular-nums">{shareOf(part)}</span>
          </li>
        ))}
      </ul>
      {isUsable(weights) ? null : (
        <p role="alert" className="mt-2 text-failed text-xs">
          Give one part at least a weight above 0.
        </p>
      )}
    </section>
  );
}

const clamped = (value: number) => (Number.isNaN(value) ? 0 : Math.min(Math.max(value, 0), mostWeight));
