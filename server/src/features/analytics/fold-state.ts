import type { App } from '../../platform/context.ts';
import type { FactKindName } from '../../platform/facts.ts';
import { KindFold, type Series } from './fold.rules.ts';
import { type Cursor, KEY_SEPARATOR } from './rollup.queries.ts';

/** Keys of facts that are remembered: some 60 MB. */
const MOST_KEYS = 200_000;
/** Series that are remembered from one fold to the next. */
const MOST_SERIES = 100_000;

/** Where facts are counted, by what they are of: what the database has said of projects and kinds, and what is counted of them. */
export class FoldState {
  readonly zones = new Map<string, string>();
  readonly folds = new Map<string, KindFold>();
  /** By the keys of facts. Several may share a series: those of values that are not kept apart. */
  readonly #series = new Map<string, Series>();

  seriesOf(key: string): Series | undefined {
    return this.#series.get(key);
  }

  /** Where facts with a key are counted that has not been met; null when nothing is known of its project and kind. */
  meet(key: string): Series | null {
    const [projectId = '', kind = '', service = '', environment = '', status = '', ...name] = key.split(KEY_SEPARATOR);
    const fold = this.folds.get(groupKey(projectId, kind));
    if (!fold) return null;
    const series = fold.seriesFor({ service, environment, status, name: name.join(KEY_SEPARATOR) });
    if (this.#series.size >= MOST_KEYS) this.#series.clear();
    this.#series.set(key, series);
    return series;
  }

  open(projectId: string, kind: FactKindName): KindFold {
    const fold = new KindFold(projectId, kind, this.zones.get(projectId) ?? 'UTC');
    this.folds.set(groupKey(projectId, kind), fold);
    return fold;
  }

  get isSmall(): boolean {
    let count = 0;
    for (const { seriesCount } of this.folds.values()) count += seriesCount;
    return count <= MOST_SERIES;
  }
}

export const groupKey = (projectId: string, kind: string): string => `${kind} ${projectId}`;

/** The group of a fact's key. */
export function groupOf(key: string): { projectId: string; kind: FactKindName } {
  const [projectId = '', kind = ''] = key.split(KEY_SEPARATOR, 2);
  return { projectId, kind: kind as FactKindName };
}

type Mark = Pick<Cursor, 'version' | 'foldedAt'>;

/** What the last fold of a process has left: right for as long as nobody else has counted. */
const kept = new WeakMap<App, Mark & { state: FoldState }>();

/** Taken out: who fails leaves nothing. */
export function takeState(app: App, cursor: Mark): FoldState {
  const found = kept.get(app);
  kept.delete(app);
  return found && found.version === cursor.version && found.foldedAt === cursor.foldedAt
    ? found.state
    : new FoldState();
}

export function keepState(app: App, mark: Mark, state: FoldState): void {
  if (state.isSmall) kept.set(app, { ...mark, state });
}
