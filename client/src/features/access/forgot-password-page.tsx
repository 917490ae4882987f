import { useState } from 'react';
import { Link, useLocation } from 'react-router';
import { useForgotPasswordPageQuery, useRequestPasswordResetMutation } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AccessRefusal } from './access-refusal.tsx';
import { Door } from './door.tsx';

const toSignIn = <Link to="/sign-in">Back to sign-in</Link>;

/** Asks for a link by mail. The answer is the same whether or not somebody has the address. */
export default function ForgotPasswordPage() {
  useDocumentTitle('Forgot your password?');
  const { state } = useLocation();
  const [{ data, error }, retry] = useForgotPasswordPageQuery();
  const [askedFor, setAskedFor] = useState<string | null>(null);
  if (askedFor !== null) {
    return (
      <Door title="Look into your mailbox" footer={toSignIn}>
        <div className="space-y-2">
          <p>
            If <strong className="break-all">{askedFor}</strong> has an account here, a mail is on its way. The link in
            it works once, within an hour.
          </p>
          <p className="text-muted">Nothing after some minutes? Look among the spam, or ask an administrator.</p>
        </div>
      </Door>
    );
  }
  const isByMail = data?.setup.sendsMail && data.signInMethods.hasPassword;
  return (
    <Door title="Forgot your password?" footer={toSignIn}>
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {data || error ? null : <Skeleton className="h-30 w-full" />}
      {data && !data.signInMethods.hasPassword ? (
        <p>Passwords are turned off here. Sign in with one of the services on the sign-in page.</p>
      ) : null}
      {data?.signInMethods.hasPassword && !data.setup.sendsMail ? (
        <p>
          This installation sends no mail. Ask an administrator: they can make a link with which you set a new password.
        </p>
      ) : null}
      {isByMail ? (
        <RequestForm email={(state as { email?: string } | null)?.email ?? ''} onAsked={setAskedFor} />
      ) : null}
    </Door>
  );
}

function RequestForm({ email, onAsked }: { email: string; onAsked: (email: string) => void }) {
  const [{ fetching }, request] = useRequestPasswordResetMutation();
  const { register, submit, formError, formState } = useServerForm({ email });
  return (
    <form
      className="space-y-4"
      onSubmit={submit(async (input) => {
        const result = await request({ input });
        if (!result.error) onAsked(input.email);
        return result;
      })}
    >
      {formError ? <AccessRefusal error={formError} /> : null}
      <FormField label="E-mail" hint="Of your account; the link goes there" error={formState.errors.email?.message}>
        {(field) => (
          <Input
            {...field}
            {...register('email', { required: 'Enter your e-mail address.' })}
            type="email"
            autoComplete="username"
            autoFocus
          />
        )}
      </FormField>
      <Button type="submit" look="primary" size="lg" className="w-full" isPending={fetching}>
        Send a link
      </Button>
    </form>
  );
}
