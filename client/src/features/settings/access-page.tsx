import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { type AccessPageQuery, useAccessEntriesQuery, useAccessPageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AccessTable } from './access-table.tsx';

type Project = NonNullable<AccessPageQuery['project']>;

/** What is asked about first. */
const usual = 'deployment:create';
const anywhere = 'any';

/** Who may do something somewhere, and why. What is asked is in the address, so the answer can be sent to somebody. */
export default function AccessPage() {
  const { slug = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const [{ data, error }, retry] = useAccessPageQuery({ variables: { slug } });
  useBreadcrumbs([{ label: 'Settings', to: `/p/${slug}/settings` }, { label: 'Access' }]);
  const project = data?.project;
  const set = (name: string, value: string) =>
    setSearch(
      (previous) => {
        if (value === anywhere) previous.delete(name);
        else previous.set(name, value);
        return previous;
      },
      { replace: true },
    );
  const permission = search.get('permission') ?? usual;
  const isPlaced = project?.permissions.find(({ name }) => name === permission)?.isPlaced ?? false;
  const asked = {
    permission,
    environmentId: isPlaced ? search.get('environment') : null,
    serviceId: isPlaced ? search.get('service') : null,
  };
  return (
    <div className="space-y-4">
      {error ? <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} /> : null}
      <p className="text-muted">
        Who may do something, and why. What belongs to a role is on the page of{' '}
        <Link className="text-accent-text underline underline-offset-2" to={`/p/${slug}/settings/roles`}>
          roles
        </Link>
        .
      </p>
      {project ? (
        <>
          <Question project={project} asked={asked} onChange={set} />
          <Answer key={JSON.stringify(asked)} projectId={project.id} asked={asked} />
        </>
      ) : error ? null : (
        <Skeleton className="h-60 w-full" />
      )}
    </div>
  );
}

interface Asked {
  permission: string;
  environmentId: string | null;
  serviceId: string | null;
}

interface QuestionProps {
  project: Project;
  asked: Asked;
  onChange: (name: string, value: string) => void;
}

function Question({ project, asked, onChange }: QuestionProps) {
  const right = project.permissions.find(({ name }) => name === asked.permission);
  const environments = [...project.environments].sort((one, other) => one.rank - other.rank);
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span className="text-muted max-sm:hidden">Who may</span>
      <Select
        className="w-76 max-sm:w-full"
        aria-label="Right"
        value={right?.name}
        placeholder="Choose a right"
        onChange={(value) => onChange('permission', value)}
        options={project.permissions.map(({ name, description }) => ({ value: name, label: description, hint: name }))}
      />
      {right?.isPlaced ? (
        <>
          <Select
            className="w-44 max-sm:w-[calc(50%-4px)]"
            aria-label="Environment"
            value={asked.environmentId ?? anywhere}
            onChange={(value) => onChange('environment', value)}
            options={[{ value: anywhere, label: 'in any environment' }, ...environments.map(option)]}
          />
          <Select
            className="w-44 max-sm:w-[calc(50%-4px)]"
            aria-label="Service"
            value={asked.serviceId ?? anywhere}
            onChange={(value) => onChange('service', value)}
            options={[{ value: anywhere, label: 'for any service' }, ...project.services.nodes.map(option)]}
          />
        </>
      ) : right ? (
        <span className="text-muted">It holds for the project as a whole.</span>
      ) : null}
    </div>
  );
}

/** Keyed by the question: another one begins at its first page, and never shows the answer to the one before. */
function Answer({ projectId, asked }: { projectId: string; asked: Asked }) {
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, error }, retry] = useAccessEntriesQuery({ variables: { projectId, ...asked, after } });
  const access = data?.node?.__typename === 'Project' ? data.node.access : null;
  if (error) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  return (
    <>
      <AccessTable entries={access?.nodes ?? null} isPlaceAsked={Boolean(asked.environmentId || asked.serviceId)} />
      {access?.pageInfo.hasNextPage ? (
        <Button onClick={() => setAfter(access.pageInfo.endCursor)}>Load more</Button>
      ) : null}
    </>
  );
}
