import { formatDuration, formatElapsed } from '../lib/format.ts';
import { useNow } from '../lib/use-now.ts';

interface DurationProps {
  startedAt: string | null;
  finishedAt: string | null;
  /** What the server measured, once it is over; wins over the difference of the times. */
  durationMs?: number | null;
  className?: string;
}

/** How long something took; while it runs it counts. */
export function Duration({ startedAt, finishedAt, durationMs, className }: DurationProps) {
  if (!startedAt) return <span className={className}>–</span>;
  if (!finishedAt) return <Elapsed startedAt={startedAt} className={className} />;
  const ms = durationMs ?? new Date(finishedAt).getTime() - new Date(startedAt).getTime();
  return <span className={className}>{formatDuration(ms)}</span>;
}

function Elapsed({ startedAt, className }: { startedAt: string; className?: string }) {
  const now = useNow(1_000);
  return <span className={className}>{formatElapsed(now.getTime() - new Date(startedAt).getTime())}</span>;
}
