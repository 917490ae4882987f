import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protectPersonal } from '../row-security.ts';

/** What each person keeps for themselves; and runs that were made of another one say how: a retry, replay, resumption or fork. */
export class Preferences1700000000022 implements MigrationInterface {
  name = 'Preferences1700000000022';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
create table preferences (
  user_id     text not null references users (id) on delete cascade,
  project_id  text not null references projects (id) on delete cascade,
  -- What it is about within the project; null: all of it.
  workflow_id text references workflows (id) on delete cascade,
  -- What is kept, such as workflow.viewport.
  key         text not null,
  value       jsonb not null constraint ck_preferences_size check (octet_length(value::text) <= 4096),
  updated_at  timestamptz not null,
  constraint uq_preferences unique nulls not distinct (user_id, key, project_id, workflow_id)
);
create index ix_preferences_age on preferences (user_id, updated_at);
create index ix_preferences_project on preferences (project_id);
create index ix_preferences_workflow on preferences (workflow_id) where workflow_id is not null;
${protectPersonal('preferences')}

-- They were all called retries; what was asked for stands in the audit trail.
update runs r set trigger = known.trigger
from audit_events e
join (values ('run.replayed', 'REPLAY'), ('run.resumed', 'RESUME'), ('run.forked', 'FORK')) as known (action, trigger) on known.action = e.action
where e.subject_id = r.id and r.trigger = 'RETRY'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`update runs set trigger = 'RETRY' where trigger in ('REPLAY', 'RESUME', 'FORK')`);
    await queryRunner.query('drop table preferences');
  }
}
