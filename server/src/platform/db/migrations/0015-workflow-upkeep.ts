import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Graphs and forms keep the order in which they were drawn; versions that only tests ran can go. */
export class WorkflowUpkeep1700000000015 implements MigrationInterface {
  name = 'WorkflowUpkeep1700000000015';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
-- jsonb sorts the fields of a form by the lengths of their names.
alter table workflows alter column draft type json using draft::json;
alter table workflow_versions alter column graph type json using graph::json;
alter table node_runs alter column wait_data type json using wait_data::json;
-- Without it the removal of a version would look at every run.
create index ix_runs_version on runs (workflow_version_id);
create index ix_runs_tests on runs (id) where trigger = 'TEST';
`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
drop index ix_runs_tests;
drop index ix_runs_version;
alter table node_runs alter column wait_data type jsonb using wait_data::jsonb;
alter table workflow_versions alter column graph type jsonb using graph::jsonb;
alter table workflows alter column draft type jsonb using draft::jsonb;
`);
  }
}
