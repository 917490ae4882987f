import { Link, useLocation, useNavigate } from 'react-router';
import { errorCode } from '../../graphql/errors.ts';
import { useResetPasswordMutation } from '../../graphql/generated.ts';
import { useSession } from '../../graphql/session.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { newPasswordHint, PasswordInput } from '../../ui/password-input.tsx';
import { AccessRefusal } from './access-refusal.tsx';
import { Door } from './door.tsx';
import { readCode } from './one-time-code.ts';

/** Sets a password by a one-time link, an account’s first or a new one. */
export default function ResetPasswordPage() {
  useDocumentTitle('Set your password');
  const code = readCode(useLocation().hash);
  const [{ fetching }, resetPassword] = useResetPasswordMutation();
  const { reset } = useSession();
  const navigate = useNavigate();
  const { register, submit, formError, formState } = useServerForm({ newPassword: '' });
  const isRefused = errorCode(formError ?? undefined) === 'FORBIDDEN';
  if (!code) {
    return (
      <Door title="This link is not complete" lead="Open it as it was sent, with all that stands behind the #.">
        <AskAgain />
      </Door>
    );
  }
  return (
    <Door title="Set your password" lead="You are signed out everywhere, and sign in with it.">
      <form
        className="space-y-4"
        onSubmit={submit(async ({ newPassword }) => {
          const result = await resetPassword({ input: { code, newPassword } });
          if (!result.error) {
            // Whoever was signed in here is no longer.
            reset();
            await navigate('/sign-in', { replace: true, state: { isPasswordSet: true } });
          }
          return result;
        })}
      >
        {formError ? <AccessRefusal error={formError} /> : null}
        {isRefused ? (
          <AskAgain />
        ) : (
          <>
            <FormField label="New password" hint={newPasswordHint} error={formState.errors.newPassword?.message}>
              {(field) => (
                <PasswordInput {...field} {...register('newPassword', { required: 'Choose a password.' })} autoFocus />
              )}
            </FormField>
            <Button type="submit" look="primary" size="lg" className="w-full" isPending={fetching}>
              Set password
            </Button>
          </>
        )}
      </form>
    </Door>
  );
}

function AskAgain() {
  return (
    <Button asChild size="lg" className="w-full">
      <Link to="/forgot-password">Ask for a new link</Link>
    </Button>
  );
}
