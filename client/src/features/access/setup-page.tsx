import { Link, useNavigate, useSearchParams } from 'react-router';
import { useCompleteSetupMutation, useSetupPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useSession } from '../../graphql/session.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { newPasswordHint, PasswordInput } from '../../ui/password-input.tsx';
import { Door } from './door.tsx';

/** Makes the first administrator, with the one-time code from the server's log. */
export default function SetupPage() {
  useDocumentTitle('Set up');
  const [search] = useSearchParams();
  const code = search.get('code') ?? '';
  const [{ data, error }, retry] = useSetupPageQuery();
  const [{ fetching }, completeSetup] = useCompleteSetupMutation();
  const { reset } = useSession();
  const navigate = useNavigate();
  const { register, submit, formError, formState } = useServerForm({ code, name: '', email: '', password: '' });
  const errors = formState.errors;

  if (data && !data.setup.isNeeded) {
    return (
      <Door title="Already set up" lead="The first administrator exists. The link from the server’s log worked once.">
        <Button asChild look="primary" size="lg" className="w-full">
          <Link to="/sign-in">Go to sign-in</Link>
        </Button>
      </Door>
    );
  }
  return (
    <Door
      title="Set up Pilothouse"
      lead="You become its first administrator."
      footer={data ? `Pilothouse ${data.setup.version}` : null}
    >
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-4" />
      ) : null}
      <form
        className="space-y-4"
        onSubmit={submit(async (input) => {
          const result = await completeSetup({ input });
          if (!result.error) {
            // First: the next page must not read what was known while signed out.
            reset();
            await navigate('/projects', { replace: true });
          }
          return result;
        })}
      >
        {formError ? <QueryError error={formError} /> : null}
        <FormField label="Your name" error={errors.name?.message}>
          {(field) => (
            <Input {...field} {...register('name', { required: 'Enter your name.' })} autoComplete="name" autoFocus />
          )}
        </FormField>
        <FormField label="E-mail" error={errors.email?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('email', { required: 'Enter your e-mail address.' })}
              type="email"
              autoComplete="username"
            />
          )}
        </FormField>
        <FormField label="Password" hint={newPasswordHint} error={errors.password?.message}>
          {(field) => <PasswordInput {...field} {...register('password', { required: 'Choose a password.' })} />}
        </FormField>
        {code && !errors.code ? null : (
          <FormField
            label="One-time code"
            hint="At the end of the link that the server printed"
            error={errors.code?.message}
          >
            {(field) => (
              <Input {...field} {...register('code', { required: 'Enter the code from the server’s log.' })} isMono />
            )}
          </FormField>
        )}
        <Button type="submit" look="primary" size="lg" className="w-full" isPending={fetching}>
          Create administrator
        </Button>
      </form>
    </Door>
  );
}
