import { CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useConnection } from '../../graphql/session.tsx';
import { formatClock } from '../../lib/format.ts';
import { Spinner } from '../../ui/spinner.tsx';

/** A thin line under the top bar while changes don't arrive. It lies over the page, so nothing jumps. */
export function ConnectionBanner() {
  const connection = useConnection();
  const isLost = connection.kind === 'reconnecting' || connection.kind === 'offline';
  const [hasBeenLost, setHasBeenLost] = useState(false);
  useEffect(() => {
    if (isLost) setHasBeenLost(true);
  }, [isLost]);
  return (
    <div role="status" className="sticky top-12 z-20 h-0">
      {isLost ? (
        <div className="flex h-5 animate-appear items-center justify-center gap-1.5 border-line border-b bg-waiting-soft text-2xs text-waiting">
          {connection.kind === 'offline' ? (
            <CloudOff aria-hidden className="size-3.5" />
          ) : (
            <Spinner className="size-3" />
          )}
          <span>
            {connection.kind === 'offline' ? 'Offline' : 'Reconnecting…'} showing {formatClock(connection.lostAt)}
          </span>
        </div>
      ) : hasBeenLost ? (
        <span className="sr-only">Connected again, up to date</span>
      ) : null}
    </div>
  );
}
