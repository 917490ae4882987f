import { Link2, Pencil, Plus, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import {
  type MembersPage_MemberFragment,
  type MembersPageQuery,
  useMembersPageQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { AddMemberDialog } from './add-member-dialog.tsx';
import { readAssignable } from './assignment.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { limitsLabel } from './limits-label.ts';
import { MemberDialog } from './member-dialog.tsx';
import { MembersInvitations } from './members-invitations.tsx';
import { RemoveMemberDialog } from './remove-member-dialog.tsx';

type Member = MembersPage_MemberFragment;
type Project = NonNullable<MembersPageQuery['project']>;
type Open = { kind: 'add' } | { kind: 'invite' } | { kind: 'change' | 'remove'; id: string };

/** Who belongs to the project, as what, and where. */
export default function MembersPage() {
  const { slug = '' } = useParams();
  const [after, setAfter] = useState<string | null>(null);
  const [open, setOpen] = useState<Open | null>(null);
  const [{ data, error }, retry] = useMembersPageQuery({ variables: { slug, after } });
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'Members' }]);
  const project = data?.project;
  return (
    <div className="space-y-4">
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">
          People who see this project. What else they may do is in their{' '}
          <Link className="text-accent-text underline underline-offset-2" to={`/p/${slug}/settings/roles`}>
            role
          </Link>
          ;{' '}
          <Link className="text-accent-text underline underline-offset-2" to={`/p/${slug}/settings/access`}>
            access
          </Link>{' '}
          says why.
        </p>
        {project?.viewerCanManageMembers ? (
          <span className="flex gap-2">
            <Button icon={<Plus />} onClick={() => setOpen({ kind: 'add' })}>
              Add member
            </Button>
            <Button look="primary" icon={<Link2 />} onClick={() => setOpen({ kind: 'invite' })}>
              Invite
            </Button>
          </span>
        ) : null}
      </div>
      {error && !project ? null : (
        <Table
          label="Members"
          layout="fixed"
          columns={memberColumns(project, setOpen)}
          rows={project?.members.nodes ?? []}
          rowKey={(member) => member.id}
          loadingRows={project ? 0 : 4}
        />
      )}
      {project?.members.pageInfo.hasNextPage ? (
        <Button onClick={() => setAfter(project.members.pageInfo.endCursor)}>Load more members</Button>
      ) : null}
      {project?.viewerCanManageMembers ? <MembersInvitations slug={slug} /> : null}
      {project && open ? (
        <OpenDialog open={open} project={project} viewerUserId={data.viewer?.user?.id} onClose={() => setOpen(null)} />
      ) : null}
    </div>
  );
}

const isLastOwner = (member: Member, project: Project) =>
  member.role === 'OWNER' && project.roles.find(({ role }) => role === 'OWNER')?.memberCount === 1;

function memberColumns(project: Project | null | undefined, setOpen: (open: Open) => void): Column<Member>[] {
  return [
    {
      key: 'name',
      header: 'Person',
      cell: ({ user }) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <span className="max-sm:hidden">
            <Avatar name={user.name} />
          </span>
          <span className="min-w-0">
            <span className="block truncate text-sm text-strong">{user.name}</span>
            <span className="block truncate text-muted">{user.email}</span>
          </span>
        </span>
      ),
    },
    {
      key: 'role',
      header: 'Role',
      width: 'w-32 sm:w-80',
      cell: (member) => (
        <>
          <span className="text-body">{member.roleName}</span>
          <span className="text-muted">
            {limitsLabel(member).map((label) => (
              <span key={label}> · {label}</span>
            ))}
          </span>
        </>
      ),
    },
    {
      key: 'source',
      header: 'Given',
      width: 'w-36',
      isHiddenOnPhone: true,
      cell: ({ source }) => (
        <span className="text-muted">{source === 'CLAIM' ? 'From sign-in groups' : 'By hand'}</span>
      ),
    },
    {
      key: 'since',
      header: 'Joined',
      width: 'w-26',
      isHiddenOnPhone: true,
      cell: (member) => <RelativeTime at={member.createdAt} className="text-muted" />,
    },
    {
      key: 'actions',
      header: <span className="sr-only">Actions</span>,
      width: 'w-16 pointer-coarse:w-24',
      align: 'right',
      cell: (member) =>
        member.viewerCanChange ? (
          <span className="inline-flex">
            <IconButton
              size="sm"
              label={`Change what ${member.user.name} may do`}
              icon={<Pencil />}
              onClick={() => setOpen({ kind: 'change', id: member.id })}
            />
            {project && isLastOwner(member, project) ? (
              <IconButton
                size="sm"
                className="opacity-40"
                label="The last owner can’t be removed. Make somebody else an owner first."
                aria-disabled
                icon={<UserMinus />}
              />
            ) : (
              <IconButton
                size="sm"
                label={`Remove ${member.user.name}`}
                icon={<UserMinus />}
                onClick={() => setOpen({ kind: 'remove', id: member.id })}
              />
            )}
          </span>
        ) : null,
    },
  ];
}

interface OpenDialogProps {
  open: Open;
  project: Project;
  viewerUserId: string | undefined;
  onClose: () => void;
}

function OpenDialog({ open, project, viewerUserId, onClose }: OpenDialogProps) {
  // As it was when the dialog opened: what others change meanwhile must not move under the hand.
  const [assignable] = useState(() => readAssignable(project, viewerUserId));
  const given = { projectId: project.id, assignable, onClose };
  if (open.kind === 'add') return <AddMemberDialog {...given} />;
  if (open.kind === 'invite') return <InviteDialog {...given} />;
  const member = project.members.nodes.find(({ id }) => id === open.id);
  if (!member) return null;
  return open.kind === 'change' ? (
    <MemberDialog
      member={member}
      assignable={assignable}
      isLastOwner={isLastOwner(member, project)}
      onClose={onClose}
    />
  ) : (
    <RemoveMemberDialog member={member} isViewer={member.user.id === viewerUserId} onClose={onClose} />
  );
}
