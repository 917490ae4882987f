import { useState } from 'react';
import {
  type BuilderNode_NodeRunFragment,
  useBuilderNodeValuesQuery,
  useBuilderRunNodesQuery,
  useBuilderRunsQuery,
} from '../../graphql/generated.ts';

/** What went in and out of a node in a run: of its last attempt, or of the one that is chosen. */
export function useNodeData(workflowId: string, nodeKey: string, runId: string | null) {
  const [list] = useBuilderRunsQuery({ variables: { id: workflowId }, requestPolicy: 'cache-and-network' });
  const listed = list.data?.workflow?.runs.nodes ?? [];
  const chosenRunId = runId ?? listed[0]?.id ?? null;
  const [nodes] = useBuilderRunNodesQuery({
    variables: { id: chosenRunId ?? '' },
    pause: chosenRunId === null,
    requestPolicy: 'cache-and-network',
  });
  const [attemptId, setAttemptId] = useState<string | null>(null);
  const ofRun = nodes.data?.run?.id === chosenRunId ? nodes.data?.run : null;
  const attempts = (ofRun?.nodeRuns ?? []).filter((each) => each.nodeKey === nodeKey);
  const attempt = attempts.find(({ id }) => id === attemptId) ?? attempts.at(-1) ?? null;
  const [values] = useBuilderNodeValuesQuery({
    variables: { id: attempt?.id ?? '' },
    pause: attempt === null,
    requestPolicy: 'cache-and-network',
  });
  const value = values.data?.node;
  // Tests are not among the runs of the workflow; one whose data is shown must be named, too.
  const runs = ofRun && !listed.some(({ id }) => id === ofRun.id) ? [ofRun, ...listed] : listed;
  return {
    runs,
    runId: chosenRunId,
    attempts,
    attempt,
    setAttemptId,
    values: value?.__typename === 'NodeRun' && value.id === attempt?.id ? value : null,
    isLoading: list.fetching || nodes.fetching || values.fetching,
    error: list.error ?? nodes.error ?? values.error,
  };
}

export type NodeData = ReturnType<typeof useNodeData>;

/** Which of the attempts it is: the iteration of its loop, and the number of the attempt where there were several. */
export function attemptName({ path, attempt }: BuilderNode_NodeRunFragment): string {
  return [path || null, attempt > 1 || path === '' ? `attempt ${attempt}` : null].filter(Boolean).join(', ');
}
