import { useNavigate } from 'react-router';
import type { CombinedError } from 'urql';
import { describeError } from '../../graphql/errors.ts';
import {
  type ApprovalDecision,
  useCancelRunMutation,
  useDecideApprovalMutation,
  useForkRunMutation,
  useReplayRunMutation,
  useResumeRunMutation,
  useRetryRunMutation,
} from '../../graphql/generated.ts';
import { createIdempotencyKey } from '../../lib/idempotency-key.ts';
import { showErrorToast, showToast } from '../../ui/toast.tsx';
import type { Replay } from './replay-dialog.tsx';

function failed(error: CombinedError | undefined, title: string): boolean {
  if (error) showErrorToast(title, describeError(error).message);
  return error !== undefined;
}

export interface Decision {
  nodeRunId: string;
  decision: ApprovalDecision;
  comment: string;
  form: Record<string, unknown> | null;
}

/** The verbs of one run. Each answers whether it worked; failures are said in a toast. */
export function useRunActions(slug: string, id: string) {
  const navigate = useNavigate();
  const [canceling, cancel] = useCancelRunMutation();
  const [retrying, retry] = useRetryRunMutation();
  const [replaying, replay] = useReplayRunMutation();
  const [forking, fork] = useForkRunMutation();
  const [resuming, resume] = useResumeRunMutation();
  const [deciding, decide] = useDecideApprovalMutation();
  const open = (next: string) => navigate(`/p/${slug}/runs/${next}`);
  return {
    isCanceling: canceling.fetching,
    isRetrying: retrying.fetching,
    isReplaying: replaying.fetching,
    isForking: forking.fetching,
    isResuming: resuming.fetching,
    isDeciding: deciding.fetching,
    cancel: async () => {
      const { error } = await cancel({ id });
      return !failed(error, 'Could not cancel');
    },
    retry: async (fromNodeKey?: string) => {
      const idempotencyKey = createIdempotencyKey();
      const { data, error } = await retry({ input: { id, fromNodeKey: fromNodeKey ?? null, idempotencyKey } });
      if (failed(error, 'Could not retry') || !data) return false;
      showToast(`Retrying as #${data.retryRun.number}`);
      await open(data.retryRun.id);
      return true;
    },
    replay: async (changes: Replay) => {
      const { data, error } = await replay({ input: { id, ...changes, idempotencyKey: createIdempotencyKey() } });
      if (failed(error, 'Could not replay') || !data) return false;
      showToast(`Replaying as #${data.replayRun.number}`);
      await open(data.replayRun.id);
      return true;
    },
    fork: async (fromNodeKey: string, outputs: Record<string, unknown>) => {
      const { data, error } = await fork({
        input: { id, fromNodeKey, outputs, idempotencyKey: createIdempotencyKey() },
      });
      if (failed(error, 'Could not fork') || !data) return false;
      showToast(`Forked as #${data.forkRun.number}`);
      await open(data.forkRun.id);
      return true;
    },
    resume: async (versionId: string) => {
      const { data, error } = await resume({ input: { id, versionId, idempotencyKey: createIdempotencyKey() } });
      if (failed(error, 'Could not resume') || !data) return false;
      showToast(`Resuming as #${data.resumeRun.number}`);
      await open(data.resumeRun.id);
      return true;
    },
    decide: async ({ comment, ...decision }: Decision) => {
      const { error } = await decide({ input: { ...decision, comment: comment.trim() || null } });
      const isApproval = decision.decision === 'APPROVED';
      if (failed(error, isApproval ? 'Could not approve' : 'Could not reject')) return false;
      showToast(isApproval ? 'Approved' : 'Rejected');
      return true;
    },
  };
}

export type RunActionsOf = ReturnType<typeof useRunActions>;
