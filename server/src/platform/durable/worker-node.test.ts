import { expect, test } from '@jest/globals';
import { useCast } from '../../../test/factories.ts';
import { systemContext } from '../context.ts';
import { withTransaction } from '../db/transaction.ts';
import { addJob } from '../jobs.ts';
import { onlyJobs, WorkerNode, WorkerStops } from './worker-node.ts';

const cast = useCast();

test('a job whose worker stops is there for the next one at once, however often it was tried before', async () => {
  const { app } = cast.app;
  await withTransaction(systemContext(app, 'test'), (ctx) =>
    addJob(ctx, 'test.work', { id: 'one' }, { key: 'test/one', priority: 7, runAt: new Date(Date.now() + 3_600_000) }),
  );
  // As after eight workers that were killed: a failure would now cost e^9 seconds.
  await cast.app.sql(`update graphile_worker._private_jobs set attempts = 8, run_at = now() where key = 'test/one'`);
  const tries: object[] = [];
  const done = Promise.withResolvers<void>();
  const work = onlyJobs({
    'test.work': async (payload, { job: { key, priority, attempts } }) => {
      tries.push({ payload, key, priority, attempts });
      if (tries.length === 1) throw new WorkerStops();
      done.resolve();
    },
  });
  const node = await WorkerNode.start(app, [work]);
  await done.promise;
  await node.stop();
  const again = { payload: { id: 'one' }, key: 'test/one', priority: 7 };
  expect(tries).toEqual([
    { ...again, attempts: 9 },
    { ...again, attempts: 1 },
  ]);
});

test('a job that a killed process locked after its worker was buried is done all the same', async () => {
  const { app } = cast.app;
  await withTransaction(systemContext(app, 'test'), (ctx) =>
    addJob(ctx, 'test.forsaken', { id: 'two' }, { key: 'test/two' }),
  );
  await cast.app.sql(
    `update graphile_worker._private_jobs set locked_by = 'pool-of-nobody', locked_at = now() - interval '1 minute' where key = 'test/two'`,
  );
  const done = Promise.withResolvers<void>();
  const node = await WorkerNode.start(app, [onlyJobs({ 'test.forsaken': async () => done.resolve() })]);
  await node.tick();
  await done.promise;
  await node.stop();
});
