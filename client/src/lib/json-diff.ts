/** One place where two values differ. */
export interface JsonDifference {
  /** `body.items[3].sku`; empty: the value itself. */
  path: string;
  change: 'ADDED' | 'REMOVED' | 'CHANGED';
  /** Undefined where there is nothing. */
  before: unknown;
  after: unknown;
}

/** More differences than this tell a reader nothing. */
export const mostDifferences = 1_000;

type Branch = Record<string, unknown> | unknown[];

const isBranch = (value: unknown): value is Branch => typeof value === 'object' && value !== null;
const isPlainName = /^[A-Za-z_$][\w$-]*$/;

/** Whether two values are the same JSON; the order of names is none of its business. */
export function isSameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isBranch(one) || !isBranch(other) || Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && isSameJson(at(one, name), at(other, name)));
}

/**
 * Where two values differ, and nothing else; `mostDifferences` at the most. Lists are compared from both ends, so that what was put in or
 * taken out in the middle does not make everything behind it differ.
 */
export function jsonDifferences(before: unknown, after: unknown): JsonDifference[] {
  const found: JsonDifference[] = [];
  const compare = (path: string, one: unknown, other: unknown): void => {
    if (found.length >= mostDifferences || isSameJson(one, other)) return;
    if (Array.isArray(one) && Array.isArray(other)) compareLists(path, one, other);
    else if (isBranch(one) && isBranch(other) && !Array.isArray(one) && !Array.isArray(other)) {
      for (const name of new Set([...Object.keys(one), ...Object.keys(other)]))
        compare(nameIn(path, name), at(one, name), at(other, name));
    } else found.push({ path, change: changeOf(one, other), before: one, after: other });
  };
  const compareLists = (path: string, one: unknown[], other: unknown[]): void => {
    const shorter = Math.min(one.length, other.length);
    let start = 0;
    while (start < shorter && isSameJson(one[start], other[start])) start += 1;
    let end = 0;
    while (end < shorter - start && isSameJson(one.at(-1 - end), other.at(-1 - end))) end += 1;
    const most = Math.max(one.length, other.length) - end;
    for (let index = start; index < most && found.length < mostDifferences; index += 1) {
      const mine = index < one.length - end ? one[index] : undefined;
      const theirs = index < other.length - end ? other[index] : undefined;
      compare(`${path}[${index}]`, mine, theirs);
    }
  };
  compare('', before, after);
  return found;
}

const at = (value: Branch, name: string): unknown =>
  Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;

const nameIn = (path: string, name: string) =>
  isPlainName.test(name) ? (path ? `${path}.${name}` : name) : `${path}[${JSON.stringify(name)}]`;

function changeOf(before: unknown, after: unknown): JsonDifference['change'] {
  if (before === undefined) return 'ADDED';
  return after === undefined ? 'REMOVED' : 'CHANGED';
}

/** What stands around a difference within a long text. */
const contextLength = 40;

/** Two texts from a little before where they begin to differ to a little behind: of long ones nobody finds the difference. */
export function differingParts(before: string, after: string): [before: string, after: string] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  const from = start > 2 * contextLength ? start - contextLength : 0;
  const cut = end > 2 * contextLength ? end - contextLength : 0;
  const part = (text: string) => `${from > 0 ? '…' : ''}${text.slice(from, text.length - cut)}${cut > 0 ? '…' : ''}`;
  return [part(before), part(after)];
}
