import { beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '../../../test/at-once.ts';
import { makeProject, type TestProject, useCast } from '../../../test/factories.ts';
import { addFacts, contextAt } from '../../../test/facts.ts';
import type { Context } from '../../platform/context.ts';
import type { Fact } from '../../platform/facts.ts';
import type { LiveLog } from '../../platform/graphql/live-source.ts';
import type { ComparisonInput } from '../../platform/metrics/metric.types.ts';
import { MetricDimension, type MetricsUpdate } from './measure.types.ts';
import { metricsChangedField } from './metrics.live.ts';

const cast = useCast();

let project: TestProject;
let now: Date;
let ctx: Context;

beforeEach(async () => {
  project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
  now = new Date('2026-03-11T12:10:00Z');
  ctx = { ...contextAt(cast.app.app, now), app: { ...cast.app.app, now: () => now } };
});

const at = (text: string) => new Date(`2026-03-${text}:00Z`);
const event = (when: string, name = 'order', more: Partial<Fact> = {}): Fact => ({
  projectId: project.id,
  kind: 'custom',
  at: at(when),
  name,
  ...more,
});

/** Hours of a day, of which the thirteenth runs. */
async function open(more: { compare?: ComparisonInput; groupBy?: MetricDimension; measure?: string; to?: Date } = {}) {
  const { compare = null, groupBy = null, measure = 'events.count', to = at('12T00:00') } = more;
  const queries = [{ measure, groupBy, top: 2 }];
  const input = { from: at('11T00:00'), to, interval: 'HOUR' as const, compare, queries };
  const source = (await metricsChangedField.open(ctx, { projectId: project.id, input })) as LiveLog;
  const next = async (after = source.after) => {
    const reading = await source.read(ctx, after);
    return reading && { ...reading, update: reading.value as MetricsUpdate };
  };
  return { source, next };
}

const shownOf = (update: MetricsUpdate | undefined) => {
  const total = update?.results[0]?.total;
  return {
    isSnapshot: update?.isSnapshot,
    value: total?.value,
    points: total?.series.filter(({ value }) => value).map(({ label, value }) => `${label.slice(11)} ${value}`),
  };
};

describe('metricsChanged', () => {
  test('is all of it at once, then the points that changed, each for the version before', async () => {
    await addFacts(ctx, [event('11T10:00'), event('11T12:00')]);
    const { next } = await open();
    const first = await next();
    expect(shownOf(first?.update)).toEqual({ isSnapshot: true, value: 2, points: ['10:00 1', '12:00 1'] });
    expect(first?.update).toMatchObject({ previousVersion: null, version: first?.cursor });
    expect(await next(first?.cursor)).toBeNull();

    await addFacts(ctx, [event('11T12:05')]);
    const second = await next(first?.cursor);
    expect(shownOf(second?.update)).toEqual({ isSnapshot: false, value: 3, points: ['12:00 2'] });
    expect(second?.update.results[0]?.total.series).toHaveLength(1);
    expect(second?.update).toMatchObject({ previousVersion: first?.cursor, version: second?.cursor });
    expect(await next(second?.cursor)).toBeNull();
  });

  test('of other projects says nothing', async () => {
    await addFacts(ctx, [event('11T10:00')]);
    const { next } = await open();
    const first = await next();
    await addFacts(ctx, [{ ...event('11T12:05'), projectId: cast.otherProject.id }]);
    expect(await next(first?.cursor)).toBeNull();
  });

  test('what comes late into a closed bucket is there within a minute', async () => {
    await addFacts(ctx, [event('11T10:00')]);
    const { next } = await open();
    const first = await next();
    await addFacts(ctx, [event('11T09:59')]);
    expect(await next(first?.cursor)).toBeNull();
    now = at('11T12:11');
    expect(shownOf((await next(first?.cursor))?.update)).toEqual({ isSnapshot: false, value: 2, points: ['09:00 1'] });
  });

  test('the next bucket goes on where the last one ended', async () => {
    await addFacts(ctx, [event('11T12:00')]);
    const { next } = await open();
    const first = await next();
    now = at('11T13:00');
    const second = await next(first?.cursor);
    // It has begun, and nothing has happened in it.
    expect(second?.update.results[0]?.total.series).toMatchObject([{ label: '2026-03-11 13:00', value: 0 }]);
    await addFacts(ctx, [event('11T13:00'), event('11T12:59')]);
    now = at('11T13:01');
    const third = await next(second?.cursor);
    expect(shownOf(third?.update)).toEqual({ isSnapshot: false, value: 3, points: ['12:00 2', '13:00 1'] });
  });

  test('groups grow as the total does; a new one is told with all of it', async () => {
    await addFacts(ctx, [event('11T10:00', 'order'), event('11T10:00', 'order'), event('11T10:00', 'refund')]);
    const { next } = await open({ groupBy: MetricDimension.NAME });
    const first = await next();
    await addFacts(ctx, [event('11T12:00', 'refund')]);
    const second = await next(first?.cursor);
    expect(
      second?.update.results[0]?.groups.map(({ key, metric }) => [key, metric.value, metric.series.length]),
    ).toEqual([
      ['order', 2, 0],
      ['refund', 2, 1],
    ]);
    await addFacts(ctx, [event('11T12:01', 'visit')]);
    const third = await next(second?.cursor);
    expect(third?.update).toMatchObject({ isSnapshot: true, previousVersion: null });
    expect(third?.update.results[0]?.groups.map(({ key, metric }) => [key, metric.value])).toEqual([
      ['order', 2],
      ['refund', 2],
      ['(other)', 1],
    ]);
  });

  test('who is behind gets what changed since, and who is far behind all of it', async () => {
    await addFacts(ctx, [event('11T10:00')]);
    const { next } = await open();
    const first = await next();
    let cursor = first?.cursor;
    for (let minute = 0; minute < 3; minute += 1) {
      await addFacts(ctx, [event(`11T12:0${minute}`)]);
      cursor = (await next(cursor))?.cursor;
    }
    expect((await next(first?.cursor))?.update).toMatchObject({
      isSnapshot: false,
      previousVersion: first?.cursor,
      version: cursor,
    });
    for (let minute = 3; minute < 8; minute += 1) {
      await addFacts(ctx, [event(`11T12:0${minute}`)]);
      cursor = (await next(cursor))?.cursor;
    }
    expect((await next(first?.cursor))?.update).toMatchObject({ isSnapshot: true, version: cursor });
  });

  test('percentiles and people of the open bucket are merged with those before', async () => {
    const values = [10, 20, 30, 40].map((value, index) => event('11T10:00', 'order', { actor: `a${index}`, value }));
    await addFacts(ctx, values);
    const people = await open({ measure: 'events.people' });
    const first = await people.next();
    await addFacts(ctx, [event('11T12:00', 'order', { actor: 'a0' }), event('11T12:00', 'order', { actor: 'a9' })]);
    expect(shownOf((await people.next(first?.cursor))?.update)).toEqual({
      isSnapshot: false,
      value: 5,
      points: ['12:00 2'],
    });
  });

  test('what is compared with grows by the minute', async () => {
    await addFacts(ctx, [event('10T10:00'), event('10T12:10'), event('11T10:00')]);
    const { next } = await open({ compare: { with: 'PREVIOUS_PERIOD' } });
    const first = await next();
    expect(first?.update.results[0]?.total.previous?.value).toBe(1);
    now = at('11T12:12');
    const second = await next(first?.cursor);
    expect(second?.update.results[0]?.total.previous).toMatchObject({ value: 2, to: at('10T12:12') });
  });

  test('ends a minute after its window', async () => {
    const { next } = await open({ to: at('11T13:00') });
    const first = await next();
    now = at('11T13:01');
    expect(await next(first?.cursor)).toBeNull();
    now = new Date(at('11T13:01').getTime() + 1);
    expect(await next(first?.cursor)).toMatchObject({ hasEnded: true });
  });

  test('who comes back, to this process or another one, never meets a lower version', async () => {
    await addFacts(ctx, [event('11T10:00')]);
    const here = await open();
    const first = await here.next();
    // Time alone: the same number of folds.
    now = at('11T13:00');
    const second = await here.next(first?.cursor);
    const there = await open();
    const third = await there.next();
    expect(second?.update.version).toBeGreaterThan(first?.update.version as number);
    expect(third?.update.version).toBeGreaterThan(second?.update.version as number);
    // Others have been counted since, of whom this process hears nothing.
    await addFacts(ctx, [{ ...event('11T12:05'), projectId: cast.otherProject.id }]);
    const fourth = await (await open()).next();
    const back = await eventually('a new version', async () => {
      const reading = await here.next();
      return reading && reading.cursor > (second?.cursor as number) && reading;
    });
    expect(back.update).toMatchObject({ isSnapshot: true, version: back.cursor });
    expect(back.update.version).toBeGreaterThan(fourth?.update.version as number);
    // Whoever stands at the version before is told of the new one, with nothing in it.
    const told = await here.next(second?.cursor);
    expect(told?.update).toMatchObject({ isSnapshot: false, previousVersion: second?.cursor, version: back.cursor });
    expect(told?.update.results[0]?.total.series).toEqual([]);
  });

  test('what a fold has changed has its number, in each process', async () => {
    await addFacts(ctx, [event('11T10:00')]);
    const [one, other] = [await open(), await open()];
    const [first, beside] = [await one.next(), await other.next()];
    await addFacts(ctx, [event('11T12:00')]);
    const patches = [await one.next(first?.cursor), await other.next(beside?.cursor)];
    expect(patches[1]?.update.version).toBe(patches[0]?.update.version);
    expect(JSON.stringify(patches[1]?.update.results)).toBe(JSON.stringify(patches[0]?.update.results));
    await addFacts(ctx, [event('11T12:01')]);
    const next = await one.next(patches[0]?.cursor);
    expect(JSON.stringify(await other.next(patches[1]?.cursor))).toBe(JSON.stringify(next));
    expect(Number.isInteger(next?.update.version)).toBe(true);
  });

  test('takes few statements for what is open', async () => {
    await addFacts(ctx, [event('11T10:00')]);
    const { next } = await open();
    const first = await next();
    const before = cast.app.statementCount();
    expect(await next(first?.cursor)).toBeNull();
    // The version; the zone and the rows of the open bucket.
    expect(cast.app.statementCount() - before).toBe(3);
  });
});
