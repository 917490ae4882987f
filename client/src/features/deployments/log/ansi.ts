import { AnsiUp } from 'ansi_up';
import type { LogLine } from './log-line.ts';

/** A stretch of a line that looks the same throughout. Colours are class names, so that each theme has its own. */
export interface Segment {
  text: string;
  className?: string;
  style?: Record<string, string>;
  href?: string;
}

export interface MarkedSegment extends Segment {
  isMatch?: boolean;
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'" };
const unescapeHtml = (html: string): string =>
  html.replace(/&(?:amp|lt|gt|quot|#x27);/g, (entity) => entities[entity] ?? entity);

const element = /<(span|a)([^>]*)>([^<]*)<\/\1>|([^<]+)/g;

function parseStyle(css: string): Record<string, string> {
  const style: Record<string, string> = {};
  for (const declaration of css.split(';')) {
    const [name, value] = declaration.split(':');
    if (name && value) style[name.trim().replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())] = value.trim();
  }
  return style;
}

/** ansi_up writes HTML; it is read back into plain data, so that nothing a program printed is ever set as markup. */
function parseAnsi(text: string): Segment[] {
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  ansi.boldStyle = 'font-weight:600';
  ansi.faintStyle = 'opacity:0.7';
  const segments: Segment[] = [];
  for (const [, tag, attributes = '', inner = '', plain] of ansi.ansi_to_html(text).matchAll(element)) {
    if (plain !== undefined) {
      segments.push({ text: unescapeHtml(plain) });
      continue;
    }
    const segment: Segment = { text: unescapeHtml(inner) };
    const className = /class="([^"]*)"/.exec(attributes)?.[1];
    const style = /style="([^"]*)"/.exec(attributes)?.[1];
    const href = tag === 'a' ? /href="([^"]*)"/.exec(attributes)?.[1] : undefined;
    if (className) segment.className = className;
    if (style) segment.style = parseStyle(style);
    if (href) segment.href = unescapeHtml(href);
    segments.push(segment);
  }
  return segments;
}

/** What a terminal would show of a line that was overwritten by carriage returns: progress bars print hundreds of states in one line. */
function lastOverwrite(text: string): string {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  return line.slice(line.lastIndexOf('\r') + 1);
}

/** The runner's mark at the end of a line that was longer than 64 KiB. */
const cutMark = / … \[cut: (\d+) bytes\]$/;

function parseLine(given: string): Segment[] {
  const text = lastOverwrite(given);
  // Most lines have no escape, and making an AnsiUp costs more than drawing the line.
  const parse = (part: string): Segment[] => (part.includes('\u001b') ? parseAnsi(part) : [{ text: part }]);
  const cut = text.length > 10_000 ? cutMark.exec(text) : null;
  if (!cut) return parse(text);
  return [...parse(text.slice(0, cut.index)), { text: `cut, ${cut[1]} bytes more`, className: 'log-cut' }];
}

/** Lives as long as the line itself: a line whose page was dropped takes its segments along. */
const parsed = new WeakMap<LogLine, Segment[]>();

export function segmentsOf(line: LogLine): Segment[] {
  let segments = parsed.get(line);
  if (!segments) {
    segments = parseLine(line.text);
    parsed.set(line, segments);
  }
  return segments;
}

export const plainTextOf = (line: LogLine): string =>
  segmentsOf(line)
    .map((segment) => segment.text)
    .join('');

/** Cuts segments at the bounds of each match, which may span several colours. Case-insensitive, like the server's search. */
export function markMatches(segments: Segment[], search: string): MarkedSegment[] {
  if (!search) return segments;
  const text = segments
    .map((segment) => segment.text)
    .join('')
    .toLowerCase();
  const needle = search.toLowerCase();
  const marked: MarkedSegment[] = [];
  let segmentStart = 0;
  let matchStart = text.indexOf(needle);
  for (const segment of segments) {
    const segmentEnd = segmentStart + segment.text.length;
    let position = segmentStart;
    while (matchStart >= 0 && matchStart < segmentEnd) {
      const matchEnd = matchStart + needle.length;
      if (matchStart > position)
        marked.push({ ...segment, text: segment.text.slice(position - segmentStart, matchStart - segmentStart) });
      const from = Math.max(matchStart, position);
      const to = Math.min(matchEnd, segmentEnd);
      marked.push({ ...segment, text: segment.text.slice(from - segmentStart, to - segmentStart), isMatch: true });
      position = to;
      if (matchEnd > segmentEnd) break;
      matchStart = text.indexOf(needle, matchEnd);
    }
    if (position < segmentEnd) marked.push({ ...segment, text: segment.text.slice(position - segmentStart) });
    segmentStart = segmentEnd;
  }
  return marked;
}
