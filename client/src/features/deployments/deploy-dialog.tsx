import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { describeError } from '../../graphql/errors.ts';
import { type DeployDialogQuery, useDeployDialogQuery, useDeployDialogSourceQuery } from '../../graphql/generated.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { DeployForm } from './deploy-form.tsx';
import type { DeployChoice } from './use-deploy-form.ts';

export interface DeployDialogProps {
  projectSlug: string;
  serviceId?: string | undefined;
  environmentId?: string | undefined;
  open: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

type Project = NonNullable<DeployDialogQuery['project']>;

/** Deploys a version of a service to an environment. `?from=<deployment>` begins with what that one was. */
export function DeployDialog({ projectSlug, serviceId, environmentId, open, onOpenChange }: DeployDialogProps) {
  const [params] = useSearchParams();
  const [sourceId] = useState(() => {
    // On pages of numbers it is a time.
    const from = params.get('from');
    return from?.startsWith('dpl_') ? from : null;
  });
  const [{ data, error }] = useDeployDialogQuery({ variables: { slug: projectSlug } });
  const [source] = useDeployDialogSourceQuery({ variables: { id: sourceId ?? '' }, pause: sourceId === null });
  const isReady = data?.project && (sourceId === null || source.data || source.error);
  if (data?.project && isReady) {
    return (
      <DeployForm
        slug={projectSlug}
        project={data.project}
        initial={firstChoice(data.project, serviceId, environmentId)}
        source={source.data?.deployment ?? undefined}
        open={open}
        onOpenChange={onOpenChange}
      />
    );
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Deploy">
      {error && !data ? (
        <ErrorBanner {...pick(describeError(error))} />
      ) : data && !data.project ? (
        <p>There is no such project, or you are not a member of it.</p>
      ) : (
        <div aria-busy className="space-y-3">
          <Skeleton className="h-8" />
          <Skeleton className="h-8" />
          <Skeleton className="h-19" />
        </div>
      )}
    </Dialog>
  );
}

const pick = ({ title, message, requestId }: ReturnType<typeof describeError>) => ({ title, message, requestId });

/** What was asked for; else the only service, and the first environment one may deploy to. */
function firstChoice(
  project: Project,
  serviceId: string | undefined,
  environmentId: string | undefined,
): Pick<DeployChoice, 'serviceId' | 'environmentId'> {
  const services = project.services.nodes.filter((service) => service.viewerCanDeploy);
  const environments = project.environments
    .filter((environment) => environment.viewerCanDeploy)
    .sort((one, other) => one.rank - other.rank);
  return {
    serviceId:
      project.services.nodes.find(({ id }) => id === serviceId)?.id ??
      (services.length === 1 ? services[0]?.id : undefined),
    environmentId: project.environments.find(({ id }) => id === environmentId)?.id ?? environments[0]?.id,
  };
}
