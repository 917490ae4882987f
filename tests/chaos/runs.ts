import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Api } from './api.ts';
import type { Installation } from './installation.ts';
import { until } from './until.ts';
import type { Effect, Witness } from './witness.ts';

interface Drawn {
  type: string;
  config?: Record<string, unknown>;
}

/** `a>b` leads from the port `main` of one node to another. */
export function graphOf(nodes: Record<string, Drawn>, edges: string[]) {
  return {
    nodes: Object.entries(nodes).map(([key, { type, config = {} }], index) => ({
      key,
      type,
      name: key,
      config,
      position: { x: 0, y: index * 100 },
    })),
    edges: edges.map((edge) => {
      const [from, to] = edge.split('>');
      return { from, fromPort: 'main', to };
    }),
  };
}

export const calls = (witness: Witness): Drawn => ({ type: 'http', config: { method: 'POST', url: witness.url } });

/** The same by a program, which dies with its worker. */
const callsByScript = (witness: Witness): Drawn => ({
  type: 'script',
  config: {
    interpreter: 'bash',
    script: [
      `exec 3<>/dev/tcp/127.0.0.1/${witness.port}`,
      `printf 'POST /effect HTTP/1.1\\r\\nHost: witness\\r\\nX-Idempotency-Key: %s\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n' "$PILOTHOUSE_IDEMPOTENCY_KEY" >&3`,
      'cat <&3 | grep -q "200 OK"',
    ].join('\n'),
  },
});

/** The five steps of {@link fiveSteps}, each with those that must have ended before. */
const BEFORE: Record<string, string[]> = {
  one: [],
  two: ['one'],
  three: ['two'],
  four: ['two'],
  five: ['three', 'four'],
};

/** Five effects, two of them side by side and one of those by a script. */
export const fiveSteps = (witness: Witness) =>
  graphOf(
    {
      start: { type: 'manual' },
      one: calls(witness),
      two: calls(witness),
      three: calls(witness),
      four: callsByScript(witness),
      five: calls(witness),
    },
    ['start>one', ...Object.entries(BEFORE).flatMap(([to, sources]) => sources.map((from) => `${from}>${to}`))],
  );

/** A project with nothing to deploy; returns its id. */
export async function openProject({ api, servicesDir }: Installation): Promise<string> {
  await mkdir(join(servicesDir, 'shop'));
  return (await api.createProject('shop', [])).projectId;
}

/** A published workflow; returns its id. */
export async function publish(api: Api, projectId: string, slug: string, graph: object): Promise<string> {
  const { createWorkflow } = await api.ask<{ createWorkflow: { id: string; draft: { revision: number } } }>(
    'mutation ($input: CreateWorkflowInput!) { createWorkflow(input: $input) { id draft { revision } } }',
    { input: { projectId, slug, name: slug, graph } },
  );
  const { id, draft } = createWorkflow;
  await api.ask('mutation ($input: PublishWorkflowInput!) { publishWorkflow(input: $input) { id } }', {
    input: { id, revision: draft.revision },
  });
  return id;
}

const START = 'mutation ($input: StartRunInput!) { startRun(input: $input) { id } }';

/** The id of a run that was accepted; throws when nobody answers, and then it may have been accepted or not. */
export async function startRun(api: Api, workflowId: string, idempotencyKey: string): Promise<string> {
  const { startRun } = await api.ask<{ startRun: { id: string } }>(START, { input: { workflowId, idempotencyKey } });
  return startRun.id;
}

/** The same until somebody answers: the key makes it one run. */
export async function insistOnRun(api: Api, workflowId: string, idempotencyKey: string): Promise<string> {
  const { startRun } = await api.insist<{ startRun: { id: string } }>(START, { input: { workflowId, idempotencyKey } });
  return startRun.id;
}

interface StoredRun {
  id: string;
  status: string;
  reason: string | null;
  epoch: number;
}

interface StoredStep {
  runId: string;
  nodeKey: string;
  attempt: number;
  status: string;
  startedAt: number;
  finishedAt: number | null;
}

export const runsOf = (installation: Installation, workflowId: string) =>
  installation.database.query<StoredRun>(
    `select id, status, status_reason as reason, owner_epoch as epoch from runs where workflow_id = $1 order by id`,
    [workflowId],
  );

const stepsOf = (installation: Installation, workflowId: string) =>
  installation.database.query<StoredStep>(
    `select n.run_id as "runId", n.node_key as "nodeKey", n.attempt, n.status,
       (extract(epoch from n.started_at) * 1000)::float8 as "startedAt",
       (extract(epoch from n.finished_at) * 1000)::float8 as "finishedAt"
     from node_runs n join runs r on r.id = n.run_id where r.workflow_id = $1 order by n.id`,
    [workflowId],
  );

/** Waits until all runs of the workflow have ended; what has not is told when it takes longer. */
export async function allEnded(installation: Installation, workflowId: string, seconds = 60): Promise<void> {
  const open = async () => {
    const [row] = await installation.database.query<{ open: number }>(
      `select count(*)::int as open from runs where workflow_id = $1 and status in ('QUEUED', 'RUNNING', 'WAITING')`,
      [workflowId],
    );
    return row?.open;
  };
  try {
    await until('all runs end', async () => (await open()) === 0, seconds);
  } catch (error) {
    const left = await open();
    throw new Error(
      `${left} runs have not ended:\n${JSON.stringify(await notEnded(installation, workflowId), null, 1)}`,
      {
        cause: error,
      },
    );
  }
}

/** Five of the runs that have not ended, with what should carry them on. */
const notEnded = (installation: Installation, workflowId: string) =>
  installation.database.query(
    `select r.id, r.status, r.status_reason, r.owner_epoch, r.started_at, r.wake_at, now() as now,
       (select json_agg(json_build_object('node', n.node_key, 'status', n.status, 'attempt', n.attempt, 'startedAt', n.started_at))
        from node_runs n where n.run_id = r.id) as nodes,
       (select json_agg(json_build_object('attempts', j.attempts, 'runAt', j.run_at, 'lockedAt', j.locked_at, 'lockedBy', j.locked_by, 'error', left(j.last_error, 300)))
        from graphile_worker.jobs j where j.key like '%' || r.id || '%') as jobs
     from runs r where r.workflow_id = $1 and r.status in ('QUEUED', 'RUNNING', 'WAITING') order by r.id limit 5`,
    [workflowId],
  );

/**
 * What is promised of runs of {@link fiveSteps}, whatever died meanwhile: those that were accepted are there, each once, and
 * succeeded; each node has one row, and had its effect, never again after its end was recorded, and never before its turn.
 */
export async function assertAllDone(
  installation: Installation,
  witness: Witness,
  given: { workflowId: string; accepted: string[] },
): Promise<{ repeatedCount: number; takenOverCount: number }> {
  const runs = await runsOf(installation, given.workflowId);
  assert.deepEqual(
    runs.map((run) => run.id),
    [...given.accepted].sort(),
    'the runs that were accepted, each once',
  );
  assert.deepEqual(
    runs.filter((run) => run.status !== 'SUCCEEDED'),
    [],
    'all of them succeeded',
  );
  const steps = groupByRun(await stepsOf(installation, given.workflowId));
  const effects = groupByRun(await witness.effects());
  const wrong = given.accepted.flatMap((id) => wrongIn(id, steps.get(id) ?? [], effects.get(id) ?? []));
  assert.deepEqual(wrong.slice(0, 20), [], `${wrong.length} promises broken`);
  const callCount = given.accepted.reduce((sum, id) => sum + (effects.get(id)?.length ?? 0), 0);
  return {
    repeatedCount: callCount - given.accepted.length * Object.keys(BEFORE).length,
    takenOverCount: runs.filter((run) => run.epoch > 1).length,
  };
}

/** Each broken promise in a sentence. */
function wrongIn(runId: string, steps: StoredStep[], effects: Effect[]): string[] {
  const wrong: string[] = [];
  const say = (what: string) => wrong.push(`${runId}: ${what}`);
  const rowOf = (nodeKey: string) => steps.find((step) => step.nodeKey === nodeKey);
  const strange = effects.filter(({ nodeKey, key }) => !BEFORE[nodeKey] || key !== `${runId}//${nodeKey}`);
  for (const { key } of strange) say(`nobody knows the key ${key}`);
  for (const [nodeKey, sources] of Object.entries(BEFORE)) {
    const rows = steps.filter((step) => step.nodeKey === nodeKey);
    const [row] = rows;
    const came = effects.filter((effect) => effect.nodeKey === nodeKey);
    if (rows.length !== 1) say(`${nodeKey} has ${rows.length} rows`);
    if (row?.status !== 'SUCCEEDED' || row.attempt !== 1) say(`${nodeKey} is ${row?.status}, attempt ${row?.attempt}`);
    if (came.length === 0) say(`${nodeKey} had no effect`);
    const endedAt = row?.finishedAt ?? 0;
    for (const late of came.filter(({ calledAt }) => calledAt > endedAt))
      say(`${nodeKey} was called again ${late.calledAt - endedAt} ms after its end`);
    for (const source of sources) {
      const sourceEndedAt = rowOf(source)?.finishedAt ?? Number.POSITIVE_INFINITY;
      if ((row?.startedAt ?? 0) < sourceEndedAt) say(`${nodeKey} began before ${source} had ended`);
      if (came.some(({ calledAt }) => calledAt < sourceEndedAt))
        say(`${nodeKey} was called before ${source} had ended`);
    }
  }
  return wrong;
}

function groupByRun<Row extends { runId: string }>(rows: Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.runId);
    if (group) group.push(row);
    else groups.set(row.runId, [row]);
  }
  return groups;
}
