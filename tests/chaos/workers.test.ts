import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { QueryResultRow } from 'pg';
import { isAlive } from '../../server/src/platform/db/embedded/postmaster.ts';
import { assertFollowed, assertLog, assertRanOnce, ended, reportFailure } from './expectations.ts';
import { Installation, type Server } from './installation.ts';
import { Diary, printedLines, writeServices } from './program.ts';
import { LogSubscriber } from './subscriber.ts';
import { until } from './until.ts';

// One api and several workers on one Postgres. Workers with the same data folder are one machine to each other.

let installation: Installation;
let project: Awaited<ReturnType<Installation['api']['createProject']>>;

before(async () => {
  installation = await Installation.create({ ownPostgres: true });
  await writeServices(join(installation.servicesDir, 'shop'));
  await installation.start('api');
  await installation.api.signIn();
  project = await installation.api.createProject('shop', [{ slug: 'staging' }]);
});

afterEach((context) => reportFailure(context, installation));

after(() => installation?.close());

const place = (service: string) => ({
  serviceId: project.services[service] as string,
  environmentId: project.environments.staging as string,
});

const query = <Row extends QueryResultRow>(text: string, values: unknown[]) =>
  installation.database.query<Row>(text, values);

interface Owner {
  pid: number;
  epoch: number;
}

/** Which process owns a deployment; null when nobody does. */
async function ownerOf(id: string): Promise<Owner | null> {
  const [row] = await query<Owner>(
    'select w.pid, d.owner_epoch as epoch from deployments d join workers w on w.id = d.owner_worker_id where d.id = $1',
    [id],
  );
  return row ?? null;
}

const workerIdOf = async (server: Server) => {
  const [row] = await query<{ id: string }>('select id from workers where pid = $1', [server.pid]);
  return row?.id ?? null;
};

/** Of two workers the one that owns the deployment, and the other one. */
async function ownerFirst(id: string, workers: [Server, Server]): Promise<[Server, Server]> {
  const { pid } = await until('a worker owns the deployment', () => ownerOf(id));
  return workers[0].pid === pid ? workers : [workers[1], workers[0]];
}

void test('a worker is killed: another one with its data folder goes on within 10 s', async (t) => {
  const { api } = installation;
  const workers: [Server, Server] = [await installation.start('worker'), await installation.start('worker')];
  const diary = await Diary.open(installation.folder, 'taken-over');
  const parameters = { diary: diary.dir, lines: 12_000, linesPerSecond: 1_000 };
  const { id } = await api.deploy({ ...place('counter'), version: '1', parameters });
  const subscriber = new LogSubscriber('WebSocket', api, id);
  t.after(() => subscriber.close());
  const [owner, other] = await ownerFirst(id, workers);
  await until('lines come', () => subscriber.lastSeq > 500);
  await owner.signal('SIGKILL');
  const killedAt = performance.now();
  await until('the other worker owns it', async () => (await ownerOf(id))?.pid === other.pid);
  const tookMs = performance.now() - killedAt;
  t.diagnostic(`taken over after ${(tookMs / 1_000).toFixed(1)} s`);
  assert.ok(tookMs < 10_000, `it took ${Math.round(tookMs)} ms`);

  const deployment = await ended(api, id);
  assert.equal(deployment.status, 'SUCCEEDED', deployment.statusReason ?? '');
  assert.deepEqual(
    deployment.steps.map(({ name, status, attempt }) => [name, status, attempt]),
    [
      ['Print', 'SUCCEEDED', 1],
      ['Finish', 'SUCCEEDED', 1],
    ],
  );
  const log = await api.log(id);
  assertLog(log.lines, { printed: printedLines(12_000), system: ['Succeeded.'] });
  await assertFollowed(subscriber, log.lines);
  assert.equal(subscriber.connectionCount, 1, 'who watches does not notice');
  await assertRanOnce(diary, ['begin', 'end']);
  assert.deepEqual(await api.auditActions(project.projectId, id), ['deployment.created', 'deployment.succeeded']);
  await other.signal('SIGTERM');
});

void test('all workers are killed and two start at once: one of them takes over, and a job that was lost is made again', async () => {
  const { api } = installation;
  const killed = [await installation.start('worker'), await installation.start('worker')];
  const diary = await Diary.open(installation.folder, 'both-killed');
  const { id } = await api.deploy({
    ...place('counter'),
    version: '1',
    parameters: { diary: diary.dir, lines: 1_000, stops: '500' },
  });
  await diary.reaches('at-500');
  const { epoch } = await until('a worker owns it', () => ownerOf(id));
  await Promise.all(killed.map((worker) => worker.signal('SIGKILL')));
  // Nobody is there to take the job of this one, and then there is none.
  const lostDiary = await Diary.open(installation.folder, 'lost');
  const lost = await api.deploy({ ...place('other'), version: '1', parameters: { diary: lostDiary.dir } });
  const jobs = await query('delete from graphile_worker._private_jobs where key like $1 returning id', [
    `%/${lost.id}`,
  ]);
  assert.equal(jobs.length, 1);
  await query(`update deployments set queued_at = queued_at - interval '11 s' where id = $1`, [lost.id]);

  const workers = await Promise.all([installation.start('worker'), installation.start('worker')]);
  const owner = await until('one of them owns it', () => ownerOf(id));
  assert.equal(owner.epoch, epoch + 1, 'it changed hands once');
  assert.ok(workers.some((worker) => worker.pid === owner.pid));
  await diary.letGo(500);
  assert.equal((await ended(api, id)).status, 'SUCCEEDED');
  assertLog((await api.log(id)).lines, { printed: printedLines(1_000), system: ['Succeeded.'] });
  await assertRanOnce(diary, ['begin', 'at-500', 'end']);
  assert.equal((await ended(api, lost.id)).status, 'SUCCEEDED');
  await assertRanOnce(lostDiary, ['begin', 'end']);
  await Promise.all(workers.map((worker) => worker.signal('SIGTERM')));
});

void test('a frozen worker that was declared dead writes nothing when it wakes up, and goes on under a new name', async () => {
  const { api } = installation;
  const workers: [Server, Server] = [await installation.start('worker'), await installation.start('worker')];
  const diary = await Diary.open(installation.folder, 'frozen');
  const parameters = { diary: diary.dir, lines: 30_000, linesPerSecond: 3_000, stops: '28000' };
  const { id } = await api.deploy({ ...place('counter'), version: '2', parameters });
  const [frozen, other] = await ownerFirst(id, workers);
  await until('lines come', async () => (await api.deployment(id)).logLineCount > 500);
  const oldName = await workerIdOf(frozen);
  await frozen.signal('SIGSTOP');
  await until('the other worker owns it', async () => (await ownerOf(id))?.pid === other.pid);
  const { epoch } = (await ownerOf(id)) as Owner;
  await until('lines come again', async () => (await api.deployment(id)).logLineCount > 20_000);
  await frozen.signal('SIGCONT');
  await until('it has another name', async () => {
    const name = await workerIdOf(frozen);
    return name !== null && name !== oldName;
  });
  assert.match(frozen.output, /this worker was declared dead; it goes on under a new name/);
  await diary.reaches('at-28000');
  await diary.letGo(28_000);

  const deployment = await ended(api, id);
  assert.equal(deployment.status, 'SUCCEEDED', deployment.statusReason ?? '');
  const log = await api.log(id);
  assertLog(log.lines, { printed: printedLines(30_000), system: ['Succeeded.'] });
  await assertRanOnce(diary, ['begin', 'at-28000', 'end']);
  assert.deepEqual(await api.auditActions(project.projectId, id), ['deployment.created', 'deployment.succeeded']);
  const [row] = await query<{ epoch: number }>('select owner_epoch as epoch from deployments where id = $1', [id]);
  assert.equal(row?.epoch, epoch, 'it changed hands once');

  // Alone now, it takes what comes.
  await other.signal('SIGTERM');
  const next = await Diary.open(installation.folder, 'after-frozen');
  const { id: nextId } = await api.deploy({
    ...place('counter'),
    version: '3',
    parameters: { diary: next.dir, stops: '100' },
  });
  await next.reaches('at-100');
  assert.equal((await ownerOf(nextId))?.pid, frozen.pid);
  await next.letGo(100);
  assert.equal((await ended(api, nextId)).status, 'SUCCEEDED');
  await frozen.signal('SIGTERM');
});

void test('a machine that is away keeps its deployment until somebody gives it up', async () => {
  const { api } = installation;
  const far = await installation.start('worker', 'far');
  const diaries = [
    await Diary.open(installation.folder, 'away'),
    await Diary.open(installation.folder, 'behind'),
  ] as const;
  const left = await api.deploy({
    ...place('counter'),
    version: '4',
    parameters: { diary: diaries[0].dir, stops: '50' },
  });
  await until('its lines are stored', async () => (await api.deployment(left.id)).logLineCount === 50);
  const behind = await api.deploy({ ...place('counter'), version: '5', parameters: { diary: diaries[1].dir } });
  await far.signal('SIGKILL');
  const near = await installation.start('worker');
  await until('its worker is declared dead', async () => {
    const [row] = await query<{ at: Date | null }>('select orphaned_at as at from deployments where id = $1', [
      left.id,
    ]);
    return row?.at;
  });
  // Half a minute in which nothing would happen.
  await query(`update deployments set orphaned_at = orphaned_at - interval '31 s' where id = $1`, [left.id]);
  const told = await until('the deployment says so', async () => {
    const deployment = await api.deployment(left.id);
    return deployment.statusReason !== null && deployment;
  });
  assert.equal(told.status, 'RUNNING');
  assert.equal(
    told.statusReason,
    'The machine that runs it does not answer. It goes on when the machine is back; cancel it to give up.',
  );
  assert.equal(await ownerOf(left.id), null);
  assert.equal((await api.deployment(behind.id)).status, 'QUEUED');

  await api.cancel(left.id);
  const canceled = await ended(api, left.id);
  assert.equal(canceled.status, 'CANCELED');
  assert.match(canceled.statusReason ?? '', /^Canceled by \w+ while its machine was away\./);
  assert.equal((await ended(api, behind.id)).status, 'SUCCEEDED');
  await assertRanOnce(diaries[1], ['begin', 'end']);
  const log = await api.log(left.id);
  assertLog(log.lines, {
    printed: printedLines(50),
    system: [/^Cancel requested by \w+\.$/, /^Canceled by \w+ while its machine was away\.$/],
  });
  assert.deepEqual(await api.auditActions(project.projectId, left.id), [
    'deployment.created',
    'deployment.cancel_requested',
    'deployment.canceled',
  ]);

  const pid = await diaries[0].pid();
  assert.ok(isAlive(pid), 'nobody could stop it there');
  await diaries[0].letGo('term');
  const back = await installation.start('worker', 'far');
  await until('what was left of it is stopped', () => !isAlive(pid));
  const secrets = join(installation.deploymentDir(left.id, 'far'), 'secrets.json');
  await until('its secrets are gone', () => !existsSync(secrets));
  assert.equal((await api.deployment(left.id)).status, 'CANCELED');
  assert.deepEqual((await api.log(left.id)).lines, log.lines);
  await back.signal('SIGTERM');
  await near.signal('SIGTERM');
});
