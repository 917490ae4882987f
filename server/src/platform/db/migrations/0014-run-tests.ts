import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a single node is tested by: a version that was never published and has no number. */
export class RunTests1700000000014 implements MigrationInterface {
  name = 'RunTests1700000000014';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
alter table workflow_versions alter column number drop not null;
-- Made for one test of a node: in no list, and nothing else runs it.
alter table workflow_versions add column is_test boolean not null default false;
alter table workflow_versions add constraint ck_workflow_versions_number check (is_test = (number is null));
`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
alter table workflow_versions drop constraint ck_workflow_versions_number;
update workflow_versions v set number = -t.place
from (select id, row_number() over (partition by workflow_id order by id) as place from workflow_versions where is_test) t
where v.id = t.id;
alter table workflow_versions drop column is_test;
alter table workflow_versions alter column number set not null;
`);
  }
}
