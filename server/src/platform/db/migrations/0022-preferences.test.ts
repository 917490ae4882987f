import { expect, test } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import { makeWorkflow, useCast } from '../../../../test/factories.ts';
import { makeRun } from '../../../../test/runs.ts';
import { newId } from '../../../lib/ids.ts';
import { Preferences1700000000022 } from './0022-preferences.ts';

const cast = useCast();

test('runs that were all called retries are what the audit trail says they are; those it knows nothing of stay', async () => {
  const { app, project } = cast;
  const workflow = await makeWorkflow(project);
  const first = await makeRun(project, workflow);
  const actions = ['run.retried', 'run.replayed', 'run.resumed', 'run.forked', null];
  const ids: string[] = [];
  for (const action of actions) {
    const { id } = await makeRun(project, workflow, { retryOf: first.id });
    ids.push(id);
    await app.sql(`update runs set trigger = 'RETRY' where id = $1`, [id]);
    if (!action) continue;
    await app.sql(
      `insert into audit_events (id, project_id, action, actor_kind, actor_name, subject_id, request_id, seq, hash)
       values ($1, $2, $3, 'SYSTEM', 'somebody', $4, 'req_1', (select coalesce(max(seq), 0) + 1 from audit_events where project_id = $2), '\\x00')`,
      [newId('audit'), project.id, action, id],
    );
  }
  const triggers = async () => {
    const rows = await app.sql<{ id: string; trigger: string }>('select id, trigger from runs');
    return ids.map((id) => rows.find((row) => row.id === id)?.trigger);
  };
  const queryRunner = { query: (text: string) => app.sql(text) } as unknown as QueryRunner;
  const migration = new Preferences1700000000022();
  await migration.down(queryRunner);
  await migration.up(queryRunner);
  expect(await triggers()).toEqual(['RETRY', 'REPLAY', 'RESUME', 'FORK', 'RETRY']);
  await migration.down(queryRunner);
  expect(await triggers()).toEqual(['RETRY', 'RETRY', 'RETRY', 'RETRY', 'RETRY']);
  await migration.up(queryRunner);
});
