import { useEffect, useRef, useState } from 'react';
import { useRunsPageChangedSubscription } from '../../graphql/generated.ts';

/** Between two readings of the list while runs come and go: there may be hundreds a second. */
const paceMs = 1_000;

/** Counts the changes after which a list of runs is to be read again; what a run says of itself is up to date at once. */
export function useRunsChanges(projectId: string | undefined): number {
  const [changes, setChanges] = useState(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lastAt = useRef(0);
  const [seen] = useState(() => new Map<string, string>());
  useEffect(() => () => clearTimeout(timer.current), []);
  useRunsPageChangedSubscription(
    { variables: { projectId: projectId ?? '' }, pause: !projectId },
    (_previous, change) => {
      const { id, status, deadSince } = change.runsChanged;
      const state = `${status} ${deadSince ?? ''}`;
      if (seen.get(id) === state) return change;
      if (seen.size > 5_000) seen.clear();
      seen.set(id, state);
      timer.current ??= setTimeout(
        () => {
          timer.current = undefined;
          lastAt.current = Date.now();
          setChanges((before) => before + 1);
        },
        Math.max(0, lastAt.current + paceMs - Date.now()),
      );
      return change;
    },
  );
  return changes;
}
