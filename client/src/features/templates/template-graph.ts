/** A graph, as far as a template shows it. */
export interface TemplateGraph {
  nodes: { key: string; name: string; type: string }[];
  edges: { from: string; fromPort: string; to: string }[];
}

/** What the API gives as JSON. */
export function readGraph(value: unknown): TemplateGraph {
  const { nodes, edges } = (value ?? {}) as Partial<TemplateGraph>;
  return { nodes: nodes ?? [], edges: edges ?? [] };
}
