import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { reportFailure } from './expectations.ts';
import { Installation, type Server } from './installation.ts';
import {
  allEnded,
  assertAllDone,
  calls,
  fiveSteps,
  graphOf,
  insistOnRun,
  openProject,
  publish,
  runsOf,
  startRun,
} from './runs.ts';
import { until } from './until.ts';
import { Witness } from './witness.ts';

// Runs whose workers die or freeze, on machines of their own: nobody but the heartbeat says that they have gone.

let installation: Installation;
let witness: Witness;
let projectId: string;
let api: Server;

before(async () => {
  installation = await Installation.create({ ownPostgres: true });
  witness = await Witness.start(join(installation.folder, 'witness'));
  api = await installation.start('api');
  await installation.api.signIn();
  projectId = await openProject(installation);
});

afterEach((context) => reportFailure(context, installation));

after(async () => {
  await witness?.close();
  await installation?.close();
});

const ownerPid = async (runId: string) => {
  const [row] = await installation.database.query<{ pid: number }>(
    'select w.pid from runs r join workers w on w.id = r.owner_worker_id where r.id = $1',
    [runId],
  );
  return row?.pid ?? null;
};

/** Two workers on two machines, and a run of which one of them is in the middle of the first step. */
async function inTheMiddle(slug: string) {
  const workflowId = await publish(installation.api, projectId, slug, fiveSteps(witness));
  const workers = [await installation.start('worker', 'left'), await installation.start('worker', 'right')] as const;
  witness.hold('one');
  const id = await insistOnRun(installation.api, workflowId, slug);
  await until('the first step is under way', () => witness.held.length === 1);
  const pid = await ownerPid(id);
  const [owner, other] = workers[0].pid === pid ? workers : [workers[1], workers[0]];
  assert.equal(owner.pid, pid);
  return { workflowId, id, owner, other };
}

const callsOf = async (runId: string, nodeKey: string) =>
  (await witness.effects()).filter((effect) => effect.runId === runId && effect.nodeKey === nodeKey).length;

void test('a worker is killed in the middle of a step: another machine begins it again within 10 s', async (t) => {
  const { workflowId, id, owner, other } = await inTheMiddle('killed');
  const [lost] = witness.held;
  await owner.signal('SIGKILL');
  const killedAt = performance.now();
  await until('the step begins again', () => witness.held.length === 2);
  const tookMs = performance.now() - killedAt;
  t.diagnostic(`taken over after ${(tookMs / 1_000).toFixed(1)} s`);
  assert.ok(tookMs < 10_000, `it took ${Math.round(tookMs)} ms`);
  assert.equal(await ownerPid(id), other.pid);
  lost?.answer('to nobody');
  witness.letGo('one');
  await allEnded(installation, workflowId);
  const { repeatedCount } = await assertAllDone(installation, witness, { workflowId, accepted: [id] });
  assert.equal(repeatedCount, 1, 'only what was under way was called again');
  const [run] = await runsOf(installation, workflowId);
  assert.equal(run?.epoch, 2, 'it changed hands once');
  await other.signal('SIGTERM');
});

void test('a frozen worker wakes up after another one took over: nothing that it did counts, and it begins nothing', async () => {
  const { workflowId, id, owner: frozen, other } = await inTheMiddle('frozen');
  const [asked] = witness.held;
  await frozen.signal('SIGSTOP');
  await until('the other worker begins the step again', () => witness.held.length === 2);
  assert.equal(await ownerPid(id), other.pid);
  witness.hold('two');
  for (const call of witness.held.filter((call) => call !== asked)) call.answer('the new owner');
  await until('the new owner is in the next step', async () => (await callsOf(id, 'two')) === 1);

  // It wakes up with an answer in its hands, and would go on to the next step.
  asked?.answer('the frozen owner');
  await frozen.signal('SIGCONT');
  await until('it has another name', () => frozen.output.includes('it goes on under a new name'));
  assert.equal(await ownerPid(id), other.pid);
  assert.equal(await callsOf(id, 'two'), 1, 'the frozen worker began nothing');
  const [one] = await installation.database.query<{ said: string }>(
    `select output -> 'body' ->> 'said' as said from node_runs where run_id = $1 and node_key = 'one'`,
    [id],
  );
  assert.equal(one?.said, 'the new owner');

  witness.letGo('one');
  witness.letGo('two');
  await allEnded(installation, workflowId);
  const { repeatedCount } = await assertAllDone(installation, witness, { workflowId, accepted: [id] });
  assert.equal(repeatedCount, 1, 'only what was under way was called again');
  const [run] = await runsOf(installation, workflowId);
  assert.equal(run?.epoch, 2, 'it changed hands once');

  // Alone now, under its new name, it takes what comes.
  await other.signal('SIGTERM');
  const next = await insistOnRun(installation.api, workflowId, 'after it woke up');
  await allEnded(installation, workflowId);
  await assertAllDone(installation, witness, { workflowId, accepted: [id, next] });
  await frozen.signal('SIGTERM');
});

void test('a run that was accepted is never lost, whenever the API is killed', async (t) => {
  const workflowId = await publish(installation.api, projectId, 'accepted', fiveSteps(witness));
  const accepted: string[] = [];
  for (const round of ['first', 'second']) {
    accepted.push(await startRun(installation.api, workflowId, round));
    await api.signal('SIGKILL');
    api = await installation.start('api');
  }

  const answered = new Map<number, string>();
  const asked = Array.from({ length: 200 }, (_, number) =>
    startRun(installation.api, workflowId, `number ${number}`).then(
      (id) => answered.set(number, id),
      () => null,
    ),
  );
  await until('some are answered', () => answered.size >= 20);
  await api.signal('SIGKILL');
  await Promise.all(asked);
  t.diagnostic(`${answered.size} of 200 were answered before the kill`);
  assert.ok(answered.size < 200, 'it was killed in the middle of it');
  api = await installation.start('api');
  // Whether the others were accepted nobody knows: who asks again with the same key gets one run either way.
  const ids = await Promise.all(
    asked.map((_, number) => insistOnRun(installation.api, workflowId, `number ${number}`)),
  );
  for (const [number, id] of answered) assert.equal(ids[number], id);
  accepted.push(...ids);

  const worker = await installation.start('worker');
  await allEnded(installation, workflowId);
  const { repeatedCount } = await assertAllDone(installation, witness, { workflowId, accepted });
  assert.equal(repeatedCount, 0);
  await worker.signal('SIGTERM');
});

void test('waits for a time, a person and a call outlive everything that runs', async () => {
  const waits = {
    delayed: { type: 'delay', config: { seconds: 12 } },
    asked: { type: 'approval', config: { message: 'Go on?' } },
    called: { type: 'wait-webhook' },
  };
  const ids = new Map<string, string>();
  let worker = await installation.start('worker');
  for (const [name, node] of Object.entries(waits)) {
    const nodes = { start: { type: 'manual' }, before: calls(witness), wait: node, behind: calls(witness) };
    const graph = graphOf(nodes, ['start>before', 'before>wait', 'wait>behind']);
    const workflowId = await publish(installation.api, projectId, name, graph);
    ids.set(name, await insistOnRun(installation.api, workflowId, name));
  }
  const statuses = () =>
    installation.database.query<{ status: string; isHeld: boolean }>(
      `select status, owner_worker_id is not null as "isHeld" from runs where id = any($1)`,
      [[...ids.values()]],
    );
  await until('all three wait, and nobody holds them', async () =>
    (await statuses()).every(({ status, isHeld }) => status === 'WAITING' && !isHeld),
  );
  await Promise.all([api.signal('SIGKILL'), worker.signal('SIGKILL'), installation.database.stop('SIGKILL')]);
  await installation.database.start();
  api = await installation.start('api');
  worker = await installation.start('worker', 'elsewhere');
  assert.ok((await statuses()).every(({ status }) => status === 'WAITING'));

  const rows = await installation.database.query<{ runId: string; key: string | null }>(
    `select run_id as "runId", wait_key as key from node_runs where run_id = any($1) and status = 'WAITING'`,
    [[...ids.values()]],
  );
  const call = rows.find(({ runId }) => runId === ids.get('called'));
  const { node } = await installation.api.insist<{ node: { nodeRuns: { id: string; nodeKey: string }[] } }>(
    'query ($id: ID!) { node(id: $id) { ... on Run { nodeRuns { id nodeKey } } } }',
    { id: ids.get('asked') },
  );
  const asked = node.nodeRuns.find(({ nodeKey }) => nodeKey === 'wait');
  await installation.api.ask('mutation ($input: DecideApprovalInput!) { decideApproval(input: $input) { id } }', {
    input: { nodeRunId: asked?.id, decision: 'APPROVED' },
  });
  const answer = await fetch(`${installation.api.url}/hooks/${call?.key}`, { method: 'POST', body: '{}' });
  assert.equal(answer.status, 202);
  await until('all three end', async () => (await statuses()).every(({ status }) => status === 'SUCCEEDED'));
  const effects = await witness.effects();
  for (const id of ids.values())
    assert.deepEqual(
      effects.filter((effect) => effect.runId === id).map((effect) => effect.nodeKey),
      ['before', 'behind'],
    );
  await worker.signal('SIGTERM');
});

/** Makes a process believe that it is so much later, whoever asks for the time. */
const skewed = (skewMs: number) => ({
  NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(
    `const Right = Date; const now = () => Right.now() + ${skewMs};
     globalThis.Date = class Date extends Right { constructor(...given) { given.length ? super(...given) : super(now()); } static now() { return now(); } };`,
  )}"`,
});

void test('two schedulers whose clocks differ, one of them killed on the way, fire each tick once and in time', async (t) => {
  const keys = Array.from({ length: 10 }, (_, index) => `tick${index}`);
  // Ticks come when the test says so: these would in five years.
  const schedule = { type: 'schedule', config: { cron: '0 0 1 1 *', timeZone: 'UTC' } };
  const nodes = Object.fromEntries(keys.map((key) => [key, schedule]));
  const graph = graphOf(
    { ...nodes, act: calls(witness) },
    keys.map((key) => `${key}>act`),
  );
  const workflowId = await publish(installation.api, projectId, 'scheduled', graph);
  const ahead = await installation.start('worker', 'left', skewed(1_500));
  const right = await installation.start('worker', 'right');
  const lateness: number[] = [];
  for (const round of ['both', 'both again', 'one is left']) {
    if (round === 'one is left') await ahead.signal('SIGKILL');
    const alive = round === 'one is left' ? [right.pid] : [ahead.pid, right.pid];
    // Beyond the next heartbeat of either, which sees it come.
    const [tick] = await installation.database.query<{ at: Date }>(
      `with tick as (select date_trunc('milliseconds', now()) + interval '4.5 s' as at)
       update workflow_triggers set next_at = tick.at from tick where workflow_id = $1 returning tick.at`,
      [workflowId],
    );
    assert.ok(tick);
    const fired = () =>
      installation.database.query<{ node: string; lateMs: number }>(
        `select trigger_node_key as node, (extract(epoch from created_at - $2::timestamptz) * 1000)::float8 as "lateMs"
         from runs where workflow_id = $1 and (payload ->> 'scheduledAt')::timestamptz = $2 order by node`,
        [workflowId, tick.at],
      );
    await until('every schedule has fired', async () => (await fired()).length >= keys.length);
    // Whoever would fire a second time has had its occasion: its own clock is past the tick, and it has looked since.
    await until('both have looked again', async () => {
      const [row] = await installation.database.query<{ is: boolean }>(
        `select bool_and(heartbeat_at > $1::timestamptz + interval '2.5 s') as is from workers where pid = any($2)`,
        [tick.at, alive],
      );
      return row?.is;
    });
    const all = await fired();
    assert.deepEqual(
      all.map(({ node }) => node),
      keys,
      `each once, ${round}`,
    );
    lateness.push(Math.max(...all.map(({ lateMs }) => lateMs)));
  }
  t.diagnostic(`fired after ${lateness.map((ms) => `${Math.round(ms)} ms`).join(', ')} by the clock of who fired`);
  await allEnded(installation, workflowId);
  await right.signal('SIGTERM');
});
