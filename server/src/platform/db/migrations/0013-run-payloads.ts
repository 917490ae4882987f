import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../row-security.ts';

/** Large values of runs: each once in its run, and gone with it. What running nodes have so far. */
export class RunPayloads1700000000013 implements MigrationInterface {
  name = 'RunPayloads1700000000013';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
drop index ix_run_payloads_run;
create unique index uq_run_payloads_content on run_payloads (run_id, sha256);
alter table run_payloads drop constraint run_payloads_run_id_fkey;
alter table run_payloads add constraint fk_run_payloads_run foreign key (run_id) references runs (id) on delete cascade;

-- What a running node has so far. Unlogged: it is shown and forgotten, and written up to four times a second.
create unlogged table node_progress (
  project_id text not null,
  run_id     text not null,
  node_key   text not null,
  path       text not null,
  partial    json not null,
  updated_at timestamptz not null default now(),
  constraint pk_node_progress primary key (run_id, node_key, path)
);
create index ix_node_progress_updated on node_progress (updated_at);
`);
    await queryRunner.query(protect('node_progress'));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
drop table node_progress;
alter table run_payloads drop constraint fk_run_payloads_run;
alter table run_payloads add constraint run_payloads_run_id_fkey foreign key (run_id) references runs (id);
drop index uq_run_payloads_content;
create index ix_run_payloads_run on run_payloads (run_id);
`);
  }
}
