import { useState } from 'react';
import { useDisableTwoFactorMutation, useRenewBackupCodesMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { showToast } from '../../ui/toast.tsx';
import { AccountBackupCodes } from './account-backup-codes.tsx';

const codeHint = 'Of your authenticator app, or a backup code';

/** Doesn't close by accident: what it shows can't be shown again. */
export function BackupCodesDialog({ title, codes, onClose }: { title: string; codes: string[]; onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      isDismissible={false}
      size="sm"
      title={title}
      footer={
        <Button look="primary" onClick={onClose}>
          I have kept them
        </Button>
      }
    >
      <AccountBackupCodes codes={codes} />
    </Dialog>
  );
}

/** Ten new codes for the code of the app. */
export function RenewCodesDialog({ onClose }: { onClose: () => void }) {
  const [{ fetching }, renew] = useRenewBackupCodesMutation();
  const [codes, setCodes] = useState<string[] | null>(null);
  const { register, submit, formError, formState } = useServerForm({ code: '' });
  if (codes) return <BackupCodesDialog title="Your new backup codes" codes={codes} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title="Make new backup codes"
      description="The codes you have now work no longer."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="renew-codes" look="primary" isPending={fetching}>
            Make new codes
          </Button>
        </>
      }
    >
      <form
        id="renew-codes"
        className="space-y-4"
        onSubmit={submit(async (input) => {
          const result = await renew({ input });
          if (result.data) setCodes(result.data.renewBackupCodes.codes);
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <FormField label="Code" hint={codeHint} error={formState.errors.code?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('code', { required: 'Enter a code.' })}
              autoComplete="one-time-code"
              isMono
              autoFocus
            />
          )}
        </FormField>
      </form>
    </Dialog>
  );
}

/** Asks for password and code: an open session alone must not weaken the account. */
export function DisableTwoFactorDialog({ onClose }: { onClose: () => void }) {
  const [{ fetching }, disable] = useDisableTwoFactorMutation();
  const { register, submit, formError, formState } = useServerForm({ password: '', code: '' });
  const { errors } = formState;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title="Turn off second factor"
      description="Your password alone signs you in again, and your backup codes work no longer."
      footer={
        <>
          <Button onClick={onClose}>Keep it on</Button>
          <Button type="submit" form="disable-two-factor" look="danger" isPending={fetching}>
            Turn off
          </Button>
        </>
      }
    >
      <form
        id="disable-two-factor"
        className="space-y-4"
        onSubmit={submit(async (input) => {
          const result = await disable({ input });
          if (!result.error) {
            showToast('Second factor turned off');
            onClose();
          }
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <FormField label="Password" error={errors.password?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('password', { required: 'Enter your password.' })}
              type="password"
              autoComplete="current-password"
              autoFocus
            />
          )}
        </FormField>
        <FormField label="Code" hint={codeHint} error={errors.code?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('code', { required: 'Enter a code.' })}
              autoComplete="one-time-code"
              isMono
            />
          )}
        </FormField>
      </form>
    </Dialog>
  );
}
