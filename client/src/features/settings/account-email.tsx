import { MailCheck, MailWarning } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../graphql/errors.ts';
import {
  type AccountEmail_ViewerFragment,
  useChangeEmailMutation,
  useSendEmailVerificationMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';

interface AccountEmailProps {
  viewer: AccountEmail_ViewerFragment;
  sendsMail: boolean;
}

/** The viewer’s address: whether it is known to be theirs, and another one. */
export function AccountEmail({ viewer, sendsMail }: AccountEmailProps) {
  const [isChanging, setChanging] = useState(false);
  const [{ fetching }, sendVerification] = useSendEmailVerificationMutation();
  const { email, isEmailVerified, pendingEmail, hasPassword } = viewer;
  const send = async () => {
    const { error } = await sendVerification({});
    if (error) showErrorToast('No mail was sent', describeError(error).message);
    else showToast(`Mail sent to ${pendingEmail ?? email}`);
  };
  const isWaiting = pendingEmail !== null && pendingEmail !== email;
  return (
    <div className="space-y-3">
      <div>
        <h3 className="font-medium text-body">E-mail</h3>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="min-w-0 break-all text-strong">{email}</span>
          {isEmailVerified ? (
            <Badge tone="succeeded" icon={<MailCheck aria-hidden />}>
              Confirmed
            </Badge>
          ) : (
            <Badge tone="waiting" icon={<MailWarning aria-hidden />}>
              Not confirmed
            </Badge>
          )}
        </p>
        {isWaiting ? (
          <p className="mt-1 break-words text-muted">
            <strong className="text-body">{pendingEmail}</strong> takes its place when you open the link in the mail
            that was sent there.
          </p>
        ) : null}
        {isEmailVerified || sendsMail ? null : (
          <p className="mt-1 text-muted text-xs">This installation sends no mail, so addresses can’t be confirmed.</p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {hasPassword ? <Button onClick={() => setChanging(true)}>Change address</Button> : null}
        {sendsMail && (!isEmailVerified || isWaiting) ? (
          <Button isPending={fetching} onClick={() => void send()}>
            {isWaiting ? 'Send the mail again' : 'Send confirmation'}
          </Button>
        ) : null}
      </div>
      {isChanging ? <ChangeEmailDialog sendsMail={sendsMail} onClose={() => setChanging(false)} /> : null}
    </div>
  );
}

function ChangeEmailDialog({ sendsMail, onClose }: { sendsMail: boolean; onClose: () => void }) {
  const [{ fetching }, changeEmail] = useChangeEmailMutation();
  const { register, submit, formError, formState } = useServerForm({ email: '', password: '' });
  const { errors } = formState;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title="Change address"
      description={
        sendsMail
          ? 'A mail goes to the new address. Until you open the link in it, the old one stays.'
          : 'You sign in with the new address from now on.'
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="change-email" look="primary" isPending={fetching}>
            Change address
          </Button>
        </>
      }
    >
      <form
        id="change-email"
        className="space-y-4"
        onSubmit={submit(async (input) => {
          const result = await changeEmail({ input });
          if (result.data) {
            const { pendingEmail } = result.data.changeEmail;
            showToast(pendingEmail ? `Mail sent to ${pendingEmail}` : 'Address changed');
            onClose();
          }
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <FormField label="New address" error={errors.email?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('email', { required: 'Enter the new address.' })}
              type="email"
              autoComplete="email"
              autoFocus
            />
          )}
        </FormField>
        <FormField label="Password" hint="To confirm that it is you" error={errors.password?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('password', { required: 'Enter your password.' })}
              type="password"
              autoComplete="current-password"
            />
          )}
        </FormField>
      </form>
    </Dialog>
  );
}
