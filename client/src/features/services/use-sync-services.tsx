import { describeError } from '../../graphql/errors.ts';
import { useSyncServicesMutation } from '../../graphql/generated.ts';
import { formatPlural } from '../../lib/format.ts';
import { showErrorToast, showToast } from '../../ui/toast.tsx';

/** Reads the services folder and says what came of it. */
export function useSyncServices(projectId: string | undefined): { sync: () => Promise<void>; isSyncing: boolean } {
  const [{ fetching }, syncServices] = useSyncServicesMutation();
  const sync = async () => {
    if (!projectId) return;
    const { data, error } = await syncServices({ projectId });
    if (error) {
      const { title, message } = describeError(error);
      showErrorToast(title, message);
      return;
    }
    if (!data) return;
    const { added, updated, removed, problems } = data.syncServices;
    const parts = [
      added.length > 0 ? `${added.length} added` : null,
      updated.length > 0 ? `${updated.length} updated` : null,
      removed.length > 0 ? `${removed.length} removed` : null,
      problems.length > 0 ? formatPlural(problems.length, 'problem') : null,
    ].filter((part) => part !== null);
    showToast('Services synced', { description: parts.length > 0 ? parts.join(', ') : 'Nothing had changed' });
  };
  return { sync, isSyncing: fetching };
}
