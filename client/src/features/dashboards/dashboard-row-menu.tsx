import { Copy, Ellipsis, History, PencilRuler, Trash2 } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import type { CombinedError } from 'urql';
import { describeError } from '../../graphql/errors.ts';
import {
  type DashboardsPage_DashboardFragment,
  useCreateDashboardMutation,
  useDeleteDashboardMutation,
  useRestoreDashboardMutation,
} from '../../graphql/generated.ts';
import { DropdownMenu, MenuItem } from '../../ui/dropdown-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { showErrorToast, showUndoToast } from '../../ui/toast.tsx';

interface DashboardRowMenuProps {
  projectId: string;
  dashboard: DashboardsPage_DashboardFragment;
  slug: string;
}

/** What one does with a dashboard without opening it. */
export function DashboardRowMenu({ projectId, dashboard, slug }: DashboardRowMenuProps) {
  const navigate = useNavigate();
  const [, create] = useCreateDashboardMutation();
  const [, remove] = useDeleteDashboardMutation();
  const [, restore] = useRestoreDashboardMutation();
  const path = `/p/${slug}/analytics/dashboards/${dashboard.id}`;
  const fail = (title: string, error: CombinedError | undefined) => {
    if (error) showErrorToast(title, describeError(error).message);
  };
  const copy = async () => {
    const { data, error } = await create({
      input: { projectId, copyOf: dashboard.id, name: `${dashboard.name} (copy)`.slice(0, 100) },
    });
    fail(`${dashboard.name} was not copied`, error);
    if (data) void navigate(`/p/${slug}/analytics/dashboards/${data.createDashboard.id}/edit`);
  };
  const bringBack = async () => {
    const { error } = await restore({ id: dashboard.id });
    fail(`${dashboard.name} was not brought back`, error);
  };
  const drop = async () => {
    const { data, error } = await remove({ id: dashboard.id });
    fail(`${dashboard.name} was not deleted`, error);
    if (data) showUndoToast(`${dashboard.name} is deleted`, () => void bringBack());
  };
  return (
    <DropdownMenu
      trigger={
        <IconButton size="sm" className="relative z-1" label={`More for ${dashboard.name}`} icon={<Ellipsis />} />
      }
    >
      <MenuItem asChild>
        <Link to={`${path}/versions`}>
          <History aria-hidden /> Versions
        </Link>
      </MenuItem>
      {dashboard.viewerCanManage ? (
        <>
          <MenuItem asChild>
            <Link to={`${path}/edit`}>
              <PencilRuler aria-hidden /> Edit
            </Link>
          </MenuItem>
          <MenuItem icon={<Copy />} onSelect={() => void copy()}>
            Duplicate
          </MenuItem>
          <MenuItem icon={<Trash2 />} isDangerous onSelect={() => void drop()}>
            Delete dashboard
          </MenuItem>
        </>
      ) : null}
    </DropdownMenu>
  );
}
