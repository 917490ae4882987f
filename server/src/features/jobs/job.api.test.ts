import { afterEach, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeProject,
  makeService,
  makeWorkflow,
  useCast,
} from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { makeRun } from '../../../test/runs.ts';
import { newId } from '../../lib/ids.ts';
import { onlyJobs, type WorkerNode } from '../../platform/durable/worker-node.ts';
import { mailTasks } from '../../platform/mail/mailer.ts';
import { occurrenceTasks } from '../../platform/occurrences.ts';
import { resetTasks } from '../accounts/password-reset.service.ts';
import { createFoldWork } from '../analytics/fold.jobs.ts';
import { createAuditUpkeep } from '../audit/audit-trim.service.ts';
import { createDeploymentWork } from '../deployments/deployment.jobs.ts';
import { createNotificationWork } from '../notifications/notification.jobs.ts';
import { createRunWork } from '../runs/run.jobs.ts';
import { createRunUpkeep } from '../runs/run.retention.service.ts';
import { createTriggerWork } from '../triggers/trigger.jobs.ts';
import { JOB_KINDS, kindOfTask } from './job.rules.ts';
import type { BackgroundJob, BackgroundJobKind, JobsResult, Worker } from './job.types.ts';

const cast = useCast({
  PILOTHOUSE_SMTP_URL: 'smtp://ada:hunter2@127.0.0.1:1',
  PILOTHOUSE_MAIL_FROM: 'ship@example.com',
});

interface JobState {
  runAt?: string;
  attempts?: number;
  maxAttempts?: number;
  error?: string;
  lockedBy?: string;
}

/** A job in the queue, `runAt` as an SQL interval from now. */
async function makeJob(task = 'occurrence', payload: object = {}, state: JobState = {}): Promise<string> {
  const [job] = await cast.app.sql<{ id: string }>(
    `select id from graphile_worker.add_job($1, $2::json, run_at => now() + $3::interval, max_attempts => $4)`,
    [task, JSON.stringify(payload), state.runAt ?? '-1 minute', state.maxAttempts ?? 25],
  );
  await cast.app.sql(
    `update graphile_worker._private_jobs set attempts = $2, last_error = $3, locked_by = $4,
       locked_at = case when $4::text is not null then now() end where id = $1`,
    [job?.id, state.attempts ?? 0, state.error ?? null, state.lockedBy ?? null],
  );
  return String(job?.id);
}
const jobsLeft = async () =>
  (await cast.app.sql<{ id: string }>('select id::text from graphile_worker._private_jobs order by id')).map(
    ({ id }) => id,
  );

afterEach(() => cast.app.sql('delete from graphile_worker._private_jobs'));

const LIST = `query ($filter: BackgroundJobFilter, $first: Int, $after: String) {
  backgroundJobs(filter: $filter, first: $first, after: $after) {
    nodes { id kind title subject { id type name projectSlug } subjectCount state attempts maxAttempts lastError runAt createdAt startedAt worker priority ifDropped }
    edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`;
interface Page {
  nodes: BackgroundJob[];
  edges: { cursor: string; node: { id: string } }[];
  pageInfo: { hasNextPage: boolean; endCursor: string };
}
const list = async (variables = {}, who = cast.administrator) =>
  (await as(who).run<{ backgroundJobs: Page }>(LIST, variables)).backgroundJobs;
const idsOf = async (filter: object) => (await list({ filter })).nodes.map(({ id }) => id);

const RESULT = '{ count problems { id message } }';
const RETRY = `mutation ($input: JobsInput!) { retryJobs(input: $input) ${RESULT} }`;
const DROP = `mutation ($input: JobsInput!) { dropJobs(input: $input) ${RESULT} }`;
const drop = async (...ids: string[]) =>
  (await as(cast.administrator).run<{ dropJobs: JobsResult }>(DROP, { input: { ids } })).dropJobs;
const retry = async (...ids: string[]) =>
  (await as(cast.administrator).run<{ retryJobs: JobsResult }>(RETRY, { input: { ids } })).retryJobs;

const INVALID = [
  ['no job', input({ ids: [] }), ['ids']],
  ['too many', input({ ids: Array.from({ length: 101 }, (_, n) => String(n)) }), ['ids']],
  ['no number', input({ ids: ["1'; drop table users"] }), ['ids.0']],
] as const satisfies Parameters<typeof describeMutation>[2]['invalid'];

describeMutation('retryJobs', cast, {
  operation: RETRY,
  by: 'administrator',
  stranger: 'FORBIDDEN',
  forbiddenTo: ['owner', 'viewer'],
  given: async () => ({
    variables: { input: { ids: [await makeJob('mail.send', {}, { attempts: 8, maxAttempts: 8, error: 'No.' })] } },
  }),
  invalid: INVALID,
  audit: (_cast, { input: wanted }) => ({
    action: 'job.retried',
    project_id: null,
    subject_id: (wanted as { ids: string[] }).ids[0] as string,
    subject_type: 'BackgroundJob',
    subject_name: 'Send a mail',
    detail: { kind: 'mail.send', about: null, state: 'FAILED', attempts: 8 },
  }),
  works: async (_cast, data, { input: wanted }) => {
    expect(data).toEqual({ count: 1, problems: [] });
    const job = (await list()).nodes.find(({ id }) => id === (wanted as { ids: string[] }).ids[0]);
    expect(job).toMatchObject({ state: 'READY', attempts: 0, lastError: 'No.' });
  },
  twice: 'again',
});

describeMutation('dropJobs', cast, {
  operation: DROP,
  by: 'administrator',
  stranger: 'FORBIDDEN',
  forbiddenTo: ['owner', 'viewer'],
  given: async () => ({ variables: { input: { ids: [await makeJob('mail.send')] } } }),
  invalid: INVALID,
  audit: () => ({
    action: 'job.dropped',
    project_id: null,
    subject_type: 'BackgroundJob',
    subject_name: 'Send a mail',
  }),
  works: async (_cast, data, { input: wanted }) => {
    expect(data).toEqual({ count: 1, problems: [] });
    expect(await jobsLeft()).not.toContain((wanted as { ids: string[] }).ids[0]);
  },
  twice: 'again',
});

describe('the list', () => {
  test('says of each job where it stands, what is due first at the top', async () => {
    const failed = await makeJob('mail.send', {}, { runAt: '-1 hour', attempts: 8, maxAttempts: 8 });
    const running = await makeJob('mail.send', {}, { runAt: '-30 minutes', attempts: 1, lockedBy: 'elsewhere' });
    const ready = await makeJob();
    const retrying = await makeJob('mail.send', {}, { runAt: '1 minute', attempts: 2 });
    const scheduled = await makeJob('occurrence', {}, { runAt: '1 hour' });
    expect((await list()).nodes.map(({ id, state }) => [id, state])).toEqual([
      [failed, 'FAILED'],
      [running, 'RUNNING'],
      [ready, 'READY'],
      [retrying, 'RETRYING'],
      [scheduled, 'SCHEDULED'],
    ]);
    expect((await list()).nodes[1]).toMatchObject({ worker: 'elsewhere', startedAt: expect.any(String) });
    expect(await idsOf({ states: ['FAILED', 'RETRYING'] })).toEqual([failed, retrying]);
    expect(await idsOf({ kinds: ['occurrence'] })).toEqual([ready, scheduled]);
    expect(await idsOf({ states: ['READY'], kinds: ['mail.send'] })).toEqual([]);
    expect(await idsOf({ search: ready })).toEqual([ready]);
  });

  test('goes page by page, also where many are due at the same time', async () => {
    const ids = [await makeJob(), await makeJob(), await makeJob()];
    await cast.app.sql(`update graphile_worker._private_jobs set run_at = '2026-01-01 00:00:00.123456+00'`);
    const first = await list({ first: 2 });
    expect(first.nodes.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(first.edges.map(({ node }) => node.id)).toEqual(ids.slice(0, 2));
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await list({ first: 2, after: first.pageInfo.endCursor });
    expect(second.nodes.map(({ id }) => id)).toEqual(ids.slice(2));
    const forged = Buffer.from(JSON.stringify(['yesterday', '1'])).toString('base64url');
    expect(await as(cast.administrator).fail(LIST, { after: forged })).toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('names what a job is about to who sees its project, and to nobody else', async () => {
    const seen = await makeProject(cast.app, [[cast.administrator, 'VIEWER']]);
    const workflow = await makeWorkflow(seen);
    const run = await makeRun(seen, workflow, { status: 'QUEUED' });
    const deployment = await makeDeployment(
      await makeService(seen, { slug: 'web' }),
      await makeEnvironment(seen, { slug: 'live' }),
    );
    const elsewhere = await makeRun(cast.project, await makeWorkflow(cast.project), { status: 'QUEUED' });
    await makeJob('run', { id: run.id });
    await makeJob('deployment.attach.wrk_x', { id: deployment.id });
    await makeJob('run', { id: elsewhere.id });
    await makeJob('occurrence', { subjectId: deployment.id, title: 'A title of the project' });
    const { nodes } = await list();
    expect(nodes.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['run', { id: run.id, type: 'Run', name: expect.stringContaining(`#${run.number}`), projectSlug: seen.slug }],
      [
        'deployment.attach',
        {
          id: deployment.id,
          type: 'Deployment',
          name: expect.stringMatching(/^web #\d+ to live$/),
          projectSlug: seen.slug,
        },
      ],
      ['run', { id: elsewhere.id, type: 'Run', name: null, projectSlug: null }],
      ['occurrence', expect.objectContaining({ id: deployment.id, type: 'Deployment' })],
    ]);
    expect(JSON.stringify(nodes)).not.toContain('A title of the project');
    expect(await idsOf({ kinds: ['deployment.attach'] })).toHaveLength(1);
    expect(await idsOf({ search: elsewhere.id })).toEqual([nodes[2]?.id]);
  });

  test('names the first of several things that a job is about, says how many there are, and is found by any of them', async () => {
    const workflow = await makeWorkflow(cast.project);
    const runs = [await makeRun(cast.project, workflow), await makeRun(cast.project, workflow)];
    const [first, second] = runs.map(({ id }) => id);
    const id = await makeJob('occurrence', [{ subjectId: first }, { subjectId: second }]);
    const { nodes } = await list();
    expect(nodes).toEqual([
      expect.objectContaining({ id, subject: expect.objectContaining({ id: first, type: 'Run' }), subjectCount: 2 }),
    ]);
    expect(await idsOf({ search: second })).toEqual([id]);
    expect(await idsOf({ search: newId('run') })).toEqual([]);
  });

  test('shows no payload and no secret', async () => {
    await makeJob(
      'mail.send',
      { sealed: 'sealed-payload', id: 'sealed-payload' },
      { attempts: 1, error: 'smtp://ada:hunter2@mail said no to hunter2' },
    );
    await makeJob('account.reset_password', { email: 'somebody@example.com' });
    const text = JSON.stringify(await list());
    expect(text).toContain('smtp://ada:***@mail said no to ***');
    expect(text).not.toMatch(/hunter2|sealed-payload|somebody@example/);
  });

  test('takes as many statements for 20 jobs as for 2', async () => {
    const seen = await makeProject(cast.app, [[cast.administrator, 'VIEWER']]);
    const workflow = await makeWorkflow(seen);
    const fill = async (count: number) => {
      for (let n = 0; n < count; n += 1) await makeJob('run', { id: (await makeRun(seen, workflow)).id });
    };
    const count = async () => {
      const counts: number[] = [];
      for (let time = 0; time < 4; time += 1) {
        const before = cast.app.statementCount();
        await list();
        counts.push(cast.app.statementCount() - before);
      }
      return Math.min(...counts);
    };
    await fill(2);
    expect(await count()).toBe(2);
    await fill(18);
    expect(await count()).toBe(2);
  });
});

describe('the kinds', () => {
  const kinds = async () =>
    (
      await as(cast.administrator).run<{ backgroundJobKinds: BackgroundJobKind[] }>(
        `{ backgroundJobKinds { kind title isQueued runningCount readyCount scheduledCount retryingCount failedCount oldestDueAt nextAt } }`,
      )
    ).backgroundJobKinds;

  test('are counted by state, also those without a job', async () => {
    await makeJob('deployment.attach.wrk_a', {}, { lockedBy: 'x' });
    await makeJob('deployment.attach.wrk_b');
    await makeJob('mail.send', {}, { attempts: 8, maxAttempts: 8 });
    await makeJob('mail.send', {}, { runAt: '1 hour' });
    await makeJob('old.work');
    const run = await makeRun(cast.project, await makeWorkflow(cast.project), { status: 'WAITING' });
    await cast.app.sql(`update runs set wake_at = now() + interval '1 day' where id = $1`, [run.id]);
    const all = await kinds();
    const of = (kind: string) => all.find((each) => each.kind === kind);
    expect(of('deployment.attach')).toMatchObject({
      runningCount: 1,
      readyCount: 1,
      oldestDueAt: expect.any(String),
      nextAt: null,
    });
    expect(of('mail.send')).toMatchObject({
      failedCount: 1,
      scheduledCount: 1,
      oldestDueAt: null,
      nextAt: expect.any(String),
    });
    expect(of('occurrence')).toMatchObject({
      title: 'React to an event',
      isQueued: true,
      readyCount: 0,
      oldestDueAt: null,
    });
    expect(of('old.work')).toMatchObject({ title: 'old.work', readyCount: 1 });
    expect(of('run.wake')).toMatchObject({
      isQueued: false,
      scheduledCount: 1,
      readyCount: 0,
      nextAt: expect.any(String),
    });
    expect(of('schedule.tick')).toMatchObject({ isQueued: false });
  });

  test('are all that workers know', () => {
    const { app } = cast.app;
    const node = { nodeId: 'wrk_here' } as WorkerNode;
    const work = [
      createDeploymentWork(app),
      createRunWork(app, { nodeTypeOf: () => null as never, startChild: () => null as never }),
      createAuditUpkeep(app),
      createRunUpkeep(app),
      createNotificationWork(app),
      createTriggerWork(app),
      createFoldWork(app),
      onlyJobs({ ...mailTasks(app), ...resetTasks(app), ...occurrenceTasks(app, []) }),
    ];
    const tasks = work.flatMap((each) => Object.keys(each.tasks(node)));
    expect(tasks.map(kindOfTask).sort()).toEqual(Object.keys(JOB_KINDS).sort());
  });
});

test('workers, with what they are at', async () => {
  await cast.app.sql(
    `insert into workers (id, node_id, host, pid, graphile_worker_ids) values ('wrk_1', 'n', 'red', 7, '{pool-1,pool-2}')`,
  );
  await cast.app.sql(
    `insert into workers (id, node_id, host, pid, heartbeat_at) values ('wrk_2', 'n', 'blue', 8, now() - interval '1 minute')`,
  );
  await makeJob('mail.send', {}, { lockedBy: 'pool-2' });
  const run = await makeRun(cast.project, await makeWorkflow(cast.project), { status: 'RUNNING' });
  await cast.app.sql(`update runs set owner_worker_id = 'wrk_1' where id = $1`, [run.id]);
  const { workers } = await as(cast.administrator).run<{ workers: Worker[] }>(
    '{ workers { id host pid startedAt heartbeatAt isAlive jobCount deploymentCount runCount } }',
  );
  expect(workers).toEqual([
    expect.objectContaining({ id: 'wrk_1', host: 'red', isAlive: true, jobCount: 1, deploymentCount: 0, runCount: 1 }),
    expect.objectContaining({ id: 'wrk_2', host: 'blue', isAlive: false, jobCount: 0 }),
  ]);
  expect((await list()).nodes[0]).toMatchObject({ state: 'RUNNING', worker: 'red, process 7' });
  await cast.app.sql('delete from workers');
});

describe('what is left as it is', () => {
  test('a job that runs, and one that is gone', async () => {
    const running = await makeJob('mail.send', {}, { lockedBy: 'pool' });
    const waiting = await makeJob('mail.send', {}, { runAt: '1 hour' });
    const problems = [
      { id: running, message: expect.stringContaining('at it now') },
      { id: '999999999', message: expect.stringContaining('no longer in the queue') },
    ];
    expect(await retry(running, '999999999', waiting)).toEqual({ count: 1, problems });
    expect(await drop(running, '999999999', waiting, waiting)).toEqual({ count: 1, problems });
    expect(await jobsLeft()).toEqual([running]);
  });

  test('what wakes a run that only waits', async () => {
    const workflow = await makeWorkflow(cast.project);
    const asleep = await makeJob('run', { id: (await makeRun(cast.project, workflow, { status: 'WAITING' })).id });
    const queued = await makeJob('run', { id: (await makeRun(cast.project, workflow, { status: 'QUEUED' })).id });
    expect(await drop(asleep, queued)).toEqual({
      count: 1,
      problems: [{ id: asleep, message: expect.stringContaining('Cancel the run instead') }],
    });
    expect(await jobsLeft()).toEqual([asleep]);
  });
});

test('a message whose job is dropped counts as failed', async () => {
  const id = newId('delivery');
  await cast.app.sql(
    `insert into notification_deliveries (id, project_id, event, title, message, status, recipients)
     values ($1, $2, 'alert', 'A', '{}', 'PENDING', '{a@example.com}')`,
    [id, cast.project.id],
  );
  expect(await drop(await makeJob('notification.deliver', { id }))).toMatchObject({ count: 1 });
  expect(await cast.app.sql('select status, last_error from notification_deliveries where id = $1', [id])).toEqual([
    { status: 'FAILED', last_error: 'An administrator dropped it.' },
  ]);
});
