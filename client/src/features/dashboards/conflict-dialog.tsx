import { useState } from 'react';
import { useTheirDashboardDraftQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LineDiff } from '../../ui/line-diff.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import type { Draft } from './use-dashboard-draft.ts';

interface ConflictDialogProps {
  dashboardId: string;
  savedByName: string;
  draft: Draft;
}

/** Two people changed a draft at once: shows theirs beside what was there before, and saves nothing until one is chosen. */
export function ConflictDialog({ dashboardId, savedByName, draft }: ConflictDialogProps) {
  const [isOpen, setOpen] = useState(true);
  const [isSaving, setSaving] = useState(false);
  const [{ data, error }, ask] = useTheirDashboardDraftQuery({
    variables: { id: dashboardId },
    requestPolicy: 'network-only',
  });
  const theirs = data?.dashboard?.draft ?? null;
  const keep = async () => {
    if (!theirs) return;
    setSaving(true);
    const isSaved = await draft.overwrite(theirs.revision);
    setSaving(false);
    // Saved again meanwhile: the diff is about what stands there now.
    if (!isSaved) ask({ requestPolicy: 'network-only' });
  };
  return (
    <>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`${savedByName} has changed this dashboard, too`}
        description="Your changes are not saved yet, and theirs are untouched. Below: what they changed in the YAML you began from."
        size="lg"
        footer={
          <>
            <Button disabled={!theirs} onClick={() => theirs && draft.adopt(theirs)}>
              Take theirs
            </Button>
            <Button look="primary" disabled={!theirs} isPending={isSaving} onClick={() => void keep()}>
              Keep mine
            </Button>
          </>
        }
      >
        {error ? (
          <QueryError error={error} onRetry={() => ask({ requestPolicy: 'network-only' })} />
        ) : theirs ? (
          <LineDiff label="Their changes" before={draft.source} after={theirs.source} />
        ) : (
          <Skeleton className="h-20" />
        )}
      </Dialog>
      {isOpen ? null : (
        <Button size="sm" look="danger-quiet" className="mb-4" onClick={() => setOpen(true)}>
          Resolve conflict
        </Button>
      )}
    </>
  );
}
