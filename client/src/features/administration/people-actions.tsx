import { Ellipsis, KeyRound, Link2, RotateCcw, ShieldMinus, ShieldPlus, Trash2, UserX } from 'lucide-react';
import { describeError } from '../../graphql/errors.ts';
import {
  type PeoplePage_PersonFragment,
  useRestoreUserMutation,
  useSuspendUserMutation,
} from '../../graphql/generated.ts';
import { DropdownMenu, MenuItem, MenuSeparator } from '../../ui/dropdown-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { showErrorToast, showUndoToast } from '../../ui/toast.tsx';
import type { Question } from './people-confirm.tsx';

type Person = PeoplePage_PersonFragment;

interface PeopleActionsProps {
  person: Person;
  /** The page asks: this row may be gone before the answer. */
  onAsk: (question: Question) => void;
  onMakeLink: () => void;
}

/** What an administrator does with an account. What can be undone is done at once, the rest is asked. */
export function PeopleActions({ person, onAsk, onMakeLink }: PeopleActionsProps) {
  const { suspend, restore } = useSuspension(person);
  return (
    <DropdownMenu trigger={<IconButton size="sm" label={`Actions for ${person.name}`} icon={<Ellipsis />} />}>
      <MenuItem icon={<Link2 />} onSelect={onMakeLink}>
        {person.hasPassword ? 'Make a link for a new password' : 'Make a link to set a password'}
      </MenuItem>
      {person.hasTwoFactor ? (
        <MenuItem icon={<KeyRound />} onSelect={() => onAsk('reset-factor')}>
          Reset second factor
        </MenuItem>
      ) : null}
      {person.isAdministrator ? (
        <MenuItem icon={<ShieldMinus />} onSelect={() => onAsk('demote')}>
          No longer administrator
        </MenuItem>
      ) : (
        <MenuItem icon={<ShieldPlus />} onSelect={() => onAsk('promote')}>
          Make administrator
        </MenuItem>
      )}
      {person.isSuspended ? (
        <MenuItem icon={<RotateCcw />} onSelect={() => void restore()}>
          End suspension
        </MenuItem>
      ) : null}
      {person.isViewer ? null : (
        <>
          <MenuSeparator />
          {person.isSuspended ? null : (
            <MenuItem icon={<UserX />} isDangerous onSelect={() => void suspend()}>
              Suspend
            </MenuItem>
          )}
          <MenuItem icon={<Trash2 />} isDangerous onSelect={() => onAsk('delete')}>
            Delete account
          </MenuItem>
        </>
      )}
    </DropdownMenu>
  );
}

function useSuspension({ id, name }: Person) {
  const [, suspendUser] = useSuspendUserMutation();
  const [, restoreUser] = useRestoreUserMutation();
  const suspend = async (isUndo = false) => {
    const { error } = await suspendUser({ id });
    if (error) showErrorToast(`${name} was not suspended`, describeError(error).message);
    else if (!isUndo) showUndoToast(`${name} suspended and signed out`, () => void restore(true));
  };
  const restore = async (isUndo = false) => {
    const { error } = await restoreUser({ id });
    if (error) showErrorToast(`${name} is still suspended`, describeError(error).message);
    else if (!isUndo) showUndoToast(`${name} may sign in again`, () => void suspend(true));
  };
  return { suspend: () => suspend(), restore: () => restore() };
}
