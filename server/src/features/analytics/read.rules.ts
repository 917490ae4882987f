import { bucketsOf } from '../../lib/calendar.ts';
import { DIMENSIONS, type Dimension } from '../../platform/facts.ts';
import { cutFor, type Piece, planPieces } from './rollup.rules.ts';
import type { RollupRequest, RollupRow } from './store.types.ts';
import { emptyTally, type Tally } from './tally.rules.ts';

/** What dimensions are called in tables. */
export const COLUMNS: Record<Dimension, string> = {
  service: 'service_id',
  environment: 'environment_id',
  name: 'name',
  status: 'status',
};

/** Where a row belongs; buckets from 1, as Postgres numbers them. */
export type Group = Record<Dimension, string> & { bucket: number };

/** One request on its way: what to read for it, and what has been summed up of it by bucket and group. */
export class Read {
  readonly request: RollupRequest;
  /** The begins of its buckets. */
  readonly edges: readonly number[];
  /** Which of its kind's cuts answers it. */
  readonly cut: number;
  readonly pieces: readonly Piece[];
  readonly #groups = new Map<string, { group: Group; tally: Tally }>();

  constructor(request: RollupRequest, known: { zone: string; now: Date; factsFrom: number }) {
    const [from, to] = [request.from.getTime(), request.to.getTime()];
    this.request = request;
    this.edges = request.interval
      ? bucketsOf(request, request.interval, request.zone).map((bucket) => bucket.from.getTime())
      : [from];
    this.cut = cutFor(
      request.kind,
      DIMENSIONS.filter((dimension) => request.groupBy.includes(dimension) || request.where[dimension] !== undefined),
    );
    this.pieces = from < to ? planPieces({ from, to, edges: this.edges, ...known }) : [];
  }

  /** Whether rows come one by one: sketches are merged here, everything else is summed up by Postgres. */
  get isWhole(): boolean {
    return Boolean(this.request.parts.sketch || this.request.parts.actors);
  }

  tallyOf(group: Group): Tally {
    const { groupBy } = this.request;
    const key =
      groupBy.length === 0
        ? String(group.bucket)
        : `${group.bucket}\n${groupBy.map((dimension) => group[dimension]).join('\n')}`;
    let found = this.#groups.get(key);
    if (!found) {
      found = { group, tally: emptyTally() };
      this.#groups.set(key, found);
    }
    return found.tally;
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
      from: interval ? new Date(this.edges[group.bucket - 1] as number) : null,
      keys: Object.fromEntries(groupBy.map((dimension) => [dimension, group[dimension]])),
    }));
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
