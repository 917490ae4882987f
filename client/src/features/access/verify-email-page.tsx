import { Link, useLocation } from 'react-router';
import { errorCode } from '../../graphql/errors.ts';
import { useVerifyEmailMutation } from '../../graphql/generated.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Button } from '../../ui/button.tsx';
import { AccessRefusal } from './access-refusal.tsx';
import { Door } from './door.tsx';
import { readCode } from './one-time-code.ts';

/** Confirms an address by a mailed link. It asks for a press: mail programs open links by themselves, and it works once. */
export default function VerifyEmailPage() {
  useDocumentTitle('Confirm your address');
  const code = readCode(useLocation().hash);
  const [{ data, error, fetching }, verifyEmail] = useVerifyEmailMutation();
  if (!code) {
    return (
      <Door title="This link is not complete" lead="Open it as it was sent, with all that stands behind the #.">
        <GoOn to="/account" label="Go to your account" />
      </Door>
    );
  }
  if (data) {
    return (
      <Door title="Address confirmed" lead="It is the one to sign in with.">
        <GoOn to="/" label="Go on" />
      </Door>
    );
  }
  return (
    <Door title="Confirm your address" lead="So that it is known to be yours.">
      <div className="space-y-4">
        {error ? <AccessRefusal error={error} /> : null}
        {errorCode(error) === 'FORBIDDEN' ? (
          <GoOn to="/account#profile" label="Send a new one from your account" />
        ) : (
          <Button
            look="primary"
            size="lg"
            className="w-full"
            autoFocus
            isPending={fetching}
            onClick={() => void verifyEmail({ input: { code } })}
          >
            Confirm address
          </Button>
        )}
      </div>
    </Door>
  );
}

function GoOn({ to, label }: { to: string; label: string }) {
  return (
    <Button asChild look="primary" size="lg" className="w-full">
      <Link to={to}>{label}</Link>
    </Button>
  );
}
