import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  type RolesPage_ProjectRoleFragment,
  useDeleteRoleMutation,
  useRestoreRoleMutation,
  useRolesPageQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { showErrorToast, showUndoToast } from '../../ui/toast.tsx';
import { RoleDialog } from './role-dialog.tsx';
import { RolesTable } from './roles-table.tsx';

/** What each role may do: the four that every project has, and the project's own. */
export default function RolesPage() {
  const { slug = '' } = useParams();
  const [{ data, error }, retry] = useRolesPageQuery({ variables: { slug } });
  const [open, setOpen] = useState<'new' | RolesPage_ProjectRoleFragment | null>(null);
  const remove = useDeleteWithUndo();
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'Roles' }]);
  const project = data?.project;
  return (
    <div className="space-y-4">
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">What each role may do. A right leads to who has it, and why.</p>
        {project?.viewerCanManageMembers ? (
          <Button look="primary" icon={<Plus />} onClick={() => setOpen('new')}>
            Make role
          </Button>
        ) : null}
      </div>
      {project ? (
        <RolesTable
          slug={slug}
          permissions={project.permissions}
          roles={project.roles}
          onEdit={setOpen}
          onDelete={(role) => void remove(role)}
        />
      ) : error ? null : (
        <Skeleton className="h-90 w-full" />
      )}
      {project && open ? (
        <RoleDialog
          projectId={project.id}
          permissions={project.permissions}
          ownPermissions={project.viewerPermissions}
          role={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </div>
  );
}

function useDeleteWithUndo() {
  const [, deleteRole] = useDeleteRoleMutation();
  const [, restoreRole] = useRestoreRoleMutation();
  const restore = async ({ id, name }: RolesPage_ProjectRoleFragment) => {
    const { error } = await restoreRole({ id });
    if (error) showErrorToast(`${name} was not brought back`, describeError(error).message);
  };
  return async (role: RolesPage_ProjectRoleFragment) => {
    const { error } = await deleteRole({ id: role.id });
    if (error) showErrorToast(`${role.name} was not deleted`, describeError(error).message);
    else showUndoToast(`${role.name} deleted`, () => void restore(role));
  };
}
