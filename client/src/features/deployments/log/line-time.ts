export type LineTimes = 'off' | 'relative' | 'absolute';

const pad = (value: number, digits = 2) => String(value).padStart(digits, '0');

/** `00:12.345` since the start, `1:02:03.004` after an hour; `14:02:10.123` on the reader's clock. */
export function formatLineTime(at: string, startedAt: string | null, times: Exclude<LineTimes, 'off'>): string {
  const time = new Date(at);
  if (times === 'absolute' || !startedAt) {
    return `${pad(time.getHours())}:${pad(time.getMinutes())}:${pad(time.getSeconds())}.${pad(time.getMilliseconds(), 3)}`;
  }
  const sinceMs = Math.max(0, time.getTime() - Date.parse(startedAt));
  const hours = Math.floor(sinceMs / 3_600_000);
  const minutes = Math.floor(sinceMs / 60_000) % 60;
  const seconds = Math.floor(sinceMs / 1_000) % 60;
  return `${hours ? `${hours}:` : ''}${pad(minutes)}:${pad(seconds)}.${pad(sinceMs % 1_000, 3)}`;
}
