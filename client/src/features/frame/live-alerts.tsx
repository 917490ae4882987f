import { useRef, useState } from 'react';
import { useProjectFrameAlertsSubscription } from '../../graphql/generated.ts';
import { formatPlural } from '../../lib/format.ts';

/** Keeps the number of alerts in the frame as it is, whichever page is open. That there are more is said to screen readers. */
export function LiveAlerts({ projectId }: { projectId: string }) {
  const [announcement, setAnnouncement] = useState('');
  const known = useRef<number>(undefined);
  useProjectFrameAlertsSubscription({ variables: { projectId } }, (_previous, change) => {
    const { openCount } = change.alertsChanged;
    // The first answer says how things stand, which the frame draws.
    if (known.current !== undefined && openCount > known.current)
      queueMicrotask(() => setAnnouncement(formatPlural(openCount, 'alert fires', 'alerts fire')));
    known.current = openCount;
    return change;
  });
  return (
    <span role="status" className="sr-only">
      {announcement}
    </span>
  );
}
