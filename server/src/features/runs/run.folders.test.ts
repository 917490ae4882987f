import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { makeProject, useCast } from '../../../test/factories.ts';
import { newId } from '../../lib/ids.ts';
import { systemContext } from '../../platform/context.ts';
import type { Attempt } from './engine.types.ts';
import type { OwnedRun } from './run.claims.ts';
import { attemptFolder, sweepRunFolders } from './run.folders.ts';

const cast = useCast();

const folderOf = (runId: string, ownerEpoch: number, given: Partial<Attempt> = {}) =>
  attemptFolder(
    cast.app.app.config,
    { id: runId, ownerEpoch } as OwnedRun,
    { key: 'build', path: '', attempt: 1, ...given } as Attempt,
  );
const parentOf = (runId: string) => join(cast.app.app.config.dataDir, 'runs', runId);

test('an attempt that begins again after its owner was killed finds an empty folder, and nothing is left in the end', async () => {
  const runId = newId('run');
  await writeFile(join(await folderOf(runId, 1).make(), 'half done'), '');
  const other = folderOf(runId, 1, { key: 'test' });
  await other.make();
  const again = folderOf(runId, 2);
  expect(await readdir(await again.make())).toEqual([]);
  expect(await readdir(parentOf(runId))).toEqual(['.build.1.2', '.test.1.1']);
  await again.remove();
  await other.remove();
  expect(existsSync(parentOf(runId))).toBe(false);
});

test('an owner that wakes up removes nothing of the one that took over', async () => {
  const runId = newId('run');
  const frozen = folderOf(runId, 1, { path: 'each[1]/inner[0]' });
  await frozen.make();
  const next = await folderOf(runId, 2, { path: 'each[1]/inner[0]' }).make();
  await frozen.remove();
  expect(existsSync(next)).toBe(true);
});

test('what is left of runs that have ended, or are gone, is swept; that of open ones stays', async () => {
  const { id: projectId } = await makeProject(cast.app);
  const [open, ended, gone] = [newId('run'), newId('run'), newId('run')];
  const [workflowId, versionId] = [newId('workflow'), newId('workflowVersion')];
  await cast.app.sql(
    `insert into workflows (id, project_id, slug, name, draft, draft_saved_by_name, created_by_name)
     values ($1, $2, 'swept', 'Swept', '{}', 'Ada', 'Ada')`,
    [workflowId, projectId],
  );
  await cast.app.sql(
    `insert into workflow_versions (id, project_id, workflow_id, number, graph, grant_permissions, published_by_name)
     values ($1, $2, $3, 1, '{}', '{}', 'Ada')`,
    [versionId, projectId, workflowId],
  );
  for (const [number, [id, status]] of [
    [open, 'WAITING'],
    [ended, 'SUCCEEDED'],
  ].entries())
    await cast.app.sql(
      `insert into runs (id, project_id, workflow_id, workflow_version_id, number, trigger, status, created_by_name)
       values ($1, $2, $3, $4, $5, 'MANUAL', $6, 'Ada')`,
      [id, projectId, workflowId, versionId, number + 1, status],
    );
  for (const id of [open, ended, gone]) await mkdir(parentOf(id), { recursive: true });
  await sweepRunFolders(systemContext(cast.app.app, 'test'));
  expect([open, ended, gone].map((id) => existsSync(parentOf(id)))).toEqual([true, false, false]);
});
