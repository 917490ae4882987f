/** As the API compares two graphs. */
export interface GraphDiff {
  nodes: Array<{ key: string; name: string; change: DiffChange; fields: FieldDiff[] }>;
  edges: Array<{ from: string; fromPort: string; to: string; change: DiffChange }>;
  settings: FieldDiff[];
}
export type DiffChange = 'ADDED' | 'REMOVED' | 'CHANGED' | 'MOVED';

export interface FieldDiff {
  path: string;
  before?: unknown;
  after?: unknown;
}

/** One thing that differs, as a person reads it. */
export interface DiffLine {
  id: string;
  change: DiffChange;
  title: string;
  fields: Array<{ path: string; before: string | null; after: string | null }>;
}

/** Lines in the order of weight: what is gone, what is new, what is different, and last what only stands elsewhere. */
export function diffLines(diff: GraphDiff): DiffLine[] {
  const names = new Map(diff.nodes.map((node) => [node.key, node.name]));
  const called = (key: string) => names.get(key) ?? key;
  const nodes = diff.nodes.map((node) => ({
    id: `node ${node.key}`,
    change: node.change,
    title: node.name === node.key ? node.name : `${node.name} (${node.key})`,
    fields: node.change === 'CHANGED' ? node.fields.map(fieldLine) : [],
  }));
  const edges = diff.edges.map((edge) => ({
    id: `edge ${edge.from} ${edge.fromPort} ${edge.to}`,
    change: edge.change,
    title: `${called(edge.from)} → ${called(edge.to)}${edge.fromPort === 'main' ? '' : `, from ${edge.fromPort}`}`,
    fields: [],
  }));
  const settings: DiffLine[] =
    diff.settings.length === 0
      ? []
      : [{ id: 'settings', change: 'CHANGED', title: 'Settings', fields: diff.settings.map(fieldLine) }];
  const order: DiffChange[] = ['REMOVED', 'ADDED', 'CHANGED', 'MOVED'];
  return [...nodes, ...edges, ...settings].sort((a, b) => order.indexOf(a.change) - order.indexOf(b.change));
}

/** `2 nodes added, 1 changed`; null where nothing differs. */
export function diffSummary(diff: GraphDiff): string | null {
  const lines = diffLines(diff);
  if (lines.length === 0) return null;
  const words = { REMOVED: 'removed', ADDED: 'added', CHANGED: 'changed', MOVED: 'moved' } as const;
  return (Object.keys(words) as DiffChange[])
    .map((change) => ({ change, count: lines.filter((line) => line.change === change).length }))
    .filter(({ count }) => count > 0)
    .map(({ change, count }) => `${count} ${words[change]}`)
    .join(', ');
}

function fieldLine({ path, before, after }: FieldDiff): DiffLine['fields'][number] {
  return { path, before: shown(before), after: shown(after) };
}

function shown(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
