import { beforeAll, expect, test } from '@jest/globals';
import { useCast } from '../../../test/factories.ts';
import { graphOf, useRunWork } from '../../../test/run-harness.ts';

const runs = useRunWork(() => cast);
const cast = useCast();
let id: string;
beforeAll(async () => {
  id = await runs.startRun(graphOf([{ key: 'go' }], ['begin>go']));
  await runs.sql(`update runs set created_at = now() - interval '1 minute' where id = $1`, [id]);
  // As a job that failed after seven workers were killed with it.
  await runs.sql(
    `update graphile_worker._private_jobs set attempts = 8, run_at = now() + interval '50 minutes' where key = $1`,
    [`run/${id}`],
  );
});
runs.startWorking();

test('a run whose job failed among killed workers does not wait as long as its job would', async () => {
  await runs.tick();
  expect(await runs.stands(id, 'SUCCEEDED')).toMatchObject({ status: 'SUCCEEDED' });
});
