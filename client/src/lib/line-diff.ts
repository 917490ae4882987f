export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
  /** Numbers of the line before and after; null where it isn't there. */
  before: number | null;
  after: number | null;
}

/** Beyond this many cells of a table the middle is shown as taken out and put in as a whole. */
const mostCells = 4_000_000;

/** How two texts differ, line by line: the longest common lines stay. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const lines: DiffLine[] = [];
  const add = (kind: DiffLine['kind'], i: number, j: number) =>
    lines.push({
      kind,
      text: (kind === 'added' ? b[j] : a[i]) ?? '',
      before: kind === 'added' ? null : i + 1,
      after: kind === 'removed' ? null : j + 1,
    });
  for (let i = 0; i < start; i++) add('same', i, i);
  for (const [kind, i, j] of middleOf(a.slice(start, a.length - end), b.slice(start, b.length - end)))
    add(kind, start + i, start + j);
  for (let k = end; k > 0; k--) add('same', a.length - k, b.length - k);
  return lines;
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

type Step = [kind: DiffLine['kind'], i: number, j: number];

function middleOf(a: string[], b: string[]): Step[] {
  const width = b.length + 1;
  if (a.length * width > mostCells) {
    return [...a.map((_, i): Step => ['removed', i, 0]), ...b.map((_, j): Step => ['added', a.length, j])];
  }
  // lengths[i * width + j]: how many lines a from i and b from j have in common.
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const steps: Step[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) steps.push(['same', i++, j++]);
    else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) steps.push(['removed', i++, j]);
    else steps.push(['added', i, j++]);
  }
  return steps;
}

/** The lines that changed with a few around them; runs that stay are left out as a number. */
export function hunksOf(lines: DiffLine[], around = 3): Array<DiffLine | { skippedCount: number }> {
  const isNear = lines.map(() => false);
  for (const [index, { kind }] of lines.entries()) {
    if (kind === 'same') continue;
    for (let near = Math.max(0, index - around); near <= Math.min(lines.length - 1, index + around); near++) {
      isNear[near] = true;
    }
  }
  const parts: Array<DiffLine | { skippedCount: number }> = [];
  for (const [index, line] of lines.entries()) {
    const last = parts.at(-1);
    if (isNear[index]) parts.push(line);
    else if (last && 'skippedCount' in last) last.skippedCount++;
    else parts.push({ skippedCount: 1 });
  }
  return parts;
}
