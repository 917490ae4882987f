import type { CombinedError } from 'urql';
import {
  type PeoplePage_PersonFragment,
  useDeleteUserMutation,
  useResetTwoFactorMutation,
  useSetAdministratorMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toast.tsx';

export type Question = 'promote' | 'demote' | 'reset-factor' | 'delete';

interface Asked {
  title: string;
  text: string;
  confirmLabel: string;
  done: string;
  run: () => Promise<{ error?: CombinedError }>;
  isPending: boolean;
  error?: CombinedError;
}

interface PeopleConfirmProps {
  person: PeoplePage_PersonFragment;
  question: Question;
  onClose: () => void;
}

/** Asks before what has no undo, and says what follows from it. */
export function PeopleConfirm({ person, question, onClose }: PeopleConfirmProps) {
  const { title, text, confirmLabel, done, run, isPending, error } = useQuestion(person, question);
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={title}
      confirmLabel={confirmLabel}
      cancelLabel="Cancel"
      isDangerous={question !== 'promote'}
      isPending={isPending}
      onConfirm={async () => {
        const result = await run();
        if (result.error) return;
        showToast(done);
        onClose();
      }}
    >
      {error ? <QueryError error={error} className="mb-3" /> : null}
      {text}
    </ConfirmDialog>
  );
}

function useQuestion(person: PeoplePage_PersonFragment, question: Question): Asked {
  const [deletion, deleteUser] = useDeleteUserMutation();
  const [reset, resetTwoFactor] = useResetTwoFactorMutation();
  const [setting, setAdministrator] = useSetAdministratorMutation();
  const { id, name, isViewer } = person;
  const setAs = (isAdministrator: boolean) => ({
    run: () => setAdministrator({ input: { userId: id, isAdministrator } }),
    isPending: setting.fetching,
    error: setting.error,
  });
  switch (question) {
    case 'promote':
      return {
        title: `Make ${name} an administrator?`,
        text: 'They run the installation with you: people, settings, sign-in. They see no more projects than before.',
        confirmLabel: 'Make administrator',
        done: `${name} is an administrator now`,
        ...setAs(true),
      };
    case 'demote':
      return {
        title: isViewer ? 'Stop being an administrator?' : `Take administration from ${name}?`,
        text: isViewer
          ? 'You can’t open these pages any more. Another administrator can give it back.'
          : 'They keep their account and their projects.',
        confirmLabel: isViewer ? 'Stop being administrator' : 'Take administration',
        done: isViewer ? 'You are no longer an administrator' : `${name} is no longer an administrator`,
        ...setAs(false),
      };
    case 'reset-factor':
      return {
        title: `Reset the second factor of ${name}?`,
        text: 'For somebody who has lost their app and their backup codes. Their password alone signs them in again, so be sure that it is they who ask. They are signed out and told by mail.',
        confirmLabel: 'Reset second factor',
        done: `${name} signs in without a code`,
        run: () => resetTwoFactor({ input: { userId: id } }),
        isPending: reset.fetching,
        error: reset.error,
      };
    case 'delete':
      return {
        title: `Delete the account of ${name}?`,
        text: 'This can’t be undone. They are signed out, leave all projects, and their tokens end. What they did stays in the records under their name. The address is free for a new account. To lock somebody out for a while, suspend them instead.',
        confirmLabel: 'Delete account',
        done: `The account of ${name} is deleted`,
        run: () => deleteUser({ id }),
        isPending: deletion.fetching,
        error: deletion.error,
      };
  }
}
