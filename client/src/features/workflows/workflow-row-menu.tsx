import { Copy, Ellipsis, History, Trash2 } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import type { CombinedError } from 'urql';
import { describeError } from '../../graphql/errors.ts';
import {
  useDeleteWorkflowMutation,
  useDuplicateWorkflowMutation,
  useRestoreWorkflowMutation,
  type WorkflowsPage_WorkflowFragment,
} from '../../graphql/generated.ts';
import { DropdownMenu, MenuItem } from '../../ui/dropdown-menu.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { showErrorToast, showUndoToast } from '../../ui/toast.tsx';

/** What one does with a workflow without opening it. */
export function WorkflowRowMenu({ workflow, slug }: { workflow: WorkflowsPage_WorkflowFragment; slug: string }) {
  const navigate = useNavigate();
  const [, duplicate] = useDuplicateWorkflowMutation();
  const [, remove] = useDeleteWorkflowMutation();
  const [, restore] = useRestoreWorkflowMutation();
  const fail = (title: string, error: CombinedError | undefined) => {
    if (error) showErrorToast(title, describeError(error).message);
  };
  const copy = async () => {
    const { data, error } = await duplicate({ input: { id: workflow.id, name: `${workflow.name} (copy)` } });
    fail(`${workflow.name} was not copied`, error);
    if (data) void navigate(`/p/${slug}/workflows/${data.duplicateWorkflow.id}`);
  };
  const bringBack = async () => {
    const { error } = await restore({ id: workflow.id });
    fail(`${workflow.name} was not brought back`, error);
  };
  const drop = async () => {
    const { data, error } = await remove({ id: workflow.id });
    fail(`${workflow.name} was not deleted`, error);
    if (data) showUndoToast(`${workflow.name} is deleted`, () => void bringBack());
  };
  return (
    <DropdownMenu
      trigger={
        <IconButton size="sm" className="relative z-1" label={`More for ${workflow.name}`} icon={<Ellipsis />} />
      }
    >
      <MenuItem asChild>
        <Link to={`/p/${slug}/workflows/${workflow.id}/versions`}>
          <History aria-hidden /> Versions
        </Link>
      </MenuItem>
      {workflow.viewerCanManage ? (
        <>
          <MenuItem icon={<Copy />} onSelect={() => void copy()}>
            Duplicate
          </MenuItem>
          <MenuItem icon={<Trash2 />} isDangerous onSelect={() => void drop()}>
            Delete workflow
          </MenuItem>
        </>
      ) : null}
    </DropdownMenu>
  );
}
