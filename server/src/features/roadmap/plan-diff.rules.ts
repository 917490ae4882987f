import { PLAN_FIELDS, type PlanProblem, type PlanRow } from './plan-row.rules.ts';

/** An item as it is stored; `deployment` is the id. */
export interface StoredItem extends PlanRow {
  id: string;
  position: number;
  isRemoved: boolean;
}

/** What the file says, with each deployment by its id. */
export interface FileRow {
  row: number;
  item: PlanRow;
}

export interface FieldChange {
  name: string;
  before: string | null;
  after: string | null;
}

export interface PlanDiff {
  added: { item: PlanRow; position: number }[];
  /** `changes` is empty where only the place in the file is another. */
  kept: { stored: StoredItem; item: PlanRow; position: number; changes: FieldChange[] }[];
  removed: StoredItem[];
}

type Named = Pick<PlanRow, 'key' | 'title' | 'phase'>;

const byKey = ({ key }: Named) => (key === null ? null : key.toLowerCase());
/** A separator that no cell has: control characters are taken out of them. */
const byTitle = ({ title, phase }: Named) => `${title.toLowerCase()}\u0000${phase?.toLowerCase() ?? ''}`;

/**
 * Rows that are about the same item as a row before: by their id, or without one by title and phase. `repeated`: what else those
 * left out may be about, with an id that was copied by mistake.
 */
export function withoutRepeats(rows: readonly FileRow[]): {
  rows: FileRow[];
  repeated: Named[];
  problems: PlanProblem[];
} {
  const seen = new Map<string, number>();
  const problems: PlanProblem[] = [];
  const repeated: Named[] = [];
  const kept = rows.filter(({ row, item }) => {
    const key = byKey(item);
    const name = key === null ? `title ${byTitle(item)}` : `id ${key}`;
    const first = seen.get(name);
    if (first === undefined) {
      seen.set(name, row);
      return true;
    }
    const message =
      key === null
        ? `Row ${first} has the same title and phase. Give both an id, or take one out.`
        : `Row ${first} has the same id. Each item has an id of its own.`;
    problems.push({ row, column: key === null ? 'title' : 'id', message });
    repeated.push({ key: null, title: item.title, phase: item.phase });
    return false;
  });
  return { rows: kept, repeated, problems };
}

/**
 * What changes when the file counts: which items are new, which stay and what is new of them, which are gone. An item is found
 * again by its id; else by title and phase, unless both have ids and they differ. `untouched`: rows that can't be taken over, so
 * that what they are about stays. With `keepsAll` nothing is gone: not all of the file could be read.
 */
export function diffPlan(
  stored: readonly StoredItem[],
  rows: readonly FileRow[],
  untouched: readonly Named[],
  keepsAll: boolean,
): PlanDiff {
  const find = finder(stored);
  const diff: PlanDiff = { added: [], kept: [], removed: [] };
  // Ids first: a row without one must not take the item that another row names by its id.
  const found = new Map<FileRow, StoredItem>();
  for (const row of rows) match(found, row, find.byId(row.item));
  for (const row of rows) if (!found.has(row)) match(found, row, find.byTitle(row.item));
  for (const [position, row] of rows.entries()) {
    const before = found.get(row);
    if (!before) diff.added.push({ item: row.item, position });
    else diff.kept.push({ stored: before, item: row.item, position, changes: changesOf(before, row.item) });
  }
  for (const named of untouched) find.take(find.byId(named) ?? find.byTitle(named));
  if (!keepsAll) diff.removed = stored.filter((item) => !item.isRemoved && !find.isTaken(item));
  return diff;

  function match(found: Map<FileRow, StoredItem>, row: FileRow, item: StoredItem | undefined): void {
    if (!item) return;
    found.set(row, item);
    find.take(item);
  }
}

function finder(stored: readonly StoredItem[]) {
  const taken = new Set<StoredItem>();
  const keys = new Map(stored.filter(({ key }) => key !== null).map((item) => [byKey(item), item]));
  // What is still in the plan goes before what was taken out of it.
  const titles = Map.groupBy(
    stored.toSorted((one, other) => Number(one.isRemoved) - Number(other.isRemoved)),
    byTitle,
  );
  return {
    byId: (named: Named) => {
      const item = named.key === null ? undefined : keys.get(byKey(named));
      return item && !taken.has(item) ? item : undefined;
    },
    byTitle: (named: Named) =>
      titles.get(byTitle(named))?.find((item) => !taken.has(item) && (item.key === null || named.key === null)),
    take: (item: StoredItem | undefined) => void (item && taken.add(item)),
    isTaken: (item: StoredItem) => taken.has(item),
  };
}

const FIELD_NAMES: Record<keyof PlanRow, string> = {
  key: 'id',
  title: 'title',
  phase: 'phase',
  status: 'status',
  priority: 'priority',
  estimate: 'estimate',
  owner: 'owner',
  dueOn: 'due',
  version: 'version',
  deployment: 'deployment',
};

function changesOf(before: StoredItem, after: PlanRow): FieldChange[] {
  const said = (value: string | number | null) => (value === null ? null : String(value));
  const changes = PLAN_FIELDS.filter((field) => before[field] !== after[field]).map((field) => ({
    name: FIELD_NAMES[field],
    before: said(before[field]),
    after: said(after[field]),
  }));
  return before.isRemoved ? [{ name: 'removed', before: 'yes', after: 'no' }, ...changes] : changes;
}
