import { afterEach, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import { type Cast, useCast } from '../../../test/factories.ts';
import { done, graphOf, useRunWork } from '../../../test/run-harness.ts';
import { newId } from '../../lib/ids.ts';
import { liveSubscribe } from '../../platform/graphql/live-subscribe.ts';
import type { NodeContext } from '../nodes/node.types.ts';
import { nodeRunProgressField } from './run.live.ts';

const runs = useRunWork(() => cast);
const CAP_BYTES = 4_096;
const cast: Cast = useCast({ PILOTHOUSE_LOG_CAP_BYTES: String(CAP_BYTES) });
runs.startWorking();
afterEach(() => runs.forget());

const graph = graphOf([{ key: 'ask' }], ['begin>ask']);

/** A node that shows what the test says, until it is told to end. */
function held(key: string) {
  const context = Promise.withResolvers<NodeContext>();
  const end = Promise.withResolvers<void>();
  runs.acts.set(key, async (given) => {
    context.resolve(given);
    await end.promise;
    return done('over');
  });
  return { context: context.promise, end: () => end.resolve() };
}

const follow = (runId: string) => liveSubscribe(nodeRunProgressField)({ args: { runId }, context: runs.ctx() });

describe('what a running node has so far', () => {
  test('is shown while it runs, the newest of it, and gone with its end', async () => {
    const node = held('ask');
    const id = await runs.startRun(graph);
    const { progress } = await node.context;
    const shown = await follow(id);
    const next = async () => (await shown.next()).value.nodeRunProgress;
    progress({ text: 'The' });
    expect(await next()).toMatchObject({ nodeKey: 'ask', path: '', partial: { text: 'The' } });
    for (const text of ['The disk', 'The disk is', 'The disk is full.']) progress({ text });
    expect(await next()).toMatchObject({ partial: { text: 'The disk is full.' } });
    node.end();
    await runs.stands(id, 'SUCCEEDED');
    await eventually('nothing left', async () => {
      const rows = await runs.sql('select from node_progress where run_id = $1', [id]);
      return rows.length === 0;
    });
    progress({ text: 'Too late.' });
    await shown.return?.();
  });

  test('holds no secret, not even the beginning of one, and of a long text its end', async () => {
    await runs.sql(
      `insert into variables (id, project_id, name, kind, is_secret, value) values ($1, $2, 'SHOWN_TOKEN', 'TEXT', false, 'hunter2hunter2')`,
      [newId('variable'), cast.project.id],
    );
    const node = held('ask');
    const id = await runs.startRun(graph);
    const { progress, secret } = await node.context;
    await secret('SHOWN_TOKEN');
    const shown = await follow(id);
    const next = async () => (await shown.next()).value.nodeRunProgress.partial;
    progress({ text: 'It is hunter2hunter2, I mean hunter2hun' });
    expect(await next()).toEqual({ text: 'It is ***, I mean ***' });
    progress({ text: `${'x'.repeat(100_000)}end` });
    const { text } = (await next()) as { text: string };
    expect([text.length, text.endsWith('xend')]).toEqual([16_001, true]);
    node.end();
    await runs.stands(id, 'SUCCEEDED');
    await shown.return?.();
  });

  test('nobody else sees it', async () => {
    const id = await runs.startRun(graph);
    await runs.stands(id, 'SUCCEEDED');
    const args = { runId: newId('run') };
    await expect(liveSubscribe(nodeRunProgressField)({ args, context: runs.ctx() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the log of a run', () => {
  const linesOf = async (id: string) => {
    const { run } = await as(cast.viewer).run<{ run: { log: { lines: { text: string }[] } } }>(
      'query ($id: ID!) { run(id: $id) { log { lines { text } } } }',
      { id },
    );
    return run.log.lines.map(({ text }) => text);
  };
  const said = 'The log reached its limit of 4 KiB; later output was not kept.';

  test('ends at its cap, with a line that says so', async () => {
    runs.acts.set('ask', async ({ log }) => {
      for (let index = 0; index < 100; index++) log('STDOUT', `line ${index} ${'x'.repeat(90)}`);
      return done(null);
    });
    const id = await runs.startRun(graph);
    await runs.stands(id, 'SUCCEEDED');
    const lines = await linesOf(id);
    expect(lines[0]).toMatch(/^line 0 /);
    expect(lines.at(-1)).toBe(said);
    const before = lines.slice(0, -1).join('\n').length;
    expect(before).toBeGreaterThan(CAP_BYTES - 10);
    expect(before).toBeLessThanOrEqual(CAP_BYTES);
  });

  test('stays ended when another worker takes the run over', async () => {
    const graph = graphOf(
      [{ key: 'ask' }, { key: 'wait', type: 'wait-webhook' }, { key: 'more' }],
      ['begin>ask', 'ask>wait', 'wait>more'],
    );
    runs.acts.set('ask', async ({ log }) => {
      log('STDOUT', 'x'.repeat(2 * CAP_BYTES));
      return done(null);
    });
    runs.acts.set('more', async ({ log }) => {
      log('STDOUT', 'once more');
      return done(null);
    });
    const id = await runs.startRun(graph);
    await runs.stands(id, 'WAITING', true);
    await runs.restart();
    const key = (await runs.attemptOf(id, 'wait'))?.wait_key;
    await fetch(`${cast.app.url}/hooks/${key}`, { method: 'POST', body: '{}' });
    await runs.stands(id, 'SUCCEEDED');
    const lines = await linesOf(id);
    expect(lines.filter((line) => line === said)).toHaveLength(1);
    expect(lines).not.toContain('once more');
  });
});
