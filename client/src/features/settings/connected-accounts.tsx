import { useState } from 'react';
import { useSearchParams } from 'react-router';
import {
  type ConnectedAccountsQuery,
  useConnectedAccountsQuery,
  useUnlinkIdentityMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { describeSignInError } from '../../lib/sign-in-errors.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';

type Identity = NonNullable<ConnectedAccountsQuery['viewer']>['identities'][number];

/** The viewer’s accounts elsewhere that sign them in: connect, see when they were used, disconnect. */
export function ConnectedAccounts() {
  const [search] = useSearchParams();
  const [{ data, error }, retry] = useConnectedAccountsQuery({ requestPolicy: 'cache-and-network' });
  const [leaving, setLeaving] = useState<Identity | null>(null);
  const refusal = describeSignInError(search.get('error'));
  const refresh = () => retry({ requestPolicy: 'network-only' });
  if (error) return <QueryError error={error} onRetry={refresh} />;
  if (!data) return <Skeleton className="h-20 w-full" />;
  const identities = data.viewer?.identities ?? [];
  const { providers } = data.signInMethods;
  if (identities.length === 0 && providers.length === 0)
    return <p className="text-muted">No other way to sign in is set up on this installation.</p>;
  return (
    <div className="space-y-4">
      {refusal ? <ErrorBanner {...refusal} /> : null}
      {identities.length > 0 ? (
        <ul className="divide-y divide-line rounded-md border border-line">
          {identities.map((identity) => (
            <li key={identity.id} className="flex items-center justify-between gap-3 px-3 py-2">
              <div className="min-w-0">
                <p className="truncate text-strong">{identity.providerName}</p>
                <p className="truncate text-muted text-xs">
                  {identity.email ? `${identity.email}, ` : null}last used <RelativeTime at={identity.lastUsedAt} />
                </p>
              </div>
              <Button look="danger-quiet" size="sm" onClick={() => setLeaving(identity)}>
                Disconnect
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {providers
          .filter(({ key }) => !identities.some(({ provider }) => provider === key))
          .map(({ key, name, startUrl }) => (
            <Button key={key} asChild>
              <a href={`${startUrl}?link=1&next=%2Faccount`}>Connect {name}</a>
            </Button>
          ))}
      </div>
      {leaving ? <Disconnect identity={leaving} onClose={() => setLeaving(null)} onDone={refresh} /> : null}
    </div>
  );
}

function Disconnect({ identity, onClose, onDone }: { identity: Identity; onClose: () => void; onDone: () => void }) {
  const [{ fetching, error }, unlinkIdentity] = useUnlinkIdentityMutation();
  const name = identity.providerName;
  return (
    <ConfirmDialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={`Disconnect ${name}?`}
      confirmLabel={`Disconnect ${name}`}
      isPending={fetching}
      onConfirm={async () => {
        const result = await unlinkIdentity({ id: identity.id });
        if (result.error) return;
        showToast(`${name} disconnected`);
        onDone();
        onClose();
      }}
    >
      {error ? <QueryError error={error} className="mb-3" /> : null}
      It no longer signs you in, and rights that its groups gave you end. You can connect it again.
    </ConfirmDialog>
  );
}
