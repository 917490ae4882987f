/** One line of a value that is drawn as a tree. */
export interface JsonRow {
  /** JSON Pointer; the value itself is the empty text. */
  path: string;
  depth: number;
  /** Its name in the object or its number in the list; null: the value itself. */
  name: string | null;
  text: string;
  kind: 'branch' | 'string' | 'number' | 'boolean' | 'null';
  /** Null: there is nothing to open. */
  isOpen: boolean | null;
}

/** Open without being asked: the value, and what is in it. */
const openDepth = 2;

const pointer = (path: string, name: string) => `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
const isBranch = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The lines to draw. What was toggled is the other way round; while searching, `opened` are open besides. */
export function jsonRows(value: unknown, toggled: ReadonlySet<string>, opened: ReadonlySet<string> | null): JsonRow[] {
  const rows: JsonRow[] = [];
  const add = (part: unknown, path: string, name: string | null, depth: number) => {
    const entries = isBranch(part) ? Object.entries(part) : [];
    if (!isBranch(part) || entries.length === 0) {
      rows.push({ path, depth, name, text: leafText(part), kind: kindOf(part), isOpen: null });
      return;
    }
    const isOpen = opened?.has(path) === true || depth < openDepth !== toggled.has(path);
    const text = Array.isArray(part) ? `[${entries.length}]` : `{${entries.length}}`;
    rows.push({ path, depth, name, text, kind: 'branch', isOpen });
    if (isOpen) for (const [key, child] of entries) add(child, pointer(path, key), key, depth + 1);
  };
  add(value, '', null, 0);
  return rows;
}

function leafText(value: unknown): string {
  if (typeof value === 'string') return value === '' ? '""' : value;
  return JSON.stringify(value) ?? 'undefined';
}

function kindOf(value: unknown): JsonRow['kind'] {
  const kind = typeof value;
  if (kind === 'string' || kind === 'number' || kind === 'boolean') return kind;
  return value === null || value === undefined ? 'null' : 'branch';
}

/** How many names and values hold a text (whatever its case), and what has to be open to see them. */
export function pathsTo(value: unknown, search: string): { count: number; open: Set<string> } {
  const needle = search.toLowerCase();
  const open = new Set<string>();
  let count = 0;
  const visit = (part: unknown, path: string, name: string | null): boolean => {
    let isFound = name?.toLowerCase().includes(needle) === true;
    if (isBranch(part)) {
      if (isFound) count += 1;
      for (const [key, child] of Object.entries(part)) {
        if (visit(child, pointer(path, key), key)) {
          open.add(path);
          isFound = true;
        }
      }
      return isFound;
    }
    isFound = leafText(part).toLowerCase().includes(needle) || isFound;
    if (isFound) count += 1;
    return isFound;
  };
  visit(value, '', null);
  return { count, open };
}
