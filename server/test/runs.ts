import type { NodeRunStatus, RunStatus } from '../src/features/runs/run.types.ts';
import { newId, numericId } from '../src/lib/ids.ts';
import type { TestActor } from './as.ts';
import type { TestProject, TestWorkflow } from './factories.ts';

export interface TestRun {
  id: string;
  number: number;
  project: TestProject;
}

/** A run in any state, as if it had come there. */
export async function makeRun(
  project: TestProject,
  workflow: TestWorkflow,
  given: Partial<{
    status: keyof typeof RunStatus;
    by: TestActor;
    tokenId: string | null;
    payload: unknown;
    retryOf: string;
    parent: string;
    isDead: boolean;
  }> = {},
): Promise<TestRun> {
  const status = given.status ?? 'SUCCEEDED';
  const isOver = !['QUEUED', 'RUNNING', 'WAITING'].includes(status);
  const [counter] = await project.app.sql<{ number: number }>(
    'update project_counters set run_number = run_number + 1 where project_id = $1 returning run_number as number',
    [project.id],
  );
  const made = { id: newId('run'), number: counter?.number ?? 0, project };
  await project.app.sql(
    `insert into runs (id, project_id, workflow_id, workflow_version_id, number, status, trigger, trigger_node_key, created_by_user_id,
       created_by_token_id, created_by_name, payload, retry_of_id, parent_run_id, dead_since, started_at, finished_at)
     values ($1, $2, $3, $4, $5, $6, 'MANUAL', 'start', $7, $8, $9, $10, $11, $12, case when $13 then now() end,
       case when $6 <> 'QUEUED' then now() - interval '1 minute' end, case when $14 then now() end)`,
    [
      made.id,
      project.id,
      workflow.id,
      workflow.versionId,
      made.number,
      status,
      given.by?.userId ?? null,
      given.tokenId ?? null,
      given.by?.name ?? 'Pilothouse',
      JSON.stringify(given.payload ?? null),
      given.retryOf ?? null,
      given.parent ?? null,
      given.isDead ?? false,
      isOver,
    ],
  );
  return made;
}

/** An attempt of a node of the run. */
export async function makeNodeRun(
  run: TestRun,
  given: Partial<{
    key: string;
    path: string;
    status: keyof typeof NodeRunStatus;
    port: string | null;
    output: unknown;
    waitKind: string;
    waitKey: string;
    waitData: object;
  }> = {},
): Promise<{ id: string; rowId: number }> {
  const status = given.status ?? 'SUCCEEDED';
  const [row] = await run.project.app.sql<{ id: string }>(
    `insert into node_runs (project_id, run_id, node_key, path, status, port, output, wait_kind, wait_key, wait_data, started_at, finished_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now(), case when $5 not in ('RUNNING', 'WAITING') then now() end) returning id`,
    [
      run.project.id,
      run.id,
      given.key ?? 'start',
      given.path ?? '',
      status,
      given.port === undefined ? (status === 'SUCCEEDED' ? 'main' : null) : given.port,
      JSON.stringify(given.output ?? null),
      given.waitKind ?? null,
      given.waitKey ?? null,
      given.waitData ?? null,
    ],
  );
  const rowId = Number(row?.id);
  return { id: numericId('nodeRun', rowId), rowId };
}

/** A run that waits for people. */
export async function makeApproval(
  project: TestProject,
  workflow: TestWorkflow,
  given: { people?: string[]; required?: number; form?: object | null; status?: keyof typeof NodeRunStatus } = {},
): Promise<{ run: TestRun; id: string; rowId: number }> {
  const run = await makeRun(project, workflow, { status: 'WAITING' });
  const { people = [], required = 1, form = null } = given;
  const waiting = await makeNodeRun(run, {
    key: 'ask',
    status: given.status ?? 'WAITING',
    waitKind: 'APPROVAL',
    waitData: { message: 'To production?', people, required, form },
  });
  return { run, ...waiting };
}
