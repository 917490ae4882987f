/** A workflow as it is drawn, stored and exported: plain data, in the words of the API. */
export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  settings?: WorkflowSettings;
}

export interface GraphNode {
  /** Unique in the graph; expressions call it by this: `nodes.build.output`. Lower-case letters, digits and `_`. */
  key: string;
  /** A type of the registry, `http`. */
  type: string;
  name: string;
  /** As the type's schema says; texts may hold `${{ … }}`. */
  config: Record<string, unknown>;
  position: { x: number; y: number };
  /** What holds for nodes of every type. */
  options?: NodeOptions;
}

/** From a port of one node to another node, which begins when all that lead to it are decided. */
export interface GraphEdge {
  from: string;
  /** `main`, or what the type offers; `error` where errors branch, `compensate` to what undoes it. */
  fromPort: string;
  to: string;
}

export interface NodeOptions {
  /** Attempts in all, 1–20; default 1. The wait doubles from `backoffSeconds`, with jitter. */
  retry?: { attempts: number; backoffSeconds: number; maxBackoffSeconds: number; onCodes?: string[] };
  /** For each attempt; default: the type's. */
  timeoutSeconds?: number;
  /** `FAIL` the run (default), `CONTINUE` by the main port with `{ error }`, or `BRANCH` by the port `error`. */
  onError?: 'FAIL' | 'CONTINUE' | 'BRANCH';
  /** At most `count` begin in `perSeconds`, in all runs of the workflow (with the same value of `key`, an expression); the others wait. */
  rateLimit?: { count: number; perSeconds: number; key?: string };
}

export interface WorkflowSettings {
  /** Of a whole run, in seconds; default 30 days. */
  timeoutSeconds?: number;
  /** How many runs (with the same key, an expression over `trigger`) are under way at once, and what the next one does. */
  concurrency?: { limit: number; key?: string; whenFull: 'QUEUE' | 'SKIP' | 'CANCEL_OLDEST' };
  /** -10 to 10; higher goes first. */
  priority?: number;
  /** Nodes of a run at once; default 10. */
  maxParallelNodes?: number;
  /** What it expects as a sub-workflow, and answers: JSON Schema. */
  inputSchema?: Record<string, unknown>;
  outputSchema?: Record<string, unknown>;
  /** What runs may do besides what their nodes ask for by themselves: permissions for GraphQL nodes. */
  permissions?: string[];
}

/** What is wrong with a graph, and where. Errors forbid publishing. */
export interface GraphProblem {
  severity: 'ERROR' | 'WARNING';
  /** Null: of the graph as a whole. */
  nodeKey: string | null;
  /** Of the field in the node: `config.url`, `options.retry.attempts`; of an edge, `edges.3`. */
  path: string;
  message: string;
}
