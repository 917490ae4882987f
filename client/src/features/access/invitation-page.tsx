import { Link, useLocation, useNavigate } from 'react-router';
import { describeError, errorCode } from '../../graphql/errors.ts';
import {
  type InvitationPageQuery,
  useAcceptInvitationMutation,
  useInvitationPageQuery,
  useSignOutMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useSession } from '../../graphql/session.tsx';
import { useServerForm } from '../../graphql/use-server-form.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showErrorToast } from '../../ui/toast.tsx';
import { Door } from './door.tsx';
import { forgetInvitationCode, readInvitationCode } from './invitation-code.ts';
import { type InvitationAccount, InvitationForm } from './invitation-form.tsx';

type Offer = NonNullable<InvitationPageQuery['invitation']>;

/** Where it comes back to, without the code: see `readInvitationCode`. */
const signInPath = `/sign-in?next=${encodeURIComponent('/invitation')}`;

/** What these codes mean here. */
const refusalTitles: Record<string, string> = {
  UNAUTHENTICATED: 'You have an account already',
  CONFLICT: 'You are in already',
};

/** What an invitation's link leads to: joins the project, with the account that is signed in or with a new one. */
export default function InvitationPage() {
  useDocumentTitle('Invitation');
  const { hash } = useLocation();
  const code = readInvitationCode(hash);
  const [{ data, error }, retry] = useInvitationPageQuery({ variables: { code }, pause: code === '' });
  if (code === '' || errorCode(error) === 'INVITATION_INVALID' || data?.invitation === null) {
    return (
      <Door title="This invitation is over" lead="It was used or revoked, or it is too old. Ask for a new one.">
        <Button asChild look="primary" size="lg" className="w-full">
          <Link to="/">Go to Pilothouse</Link>
        </Button>
      </Door>
    );
  }
  if (error) {
    return (
      <Door title="Invitation">
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />
      </Door>
    );
  }
  if (!data?.invitation) {
    return (
      <Door title="Invitation">
        <Skeleton className="h-40 w-full" />
      </Door>
    );
  }
  const offer = data.invitation;
  return (
    <Door
      title={`Join ${offer.projectName}`}
      lead={
        <>
          {offer.invitedByName} invites you as <strong className="text-body">{offer.roleName}</strong>.
        </>
      }
      footer={
        <>
          The invitation ends <RelativeTime at={offer.expiresAt} />.
        </>
      }
    >
      <Offered key={code} code={code} offer={offer} person={data.viewer} />
    </Door>
  );
}

interface OfferedProps {
  code: string;
  offer: Offer;
  /** Who is signed in. */
  person: InvitationPageQuery['viewer'];
}

function Offered({ code, offer, person }: OfferedProps) {
  const [{ fetching }, acceptInvitation] = useAcceptInvitationMutation();
  const { reset } = useSession();
  const navigate = useNavigate();
  const form = useServerForm<InvitationAccount>({ email: '', name: '', password: '' });
  const join = form.submit(async ({ email, name, password }) => {
    const account = offer.needsAccount ? { name, password, ...(offer.emailHint ? {} : { email }) } : {};
    const result = await acceptInvitation({ input: { code, ...account } });
    if (result.data) {
      forgetInvitationCode();
      // First: the next page must not read what was known before there was this project.
      reset();
      await navigate(`/p/${result.data.acceptInvitation.projectSlug}`, { replace: true });
    }
    return result;
  });
  const refusal = form.formError ? describeError(form.formError) : null;
  const banner = refusal ? (
    <ErrorBanner
      title={refusalTitles[refusal.code] ?? refusal.title}
      message={refusal.message}
      requestId={refusal.code in refusalTitles ? null : refusal.requestId}
    />
  ) : null;
  if (offer.needsAccount)
    return (
      <>
        {banner}
        <InvitationForm form={form} emailHint={offer.emailHint} isPending={fetching} onSubmit={join} />
        <p className="mt-4 text-center text-muted">
          Have an account?{' '}
          <Link to={signInPath} className="text-accent-text underline underline-offset-2">
            Sign in
          </Link>{' '}
          first.
        </p>
      </>
    );
  if (offer.viewerCanAccept)
    return (
      <form className="space-y-4" onSubmit={join}>
        {banner}
        {person ? (
          <p className="text-muted">
            You are signed in as <strong className="text-body">{person.name}</strong>
            {person.email ? ` (${person.email})` : null}.
          </p>
        ) : null}
        <Button type="submit" look="primary" size="lg" className="w-full" isPending={fetching}>
          Join {offer.projectName}
        </Button>
        <AnotherAccount look="ghost" />
      </form>
    );
  return (
    <div className="space-y-4">
      <p>
        {person
          ? `This invitation is for ${offer.emailHint}, and you are signed in as ${person.email ?? person.name}. Use the account with that address, or ask for a new invitation.`
          : offer.emailHint
            ? `This invitation is for ${offer.emailHint}. Sign in with that address to join.`
            : 'Sign in to join.'}
      </p>
      {person ? (
        <AnotherAccount look="primary" />
      ) : (
        <Button asChild look="primary" size="lg" className="w-full">
          <Link to={signInPath}>Sign in</Link>
        </Button>
      )}
    </div>
  );
}

/** Signs out and stays: then the page offers what it offers to who is not signed in, a new account too. */
function AnotherAccount({ look }: { look: 'primary' | 'ghost' }) {
  const [{ fetching }, signOut] = useSignOutMutation();
  const { reset } = useSession();
  const leave = async () => {
    const { error } = await signOut({});
    if (error) showErrorToast('You are still signed in', describeError(error).message);
    else reset();
  };
  return (
    <Button look={look} size="lg" className="w-full" isPending={fetching} onClick={() => void leave()}>
      Use another account
    </Button>
  );
}
