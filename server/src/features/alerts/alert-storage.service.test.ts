import { expect, test } from '@jest/globals';
import { makeProject, useCast } from '../../../test/factories.ts';
import { addFacts, contextAt } from '../../../test/facts.ts';
import { recordStorage } from '../analytics/storage-history.service.ts';
import { measureSeries } from './alert.measures.ts';

const cast = useCast();

test('what a project keeps can be watched: each day that has ended has a value', async () => {
  const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
  const at = (text: string) => contextAt(cast.app.app, `2026-03-${text}:00Z`);
  const day = (number: number) => new Date(Date.UTC(2026, 2, number));
  for (const number of [10, 11, 13]) {
    const ctx = at(`${number}T08:00`);
    await addFacts(ctx, [{ projectId: project.id, kind: 'custom', name: 'order' }]);
    await recordStorage(ctx);
  }
  await addFacts(at('14T09:00'), []);
  const selection = { measure: 'storage.bytes', serviceIds: null, environmentIds: null, names: null, statuses: null };
  const window = { from: day(9), to: day(15), interval: 'DAY' as const };
  const points = await measureSeries(at('20T09:00'), project.id, selection, window);
  // On the 12th nobody measured, as no worker ran.
  expect(points.map(({ value }) => value)).toEqual([null, 400, 2_000, 2_000, 3_600, 3_600]);
  expect(points.map(({ sampleSize }) => sampleSize)).toEqual([0, 1, 1, 1, 1, 1]);
});
