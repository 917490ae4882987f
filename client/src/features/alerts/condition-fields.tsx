import { Checkbox } from '../../ui/checkbox.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { type AlertDraft, isWhole, type MeasureOption, scaleOf, windowsFor } from './alert-draft.ts';
import { minutesWord } from './alert-words.ts';

interface ConditionFieldsProps {
  draft: AlertDraft;
  measure: MeasureOption | undefined;
  onChange: (change: Partial<AlertDraft>) => void;
  /** By the path of the field in the API. */
  problems: Record<string, string>;
}

const sides = [
  { value: 'ABOVE', label: 'above' },
  { value: 'BELOW', label: 'below' },
];
const ways = [
  { value: 'ABOVE', label: 'more' },
  { value: 'BELOW', label: 'less' },
  { value: 'EITHER', label: 'more or less' },
];
const oddities = [
  { value: 'ABOVE', label: 'high' },
  { value: 'BELOW', label: 'low' },
  { value: 'EITHER', label: 'high or low' },
];
const baselines = [
  { value: 'PREVIOUS_WINDOW', label: 'the window before' },
  { value: 'SAME_WEEKDAY', label: 'the same time a week before' },
];
const paces = [
  { value: '15', label: '15 min' },
  { value: '60', label: 'hour' },
  { value: '1440', label: 'day' },
];
const levels = [
  { value: 'FAST', label: '14.4 times too fast', hint: 'over 1 h and the last 5 min' },
  { value: 'MEDIUM', label: '6 times too fast', hint: 'over 6 h and the last 30 min' },
  { value: 'SLOW', label: 'As fast as allowed', hint: 'over 3 d and the last 6 h' },
] as const;

/** The rest of the sentence that begins with the measure and the kind of condition. */
export function ConditionFields({ draft, measure, onChange, problems }: ConditionFieldsProps) {
  const number = (field: 'threshold' | 'sampleCount' | 'weeks' | 'objective', label: string, path: string) => (
    <Input
      aria-label={label}
      aria-invalid={problems[path] ? true : undefined}
      inputMode="decimal"
      className="w-20 text-right tabular-nums"
      value={draft[field]}
      onChange={(event) => onChange({ [field]: event.target.value })}
    />
  );
  const choice = (field: 'direction' | 'baseline', label: string, options: { value: string; label: string }[]) => (
    <Select
      className="w-auto"
      aria-label={label}
      value={draft[field]}
      onChange={(value) => onChange({ [field]: value } as Partial<AlertDraft>)}
      options={options}
    />
  );
  if (draft.kind === 'BURN_RATE')
    return (
      <div className="space-y-2">
        <Line>
          of the objective {number('objective', 'Objective in percent', 'condition.objective')} % good, when it goes
        </Line>
        {levels.map(({ value, label, hint }) => (
          <Checkbox
            key={value}
            label={label}
            hint={hint}
            isChecked={draft.levels.includes(value)}
            onChange={(isOn) =>
              onChange({ levels: isOn ? [...draft.levels, value] : draft.levels.filter((each) => each !== value) })
            }
          />
        ))}
      </div>
    );
  return (
    <div className="space-y-2">
      {draft.kind === 'THRESHOLD' ? (
        <Line>
          {choice('direction', 'Side', sides)} {number('threshold', 'Limit', 'condition.threshold')}{' '}
          {scaleOf(measure?.unit).word}
        </Line>
      ) : null}
      {draft.kind === 'CHANGE' ? (
        <Line>
          by {number('threshold', 'Percent', 'condition.threshold')} % {choice('direction', 'Way', ways)} than{' '}
          {choice('baseline', 'Compared with', baselines)}
        </Line>
      ) : null}
      {draft.kind === 'ANOMALY' ? (
        <Line>
          {choice('direction', 'Side', oddities)} among {number('sampleCount', 'Windows', 'condition.sampleCount')}{' '}
          windows, beyond a robust z of {number('threshold', 'Robust z', 'condition.threshold')}
        </Line>
      ) : null}
      {draft.kind === 'SEASONAL' ? (
        <Line>
          {choice('direction', 'Side', oddities)} among {number('weeks', 'Weeks', 'condition.weeks')} weeks, beyond a
          robust z of {number('threshold', 'Robust z', 'condition.threshold')}
        </Line>
      ) : null}
      <Line>
        over <WindowChoice draft={draft} onChange={onChange} isInvalid={Boolean(problems.windowMinutes)} /> looked at
        every{' '}
        <Select
          className="w-auto"
          aria-label="How often"
          aria-invalid={Boolean(problems.everyMinutes)}
          value={String(draft.everyMinutes)}
          onChange={(value) => onChange({ everyMinutes: Number(value) })}
          options={draft.kind === 'SEASONAL' ? paces.slice(1) : paces}
        />
      </Line>
    </div>
  );
}

function WindowChoice({
  draft,
  onChange,
  isInvalid,
}: Pick<ConditionFieldsProps, 'draft' | 'onChange'> & { isInvalid: boolean }) {
  const windows = windowsFor(draft.everyMinutes, isWhole(draft.measure) && draft.kind !== 'MISSING');
  const all = windows.includes(draft.windowMinutes) ? windows : [...windows, draft.windowMinutes];
  return (
    <Select
      className="w-auto"
      aria-label="Window"
      aria-invalid={isInvalid}
      value={String(draft.windowMinutes)}
      onChange={(value) => onChange({ windowMinutes: Number(value) })}
      options={all.map((minutes) => ({ value: String(minutes), label: minutesWord(minutes) }))}
    />
  );
}

const Line = ({ children }: { children: React.ReactNode }) => (
  <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1.5">{children}</p>
);
