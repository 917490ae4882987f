import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type ProjectCard_ProjectFragment, useProjectsPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { StatusIcon } from '../../ui/status-badge.tsx';
import { CreateProjectDialog } from './create-project-dialog.tsx';

/** Every project this person is a member of. */
export default function ProjectsPage() {
  const [after, setAfter] = useState<string | null>(null);
  const [search, setSearch] = useSearchParams();
  const [{ data, error }, retry] = useProjectsPageQuery({ variables: { after } });
  useBreadcrumbs([{ label: 'Projects' }]);
  const canCreate = data?.viewer?.viewerCanCreateProject ?? false;
  const projects = data?.projects.nodes ?? [];
  const setCreating = (isOpen: boolean) => setSearch(isOpen ? { create: '' } : {}, { replace: true });
  const create = (
    <Button look="primary" icon={<Plus />} onClick={() => setCreating(true)}>
      Create project
    </Button>
  );
  return (
    <div className="mx-auto max-w-240">
      <PageHeader title="Projects" action={canCreate && projects.length > 0 ? create : null} />
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      {!data && !error ? (
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {[1, 2, 3].map((index) => (
            <div key={index} className="h-29 rounded-lg border border-line p-4">
              <Skeleton className="h-4 w-2/5" />
              <Skeleton className="mt-6 h-3 w-4/5" />
            </div>
          ))}
        </div>
      ) : null}
      {data && projects.length === 0 ? (
        <EmptyState
          title="A project holds what your team runs"
          action={canCreate ? create : null}
          example={
            <ol className="list-inside list-decimal space-y-1 text-muted">
              <li>Create a project, such as “Shop”.</li>
              <li>Name the places you deploy to: staging, production.</li>
              <li>
                Put a folder with a <code>service.yaml</code> for each thing you deploy into its services folder.
              </li>
            </ol>
          }
        >
          {canCreate ? null : 'You are not a member of one yet. Ask whoever runs this server to add you.'}
        </EmptyState>
      ) : null}
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {projects.map((project) => (
          <ProjectCard key={project.id} project={project} />
        ))}
      </ul>
      {data?.projects.pageInfo.hasNextPage ? (
        <Button className="mt-4" onClick={() => setAfter(data.projects.pageInfo.endCursor)}>
          Load more projects
        </Button>
      ) : null}
      <CreateProjectDialog open={search.has('create') && canCreate} onOpenChange={setCreating} />
    </div>
  );
}

function ProjectCard({ project }: { project: ProjectCard_ProjectFragment }) {
  const last = project.deployments.nodes[0];
  return (
    <li className="relative flex min-h-29 flex-col rounded-lg border border-line p-4 transition-colors duration-100 hover:border-control hover:bg-panel">
      <div className="flex items-baseline gap-2">
        <h2 className="truncate text-lg">
          <Link to={`/p/${project.slug}`} className="rounded-sm after:absolute after:inset-0">
            {project.name}
          </Link>
        </h2>
        <code className="truncate text-muted text-xs">{project.slug}</code>
        {project.viewerRole ? (
          <span className="ml-auto text-muted text-xs">{project.viewerRole.toLowerCase()}</span>
        ) : null}
      </div>
      <p className="mt-0.5 truncate text-muted text-xs">
        {project.environments.length > 0
          ? project.environments.map((environment) => environment.name).join(', ')
          : 'No environments yet'}
      </p>
      <p className="mt-auto flex items-center gap-1.5 pt-3 text-xs">
        {last ? (
          <>
            <StatusIcon status={last.status} className="size-3.5" />
            <span className="truncate">
              {last.service.slug} <code className="text-xs">{last.version}</code> to {last.environment.name}
            </span>
            <RelativeTime at={last.createdAt} form="short" className="relative ml-auto text-muted" />
          </>
        ) : (
          <span className="text-muted">Nothing deployed yet</span>
        )}
      </p>
    </li>
  );
}
