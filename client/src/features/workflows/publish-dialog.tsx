import { Check, X } from 'lucide-react';
import { useState } from 'react';
import type { CombinedError } from 'urql';
import { usePublishWorkflowMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { TextArea } from '../../ui/input.tsx';
import { showToast } from '../../ui/toast.tsx';
import type { Validation } from './use-validation.ts';

interface PublishDialogProps {
  workflowId: string;
  name: string;
  validation: Validation | null;
  /** Saves what is not saved yet; the revision it is in, or null where that failed. */
  onSave: () => Promise<number | null>;
  onClose: () => void;
}

/** Makes the draft what runs take, with a note and the list of what its runs may do. */
export function PublishDialog({ workflowId, name, validation, onSave, onClose }: PublishDialogProps) {
  const [note, setNote] = useState('');
  const [, publish] = usePublishWorkflowMutation();
  const [error, setError] = useState<CombinedError | null>(null);
  const [isPending, setPending] = useState(false);
  const errors = validation?.problems.filter(({ severity }) => severity === 'ERROR') ?? [];
  const lacking = validation?.rights.filter(({ isHeld }) => !isHeld) ?? [];
  const isReady = validation !== null && errors.length === 0 && lacking.length === 0;
  const run = async () => {
    setPending(true);
    setError(null);
    const revision = await onSave();
    if (revision === null) {
      setPending(false);
      onClose();
      return;
    }
    const answer = await publish({ input: { id: workflowId, revision, note: note.trim() || null } });
    setPending(false);
    if (answer.error) return setError(answer.error);
    showToast(`${name} is published`, {
      description: `Version ${answer.data?.publishWorkflow.published?.number ?? ''}`,
    });
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Publish ${name}`}
      description="From then on, triggers and people start this version. Runs under way keep theirs."
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
        {errors.length > 0 ? (
          <p role="alert" className="text-failed">
            {errors[0]?.message} {errors.length > 1 ? `And ${errors.length - 1} more. ` : ''}Correct this first.
          </p>
        ) : null}
        <FormField label="What is new" isOptional>
          {(control) => <TextArea {...control} value={note} onChange={(event) => setNote(event.target.value)} />}
        </FormField>
        {validation ? <Rights validation={validation} /> : null}
      </form>
    </Dialog>
  );
}

function Rights({ validation: { rights, secrets } }: { validation: Validation }) {
  return (
    <section>
      <h3 className="mb-1 text-xs">What its runs may do</h3>
      {rights.length === 0 ? <p className="text-muted">Nothing beyond the workflow itself.</p> : null}
      <ul className="space-y-1">
        {rights.map((right) => (
          <li
            key={`${right.permission} ${right.service} ${right.environment}`}
            className="flex flex-wrap items-center gap-x-2"
          >
            {right.isHeld ? (
              <Check aria-hidden className="size-3.5 shrink-0 text-succeeded" />
            ) : (
              <X aria-hidden className="size-3.5 shrink-0 text-failed" />
            )}
            <code>{right.permission}</code>
            <span className="text-muted text-xs">
              {[right.service, right.environment ? `in ${right.environment}` : null].filter(Boolean).join(' ')}
            </span>
            {right.isHeld ? null : (
              <span className="text-failed text-xs">You lack this yourself, so you can’t give it.</span>
            )}
          </li>
        ))}
      </ul>
      {secrets.length > 0 ? (
        <p className="mt-2 text-muted">
          It reads the secrets{' '}
          {secrets.map((secret, index) => (
            <span key={secret}>
              {index > 0 ? ', ' : null}
              <code>{secret}</code>
            </span>
          ))}
          .
        </p>
      ) : null}
    </section>
  );
}
