import { useNavigate } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import { type MembersPage_MemberFragment, useRemoveMemberMutation } from '../../graphql/generated.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';

interface RemoveMemberDialogProps {
  member: MembersPage_MemberFragment;
  isViewer: boolean;
  onClose: () => void;
}

/** Asks, then takes somebody out of the project. */
export function RemoveMemberDialog({ member, isViewer, onClose }: RemoveMemberDialogProps) {
  const [{ fetching }, removeMember] = useRemoveMemberMutation();
  const navigate = useNavigate();
  const { name } = member.user;
  const remove = async () => {
    const { error } = await removeMember({ id: member.id });
    onClose();
    if (error) {
      showErrorToast(`${name} was not removed`, describeError(error).message);
      return;
    }
    showToast(isViewer ? 'You have left the project' : `${name} removed`);
    if (isViewer) await navigate('/projects');
  };
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={isViewer ? 'Leave the project' : `Remove ${name}`}
      confirmLabel={isViewer ? 'Leave project' : 'Remove member'}
      isPending={fetching}
      onConfirm={() => void remove()}
    >
      {isViewer
        ? 'You lose access at once, and somebody else has to add you again.'
        : 'They lose access at once, on open pages too. What they did stays in the records.'}
      {member.source === 'CLAIM'
        ? ' A group at sign-in gave them their role: the next sign-in brings them back.'
        : null}
    </ConfirmDialog>
  );
}
