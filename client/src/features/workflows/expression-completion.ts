import type { Suggestion, Suggestions } from '../../ui/code-editor/code-editor.ts';
import type { FieldSchema } from './config-schema.ts';

/** A name that an expression can use: what is known of it, and its value in a run. */
export interface ScopeName {
  name: string;
  schema: unknown;
  value?: unknown;
  isTruncated: boolean;
}

export interface ScopeFunction {
  name: string;
  signature: string;
  description: string;
  /** It is called on a value, `text.size()`. */
  isMethod: boolean;
}

export interface Scope {
  names: readonly ScopeName[];
  functions: readonly ScopeFunction[];
}

/** `nodes.build.output["a b"][0].na` before the cursor: what it goes through, and the word that has begun. */
const chain =
  /(?:^|[^\w.\])"'])([A-Za-z_]\w*(?:\s*(?:\.\??[A-Za-z_]\w*|\[\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\d+)\s*\]))*)\.\??(\w*)$/;
const step = /\.\??([A-Za-z_]\w*)|\[\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+))\s*\]/g;

interface Known {
  schema: FieldSchema | undefined;
  value: unknown;
}

/** What could stand at a place of an expression: names, what is in their values, functions. */
export function suggestAt(source: string, at: number, scope: Scope): Suggestions | null {
  const before = source.slice(0, at);
  if (isInString(before)) return null;
  const member = chain.exec(before);
  if (member) {
    const [, path = '', word = ''] = member;
    return { from: at - word.length, options: membersOf(find(path, scope), scope) };
  }
  // After a value that no name leads to, `f(x).`, there are methods only.
  const dangling = /\.(\w*)$/.exec(before);
  if (dangling) {
    return /\d\.\d*$/.test(before) ? null : { from: at - (dangling[1]?.length ?? 0), options: methodsOf(scope) };
  }
  const word = /\w*$/.exec(before)?.[0] ?? '';
  if (/^\d/.test(word)) return null;
  return { from: at - word.length, options: rootsOf(scope) };
}

function rootsOf(scope: Scope): Suggestion[] {
  const names = scope.names.map((each): Suggestion => {
    const schema = each.schema as FieldSchema | undefined;
    return nameSuggestion(each.name, { schema, value: each.value });
  });
  const functions = scope.functions.filter(({ isMethod }) => !isMethod).map(functionSuggestion);
  return [...names, ...functions];
}

function membersOf(known: Known | null, scope: Scope): Suggestion[] {
  if (!known) return methodsOf(scope);
  return [
    ...namesIn(known).map((name) => nameSuggestion(name, inside(known, name))),
    ...(isObject(known) ? [] : methodsOf(scope)),
  ];
}

function methodsOf(scope: Scope): Suggestion[] {
  return scope.functions.filter(({ isMethod }) => isMethod).map(functionSuggestion);
}

function nameSuggestion(name: string, known: Known): Suggestion {
  const isPlain = /^[A-Za-z_]\w*$/.test(name);
  const info = known.schema?.description;
  return {
    label: name,
    kind: 'name',
    detail: known.value === undefined ? typeWord(known.schema) : previewOf(known.value),
    ...(info ? { info } : {}),
    ...(isPlain ? {} : { text: `[${JSON.stringify(name)}]`, eats: 1 }),
  };
}

function functionSuggestion({ name, signature, description }: ScopeFunction): Suggestion {
  return { label: name, kind: 'function', detail: signature, info: description, text: `${name}()` };
}

/** Where a chain of names and indices leads; null where it begins with nothing that is known. */
function find(path: string, scope: Scope): Known | null {
  const root = /^\w+/.exec(path)?.[0] ?? '';
  const name = scope.names.find((each) => each.name === root);
  if (!name) return null;
  let known: Known = { schema: name.schema as FieldSchema | undefined, value: name.value };
  for (const [, dotted, double, single, index] of path.slice(root.length).matchAll(step)) {
    known = inside(known, dotted ?? double ?? single ?? Number(index));
  }
  return known;
}

function inside({ schema, value }: Known, name: string | number): Known {
  const solid = solidOf(schema);
  const rest = typeof solid?.additionalProperties === 'object' ? solid.additionalProperties : undefined;
  const deeper = typeof name === 'number' ? solid?.items : (ownOf(solid?.properties, name) ?? rest);
  const within =
    typeof value === 'object' && value !== null ? ownOf(value as Record<string, unknown>, name) : undefined;
  return { schema: deeper, value: within };
}

function ownOf<Value>(object: Record<string, Value> | undefined, name: string | number): Value | undefined {
  return object && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** At most this many names of one object: some hold thousands. */
const mostNames = 200;

function namesIn({ schema, value }: Known): string[] {
  const names = new Set(Object.keys(solidOf(schema)?.properties ?? {}));
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const name of Object.keys(value)) names.add(name);
  }
  return [...names].slice(0, mostNames);
}

function isObject({ schema, value }: Known): boolean {
  if (value !== undefined) return typeof value === 'object' && value !== null && !Array.isArray(value);
  return solidOf(schema)?.type === 'object';
}

/** The schema without “or null”. */
function solidOf(schema: FieldSchema | undefined): FieldSchema | undefined {
  const choices = schema?.anyOf ?? schema?.oneOf;
  return choices ? choices.find((choice) => choice.type !== 'null') : schema;
}

function typeWord(schema: FieldSchema | undefined): string | undefined {
  const type = solidOf(schema)?.type;
  return Array.isArray(type) ? type.join(' | ') : type;
}

/** A value in a few letters. */
export function previewOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'empty list' : `list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'object';
  const text = JSON.stringify(value) ?? '';
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function isInString(before: string): boolean {
  let quote: string | null = null;
  for (let at = 0; at < before.length; at += 1) {
    const char = before[at] ?? '';
    if (quote && char === '\\') at += 1;
    else if (quote) quote = char === quote ? null : quote;
    else if (char === '"' || char === "'") quote = char;
  }
  return quote !== null;
}
