import { beforeEach, describe, expect, test } from '@jest/globals';
import { makeProject, type TestProject, useCast } from '../../../test/factories.ts';
import { addFacts, contextAt } from '../../../test/facts.ts';
import { ensureFactMonths } from '../../platform/facts.ts';
import { measure } from './measure.service.ts';
import { MetricDimension } from './measure.types.ts';
import { recordStorage } from './storage-history.service.ts';

const cast = useCast();
let project: TestProject;

beforeEach(async () => {
  project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
});

const at = (text: string) => contextAt(cast.app.app, `2026-03-${text}:00Z`);
const event = (day: string) => ({
  projectId: project.id,
  kind: 'custom' as const,
  at: new Date(`2026-03-${day}:00Z`),
  name: 'order',
});
const measuredOf = async () =>
  cast.app.sql<{ at: Date; name: string; value: string }>(
    `select at, name, value from events where project_id = $1 and kind = 'storage' order by at, name`,
    [project.id],
  );
/** On a day, as the worker does it, and counts it. */
async function measureOn(when: string): Promise<void> {
  await ensureFactMonths(at(when), [new Date('2026-03-01')], ['storage']);
  await recordStorage(at(when));
  await addFacts(at(when), []);
}
async function shown(now: string, input: { from?: string; to?: string; names?: string[]; compare?: boolean } = {}) {
  const window = { from: at(input.from ?? '09T00:00').app.now(), to: at(input.to ?? '13T00:00').app.now() };
  const { results } = await measure(at(now), project.id, {
    ...window,
    interval: 'DAY',
    compare: input.compare ? { with: 'PREVIOUS_PERIOD' } : null,
    queries: [{ measure: 'storage.bytes', groupBy: MetricDimension.NAME, names: input.names ?? null }],
  });
  const [storage] = results;
  if (!storage) throw new Error('There is no result.');
  return { ...storage, course: storage.total.series.map(({ value }) => value) };
}

describe('the history of storage', () => {
  test('has one measurement a day of each part, however often it is looked at', async () => {
    await addFacts(at('10T08:00'), [event('10T08:00'), event('10T08:01')]);
    await measureOn('10T09:00');
    await Promise.all([recordStorage(at('10T10:00')), recordStorage(at('10T23:59'))]);
    expect(await measuredOf()).toEqual([
      { at: new Date('2026-03-10T09:00:00Z'), name: 'facts', value: '800' },
      { at: new Date('2026-03-10T09:00:00Z'), name: 'logs', value: '0' },
      { at: new Date('2026-03-10T09:00:00Z'), name: 'values', value: '0' },
    ]);
    await measureOn('11T00:00');
    expect(await measuredOf()).toHaveLength(6);
  });

  test('is a line that ends at what is kept now, and opens to its measurements', async () => {
    await addFacts(at('10T08:00'), [event('10T08:00')]);
    await measureOn('10T09:00');
    await addFacts(at('11T08:00'), [event('11T08:00')]);
    await measureOn('11T09:00');
    await addFacts(at('12T08:00'), [event('12T08:00')]);
    // Its own measurements are facts too: three a day.
    const storage = await shown('12T09:00', { compare: true });
    expect(storage.course).toEqual([null, 400, 5 * 400, 9 * 400]);
    expect(storage.total.value).toBe(9 * 400);
    expect(storage.groups.map(({ key, metric }) => [key, metric.value])).toEqual([
      ['facts', 9 * 400],
      ['logs', 0],
      ['values', 0],
    ]);
    expect(storage.total.previous?.value).toBeNull();
    const rows = await storage.total.loadRows(at('12T09:00'), { first: 10, after: null });
    expect(rows.nodes.map(({ title, value }) => [title, value])).toEqual(
      expect.arrayContaining([
        ['facts', 2_000],
        ['facts', 400],
        ['logs', 0],
      ]),
    );
    // A week later: what was measured last still stands, and is what is compared with.
    const later = await shown('20T09:00', { from: '13T00:00', to: '16T00:00', compare: true });
    expect(later.total.previous?.value).toBe(2_000);
    expect((await shown('20T09:00', { names: ['logs'] })).course).toEqual([null, 0, 0, 0]);
  });
});
