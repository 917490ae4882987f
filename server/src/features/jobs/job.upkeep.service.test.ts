import { afterEach, describe, expect, test } from '@jest/globals';
import { makeDeployment, makeEnvironment, makeService, useCast } from '../../../test/factories.ts';
import { graphOf, useRunWork } from '../../../test/run-harness.ts';
import { newId } from '../../lib/ids.ts';
import type { Context } from '../../platform/context.ts';
import { execute } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { addJob } from '../../platform/jobs.ts';
import { enqueueStart } from '../deployments/deployment.queue.ts';
import { insertRun } from '../runs/run.service.ts';
import { signalRun } from '../runs/run.signals.ts';
import { createJobUpkeep, retryStuckJobs } from './job.upkeep.ts';

const runs = useRunWork(() => cast);
const cast = useCast();
const app = () => cast.app.app;

afterEach(() => cast.app.sql('delete from graphile_worker._private_jobs'));

const enqueue = (task: string, key: string | undefined, maxAttempts?: number) =>
  withTransaction(runs.ctx(), (ctx) =>
    addJob(ctx, task, { id: newId('run') }, { key, runAt: new Date(Date.now() + 86_400_000), maxAttempts }),
  );

interface Job {
  task: string;
  attempts: number;
  isDue: boolean;
}
const jobsNow = () =>
  cast.app.sql<Job>(
    `select t.identifier as task, j.attempts, j.run_at <= now() as "isDue"
     from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id order by j.id`,
  );

/** All jobs as they are when every attempt failed, and the wait after the last one was over so long ago. */
const failed = (ctx: Context, ago = '11 minutes') =>
  execute(
    ctx,
    `update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'No.', run_at = now() - $1::interval`,
    [ago],
  );
const failForGood = (ago?: string) => withTransaction(runs.ctx(), (ctx) => failed(ctx, ago));

describe('a job that failed for good', () => {
  test.each(['run', 'deployment.start', 'deployment.attach.node-1', 'notification.deliver'])(
    'of the kind %s, which nobody else would make anew, gets all its attempts again, once',
    async (task) => {
      await enqueue(task, `${task}/1`);
      await failForGood();
      expect(await retryStuckJobs(app())).toBe(1);
      expect(await jobsNow()).toEqual([{ task, attempts: 0, isDue: true }]);
      expect(await retryStuckJobs(app())).toBe(0);
    },
  );

  test.each(['mail.send', 'account.reset_password', 'occurrence'])('of the kind %s stays as it is', async (task) => {
    await enqueue(task, `${task}/1`, 8);
    await failForGood();
    expect(await retryStuckJobs(app())).toBe(0);
    expect(await jobsNow()).toEqual([{ task, attempts: 8, isDue: true }]);
  });

  test('rests as long as if there were one attempt more, and ten minutes where its workers died', async () => {
    await enqueue('run', 'run/1');
    for (const ago of ['-6 hours', '9 minutes']) {
      await failForGood(ago);
      expect(await retryStuckJobs(app())).toBe(0);
    }
  });

  test('is left where another one took its place, or a worker is at it', async () => {
    await enqueue('run', undefined);
    await failForGood();
    expect(await retryStuckJobs(app())).toBe(0);
    await cast.app.sql(`update graphile_worker._private_jobs set key = 'run/1', locked_at = now(), locked_by = 'w'`);
    expect(await retryStuckJobs(app())).toBe(0);
  });
});

describe('what is stuck behind one goes on', () => {
  runs.startWorking();
  const upkeep = () => createJobUpkeep(app()).tick(null as never);

  test('a run that has not begun', async () => {
    const graph = graphOf([{ key: 'a' }], ['begin>a']);
    const { workflowId, versionId } = await runs.publish(graph);
    const { id } = await withTransaction(runs.ctx(), async (ctx) => {
      const run = await insertRun(ctx, {
        workflow: { id: workflowId, projectId: cast.project.id },
        versionId,
        graph,
        trigger: 'MANUAL',
        triggerNodeKey: 'begin',
        payload: null,
        createdByName: 'Ann',
        narrowedGrant: null,
      });
      await failed(ctx);
      return run;
    });
    await cast.app.sql(`update runs set created_at = now() - interval '1 day' where id = $1`, [id]);
    await runs.tick();
    await upkeep();
    await runs.stands(id, 'SUCCEEDED');
  });

  test('a run that waits for what has come', async () => {
    const approval = { key: 'ask', type: 'approval', config: { message: 'Go on?' } };
    const id = await runs.startRun(graphOf([approval, { key: 'a' }], ['begin>ask', 'ask.approved>a']));
    await runs.stands(id, 'WAITING', true);
    await withTransaction(runs.ctx(), async (ctx) => {
      await signalRun(ctx, { runId: id, kind: 'CANCEL', data: { by: 'Ann' } });
      await execute(ctx, `update runs set stop_reason = 'CANCEL', stop_requested_by = 'Ann' where id = $1`, [id]);
      await failed(ctx);
    });
    await runs.tick();
    expect((await runs.rowOf(id)).status).toBe('WAITING');
    await upkeep();
    await runs.stands(id, 'CANCELED');
  });

  test('a queued deployment', async () => {
    const { id } = await makeDeployment(await makeService(cast.project), await makeEnvironment(cast.project), {
      status: 'QUEUED',
    });
    await withTransaction(runs.ctx(), (ctx) => enqueueStart(ctx, id));
    await failForGood();
    await upkeep();
    expect(await jobsNow()).toEqual([{ task: 'deployment.start', attempts: 0, isDue: true }]);
  });
});
