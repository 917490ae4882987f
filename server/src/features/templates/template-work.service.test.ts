import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeService,
  makeToken,
  type TestEnvironment,
  type TestService,
  useCast,
  writeSource,
} from '../../../test/factories.ts';
import { useMailbox } from '../../../test/mailbox.ts';
import { serveTestOperations } from '../../../test/schema.ts';
import { onlyJobs, WorkerNode } from '../../platform/durable/worker-node.ts';
import { occurrenceTasks } from '../../platform/occurrences.ts';
import { createDeploymentWork, type DeploymentWork } from '../deployments/deployment.jobs.ts';
import { nodeTypeOf } from '../nodes/registry.service.ts';
import { createNotificationWork } from '../notifications/notification.jobs.ts';
import { startChildRun } from '../runs/run.children.ts';
import { createRunWork, type RunWork } from '../runs/run.jobs.ts';
import { wakeWaiting } from '../runs/run.waits.ts';
import { startOnOccurrence } from '../triggers/trigger.service.ts';

jest.setTimeout(60_000);

let deployments: DeploymentWork;
let runs: RunWork;
let node: WorkerNode;
let outside: Server;
let url = '';
let web: TestService;
const folder = mkdtempSync(join(tmpdir(), 'pilothouse-templates-'));
// Before the server's own: the first that is registered runs first.
afterAll(async () => {
  await deployments.stop();
  await runs.stop();
  await node.stop();
  outside.closeAllConnections();
  outside.close();
  rmSync(folder, { recursive: true, force: true });
});
const cast = useCast({ PILOTHOUSE_OUTBOUND_ALLOW: '127.0.0.1' });
const mailbox = useMailbox(cast);

/** What the channel was told: titles and texts. */
let told: { title: string; text: string }[] = [];
let taken: { authorization: string | undefined; body: unknown }[] = [];
/** What another system answers to the next calls; 200 when there is nothing left. */
let answers: number[] = [];
let modelAnswers = true;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readText(request);
  const [, place = '', name = ''] = (request.url ?? '').split('/');
  if (place === 'channel') {
    const { title, text } = JSON.parse(body) as { title: string; text: string };
    told.push({ title, text });
  }
  if (place === 'target') {
    taken.push({ authorization: request.headers.authorization, body: JSON.parse(body) });
    response.statusCode = answers.shift() ?? 200;
  }
  // A page is well unless a version is live there whose name says otherwise.
  if (place === 'health' && (await liveVersion(name)).startsWith('bad')) response.statusCode = 500;
  if (place === 'v1') {
    response.statusCode = modelAnswers ? 200 : 500;
    response.setHeader('content-type', 'text/event-stream');
    const choice = {
      index: 0,
      delta: { content: `The disk is full. (${body.includes('no space left')})` },
      finish_reason: 'stop',
    };
    response.end(`data: ${JSON.stringify({ id: 'c', created: 1, model: 'm', choices: [choice] })}\n\ndata: [DONE]\n\n`);
    return;
  }
  response.end('{}');
}

async function liveVersion(environment: string): Promise<string> {
  const [row] = await cast.app.sql<{ version: string }>(
    `select d.version from deployments d join environments e on e.id = d.environment_id
     where e.slug = $1 and d.status = 'SUCCEEDED' order by d.id desc limit 1`,
    [environment],
  );
  return row?.version ?? '';
}

beforeAll(async () => {
  const { app } = cast.app;
  serveTestOperations();
  outside = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => outside.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(outside.address() as AddressInfo).port}`;
  Object.assign(app.config, { ai: { url: `${url}/v1`, model: 'small', prices: {} } });
  deployments = createDeploymentWork(app);
  runs = createRunWork(app, { nodeTypeOf, startChild: startChildRun });
  node = await WorkerNode.start(app, [
    deployments,
    runs,
    createNotificationWork(app),
    onlyJobs(occurrenceTasks(app, [wakeWaiting, startOnOccurrence])),
  ]);
  web = await makeService(cast.project, { slug: 'web', entrypoint: ['true'] });
  await writeSource(cast.project, web.slug, { 'run.sh': 'true' });
  for (const kind of ['WEBHOOK', 'EMAIL'])
    await as(cast.owner).run(
      'mutation ($input: CreateNotificationChannelInput!) { createNotificationChannel(input: $input) { id } }',
      {
        input: {
          projectId: cast.project.id,
          kind,
          name: kind,
          slug: kind.toLowerCase(),
          ...(kind === 'EMAIL'
            ? { recipients: ['team@example.com'] }
            : { url: `${url}/channel`, signingSecret: 'sixteen letters of it' }),
        },
      },
    );
});
beforeEach(() => {
  told = [];
  taken = [];
  answers = [];
  modelAnswers = true;
});
afterEach(async () => {
  await eventually('the worker at rest', async () => deployments.runningCount === 0);
});

let count = 0;
/** Two places of their own for each test. */
async function makePlaces() {
  count += 1;
  const [staging, production] = [`staging-${count}`, `production-${count}`];
  const environments = {
    staging: await makeEnvironment(cast.project, { slug: staging }),
    production: await makeEnvironment(cast.project, { slug: production, isProduction: true }),
  };
  const parameters = {
    staging,
    production,
    stagingUrl: `${url}/health/${staging}`,
    productionUrl: `${url}/health/${production}`,
  };
  return { environments, parameters };
}

const deploy = (service: TestService, environment: TestEnvironment, version: string, more: object = {}) =>
  as(cast.owner).run('mutation ($input: DeployInput!) { deploy(input: $input) { id } }', {
    input: { serviceId: service.id, environmentId: environment.id, version, ...more },
  });

/** Installed, and published by its owner. */
async function install(slug: string, parameters: object): Promise<string> {
  const { installTemplate: made } = await as(cast.owner).run<{
    installTemplate: { id: string; draft: { revision: number } };
  }>('mutation ($input: InstallTemplateInput!) { installTemplate(input: $input) { id draft { revision } } }', {
    input: { projectId: cast.project.id, slug, parameters },
  });
  await as(cast.owner).run('mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { id } }', {
    input: { id: made.id, revision: made.draft.revision },
  });
  return made.id;
}

async function start(workflowId: string, payload: object | null = null, triggerNodeKey?: string): Promise<string> {
  const data = await as(cast.owner).run<{ startRun: { id: string } }>(
    'mutation ($input: StartRunInput!) { startRun(input: $input) { id } }',
    { input: { workflowId, payload, ...(triggerNodeKey ? { triggerNodeKey } : {}) } },
  );
  return data.startRun.id;
}

interface Ended {
  status: string;
  reason: string | null;
  output: unknown;
}

async function end(id: string): Promise<Ended> {
  return eventually(
    'the end of the run',
    async () => {
      const [row] = await cast.app.sql<Ended>(
        `select status, status_reason as reason, output from runs where id = $1 and finished_at is not null`,
        [id],
      );
      return row;
    },
    30_000,
  );
}

/** Decides so many approvals of the run. */
async function decide(runId: string, decision: 'APPROVED' | 'REJECTED', times = 1): Promise<void> {
  const done = new Set<string>();
  for (let decided = 0; decided < times; decided += 1) {
    const request = await eventually('an approval', async () => {
      const data = await as(cast.owner).run<{
        run: { nodeRuns: { id: string; status: string; wait: { kind: string } | null }[] };
      }>('query ($id: ID!) { run(id: $id) { nodeRuns { id status wait { kind } } } }', { id: runId });
      return data.run.nodeRuns.find(
        ({ id, status, wait }) => !done.has(id) && status === 'WAITING' && wait?.kind === 'APPROVAL',
      );
    });
    await as(cast.owner).run('mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { id } }', {
      input: { nodeRunId: request.id, decision },
    });
    done.add(request.id);
  }
}

const toldOnce = () => eventually('a message', async () => told[0]);

describe('staged release', () => {
  const checks = { service: 'web', checks: 1, pauseSeconds: 0 };

  test('brings a version to production after approval', async () => {
    const { parameters: places } = await makePlaces();
    const run = await start(await install('staged-release', { ...checks, ...places }), { version: 'v1' });
    await decide(run, 'APPROVED');
    expect(await end(run)).toMatchObject({ status: 'SUCCEEDED', output: { version: 'v1', isReleased: true } });
    expect(await liveVersion(places.production)).toBe('v1');
  });

  test('puts the version before back when production fails its check', async () => {
    const { parameters: places } = await makePlaces();
    // Staging is asked at an address that is always well.
    const workflow = await install('staged-release', { ...checks, ...places, stagingUrl: `${url}/well` });
    for (const version of ['v1', 'bad-2']) {
      const run = await start(workflow, { version });
      await decide(run, 'APPROVED');
      const ended = await end(run);
      if (version === 'v1') expect(ended.status).toBe('SUCCEEDED');
      else expect(ended).toMatchObject({ status: 'FAILED', reason: expect.stringContaining('v1 is back') });
    }
    const rows = await cast.app.sql<{ version: string; trigger: string; status: string }>(
      `select d.version, d.trigger, d.status from deployments d join environments e on e.id = d.environment_id
       where e.slug = $1 order by d.id`,
      [places.production],
    );
    expect(rows).toEqual([
      { version: 'v1', trigger: 'WORKFLOW', status: 'SUCCEEDED' },
      { version: 'bad-2', trigger: 'WORKFLOW', status: 'SUCCEEDED' },
      { version: 'v1', trigger: 'ROLLBACK', status: 'SUCCEEDED' },
    ]);
  });

  test('stops before production when staging fails, or nobody wants it', async () => {
    const { parameters: places } = await makePlaces();
    const workflow = await install('staged-release', { ...checks, ...places });
    expect(await end(await start(workflow, { version: 'bad-1' }))).toMatchObject({ status: 'FAILED' });
    const rejected = await start(workflow, { version: 'v2' });
    await decide(rejected, 'REJECTED');
    expect(await end(rejected)).toMatchObject({ status: 'SUCCEEDED', output: { isReleased: false } });
    expect(await liveVersion(places.production)).toBe('');
  });
});

describe('canary with comparison', () => {
  test('goes on to production when it does as well, and back when it does not', async () => {
    const { staging: canary, production, stagingUrl: canaryUrl, productionUrl } = (await makePlaces()).parameters;
    const workflow = await install('canary-release', {
      service: 'web',
      canary,
      production,
      canaryUrl,
      productionUrl,
      rounds: 2,
      pauseSeconds: 0,
    });
    expect(await end(await start(workflow, { version: 'v1' }))).toMatchObject({ status: 'SUCCEEDED' });
    expect(await liveVersion(production)).toBe('v1');
    expect(await end(await start(workflow, { version: 'bad-2' }))).toMatchObject({
      status: 'FAILED',
      reason: 'The canary failed 2 of 2 times, production 0 times.',
    });
    expect(await liveVersion(production)).toBe('v1');
    expect(await liveVersion(canary)).toBe('v1');
  });
});

test('scheduled promotion brings over what staging has, and asks for nothing new only once', async () => {
  const { environments, parameters } = await makePlaces();
  const { staging, production } = parameters;
  await makeDeployment(web, environments.staging, { version: 'v7' });
  const workflow = await install('scheduled-promotion', { service: 'web', staging, production });
  const run = await start(workflow);
  await decide(run, 'APPROVED');
  expect(await end(run)).toMatchObject({ status: 'SUCCEEDED' });
  expect(await liveVersion(production)).toBe('v7');
  expect(await end(await start(workflow))).toMatchObject({ status: 'SUCCEEDED' });
});

describe('nightly backup', () => {
  test('packs, checks, keeps so many and tells', async () => {
    const from = mkdtempSync(join(folder, 'from-'));
    const target = join(folder, 'to');
    writeFileSync(join(from, 'a.txt'), 'a');
    const parameters = { folder: from, target, channel: 'webhook', keep: 1 };
    expect(await end(await start(await install('nightly-backup', parameters), null, 'now'))).toMatchObject({
      status: 'SUCCEEDED',
    });
    expect(await toldOnce()).toMatchObject({ title: `Backup of ${from} is done` });
    const [archive = ''] = readdirSync(target);
    expect(execFileSync('tar', ['-tzf', join(target, archive)]).toString()).toContain('./a.txt');
  });

  test('tells and fails when it has too few files', async () => {
    const from = mkdtempSync(join(folder, 'empty-'));
    const parameters = { folder: from, target: join(folder, 'none'), channel: 'webhook', leastFiles: 3 };
    expect(await end(await start(await install('nightly-backup', parameters), null, 'now'))).toMatchObject({
      status: 'FAILED',
    });
    expect(await toldOnce()).toMatchObject({ title: `Backup of ${from} failed` });
  });
});

describe('incident on failed health', () => {
  const parameters = (path: string) => ({
    url: `${url}/${path}`,
    tries: 2,
    pauseSeconds: 0,
    channel: 'webhook',
    escalationChannel: 'email',
  });

  test('does nothing while all is well', async () => {
    const run = await start(await install('health-incident', parameters('well')));
    expect(await end(run)).toMatchObject({ status: 'SUCCEEDED', output: { isHealthy: true } });
    expect(told).toEqual([]);
  });

  test('opens one, tells, and closes it when somebody has solved it', async () => {
    const { environments, parameters: places } = await makePlaces();
    await makeDeployment(web, environments.production, { version: 'bad' });
    const { production } = places;
    const run = await start(await install('health-incident', parameters(`health/${production}`)));
    expect(await toldOnce()).toMatchObject({ title: `Incident: ${url}/health/${production}` });
    await decide(run, 'APPROVED');
    expect(await end(run)).toMatchObject({ status: 'SUCCEEDED', output: { name: 'incident.closed' } });
  });
});

test('weekly report counts and mails', async () => {
  const { environments } = await makePlaces();
  for (const status of ['SUCCEEDED', 'FAILED'] as const) await makeDeployment(web, environments.staging, { status });
  expect(await end(await start(await install('weekly-report', { channel: 'email' })))).toMatchObject({
    status: 'SUCCEEDED',
  });
  const mail = await eventually('a mail', async () =>
    (await mailbox.deliver()).find(({ to }) => to.includes('team@example.com')),
  );
  expect(mail.subject).toMatch(/Last 7 days: \d+ deployments, \d+ failed/);
});

test('certificate watch warns of what ends soon and of who doesn’t answer', async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-days',
      '5',
      '-subj',
      '/CN=localhost',
      '-keyout',
      key,
      '-out',
      cert,
    ],
    { stdio: 'ignore' },
  );
  const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const hosts = [`localhost:${port}`, 'localhost:1'];
  expect(await end(await start(await install('certificate-watch', { hosts, channel: 'webhook' })))).toMatchObject({
    status: 'SUCCEEDED',
  });
  server.close();
  expect(await toldOnce()).toEqual({
    title: '1 certificates end soon, 1 hosts don’t answer',
    text: expect.stringMatching(new RegExp(`localhost:${port}: 4 days.*\nlocalhost:1: `)),
  });
});

describe('queue of webhooks', () => {
  const parameters = () => ({ url: `${url}/target`, tries: 2, pauseSeconds: 0, channel: 'webhook' });
  const call = { body: { order: 17 }, headers: {}, query: {} };

  test('hands on with its token, again when it was not taken', async () => {
    await as(cast.owner).run('mutation ($input: SetVariableInput!) { setVariable(input: $input) { id } }', {
      input: { projectId: cast.project.id, name: 'TARGET_TOKEN', value: 'very-secret-token', isSecret: true },
    });
    answers = [503, 200];
    const workflow = await install('webhook-queue', parameters());
    expect(await end(await start(workflow, call, 'hook'))).toMatchObject({
      status: 'SUCCEEDED',
      output: { status: 200 },
    });
    expect(taken).toEqual([1, 2].map(() => ({ authorization: 'Bearer very-secret-token', body: { order: 17 } })));

    answers = [503, 503];
    expect(await end(await start(workflow, call, 'hook'))).toMatchObject({ status: 'FAILED' });
    expect(await toldOnce()).toMatchObject({ title: `A call was not taken by ${url}/target` });
  });
});

test('onboarding asks for each task and tells what is done', async () => {
  const run = await start(await install('onboarding-checklist', { tasks: ['Laptop', 'Keys'], channel: 'webhook' }), {
    name: 'Ada',
  });
  await decide(run, 'APPROVED', 2);
  expect(await end(run)).toMatchObject({ status: 'SUCCEEDED', output: { done: ['Laptop', 'Keys'], left: [] } });
  expect(await toldOnce()).toEqual({ title: 'Ada: 2 tasks done, 0 left', text: 'Done: Laptop\nDone: Keys' });
});

describe('what follows a deployment', () => {
  test('the summary of a failed one asks the model, and does without', async () => {
    const workflow = await install('failure-summary', { channel: 'webhook' });
    const { environments } = await makePlaces();
    const service = await makeService(cast.project, { entrypoint: ['sh', 'run.sh'] });
    await writeSource(cast.project, service.slug, { 'run.sh': 'echo no space left; exit 3' });
    for (const works of [true, false]) {
      told = [];
      modelAnswers = works;
      await deploy(service, environments.staging, 'v1');
      const message = await eventually('a message', async () => told[0], 30_000);
      expect(message.title).toMatch(/^Deployment .* failed/);
      if (works) expect(message.text).toBe('The disk is full. (true)');
      else expect(message.text).toMatch(/^No summary: /);
    }
    await as(cast.owner).run('mutation ($id: ID!) { deleteWorkflow(id: $id) { id } }', { id: workflow });
  });

  test('the announcement tells of a new version in production', async () => {
    const workflow = await install('release-announcement', { channel: 'webhook' });
    const { environments } = await makePlaces();
    await deploy(web, environments.production, 'v9', { changes: [{ reference: 'abc', title: 'Faster search' }] });
    expect(await eventually('a message', async () => told[0], 30_000)).toEqual({
      title: expect.stringMatching(/ v9 is on /),
      text: '- Faster search',
    });
    await as(cast.owner).run('mutation ($id: ID!) { deleteWorkflow(id: $id) { id } }', { id: workflow });
  });
});

test('the inactivity sweep revokes idle tokens, and no others', async () => {
  const [idle, busy] = [
    await makeToken(cast.app, { kind: 'SERVICE', project: cast.project }),
    await makeToken(cast.app, { kind: 'SERVICE', project: cast.project }),
  ];
  await cast.app.sql(`update tokens set last_used_at = now() - interval '90 days' where id = $1`, [idle.id]);
  await cast.app.sql('update tokens set last_used_at = now() where id = $1', [busy.id]);
  expect(await end(await start(await install('inactivity-sweep', { revoke: true, channel: 'webhook' })))).toMatchObject(
    { status: 'SUCCEEDED' },
  );
  expect(await toldOnce()).toEqual({ title: '1 idle tokens revoked', text: idle.name });
  const rows = await cast.app.sql<{ id: string }>(
    `select id from tokens where revoked_at is not null and kind = 'SERVICE'`,
  );
  expect(rows).toEqual([{ id: idle.id }]);
});
