import type { Viewport } from '@xyflow/react';
import { useCallback } from 'react';
import { useSetCanvasViewportMutation } from '../../graphql/generated.ts';
import { useKept } from '../../lib/use-kept.ts';

/** What the viewer looks at of a workflow's canvas, wherever they come back to it. */
export function useKeptViewport(
  workflowId: string,
  known: Viewport | null,
): [Viewport | null, (viewport: Viewport) => void] {
  const [, setViewport] = useSetCanvasViewportMutation();
  const save = useCallback(
    async (viewport: Viewport | null) => {
      if (!viewport) return true;
      const { x, y, zoom } = viewport;
      const { data } = await setViewport({ input: { workflowId, x, y, zoom } });
      return data !== undefined;
    },
    [setViewport, workflowId],
  );
  return useKept({ name: `viewport.${workflowId}`, known, read: readViewport, save });
}

function readViewport(value: unknown): Viewport | null {
  const { x, y, zoom } = (value ?? {}) as Viewport;
  return [x, y, zoom].every(Number.isFinite) ? { x, y, zoom } : null;
}
