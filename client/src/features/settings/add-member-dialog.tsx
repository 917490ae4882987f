import { useAddMemberMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type Assignable, type AssignmentForm, assignmentInput, firstAssignment } from './assignment.ts';
import { AssignmentFields } from './assignment-fields.tsx';

interface AddMemberDialogProps {
  projectId: string;
  assignable: Assignable;
  onClose: () => void;
}

/** Adds somebody who has an account, by e-mail: at once, without their doing. */
export function AddMemberDialog({ projectId, assignable, onClose }: AddMemberDialogProps) {
  const [{ fetching }, addMember] = useAddMemberMutation();
  const form = useServerForm<AssignmentForm>({ email: '', expiresInDays: '', ...firstAssignment(assignable) });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add member"
      description="Somebody who has an account here. They are in at once."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="add-member" look="primary" isPending={fetching}>
            Add member
          </Button>
        </>
      }
    >
      <form
        id="add-member"
        className="space-y-4"
        noValidate
        onSubmit={form.submit(async ({ email, ...assignment }) => {
          const result = await addMember({ input: { projectId, email, ...assignmentInput(assignment, assignable) } });
          if (!result.data) return result;
          showToast(`${result.data.addMember.user.name} added`);
          onClose();
          return result;
        })}
      >
        {form.formError ? <QueryError error={form.formError} /> : null}
        <FormField label="E-mail" error={form.formState.errors.email?.message}>
          {(field) => (
            <Input
              {...field}
              {...form.register('email', { required: 'Enter an e-mail address.' })}
              type="email"
              placeholder="ada@example.com"
              autoFocus
            />
          )}
        </FormField>
        <AssignmentFields assignable={assignable} form={form} />
      </form>
    </Dialog>
  );
}
