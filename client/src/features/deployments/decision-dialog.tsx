import { useState } from 'react';
import type { DeploymentActions_DeploymentFragment } from '../../graphql/generated.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { TextArea } from '../../ui/input.tsx';

interface DecisionDialogProps {
  deployment: DeploymentActions_DeploymentFragment;
  decision: 'APPROVED' | 'REJECTED';
  isPending: boolean;
  onDecide: (decision: 'APPROVED' | 'REJECTED', comment: string) => void;
  onClose: () => void;
}

/** Approves or rejects, with a word for those who ask later. */
export function DecisionDialog({ deployment, decision, isPending, onDecide, onClose }: DecisionDialogProps) {
  const [comment, setComment] = useState('');
  const { service, environment, version } = deployment;
  const isApproval = decision === 'APPROVED';
  const what = `${service.name} ${version} to ${environment.name}`;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="sm"
      title={isApproval ? `Approve ${what}` : `Reject ${what}`}
      description={
        isApproval ? 'It starts as soon as it is its turn.' : 'It will not run. It can be deployed again later.'
      }
      footer={
        <>
          <Button onClick={onClose}>Not now</Button>
          <Button
            look={isApproval ? 'primary' : 'danger'}
            isPending={isPending}
            onClick={() => onDecide(decision, comment)}
          >
            {isApproval ? 'Approve deployment' : 'Reject deployment'}
          </Button>
        </>
      }
    >
      <FormField label="Comment" isOptional>
        {(field) => (
          <TextArea
            {...field}
            value={comment}
            placeholder={isApproval ? 'What you checked' : 'What has to change first'}
            onChange={(event) => setComment(event.target.value)}
          />
        )}
      </FormField>
    </Dialog>
  );
}
