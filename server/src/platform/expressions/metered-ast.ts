import { RE2JS } from 're2js';
import { ExpressionError } from './expression-error.ts';
import type { Meter } from './meter.ts';

/**
 * cel-js bounds what is written but not what it costs, and its `matches` is JavaScript's backtracking RegExp. It offers no
 * hook, so the parsed tree is: each node pays before it is evaluated, calls pay for what they will read, and what comes of
 * them is measured before it is used. Tied to the inside of cel-js 8; a node without the expected parts is refused.
 */
interface Node {
  op: string;
  args: unknown;
  meta: { alternate?: Node; macro?: object; evaluate?: Evaluate };
  evaluate: Evaluate;
  handle?: (...args: never[]) => unknown;
}
type Evaluate = (evaluator: unknown, ast: unknown, context: unknown) => unknown;

const arithmetic = new Set(['+', '-', '*', '/', '%', '<', '<=', '>', '>=']);
const comparing = new Set(['==', '!=', 'in']);

/** `root` has been type-checked: only then does it know how each node is handled. `meterOf` is asked at each evaluation. */
export function meterTree(root: unknown, meterOf: () => Meter): void {
  const isNode = (value: unknown): value is Node =>
    typeof value === 'object' && value !== null && value.constructor === (root as object).constructor;
  const seen = new Set<object>();
  const open: unknown[] = [root];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    if (Array.isArray(next)) open.push(...next);
    else if (isNode(next)) {
      open.push(next.args, next.meta.alternate, next.meta.macro);
      if (!next.meta.alternate && !next.meta.macro) meterNode(next, meterOf);
    } else if (Object.getPrototypeOf(next) === Object.prototype) open.push(...Object.values(next));
  }
}

function meterNode(node: Node, meterOf: () => Meter): void {
  const { evaluate } = node.meta;
  if (typeof evaluate !== 'function') throw new ExpressionError(`“${node.op}” can’t be used.`);
  node.evaluate = (evaluator, ast, context) => {
    const meter = meterOf();
    meter.spend(1);
    const value = evaluate(evaluator, ast, context);
    meter.checkSize(value);
    return value;
  };
  const before = payerOf(node);
  if (!before) return;
  const handle = node.handle as ((...args: unknown[]) => unknown) | undefined;
  // What is in `has()` is never evaluated by itself, only asked for.
  if (handle === undefined && node.op.startsWith('.')) return;
  if (typeof handle !== 'function') throw new ExpressionError(`“${node.op}” can’t be used.`);
  node.handle = ((...args: unknown[]) => {
    const answer = before(meterOf(), args);
    return answer ? answer.value : handle.apply(node, args);
  }) as Node['handle'];
}

/** Pays for an operation before it is done, or does it in its place. */
type Payer = (meter: Meter, args: unknown[]) => { value: unknown } | undefined;

/** cel-js reads fields of its own objects with what they inherit. */
const inherited = ['__proto__', 'constructor', 'prototype'];

function refuseInherited(key: unknown): undefined {
  if (typeof key === 'string' && inherited.includes(key)) throw new ExpressionError(`No such key: ${key}.`);
}

function payerOf(node: Node): Payer | null {
  if (/^(\.\??|\[\??\])$/.test(node.op)) return (_meter, [, key]) => refuseInherited(key);
  if (node.op === 'comprehension')
    return (meter, [items]) => {
      meter.checkSize(items);
      return meter.spend(sizeOf(items));
    };
  if (comparing.has(node.op))
    return (meter, [left, right]) => {
      meter.spendReading(left);
      return meter.spendReading(right);
    };
  if (arithmetic.has(node.op))
    return (meter, [left, right]) => meter.spend((sizeOf(left) + sizeOf(right)) / (isText(left) ? 64 : 4));
  if (node.op === 'call') return (meter, [args]) => payCall(meter, nameOf(node), args as unknown[]);
  if (node.op === 'rcall') return (meter, [args]) => payMethod(meter, nameOf(node), args as unknown[]);
  return null;
}

const nameOf = (node: Node) => String((node.args as unknown[])[0]);
const isText = (value: unknown): value is string => typeof value === 'string';
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
};

function payCall(meter: Meter, name: string, args: unknown[]): undefined {
  if (name === 'toJson') meter.spendReading(args[0]);
  // Its pattern backtracks with the cube of a text's length.
  if (name === 'duration' && sizeOf(args[0]) > 40) meter.stop('A duration is a text such as “1h30m”.');
  if (name === 'timestamp' && typeof args[0] === 'number') args[0] = BigInt(Math.trunc(args[0]));
  for (const arg of args) meter.spend(sizeOf(arg) / 16);
}

/** Numbers of JSON are doubles; these want whole ones. */
const countsCharacters = new Set(['substring', 'indexOf', 'lastIndexOf', 'split', 'at']);

function payMethod(meter: Meter, name: string, args: unknown[]): { value: unknown } | undefined {
  const [self, other] = args;
  if (name === 'matches' && isText(self) && isText(other)) return { value: matches(meter, self, other) };
  if (countsCharacters.has(name))
    for (let i = 1; i < args.length; i++) if (Number.isInteger(args[i])) args[i] = BigInt(args[i] as number);
  if (name.startsWith('get') && args.length === 2) meter.spend(500); // formats a date in a time zone
  if (name === 'join' && Array.isArray(self)) payJoin(meter, self, sizeOf(other));
  if (name === 'replace' && isText(self) && isText(other) && isText(args[2]))
    payReplace(meter, self, other, args[2].length);
  // V8 searches with tables of at most 250 characters: what is longer may be compared again at each place. Backwards it has none.
  if (isText(self) && isText(other)) meter.spend((self.length * other.length) / (name === 'lastIndexOf' ? 64 : 16_000));
  meter.spend(sizeOf(self) / (name === 'split' ? 2 : 64));
  return undefined;
}

function payJoin(meter: Meter, parts: unknown[], separatorLength: number): void {
  let length = parts.length * separatorLength;
  for (const part of parts) length += sizeOf(part);
  if (length > meter.limits.textLength)
    meter.stop(`A text would be longer than ${meter.limits.textLength} characters.`);
  meter.spend(parts.length + length / 64);
}

function payReplace(meter: Meter, text: string, found: string, byLength: number): void {
  const places = text.length / Math.max(found.length, 1) + 1;
  if (text.length + places * byLength > meter.limits.textLength * 2)
    meter.stop(`A text would be longer than ${meter.limits.textLength} characters.`);
  meter.spend(text.length / 8);
}

const patterns = new Map<string, RE2JS>();

/** In time linear to the text, whatever the pattern; text times pattern is bounded besides: 1,000,000 steps take some 40 ms. */
function matches(meter: Meter, text: string, source: string): boolean {
  if (source.length > 500) throw new ExpressionError('A pattern has at most 500 characters.');
  meter.spend(source.length * 4);
  let pattern = patterns.get(source);
  if (!pattern) {
    try {
      pattern = RE2JS.compile(source);
    } catch (cause) {
      throw new ExpressionError(`“${source}” is no pattern of RE2.`, null, { cause });
    }
    if (patterns.size >= 200) patterns.clear();
    patterns.set(source, pattern);
  }
  meter.spend((text.length + 1) * (1 + pattern.programSize() / 4));
  return pattern.test(text);
}
