import { Check, ChevronDown, Hand, Rocket, RotateCcw, Square, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import type { DeploymentActions_DeploymentFragment } from '../../graphql/generated.ts';
import { deployAccessPath } from '../../lib/access-path.ts';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { DropdownMenu, MenuItem } from '../../ui/dropdown-menu.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { DecisionDialog } from './decision-dialog.tsx';
import { RollbackDialog } from './rollback-dialog.tsx';
import { useDeploymentActions } from './use-deployment-actions.ts';

interface DeploymentActionsProps {
  slug: string;
  deployment: DeploymentActions_DeploymentFragment;
}

type Open = 'cancel' | 'rollback' | 'approve' | 'reject' | undefined;

/** What may be done with a deployment now, the likeliest last and in colour. */
export function DeploymentActions({ slug, deployment }: DeploymentActionsProps) {
  const [open, setOpen] = useState<Open>();
  const actions = useDeploymentActions(slug, deployment);
  const close = () => setOpen(undefined);
  const { viewerCanCancel, viewerCanRetry, viewerCanApprove, viewerCanRollback } = deployment;
  useHotkeys({ r: () => void actions.retry() }, { isEnabled: viewerCanRetry && !actions.isRetrying });

  return (
    <>
      {viewerCanRollback ? (
        <Button icon={<Undo2 />} onClick={() => setOpen('rollback')}>
          Roll back
        </Button>
      ) : null}
      <DeployAgain slug={slug} deployment={deployment} />
      {viewerCanCancel ? (
        <Button look="danger-quiet" icon={<Square />} isPending={actions.isCanceling} onClick={() => setOpen('cancel')}>
          Cancel
        </Button>
      ) : null}
      {viewerCanRetry ? <Retry deployment={deployment} actions={actions} /> : null}
      {viewerCanApprove ? (
        <>
          <Button icon={<X />} onClick={() => setOpen('reject')}>
            Reject
          </Button>
          <Button look="primary" icon={<Check />} onClick={() => setOpen('approve')}>
            Approve
          </Button>
        </>
      ) : null}

      <ConfirmDialog
        open={open === 'cancel'}
        onOpenChange={close}
        title={`Cancel deployment #${deployment.number}?`}
        confirmLabel="Cancel deployment"
        isPending={actions.isCanceling}
        onConfirm={() => void actions.cancel().then(close)}
      >
        The program is asked to stop, and killed if it doesn’t. What it has changed on {deployment.environment.name} so
        far stays as it is.
      </ConfirmDialog>
      {open === 'rollback' ? (
        <RollbackDialog
          deployment={deployment}
          isPending={actions.isRollingBack}
          onRollBack={(toDeploymentId) => void actions.rollBack(toDeploymentId).then((worked) => worked && close())}
          onClose={close}
        />
      ) : null}
      {open === 'approve' || open === 'reject' ? (
        <DecisionDialog
          deployment={deployment}
          decision={open === 'approve' ? 'APPROVED' : 'REJECTED'}
          isPending={actions.isDeciding}
          onDecide={(decision, comment) => void actions.decide(decision, comment).then((worked) => worked && close())}
          onClose={close}
        />
      ) : null}
    </>
  );
}

const endedBadly: readonly string[] = ['FAILED', 'TIMED_OUT', 'CANCELED'];

function DeployAgain({ slug, deployment }: DeploymentActionsProps) {
  const [, setParams] = useSearchParams();
  const { id, status, service, environment } = deployment;
  const hasEnded = status === 'SUCCEEDED' || status === 'REJECTED' || endedBadly.includes(status);
  if (!hasEnded) return null;
  if (!service.viewerCanDeploy || !environment.viewerCanDeploy)
    return (
      <Refusal
        label="You may not deploy here"
        reason={`You may not deploy ${service.name} to ${environment.name}. See who may, and why.`}
        to={deployAccessPath(slug, { environmentId: environment.id, serviceId: service.id })}
      />
    );
  const openDialog = () =>
    setParams((before) => {
      before.set('deploy', service.id);
      before.set('to', environment.id);
      before.set('from', id);
      return before;
    });
  return (
    <Button icon={<Rocket />} onClick={openDialog}>
      Deploy again
    </Button>
  );
}

interface RetryProps {
  deployment: DeploymentActions_DeploymentFragment;
  actions: ReturnType<typeof useDeploymentActions>;
}

/** Retry, and beside it the smaller retries where they make a difference. */
function Retry({ deployment, actions }: RetryProps) {
  const failed = deployment.steps.filter((step) => step.status === 'FAILED');
  const canStartAtFailed = failed.length > 0 && deployment.steps.some((step) => step.status === 'SUCCEEDED');
  const failedHosts = new Set(failed.flatMap((step) => step.host ?? []));
  const hosts = new Set(deployment.steps.flatMap((step) => step.host ?? []));
  const canChooseHosts =
    deployment.service.runner === 'ANSIBLE' && failedHosts.size > 0 && failedHosts.size < hosts.size;
  const look = endedBadly.includes(deployment.status) ? 'primary' : 'secondary';
  const retry = (
    <Button
      look={look}
      icon={<RotateCcw />}
      isPending={actions.isRetrying}
      className={canStartAtFailed || canChooseHosts ? 'rounded-r-none' : undefined}
      onClick={() => void actions.retry()}
    >
      Retry
    </Button>
  );
  if (!canStartAtFailed && !canChooseHosts) return retry;
  return (
    <span className="inline-flex gap-px">
      {retry}
      <DropdownMenu
        trigger={
          <Button
            look={look}
            aria-label="More ways to retry"
            className="rounded-l-none px-1.5! pointer-coarse:min-w-10"
          >
            <ChevronDown />
          </Button>
        }
      >
        <MenuItem icon={<RotateCcw />} keys={['r']} onSelect={() => void actions.retry()}>
          Everything
        </MenuItem>
        {canStartAtFailed ? (
          <MenuItem icon={<RotateCcw />} onSelect={() => void actions.retry({ fromFailedStep: true })}>
            From the failed step
          </MenuItem>
        ) : null}
        {canChooseHosts ? (
          <MenuItem icon={<Hand />} onSelect={() => void actions.retry({ failedHostsOnly: true })}>
            Only failed hosts: {[...failedHosts].join(', ')}
          </MenuItem>
        ) : null}
      </DropdownMenu>
    </span>
  );
}
