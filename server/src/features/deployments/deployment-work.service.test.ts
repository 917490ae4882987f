import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import {
  anonymous,
  makeEnvironment,
  makeService,
  type ServiceSettings,
  type TestEnvironment,
  type TestService,
  useCast,
  writeSource,
} from '../../../test/factories.ts';
import { follow } from '../../../test/live.ts';
import { isAlive } from '../../../test/runner-harness.ts';
import { WorkerNode } from '../../platform/durable/worker-node.ts';
import { createDeploymentWork, type DeploymentWork } from './deployment.jobs.ts';

let work: DeploymentWork;
let node: WorkerNode;
// Before the server's own: the first that is registered runs first.
afterAll(async () => {
  await work.stop();
  await node.stop();
});
const cast = useCast();

beforeAll(async () => {
  work = createDeploymentWork(cast.app.app);
  node = await WorkerNode.start(cast.app.app, [work]);
});
/** Logs are compacted, and secrets removed, a moment after the end that users see. */
afterEach(async () => {
  await eventually('the worker at rest', async () => work.runningCount === 0);
});

const FIELDS = `id status statusReason exitCode isDryRun logLineCount isLogComplete startedAt finishedAt
  steps { key name host status message } log { lines { stream stepKey text } }`;
interface Seen {
  id: string;
  status: string;
  statusReason: string | null;
  exitCode: number | null;
  logLineCount: number;
  isLogComplete: boolean;
  startedAt: string;
  finishedAt: string;
  steps: { key: string; name: string; status: string; message: string | null }[];
  log: { lines: { stream: string; stepKey: string | null; text: string }[] };
}
const textOf = (seen: Seen, stream = 'STDOUT') =>
  seen.log.lines.filter((line) => line.stream === stream).map((line) => line.text);

interface Place {
  service: TestService;
  environment: TestEnvironment;
}

/** A service whose program is this shell script. */
async function serviceOf(script: string, settings: ServiceSettings & { url?: string } = {}): Promise<Place> {
  const service = await makeService(cast.project, {
    entrypoint: ['sh', 'run.sh'],
    cancelGraceSeconds: 0.2,
    ...settings,
  });
  await writeSource(cast.project, service.slug, { 'run.sh': script });
  return { service, environment: await makeEnvironment(cast.project, settings.url ? { url: settings.url } : {}) };
}

async function deploy({ service, environment }: Place, part: object = {}): Promise<string> {
  const input = { serviceId: service.id, environmentId: environment.id, version: 'v1', ...part };
  const data = await as(cast.operator).run<{ deploy: { id: string } }>(
    'mutation ($input: DeployInput!) { deploy(input: $input) { id } }',
    { input },
  );
  return data.deploy.id;
}

/** Every state that a subscriber sees, to the end. */
async function statesOf(id: string, until = (_status: string) => false): Promise<string[]> {
  const states: string[] = [];
  const operation = 'subscription ($id: ID!) { deploymentChanged(id: $id) { status } }';
  for await (const { deploymentChanged } of follow<{ deploymentChanged: { status: string } }>(cast.viewer, operation, {
    id,
  })) {
    if (states.at(-1) !== deploymentChanged.status) states.push(deploymentChanged.status);
    if (until(deploymentChanged.status)) break;
  }
  return states;
}

async function ended(id: string): Promise<Seen> {
  await statesOf(id);
  const data = await as(cast.viewer).run<{ deployment: Seen }>(
    `query ($id: ID!) { deployment(id: $id) { ${FIELDS} } }`,
    { id },
  );
  return data.deployment;
}

const run = async (place: Place, part: object = {}) => ended(await deploy(place, part));

/** Waits for a line of the log, as somebody who watches it. */
async function lineOf(id: string, pattern: RegExp): Promise<RegExpExecArray> {
  const operation = 'subscription ($id: ID!) { deploymentLog(id: $id) { lines { text } } }';
  for await (const { deploymentLog } of follow<{ deploymentLog: Seen['log'] }>(cast.viewer, operation, { id }))
    for (const line of deploymentLog.lines) {
      const match = pattern.exec(line.text);
      if (match) return match;
    }
  throw new Error(`The log ended without ${pattern}.`);
}

const cancel = (id: string) =>
  as(cast.operator).run('mutation ($id: ID!) { cancelDeployment(id: $id) { status } }', { id });

describe('a deployment that succeeds', () => {
  test('tells its program where it is, follows its steps and log, and leaves a trail', async () => {
    const place = await serviceOf(
      `echo "$PILOTHOUSE_PROJECT $PILOTHOUSE_SERVICE $PILOTHOUSE_ENVIRONMENT $PILOTHOUSE_VERSION $PILOTHOUSE_DRY_RUN $COLOUR"
       echo '{"name":"build","state":"running"}'
       echo inside
       echo '{"name":"build","state":"success","message":"3 files"}'
       echo oops >&2`,
      { stepNames: ['build', 'switch'] },
    );
    await as(cast.maintainer).run('mutation ($input: SetVariableInput!) { setVariable(input: $input) { id } }', {
      input: { serviceId: place.service.id, name: 'COLOUR', value: 'green' },
    });
    const seen = await run(place);
    expect(seen).toMatchObject({ status: 'SUCCEEDED', statusReason: null, exitCode: 0, isLogComplete: true });
    expect(textOf(seen)).toEqual([
      `${cast.project.slug} ${place.service.slug} ${place.environment.slug} v1 0 green`,
      'inside',
    ]);
    expect(textOf(seen, 'STDERR')).toEqual(['oops']);
    expect(seen.log.lines.find((line) => line.text === 'inside')?.stepKey).toBe('build');
    expect(seen.log.lines.at(-1)).toMatchObject({ stream: 'SYSTEM', text: 'Succeeded.' });
    expect(seen.logLineCount).toBe(seen.log.lines.length);
    expect(seen.steps).toMatchObject([
      { name: 'build', status: 'SUCCEEDED', message: '3 files' },
      { name: 'switch', status: 'SKIPPED' },
    ]);
    const events = await cast.app.sql(
      'select action, actor_kind, detail from audit_events where subject_id = $1 order by id',
      [seen.id],
    );
    expect(events).toEqual([
      { action: 'deployment.created', actor_kind: 'USER', detail: expect.anything() },
      {
        action: 'deployment.succeeded',
        actor_kind: 'SYSTEM',
        detail: { environment: place.environment.slug, version: 'v1', reason: null },
      },
    ]);
  });

  test('leaves out variables by which programs load code, and says so in its log', async () => {
    const place = await serviceOf('echo "<$BASH_ENV> <$COLOR>"');
    await cast.app.sql(
      `insert into variables (id, project_id, service_id, name, kind, value, is_secret, version, set_by_name, updated_at)
       select 'var_' || name, $1, $2, name, 'TEXT', 'blue', false, 1, 'Ann', now() from unnest(array['BASH_ENV', 'COLOR']) as given (name)`,
      [cast.project.id, place.service.id],
    );
    const seen = await ended(await deploy(place));
    expect(textOf(seen)).toEqual(['<> <blue>']);
    expect(textOf(seen, 'SYSTEM')).toContainEqual(expect.stringMatching(/^BASH_ENV is not handed on: /));
  });

  test('a dry run says so to the program and is not live', async () => {
    const place = await serviceOf('echo "dry $PILOTHOUSE_DRY_RUN"', {
      healthCheck: {
        url: 'http://127.0.0.1:1/',
        expectStatus: 200,
        timeoutSeconds: 1,
        attempts: 1,
        intervalSeconds: 1,
      },
    });
    const seen = await run(place, { dryRun: true });
    expect(seen).toMatchObject({ status: 'SUCCEEDED', isDryRun: true });
    expect(textOf(seen)).toEqual(['dry 1']);
    const { deploymentPreview } = await as(cast.viewer).run<{ deploymentPreview: object }>(
      'query ($input: DeploymentPreviewInput!) { deploymentPreview(input: $input) { live { id } } }',
      { input: { serviceId: place.service.id, environmentId: place.environment.id } },
    );
    expect(deploymentPreview).toEqual({ live: null });
  });
});

describe('a deployment that fails', () => {
  test('says at which step, and why', async () => {
    const seen = await run(
      await serviceOf(`echo '{"name":"migrate","state":"failure","message":"table is locked"}'; exit 2`),
    );
    expect(seen).toMatchObject({
      status: 'FAILED',
      exitCode: 2,
      statusReason: 'Failed at "migrate": table is locked (exit code 2).',
    });
  });

  test('says which exit code, and ends the step that ran', async () => {
    const seen = await run(await serviceOf(`echo '{"name":"copy","state":"running"}'; exit 7`));
    expect(seen).toMatchObject({ status: 'FAILED', exitCode: 7, statusReason: expect.stringContaining('exit code 7') });
    expect(seen.steps).toMatchObject([{ name: 'copy', status: 'FAILED' }]);
  });

  test('says that there is no source, or no program', async () => {
    const gone = { service: await makeService(cast.project), environment: await makeEnvironment(cast.project) };
    expect(await run(gone)).toMatchObject({ status: 'FAILED', statusReason: expect.stringMatching(/folder/i) });
    const none = await serviceOf('', { entrypoint: ['no-such-program'] });
    expect(await run(none)).toMatchObject({
      status: 'FAILED',
      statusReason: expect.stringContaining('no-such-program'),
    });
  });
});

describe('stopping', () => {
  /** Ignores TERM, and so does its child. */
  const STUBBORN = `trap '' TERM; sleep 1000 & echo "pids $$ $!"; while true; do wait; done`;
  const pidsOf = async (id: string) => (await lineOf(id, /^pids (\d+) (\d+)$/)).slice(1).map(Number);

  test('a cancel ends the whole group of a program that ignores TERM; then it is CANCELED', async () => {
    const id = await deploy(await serviceOf(STUBBORN));
    const pids = await pidsOf(id);
    expect(pids.map(isAlive)).toEqual([true, true]);
    const states = statesOf(id);
    await cancel(id);
    expect((await states).at(-1)).toBe('CANCELED');
    expect(pids.map(isAlive)).toEqual([false, false]);
    const seen = await ended(id);
    expect(seen).toMatchObject({ statusReason: 'Canceled by operator.', exitCode: null, isLogComplete: true });
    expect(textOf(seen, 'SYSTEM').join('\n')).toContain('Cancel requested by operator.');
  });

  test('its time limit does the same, and it is TIMED_OUT', async () => {
    const id = await deploy(await serviceOf(STUBBORN, { timeoutSeconds: 1 }));
    const pids = await pidsOf(id);
    const seen = await ended(id);
    expect(seen).toMatchObject({
      status: 'TIMED_OUT',
      statusReason: 'Stopped after 1 s: the service’s time limit.',
    });
    expect(pids.map(isAlive)).toEqual([false, false]);
  });

  test('the next one starts when the one before has ended, not earlier', async () => {
    const place = await serviceOf('[ "$PILOTHOUSE_VERSION" = v2 ] && exit 0; echo up; sleep 1000');
    const [first, second] = [await deploy(place), await deploy(place, { version: 'v2' })];
    await lineOf(first, /^up$/);
    const waiting = await as(cast.viewer).run('query ($id: ID!) { deployment(id: $id) { status waitsFor { id } } }', {
      id: second,
    });
    expect(waiting).toEqual({ deployment: { status: 'QUEUED', waitsFor: [{ id: first }] } });
    await cancel(first);
    const [one, two] = [await ended(first), await ended(second)];
    expect([one.status, two.status]).toEqual(['CANCELED', 'SUCCEEDED']);
    expect(Date.parse(two.startedAt)).toBeGreaterThanOrEqual(Date.parse(one.finishedAt));
  });
});

describe('the health check', () => {
  let server: Server;
  let url: string;
  let answers: number[] = [];

  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.statusCode = (answers.length > 1 ? answers.shift() : answers[0]) ?? 500;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  const healthCheck = {
    url: '{{url}}/health',
    expectStatus: 204,
    timeoutSeconds: 10,
    attempts: 3,
    intervalSeconds: 0.1,
  };

  test('is asked until it is content', async () => {
    answers = [503, 503, 204];
    const id = await deploy(await serviceOf('true', { healthCheck, url }));
    const states = await statesOf(id);
    expect(states).toContain('VERIFYING');
    expect(states.at(-1)).toBe('SUCCEEDED');
    const system = textOf(await ended(id), 'SYSTEM');
    expect(system).toContain(`Check 3: ${url}/health answered with 204.`);
    expect(system.filter((line) => line.includes('503'))).toHaveLength(2);
  });

  test('fails the deployment when its attempts are used up', async () => {
    answers = [503];
    const seen = await run(await serviceOf('true', { healthCheck, url }));
    expect(seen).toMatchObject({
      status: 'FAILED',
      exitCode: 0,
      statusReason: expect.stringMatching(/^The health check failed after 3 attempts at http:.*\/health: .*503/),
    });
  });

  test('is stopped by a cancel', async () => {
    answers = [503];
    const id = await deploy(await serviceOf('true', { healthCheck: { ...healthCheck, attempts: 1_000 }, url }));
    await statesOf(id, (status) => status === 'VERIFYING');
    await cancel(id);
    expect(await ended(id)).toMatchObject({ status: 'CANCELED' });
  });
});

describe('secrets', () => {
  const SECRET = 'hunter2-is-not-a-password';

  test('show in no line, step or reason, whole or in two writes', async () => {
    const place = await serviceOf(
      `echo "the key is $KEY."; printf '%s' "\${KEY%%-*}"; sleep 0.05; printf '%s\\n' "-\${KEY#*-}"; echo "token $PILOTHOUSE_TOKEN" >&2
       echo "{\\"name\\":\\"use $KEY\\",\\"state\\":\\"failure\\",\\"message\\":\\"bad $KEY\\"}"; exit 1`,
    );
    await as(cast.maintainer).run('mutation ($input: SetVariableInput!) { setVariable(input: $input) { id } }', {
      input: { serviceId: place.service.id, name: 'KEY', value: SECRET, isSecret: true },
    });
    const seen = await run(place);
    expect(textOf(seen)).toEqual(['the key is ***.', '***']);
    expect(textOf(seen, 'STDERR')).toEqual(['token ***']);
    expect(seen).toMatchObject({ status: 'FAILED', statusReason: 'Failed at "use ***": bad *** (exit code 1).' });
    expect(JSON.stringify(seen)).not.toContain(SECRET);
    const audit = await cast.app.sql('select detail from audit_events where subject_id = $1', [seen.id]);
    expect(JSON.stringify(audit)).not.toContain(SECRET);
  });
});

describe('the deployment’s own token', () => {
  const REPORT = 'mutation ($input: ReportStepInput!) { reportStep(input: $input) { name status message } }';
  const PROGRAM = `
    const ask = async (query, variables) => (await (await fetch(process.env.PILOTHOUSE_URL + '/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer ' + process.env.PILOTHOUSE_TOKEN },
      body: JSON.stringify({ query, variables }),
    })).text()).trim();
    const input = { name: 'Warm up', state: 'SUCCESS', message: 'as fast as ' + process.env.KEY };
    console.log('answer ' + await ask(${JSON.stringify(REPORT)}, { input }));
    console.log('deploy ' + await ask('mutation ($input: DeployInput!) { deploy(input: $input) { id } }',
      { input: { serviceId: 'svc_x', environmentId: 'env_x', version: '1' } }));`;

  test('reports steps of this deployment, may do nothing else, and dies with it', async () => {
    const place = await serviceOf('', { entrypoint: [process.execPath, 'run.mjs'] });
    await writeSource(cast.project, place.service.slug, { 'run.mjs': PROGRAM });
    await as(cast.maintainer).run('mutation ($input: SetVariableInput!) { setVariable(input: $input) { id } }', {
      input: { serviceId: place.service.id, name: 'KEY', value: 'lightning-bolt', isSecret: true },
    });
    const seen = await run(place);
    expect(seen.status).toBe('SUCCEEDED');
    expect(seen.steps).toMatchObject([{ name: 'Warm up', status: 'SUCCEEDED', message: 'as fast as ***' }]);
    const [answer, deployed] = textOf(seen);
    expect(answer).toContain('"status":"SUCCEEDED","message":"as fast as ***"');
    expect(deployed).toContain('NOT_FOUND');
    const [row] = await cast.app.sql('select kind, scopes, revoked_at from tokens where deployment_id = $1', [seen.id]);
    expect(row).toEqual({ kind: 'DEPLOYMENT', scopes: ['project:read', 'step:report'], revoked_at: expect.any(Date) });
  });

  test('is refused after the end', async () => {
    const place = await serviceOf('cat "$PILOTHOUSE_CONFIG" > "$OUT"');
    const out = `${cast.app.app.config.dataDir}/config-of-test.json`;
    await as(cast.maintainer).run('mutation ($input: SetVariableInput!) { setVariable(input: $input) { id } }', {
      input: { serviceId: place.service.id, name: 'OUT', value: out },
    });
    await run(place);
    const token = /phd_[\w-]+/.exec(await readFile(out, 'utf8'))?.[0];
    const actor: TestActor = { ...anonymous(cast.app), headers: { authorization: `Bearer ${token}` } };
    const error = await as(actor).fail(REPORT, { input: { name: 'late', state: 'SUCCESS' } });
    expect(error).toMatchObject({ code: 'UNAUTHENTICATED' });
  });
});

test('nothing of all that is left to be done', async () => {
  await eventually('an empty queue', async () => {
    const rows = await cast.app.sql('select from graphile_worker._private_jobs where locked_at is not null');
    return rows.length === 0;
  });
  expect(await cast.app.sql(`select from deployments where owner_worker_id is not null`)).toEqual([]);
  // Whatever the end was: succeeded, failed, canceled or timed out.
  const [tokens] = await cast.app.sql(
    `select count(*) filter (where t.revoked_at is null)::int as living, count(distinct d.status)::int as endings
     from tokens t join deployments d on d.id = t.deployment_id and d.finished_at is not null`,
  );
  expect(tokens).toEqual({ living: 0, endings: 4 });
});
