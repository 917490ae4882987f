import { bucketsOf } from '../../lib/calendar.ts';
import { DIMENSIONS, type Dimension } from '../../platform/facts.ts';
import { cutFor, type Piece, planPieces } from './rollup.rules.ts';
import type { RollupRequest, RollupRow } from './store.types.ts';
import { addTally, emptyTally, type Tally } from './tally.rules.ts';

/** What dimensions are called in tables. */
export const COLUMNS: Record<Dimension, string> = {
  service: 'service_id',
  environment: 'environment_id',
  name: 'name',
  status: 'status',
};

/** Where a row belongs; buckets from 1, as Postgres numbers them. */
export type Group = Record<Dimension, string> & { bucket: number };

/** What there is to know of a window, for all that ask for it. */
export interface Plan {
  /** Which of those of a statement. */
  place: number;
  /** The begins of its buckets. */
  edges: readonly number[];
  pieces: readonly Piece[];
}

/** Plans of a project's windows, each made once. */
export class Plans {
  readonly #zone: string | undefined;
  readonly #now: Date;
  readonly #plans = new Map<string, Plan>();

  constructor(known: { zone: string | undefined; now: Date }) {
    this.#zone = known.zone;
    this.#now = known.now;
  }

  get all(): Plan[] {
    return [...this.#plans.values()];
  }

  /** `factsFrom`: from when on the facts themselves are there. */
  planOf({ from, to, interval, zone }: RollupRequest, factsFrom: number): Plan {
    const [since, until] = [from.getTime(), to.getTime()];
    // Facts from before the window make no difference.
    const plan = { from: since, to: until, factsFrom: Math.max(factsFrom, since) };
    const key = `${since} ${until} ${interval} ${zone} ${plan.factsFrom}`;
    let found = this.#plans.get(key);
    if (!found) {
      const edges = interval ? bucketsOf({ from, to }, interval, zone).map((bucket) => bucket.from.getTime()) : [since];
      const pieces = since < until ? planPieces({ ...plan, edges, zone: this.#zone ?? zone, now: this.#now }) : [];
      found = { place: this.#plans.size, edges, pieces };
      this.#plans.set(key, found);
    }
    return found;
  }
}

/** One request on its way: what to read for it, and what has been summed up of it by bucket and group. */
export class Read {
  readonly request: RollupRequest;
  readonly plan: Plan;
  /** Which of its kind's cuts answers it. */
  readonly cut: number;
  readonly #groups = new Map<string, { group: Group; tally: Tally }>();

  constructor(request: RollupRequest, plan: Plan) {
    this.request = request;
    this.plan = plan;
    this.cut = cutFor(
      request.kind,
      DIMENSIONS.filter((dimension) => request.groupBy.includes(dimension) || request.where[dimension] !== undefined),
    );
  }

  /** Whether rows come one by one: sketches are merged here, everything else is summed up by Postgres. */
  get isWhole(): boolean {
    return Boolean(this.request.parts.sketch || this.request.parts.actors);
  }

  tallyOf(group: Group): Tally {
    const key = this.#keyOf(group);
    let found = this.#groups.get(key);
    if (!found) {
      found = { group, tally: emptyTally() };
      this.#groups.set(key, found);
    }
    return found.tally;
  }

  /** Takes the tally, which is nobody else's: mostly it is the only one of its group. */
  take(group: Group, tally: Tally): void {
    const key = this.#keyOf(group);
    const found = this.#groups.get(key);
    if (found) addTally(found.tally, tally);
    else this.#groups.set(key, { group, tally });
  }

  #keyOf(group: Group): string {
    let key = String(group.bucket);
    for (const dimension of this.request.groupBy) key += `\n${group[dimension]}`;
    return key;
  }

  /** In order of time, then of keys. */
  rows(): RollupRow[] {
    const { groupBy, interval, parts } = this.request;
    const sorted = [...this.#groups.values()].sort((a, b) => {
      let order = a.group.bucket - b.group.bucket;
      for (const dimension of groupBy) order ||= compare(a.group[dimension], b.group[dimension]);
      return order;
    });
    return sorted.map(({ group, tally }) => ({
      ...tally,
      sketch: parts.sketch ? tally.sketch : null,
      actors: parts.actors ? tally.actors : null,
      from: interval ? new Date(this.plan.edges[group.bucket - 1] as number) : null,
      keys: Object.fromEntries(groupBy.map((dimension) => [dimension, group[dimension]])),
    }));
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
