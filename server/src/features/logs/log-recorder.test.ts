import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  ansibleEvent,
  createLogWorld,
  type LogWorld,
  pumpAll,
  type StepShown,
  stepLine,
} from '../../../test/log-harness.ts';
import { readLog } from './log.queries.ts';

let world: LogWorld;
beforeAll(async () => {
  world = await createLogWorld();
});
afterAll(() => world.close());

describe('what a program prints', () => {
  test('is stored with stream, time and step, and told to those who watch', async () => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    world.takePublished();
    deployment.print('stdout.log', `hello\r\n${stepLine('Build it', 'running')}compiling\n`);
    deployment.print('stderr.log', 'a warning\n');
    recorder.writeSystem('Started.');
    expect(await recorder.pump()).toBeGreaterThan(0);
    expect(world.takePublished()).toEqual([
      `log/${deployment.streamId}`,
      `deployment/${deployment.deploymentId}`,
      `project/p/deployments#${deployment.deploymentId}`,
    ]);
    expect(await world.readAll(deployment)).toEqual([
      'SYSTEM -: Started.',
      'STDOUT -: hello',
      'STDOUT build-it: compiling',
      'STDERR build-it: a warning',
    ]);
    const batch = await readLog(world.ctx, { streamId: deployment.streamId, after: 0, first: 1 });
    expect(batch.lines[0]?.at).toBe('2026-11-20T22:15:43.120Z');
    expect(await world.readSteps(deployment)).toEqual(['build-it RUNNING #1 from 3']);
  });

  test('waits for its line end, until the program has ended', async () => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    deployment.print('stdout.log', 'one\ntw');
    await recorder.pump();
    expect(await world.readAll(deployment)).toEqual(['STDOUT -: one']);
    deployment.print('stdout.log', 'o\nthree');
    const outcome = await recorder.drain();
    expect(await world.readAll(deployment)).toEqual(['STDOUT -: one', 'STDOUT -: two', 'STDOUT -: three']);
    expect(outcome).toEqual({ steps: [], stats: null, lastSeq: 3, isCapped: false });
    recorder.writeSystem('Ended with exit code 0.');
    await recorder.pump();
    expect((await world.readAll(deployment)).at(-1)).toBe('SYSTEM -: Ended with exit code 0.');
  });

  test('is masked, as are SYSTEM lines and steps', async () => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open({ secrets: ['hunter22', 'two-lines-of\nthe-secret'] });
    deployment.print('stdout.log', `${stepLine('login hunter22', 'failure', { message: 'no hunter2\u0032 here' })}`);
    deployment.print(
      'stdout.log',
      `${JSON.stringify({ name: 'x', state: 'success' }).replace('x', 'h\\u0075nter22')}\n`,
    );
    deployment.print('stdout.log', 'pw hunter22\ntwo-lines-of\nthe-secret\nend\n');
    recorder.writeSystem('The token hunter22 was made.');
    await recorder.drain();
    expect(await world.readAll(deployment)).toEqual([
      'SYSTEM -: The token *** was made.',
      'STDOUT -: pw ***',
      'STDOUT -: ***',
      'STDOUT -: ***',
      'STDOUT -: end',
    ]);
    const steps = await world.sql<StepShown & { name: string }>(
      `select key, name, message from deployment_steps where deployment_id = $1 order by position`,
      [deployment.deploymentId],
    );
    expect(steps.map(({ key, name, message }) => [key, name, message])).toEqual([
      ['login', 'login ***', 'no *** here'],
      [expect.stringMatching(/^step-/), '***', null],
    ]);
  });

  test('in lines of more than 64 KiB is cut and says so', async () => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    deployment.print('stdout.log', `a\n${'x'.repeat(3_000_000)}\nb\n`);
    deployment.print('stderr.log', `${'y'.repeat(70_000)}\n`);
    await pumpAll(recorder);
    const texts = (await world.readAll(deployment))
      .map((line) => line.replace(/x+|y+/, (run) => `${run.length}`))
      .sort();
    expect(texts).toEqual([
      'STDERR -: 65496 … [cut: 4504 bytes]',
      'STDOUT -: 65496 … [cut: 2934504 bytes]',
      'STDOUT -: a',
      'STDOUT -: b',
    ]);
  });

  test('that says nothing costs no statement', async () => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    expect(await countStatements(() => recorder.pump())).toBe(0);
    deployment.print('stdout.log', 'no line end');
    expect(await countStatements(() => recorder.pump())).toBe(0);
    deployment.print('stdout.log', '\n');
    expect(await countStatements(() => recorder.pump())).toBe(1);
    deployment.print('stdout.log', `${stepLine('a', 'running')}x\n${stepLine('a', 'success')}`.repeat(50));
    // begin, flush, find, last position, write, commit
    expect(await countStatements(() => recorder.pump())).toBe(6);
  });
});

async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const { query } = pg.Client.prototype;
  let count = 0;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    count += 1;
    return (query as (...args: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return count;
}

describe('Ansible’s output', () => {
  test('waits a moment for the event that says whose it is', async () => {
    const deployment = await world.makeDeployment('ANSIBLE');
    const recorder = await deployment.open();
    world.setTime('2026-11-20T22:00:00.000Z');
    deployment.print('stdout.log', 'TASK a\n');
    await recorder.pump();
    expect(await world.readAll(deployment)).toEqual([]);
    deployment.print('events.jsonl', ansibleEvent('RUNNING', '1.1', 7));
    await recorder.pump();
    expect(await world.readAll(deployment)).toEqual(['STDOUT 1.1: TASK a']);
    deployment.print('stdout.log', 'a prompt that nobody announces\n');
    deployment.print('stderr.log', 'warning\n');
    await recorder.pump();
    world.setTime('2026-11-20T22:00:00.249Z');
    await recorder.pump();
    expect(await world.readAll(deployment)).toEqual(['STDOUT 1.1: TASK a', 'STDERR 1.1: warning']);
    world.setTime('2026-11-20T22:00:00.250Z');
    await recorder.pump();
    expect((await world.readAll(deployment)).at(-1)).toBe('STDOUT 1.1: a prompt that nobody announces');
  });

  test('events that are torn or foreign are passed over', async () => {
    const deployment = await world.makeDeployment('ANSIBLE');
    const recorder = await deployment.open();
    deployment.print('events.jsonl', `nonsense\n{"event":"other"}\n${ansibleEvent('RUNNING', '1.1', 0)}{"event":"st`);
    await recorder.drain();
    expect(await world.readSteps(deployment)).toEqual(['1.1@web1 RUNNING #1 from 1']);
  });
});

describe('steps', () => {
  test('that are declared stand from the start, in their order', async () => {
    const deployment = await world.makeDeployment();
    await deployment.open({ stepNames: ['Build', 'Migrate', 'Switch over'] });
    const recorder = await deployment.open({ stepNames: ['Build', 'Migrate', 'Switch over'] });
    deployment.print('stdout.log', stepLine('Migrate', 'success') + stepLine('extra', 'skipped'));
    const outcome = await recorder.drain();
    expect(await world.readSteps(deployment)).toEqual([
      'build PENDING #1 from null',
      'migrate SUCCEEDED #1 from 1',
      'switch-over PENDING #1 from null',
      'extra SKIPPED #1 from 1',
    ]);
    expect(outcome.steps.map(({ key }) => key)).toEqual(['migrate', 'extra']);
  });

  test('own what goes to stderr just before their failure is reported', async () => {
    const deployment = await world.makeDeployment();
    const recorder = await deployment.open();
    deployment.print('stderr.log', 'table is locked\n');
    deployment.print('stdout.log', stepLine('migrate', 'running') + stepLine('migrate', 'failure'));
    await recorder.pump();
    deployment.print('stderr.log', 'bye\n');
    await recorder.pump();
    expect(await world.readAll(deployment)).toEqual(['STDERR migrate: table is locked', 'STDERR -: bye']);
  });
});

describe('the limit', () => {
  test('keeps the beginning, says so once, and loses neither steps nor SYSTEM lines', async () => {
    const deployment = await world.makeDeployment();
    const print = (from: number, to: number) => {
      for (let line = from; line <= to; line += 1) deployment.print('stdout.log', `line ${line}\n`);
    };
    let recorder = await deployment.open({ logCapBytes: 1024 });
    print(100, 150);
    await recorder.pump();
    print(151, 300);
    deployment.print('stdout.log', stepLine('switch', 'running'));
    await recorder.pump();
    await recorder.close();
    recorder = await deployment.open({ logCapBytes: 1024 });
    print(301, 400);
    deployment.print('stdout.log', `${stepLine('switch', 'failure')}the end`);
    const outcome = await recorder.drain();
    recorder.writeSystem('Ended with exit code 1.');
    await recorder.pump();
    const lines = await world.readAll(deployment);
    expect(lines.length).toBe(113 + 2);
    expect(lines.slice(-3)).toEqual([
      'STDOUT -: line 212',
      'SYSTEM -: The log reached its limit of 1 KiB; later output was not kept.',
      'SYSTEM -: Ended with exit code 1.',
    ]);
    expect(outcome.isCapped).toBe(true);
    expect(outcome.steps.map(({ key, state }) => [key, state])).toEqual([['switch', 'FAILED']]);
  });
});
