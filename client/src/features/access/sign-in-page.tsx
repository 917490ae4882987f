import { useState } from 'react';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import type { CombinedError } from 'urql';
import { errorCode } from '../../graphql/errors.ts';
import { type SignInInput, useSignInMutation, useSignInPageQuery } from '../../graphql/generated.ts';
import { useSession } from '../../graphql/session.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { describeSignInError } from '../../lib/sign-in-errors.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { AccessRefusal } from './access-refusal.tsx';
import { Door, DoorNote } from './door.tsx';
import { readNextPath } from './next-path.ts';
import { ProviderButtons } from './provider-buttons.tsx';
import { SecondFactorStep } from './second-factor-step.tsx';

type Credentials = Pick<SignInInput, 'email' | 'password'>;

/** The ways in: whoever vouches for people, and e-mail and password with a second factor; then on to where one was going. */
export default function SignInPage() {
  useDocumentTitle('Sign in');
  const [search] = useSearchParams();
  const { state } = useLocation();
  const [{ data, error }] = useSignInPageQuery();
  const [typed, setTyped] = useState<Credentials>({ email: '', password: '' });
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  const comeBack = describeSignInError(search.get('error'));
  const providers = data?.signInMethods.providers ?? [];
  // Nothing that goes away again; and the form all the same when nobody can say what there is.
  const hasPassword = data?.signInMethods.hasPassword ?? Boolean(error);
  const next = readNextPath(search.get('next'));
  const { signIn, isPending } = useSignIn(next);

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
  if (isCodeNeeded) {
    return (
      <SecondFactorStep
        email={typed.email}
        signIn={(code) => signIn({ ...typed, code })}
        isPending={isPending}
        onBack={() => setCodeNeeded(false)}
      />
    );
  }
  return (
    <Door title="Sign in" footer={data ? `Pilothouse ${data.setup.version}` : null}>
      <div className="space-y-4">
        {comeBack ? <ErrorBanner {...comeBack} /> : null}
        {(state as { isPasswordSet?: boolean } | null)?.isPasswordSet ? (
          <DoorNote>Your new password is set. Sign in with it.</DoorNote>
        ) : null}
        {providers.length > 0 ? <ProviderButtons providers={providers} next={next} /> : null}
        {hasPassword && providers.length > 0 ? <p className="text-center text-muted">or</p> : null}
        {hasPassword ? (
          <PasswordForm
            email={typed.email}
            isPending={isPending}
            signIn={async (credentials) => {
              const result = await signIn(credentials);
              if (errorCode(result.error) !== 'SECOND_FACTOR_REQUIRED') return result;
              setTyped(credentials);
              setCodeNeeded(true);
              return {};
            }}
          />
        ) : null}
      </div>
    </Door>
  );
}

function useSignIn(next: string) {
  const [{ fetching }, mutate] = useSignInMutation();
  const { reset } = useSession();
  const navigate = useNavigate();
  const signIn = async (input: SignInInput) => {
    const result = await mutate({ input });
    if (!result.error) {
      // First: the next page must not read what was known while signed out.
      reset();
      // A page of its own, outside this router.
      if (next === '/playground') window.location.replace(next);
      else await navigate(next, { replace: true });
    }
    return result;
  };
  return { signIn, isPending: fetching };
}

interface PasswordFormProps {
  email: string;
  signIn: (credentials: Credentials) => Promise<{ error?: CombinedError }>;
  isPending: boolean;
}

function PasswordForm({ email, signIn, isPending }: PasswordFormProps) {
  const { register, submit, formError, formState, watch } = useServerForm({ email, password: '' });
  return (
    <form className="space-y-4" onSubmit={submit(signIn)}>
      {formError ? <AccessRefusal error={formError} /> : null}
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
      <Button type="submit" look="primary" size="lg" className="w-full" isPending={isPending}>
        Sign in
      </Button>
      <p className="text-center">
        <Link to="/forgot-password" state={{ email: watch('email') }} className="text-muted hover:text-strong">
          Forgot your password?
        </Link>
      </p>
    </form>
  );
}
