import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { describeError } from '../../graphql/errors.ts';
import { type TokenTable_TokenFragment, useRevokeTokenMutation } from '../../graphql/generated.ts';
import { formatCount } from '../../lib/format.ts';
import { useNow } from '../../lib/use-now.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { limitsLabel } from './limits-label.ts';
import { TokenLimitDialog } from './token-limit-dialog.tsx';

interface TokenTableProps {
  tokens: TokenTable_TokenFragment[];
  isLoading: boolean;
  /** For administrators of the installation. */
  canSetLimit: boolean;
}

/** Tokens, by what they may do and when they were used; never their secrets. */
export function TokenTable({ tokens, isLoading, canSetLimit }: TokenTableProps) {
  const [revoking, setRevoking] = useState<TokenTable_TokenFragment | null>(null);
  const [limiting, setLimiting] = useState<TokenTable_TokenFragment | null>(null);
  const [{ fetching }, revokeToken] = useRevokeTokenMutation();
  const revoke = async (token: TokenTable_TokenFragment) => {
    const { error } = await revokeToken({ id: token.id });
    setRevoking(null);
    if (error) showErrorToast(`${token.name} was not revoked`, describeError(error).message);
    else showToast(`${token.name} revoked`);
  };
  const columns: Column<TokenTable_TokenFragment>[] = [
    {
      key: 'name',
      header: 'Token',
      cell: (token) => (
        <span className="block min-w-0">
          <span className={token.revokedAt ? 'text-muted text-sm line-through' : 'text-sm text-strong'}>
            {token.name}
          </span>
          <span className="block truncate text-muted">
            <code className="text-xs">{token.prefix}…</code>
            {token.createdBy ? ` · ${token.createdBy.name}` : null}
          </span>
          <span className="block sm:hidden">
            <Rights token={token} />
          </span>
        </span>
      ),
    },
    {
      key: 'scopes',
      header: 'May',
      width: 'w-60',
      isHiddenOnPhone: true,
      cell: (token) => <Rights token={token} />,
    },
    {
      key: 'used',
      header: 'Last used',
      width: 'w-36',
      isHiddenOnPhone: true,
      cell: (token) =>
        token.lastUsedAt ? (
          <>
            <RelativeTime at={token.lastUsedAt} className="text-muted" />
            {token.lastUsedAddress ? (
              <code className="block truncate text-muted text-xs" title={token.lastUsedAddress}>
                {token.lastUsedAddress}
              </code>
            ) : null}
          </>
        ) : (
          <span className="text-muted">Never</span>
        ),
    },
    { key: 'expires', header: 'Expires', width: 'w-22 sm:w-28', cell: (token) => <Expiry token={token} /> },
    {
      key: 'actions',
      header: <span className="sr-only">Actions</span>,
      width: canSetLimit ? 'w-20 sm:w-36' : 'w-20',
      align: 'right',
      cell: (token) =>
        token.revokedAt ? null : (
          <span className="flex flex-wrap justify-end gap-1">
            {canSetLimit ? (
              <Button size="sm" look="ghost" aria-label={`Limit ${token.name}`} onClick={() => setLimiting(token)}>
                Limit
              </Button>
            ) : null}
            {token.viewerCanRevoke ? (
              <Button size="sm" look="ghost" aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
                Revoke
              </Button>
            ) : null}
          </span>
        ),
    },
  ];
  return (
    <>
      <Table
        label="Tokens"
        layout="fixed"
        columns={columns}
        rows={tokens}
        rowKey={(token) => token.id}
        loadingRows={isLoading ? 3 : 0}
      />
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={() => setRevoking(null)}
        title={`Revoke ${revoking?.name ?? ''}`}
        confirmLabel="Revoke token"
        isPending={fetching}
        onConfirm={() => {
          if (revoking) void revoke(revoking);
        }}
      >
        Whatever uses it is refused from now on. This can’t be undone; make a new token instead.
      </ConfirmDialog>
      {limiting ? <TokenLimitDialog token={limiting} onClose={() => setLimiting(null)} /> : null}
    </>
  );
}

/** What it may do, and where. */
function Rights({ token }: { token: TokenTable_TokenFragment }) {
  return (
    <>
      <Scopes scopes={token.scopes} />
      {limitsLabel(token).map((label) => (
        <span key={label} className="block text-muted">
          {label}
        </span>
      ))}
      {token.rateLimitPerMinute === null ? null : (
        <span className="block text-muted">{formatCount(token.rateLimitPerMinute)} points a minute</span>
      )}
    </>
  );
}

function Scopes({ scopes }: { scopes: string[] }) {
  const shown = scopes.filter((scope) => scope !== 'project:read');
  if (shown.length === 0) return <span className="text-muted">read</span>;
  return (
    <Tooltip content={scopes.join(', ')}>
      <span className="flex flex-wrap gap-x-1.5 text-muted">
        <code className="text-xs">{shown.slice(0, 2).join(', ')}</code>
        {shown.length > 2 ? <span>and {shown.length - 2} more</span> : null}
      </span>
    </Tooltip>
  );
}

function Expiry({ token }: { token: TokenTable_TokenFragment }) {
  const now = useNow();
  if (token.revokedAt) return <Badge tone="canceled">revoked</Badge>;
  const days = (new Date(token.expiresAt).getTime() - now.getTime()) / 86_400_000;
  if (days <= 0) return <Badge tone="failed">expired</Badge>;
  if (!token.expiresSoon) return <RelativeTime at={token.expiresAt} className="text-muted" />;
  return (
    <span className="inline-flex items-center gap-1 text-waiting">
      <TriangleAlert aria-label="Expires soon:" role="img" className="size-3.5 shrink-0" />
      <RelativeTime at={token.expiresAt} />
    </span>
  );
}
