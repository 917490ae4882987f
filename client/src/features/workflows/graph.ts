/** A workflow as it is drawn, in the words of the API, which sends it as JSON. */
export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
  settings?: WorkflowSettings;
}

/** What holds for whole runs; what is left out is the server’s default. */
export interface WorkflowSettings {
  timeoutSeconds?: number;
  concurrency?: { limit: number; key?: string; whenFull: 'QUEUE' | 'SKIP' | 'CANCEL_OLDEST' };
  priority?: number;
  maxParallelNodes?: number;
  inputSchema?: Record<string, unknown>;
  outputSchema?: Record<string, unknown>;
  permissions?: string[];
}

export interface GraphNode {
  key: string;
  type: string;
  name: string;
  config: Record<string, unknown>;
  position: Position;
  options?: NodeOptions;
}

export interface GraphEdge {
  from: string;
  fromPort: string;
  to: string;
}

export interface Position {
  x: number;
  y: number;
}

export interface NodeOptions {
  retry?: { attempts: number; backoffSeconds: number; maxBackoffSeconds: number; onCodes?: string[] };
  timeoutSeconds?: number;
  onError?: 'FAIL' | 'CONTINUE' | 'BRANCH';
  rateLimit?: { count: number; perSeconds: number; key?: string };
}

/** What the builder knows of a type of node; the server's registry is the truth. */
export interface NodeTypeInfo {
  type: string;
  group: 'TRIGGER' | 'ACTION' | 'FLOW';
  name: string;
  description: string;
  icon: string;
  configSchema: unknown;
  ports: PortInfo[];
  timeoutSeconds: number;
}

export interface PortInfo {
  name: string;
  label: string;
  description: string;
}

export interface Problem {
  severity: 'ERROR' | 'WARNING';
  nodeKey: string | null;
  path: string;
  message: string;
}

/** The graph in what the server sent. What is missing is empty: an older draft must open, too. */
export function readGraph(json: unknown): Graph {
  const { nodes, edges, settings } = (json ?? {}) as Partial<Graph>;
  return {
    nodes: (nodes ?? []).map((node) => ({
      ...node,
      config: node.config ?? {},
      position: node.position ?? { x: 0, y: 0 },
    })),
    edges: edges ?? [],
    ...(settings ? { settings } : {}),
  };
}

/** An edge has no id of its own: there is at most one from a port to a node. */
export function edgeId(edge: GraphEdge): string {
  return `${edge.from}|${edge.fromPort}|${edge.to}`;
}

/**
 * Where a node can be left: the ports of its type with this config, `error` where its errors branch, and whatever edges
 * still lead from, so that none of them is out of sight when a port goes away.
 */
export function portsOf(node: GraphNode, graph: Graph, shapePorts: PortInfo[] | undefined): PortInfo[] {
  const ports = [...(shapePorts ?? [])];
  const add = (port: PortInfo) => {
    if (!ports.some(({ name }) => name === port.name)) ports.push(port);
  };
  if (node.options?.onError === 'BRANCH') add({ name: 'error', label: 'Error', description: 'When it fails' });
  for (const edge of graph.edges) {
    if (edge.from === node.key) add({ name: edge.fromPort, label: portLabel(edge.fromPort), description: '' });
  }
  return ports;
}

export const compensatePort: PortInfo = {
  name: 'compensate',
  label: 'Undo',
  description: 'What undoes it if the run fails later',
};

export function portLabel(name: string): string {
  if (name === 'compensate') return compensatePort.label;
  return name.charAt(0).toUpperCase() + name.slice(1);
}
