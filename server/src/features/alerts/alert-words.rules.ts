import type { MetricUnit } from '../../platform/metrics/metric.types.ts';
import type { Condition, Evaluation } from './alert.rules.ts';

const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 });
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
/** Never less than whole: 12,345 is not 12,350. */
const number = { format: (value: number) => (Math.abs(value) < 1_000 ? short : whole).format(value) };

/** A value as a person reads it: `4.2 s`, `5 %`, `1.2 MB`, `$0.35`. */
function formatValue(value: number | null, unit: `${MetricUnit}`): string {
  if (value === null) return 'no data';
  switch (unit) {
    case 'RATIO':
      return `${number.format(value * 100)} %`;
    case 'SECONDS':
      return formatSeconds(value);
    case 'BYTES':
      return formatBytes(value);
    case 'NANO_USD':
      return `$${number.format(value / 1e9)}`;
    case 'PER_DAY':
      return `${number.format(value)} a day`;
    case 'PER_WEEK':
      return `${number.format(value)} a week`;
    case 'DAYS':
      return `${number.format(value)} d`;
    default:
      return number.format(value);
  }
}

function formatSeconds(seconds: number): string {
  if (seconds < 1) return `${number.format(seconds * 1000)} ms`;
  if (seconds < 120) return `${number.format(seconds)} s`;
  return formatMinutes(seconds / 60);
}

function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const step = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, Math.abs(bytes))) / 3)));
  return `${number.format(bytes / 1000 ** step)} ${units[step]}`;
}

/** `15 min`, `1 h`, `1 h 30 min`, `3 d`. */
function formatMinutes(minutes: number): string {
  const rounded = Math.round(minutes);
  const parts = [
    [Math.floor(rounded / 1440), 'd'],
    [Math.floor((rounded % 1440) / 60), 'h'],
    [rounded % 60, 'min'],
  ] as const;
  const text = parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`);
  return text.join(' ') || '0 min';
}

interface Asked {
  measureTitle: string;
  unit: `${MetricUnit}`;
  condition: Condition;
  windowMinutes: number;
  forMinutes: number;
}

/** What a rule asks, without a full stop: `API errors over 1 h is above 5 % for 30 min`. */
export function sentenceOf({ measureTitle, unit, condition, windowMinutes, forMinutes }: Asked): string {
  const held = forMinutes > 0 ? ` for ${formatMinutes(forMinutes)}` : '';
  const over = `${measureTitle} over ${formatMinutes(windowMinutes)}`;
  switch (condition.kind) {
    case 'THRESHOLD':
      return `${over} is ${condition.direction.toLowerCase()} ${formatValue(condition.threshold, unit)}${held}`;
    case 'CHANGE': {
      const way = { ABOVE: 'more', BELOW: 'less', EITHER: 'more or less' }[condition.direction];
      const than =
        condition.baseline === 'PREVIOUS_WINDOW' ? `the ${formatMinutes(windowMinutes)} before` : 'a week before';
      return `${over} is ${number.format(condition.threshold)} % ${way} than ${than}${held}`;
    }
    case 'ANOMALY':
      return `${over} is unusually ${sideOf(condition)} among ${condition.sampleCount} windows (robust z beyond ${number.format(condition.threshold)})${held}`;
    case 'SEASONAL':
      return `${over} is unusually ${sideOf(condition)} for its time of the week, among ${condition.weeks} weeks (robust z beyond ${number.format(condition.threshold)})${held}`;
    case 'BURN_RATE':
      return `${measureTitle} uses up the budget of ${formatValue(condition.objective, 'RATIO')} too fast${held}`;
    default:
      return `${measureTitle} has no data for ${formatMinutes(windowMinutes)}${held}`;
  }
}

const sideOf = ({ direction }: { direction: 'ABOVE' | 'BELOW' | 'EITHER' }) =>
  ({ ABOVE: 'high', BELOW: 'low', EITHER: 'high or low' })[direction];

/** What was found: `API errors was 7.2 % over 1 h, above 5 %`. */
export function findingOf({ measureTitle, unit, condition, windowMinutes }: Asked, found: Evaluation): string {
  const over = `over ${formatMinutes(windowMinutes)}`;
  const was = `${measureTitle} was ${formatValue(found.value, unit)}`;
  const limit = formatValue(found.threshold, unit);
  const side = (found.value ?? 0) >= (found.threshold ?? 0) ? 'above' : 'below';
  const score = number.format(found.score ?? 0);
  switch (condition.kind) {
    case 'MISSING':
      return `${measureTitle} has had no data for ${formatMinutes(windowMinutes)}`;
    case 'THRESHOLD':
      return `${was} ${over}, ${condition.direction.toLowerCase()} ${limit}`;
    case 'CHANGE':
      return `${was} ${over}, ${number.format(Math.abs(found.score ?? 0))} % ${(found.score ?? 0) >= 0 ? 'more' : 'less'} than ${condition.baseline === 'PREVIOUS_WINDOW' ? 'before' : 'a week before'}`;
    case 'BURN_RATE':
      return `${was}: the budget of ${formatValue(condition.objective, 'RATIO')} goes ${score} times too fast`;
    default:
      return `${was} ${over}, ${side} what is usual: ${limit} (robust z ${score})`;
  }
}

/** `Would have fired 3 times in 90 days.` */
export function verdictOf(firingCount: number, days: number, lookCount: number, unknownCount: number): string {
  const span = days === 1 ? 'the last day' : `${days} days`;
  if (lookCount === unknownCount) return `There is not enough data in ${span} to say anything.`;
  if (firingCount === 0) return `Would not have fired in ${span}.`;
  return `Would have fired ${firingCount === 1 ? 'once' : firingCount === 2 ? 'twice' : `${firingCount} times`} in ${span}.`;
}
