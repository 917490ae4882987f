import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { describeError, errorCode } from '../../graphql/errors.ts';
import {
  type LinkAccountPageQuery,
  useLinkAccountPageQuery,
  useLinkIdentityMutation,
  useMailIdentityLinkMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useSession } from '../../graphql/session.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { Input } from '../../ui/input.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Door } from './door.tsx';

type Offer = NonNullable<LinkAccountPageQuery['identityOffer']>;

/** Asks before an account elsewhere becomes a way into the account here, and for a proof that both are the same person’s. */
export default function LinkAccountPage() {
  useDocumentTitle('Connect your account');
  const [search] = useSearchParams();
  const code = search.get('code') ?? '';
  const [{ data, error }, retry] = useLinkAccountPageQuery({ variables: { code } });
  if (error) {
    return (
      <Door title="Connect your account">
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />
      </Door>
    );
  }
  if (!data) {
    return (
      <Door title="Connect your account">
        <Skeleton className="h-40 w-full" />
      </Door>
    );
  }
  if (!data.identityOffer) {
    return (
      <Door title="This page is no longer valid" lead="It works once, for 15 minutes.">
        <Button asChild look="primary" size="lg" className="w-full">
          <Link to="/sign-in">Go to sign-in</Link>
        </Button>
      </Door>
    );
  }
  return <Consent key={code} code={code} offer={data.identityOffer} />;
}

function Consent({ code, offer }: { code: string; offer: Offer }) {
  const [{ fetching }, linkIdentity] = useLinkIdentityMutation();
  const { reset } = useSession();
  const navigate = useNavigate();
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  const { register, submit, formError, formState } = useServerForm({ password: '', secondFactorCode: '' });
  const { errors } = formState;
  const isProven = offer.isViewer || offer.isConfirmedByMail;
  const refusal = formError && errorCode(formError) !== 'SECOND_FACTOR_REQUIRED' ? describeError(formError) : null;
  return (
    <Door
      title={`Connect ${offer.providerName}`}
      lead={
        <>
          There is an account for <strong className="text-body">{offer.email}</strong> here already. Once connected,{' '}
          {offer.providerName} signs you in to it.
        </>
      }
      footer={<Link to="/sign-in">Don’t connect</Link>}
    >
      <form
        className="space-y-4"
        onSubmit={submit(async ({ password, secondFactorCode }) => {
          const result = await linkIdentity({
            input: { code, password: password || null, secondFactorCode: secondFactorCode || null },
          });
          if (errorCode(result.error) === 'SECOND_FACTOR_REQUIRED') setCodeNeeded(true);
          if (!result.error) {
            // First: the next page must not read what was known while signed out.
            reset();
            // A page of its own, outside this router.
            if (offer.next === '/playground') window.location.replace(offer.next);
            else await navigate(offer.next, { replace: true });
          }
          return result;
        })}
      >
        {refusal ? (
          <ErrorBanner
            title={refusal.code === 'UNAUTHENTICATED' ? 'That didn’t work' : refusal.title}
            message={refusal.message}
          />
        ) : null}
        {isProven ? null : offer.hasPassword ? (
          <FormField label="Password" hint={`Of your account here, to confirm`} error={errors.password?.message}>
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
        ) : (
          <p>
            Your account has no password. Sign in as you usually do, then connect {offer.providerName} on your account
            page{offer.canSendMail ? ', or confirm by mail' : ''}.
          </p>
        )}
        {isCodeNeeded ? (
          <FormField
            label="Code"
            hint="Of your authenticator app, or a backup code"
            error={errors.secondFactorCode?.message}
          >
            {(field) => (
              <Input {...field} {...register('secondFactorCode')} autoComplete="one-time-code" isMono autoFocus />
            )}
          </FormField>
        ) : null}
        {isProven || offer.hasPassword ? (
          <Button type="submit" look="primary" size="lg" className="w-full" isPending={fetching}>
            Connect {offer.providerName}
          </Button>
        ) : null}
      </form>
      {!isProven && offer.canSendMail ? <MailButton code={code} email={offer.email} /> : null}
    </Door>
  );
}

function MailButton({ code, email }: { code: string; email: string }) {
  const [{ data, error, fetching }, mailLink] = useMailIdentityLinkMutation();
  if (data) return <p className="mt-4">A mail is on its way to {email}. Open the link in it within 15 minutes.</p>;
  return (
    <div className="mt-3 space-y-3">
      {error ? <QueryError error={error} /> : null}
      <Button size="lg" className="w-full" isPending={fetching} onClick={() => void mailLink({ input: { code } })}>
        Confirm by mail
      </Button>
    </div>
  );
}
