import { useEffect } from 'react';
import { type StepTree_DeploymentStepFragment, useStepDiffsQuery } from '../../graphql/generated.ts';

/** The diffs of the steps that are open, asked for when the first of them needs one. `undefined` while on its way. */
export function useStepDiffs(
  deploymentId: string,
  open: StepTree_DeploymentStepFragment[],
): (id: string) => string | null | undefined {
  const wanted = open.filter((step) => step.isChanged && step.finishedAt);
  const [{ data, fetching }, ask] = useStepDiffsQuery({ variables: { id: deploymentId }, pause: wanted.length === 0 });
  const known = new Map(data?.deployment?.steps.map((step) => [step.id, step.diff]));
  // A step that ended after the diffs were read.
  const isBehind = data !== undefined && !fetching && wanted.some((step) => !known.has(step.id));
  useEffect(() => {
    if (isBehind) ask({ requestPolicy: 'network-only' });
  }, [isBehind, ask]);
  return (id) => known.get(id);
}
