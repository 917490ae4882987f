import { useState } from 'react';
import { useCompareWorkflowGraphsQuery, useTheirDraftQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DiffList } from '../../ui/graph-diff/diff-list.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { type Graph, readGraph } from './graph.ts';

interface ConflictDialogProps {
  workflowId: string;
  savedByName: string;
  mine: Graph;
  onTakeTheirs: (graph: Graph, revision: number) => void;
  onKeepMine: (revision: number) => Promise<boolean>;
}

/** Two people drew at once: shows how the drafts differ, and saves nothing until one is chosen. */
export function ConflictDialog({ workflowId, savedByName, mine, onTakeTheirs, onKeepMine }: ConflictDialogProps) {
  const [isOpen, setOpen] = useState(true);
  const [isSaving, setSaving] = useState(false);
  const [{ data, error }, ask] = useTheirDraftQuery({
    variables: { id: workflowId },
    requestPolicy: 'network-only',
  });
  const theirs = data?.workflow?.draft ?? null;
  const [{ data: compared }] = useCompareWorkflowGraphsQuery({
    variables: { input: { from: theirs?.graph ?? null, to: mine } },
    pause: !theirs,
  });
  const keep = async () => {
    if (!theirs) return;
    setSaving(true);
    const isSaved = await onKeepMine(theirs.revision);
    setSaving(false);
    // Saved again meanwhile: the diff is about what stands there now.
    if (!isSaved) ask({ requestPolicy: 'network-only' });
  };
  return (
    <>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`${savedByName} has changed this workflow, too`}
        description="Your changes are not saved yet, and theirs are untouched. Below: how your drawing differs from theirs."
        size="lg"
        footer={
          <>
            <Button disabled={!theirs} onClick={() => theirs && onTakeTheirs(readGraph(theirs.graph), theirs.revision)}>
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
        ) : compared ? (
          <DiffList diff={compared.compareWorkflowGraphs} />
        ) : (
          <Skeleton className="h-20" />
        )}
      </Dialog>
      {isOpen ? null : (
        <Button size="sm" look="danger-quiet" onClick={() => setOpen(true)}>
          Resolve conflict
        </Button>
      )}
    </>
  );
}
