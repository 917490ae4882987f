import { Plus, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  type MembersPage_MemberFragment,
  type Role,
  useAddMemberMutation,
  useChangeMemberRoleMutation,
  useMembersPageQuery,
  useRemoveMemberMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Avatar } from '../../ui/avatar.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Select } from '../../ui/select.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast, showToast, showUndoToast } from '../../ui/toast.tsx';
import { AddMemberDialog } from './add-member-dialog.tsx';
import { roleLabel } from './role-label.ts';

/** Who belongs to the project, and as what. */
export default function MembersPage() {
  const { slug = '' } = useParams();
  const [after, setAfter] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [{ data, error }, retry] = useMembersPageQuery({ variables: { slug, after } });
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'Members' }]);
  const project = data?.project;
  const verbs = useMemberVerbs(project?.id);
  const columns: Column<MembersPage_MemberFragment>[] = [
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
      key: 'since',
      header: 'Member since',
      width: 'w-36',
      isHiddenOnPhone: true,
      cell: (member) => <RelativeTime at={member.createdAt} className="text-muted" />,
    },
    {
      key: 'role',
      header: 'Role',
      width: 'w-34 sm:w-40',
      cell: (member) =>
        member.viewerCanChange ? (
          <Select
            aria-label={`Role of ${member.user.name}`}
            value={member.role}
            onChange={(role) => void verbs.changeRole(member, role as Role)}
            options={(project?.roleDescriptions ?? []).map(({ role, description }) => ({
              value: role,
              label: roleLabel(role),
              hint: description,
            }))}
          />
        ) : (
          <span className="px-2.5">{roleLabel(member.role)}</span>
        ),
    },
    {
      key: 'actions',
      header: <span className="sr-only">Actions</span>,
      width: 'w-14',
      align: 'right',
      cell: (member) =>
        member.viewerCanChange ? (
          <IconButton
            size="sm"
            label={`Remove ${member.user.name}`}
            icon={<UserMinus />}
            onClick={() => void verbs.remove(member)}
          />
        ) : null,
    },
  ];
  return (
    <div className="space-y-4">
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">People who see this project. Their role says what else they may do.</p>
        {project?.viewerCanManageMembers ? (
          <Button look="primary" icon={<Plus />} onClick={() => setAdding(true)}>
            Add member
          </Button>
        ) : null}
      </div>
      {error && !project ? null : (
        <Table
          label="Members"
          layout="fixed"
          columns={columns}
          rows={project?.members.nodes ?? []}
          rowKey={(member) => member.id}
          loadingRows={project ? 0 : 4}
        />
      )}
      {project?.members.pageInfo.hasNextPage ? (
        <Button onClick={() => setAfter(project.members.pageInfo.endCursor)}>Load more members</Button>
      ) : null}
      {project && isAdding ? (
        <AddMemberDialog projectId={project.id} roles={project.roleDescriptions} onClose={() => setAdding(false)} />
      ) : null}
    </div>
  );
}

function useMemberVerbs(projectId: string | undefined) {
  const [, changeMemberRole] = useChangeMemberRoleMutation();
  const [, removeMember] = useRemoveMemberMutation();
  const [, addMember] = useAddMemberMutation();
  const changeRole = async (member: MembersPage_MemberFragment, role: Role) => {
    const { error } = await changeMemberRole({ input: { id: member.id, role } });
    if (error) showErrorToast('The role was not changed', describeError(error).message);
    else showToast(`${member.user.name} is ${roleLabel(role).toLowerCase()} now`);
  };
  const remove = async (member: MembersPage_MemberFragment) => {
    const { error } = await removeMember({ id: member.id });
    if (error) {
      showErrorToast(`${member.user.name} was not removed`, describeError(error).message);
      return;
    }
    showUndoToast(`${member.user.name} removed`, () => {
      if (projectId) void addMember({ input: { projectId, email: member.user.email, role: member.role } });
    });
  };
  return { changeRole, remove };
}
