import { describeError } from '../../graphql/errors.ts';
import { type DeploymentActions_DeploymentFragment, useRollbackDialogQuery } from '../../graphql/generated.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorBanner } from '../../ui/error-banner.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';

interface RollbackDialogProps {
  deployment: DeploymentActions_DeploymentFragment;
  isPending: boolean;
  /** Null leaves it to the server: the version that was live before. */
  onRollBack: (toDeploymentId: string | null) => void;
  onClose: () => void;
}

/** Says what is live and what will be, then rolls back: to this deployment, or, where it is the live one, to the one before. */
export function RollbackDialog({ deployment, isPending, onRollBack, onClose }: RollbackDialogProps) {
  const { id, service, environment, version } = deployment;
  const [{ data, error }] = useRollbackDialogQuery({
    variables: { id, input: { serviceId: service.id, environmentId: environment.id } },
    requestPolicy: 'network-only',
  });
  const live = data?.deploymentPreview.live;
  const returnsToThis = deployment.status === 'SUCCEEDED' && live?.id !== id;
  const target = returnsToThis ? version : (data?.deployment?.previousVersion ?? undefined);
  const hasNothing = data !== undefined && live?.id === id && !target;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      size="sm"
      title={`Roll back ${service.name} on ${environment.name}`}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            look="primary"
            isPending={isPending}
            disabled={!data || hasNothing}
            onClick={() => onRollBack(returnsToThis ? id : null)}
          >
            {target ? `Roll back to ${target}` : 'Roll back'}
          </Button>
        </>
      }
    >
      {error ? (
        <ErrorBanner title="Could not look up what is live" message={describeError(error).message} />
      ) : data ? (
        <p>
          {live ? (
            <>
              <code>{live.version}</code> (#{live.number}) is live on {environment.name}.{' '}
            </>
          ) : (
            <>Nothing is live on {environment.name}. </>
          )}
          {hasNothing ? (
            'Nothing was live before it, so there is nothing to go back to.'
          ) : target ? (
            <>
              This deploys <code>{target}</code>
              {returnsToThis ? ` (#${deployment.number})` : ''} again, as a deployment of its own.
            </>
          ) : (
            'This deploys the version that was live before, as a deployment of its own.'
          )}
        </p>
      ) : (
        <Skeleton className="h-9" />
      )}
    </Dialog>
  );
}
