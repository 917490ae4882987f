export const PLAN_STATUSES = ['TODO', 'IN_PROGRESS', 'BLOCKED', 'DONE', 'CANCELED'] as const;
export type PlanStatusName = (typeof PLAN_STATUSES)[number];

/** The most urgent first. */
export const PLAN_PRIORITIES = ['URGENT', 'HIGH', 'MEDIUM', 'LOW'] as const;
export type PlanPriorityName = (typeof PLAN_PRIORITIES)[number];

/** What a row of the file says of an item. */
export interface PlanRow {
  /** The file's own id. */
  key: string | null;
  title: string;
  phase: string | null;
  status: PlanStatusName;
  priority: PlanPriorityName | null;
  estimate: number | null;
  owner: string | null;
  /** `2026-11-30`. */
  dueOn: string | null;
  version: string | null;
  /** The deployment that ships it: its id, or its number after `#`. */
  deployment: string | null;
}

/** Something wrong in the file: `row` as a spreadsheet counts them (the header is 1), `column` as the header calls it. */
export interface PlanProblem {
  row: number;
  column: string | null;
  message: string;
}

/** What columns may be called, whatever their case, spaces and hyphens; the first of a field that is there counts. */
const COLUMN_NAMES = {
  key: ['id', 'key', 'ref', 'reference', 'ticket', 'issue', 'item', 'number'],
  title: ['title', 'name', 'summary', 'task', 'feature'],
  phase: ['phase', 'milestone', 'epic', 'stage', 'section'],
  status: ['status', 'state', 'progress'],
  priority: ['priority', 'prio', 'importance'],
  estimate: ['estimate', 'points', 'storypoints', 'size', 'effort', 'days', 'estimatedays'],
  owner: ['owner', 'assignee', 'assignedto', 'responsible', 'lead', 'who'],
  dueOn: ['due', 'duedate', 'dueon', 'deadline', 'targetdate', 'target'],
  version: ['version', 'release', 'fixversion'],
  deployment: ['deployment', 'deploymentlink', 'deploymentid', 'deploymenturl'],
} as const satisfies Record<keyof PlanRow, readonly string[]>;

export const PLAN_FIELDS = Object.keys(COLUMN_NAMES) as (keyof PlanRow)[];

/** Where in a row each field stands. */
export interface PlanColumns {
  header: string[];
  places: Partial<Record<keyof PlanRow, number>>;
  /** Columns that mean nothing here. */
  ignored: string[];
}

const bare = (name: string) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Reads the header, or says in a sentence what is wrong with it. */
export function columnsOf(header: readonly string[]): PlanColumns | string {
  const names = header.map(bare);
  const twice = header.find((name, index) => name.trim() !== '' && names.indexOf(bare(name)) !== index);
  if (twice !== undefined) return `Two columns are called “${shortened(twice)}”. Rename one of them.`;
  const places: PlanColumns['places'] = {};
  for (const field of PLAN_FIELDS) {
    const place = COLUMN_NAMES[field].map((name) => names.indexOf(name)).find((index) => index >= 0);
    if (place !== undefined) places[field] = place;
  }
  if (places.title === undefined)
    return 'There is no column “title”. The first row must name the columns: id, title, phase, status, priority, estimate, owner, due, version, deployment.';
  const used = new Set(Object.values(places));
  return {
    header: header.map((name) => name.trim()),
    places,
    ignored: header.filter((name, index) => !used.has(index) && name.trim() !== '').map(shortened),
  };
}

const shortened = (text: string) => (text.trim().length > 40 ? `${text.trim().slice(0, 39)}…` : text.trim());

const STATUS_WORDS: Record<PlanStatusName, readonly string[]> = {
  TODO: ['todo', 'open', 'new', 'backlog', 'planned', 'notstarted', 'ready', 'next', 'later', 'pending', 'no'],
  IN_PROGRESS: [
    'inprogress',
    'doing',
    'started',
    'active',
    'wip',
    'inreview',
    'review',
    'ongoing',
    'intest',
    'testing',
  ],
  BLOCKED: ['blocked', 'onhold', 'waiting', 'stuck', 'paused'],
  DONE: ['done', 'complete', 'completed', 'closed', 'shipped', 'finished', 'released', 'resolved', 'yes', 'x', '100'],
  CANCELED: ['canceled', 'cancelled', 'dropped', 'wontfix', 'wontdo', 'rejected', 'outofscope', 'duplicate'],
};

const PRIORITY_WORDS: Record<PlanPriorityName, readonly string[]> = {
  URGENT: ['urgent', 'critical', 'highest', 'blocker', 'p0', '1'],
  HIGH: ['high', 'p1', '2'],
  MEDIUM: ['medium', 'normal', 'mid', 'moderate', 'p2', '3'],
  LOW: ['low', 'lowest', 'minor', 'trivial', 'p3', 'p4', '4'],
};

const LENGTHS = { key: 100, title: 300, phase: 100, owner: 100, version: 200 } as const;
const MOST_ESTIMATE = 1_000_000;

/**
 * A row of the file as an item, with what is wrong with it. `named` says which item it is about even then, as long as it says
 * so itself: what can't be taken over stays as it was.
 */
export function readRow(
  cells: readonly string[],
  columns: PlanColumns,
  row: number,
): { item: PlanRow | null; named: Pick<PlanRow, 'key' | 'title' | 'phase'> | null; problems: PlanProblem[] } {
  const problems: PlanProblem[] = [];
  const { places, header } = columns;
  const refuse = (field: keyof PlanRow, message: string) => {
    problems.push({ row, column: header[places[field] ?? -1] ?? field, message });
    return null;
  };
  const cell = (field: keyof PlanRow) => textOf(cells[places[field] ?? -1] ?? '');
  const text = (field: keyof typeof LENGTHS) => {
    const value = cell(field);
    if (value.length > LENGTHS[field]) return refuse(field, `Use at most ${LENGTHS[field]} characters.`);
    return value === '' ? null : value;
  };

  const key = text('key');
  const title = text('title') ?? (cell('title') === '' ? refuse('title', 'Give the item a title.') : null);
  const phase = text('phase');
  const item = {
    key,
    title: title ?? '',
    phase,
    status:
      wordIn(STATUS_WORDS, cell('status'), 'TODO') ?? refuse('status', unknownWord(cell('status'), STATUSES_SAID)),
    priority: priorityOf(cell('priority'), (message) => refuse('priority', message)),
    estimate: estimateOf(cell('estimate'), (message) => refuse('estimate', message)),
    owner: text('owner'),
    dueOn: dateOf(cell('dueOn'), (message) => refuse('dueOn', message)),
    version: text('version'),
    deployment: deploymentOf(cell('deployment'), (message) => refuse('deployment', message)),
  };
  if (cells.length > header.length && cells.slice(header.length).some((cell) => cell.trim() !== ''))
    problems.push({
      row,
      column: null,
      message: `The row has ${cells.length} cells, but there are ${header.length} columns. Put quotes around text that holds the separator.`,
    });
  const named = key !== null || title !== null ? { key, title: title ?? '', phase } : null;
  const { status } = item;
  return { item: problems.length === 0 && status !== null ? { ...item, status } : null, named, problems };
}

const STATUSES_SAID = 'todo, in progress, blocked, done or canceled';
const PRIORITIES_SAID = 'urgent, high, medium or low';
const unknownWord = (word: string, said: string) => `“${shortened(word)}” is unknown here. Use ${said}.`;

/** One line without what no screen shows; a quote that our export puts before what looks like a formula is taken off again. */
function textOf(cell: string): string {
  const line = cell
    .replaceAll(/\p{Cc}+/gu, ' ')
    .replaceAll(/ {2,}/g, ' ')
    .trim();
  return /^'[=+\-@＝＋－＠]/.test(line) ? line.slice(1) : line;
}

function wordIn<Name extends string>(words: Record<Name, readonly string[]>, text: string, ifEmpty: Name): Name | null {
  const word = bare(text);
  if (word === '') return text === '' ? ifEmpty : null;
  return (Object.keys(words) as Name[]).find((name) => words[name].includes(word)) ?? null;
}

function priorityOf(text: string, refuse: (message: string) => null): PlanPriorityName | null {
  if (['', '-', '–', 'none'].includes(text.toLowerCase())) return null;
  return wordIn(PRIORITY_WORDS, text, 'MEDIUM') ?? refuse(unknownWord(text, PRIORITIES_SAID));
}

function estimateOf(text: string, refuse: (message: string) => null): number | null {
  if (text === '') return null;
  const [, digits] = /^(\d{1,9}(?:[.,]\d{1,6})?)\s*(?:d|days?|pts?|points?|sp)?$/i.exec(text) ?? [];
  const estimate = Number(digits?.replace(',', '.'));
  if (digits === undefined || estimate > MOST_ESTIMATE)
    return refuse('Use a number from 0 to 1,000,000, such as 3 or 2.5, in one unit for the whole plan.');
  return estimate;
}

function dateOf(text: string, refuse: (message: string) => null): string | null {
  if (text === '') return null;
  const [, iso] = /^(\d{4}-\d{2}-\d{2})(?:[T ].*)?$/.exec(text) ?? [];
  // With slashes nobody could tell the month from the day.
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const date = iso ?? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const at = new Date(`${date}T00:00:00Z`);
  const isReal = !Number.isNaN(at.getTime()) && at.toISOString().startsWith(date);
  return isReal ? date : refuse('Write the date as 2026-11-30.');
}

function deploymentOf(text: string, refuse: (message: string) => null): string | null {
  if (text === '') return null;
  const [id] = /dpl_[0-7][0-9a-hjkmnp-tv-z]{25}(?![0-9a-z])/.exec(text) ?? [];
  if (id) return id;
  const [, number] = /^#?(\d{1,9})$/.exec(text) ?? [];
  return number ? `#${Number(number)}` : refuse('Give the deployment’s address, its id (dpl_…) or its number (#142).');
}
