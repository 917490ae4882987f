import { createHmac } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { makeProject, useCast } from '../../../test/factories.ts';
import { newId } from '../../lib/ids.ts';
import { type App, systemContext } from '../../platform/context.ts';
import type { Occurrence } from '../../platform/occurrences.ts';
import { sealTriggerSecret } from '../workflows/workflow.triggers.ts';
import { fireSchedules, startOnOccurrence } from './trigger.service.ts';

const cast = useCast();

const SECRET = 'whs_of_a_test';

interface Made {
  workflowId: string;
  triggerId: string;
  slug: string;
  projectId: string;
}

let count = 0;

/** A published workflow with one trigger, as publishing leaves them. */
async function makeTrigger(
  kind: 'SCHEDULE' | 'WEBHOOK' | 'EVENT' | 'RUN',
  config: Record<string, unknown>,
  given: { nextAt?: string; projectId?: string } = {},
): Promise<Made> {
  const { app } = cast;
  const projectId = given.projectId ?? (await makeProject(app)).id;
  count += 1;
  const made = { workflowId: newId('workflow'), triggerId: newId('trigger'), slug: `flow-${count}`, projectId };
  const versionId = newId('workflowVersion');
  const graph = JSON.stringify({
    nodes: [{ key: 'start', type: kind.toLowerCase(), name: 'Start', config, position: { x: 0, y: 0 } }],
    edges: [],
  });
  await app.sql(
    `insert into workflows (id, project_id, slug, name, draft, draft_saved_by_name, created_by_name) values ($1, $2, $3, $3, $4, 'Ada', 'Ada')`,
    [made.workflowId, projectId, made.slug, graph],
  );
  await app.sql(
    `insert into workflow_versions (id, project_id, workflow_id, number, graph, grant_permissions, published_by_name)
     values ($1, $2, $3, 1, $4, '{project:read}', 'Ada')`,
    [versionId, projectId, made.workflowId, graph],
  );
  await app.sql('update workflows set published_version_id = $2 where id = $1', [made.workflowId, versionId]);
  const secret =
    kind === 'WEBHOOK'
      ? sealTriggerSecret(systemContext(app.app, 'test'), SECRET, { id: made.triggerId, projectId })
      : null;
  await app.sql(
    `insert into workflow_triggers (id, project_id, workflow_id, node_key, kind, config, secret_value, is_active, next_at)
     values ($1, $2, $3, 'start', $4, $5, $6, true, $7)`,
    [made.triggerId, projectId, made.workflowId, kind, JSON.stringify(config), secret, given.nextAt ?? null],
  );
  return made;
}

const runsOf = ({ workflowId }: Made) =>
  cast.app.sql<{
    id: string;
    trigger: string;
    payload: Record<string, unknown>;
    trigger_detail: Record<string, unknown>;
  }>('select id, trigger, payload, trigger_detail from runs where workflow_id = $1 order by id', [workflowId]);

const systemAt = (now: string) => {
  const app: App = { ...cast.app.app, now: () => new Date(now) };
  return systemContext(app, 'test');
};

const NIGHTLY = { cron: '15 3 * * *', timeZone: 'UTC', missed: 'RUN_ONCE' };

test('a schedule starts one run at its time, whoever looks and how often', async () => {
  const made = await makeTrigger('SCHEDULE', NIGHTLY, { nextAt: '2030-01-02T03:15:00Z' });
  expect(await fireSchedules(systemAt('2030-01-02T03:14:59Z'))).toBe(0);
  const looks = [1, 2, 3, 4].map(() => fireSchedules(systemAt('2030-01-02T03:15:01Z')));
  const counts = await Promise.all(looks);
  expect(counts.reduce((sum, one) => sum + one)).toBe(1);
  const runs = await runsOf(made);
  expect(runs).toMatchObject([
    { trigger: 'SCHEDULE', payload: { scheduledAt: '2030-01-02T03:15:00.000Z', isMissed: false } },
  ]);
  const [trigger] = await cast.app.sql<{ next_at: Date; last_at: Date }>(
    'select next_at, last_at from workflow_triggers where id = $1',
    [made.triggerId],
  );
  expect(trigger?.next_at.toISOString()).toBe('2030-01-03T03:15:00.000Z');
  expect(trigger?.last_at.toISOString()).toBe('2030-01-02T03:15:00.000Z');
});

test.each([
  ['RUN_ONCE', [{ payload: { scheduledAt: '2030-01-05T03:15:00.000Z', isMissed: true } }]],
  ['SKIP', []],
])('after days without a worker: %s', async (missed, expected) => {
  const made = await makeTrigger('SCHEDULE', { ...NIGHTLY, missed }, { nextAt: '2030-01-02T03:15:00Z' });
  await fireSchedules(systemAt('2030-01-05T12:00:00Z'));
  await fireSchedules(systemAt('2030-01-05T12:00:02Z'));
  expect(await runsOf(made)).toMatchObject(expected);
});

test('a workflow that is switched off is started by nothing', async () => {
  const made = await makeTrigger('SCHEDULE', NIGHTLY, { nextAt: '2030-01-02T03:15:00Z' });
  await cast.app.sql('update workflows set is_enabled = false where id = $1', [made.workflowId]);
  await fireSchedules(systemAt('2030-01-02T03:15:01Z'));
  expect(await runsOf(made)).toEqual([]);
});

const happened = (projectId: string, given: Partial<Occurrence> = {}): Occurrence => ({
  id: `occurrence-${++count}`,
  kind: 'custom',
  projectId,
  at: '2030-01-01T00:00:00.000Z',
  subjectId: null,
  title: 'A backup has finished.',
  data: { name: 'backup.finished', size: 7 },
  ...given,
});

test('an event starts a run once, where the filter is true, and only in its own project', async () => {
  const filter = 'trigger.data.name == "backup.finished" && trigger.data.size > 5';
  const made = await makeTrigger('EVENT', { kinds: ['custom'], filter });
  const occurrence = happened(made.projectId);
  const ctx = systemAt('2030-01-01T00:00:01Z');
  await startOnOccurrence(ctx, occurrence);
  await startOnOccurrence(ctx, occurrence);
  await startOnOccurrence(ctx, happened(made.projectId, { data: { name: 'backup.finished', size: 1 } }));
  await startOnOccurrence(ctx, happened(made.projectId, { data: {} }));
  await startOnOccurrence(ctx, happened((await makeProject(cast.app)).id));
  expect(await runsOf(made)).toMatchObject([
    { trigger: 'EVENT', payload: { id: occurrence.id, kind: 'custom', title: 'A backup has finished.' } },
  ]);
});

test('the end of a run starts those that wait for its workflow, and a ring of them ends', async () => {
  const first = await makeTrigger('WEBHOOK', { answer: 'ASYNC' });
  const second = await makeTrigger('RUN', { workflow: first.slug, statuses: ['SUCCEEDED'] }, first);
  await call(first, '{}');
  const [run] = await runsOf(first);
  const ended = (subjectId = run?.id ?? '') =>
    happened(first.projectId, { kind: 'run.succeeded', subjectId, data: { workflow: first.slug } });
  await startOnOccurrence(systemAt('2030-01-01T00:00:01Z'), ended());
  const started = await runsOf(second);
  expect(started).toMatchObject([{ trigger: 'RUN', trigger_detail: { chain: 1, subjectId: run?.id } }]);

  await cast.app.sql(`update runs set trigger_detail = '{"chain": 8}' where id = $1`, [run?.id]);
  await startOnOccurrence(systemAt('2030-01-01T00:00:02Z'), ended());
  expect(await runsOf(second)).toHaveLength(1);
});

test('a workflow is not started by its own runs', async () => {
  const made = await makeTrigger('EVENT', { kinds: ['custom', 'run.succeeded'] });
  const ctx = systemAt('2030-01-01T00:00:01Z');
  await startOnOccurrence(ctx, happened(made.projectId));
  const [run] = await runsOf(made);
  await startOnOccurrence(ctx, happened(made.projectId, { kind: 'run.succeeded', subjectId: run?.id ?? '' }));
  expect(await runsOf(made)).toHaveLength(1);
});

const sign = (body: string, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

function call({ triggerId }: { triggerId: string }, body: string, headers: Record<string, string> = {}) {
  return fetch(`${cast.app.url}/hooks/${triggerId}?from=test`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-pilothouse-signature': sign(body), ...headers },
  });
}

test('a signed call starts a run, and a delivery counts once', async () => {
  const made = await makeTrigger('WEBHOOK', { answer: 'ASYNC' });
  const headers = { 'x-github-delivery': 'd-1' };
  const first = await call(made, '{"ref":"main"}', headers);
  const again = await call(made, '{"ref":"main"}', headers);
  expect([first.status, again.status]).toEqual([202, 202]);
  const { runId } = (await first.json()) as { runId: string };
  expect(await again.json()).toEqual({ runId });
  expect(await runsOf(made)).toMatchObject([
    { id: runId, trigger: 'WEBHOOK', payload: { body: { ref: 'main' }, query: { from: 'test' } } },
  ]);
});

test('what is not signed with the secret, unknown or switched off is refused and starts nothing', async () => {
  const made = await makeTrigger('WEBHOOK', { answer: 'ASYNC' });
  const refused = await call(made, '{}', { 'x-pilothouse-signature': sign('{}', 'another') });
  expect(refused.status).toBe(401);
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  expect((await call({ triggerId: newId('trigger') }, '{}')).status).toBe(404);
  await cast.app.sql('update workflow_triggers set is_active = false where id = $1', [made.triggerId]);
  expect((await call(made, '{}')).status).toBe(404);
  expect(await runsOf(made)).toEqual([]);
});

test('more than 1 MiB is refused', async () => {
  const made = await makeTrigger('WEBHOOK', { answer: 'ASYNC' });
  expect((await call(made, 'x'.repeat(1024 ** 2 + 1))).status).toBe(413);
  expect(await runsOf(made)).toEqual([]);
});

test('a call that wants the output gets it when the run has ended', async () => {
  const made = await makeTrigger('WEBHOOK', { answer: 'SYNC' });
  const headers = { 'x-pilothouse-delivery': 'd-2' };
  const abort = new AbortController();
  const hungUp = fetch(`${cast.app.url}/hooks/${made.triggerId}`, {
    method: 'POST',
    body: '{}',
    signal: abort.signal,
    headers: { 'x-pilothouse-signature': sign('{}'), ...headers },
  }).catch(() => null);
  while ((await runsOf(made)).length === 0) await new Promise((resolve) => setImmediate(resolve));
  abort.abort();
  await hungUp;
  await cast.app.sql(`update runs set status = 'SUCCEEDED', output = '{"sum": 3}' where workflow_id = $1`, [
    made.workflowId,
  ]);
  const answer = await call(made, '{}', headers);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ status: 'SUCCEEDED', output: { sum: 3 } });
});

test('the address of a waiting node wakes its run; after that, and by guessing, nobody is there', async () => {
  const made = await makeTrigger('WEBHOOK', { answer: 'ASYNC' });
  await call(made, '{}');
  const [run] = await runsOf(made);
  const key = 'kJ8sQ2mZ0xW4vB6nT1yL3pR5';
  await cast.app.sql(
    `insert into node_runs (project_id, run_id, node_key, path, status, wait_kind, wait_key, started_at)
     values ($1, $2, 'wait', 'each[1]', 'WAITING', 'WEBHOOK', $3, now())`,
    [made.projectId, run?.id, key],
  );
  const body = '{"ok":true}';
  expect((await call({ triggerId: key }, body)).status).toBe(202);
  expect((await call({ triggerId: key.replace('k', 'x') }, body)).status).toBe(404);
  const signals = await cast.app.sql('select kind, node_key, path, data from run_signals where run_id = $1', [run?.id]);
  expect(signals).toMatchObject([
    { kind: 'WEBHOOK', node_key: 'wait', path: 'each[1]', data: { payload: { body: { ok: true } } } },
  ]);
});
