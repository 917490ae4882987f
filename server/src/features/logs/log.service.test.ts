import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLogWorld, type LogWorld, type RecordedDeployment, stepLine } from '../../../test/log-harness.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import type { StepEvent } from '../../platform/runners/step-events.rules.ts';
import { readLog } from './log.queries.ts';
import { appendSystemLine, compactLog, createLogStream, endLog } from './log.service.ts';
import { closeSteps, recordStep } from './step.service.ts';

let world: LogWorld;
beforeAll(async () => {
  world = await createLogWorld();
});
afterAll(() => world.close());

const readAll = async ({ streamId }: { streamId: number }) =>
  (await readLog(world.ctx, { streamId, after: 0, first: 5_000 })).lines.map(
    ({ stream, stepKey, text }) => `${stream} ${stepKey ?? '-'}: ${text}`,
  );

describe('a log', () => {
  test('is made, written and ended by verbs', async () => {
    const streamId = await withTransaction(world.ctx, (ctx) => createLogStream(ctx, 'p'));
    world.takePublished();
    await appendSystemLine(world.ctx, streamId, 'Waits for #3.');
    expect(world.takePublished()).toEqual([`log/${streamId}`]);
    expect(await readLog(world.ctx, { streamId, after: 0, first: 10 })).toMatchObject({ lastSeq: 1, hasEnded: false });
    await endLog(world.ctx, streamId);
    await endLog(world.ctx, streamId);
    expect(world.takePublished()).toEqual([`log/${streamId}`]);
    await appendSystemLine(world.ctx, streamId, 'too late');
    expect(world.takePublished()).toEqual([]);
    expect(await readAll({ streamId })).toEqual(['SYSTEM -: Waits for #3.']);
  });

  test('belongs to the transaction that makes it', async () => {
    await expect(createLogStream(world.ctx, 'p')).rejects.toThrow('transaction');
    const made = withTransaction(world.ctx, async (ctx) => {
      const streamId = await createLogStream(ctx, 'p');
      await appendSystemLine(ctx, streamId, 'x');
      throw new Error(`undo ${streamId}`);
    });
    await expect(made).rejects.toThrow('undo');
    expect(world.takePublished()).toEqual([]);
  });

  test('takes lines from many at once, without a gap', async () => {
    const streamId = await withTransaction(world.ctx, (ctx) => createLogStream(ctx, 'p'));
    await Promise.all(Array.from({ length: 20 }, (_, index) => appendSystemLine(world.ctx, streamId, `line ${index}`)));
    const { lines } = await readLog(world.ctx, { streamId, after: 0, first: 100 });
    expect(lines.map((line) => line.seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(new Set(lines.map((line) => line.text)).size).toBe(20);
  });
});

describe('compaction', () => {
  async function makeEnded(flushCount: number): Promise<RecordedDeployment> {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    for (let flush = 0; flush < flushCount; flush += 1) {
      world.setTime(new Date(1_763_676_783_000 + flush).toISOString());
      deployment.print(
        'stdout.log',
        `${flush % 3 ? '' : stepLine(`s${flush % 5}`, 'running')}line ${flush} é ${'x'.repeat(flush % 4_000)}\n`,
      );
      await recorder.pump();
    }
    await recorder.drain();
    return deployment;
  }
  const sizesOf = ({ streamId }: RecordedDeployment) =>
    world.sql<{ byte_count: number; first_at: Date; last_at: Date }>(
      `select byte_count, first_at, last_at from log_chunks where stream_id = $1 order by start_seq`,
      [streamId],
    );

  test('leaves a living log alone', async () => {
    const deployment = await makeEnded(5);
    expect(await compactLog(world.ctx, deployment.streamId)).toBe(0);
    expect((await sizesOf(deployment)).length).toBe(5);
  });

  test('never changes a line, not for a reader in between and not when it is called twice at once', async () => {
    const deployment = await makeEnded(700);
    const { streamId } = deployment;
    await endLog(world.ctx, streamId);
    const before = await readLog(world.ctx, { streamId, after: 0, first: 5_000 });
    expect(before.lines.length).toBe(700);
    const chunksBefore = await sizesOf(deployment);
    let isDone = false;
    const saved = Promise.all([compactLog(world.ctx, streamId), compactLog(world.ctx, streamId)]).finally(() => {
      isDone = true;
    });
    while (!isDone) expect(await readLog(world.ctx, { streamId, after: 0, first: 5_000 })).toEqual(before);
    const chunks = await sizesOf(deployment);
    const savedCount = (await saved).reduce((sum, count) => sum + count, 0);
    expect(savedCount).toBe(chunksBefore.length - chunks.length);
    expect(chunks.length).toBeLessThan(10);
    expect(chunks[0]?.first_at).toEqual(chunksBefore[0]?.first_at);
    expect(chunks.at(-1)?.last_at).toEqual(chunksBefore.at(-1)?.last_at);
    expect(await readLog(world.ctx, { streamId, after: 0, first: 5_000 })).toEqual(before);
  });
});

describe('steps that the API reports', () => {
  const event = (name: string, state: StepEvent['state'], message: string | null = null): StepEvent => ({
    key: name,
    name,
    group: null,
    host: null,
    state,
    message,
    isChanged: null,
    diff: null,
    attempt: 1,
    at: null,
    stdoutOffset: null,
    isIgnored: false,
  });

  test('own the lines that follow, beside those on stdout', async () => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    deployment.print('stdout.log', 'one\n');
    await recorder.pump();
    world.takePublished();
    const id = await recordStep(world.ctx, { ...deployment, event: event('build', 'RUNNING') });
    expect(world.takePublished()).toEqual([
      `deployment/${deployment.deploymentId}`,
      `project/p/deployments#${deployment.deploymentId}`,
    ]);
    deployment.print('stdout.log', `two\n${stepLine('test', 'running')}three\n`);
    await recorder.pump();
    expect(await recordStep(world.ctx, { ...deployment, event: event('build', 'SUCCEEDED', 'done') })).toBe(id);
    deployment.print('stdout.log', `${stepLine('test', 'success')}four\n`);
    const outcome = await recorder.drain();
    expect(await readAll(deployment)).toEqual([
      'STDOUT -: one',
      'STDOUT build: two',
      'STDOUT test: three',
      'STDOUT -: four',
    ]);
    expect(outcome.steps.map(({ key, state, message }) => [key, state, message])).toEqual([
      ['build', 'SUCCEEDED', 'done'],
      ['test', 'SUCCEEDED', null],
    ]);
  });

  test('of another project are not found', async () => {
    const deployment = await world.makeDeployment();
    const recorded = recordStep(world.ctx, { ...deployment, projectId: 'q', event: event('a', 'RUNNING') });
    await expect(recorded).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('are closed when the deployment ends', async () => {
    const deployment = await world.makeDeployment();
    await deployment.open({ stepNames: ['never'] });
    await recordStep(world.ctx, { ...deployment, event: event('a', 'RUNNING') });
    await recordStep(world.ctx, { ...deployment, event: event('b', 'FAILED') });
    world.takePublished();
    await closeSteps(world.ctx, { ...deployment, running: 'CANCELED', pending: 'SKIPPED' });
    await closeSteps(world.ctx, { ...deployment, running: 'CANCELED', pending: 'SKIPPED' });
    expect(world.takePublished().length).toBe(2);
    const steps = await world.sql<{ key: string; status: string; is_finished: boolean }>(
      `select key, status, finished_at is not null as is_finished from deployment_steps where deployment_id = $1 order by position`,
      [deployment.deploymentId],
    );
    expect(steps.map((step) => [step.key, step.status, step.is_finished])).toEqual([
      ['never', 'SKIPPED', false],
      ['a', 'CANCELED', true],
      ['b', 'FAILED', true],
    ]);
  });
});
