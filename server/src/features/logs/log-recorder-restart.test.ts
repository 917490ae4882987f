import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  ansibleEvent,
  createLogWorld,
  type LogWorld,
  pumpAll,
  type RecordedDeployment,
  stepLine,
} from '../../../test/log-harness.ts';
import type { RunnerKind } from '../../platform/runners/step-events.rules.ts';
import { appendSystemLine, endLog } from './log.service.ts';
import { type LogRecorder, LostOwnership } from './log-recorder.ts';

let world: LogWorld;
beforeAll(async () => {
  world = await createLogWorld();
});
afterAll(() => world.close());

describe('a recorder that comes after another one', () => {
  const secrets = ['hunter22', 'first-of-two\nsecond-of-two'];
  const shellOutput = [
    'plain\r\npw=hunter22 grüße\n',
    stepLine('build', 'running'),
    'first-of-two\nsecond-of-two\nfirst-of-two\n',
    stepLine('sub', 'running', { host: 'web1' }),
    'x\n',
    stepLine('sub', 'success', { host: 'web1', message: 'hunter22' }),
    'y\n',
    stepLine('build', 'failure'),
    stepLine('build', 'running'),
    'again\n',
    stepLine('build', 'success'),
    'no line end',
  ].join('');

  const ansibleOutput =
    'PLAY\nTASK a\nok: web1\nTASK b\nfailed hunter22\nfirst-of-two\nsecond-of-two\n...\nRECAP\nweb1';
  const until = (text: string) => ansibleOutput.indexOf(text) + text.length;
  const ansibleEvents = [
    `${JSON.stringify({ event: 'mark', key: null, offset: until('PLAY\n') })}\n`,
    ansibleEvent('RUNNING', '1.1', until('TASK a\n')),
    ansibleEvent('SUCCEEDED', '1.1', until('ok: web1\n'), { changed: true, diff: '+ hunter22' }),
    ansibleEvent('RUNNING', '1.2', until('TASK b\n')),
    ansibleEvent('RUNNING', '1.2', until('TASK b\n'), { host: 'web2' }),
    ansibleEvent('FAILED', '1.2', until('...\n'), { message: 'first-of-two\nsecond-of-two' }),
    ansibleEvent('SKIPPED', '1.2', until('...\n'), { host: 'web2' }),
    `${JSON.stringify({ event: 'stats', hosts: { web1: { failures: 1 } }, offset: ansibleOutput.length })}\n`,
  ].join('');

  /** Prints in parts, pumps after each; `next` says which recorder goes on. */
  async function record(
    runner: RunnerKind,
    partBytes: number,
    next: (recorder: LogRecorder, open: () => Promise<LogRecorder>) => Promise<LogRecorder>,
  ) {
    const deployment = await world.makeDeployment(runner);
    const open = () => deployment.open({ runner, secrets });
    const output = Buffer.from(runner === 'SHELL' ? shellOutput : ansibleOutput);
    const events = runner === 'SHELL' ? [] : ansibleEvents.split(/(?<=\n)/);
    let recorder = await open();
    for (let at = 0; at < output.length; at += partBytes) {
      deployment.print('stdout.log', output.subarray(at, at + partBytes));
      while (events[0] && (JSON.parse(events[0]) as { offset: number }).offset <= at + partBytes)
        deployment.print('events.jsonl', events.shift() as string);
      await recorder.pump();
      recorder = await next(recorder, open);
    }
    const outcome = await recorder.drain();
    const diffs = await world.sql<{ diff: string }>(
      `select diff, message, is_changed from deployment_steps where deployment_id = $1 order by id`,
      [deployment.deploymentId],
    );
    return { lines: await world.readAll(deployment), steps: await world.readSteps(deployment), outcome, diffs };
  }

  const expectedLines: Record<RunnerKind, string[]> = {
    SHELL: [
      'STDOUT -: plain',
      'STDOUT -: pw=*** grüße',
      'STDOUT build: ***',
      'STDOUT build: ***',
      'STDOUT build: ***',
      'STDOUT sub: x',
      'STDOUT build: y',
      'STDOUT build: again',
      'STDOUT -: no line end',
    ],
    ANSIBLE: [
      'STDOUT -: PLAY',
      'STDOUT 1.1: TASK a',
      'STDOUT 1.1: ok: web1',
      'STDOUT 1.2: TASK b',
      'STDOUT 1.2: failed ***',
      'STDOUT 1.2: ***',
      'STDOUT 1.2: ***',
      'STDOUT 1.2: ...',
      'STDOUT -: RECAP',
      'STDOUT -: web1',
    ],
  };
  const expectedSteps: Record<RunnerKind, string[]> = {
    SHELL: ['build SUCCEEDED #2 from 8', 'sub@web1 SUCCEEDED #1 from 6'],
    ANSIBLE: ['1.1@web1 SUCCEEDED #1 from 2', '1.2@web1 FAILED #1 from 4', '1.2@web2 SKIPPED #1 from 4'],
  };

  describe.each(['SHELL', 'ANSIBLE'] as const)('%s', (runner) => {
    let whole: Awaited<ReturnType<typeof record>>;
    beforeAll(async () => {
      whole = await record(runner, 1e6, async (recorder) => recorder);
    });

    test('one recorder, everything at once', () => {
      expect(whole.lines).toEqual(expectedLines[runner]);
      expect(whole.steps).toEqual(expectedSteps[runner]);
      expect(whole.outcome.stats).toEqual(
        runner === 'SHELL'
          ? null
          : { hosts: { web1: expect.objectContaining({ failures: 1 }) }, playsWithoutHosts: [] },
      );
      expect(JSON.stringify(whole.diffs)).not.toMatch(/hunter22|second-of-two/);
    });

    test.each([1, 7, 64])('in parts of %d bytes', async (partBytes) => {
      expect(await record(runner, partBytes, async (recorder) => recorder)).toEqual(whole);
    });

    test.each([1, 7, 64])('a new one after every flush, in parts of %d bytes', async (partBytes) => {
      const next = async (recorder: LogRecorder, open: () => Promise<LogRecorder>) => {
        await recorder.close();
        return open();
      };
      expect(await record(runner, partBytes, next)).toEqual(whole);
    });
  });

  test('finds the final event that its predecessor has stored', async () => {
    const deployment = await world.makeDeployment('ANSIBLE');
    deployment.print('stdout.log', ansibleOutput);
    deployment.print('events.jsonl', ansibleEvents);
    await pumpAll(await deployment.open());
    const outcome = await (await deployment.open()).drain();
    expect(outcome.stats).toEqual({ hosts: { web1: expect.objectContaining({ failures: 1 }) }, playsWithoutHosts: [] });
    expect(outcome.steps.map(({ key, host, state }) => [key, host, state])).toEqual([
      ['1.1', 'web1', 'SUCCEEDED'],
      ['1.2', 'web1', 'FAILED'],
      ['1.2', 'web2', 'SKIPPED'],
    ]);
  });
});

describe('the fence', () => {
  const rowsOf = (deployment: RecordedDeployment) =>
    world.sql(
      `select s.*, (select count(*) from log_chunks where stream_id = s.id) as chunks from log_streams s where id = $1`,
      [deployment.streamId],
    );

  test.each<[string, string]>([
    ['another epoch', `update deployments set owner_epoch = 2 where id = $1`],
    ['another worker', `update deployments set owner_worker_id = 'worker-2' where id = $1`],
    ['no owner', `update deployments set owner_worker_id = null where id = $1`],
    [
      'an ended log',
      `update log_streams s set has_ended = true from deployments d where d.log_stream_id = s.id and d.id = $1`,
    ],
  ])('%s: nothing is written', async (_, statement) => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    deployment.print('stdout.log', `before\n`);
    await recorder.pump();
    await world.sql(statement, [deployment.deploymentId]);
    const before = await rowsOf(deployment);
    deployment.print('stdout.log', `${stepLine('a', 'running')}after\n`);
    await expect(recorder.pump()).rejects.toThrow(LostOwnership);
    await expect(recorder.run(new AbortController().signal)).rejects.toThrow(LostOwnership);
    await expect(recorder.drain()).rejects.toThrow(LostOwnership);
    await expect(deployment.open()).rejects.toThrow(LostOwnership);
    expect(await rowsOf(deployment)).toEqual(before);
    expect(await world.readSteps(deployment)).toEqual([]);
  });

  test('a worker that wakes up after another has gone on writes nothing twice', async () => {
    const deployment = await world.makeDeployment();
    const sleeper = await deployment.open();
    deployment.print('stdout.log', 'one\n');
    await sleeper.pump();
    deployment.print('stdout.log', 'two\n');
    await world.sql(`update deployments set owner_epoch = 2 where id = $1`, [deployment.deploymentId]);
    const successor = await deployment.open({ ownerEpoch: 2 });
    await successor.pump();
    await expect(sleeper.pump()).rejects.toThrow(LostOwnership);
    deployment.print('stdout.log', 'three\n');
    await expect(sleeper.pump()).rejects.toThrow(LostOwnership);
    await successor.pump();
    expect(await world.readAll(deployment)).toEqual(['STDOUT -: one', 'STDOUT -: two', 'STDOUT -: three']);
  });

  test('two recorders of one owner write each line once', async () => {
    const deployment = await world.makeDeployment();
    const [one, other] = [await deployment.open(), await deployment.open()];
    for (let line = 1; line <= 20; line += 1) {
      deployment.print('stdout.log', `line ${line}\n`);
      await Promise.all([one.pump(), other.pump()]);
    }
    expect(await world.readAll(deployment)).toEqual(
      Array.from({ length: 20 }, (_, index) => `STDOUT -: line ${index + 1}`),
    );
  });

  test('SYSTEM lines of others find their place', async () => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    deployment.print('stdout.log', 'one\n');
    await recorder.pump();
    await appendSystemLine(world.ctx, deployment.streamId, 'Ann wants it to stop.\nSoon.');
    deployment.print('stdout.log', 'two\n');
    await recorder.pump();
    await recorder.drain();
    await endLog(world.ctx, deployment.streamId);
    await appendSystemLine(world.ctx, deployment.streamId, 'too late');
    expect(await world.readAll(deployment)).toEqual([
      'STDOUT -: one',
      'SYSTEM -: Ann wants it to stop.',
      'SYSTEM -: Soon.',
      'STDOUT -: two',
    ]);
  });
});

describe('a database that goes away', () => {
  /** Loses the connection at the next flush, before or after it is committed. */
  function breakOnce(when: 'before' | 'after'): void {
    const { query } = pg.Client.prototype;
    pg.Client.prototype.query = async function (this: pg.Client, ...args: unknown[]) {
      const run = () => (query as (...args: unknown[]) => Promise<unknown>).apply(this, args);
      const isCommit = args[0] === 'COMMIT' || (args[0] as { text?: string }).text?.startsWith('-- log.');
      if (!isCommit) return run();
      pg.Client.prototype.query = query;
      if (when === 'after') await run();
      throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
    } as typeof query;
  }

  test.each(['before', 'after'] as const)('%s the commit: each line once', async (when) => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    recorder.writeSystem('Started.');
    deployment.print('stdout.log', `one\n${stepLine('a', 'running')}two\nthr`);
    breakOnce(when);
    await expect(recorder.pump()).rejects.toThrow('Connection terminated');
    deployment.print('stdout.log', 'ee\n');
    await recorder.pump();
    recorder.writeSystem('Only this.');
    breakOnce(when);
    await expect(recorder.pump()).rejects.toThrow('Connection terminated');
    await recorder.pump();
    expect(await world.readAll(deployment)).toEqual([
      'SYSTEM -: Started.',
      'STDOUT -: one',
      'STDOUT a: two',
      'STDOUT a: three',
      'SYSTEM -: Only this.',
    ]);
    expect(await world.readSteps(deployment)).toEqual(['a RUNNING #1 from 3']);
  });

  test('a running recorder waits for it', async () => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    deployment.print('stdout.log', 'one\n');
    breakOnce('before');
    const stop = new AbortController();
    const published = Promise.withResolvers<void>();
    const { events } = world.app;
    const { publish } = events;
    events.publish = () => published.resolve();
    const running = recorder.run(stop.signal);
    await published.promise;
    events.publish = publish;
    stop.abort();
    await running;
    expect(await world.readAll(deployment)).toEqual(['STDOUT -: one']);
  });

  test('a drain that is told to stop does not say that all is stored', async () => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    deployment.print('stdout.log', 'one');
    await expect(recorder.drain(AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped');
  });
});
