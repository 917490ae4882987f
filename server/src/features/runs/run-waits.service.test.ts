import { describe, expect, test } from '@jest/globals';
import { eventually } from '../../../test/at-once.ts';
import { makeDeployment, makeEnvironment, makeService, useCast } from '../../../test/factories.ts';
import { graphOf, useRunWork } from '../../../test/run-harness.ts';
import { tellWaiting } from './run.waits.ts';

const runs = useRunWork(() => cast);
const cast = useCast();
runs.startWorking();

describe('a wait that nobody was told the end of', () => {
  test('for a deployment ends with the next look, once', async () => {
    const [service, environment] = [await makeService(cast.project), await makeEnvironment(cast.project)];
    const deployment = await makeDeployment(service, environment, { status: 'RUNNING' });
    runs.acts.set('deploy', async () => ({
      kind: 'wait',
      wait: { kind: 'DEPLOYMENT', deploymentId: deployment.id, until: null },
    }));
    const id = await runs.startRun(graphOf([{ key: 'deploy' }], ['begin>deploy']));
    await runs.stands(id, 'WAITING', true);
    const end = (ago: string) =>
      runs.sql(`update deployments set status = 'FAILED', finished_at = now() - $2::interval where id = $1`, [
        deployment.id,
        ago,
      ]);
    // Whoever tells of it may still be at it.
    await end('30 seconds');
    await tellWaiting(cast.app.app);
    expect(await runs.sql('select id from run_signals where run_id = $1', [id])).toEqual([]);
    await end('61 seconds');
    await runs.restart();
    await runs.tick();
    const { output } = await runs.stands(id, 'SUCCEEDED');
    expect(output).toMatchObject({ kind: 'DEPLOYMENT', deploymentId: deployment.id, status: 'FAILED' });
    expect(await tellWaiting(cast.app.app)).toBe(0);
  });

  test('for another run ends with the next look', async () => {
    const { slug } = await runs.publish(
      graphOf([{ key: 'ask', type: 'approval', config: { message: 'Go on?' } }], ['begin>ask']),
    );
    const id = await runs.startRun(
      graphOf([{ key: 'call', type: 'sub-workflow', config: { workflow: slug, payload: {} } }], ['begin>call']),
    );
    const child = await eventually('the other run', async () => {
      const [row] = await runs.sql<{ id: string }>('select id from runs where parent_run_id = $1', [id]);
      return row?.id;
    });
    await runs.stands(child, 'WAITING', true);
    await runs.stands(id, 'WAITING', true);
    await runs.sql(
      `update runs set status = 'SUCCEEDED', output = '{"twice": 42}', finished_at = now() - interval '2 minutes' where id = $1`,
      [child],
    );
    expect(await tellWaiting(cast.app.app)).toBe(1);
    const { output } = await runs.stands(id, 'SUCCEEDED');
    expect(output).toEqual({ runId: child, status: 'SUCCEEDED', output: { twice: 42 } });
  });

  test('is told once, while its run has not gone on', async () => {
    const [service, environment] = [await makeService(cast.project), await makeEnvironment(cast.project)];
    const { id: deploymentId } = await makeDeployment(service, environment, { status: 'RUNNING' });
    runs.acts.set('deploy', async () => ({ kind: 'wait', wait: { kind: 'DEPLOYMENT', deploymentId, until: null } }));
    const id = await runs.startRun(graphOf([{ key: 'deploy' }], ['begin>deploy']));
    await runs.stands(id, 'WAITING', true);
    await runs.sql(
      `update deployments set status = 'SUCCEEDED', finished_at = now() - interval '1 day' where id = $1`,
      [deploymentId],
    );
    const [run] = await runs.sql<{ project_id: string }>('select project_id from runs where id = $1', [id]);
    await runs.sql(
      `insert into run_signals (project_id, run_id, kind, node_key, path, data) values ($1, $2, 'DEPLOYMENT', 'deploy', '', $3)`,
      [run?.project_id, id, JSON.stringify({ kind: 'DEPLOYMENT', deploymentId, status: 'SUCCEEDED' })],
    );
    expect(await tellWaiting(cast.app.app)).toBe(0);
  });
});
