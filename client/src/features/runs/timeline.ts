import type { RunGraph_NodeRunFragment as NodeRun } from '../../graphql/generated.ts';

export interface TimelineBar {
  nodeRun: NodeRun;
  /** In percent of the whole. */
  left: number;
  width: number;
}

export interface Timeline {
  startMs: number;
  endMs: number;
  bars: TimelineBar[];
}

/** Every attempt as a bar between the first beginning and the last end; what runs goes on to now. */
export function timelineOf(nodeRuns: NodeRun[], nowMs: number): Timeline {
  const spans = nodeRuns
    .filter(({ startedAt, isReused }) => startedAt !== null && !isReused)
    .map((nodeRun) => ({
      nodeRun,
      startMs: Date.parse(nodeRun.startedAt as string),
      endMs: nodeRun.finishedAt ? Date.parse(nodeRun.finishedAt) : nowMs,
    }))
    .sort((one, other) => one.startMs - other.startMs);
  const startMs = Math.min(...spans.map((span) => span.startMs));
  const endMs = Math.max(...spans.map((span) => Math.max(span.endMs, span.startMs)));
  const wholeMs = Math.max(1, endMs - startMs);
  return {
    startMs: spans.length > 0 ? startMs : nowMs,
    endMs: spans.length > 0 ? endMs : nowMs,
    bars: spans.map((span) => ({
      nodeRun: span.nodeRun,
      left: ((span.startMs - startMs) * 100) / wholeMs,
      // Never so short that it can't be seen or pressed.
      width: Math.max(0.5, ((span.endMs - span.startMs) * 100) / wholeMs),
    })),
  };
}
