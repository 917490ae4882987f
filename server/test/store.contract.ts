import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type AnalyticsStore,
  type FoldResult,
  OTHER,
  type RollupRequest,
  type RollupRow,
} from '../src/features/analytics/store.types.ts';
import { addFact, emptyTally, type Tally } from '../src/features/analytics/tally.rules.ts';
import { bucketsOf, type Interval } from '../src/lib/calendar.ts';
import type { Context } from '../src/platform/context.ts';
import { withTransaction } from '../src/platform/db/transaction.ts';
import { DIMENSIONS, type Dimension, FACT_KINDS, type Fact, type FactKindName } from '../src/platform/facts.ts';
import { eventually } from './at-once.ts';

/** What the suite needs of a store under test. */
export interface StoreHarness {
  store: AnalyticsStore;
  /** The product's own context; its clock is that of {@link StoreHarness.setNow}. */
  context(): Context;
  /** Facts may be dated up to 60 days before. */
  setNow(now: Date): Promise<void>;
  makeProject(timeZone: string): Promise<string>;
  /** Counts as `fold` does, with borders after so many facts. */
  foldIn(sizes: { batch: number; mostFacts: number; mostRollups: number }): Promise<void>;
  /** Counts, and dies before it is kept. */
  dieFolding(): Promise<void>;
}

const DAY_MS = 86_400_000;
const NAMES = ['', 'order', 'refund', 'with "quotes", \\ and {braces}'];
const STATUSES = ['', 'OK', 'FAILED'];

/** Zones with their clocks changed a few days before: by an hour, by half an hour; and one at 45 minutes. */
const PLACES = [
  { zone: 'America/New_York', now: new Date('2026-11-05T10:07:00Z') },
  { zone: 'Australia/Lord_Howe', now: new Date('2026-10-08T10:07:00Z') },
  { zone: 'Asia/Kathmandu', now: new Date('2026-11-05T10:07:00Z') },
  { zone: 'UTC', now: new Date('2026-11-05T10:07:00Z') },
];

const someFact = (projectId: string, now: Date): fc.Arbitrary<Fact> =>
  fc.record({
    projectId: fc.constant(projectId),
    kind: fc.constantFrom<FactKindName>('custom', 'run'),
    // More of them close to now, where the grains are finer.
    at: fc
      .oneof(fc.integer({ min: 0, max: 12 * DAY_MS }), fc.integer({ min: 0, max: 40 * DAY_MS }))
      .map((ago) => new Date(now.getTime() - ago)),
    serviceId: fc.constantFrom(null, 'svc_a', 'svc_b'),
    name: fc.constantFrom(...NAMES).map((name) => name || null),
    status: fc.constantFrom(...STATUSES).map((status) => status || null),
    count: fc.integer({ min: 1, max: 3 }),
    value: fc.oneof(fc.constant(null), fc.integer({ min: -50, max: 5_000_000 })),
    costNano: fc.oneof(fc.constant(null), fc.nat(1_000_000)),
    actor: fc.oneof(
      fc.constant(null),
      fc.nat(5).map((index) => `usr_${index}`),
    ),
  });

const keysOf = (fact: Fact): Record<Dimension, string> => ({
  service: fact.serviceId ?? '',
  environment: fact.environmentId ?? '',
  name: fact.name ?? '',
  status: fact.status ?? '',
});

/** What a store has to answer, counted the plain way. */
function expectedRows(facts: readonly Fact[], request: RollupRequest): Comparable[] {
  const { kind, groupBy, interval, zone } = request;
  const buckets = interval ? bucketsOf(request, interval, zone) : [{ from: request.from, to: request.to }];
  const errors: readonly string[] = FACT_KINDS[kind].errors;
  const rows: (Tally & Pick<RollupRow, 'from' | 'keys'>)[] = [];
  for (const { from, to } of buckets) {
    const groups = new Map<string, Tally & Pick<RollupRow, 'from' | 'keys'>>();
    for (const fact of facts) {
      const at = fact.at as Date;
      const all = keysOf(fact);
      const isWanted = DIMENSIONS.every((dimension) => request.where[dimension]?.includes(all[dimension]) ?? true);
      if (fact.kind !== kind || at < from || at >= to || !isWanted) continue;
      const keys = Object.fromEntries(groupBy.map((dimension) => [dimension, all[dimension]]));
      const key = groupBy.map((dimension) => all[dimension]).join('\n');
      const row = groups.get(key) ?? { ...emptyTally(), from: interval ? from : null, keys };
      groups.set(key, row);
      const counted = { ...all, at: at.getTime(), count: fact.count ?? 1, value: fact.value ?? null };
      addFact(
        row,
        {
          ...counted,
          valueMin: null,
          valueMax: null,
          sketch: null,
          costNano: fact.costNano ?? 0,
          actor: fact.actor ?? null,
        },
        errors.includes(all.status),
      );
    }
    rows.push(...[...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row));
  }
  return rows.map((row) => comparable(row, request));
}

type Comparable = ReturnType<typeof comparable>;

/** Sketches by their bytes. */
function comparable(row: Tally & Pick<RollupRow, 'from' | 'keys'>, { parts }: RollupRequest) {
  const hex = (sketch: { toBytes(): Uint8Array } | null) =>
    sketch ? Buffer.from(sketch.toBytes()).toString('hex') : null;
  return {
    ...row,
    from: row.from?.toISOString() ?? null,
    sketch: parts.sketch ? hex(row.sketch) : null,
    actors: parts.actors ? hex(row.actors) : null,
  };
}

async function expectSame(harness: StoreHarness, facts: readonly Fact[], request: RollupRequest): Promise<void> {
  const rows = await harness.store.read(harness.context(), request);
  expect(rows.map((row) => comparable(row, request))).toEqual(expectedRows(facts, request));
}

const append = (harness: StoreHarness, facts: readonly Fact[]) =>
  withTransaction(harness.context(), (ctx) => harness.store.append(ctx, facts));

/** Until no transaction, whosever, is older than the facts. */
async function fold(harness: StoreHarness): Promise<FoldResult> {
  let total: FoldResult | null = null;
  await eventually('the count of all', async () => {
    const result = await harness.store.fold(harness.context());
    if (!result) return false;
    total = { ...result, foldedCount: result.foldedCount + (total?.foldedCount ?? 0) };
    return !result.isBehind;
  });
  return total as unknown as FoldResult;
}

const ALL: RollupRequest['parts'] = { sketch: true, actors: true };

/** All that must come of it, whatever happened on the way. */
async function expectAll(
  harness: StoreHarness,
  facts: readonly Fact[],
  place: { zone: string; now: Date },
  projectId: string,
) {
  const to = new Date(place.now.getTime() + 1);
  const back = (days: number) => new Date(to.getTime() - days * DAY_MS);
  const base = { projectId, kind: 'custom' as const, zone: place.zone, to, where: {}, parts: ALL };
  await expectSame(harness, facts, { ...base, from: back(41), interval: null, groupBy: [] });
  await expectSame(harness, facts, { ...base, from: back(41), interval: 'DAY', groupBy: [], parts: {} });
  await expectSame(harness, facts, {
    ...base,
    kind: 'run',
    from: back(41),
    interval: 'MONTH',
    groupBy: ['name', 'status'],
  });
  await expectSame(harness, facts, { ...base, from: back(9.3), interval: 'HOUR', groupBy: ['service'] });
  await expectSame(harness, facts, {
    ...base,
    from: back(8.04),
    to: back(1.7),
    interval: 'QUARTER_HOUR',
    groupBy: ['status'],
    where: { name: ['order', ''], service: ['svc_a'] },
  });
}

/** A store keeps and counts facts as the product needs it when it passes these. Postgres's own transactions hold the facts. */
export function describeStore(open: () => StoreHarness): void {
  test('whatever the order, the borders, crashes and late commits, all that was committed is counted once', async () => {
    const harness = open();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...PLACES), fc.integer(), async (place, seed) => {
        await harness.setNow(place.now);
        const projectId = await harness.makeProject(place.zone);
        const fact = someFact(projectId, place.now);
        const chunks = fc.sample(fc.array(fact, { maxLength: 25 }), { numRuns: 6, seed });
        const kept: Fact[] = [];
        const late = Promise.withResolvers<void>();
        const written = Promise.withResolvers<void>();
        const [lateChunk = [], ...others] = chunks;
        const lateCommit = withTransaction(harness.context(), async (ctx) => {
          await harness.store.append(ctx, lateChunk);
          written.resolve();
          await late.promise;
        });
        await written.promise;
        for (const [index, chunk] of others.entries()) {
          await append(harness, chunk);
          kept.push(...chunk);
          if (index % 2 === 0) await harness.dieFolding();
          await harness.foldIn({ batch: 1 + index * 7, mostFacts: 5 + index * 9, mostRollups: 1 + index * 10 });
        }
        const isSeen = await harness.store.read(harness.context(), everything(projectId, place));
        late.resolve();
        await lateCommit;
        kept.push(...lateChunk);
        await fold(harness);
        await expectAll(harness, kept, place, projectId);
        expect(isSeen.reduce((sum, row) => sum + row.count, 0)).toBeLessThanOrEqual(
          kept.reduce((sum, { kind, count = 1 }) => sum + (kind === 'custom' ? count : 0), 0),
        );
        await harness.store.rebuild(harness.context(), {
          projectId,
          from: new Date(0),
          to: new Date(place.now.getTime() + DAY_MS),
        });
        await expectAll(harness, kept, place, projectId);
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  test('any window of any interval is exact', async () => {
    const harness = open();
    const place = PLACES[0] as (typeof PLACES)[number];
    await harness.setNow(place.now);
    const projectId = await harness.makeProject(place.zone);
    const facts = fc.sample(someFact(projectId, place.now), { numRuns: 400, seed: 7 });
    await append(harness, facts);
    await fold(harness);
    const minutes = fc.integer({ min: -41 * 1_440, max: 120 });
    await fc.assert(
      fc.asyncProperty(
        minutes,
        minutes,
        fc.constantFrom<Interval | null>(null, 'HOUR', 'DAY', 'WEEK', 'MONTH', 'QUARTER'),
        fc.constantFrom('America/New_York', 'Asia/Kathmandu', 'UTC'),
        async (a, b, interval, zone) => {
          const [first, last] = [Math.min(a, b), Math.max(a, b)].map(
            (at) => new Date(place.now.getTime() + at * 60_000),
          ) as [Date, Date];
          await expectSame(harness, facts, {
            projectId,
            kind: 'custom',
            zone,
            from: first,
            to: last,
            interval,
            groupBy: ['status'],
            where: {},
            parts: { sketch: true },
          });
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  test.each([
    ['name', 200],
    ['status', 50],
  ] as const)('a %s too many counts as one of the others, in rows too', async (dimension, most) => {
    const harness = open();
    const place = PLACES[3] as (typeof PLACES)[number];
    await harness.setNow(place.now);
    const projectId = await harness.makeProject(place.zone);
    const facts = Array.from(
      { length: most + 30 },
      (_, index): Fact => ({
        projectId,
        kind: 'custom',
        at: new Date(place.now.getTime() - 60_000 * index),
        [dimension]: `${dimension} ${index}`,
      }),
    );
    await append(harness, facts);
    await fold(harness);
    const request = everything(projectId, place);
    const rows = await harness.store.read(harness.context(), { ...request, groupBy: [dimension] });
    expect(rows).toHaveLength(most + 1);
    expect(rows.find(({ keys }) => keys[dimension] === OTHER)?.count).toBe(30);
    const others = await harness.store.rows(harness.context(), {
      ...request,
      kinds: ['custom'],
      where: { [dimension]: [OTHER] },
      first: 100,
    });
    expect(others).toHaveLength(30);
  });

  test('rows come newest first and go on where a page ended', async () => {
    const harness = open();
    const place = PLACES[3] as (typeof PLACES)[number];
    await harness.setNow(place.now);
    const projectId = await harness.makeProject(place.zone);
    const facts = Array.from(
      { length: 25 },
      (_, index): Fact => ({
        projectId,
        kind: index % 2 ? 'custom' : 'run',
        // Two at a time.
        at: new Date(place.now.getTime() - 60_000 * Math.floor(index / 2)),
        value: index,
        status: index % 5 === 0 ? 'FAILED' : null,
        subjectId: `run_${index}`,
        data: { index },
      }),
    );
    await append(harness, facts);
    const request = { ...everything(projectId, place), kinds: ['custom', 'run'] as const, first: 10 };
    const values: (number | null)[] = [];
    let after: { at: Date; seq: number } | null = null;
    for (let page = 0; page < 3; page += 1) {
      const rows = await harness.store.rows(harness.context(), { ...request, after });
      values.push(...rows.map(({ value }) => value));
      after = rows.at(-1) ?? null;
    }
    expect(values).toEqual([1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14, 17, 16, 19, 18, 21, 20, 23, 22, 24]);
    const failed = await harness.store.rows(harness.context(), { ...request, where: { status: ['FAILED'] } });
    expect(failed.map(({ data }) => data)).toEqual([0, 5, 10, 15, 20].map((index) => ({ index })));
  });

  test('the version grows with each fold that counts something, and says whose numbers changed', async () => {
    const harness = open();
    const place = PLACES[3] as (typeof PLACES)[number];
    await harness.setNow(place.now);
    const projectId = await harness.makeProject(place.zone);
    await fold(harness);
    const before = await harness.store.version(harness.context());
    expect(await fold(harness)).toMatchObject({ foldedCount: 0, projectIds: [], version: before });
    await append(harness, [{ projectId, kind: 'api', at: place.now, count: 3, value: 30 }]);
    expect(await fold(harness)).toEqual({
      foldedCount: 1,
      projectIds: [projectId],
      version: before + 1,
      isBehind: false,
    });
    expect(await harness.store.version(harness.context())).toBe(before + 1);
  });

  test('says whether a project is counted up to a moment', async () => {
    const harness = open();
    const place = PLACES[3] as (typeof PLACES)[number];
    await harness.setNow(place.now);
    const [projectId, otherId] = [await harness.makeProject(place.zone), await harness.makeProject(place.zone)];
    const isCounted = (id: string, before: Date) =>
      harness.store.areCounted(harness.context(), { projectId: id, before });
    const later = new Date(place.now.getTime() + 1);
    await fold(harness);
    await append(harness, [{ projectId, kind: 'api', at: place.now, count: 3, value: 30 }]);
    expect([await isCounted(projectId, place.now), await isCounted(projectId, later)]).toEqual([true, false]);
    expect(await isCounted(otherId, later)).toBe(true);
    await fold(harness);
    expect(await isCounted(projectId, later)).toBe(true);
  });

  test('a moment grows with time, and by one whole number with each fold', async () => {
    const harness = open();
    const place = PLACES[3] as (typeof PLACES)[number];
    await harness.setNow(place.now);
    const projectId = await harness.makeProject(place.zone);
    const moment = () => harness.store.moment(harness.context());
    const moments = [await moment(), await moment()];
    await append(harness, [{ projectId, kind: 'api', at: place.now, count: 3, value: 30 }]);
    await fold(harness);
    moments.push(await moment(), await moment());
    for (const [index, later] of moments.slice(1).entries()) expect(later).toBeGreaterThan(moments[index] as number);
    expect(Math.floor(moments[3] as number)).toBe(await harness.store.version(harness.context()));
  });
}

const everything = (projectId: string, place: { zone: string; now: Date }): RollupRequest => ({
  projectId,
  kind: 'custom',
  from: new Date(place.now.getTime() - 41 * DAY_MS),
  to: new Date(place.now.getTime() + 1),
  zone: place.zone,
  interval: null,
  groupBy: [],
  where: {},
  parts: {},
});
