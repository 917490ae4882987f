import { useCallback, useState } from 'react';
import { useScoreWeightsQuery, useSetScoreWeightsMutation } from '../../graphql/generated.ts';
import { readCopy } from '../../lib/kept.ts';
import { useKept } from '../../lib/use-kept.ts';
import { equalWeights, isEqual, isUsable, readWeights, type Weights } from './weights.ts';

interface ViewerWeights {
  /** Null while nothing is known of them, also here. */
  weights: Weights | null;
  change: (weights: Weights) => void;
}

/** How the viewer weighs scores in this project, kept for them wherever they come back to it. */
export function useWeights(slug: string): ViewerWeights {
  const name = `score-weights.${slug}`;
  const [{ data, error }] = useScoreWeightsQuery({ variables: { slug }, requestPolicy: 'network-only' });
  const [, setWeights] = useSetScoreWeightsMutation();
  const project = data?.project;
  const projectId = project?.id;
  const save = useCallback(
    async (weights: Weights | null) => {
      if (!projectId) return false;
      const { data } = await setWeights({ input: { projectId, weights } });
      return data !== undefined;
    },
    [setWeights, projectId],
  );
  const [hasCopy] = useState(() => readCopy(name) !== null);
  const [kept, keep] = useKept({ name, known: project?.viewerScoreWeights, read: readWeights, save });
  // What makes no total is shown while it is typed, and not kept.
  const [typed, setTyped] = useState<Weights | null>(null);
  const change = (next: Weights) => {
    setTyped(isUsable(next) ? null : next);
    if (isUsable(next)) keep(isEqual(next) ? null : next);
  };
  const isKnown = hasCopy || data !== undefined || error !== undefined;
  return { weights: isKnown ? (typed ?? kept ?? equalWeights) : null, change };
}
