import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isMap,
  isNode,
  isSeq,
  type LineCounter,
  type ParsedNode,
  parseDocument,
  stringify,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { z } from 'zod';
import { readYaml, YAML_OPTIONS } from '../../platform/yaml.ts';
import { type DashboardContent, type DashboardPanel, dashboardSchema } from './dashboard.schema.ts';

export const MOST_SOURCE_BYTES = 100_000;
const MOST_PROBLEMS = 50;

/** What is wrong with a file, and where. */
export interface FileProblem {
  /** The field, like `panels.0.kind`; empty for the file as a whole. */
  path: string;
  line: number | null;
  message: string;
}

/** What measures there are, and by what each can be grouped and filtered. */
export type KnownMeasures = ReadonlyMap<string, { dimensions: readonly string[] }>;

export interface ReadDashboard {
  /** Null when there are problems. */
  content: DashboardContent | null;
  problems: FileProblem[];
}

/** Reads YAML (or JSON, which is YAML). With `measures`, names of none are problems too. */
export function readDashboard(source: string, measures?: KnownMeasures): ReadDashboard {
  const refuse = (message: string, line: number | null = null) => ({
    content: null,
    problems: [{ path: '', line, message }],
  });
  if (Buffer.byteLength(source) > MOST_SOURCE_BYTES) return refuse('The file is larger than 100 kB.');
  if (source.includes('\0')) return refuse('The file holds a NUL character, which can’t be kept.');
  const { document, lines, problem } = readYaml(source);
  if (problem) return refuse(problem.message, problem.line);
  const result = dashboardSchema.safeParse(document.toJS());
  const found = result.success ? measureProblems(result.data, measures) : result.error.issues.map(issueOf);
  const problems = found.slice(0, MOST_PROBLEMS).map(({ path, message }) => ({
    path: path.join('.'),
    line: lineAt(document, path, lines),
    message,
  }));
  return { content: result.success && problems.length === 0 ? result.data : null, problems };
}

/** What a stored source says. It was checked when it was stored, though perhaps by an earlier release: null then. */
export const storedContent = (source: string): DashboardContent | null => readDashboard(source).content;

interface Found {
  path: (string | number)[];
  message: string;
}

function issueOf(issue: z.core.$ZodIssue): Found {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)));
  if (issue.code === 'unrecognized_keys') {
    const [key = ''] = issue.keys;
    return { path: [...path, key], message: `There is no field “${key}” here.` };
  }
  const text = issue.message.endsWith('.') ? issue.message : `${issue.message}.`;
  return { path, message: text };
}

const FILTERS = { services: 'service', environments: 'environment', names: 'name', statuses: 'status' } as const;

function measureProblems(content: DashboardContent, measures: KnownMeasures | undefined): Found[] {
  if (!measures) return [];
  return content.panels.flatMap((panel, at) =>
    (panel.measures ?? []).flatMap((each, index): Found[] => {
      const path = ['panels', at, 'measures', index];
      const known = measures.get(each.measure);
      if (!known)
        return [
          {
            path: [...path, 'measure'],
            message: `There is no measure “${each.measure}”${hintFor(each.measure, measures)}.`,
          },
        ];
      const found: Found[] = [];
      const can = known.dimensions.length > 0 ? `It can by ${known.dimensions.join(', ')}` : 'It has no parts';
      if (each.groupBy && !known.dimensions.includes(each.groupBy))
        found.push({
          path: [...path, 'groupBy'],
          message: `${each.measure} can’t be grouped by ${each.groupBy}. ${can}.`,
        });
      for (const [field, dimension] of Object.entries(FILTERS))
        if (each[field as keyof typeof FILTERS] && !known.dimensions.includes(dimension))
          found.push({ path: [...path, field], message: `${each.measure} can’t be filtered by ${dimension}. ${can}.` });
      return found;
    }),
  );
}

/** Those of the same family, for who mistyped the rest. */
function hintFor(name: string, measures: KnownMeasures): string {
  const family = [...measures.keys()].filter((key) => key.split('.')[0] === name.split('.')[0]);
  return family.length > 0 ? `; there are ${family.slice(0, 8).join(', ')}` : '';
}

/** The line of the field, or of the nearest thing around it that is there. */
function lineAt(document: Document.Parsed, path: (string | number)[], lines: LineCounter): number | null {
  for (let length = path.length; length > 0; length--) {
    const node = keyNode(document, path.slice(0, length)) ?? document.getIn(path.slice(0, length), true);
    const line = isNode(node) ? lineOf(node as ParsedNode, lines) : null;
    if (line !== null) return line;
  }
  return isNode(document.contents) ? lineOf(document.contents, lines) : null;
}

/** The key itself: its value may begin on the next line. */
function keyNode(document: Document.Parsed, path: (string | number)[]): unknown {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(parent)) return null;
  return parent.items.find(({ key }) => isNode(key) && String(key) === String(path.at(-1)))?.key;
}

const lineOf = (node: ParsedNode, lines: LineCounter): number | null =>
  node.range ? lines.linePos(node.range[0]).line : null;

/** A dashboard as a new file. */
export const toYaml = (content: DashboardContent): string =>
  tidy(parseDocument(stringify(content, { lineWidth: 0 }), YAML_OPTIONS));

/**
 * The source with what is different in `content` changed: comments, order and spelling of everything else stay as somebody wrote
 * them, and a source that says the same already stays to the letter.
 */
export function changeYaml(source: string, content: DashboardContent): string {
  const before = storedContent(source);
  if (!before) return toYaml(content);
  if (isDeepStrictEqual(before, content)) return source;
  const document = parseDocument(source, YAML_OPTIONS);
  for (const field of ['name', 'description', 'time', 'variables'] as const) {
    if (isDeepStrictEqual(before[field], content[field])) continue;
    if (content[field] === undefined) document.delete(field);
    else if (document.has(field)) document.set(field, document.createNode(content[field]));
    else insertBeforePanels(document, field, content[field]);
  }
  changePanels(document, before.panels, content.panels);
  const written = tidy(document);
  const kept = keepLines(source, written);
  return isDeepStrictEqual(storedContent(kept), storedContent(written)) ? kept : written;
}

/**
 * Lines that differ from the source in spaces alone as they stood there: how people pad brackets and align comments is theirs.
 * Within a text spaces mean something, so the caller looks whether it says the same.
 */
function keepLines(source: string, written: string): string {
  const bare = (line: string) => `${/^ */.exec(line)?.[0].length} ${line.replace(/\s+/g, '')}`;
  const known = new Map(source.split('\n').map((line) => [bare(line), line]));
  return written
    .split('\n')
    .map((line) => known.get(bare(line)) ?? line)
    .join('\n');
}

function insertBeforePanels(document: Document.Parsed, field: string, value: unknown): void {
  const map = document.contents;
  if (!isMap(map)) return;
  const at = map.items.findIndex(({ key }) => String(key) === 'panels');
  const pair = document.createPair(field, value);
  (map.items as unknown[]).splice(at < 0 ? map.items.length : at, 0, pair);
}

function changePanels(document: Document.Parsed, before: DashboardPanel[], after: DashboardPanel[]): void {
  if (isDeepStrictEqual(before, after)) return;
  const list = document.get('panels', true);
  if (!isSeq(list)) {
    document.set('panels', document.createNode(after));
    return;
  }
  const nodes = new Map(before.map((panel, index) => [panel.key, (list as YAMLSeq).items[index]]));
  (list as YAMLSeq).flow = false;
  (list as YAMLSeq).items = after.map((panel) => {
    const node = nodes.get(panel.key);
    const was = before.find(({ key }) => key === panel.key);
    if (!was || !isMap(node)) return document.createNode(panel);
    changeFields(document, node, was, panel);
    return node;
  });
}

function changeFields(document: Document, node: YAMLMap, before: DashboardPanel, after: DashboardPanel): void {
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof DashboardPanel>) {
    if (isDeepStrictEqual(before[field], after[field])) continue;
    if (after[field] === undefined) node.delete(field);
    else {
      const value = document.createNode(after[field]);
      const old = node.get(field, true);
      if (isNode(old) && isNode(value))
        Object.assign(value, { comment: old.comment, commentBefore: old.commentBefore });
      node.set(field, value);
    }
  }
}

/** Places and short lists on one line each, as people write them. */
function tidy(document: Document.Parsed): string {
  visit(document, {
    Pair(_key, { key, value }) {
      if (isMap(value) && String(key) === 'position') value.flow = true;
      if (isSeq(value) && value.items.every((item) => !isMap(item) && !isSeq(item)) && !hasComments(value))
        value.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

const hasComments = (list: YAMLSeq): boolean =>
  Boolean(list.comment || list.commentBefore) ||
  list.items.some((item) => isNode(item) && Boolean(item.comment || item.commentBefore));
