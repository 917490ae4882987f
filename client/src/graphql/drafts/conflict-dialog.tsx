import { type ReactNode, useState } from 'react';
import type { CombinedError } from 'urql';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { QueryError } from '../query-error.tsx';

interface ConflictDialogProps<Draft> {
  title: string;
  description: string;
  /** As it is saved now; null until it is known. */
  theirs: Draft | null;
  error: CombinedError | undefined;
  /** Asks for theirs again. */
  onAsk: () => void;
  onTakeTheirs: (theirs: Draft) => void;
  /** Saves mine over theirs; false where it was saved again meanwhile. */
  onKeepMine: (theirs: Draft) => Promise<boolean>;
  className?: string;
  /** How the two differ; null until it is known. */
  children: ReactNode;
}

/** Two people changed a draft at once: shows how the two differ, and saves nothing until one is chosen. */
export function ConflictDialog<Draft>({
  title,
  description,
  theirs,
  error,
  onAsk,
  onTakeTheirs,
  onKeepMine,
  className,
  children,
}: ConflictDialogProps<Draft>) {
  const [isOpen, setOpen] = useState(true);
  const [isSaving, setSaving] = useState(false);
  const keep = async () => {
    if (!theirs) return;
    setSaving(true);
    const isSaved = await onKeepMine(theirs);
    setSaving(false);
    // Saved again meanwhile: the diff is about what stands there now.
    if (!isSaved) onAsk();
  };
  return (
    <>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title={title}
        description={description}
        size="lg"
        footer={
          <>
            <Button disabled={!theirs} onClick={() => theirs && onTakeTheirs(theirs)}>
              Take theirs
            </Button>
            <Button look="primary" disabled={!theirs} isPending={isSaving} onClick={() => void keep()}>
              Keep mine
            </Button>
          </>
        }
      >
        {error ? <QueryError error={error} onRetry={onAsk} /> : (children ?? <Skeleton className="h-20" />)}
      </Dialog>
      {isOpen ? null : (
        <Button size="sm" look="danger-quiet" className={className} onClick={() => setOpen(true)}>
          Resolve conflict
        </Button>
      )}
    </>
  );
}
