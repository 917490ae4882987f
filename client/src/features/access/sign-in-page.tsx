import { useNavigate, useSearchParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import { useSignInMutation, useSignInPageQuery } from '../../graphql/generated.ts';
import { useSession } from '../../graphql/session.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { Door } from './door.tsx';
import { readNextPath } from './next-path.ts';

/** E-mail and password, then on to where one was going. */
export default function SignInPage() {
  useDocumentTitle('Sign in');
  const [search] = useSearchParams();
  const [{ data }] = useSignInPageQuery();
  const [{ fetching }, signIn] = useSignInMutation();
  const { reset } = useSession();
  const navigate = useNavigate();
  const { register, submit, formError, formState } = useServerForm({ email: '', password: '' });
  const refusal = formError ? describeError(formError) : null;

  if (data?.setup.isNeeded) {
    return (
      <Door title="Not set up yet" lead="Nobody can sign in before there is a first administrator.">
        <p>
          The server printed a link to its log when it started. It ends in <code>/setup?code=…</code> and works once.
          Open it to go on.
        </p>
      </Door>
    );
  }
  return (
    <Door title="Sign in" footer={data ? `Pilothouse ${data.setup.version}` : null}>
      <form
        className="space-y-4"
        onSubmit={submit(async (input) => {
          const result = await signIn({ input });
          if (!result.error) {
            // First: the next page must not read what was known while signed out.
            reset();
            const next = readNextPath(search.get('next'));
            // A page of its own, outside this router.
            if (next === '/playground') window.location.replace(next);
            else await navigate(next, { replace: true });
          }
          return result;
        })}
      >
        {refusal ? (
          <ErrorBanner
            title={refusal.code === 'UNAUTHENTICATED' ? 'That didn’t work' : refusal.title}
            message={refusal.message}
            requestId={refusal.code === 'UNAUTHENTICATED' ? null : refusal.requestId}
          />
        ) : null}
        <FormField label="E-mail" error={formState.errors.email?.message}>
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
        <FormField label="Password" error={formState.errors.password?.message}>
          {(field) => (
            <Input
              {...field}
              {...register('password', { required: 'Enter your password.' })}
              type="password"
              autoComplete="current-password"
            />
          )}
        </FormField>
        <Button type="submit" look="primary" size="lg" className="w-full" isPending={fetching}>
          Sign in
        </Button>
      </form>
    </Door>
  );
}
