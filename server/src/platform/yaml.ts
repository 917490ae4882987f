import { type Document, isAlias, isMap, isNode, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';

/** What is wrong with a text as YAML, as a sentence, and in which line. */
export interface YamlProblem {
  line: number;
  message: string;
}

export const YAML_OPTIONS = { schema: 'core', version: '1.2', uniqueKeys: false, merge: false } as const;

/**
 * Reads YAML, or JSON, which is YAML. Anchors and aliases are refused: an alias of an alias of an alias is a megabyte in a line. So
 * are keys that stand twice in a map, which are found here: the library compares every key with every other, and 180 kB of keys
 * held up everybody for 17 s.
 */
export function readYaml(source: string): {
  document: Document.Parsed;
  lines: LineCounter;
  problem: YamlProblem | null;
} {
  const lines = new LineCounter();
  const document = parseDocument(source, { ...YAML_OPTIONS, prettyErrors: false, lineCounter: lines });
  const [error] = document.errors;
  const problem = error
    ? { at: error.pos[0], message: error.code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : asSentence(error.message) }
    : refusedIn(document);
  return { document, lines, problem: problem && { line: lines.linePos(problem.at).line, message: problem.message } };
}

const TOO_DEEP = 'Too many things stand within each other.';
const asSentence = (message: string) => `${message.split('\n')[0]?.replace(/[.:]*$/, '')}.`;

function refusedIn(document: Document.Parsed): { at: number; message: string } | null {
  let found: { at: number; message: string } | null = null;
  const refuse = (node: Node, message: string) => {
    found = { at: node.range?.[0] ?? 0, message };
    return visit.BREAK;
  };
  visit(document, (_key, node) => {
    if (!isNode(node)) return undefined;
    if (isAlias(node) || ('anchor' in node && node.anchor))
      return refuse(node, 'Anchors and aliases (& and *) are not read here. Write out what they stand for.');
    if (!isMap(node)) return undefined;
    const seen = new Set<string>();
    for (const { key } of node.items) {
      if (!isScalar(key)) return refuse(isNode(key) ? key : node, 'A field’s name must be a plain text.');
      const name = String(key.value);
      if (seen.has(name)) return refuse(key, `The field “${name.slice(0, 100)}” stands twice here.`);
      seen.add(name);
    }
    return undefined;
  });
  return found;
}
