import { type ReactNode, useState } from 'react';
import type { CombinedError } from 'urql';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { TextArea } from '../../ui/input.tsx';
import { showToast } from '../../ui/toast.tsx';
import { QueryError } from '../query-error.tsx';

interface PublishDialogProps {
  name: string;
  description: string;
  size?: 'lg';
  isReady?: boolean;
  /** Saves what is not saved yet; the revision it is in, or null where that failed. */
  onSave: () => Promise<number | null>;
  /** The number of the new version, or what went wrong. */
  onPublish: (
    revision: number,
    note: string | null,
  ) => Promise<{ number?: number | undefined; error?: CombinedError | undefined }>;
  onClose: () => void;
  /** What stands in the way, above the note. */
  problems?: ReactNode;
  /** What comes of it, below the note. */
  children: ReactNode;
}

/** Publishes a draft, with a note for those who read the list of versions. */
export function PublishDialog({
  name,
  description,
  size,
  isReady = true,
  onSave,
  onPublish,
  onClose,
  problems,
  children,
}: PublishDialogProps) {
  const [note, setNote] = useState('');
  const [error, setError] = useState<CombinedError | null>(null);
  const [isPending, setPending] = useState(false);
  const run = async () => {
    setPending(true);
    setError(null);
    const revision = await onSave();
    if (revision === null) {
      setPending(false);
      onClose();
      return;
    }
    const published = await onPublish(revision, note.trim() || null);
    setPending(false);
    if (published.error) return setError(published.error);
    showToast(`${name} is published`, { description: `Version ${published.number ?? ''}` });
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Publish ${name}`}
      description={description}
      {...(size ? { size } : null)}
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button look="primary" disabled={!isReady} isPending={isPending} onClick={() => void run()}>
            Publish {name}
          </Button>
        </>
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isPending) void run();
        }}
      >
        {error ? <QueryError error={error} /> : null}
        {problems}
        <FormField label="What is new" isOptional>
          {(control) => <TextArea {...control} value={note} onChange={(event) => setNote(event.target.value)} />}
        </FormField>
        {children}
      </form>
    </Dialog>
  );
}
