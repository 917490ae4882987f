import { Hand, KeyRound, Pencil, Plus, Trash2 } from 'lucide-react';
import { useParams, useSearchParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  type EnvironmentForm_EnvironmentFragment,
  useDeleteEnvironmentMutation,
  useEnvironmentsPageQuery,
  useRestoreEnvironmentMutation,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast, showUndoToast } from '../../ui/toast.tsx';
import { EnvironmentDialog } from './environment-dialog.tsx';
import { EnvironmentVariables } from './environment-variables.tsx';

/** The places to deploy to, in the order in which versions travel. What is open is in the address. */
export default function EnvironmentsPage() {
  const { slug = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const [{ data, error }, retry] = useEnvironmentsPageQuery({ variables: { slug } });
  const remove = useDeleteWithUndo();
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'Environments' }]);
  const project = data?.project;
  const environments = project?.environments ?? [];
  const find = (name: string) => environments.find((environment) => environment.id === search.get(name));
  const editing = find('edit');
  const withVariables = find('variables');
  const close = () => setSearch({}, { replace: true });
  const columns: Column<EnvironmentForm_EnvironmentFragment>[] = [
    {
      key: 'name',
      header: 'Environment',
      cell: (environment) => (
        <>
          <span className="font-medium text-sm text-strong">{environment.name}</span>{' '}
          <code className="text-muted text-xs">{environment.slug}</code>
        </>
      ),
    },
    {
      key: 'rules',
      header: 'Rules',
      isHiddenOnPhone: true,
      width: 'w-60',
      cell: (environment) => (
        <span className="flex gap-1.5">
          {environment.isProduction ? <Badge tone="accent">Production</Badge> : null}
          {environment.requiresApproval ? <Badge icon={<Hand />}>Needs approval</Badge> : null}
        </span>
      ),
    },
    {
      key: 'url',
      header: 'Address',
      isHiddenOnPhone: true,
      cell: (environment) =>
        environment.url ? (
          <a
            href={environment.url}
            target="_blank"
            rel="noreferrer"
            className="rounded-sm text-accent-text hover:underline"
          >
            {environment.url}
          </a>
        ) : null,
    },
    { key: 'rank', header: 'Rank', width: 'w-14', align: 'right', cell: (environment) => environment.rank },
    {
      key: 'actions',
      header: <span className="sr-only">Actions</span>,
      width: 'w-28',
      align: 'right',
      cell: (environment) => (
        <span className="inline-flex">
          <IconButton
            size="sm"
            label={`Variables of ${environment.name}`}
            icon={<KeyRound />}
            onClick={() => setSearch({ variables: environment.id }, { replace: true })}
          />
          {environment.viewerCanUpdate ? (
            <>
              <IconButton
                size="sm"
                label={`Edit ${environment.name}`}
                icon={<Pencil />}
                onClick={() => setSearch({ edit: environment.id }, { replace: true })}
              />
              <IconButton
                size="sm"
                label={`Delete ${environment.name}`}
                icon={<Trash2 />}
                onClick={() => void remove(environment)}
              />
            </>
          ) : null}
        </span>
      ),
    },
  ];
  const create = project?.viewerCanManageEnvironments ? (
    <Button look="primary" icon={<Plus />} onClick={() => setSearch({ create: '' }, { replace: true })}>
      Create environment
    </Button>
  ) : null;
  return (
    <div className="space-y-4">
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-muted">Places to deploy to. Versions travel from the lowest rank to the highest.</p>
        {environments.length > 0 ? create : null}
      </div>
      {project && environments.length === 0 ? (
        <EmptyState title="There is nowhere to deploy to yet" action={create}>
          Most teams begin with staging (rank 1) and production (rank 2).
        </EmptyState>
      ) : error && !project ? null : (
        <Table
          label="Environments"
          columns={columns}
          rows={environments}
          rowKey={(environment) => environment.id}
          loadingRows={project ? 0 : 3}
        />
      )}
      {project && (editing || (search.has('create') && project.viewerCanManageEnvironments)) ? (
        <EnvironmentDialog
          key={editing?.id ?? 'new'}
          projectId={project.id}
          environment={editing ?? null}
          nextRank={Math.max(0, ...environments.map((environment) => environment.rank)) + 1}
          onClose={close}
        />
      ) : null}
      {withVariables ? <EnvironmentVariables environment={withVariables} onClose={close} /> : null}
    </div>
  );
}

function useDeleteWithUndo() {
  const [, deleteEnvironment] = useDeleteEnvironmentMutation();
  const [, restoreEnvironment] = useRestoreEnvironmentMutation();
  return async (environment: EnvironmentForm_EnvironmentFragment) => {
    const { error } = await deleteEnvironment({ id: environment.id });
    if (error) showErrorToast(`${environment.name} was not deleted`, describeError(error).message);
    else showUndoToast(`${environment.name} deleted`, () => void restoreEnvironment({ id: environment.id }));
  };
}
