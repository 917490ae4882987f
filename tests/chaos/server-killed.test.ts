import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { findPostmaster } from '../../server/src/platform/db/embedded/postmaster.ts';
import { type ProcessRecord, runnerFiles } from '../../server/src/platform/runners/runner-files.ts';
import { readProcess } from '../../server/src/platform/runners/runner-process.ts';
import { assertFollowed, assertLog, assertRanOnce, ended, reportFailure, texts } from './expectations.ts';
import { Installation, type Server } from './installation.ts';
import { Diary, printedLines, writeServices } from './program.ts';
import { LogSubscriber } from './subscriber.ts';
import { until } from './until.ts';

// One server with everything, its own Postgres included: what `npm start` gives.

/** What the deployed service answers to its health check. */
const health = { status: 503, askedCount: 0, onAsked: () => {} };
const checked = createServer((_request, response) => {
  health.askedCount += 1;
  response.writeHead(health.status).end();
  health.onAsked();
});

let installation: Installation;
let server: Server;
let project: Awaited<ReturnType<Installation['api']['createProject']>>;

before(async () => {
  await new Promise<void>((resolve) => checked.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(checked.address() as AddressInfo).port}/`;
  installation = await Installation.create({ ownPostgres: false });
  await writeServices(join(installation.servicesDir, 'shop'), url);
  server = await installation.start('all');
  await installation.api.signIn();
  project = await installation.api.createProject('shop', [{ slug: 'staging' }, { slug: 'production' }]);
});

afterEach((context) => reportFailure(context, installation));

after(async () => {
  await installation?.close();
  checked.closeAllConnections();
  checked.close();
});

function supervisorOf(dir: string): number {
  const { supervisor } = JSON.parse(readFileSync(join(dir, runnerFiles.process), 'utf8')) as ProcessRecord;
  return supervisor.pid;
}

const place = (service: string, environment = 'staging') => ({
  serviceId: project.services[service] as string,
  environmentId: project.environments[environment] as string,
});

async function killAndRestart(): Promise<void> {
  await server.signal('SIGKILL');
  server = await installation.start('all');
}

void test('a deployment outlives a server that is killed ten times, and every line is there once', async (t) => {
  const { api } = installation;
  const diary = await Diary.open(installation.folder, 'ten-times');
  const parameters = { diary: diary.dir, lines: 40_000, stops: '0,10000,25000,40000' };
  const { id, number } = await api.deploy({ ...place('checked'), version: '1', parameters });
  const dir = installation.deploymentDir(id);
  const subscribers = [new LogSubscriber('SSE', api, id), new LogSubscriber('WebSocket', api, id)] as const;
  t.after(() => {
    for (const subscriber of subscribers) subscriber.close();
  });
  const hasRead = (seq: number) =>
    until(`both subscribers have line ${seq}`, () => subscribers.every((subscriber) => subscriber.lastSeq >= seq));
  let killCount = 0;
  const kill = async () => {
    killCount += 1;
    await killAndRestart();
  };

  await until('the deployment is being prepared', () => existsSync(dir));
  await kill();
  await until('the supervisor starts', () => existsSync(join(dir, runnerFiles.supervisorLog)));
  await kill();
  await diary.reaches('at-0');
  await kill();
  // In the flood, three times: behind the first lines, in the middle of what is stored, and when all is printed.
  await diary.letGo(0);
  await hasRead(1_000);
  await kill();
  await diary.reaches('at-10000');
  await diary.letGo(10_000);
  await hasRead(12_000);
  await kill();
  await diary.reaches('at-25000');
  await kill();
  await diary.letGo(25_000);
  await diary.reaches('at-40000');
  await hasRead(40_000);
  // Right when the program has ended.
  await diary.letGo(40_000);
  await until('the program has ended', () => existsSync(join(dir, runnerFiles.exit)));
  await kill();
  // In the health check: while it says no, while it is asked, and with its yes on the way.
  await until('the health check begins', async () => (await api.deployment(id)).status === 'VERIFYING');
  await until('the service was asked', () => health.askedCount > 2);
  await kill();
  const asked = health.askedCount;
  await until('the service is asked again', () => health.askedCount > asked);
  await kill();
  const answered = new Promise<void>((resolve) => {
    health.onAsked = resolve;
  });
  health.status = 200;
  await answered;
  await kill();
  assert.equal(killCount, 10);

  const deployment = await ended(api, id);
  const log = await api.log(id);
  assert.deepEqual(
    { ...deployment, statusReason: deployment.statusReason ?? '', steps: deployment.steps.map((step) => step.status) },
    {
      id,
      number,
      status: 'SUCCEEDED',
      statusReason: '',
      exitCode: 0,
      logLineCount: log.lastSeq,
      steps: ['SUCCEEDED', 'SUCCEEDED'],
    },
  );
  assert.deepEqual(
    deployment.steps.map(({ name, attempt }) => [name, attempt]),
    [
      ['Print', 1],
      ['Finish', 1],
    ],
  );
  assert.ok(log.hasEnded);
  // How often the check said no depends on how long the servers took to come back; all else does not.
  const isRefusal = (text: string) => /^Check \d+: answered with status 503/.test(text);
  assertLog(log.lines, {
    printed: printedLines(40_000),
    system: [
      /^Checking http:\S+ for status 200, 1000 times at the most\.$/,
      ...texts(log.lines, 'SYSTEM').filter(isRefusal),
      /^Check \d+: http:\S+ answered with 200\.$/,
      'Succeeded.',
    ],
  });
  await assertRanOnce(diary, ['begin', 'at-0', 'at-10000', 'at-25000', 'at-40000', 'end']);
  assert.deepEqual(await api.auditActions(project.projectId, id), ['deployment.created', 'deployment.succeeded']);
  for (const subscriber of subscribers) {
    await assertFollowed(subscriber, log.lines);
    assert.ok(subscriber.connectionCount > 5, `it connected ${subscriber.connectionCount} times`);
  }
});

void test('a cancel goes on through two kills, and ends when nothing is left', async (t) => {
  const { api } = installation;
  const diary = await Diary.open(installation.folder, 'cancel');
  const parameters = { diary: diary.dir, lines: 1_000, stops: '1000' };
  const { id } = await api.deploy({ ...place('counter'), version: '1', parameters });
  const subscriber = new LogSubscriber('WebSocket', api, id);
  t.after(() => subscriber.close());
  await diary.reaches('at-1000');
  const canceling = await api.cancel(id);
  assert.equal(canceling.status, 'CANCELING');
  await killAndRestart();
  await diary.reaches('at-term');
  await until('the log says what is done', () => subscriber.lines.some((line) => line.text.startsWith('Stopping')));
  await killAndRestart();
  assert.equal((await api.deployment(id)).status, 'CANCELING');
  assert.equal(readProcess(installation.deploymentDir(id)).state, 'RUNNING');
  await diary.letGo('term');

  const deployment = await ended(api, id);
  assert.equal(deployment.status, 'CANCELED');
  assert.match(deployment.statusReason ?? '', /^Canceled by .+\.$/);
  assert.equal(deployment.exitCode, 143);
  assert.deepEqual(
    deployment.steps.map(({ name, status }) => [name, status]),
    [
      ['Print', 'CANCELED'],
      ['Finish', 'SKIPPED'],
    ],
  );
  const log = await api.log(id);
  assertLog(log.lines, {
    printed: [...printedLines(1_000), 'stopping'],
    system: [/^Cancel requested by \w+\.$/, /^Stopping the program: TERM now, KILL after 60 s/, /^Canceled by \w+\.$/],
  });
  await assertFollowed(subscriber, log.lines);
  await assertRanOnce(diary, ['begin', 'at-1000', 'term', 'at-term', 'end']);
  assert.deepEqual(await api.auditActions(project.projectId, id), [
    'deployment.created',
    'deployment.cancel_requested',
    'deployment.canceled',
  ]);
});

void test('what was acknowledged is there after a kill, and a retried call makes it once', async () => {
  const { api } = installation;
  const before = await api.deploy({ ...place('other'), version: '0', parameters: { diary: installation.folder } });
  await ended(api, before.id);
  const diary = await Diary.open(installation.folder, 'acknowledged');
  const input = {
    ...place('counter'),
    version: '2',
    parameters: { diary: diary.dir, lines: 10 },
    idempotencyKey: 'once',
  };
  const first = await api.deploy(input);
  await server.signal('SIGKILL');
  // Nobody knows yet what became of it: a script asks again until it is answered.
  const again = until('the call is answered', () => api.deploy(input));
  server = await installation.start('all');
  assert.equal((await again).id, first.id);
  assert.equal(first.number, before.number + 1);

  const deployment = await ended(api, first.id);
  assert.equal(deployment.status, 'SUCCEEDED');
  assert.equal(deployment.number, first.number);
  const log = await api.log(first.id);
  assertLog(log.lines, { printed: printedLines(10), system: ['Succeeded.'] });
  await assertRanOnce(diary, ['begin', 'end']);
  assert.deepEqual(await api.auditActions(project.projectId, first.id), ['deployment.created', 'deployment.succeeded']);
  const next = await api.deploy({ ...input, idempotencyKey: 'twice' });
  assert.equal(next.number, first.number + 1);
  await ended(api, next.id);
});

void test('a program and its supervisor that are killed are said to have disappeared', async () => {
  const { api } = installation;
  const diary = await Diary.open(installation.folder, 'disappeared');
  const parameters = { diary: diary.dir, lines: 100, stops: '50' };
  const { id } = await api.deploy({ ...place('other'), version: '1', parameters });
  await diary.reaches('at-50');
  const dir = installation.deploymentDir(id);
  process.kill(supervisorOf(dir), 'SIGKILL');
  process.kill(await diary.pid(), 'SIGKILL');
  const deployment = await ended(api, id);
  assert.equal(deployment.status, 'FAILED');
  assert.equal(deployment.statusReason, "The program's process disappeared (was the machine restarted?).");
  assert.equal(deployment.exitCode, null);
  const log = await api.log(id);
  assertLog(log.lines, { printed: printedLines(50), system: [deployment.statusReason] });
  assert.deepEqual(await api.auditActions(project.projectId, id), ['deployment.created', 'deployment.failed']);
});

void test('a program that is killed alone fails with the signal', async () => {
  const { api } = installation;
  const diary = await Diary.open(installation.folder, 'killed');
  const parameters = { diary: diary.dir, lines: 100, stops: '50' };
  const { id } = await api.deploy({ ...place('other'), version: '2', parameters });
  await diary.reaches('at-50');
  process.kill(await diary.pid(), 'SIGKILL');
  const deployment = await ended(api, id);
  assert.equal(deployment.status, 'FAILED');
  assert.equal(deployment.statusReason, 'Failed at "Print" (killed by SIGKILL).');
  assertLog((await api.log(id)).lines, { printed: printedLines(50), system: [deployment.statusReason] });
});

void test('the server brings its own Postgres back when it is killed, and loses nothing', async () => {
  const { api } = installation;
  const diary = await Diary.open(installation.folder, 'own-postgres');
  const parameters = { diary: diary.dir, lines: 6_000, linesPerSecond: 2_000, stops: '6000' };
  const { id } = await api.deploy({ ...place('other'), version: '3', parameters });
  await until('lines come', async () => (await api.deployment(id)).logLineCount > 500);
  const postmaster = await findPostmaster(await realpath(join(server.dataDir, 'postgres')));
  assert.ok(postmaster);
  process.kill(postmaster.pid, 'SIGKILL');
  await until('another Postgres runs', async () => {
    const found = await findPostmaster(await realpath(join(server.dataDir, 'postgres')));
    return found && found.pid !== postmaster.pid;
  });
  await diary.reaches('at-6000');
  await diary.letGo(6_000);
  assert.equal((await ended(api, id)).status, 'SUCCEEDED');
  assertLog((await api.log(id)).lines, { printed: printedLines(6_000), system: ['Succeeded.'] });
  assert.ok(server.isRunning);
});
