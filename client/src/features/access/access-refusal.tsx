import { useState } from 'react';
import type { CombinedError } from 'urql';
import { describeError } from '../../graphql/errors.ts';
import { formatClock, formatRelative } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { ErrorBanner } from '../../ui/error-banner.tsx';

/** Why one was not let in. After too many tries it says until when, and when that is over. */
export function AccessRefusal({ error }: { error: CombinedError }) {
  const { code, title, message, requestId, retryAfterMs } = describeError(error);
  if (code === 'RATE_LIMITED' && retryAfterMs !== null) return <LockOut retryAfterMs={retryAfterMs} />;
  const isRefusal = code === 'UNAUTHENTICATED' || code === 'FORBIDDEN';
  return (
    <ErrorBanner
      title={isRefusal ? 'That didn’t work' : title}
      message={message}
      requestId={isRefusal ? null : requestId}
    />
  );
}

/** Counts from when it is first shown: that is when the answer came. */
function LockOut({ retryAfterMs }: { retryAfterMs: number }) {
  const now = useNow(1_000);
  const [since] = useState(now);
  const until = new Date(since.getTime() + retryAfterMs);
  return (
    <ErrorBanner
      title="Too many tries"
      message={
        until > now
          ? `Try again at ${formatClock(until)}, ${formatRelative(until, now).replace('just now', 'in a moment')}.`
          : 'You can try again now.'
      }
    />
  );
}
