import { useNavigate } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import { useSignOutMutation } from '../../graphql/generated.ts';
import { useSession } from '../../graphql/session.tsx';
import { forgetCopies } from '../../lib/kept.ts';
import { showErrorToast } from '../../ui/toast.tsx';

/** Ends the session on the server, forgets everything that was known here, and goes to the sign-in page. */
export function useSignOut(): () => Promise<void> {
  const [, signOut] = useSignOutMutation();
  const { reset } = useSession();
  const navigate = useNavigate();
  return async () => {
    const { error } = await signOut({});
    if (error) {
      showErrorToast('You are still signed in', describeError(error).message);
      return;
    }
    forgetCopies();
    await navigate('/sign-in');
    reset();
  };
}
