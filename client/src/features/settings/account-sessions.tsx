import { Monitor, Smartphone, SquareTerminal } from 'lucide-react';
import { useState } from 'react';
import {
  type AccountSessions_SessionFragment,
  useAccountSessionsQuery,
  useRevokeOtherSessionsMutation,
  useRevokeSessionMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { type Device, describeUserAgent } from '../../lib/user-agent.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';

type Session = AccountSessions_SessionFragment;

const icons: Record<Device['kind'], typeof Monitor> = {
  desktop: Monitor,
  phone: Smartphone,
  program: SquareTerminal,
};

/** Where the viewer is signed in; ends one or all others. */
export function AccountSessions() {
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, retry] = useAccountSessionsQuery({ variables: { after } });
  const [ending, setEnding] = useState<Session | 'others' | null>(null);
  const sessions = data?.viewer?.sessions;
  if (error && !sessions) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!sessions) return <Skeleton className="h-24 w-full" />;
  // The one in hand first: everything else is compared with it.
  const rows = [...sessions.nodes].sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
  return (
    <div className="min-w-0 space-y-3">
      <ul className="divide-y divide-line rounded-md border border-line">
        {rows.map((session) => (
          <SessionRow key={session.id} session={session} onEnd={() => setEnding(session)} />
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        {sessions.pageInfo.hasNextPage ? (
          <Button onClick={() => setAfter(sessions.pageInfo.endCursor)}>Load more sessions</Button>
        ) : null}
        {rows.some((session) => !session.isCurrent) ? (
          <Button look="danger-quiet" onClick={() => setEnding('others')}>
            End all other sessions
          </Button>
        ) : (
          <p className="text-muted">You are signed in nowhere else.</p>
        )}
      </div>
      {ending === 'others' ? <EndOthers onClose={() => setEnding(null)} /> : null}
      {ending && ending !== 'others' ? <EndOne session={ending} onClose={() => setEnding(null)} /> : null}
    </div>
  );
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: () => void }) {
  const { name, kind } = describeUserAgent(session.userAgent);
  const Icon = icons[kind];
  return (
    <li className="flex items-center gap-3 px-3 py-2">
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="text-strong" title={session.userAgent ?? undefined}>
            {name}
          </span>
          {session.isCurrent ? <Badge tone="accent">This one</Badge> : null}
        </p>
        <p className="text-muted text-xs">
          {session.address ? <span className="break-all">{session.address}, </span> : null}
          {session.isCurrent ? (
            'in use now'
          ) : (
            <>
              last used <RelativeTime at={session.lastUsedAt} />
            </>
          )}
          , signed in <RelativeTime at={session.createdAt} />
        </p>
      </div>
      {session.isCurrent ? null : (
        <Button look="danger-quiet" size="sm" aria-label={`End the session in ${name}`} onClick={onEnd}>
          End
        </Button>
      )}
    </li>
  );
}

function EndOne({ session, onClose }: { session: Session; onClose: () => void }) {
  const [{ fetching, error }, revokeSession] = useRevokeSessionMutation();
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`End the session in ${describeUserAgent(session.userAgent).name}?`}
      confirmLabel="End session"
      isPending={fetching}
      onConfirm={async () => {
        const result = await revokeSession({ id: session.id });
        if (result.error) return;
        showToast('Session ended');
        onClose();
      }}
    >
      {error ? <QueryError error={error} className="mb-3" /> : null}
      It is signed out at once, and its open pages within a few seconds. Was it not you? Change your password too.
    </ConfirmDialog>
  );
}

function EndOthers({ onClose }: { onClose: () => void }) {
  const [{ fetching, error }, revokeOthers] = useRevokeOtherSessionsMutation();
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title="End all other sessions?"
      confirmLabel="End other sessions"
      cancelLabel="Keep them"
      isPending={fetching}
      onConfirm={async () => {
        const result = await revokeOthers({});
        if (result.error) return;
        showToast('All other sessions ended');
        onClose();
      }}
    >
      {error ? <QueryError error={error} className="mb-3" /> : null}
      You stay signed in here only. Tokens keep working.
    </ConfirmDialog>
  );
}
