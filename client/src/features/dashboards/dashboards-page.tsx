import { FolderSync, Plus, Search, Upload } from 'lucide-react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import {
  type DashboardsPage_DashboardFragment,
  useCreateDashboardMutation,
  useDashboardsPageQuery,
} from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { cn } from '../../lib/cn.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useDocumentTitle } from '../../lib/use-document-title.ts';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Input } from '../../ui/input.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { showErrorToast } from '../../ui/toast.tsx';
import { CreateDialog } from './create-dialog.tsx';
import { DashboardRowMenu } from './dashboard-row-menu.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { SyncDialog } from './sync-dialog.tsx';

type Open = 'create' | 'import' | 'sync';

/** The project's own dashboards. */
export default function DashboardsPage() {
  const { slug = '' } = useParams();
  const [after, setAfter] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState<Open | null>(null);
  const search = useDebounced(text.trim(), 200) || null;
  const [{ data, error }, retry] = useDashboardsPageQuery({
    variables: { slug, after: search ? null : after, search },
  });
  useBreadcrumbs([{ label: 'Analytics', to: `/p/${slug}/analytics` }, { label: 'Dashboards' }]);
  useDocumentTitle('Dashboards');
  const project = data?.project ?? null;
  const dashboards = project?.dashboards.nodes ?? [];
  const canManage = project?.viewerCanManageDashboards ?? false;
  const isEmpty = project !== null && dashboards.length === 0 && !search;
  const close = () => setOpen(null);
  // Until it is known who may, the buttons have their place.
  const actions =
    !project || canManage ? (
      <span className={cn('flex flex-wrap gap-2', isEmpty ? 'justify-center' : null, project ? null : 'invisible')}>
        <Button icon={<FolderSync />} onClick={() => setOpen('sync')}>
          Sync with files
        </Button>
        <Button icon={<Upload />} onClick={() => setOpen('import')}>
          Import
        </Button>
        <Button look="primary" icon={<Plus />} onClick={() => setOpen('create')}>
          New dashboard
        </Button>
      </span>
    ) : null;
  return (
    <>
      {error ? (
        <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} className="mb-4" />
      ) : null}
      {isEmpty ? (
        <EmptyState
          title="A dashboard shows the numbers your team looks at together"
          action={actions}
          example={
            canManage ? (
              <BuiltIns projectId={project.id} slug={slug} builtIns={data?.builtInDashboards ?? []} />
            ) : undefined
          }
        >
          Panels of measures on a grid, as drafts and versions. Each is a short file, so it can live in git beside your
          services.
        </EmptyState>
      ) : error && !project ? null : (
        <>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-2">
            <Input
              icon={<Search />}
              aria-label="Search dashboards"
              placeholder="Search dashboards"
              value={text}
              onChange={(event) => setText(event.target.value)}
              className="max-w-70"
            />
            {actions}
          </div>
          {project && dashboards.length === 0 ? (
            <p className="text-muted">No dashboard is called “{search}”.</p>
          ) : (
            <Table
              label="Dashboards"
              columns={columnsFor(project?.id ?? '', slug)}
              rows={dashboards}
              rowKey={({ id }) => id}
              rowHref={({ id }) => `/p/${slug}/analytics/dashboards/${id}`}
              loadingRows={project ? 0 : 4}
            />
          )}
        </>
      )}
      {project?.dashboards.pageInfo.hasNextPage && !search ? (
        <Button className="mt-4" onClick={() => setAfter(project.dashboards.pageInfo.endCursor)}>
          Load more dashboards
        </Button>
      ) : null}
      {open === 'create' && project ? (
        <CreateDialog
          projectId={project.id}
          projectSlug={slug}
          builtIns={data?.builtInDashboards ?? []}
          onClose={close}
        />
      ) : null}
      {open === 'import' && project ? <ImportDialog project={{ id: project.id, slug }} onClose={close} /> : null}
      {open === 'sync' && project ? <SyncDialog project={{ id: project.id, slug }} onClose={close} /> : null}
    </>
  );
}

interface BuiltInsProps {
  projectId: string;
  slug: string;
  builtIns: Array<{ key: string; name: string; description: string | null }>;
}

/** What to begin with: a copy of what came with the server. */
function BuiltIns({ projectId, slug, builtIns }: BuiltInsProps) {
  const navigate = useNavigate();
  const [, create] = useCreateDashboardMutation();
  const [pending, setPending] = useState<string | null>(null);
  const copy = async (key: string) => {
    setPending(key);
    const { data, error } = await create({ input: { projectId, copyOf: key } });
    setPending(null);
    if (error) return showErrorToast('The dashboard was not made', describeError(error).message);
    if (data) void navigate(`/p/${slug}/analytics/dashboards/${data.createDashboard.id}/edit`);
  };
  return (
    <section aria-label="Start from one that is built in">
      <p className="mb-2 text-center text-muted">Or start from one that is built in:</p>
      <ul className="grid gap-2 sm:grid-cols-3">
        {builtIns.map(({ key, name, description }) => (
          <li key={key}>
            <button
              type="button"
              disabled={pending !== null}
              onClick={() => void copy(key)}
              className="h-full w-full rounded-md border border-line p-3 text-left hover:border-control hover:bg-hover"
            >
              <span className="block font-medium text-strong">{name}</span>
              <span className="block text-muted text-xs">{description}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function columnsFor(projectId: string, slug: string): Column<DashboardsPage_DashboardFragment>[] {
  return [
    {
      key: 'name',
      header: 'Dashboard',
      isMain: true,
      cell: (dashboard) => (
        <span className="flex min-w-0 flex-wrap items-center gap-2">
          <span className="truncate font-medium text-sm">{dashboard.name}</span>
          {dashboard.published === null ? (
            <Badge>Draft</Badge>
          ) : dashboard.hasUnpublishedChanges ? (
            <Badge tone="accent">Changes not published</Badge>
          ) : null}
        </span>
      ),
    },
    {
      key: 'description',
      header: 'What it shows',
      isHiddenOnPhone: true,
      cell: ({ description }) => <span className="text-muted">{description ?? ''}</span>,
    },
    {
      key: 'published',
      header: 'Published',
      width: 'w-44',
      isHiddenOnPhone: true,
      cell: ({ published }) =>
        published ? (
          <span className="flex gap-1.5">
            <span className="truncate">
              Version {published.number} by {published.publishedByName}
            </span>
            <RelativeTime at={published.publishedAt} form="short" className="ml-auto text-muted" />
          </span>
        ) : (
          <span className="text-muted">Not yet</span>
        ),
    },
    {
      key: 'more',
      header: <span className="sr-only">More</span>,
      width: 'w-10',
      align: 'right',
      cell: (dashboard) => <DashboardRowMenu projectId={projectId} dashboard={dashboard} slug={slug} />,
    },
  ];
}
