import { useEffect, useState } from 'react';
import { useDebounced } from '../../lib/use-debounced.ts';
import type { Evaluation, ExpressionTools, Question } from './expression-tools.ts';

const delayMs = 300;

export interface Preview {
  evaluation: Evaluation | null;
  /** The text has changed since. */
  isStale: boolean;
}

/** What becomes of an expression, a moment after one stops typing. An answer to an earlier text never replaces a later one's. */
export function usePreview({ evaluate, source }: ExpressionTools, question: Question | null): Preview {
  const asked = question && JSON.stringify([question.kind, question.expression, source]);
  const settled = useDebounced(asked, delayMs);
  const [answer, setAnswer] = useState<{ asked: string; evaluation: Evaluation | null } | null>(null);
  useEffect(() => {
    if (settled === null) return;
    let isWanted = true;
    const [kind, expression] = JSON.parse(settled) as [Question['kind'], string];
    void evaluate({ kind, expression }).then((evaluation) => {
      if (isWanted) setAnswer({ asked: settled, evaluation });
    });
    return () => {
      isWanted = false;
    };
  }, [settled, evaluate]);
  return { evaluation: asked === null ? null : (answer?.evaluation ?? null), isStale: answer?.asked !== asked };
}
