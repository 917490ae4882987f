export interface ReferencedNames {
  nodes: string[];
  secrets: string[];
  vars: string[];
}

/** `nodes[x]`: what it names is known only when it runs. */
export interface Unnamed {
  root: string;
  position: number;
}

interface Node {
  op: string;
  args: unknown;
  pos: number;
}

const roots = ['nodes', 'secrets', 'vars'] as const;

/** What an expression's tree names below `nodes`, `secrets` and `vars`; a secret or node must be named by a word. */
export function referencesIn(ast: unknown): ReferencedNames & { unnamed: Unnamed[] } {
  const found = { nodes: new Set<string>(), secrets: new Set<string>(), vars: new Set<string>() };
  const unnamed: Unnamed[] = [];
  const visit = (value: unknown, named: boolean): void => {
    if (Array.isArray(value)) for (const part of value) visit(part, false);
    if (!isNode(value)) return;
    if (value.op === 'id') {
      const root = roots.find((name) => name === value.args);
      if (root && root !== 'vars' && !named) unnamed.push({ root, position: value.pos });
      return;
    }
    const name = accessOf(value);
    if (name) found[name.root].add(name.key);
    if (/^(\.|\[)/.test(value.op)) {
      const [left, right] = value.args as [unknown, unknown];
      visit(left, name !== null);
      visit(right, false);
    } else visit(Array.isArray(value.args) ? value.args : [value.args], false);
  };
  visit(ast, false);
  return { nodes: [...found.nodes], secrets: [...found.secrets], vars: [...found.vars], unnamed };
}

function accessOf({ op, args }: Node): { root: (typeof roots)[number]; key: string } | null {
  if (!/^(\.\??|\[\??\])$/.test(op)) return null;
  const [left, right] = args as [Node, Node | string];
  const root = isNode(left) && left.op === 'id' ? roots.find((name) => name === left.args) : undefined;
  const key = typeof right === 'string' ? right : isNode(right) && right.op === 'value' ? right.args : null;
  return root && typeof key === 'string' ? { root, key } : null;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
