import { useState } from 'react';
import { type ProjectFrameChangesSubscription, useProjectFrameChangesSubscription } from '../../graphql/generated.ts';
import { isLiveStatus, statusWord } from '../../ui/status-badge.tsx';

/**
 * Keeps every deployment of the project up to date, whichever page is open: the cache takes the changes in, and what
 * shows them draws again. Ends are said to screen readers.
 */
export function LiveDeployments({ projectId }: { projectId: string }) {
  const [announcement, setAnnouncement] = useState('');
  const [statuses] = useState(() => new Map<string, string>());
  useProjectFrameChangesSubscription(
    { variables: { projectId } },
    (_previous, change): ProjectFrameChangesSubscription => {
      const { id, status, service, environment } = change.deploymentsChanged;
      const before = statuses.get(id);
      statuses.set(id, status);
      if (before !== status && !isLiveStatus(status)) {
        queueMicrotask(() => setAnnouncement(`${service.name} to ${environment.name}: ${statusWord(status)}`));
      }
      return change;
    },
  );
  return (
    <span role="status" className="sr-only">
      {announcement}
    </span>
  );
}
