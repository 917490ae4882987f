import { useEffect, useState } from 'react';
import { useValidateWorkflowMutation, type ValidateWorkflowMutation } from '../../graphql/generated.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import type { Graph } from './graph.ts';

export type Validation = ValidateWorkflowMutation['validateWorkflow'];

const delayMs = 450;

/** What the server says of the graph, a moment after it stands still. The last answer stays until the next one. */
export function useValidation(projectId: string, graph: Graph): { validation: Validation | null; isStale: boolean } {
  const [, validate] = useValidateWorkflowMutation();
  const settled = useDebounced(graph, delayMs);
  const [answer, setAnswer] = useState<{ graph: Graph; validation: Validation } | null>(null);
  useEffect(() => {
    let isWanted = true;
    void validate({ input: { projectId, graph: settled } }).then(({ data }) => {
      if (isWanted && data) setAnswer({ graph: settled, validation: data.validateWorkflow });
    });
    return () => {
      isWanted = false;
    };
  }, [projectId, settled, validate]);
  return { validation: answer?.validation ?? null, isStale: answer?.graph !== graph };
}
