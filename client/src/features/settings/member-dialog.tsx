import { type MembersPage_MemberFragment, useChangeMemberRoleMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { showToast } from '../../ui/toast.tsx';
import { type Assignable, type AssignmentForm, assignmentInput, assignmentOf } from './assignment.ts';
import { AssignmentFields } from './assignment-fields.tsx';

interface MemberDialogProps {
  member: MembersPage_MemberFragment;
  assignable: Assignable;
  isLastOwner: boolean;
  onClose: () => void;
}

/** Changes what a member may do, and where. */
export function MemberDialog({ member, assignable, isLastOwner, onClose }: MemberDialogProps) {
  const [{ fetching }, changeMemberRole] = useChangeMemberRoleMutation();
  const form = useServerForm<AssignmentForm>({ email: '', expiresInDays: '', ...assignmentOf(member, assignable) });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`What ${member.user.name} may do`}
      description={
        member.source === 'CLAIM'
          ? 'A group at sign-in gave this role. Once changed by hand, it no longer follows the group.'
          : 'It counts at once, on open pages too.'
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="change-member"
            look="primary"
            isPending={fetching}
            disabled={!form.formState.isDirty}
          >
            Save rights
          </Button>
        </>
      }
    >
      <form
        id="change-member"
        className="space-y-4"
        onSubmit={form.submit(async (assignment) => {
          const result = await changeMemberRole({
            input: { id: member.id, ...assignmentInput(assignment, assignable) },
          });
          if (!result.data) return result;
          showToast(`${member.user.name} is ${result.data.changeMemberRole.roleName} now`);
          onClose();
          return result;
        })}
      >
        {form.formError ? <QueryError error={form.formError} /> : null}
        <AssignmentFields assignable={assignable} form={form} isLastOwner={isLastOwner} />
      </form>
    </Dialog>
  );
}
