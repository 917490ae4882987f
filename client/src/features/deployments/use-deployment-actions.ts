import { useCallback } from 'react';
import { useNavigate } from 'react-router';
import type { CombinedError } from 'urql';
import { describeError } from '../../graphql/errors.ts';
import {
  type DeploymentActions_DeploymentFragment,
  useApproveDeploymentMutation,
  useCancelDeploymentMutation,
  useRejectDeploymentMutation,
  useRetryDeploymentMutation,
  useRollBackMutation,
} from '../../graphql/generated.ts';
import { createIdempotencyKey } from '../../lib/idempotency-key.ts';
import { showErrorToast, showToast } from '../../ui/toast.tsx';

export interface RetryScope {
  fromFailedStep?: boolean;
  failedHostsOnly?: boolean;
}

function failed(error: CombinedError | undefined, title: string): boolean {
  if (error) showErrorToast(title, describeError(error).message);
  return error !== undefined;
}

/** The verbs of one deployment. Each answers whether it worked; failures are said in a toast. */
export function useDeploymentActions(slug: string, deployment: DeploymentActions_DeploymentFragment) {
  const navigate = useNavigate();
  const [canceling, cancel] = useCancelDeploymentMutation();
  const [retrying, retry] = useRetryDeploymentMutation();
  const [rollingBack, rollBack] = useRollBackMutation();
  const [approving, approve] = useApproveDeploymentMutation();
  const [rejecting, reject] = useRejectDeploymentMutation();
  const { id, service, environment } = deployment;
  const open = useCallback((next: string) => navigate(`/p/${slug}/deployments/${next}`), [navigate, slug]);

  return {
    isCanceling: canceling.fetching,
    isRetrying: retrying.fetching,
    isRollingBack: rollingBack.fetching,
    isDeciding: approving.fetching || rejecting.fetching,
    cancel: async () => {
      const { error } = await cancel({ id });
      return !failed(error, 'Could not cancel');
    },
    retry: async (scope: RetryScope = {}) => {
      const { data, error } = await retry({ input: { id, ...scope, idempotencyKey: createIdempotencyKey() } });
      if (failed(error, 'Could not retry') || !data) return false;
      showToast(`Retrying as #${data.retryDeployment.number}`);
      await open(data.retryDeployment.id);
      return true;
    },
    rollBack: async (toDeploymentId: string | null) => {
      const { data, error } = await rollBack({
        input: {
          serviceId: service.id,
          environmentId: environment.id,
          toDeploymentId,
          idempotencyKey: createIdempotencyKey(),
        },
      });
      if (failed(error, 'Could not roll back') || !data) return false;
      showToast(`Rolling back ${environment.name} to ${data.rollback.version}`);
      await open(data.rollback.id);
      return true;
    },
    decide: async (decision: 'APPROVED' | 'REJECTED', comment: string) => {
      const input = { id, comment: comment.trim() || null };
      const { error } = decision === 'APPROVED' ? await approve({ input }) : await reject({ input });
      if (failed(error, decision === 'APPROVED' ? 'Could not approve' : 'Could not reject')) return false;
      showToast(decision === 'APPROVED' ? `Approved #${deployment.number}` : `Rejected #${deployment.number}`);
      return true;
    },
  };
}
