import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../test/as.ts';
import { makeProject, type TestProject, useCast } from '../../test/factories.ts';
import { follow } from '../../test/live.ts';
import { createFoldWork, type FoldWork } from '../features/analytics/fold.jobs.ts';
import type { MetricsUpdate } from '../features/analytics/measure.types.ts';
import { createPostgresEvents } from '../platform/events-postgres.ts';
import { FactsBuffer } from '../platform/facts-buffer.ts';
import { createHttpDoor, type HttpDoor } from './http.ts';

const cast = useCast();
const NEVER_MS = 2 ** 31 - 1;

/** What another process has of its own, besides the one of the cast; and a worker that counts. */
let other: { door: HttpDoor; url: string; stop(): Promise<void> };
let worker: FoldWork;
let project: TestProject;

beforeEach(async () => {
  project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
});

const LIVE = `subscription ($id: ID!, $input: UsageMetricsInput!) { metricsChanged(projectId: $id, input: $input) {
  version previousVersion isSnapshot results { total { value series { label value } } } } }`;
const TRACK = 'mutation ($input: TrackEventsInput!) { trackEvents(input: $input) { acceptedCount } }';
const DAY_MS = 86_400_000;

const thereIs = (actor: TestActor): TestActor => ({ ...actor, app: { ...actor.app, url: other.url } });
const track = (actor: TestActor, count = 1) =>
  as(actor).run(TRACK, {
    input: { projectId: project.id, events: Array.from({ length: count }, () => ({ name: 'order' })) },
  });

/** Follows the events of a window around now; `next` is the next update. */
function watch(actor: TestActor, window: { from: Date; to: Date }) {
  const input = { ...window, interval: 'DAY', queries: [{ measure: 'events.count' }] };
  const updates = follow<{ metricsChanged: MetricsUpdate }>(actor, LIVE, { id: project.id, input });
  return {
    next: async () => (await updates.next()).value?.metricsChanged as MetricsUpdate,
    stop: () => updates.return(),
  };
}
const aroundNow = () => ({ from: new Date(Date.now() - DAY_MS), to: new Date(Date.now() + DAY_MS) });
const shown = ({ results }: MetricsUpdate) => results[0]?.total.value;

describe('metricsChanged', () => {
  beforeAll(async () => {
    const { app } = cast.app;
    const events = await createPostgresEvents({ url: app.config.databaseUrl ?? '', log: app.log });
    const beside = { ...app, events };
    const door = await createHttpDoor(beside, new FactsBuffer(beside, NEVER_MS));
    await new Promise<void>((resolve) => door.server.listen(0, '127.0.0.1', resolve));
    const { port } = door.server.address() as AddressInfo;
    const stop = async () => {
      await door.close();
      await events.close();
    };
    other = { door, url: `http://127.0.0.1:${port}`, stop };
    worker = createFoldWork(app);
  });
  afterAll(async () => {
    await worker.stop();
    await other.stop();
  });

  test('two processes tell the same patches, within a second of what was written through the other', async () => {
    const window = aroundNow();
    const [here, there] = [watch(cast.owner, window), watch(thereIs(cast.owner), window)];
    const first = await Promise.all([here.next(), there.next()]);
    const took: number[] = [];
    let known = first.map(({ version }) => version);
    for (const [round, writer] of [cast.owner, thereIs(cast.owner), cast.owner].entries()) {
      const begunAt = performance.now();
      await track(writer);
      const updates = await Promise.all([here.next(), there.next()]);
      took.push(performance.now() - begunAt);
      expect(updates.map(shown)).toEqual([round + 1, round + 1]);
      // The versions of their snapshots were their own.
      expect(updates.map(({ isSnapshot, previousVersion }) => isSnapshot || previousVersion)).toEqual(known);
      expect(updates[1]).toEqual({ ...updates[0], previousVersion: known[1] });
      for (const [index, { version }] of updates.entries()) expect(version).toBeGreaterThan(known[index] as number);
      known = updates.map(({ version }) => version);
    }
    // Of a busy machine the least of some tries is the product's own.
    expect(Math.min(...took)).toBeLessThan(1_000);
    await Promise.all([here.stop(), there.stop()]);
  });

  test('fifty equal subscribers share one reading', async () => {
    const window = aroundNow();
    let trackedCount = 0;
    /** Statements from a fact to the patch that everybody has, the writing of it left out. */
    const statementsFor = async (count: number) => {
      const watching = Array.from({ length: count }, () => watch(cast.owner, window));
      await Promise.all(watching.map(({ next }) => next()));
      const counts: number[] = [];
      for (let round = 0; round < 4; round += 1) {
        await track(cast.owner);
        const written = cast.app.statementCount();
        trackedCount += 1;
        const updates = await Promise.all(watching.map(({ next }) => untilValue(next, trackedCount)));
        counts.push(cast.app.statementCount() - written);
        expect(new Set(updates.map(({ version }) => version)).size).toBe(1);
      }
      await Promise.all(watching.map(({ stop }) => stop()));
      return Math.min(...counts);
    };
    const untilValue = async (next: () => Promise<MetricsUpdate>, wanted: number) => {
      for (;;) {
        const update = await next();
        if (shown(update) === wanted) return update;
      }
    };
    const one = await statementsFor(1);
    const fifty = await statementsFor(50);
    expect(fifty).toBeLessThanOrEqual(one + 3);
  });
});
