import { Check, X } from 'lucide-react';
import { PublishDialog } from '../../graphql/drafts/publish-dialog.tsx';
import { usePublishWorkflowMutation } from '../../graphql/generated.ts';
import type { Validation } from './use-validation.ts';

interface PublishWorkflowDialogProps {
  workflowId: string;
  name: string;
  validation: Validation | null;
  onSave: () => Promise<number | null>;
  onClose: () => void;
}

/** Makes the draft what runs take, with the list of what its runs may do. */
export function PublishWorkflowDialog({ workflowId, name, validation, onSave, onClose }: PublishWorkflowDialogProps) {
  const [, publish] = usePublishWorkflowMutation();
  const errors = validation?.problems.filter(({ severity }) => severity === 'ERROR') ?? [];
  const lacking = validation?.rights.filter(({ isHeld }) => !isHeld) ?? [];
  return (
    <PublishDialog
      name={name}
      description="From then on, triggers and people start this version. Runs under way keep theirs."
      isReady={validation !== null && errors.length === 0 && lacking.length === 0}
      onSave={onSave}
      onPublish={async (revision, note) => {
        const { data, error } = await publish({ input: { id: workflowId, revision, note } });
        return { number: data?.publishWorkflow.published?.number, error };
      }}
      onClose={onClose}
      problems={
        errors.length > 0 ? (
          <p role="alert" className="text-failed">
            {errors[0]?.message} {errors.length > 1 ? `And ${errors.length - 1} more. ` : ''}Correct this first.
          </p>
        ) : null
      }
    >
      {validation ? <Rights validation={validation} /> : null}
    </PublishDialog>
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
