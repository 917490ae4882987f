import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { ApiError } from './api.ts';
import { assertFollowed, assertLog, assertRanOnce, ended, reportFailure } from './expectations.ts';
import { Installation, type Server } from './installation.ts';
import { Diary, printedLines, writeServices } from './program.ts';
import { LogSubscriber } from './subscriber.ts';
import { until } from './until.ts';

// Everything in one process, on a Postgres that it did not start and can't bring back.

let installation: Installation;
let server: Server;
let project: Awaited<ReturnType<Installation['api']['createProject']>>;

before(async () => {
  installation = await Installation.create({ ownPostgres: true });
  await writeServices(join(installation.servicesDir, 'shop'));
  server = await installation.start('all');
  await installation.api.signIn();
  project = await installation.api.createProject('shop', [{ slug: 'staging' }]);
});

afterEach((context) => reportFailure(context, installation));

after(() => installation?.close());

const place = (service: string) => ({
  serviceId: project.services[service] as string,
  environmentId: project.environments.staging as string,
});

const isUnavailable = (error: unknown) => error instanceof ApiError && error.code === 'UNAVAILABLE';

void test('Postgres is stopped and killed while lines are printed: they all come, once, and the queue goes on', async (t) => {
  const { api, database } = installation;
  const diary = await Diary.open(installation.folder, 'away');
  const parameters = { diary: diary.dir, lines: 30_000, linesPerSecond: 3_000, stops: '12000,24000' };
  const { id } = await api.deploy({ ...place('counter'), version: '1', parameters });
  const nextDiary = await Diary.open(installation.folder, 'queued');
  const next = await api.deploy({ ...place('counter'), version: '2', parameters: { diary: nextDiary.dir } });
  const subscribers = [new LogSubscriber('SSE', api, id), new LogSubscriber('WebSocket', api, id)] as const;
  t.after(() => {
    for (const subscriber of subscribers) subscriber.close();
  });
  const hasRead = (seq: number) =>
    until(`both subscribers have line ${seq}`, () => subscribers.every((subscriber) => subscriber.lastSeq >= seq));

  await hasRead(1_000);
  await database.stop('SIGINT');
  await assert.rejects(api.ask('{ viewer { id } }'), isUnavailable);
  await assert.rejects(api.deploy({ ...place('counter'), version: '3', parameters }), isUnavailable);
  assert.equal((await fetch(`${api.url}/health`)).status, 503);
  assert.equal((await fetch(`${api.url}/health/live`)).status, 200);
  // The program does not notice.
  await diary.reaches('at-12000');
  assert.ok(subscribers.every((subscriber) => subscriber.lastSeq < 12_000));
  await database.start();
  await hasRead(12_000);
  assert.equal((await fetch(`${api.url}/health`)).status, 200);

  await diary.letGo(12_000);
  await hasRead(13_000);
  await database.stop('SIGKILL');
  await assert.rejects(api.ask('{ viewer { id } }'), isUnavailable);
  await diary.reaches('at-24000');
  // The program ends while nobody can write that down.
  await diary.letGo(24_000);
  await diary.reaches('end');
  await database.start();

  const deployment = await ended(api, id);
  assert.equal(deployment.status, 'SUCCEEDED', deployment.statusReason ?? '');
  const log = await api.log(id);
  assertLog(log.lines, { printed: printedLines(30_000), system: ['Succeeded.'] });
  for (const subscriber of subscribers) {
    await assertFollowed(subscriber, log.lines);
    assert.equal(subscriber.connectionCount, 1, 'the connection outlives the outage');
  }
  await assertRanOnce(diary, ['begin', 'at-12000', 'at-24000', 'end']);
  assert.deepEqual(await api.auditActions(project.projectId, id), ['deployment.created', 'deployment.succeeded']);
  assert.equal((await ended(api, next.id)).status, 'SUCCEEDED');
  await assertRanOnce(nextDiary, ['begin', 'end']);
  assert.equal(next.number, deployment.number + 1);
  assert.ok(server.isRunning);
});

void test('Postgres is killed at once after a deployment was acknowledged: it begins soon after the start', async () => {
  const { api, database } = installation;
  for (const round of ['first', 'second', 'third']) {
    const diary = await Diary.open(installation.folder, round);
    const { id } = await api.deploy({
      ...place('counter'),
      version: round,
      parameters: { diary: diary.dir, stops: '10' },
    });
    await database.stop('SIGKILL');
    await database.start();
    const startedAt = performance.now();
    await diary.reaches('at-10');
    const tookMs = performance.now() - startedAt;
    assert.ok(tookMs < 15_000, `it took ${Math.round(tookMs)} ms`);
    await diary.letGo(10);
    assert.equal((await ended(api, id)).status, 'SUCCEEDED');
    await assertRanOnce(diary, ['begin', 'at-10', 'end']);
    assertLog((await api.log(id)).lines, { printed: printedLines(100), system: ['Succeeded.'] });
  }
  assert.ok(server.isRunning);
  const openConnections = () =>
    database.query<{ name: string; count: number }>(
      `select application_name as name, count(*)::int from pg_stat_activity where application_name ~ '^pilothouse (reads|events)' group by 1 order by 1`,
    );
  // Each kind comes back when its own turn to try again has come, which the deployment did not have to wait for.
  const connections = await until('all kinds of connections are back', async () => {
    const open = await openConnections();
    return open.length === 2 && open;
  });
  assert.deepEqual(
    connections,
    [
      { name: 'pilothouse events', count: 1 },
      { name: 'pilothouse reads', count: 2 },
    ],
    'no connection of before is left, and none was made twice',
  );
});
