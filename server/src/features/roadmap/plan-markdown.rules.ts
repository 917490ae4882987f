import { type PlanSummaryOf, type SummedItem, shownPercent, URGENCY_RULE } from './plan-summary.rules.ts';

const START = '<!-- pilothouse:plan:start -->';
const END = '<!-- pilothouse:plan:end -->';

/** The summary as Markdown, between the two marks. The same plan gives the same text, whenever it is made. */
export function summaryBlock(summary: PlanSummaryOf<SummedItem>): string {
  const { doneCount, itemCount, percentByCount, percentByEstimate, phases, urgent } = summary;
  const byEstimate = percentByEstimate === null ? '' : `, ${shownPercent(percentByEstimate)} by estimate`;
  const head =
    itemCount === 0
      ? 'The plan has no items yet.'
      : `**${shownPercent(percentByCount)} done**: ${doneCount} of ${itemCount} items${byEstimate}.`;
  const table = [
    '| Phase | Items done | By count | By estimate |',
    '|---|---:|---:|---:|',
    ...phases.map(
      (phase) =>
        `| ${phase.phase === null ? 'No phase' : plain(phase.phase)} | ${phase.doneCount} of ${phase.itemCount} | ${shownPercent(phase.percentByCount)} | ${shownPercent(phase.percentByEstimate)} |`,
    ),
  ];
  const list = urgent.map((item, index) => `${index + 1}. ${urgentLine(item)}`);
  return [
    START,
    head,
    ...(phases.length > 0 ? ['', ...table] : []),
    ...(list.length > 0 ? ['', 'Most urgent:', '', ...list, '', `_${URGENCY_RULE}_`] : []),
    END,
  ].join('\n');
}

function urgentLine({ key, title, priority, status, dueOn, owner, phase }: SummedItem): string {
  const notes = [
    priority?.toLowerCase() ?? 'no priority',
    ...(status === 'TODO' ? [] : [status === 'BLOCKED' ? 'blocked' : 'in progress']),
    ...(dueOn ? [`due ${dueOn}`] : []),
    ...(owner ? [plain(owner)] : []),
    ...(phase ? [plain(phase)] : []),
  ];
  return `${key ? `**${plain(key)}** ` : ''}${plain(title)} (${notes.join(', ')})`;
}

/** No mark of the file may end the block, open a comment or break the table. */
const plain = (text: string) =>
  text
    .replaceAll(/[\\`*_[\]|#~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

/**
 * The file with the block in place of the one that is there, or at its end. Everything else stays as it is, byte for byte, and
 * its line endings are kept. A sentence where the marks don't make one block.
 */
export function withBlock(text: string, block: string): { text: string } | { problem: string } {
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const made = block.replaceAll('\n', newline);
  const [starts, ends] = [placesOf(text, START), placesOf(text, END)];
  if (starts.length === 0 && ends.length === 0) {
    const gap = text === '' ? '' : text.endsWith(newline) ? newline : newline + newline;
    return { text: `${text}${gap}${made}${newline}` };
  }
  const [start = 0, end = 0] = [starts[0], ends[0]];
  if (starts.length !== 1 || ends.length !== 1 || end < start)
    return { problem: `It must have “${START}” and then “${END}” once each, or neither.` };
  return { text: text.slice(0, start) + made + text.slice(end + END.length) };
}

function placesOf(text: string, mark: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) places.push(at);
  return places;
}
