import { FolderSync, Rocket, TriangleAlert } from 'lucide-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { type ServicePageQuery, useServicePageQuery } from '../../graphql/generated.ts';
import { QueryError } from '../../graphql/query-error.tsx';
import { deployAccessPath } from '../../lib/access-path.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { Badge } from '../../ui/badge.tsx';
import { useBreadcrumbs } from '../../ui/breadcrumbs.tsx';
import { Button } from '../../ui/button.tsx';
import { NotFound } from '../../ui/not-found.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { runnerLabel } from './runner-label.ts';
import { ScoreLink } from './score-link.tsx';
import { ServiceHistory } from './service-history.tsx';
import { ServiceParameters } from './service-parameters.tsx';
import { ServiceSettings } from './service-settings.tsx';
import { ServiceSource } from './service-source.tsx';
import { ServiceVariables } from './service-variables.tsx';
import { useSyncServices } from './use-sync-services.tsx';

/** One service: what was deployed, how it is set up, and what is wrong with its source. */
export default function ServicePage() {
  const { slug = '', id = '' } = useParams();
  const [{ data, error, fetching }, retry] = useServicePageQuery({ variables: { id } });
  const service = data?.service?.id === id ? data.service : null;
  useBreadcrumbs([{ label: 'Services', to: `/p/${slug}/services` }, { label: service?.name ?? '…' }]);
  if (error && !service) return <QueryError error={error} onRetry={() => retry({ requestPolicy: 'network-only' })} />;
  if (!service && !fetching) {
    return <NotFound title="There is no such service" to={`/p/${slug}/services`} linkLabel="Go to services" />;
  }
  if (!service) {
    return (
      <div aria-busy="true">
        <Skeleton className="mt-1.5 h-5 w-40" />
        <Skeleton className="mt-9 h-px w-full" />
      </div>
    );
  }
  return <ServiceContent key={service.id} slug={slug} service={service} />;
}

export type ServiceOfPage = NonNullable<ServicePageQuery['service']>;

function ServiceContent({ slug, service }: { slug: string; service: ServiceOfPage }) {
  const [search, setSearch] = useSearchParams();
  const { sync, isSyncing } = useSyncServices(service.project.id);
  const set = (name: string, value: string) =>
    setSearch(
      (previous) => {
        previous.set(name, value);
        return previous;
      },
      { replace: true },
    );
  useHotkeys({ d: () => set('deploy', service.id) }, { isEnabled: service.viewerCanDeploy });
  const problems = service.problems.length;
  return (
    <>
      <PageHeader
        title={service.name}
        meta={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Badge>{runnerLabel(service.runner)}</Badge>
            <code className="text-xs">{service.slug}</code>
            {service.description ? <span>{service.description}</span> : null}
            <ScoreLink slug={slug} serviceId={service.id} />
          </span>
        }
        action={
          <>
            {service.project.viewerCanManageServices ? (
              <Button icon={<FolderSync />} isPending={isSyncing} onClick={() => void sync()}>
                Sync services
              </Button>
            ) : null}
            {service.viewerCanDeploy ? (
              <Button asChild look="primary">
                <Link to={`?deploy=${service.id}`}>
                  <Rocket aria-hidden /> Deploy {service.name}
                </Link>
              </Button>
            ) : (
              <Refusal
                label="You may not deploy this"
                reason={`You may not deploy ${service.name}. See who may, and why.`}
                to={deployAccessPath(slug, { serviceId: service.id })}
              />
            )}
          </>
        }
      />
      <Tabs
        aria-label={`About ${service.name}`}
        value={search.get('tab') ?? 'history'}
        onChange={(tab) => set('tab', tab)}
        tabs={[
          {
            value: 'history',
            label: 'History',
            content: <ServiceHistory slug={slug} serviceId={service.id} canDeploy={service.viewerCanDeploy} />,
          },
          { value: 'settings', label: 'Settings', content: <ServiceSettings slug={slug} service={service} /> },
          { value: 'variables', label: 'Variables', content: <ServiceVariables serviceId={service.id} /> },
          { value: 'parameters', label: 'Parameters', content: <ServiceParameters schema={service.parameterSchema} /> },
          {
            value: 'source',
            label:
              problems > 0 ? (
                <>
                  Source
                  <Badge tone="waiting" icon={<TriangleAlert aria-label="Problems" />}>
                    {problems}
                  </Badge>
                </>
              ) : (
                'Source'
              ),
            content: <ServiceSource service={service} />,
          },
        ]}
      />
    </>
  );
}
