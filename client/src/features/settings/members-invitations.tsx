import { useState } from 'react';
import { describeError } from '../../graphql/errors.ts';
import {
  type MembersInvitations_InvitationFragment,
  useMembersInvitationsQuery,
  useRevokeInvitationMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import { limitsLabel } from './limits-label.ts';

const nameOf = ({ email }: MembersInvitations_InvitationFragment) => email ?? 'whoever has the link';

/** Invitations that can still be accepted; nothing where there are none. */
export function MembersInvitations({ slug }: { slug: string }) {
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, retry] = useMembersInvitationsQuery({ variables: { slug, after } });
  const [revoking, setRevoking] = useState<MembersInvitations_InvitationFragment | null>(null);
  const [{ fetching }, revokeInvitation] = useRevokeInvitationMutation();
  const revoke = async (invitation: MembersInvitations_InvitationFragment) => {
    const result = await revokeInvitation({ id: invitation.id });
    setRevoking(null);
    if (result.error) showErrorToast('The invitation was not revoked', describeError(result.error).message);
    else showToast(`Invitation for ${nameOf(invitation)} revoked`);
  };
  const invitations = data?.project?.invitations;
  const open = (invitations?.nodes ?? []).filter(({ revokedAt }) => !revokedAt);
  if (error) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (open.length === 0) return null;
  const columns: Column<MembersInvitations_InvitationFragment>[] = [
    {
      key: 'for',
      header: 'For',
      cell: (invitation) => (
        <span className="block min-w-0">
          <span className="block truncate text-sm text-strong">{invitation.email ?? 'Whoever has the link'}</span>
          <span className="block text-muted sm:hidden">{roleInWords(invitation)}</span>
          <span className="block truncate text-muted max-sm:hidden">
            {invitation.isMailed ? 'Sent by mail' : 'A link to hand over'}
          </span>
        </span>
      ),
    },
    { key: 'role', header: 'Role', isHiddenOnPhone: true, cell: roleInWords },
    {
      key: 'by',
      header: 'Invited by',
      width: 'w-36',
      isHiddenOnPhone: true,
      cell: ({ invitedBy }) => <span className="block truncate text-muted">{invitedBy.name}</span>,
    },
    {
      key: 'expires',
      header: 'Ends',
      width: 'w-22 sm:w-28',
      cell: ({ expiresAt }) => <RelativeTime at={expiresAt} className="text-muted" />,
    },
    {
      key: 'actions',
      header: <span className="sr-only">Actions</span>,
      width: 'w-20',
      align: 'right',
      cell: (invitation) =>
        invitation.viewerCanRevoke ? (
          <Button
            size="sm"
            look="ghost"
            aria-label={`Revoke invitation for ${nameOf(invitation)}`}
            onClick={() => setRevoking(invitation)}
          >
            Revoke
          </Button>
        ) : null,
    },
  ];
  return (
    <section className="space-y-1 pt-4">
      <h2 className="text-sm">Open invitations</h2>
      <Table
        label="Open invitations"
        layout="fixed"
        columns={columns}
        rows={open}
        rowKey={(invitation) => invitation.id}
      />
      {invitations?.pageInfo.hasNextPage ? (
        <Button onClick={() => setAfter(invitations.pageInfo.endCursor)}>Load more invitations</Button>
      ) : null}
      <ConfirmDialog
        open={revoking !== null}
        onOpenChange={() => setRevoking(null)}
        title="Revoke the invitation"
        confirmLabel="Revoke invitation"
        isPending={fetching}
        onConfirm={() => {
          if (revoking) void revoke(revoking);
        }}
      >
        The link for {revoking ? nameOf(revoking) : ''} stops working. Somebody who still should join needs a new one.
      </ConfirmDialog>
    </section>
  );
}

const roleInWords = (invitation: MembersInvitations_InvitationFragment) =>
  [invitation.roleName, ...limitsLabel(invitation)].join(' · ');
