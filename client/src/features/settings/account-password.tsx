import { Link } from 'react-router';
import { useChangePasswordMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { newPasswordHint, PasswordInput } from '../../ui/password-input.tsx';
import { showToast } from '../../ui/toast.tsx';

interface AccountPasswordProps {
  hasPassword: boolean;
  /** Whether people sign in with passwords here at all. */
  isAllowed: boolean;
  sendsMail: boolean;
}

/** Changes the viewer’s password, or says why there is none. */
export function AccountPassword({ hasPassword, isAllowed, sendsMail }: AccountPasswordProps) {
  if (!isAllowed) return <p>Passwords are turned off here. You sign in with a connected account.</p>;
  if (hasPassword) return <PasswordForm />;
  return (
    <div className="max-w-100 space-y-3">
      <p>You have no password: you sign in with a connected account.</p>
      {sendsMail ? (
        <Button asChild>
          <Link to="/forgot-password">Set a password by mail</Link>
        </Button>
      ) : (
        <p className="text-muted">To set one, ask an administrator for a link.</p>
      )}
    </div>
  );
}

function PasswordForm() {
  const [{ fetching }, changePassword] = useChangePasswordMutation();
  const { register, submit, reset, formError, formState } = useServerForm({ currentPassword: '', newPassword: '' });
  const { currentPassword, newPassword } = formState.errors;
  return (
    <form
      className="max-w-100 space-y-4"
      onSubmit={submit(async (input) => {
        const result = await changePassword({ input });
        if (!result.error) {
          reset();
          showToast('Password changed');
        }
        return result;
      })}
    >
      {formError ? <QueryError error={formError} /> : null}
      <FormField label="Current password" error={currentPassword?.message}>
        {(field) => (
          <Input
            {...field}
            {...register('currentPassword', { required: 'Enter your current password.' })}
            type="password"
            autoComplete="current-password"
          />
        )}
      </FormField>
      <FormField label="New password" hint={newPasswordHint} error={newPassword?.message}>
        {(field) => <PasswordInput {...field} {...register('newPassword', { required: 'Choose a new password.' })} />}
      </FormField>
      <Button type="submit" isPending={fetching}>
        Change password
      </Button>
    </form>
  );
}
