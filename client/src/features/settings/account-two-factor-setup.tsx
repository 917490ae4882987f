import { useEffect, useState } from 'react';
import { useBeginTwoFactorMutation, useConfirmTwoFactorMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { BackupCodesDialog } from './account-two-factor-change.tsx';

/** Shows the secret to the app, proves that it has it, then shows the backup codes. */
export function TwoFactorSetupDialog({ onClose }: { onClose: () => void }) {
  const [begun, begin] = useBeginTwoFactorMutation();
  const [{ fetching }, confirm] = useConfirmTwoFactorMutation();
  const [codes, setCodes] = useState<string[] | null>(null);
  const { register, submit, formError, formState } = useServerForm({ code: '' });
  useEffect(() => {
    void begin({});
  }, [begin]);
  if (codes) {
    const finish = () => {
      showToast('Second factor turned on');
      onClose();
    };
    return <BackupCodesDialog title="Second factor is on: keep your backup codes" codes={codes} onClose={finish} />;
  }
  const setup = begun.data?.beginTwoFactor;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Turn on second factor"
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="confirm-two-factor" look="primary" disabled={!setup} isPending={fetching}>
            Turn on
          </Button>
        </>
      }
    >
      <form
        id="confirm-two-factor"
        className="space-y-4"
        onSubmit={submit(async (input) => {
          const result = await confirm({ input });
          if (result.data) setCodes(result.data.confirmTwoFactor.codes);
          return result;
        })}
      >
        {begun.error ? <QueryError error={begun.error} /> : null}
        {formError ? <QueryError error={formError} /> : null}
        <p>1. Scan this with your authenticator app.</p>
        {setup ? (
          <img
            src={`data:image/svg+xml,${encodeURIComponent(setup.qrSvg)}`}
            alt="QR code with the secret for your app"
            className="mx-auto size-44 rounded-md border border-line"
          />
        ) : (
          <Skeleton className="mx-auto size-44" />
        )}
        <div className="space-y-1">
          <p className="text-muted">
            No camera? Type this secret into the app
            {setup ? (
              <>
                , or{' '}
                <a href={setup.otpauthUrl} className="text-accent-text underline">
                  open it on this device
                </a>
              </>
            ) : null}
            .
          </p>
          {setup ? <CodeBlock code={inGroups(setup.secret)} label="secret" /> : <Skeleton className="h-9 w-full" />}
        </div>
        <FormField label="2. Enter the code it shows" error={formState.errors.code?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('code', { required: 'Enter the six digits.' })}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={10}
              placeholder="123 456"
              isMono
              autoFocus
            />
          )}
        </FormField>
      </form>
    </Dialog>
  );
}

/** Groups of four are easier to type, and apps ignore the spaces. */
const inGroups = (secret: string) => secret.replace(/(.{4})(?=.)/g, '$1 ');
