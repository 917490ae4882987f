const counts = new Intl.NumberFormat('en');

/** `1m 04s`, `2h 05m`, `3d 04h`; below a second `420ms`, below ten `4.2s`. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))}ms`;
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)}s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds}s`;
  const pad = (value: number) => String(value).padStart(2, '0');
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m ${pad(seconds % 60)}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1_440) return `${Math.floor(minutes / 60)}h ${pad(minutes % 60)}m`;
  const hours = Math.floor(minutes / 60);
  return `${Math.floor(hours / 24)}d ${pad(hours % 24)}h`;
}

/** Elapsed time of something that runs: whole seconds, so that it ticks evenly. */
export function formatElapsed(ms: number): string {
  return ms < 10_000 ? `${Math.max(0, Math.floor(ms / 1_000))}s` : formatDuration(Math.floor(ms / 1_000) * 1_000);
}

/** A length of time that somebody chose: `5 s`, `30 min`, `1 h 30 min`. */
export function formatPeriod(seconds: number): string {
  const parts = [
    [Math.floor(seconds / 3_600), 'h'],
    [Math.floor((seconds % 3_600) / 60), 'min'],
    [seconds % 60, 's'],
  ] as const;
  return (
    parts
      .filter(([amount]) => amount > 0)
      .map(([amount, unit]) => `${amount} ${unit}`)
      .join(' ') || '0 s'
  );
}

/** `640 B`, `1.2 kB`, `34 MB` (decimal units, as disks and networks count). */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1_000;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** `12,345` in full. */
export function formatCount(value: number): string {
  return counts.format(value);
}

/** `840`, `12k`, `1.2M`: for places too narrow for the full number, which then stands on hover. */
export function formatShortCount(value: number): string {
  if (value < 1_000) return String(value);
  const [divisor, unit] = value < 999_500 ? [1_000, 'k'] : [1_000_000, 'M'];
  const short = value / divisor;
  return `${short < 9.95 ? short.toFixed(1).replace(/\.0$/, '') : Math.round(short)}${unit}`;
}

/** `1 line`, `3 lines`. */
export function formatPlural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

const steps: Array<[limitSeconds: number, perUnit: number, long: string, short: string]> = [
  [3_600, 60, 'min', 'm'],
  [86_400, 3_600, 'h', 'h'],
  [86_400 * 14, 86_400, 'd', 'd'],
  [86_400 * 60, 86_400 * 7, 'wk', 'w'],
  [86_400 * 365, 86_400 * 30.44, 'mo', 'mo'],
];

/** `just now`, `3 min ago`, `in 2 h`, `5 d ago`. */
export function formatRelative(at: Date, now: Date): string {
  const seconds = (now.getTime() - at.getTime()) / 1_000;
  const size = Math.abs(seconds);
  if (size < 45) return 'just now';
  const amount = amountOf(size, 'long');
  return seconds > 0 ? `${amount} ago` : `in ${amount}`;
}

/** `now`, `3m`, `2h`, `5d`: for cells of a grid. */
export function formatAge(at: Date, now: Date): string {
  const size = Math.abs(now.getTime() - at.getTime()) / 1_000;
  return size < 45 ? 'now' : amountOf(size, 'short');
}

function amountOf(seconds: number, form: 'long' | 'short'): string {
  const step = steps.find(([limit]) => seconds < limit);
  const [perUnit, long, short] = step ? [step[1], step[2], step[3]] : [86_400 * 365.25, 'yr', 'y'];
  const amount = Math.max(1, Math.floor(seconds / perUnit));
  return form === 'long' ? `${amount} ${long}` : `${amount}${short}`;
}

// Making a formatter takes longer than a thousand uses of it.
const exactFormats = new Map<string, Intl.DateTimeFormat>();

/** `Fri, 20 Nov 2026, 14:02:10 CET`: exact, with the zone, in the zone of the reader unless one is given. */
export function formatExact(at: Date, timeZone?: string): string {
  const key = timeZone ?? '';
  let format = exactFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
      timeZone,
    });
    exactFormats.set(key, format);
  }
  return format.format(at);
}

/** `14:02:10` in the zone of the reader. */
export function formatClock(at: Date): string {
  return at.toLocaleTimeString('en-GB');
}
