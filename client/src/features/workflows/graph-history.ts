import type { Graph } from './graph.ts';

/** The graph with the way back and forth. */
export interface History {
  graph: Graph;
  past: Graph[];
  future: Graph[];
  /** Of the last edit: the next one with the same tag is part of it. */
  tag: string | null;
}

export type HistoryAction =
  /** `tag`: typing into one field, or moving one node step by step, is undone at once. */
  | { type: 'edit'; change: (graph: Graph) => Graph; tag?: string }
  | { type: 'undo' }
  | { type: 'redo' }
  /** Another graph takes its place (a version that was restored, someone else's draft); it can be undone. */
  | { type: 'replace'; graph: Graph };

const mostSteps = 200;

export function startHistory(graph: Graph): History {
  return { graph, past: [], future: [], tag: null };
}

export function historyReducer(history: History, action: HistoryAction): History {
  const { graph, past, future } = history;
  switch (action.type) {
    case 'edit': {
      const next = action.change(graph);
      if (next === graph) return history;
      const isSame = action.tag !== undefined && action.tag === history.tag;
      return {
        graph: next,
        past: isSame ? past : [...past, graph].slice(-mostSteps),
        future: [],
        tag: action.tag ?? null,
      };
    }
    case 'replace':
      return { graph: action.graph, past: [...past, graph].slice(-mostSteps), future: [], tag: null };
    case 'undo': {
      const previous = past.at(-1);
      if (!previous) return history;
      return { graph: previous, past: past.slice(0, -1), future: [graph, ...future], tag: null };
    }
    case 'redo': {
      const [next, ...rest] = future;
      if (!next) return history;
      return { graph: next, past: [...past, graph], future: rest, tag: null };
    }
  }
}
