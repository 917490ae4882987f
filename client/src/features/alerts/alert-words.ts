import type { AlertConditionKind, AlertFiringStatus, AlertSeverity, AlertState } from '../../graphql/generated.ts';
import type { Tone } from '../../ui/badge.tsx';

export const severityLooks: Record<AlertSeverity, { word: string; tone: Tone }> = {
  CRITICAL: { word: 'Critical', tone: 'failed' },
  WARNING: { word: 'Warning', tone: 'waiting' },
  INFO: { word: 'Info', tone: 'neutral' },
};

export const severityOptions = (Object.keys(severityLooks) as AlertSeverity[]).map((value) => ({
  value,
  label: severityLooks[value].word,
}));

export const stateLooks: Record<AlertState, { word: string; tone: Tone }> = {
  OK: { word: 'OK', tone: 'succeeded' },
  PENDING: { word: 'Pending', tone: 'waiting' },
  FIRING: { word: 'Firing', tone: 'failed' },
};

export const firingLooks: Record<AlertFiringStatus, { word: string; tone: Tone }> = {
  FIRING: { word: 'Firing', tone: 'failed' },
  RESOLVED: { word: 'Resolved', tone: 'succeeded' },
};

export const endReasons = {
  RECOVERED: 'well again',
  NO_DATA: 'no data for a day',
  RULE_CHANGED: 'the rule was changed',
};

/** How a condition begins in its sentence. */
export const conditionNames: { value: AlertConditionKind; label: string; hint: string }[] = [
  { value: 'THRESHOLD', label: 'is beyond a limit', hint: 'Above or below a number.' },
  { value: 'CHANGE', label: 'changes', hint: 'By more than so many percent, against before.' },
  { value: 'ANOMALY', label: 'is unusual', hint: 'Far from the windows before it, whatever they were.' },
  { value: 'SEASONAL', label: 'is unusual for its time', hint: 'Far from the same hour or day of the weeks before.' },
  { value: 'BURN_RATE', label: 'uses up its budget', hint: 'Of an objective such as 99.9 %, in two windows at once.' },
  { value: 'MISSING', label: 'has no data', hint: 'Nothing was counted at all.' },
];

/** `15 min`, `1 h`, `1 d 2 h`. */
export function minutesWord(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), 'd'],
    [Math.floor((minutes % 1440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const;
  return (
    parts
      .filter(([amount]) => amount > 0)
      .map(([amount, unit]) => `${amount} ${unit}`)
      .join(' ') || 'at once'
  );
}
