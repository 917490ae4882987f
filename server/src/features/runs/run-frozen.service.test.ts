import { expect, test } from '@jest/globals';
import { eventually } from '../../../test/at-once.ts';
import { useCast } from '../../../test/factories.ts';
import { done, graphOf, useRunWork } from '../../../test/run-harness.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { enqueueRun } from './run.signals.ts';

let nowMs = 0;
let freeze = () => {};
const runs = useRunWork(() => cast, { clocks: () => [nowMs], onTypeOf: (type) => type === 'act' && freeze() });
const cast = useCast();
runs.startWorking();

test('a worker that was frozen after it had written that a node begins leaves the node to who took the run over', async () => {
  // With the beginning of the node the worker is taken for dead, as by others while it is frozen.
  await runs.sql(`
    create function bury_worker() returns trigger language plpgsql as $$ begin delete from workers; return null; end $$`);
  await runs.sql(`
    create trigger bury after insert on node_runs for each row when (new.node_key = 'call' and new.status = 'RUNNING')
    execute function bury_worker()`);
  // Also right before the call.
  freeze = () => {
    nowMs += 60_000;
  };
  runs.acts.set('call', async () => done('called'));
  const id = await runs.startRun(graphOf([{ key: 'call' }], ['begin>call']));
  await eventually('the burial', async () => (await runs.sql('select from workers')).length === 0);
  await runs.sql('drop trigger bury on node_runs');
  await runs.tick();
  freeze = () => {};
  expect(runs.performed).toEqual([]);

  await withTransaction(runs.ctx(), async (ctx) => {
    await runs.sql('update runs set owner_worker_id = null where id = $1', [id]);
    await enqueueRun(ctx, id, { priority: 0 });
  });
  expect((await runs.stands(id, 'SUCCEEDED')).output).toBe('called');
  expect(runs.performed).toEqual(['call']);
});

test('one that is late with its heartbeat, and was not missed, goes on with the next one', async () => {
  freeze = () => {
    nowMs += 60_000;
  };
  const id = await runs.startRun(graphOf([{ key: 'call' }], ['begin>call']));
  await eventually('the beginning', () => runs.attemptOf(id, 'call'));
  freeze = () => {};
  await runs.tick();
  await runs.stands(id, 'SUCCEEDED');
});
