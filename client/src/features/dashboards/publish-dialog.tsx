import { useState } from 'react';
import type { CombinedError } from 'urql';
import { type DashboardPageQuery, usePublishDashboardMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { TextArea } from '../../ui/input.tsx';
import { LineDiff } from '../../ui/line-diff.tsx';
import { showToast } from '../../ui/toast.tsx';

interface PublishDialogProps {
  dashboard: NonNullable<DashboardPageQuery['dashboard']>;
  name: string;
  source: string;
  /** Saves what is not saved yet; the revision it is in, or null where that failed. */
  onSave: () => Promise<number | null>;
  onClose: () => void;
}

/** Makes the draft what everybody sees, with a note and what changes by it. */
export function PublishDialog({ dashboard, name, source, onSave, onClose }: PublishDialogProps) {
  const [note, setNote] = useState('');
  const [, publish] = usePublishDashboardMutation();
  const [error, setError] = useState<CombinedError | null>(null);
  const [isPending, setPending] = useState(false);
  const run = async () => {
    setPending(true);
    setError(null);
    const revision = await onSave();
    if (revision === null) {
      setPending(false);
      return onClose();
    }
    const answer = await publish({ input: { id: dashboard.id, revision, note: note.trim() || null } });
    setPending(false);
    if (answer.error) return setError(answer.error);
    showToast(`${name} is published`, {
      description: `Version ${answer.data?.publishDashboard.published?.number ?? ''}`,
    });
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Publish ${name}`}
      description="From then on, everybody in the project sees it so."
      size="lg"
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button look="primary" isPending={isPending} onClick={() => void run()}>
            Publish {name}
          </Button>
        </>
      }
    >
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isPending) void run();
        }}
      >
        {error ? <QueryError error={error} /> : null}
        <FormField label="What is new" isOptional>
          {(control) => <TextArea {...control} value={note} onChange={(event) => setNote(event.target.value)} />}
        </FormField>
        {dashboard.published ? (
          <section>
            <h3 className="mb-1.5 text-xs">What changes</h3>
            <LineDiff label="What changes" before={dashboard.published.source} after={source} className="max-h-60" />
          </section>
        ) : null}
      </form>
    </Dialog>
  );
}
