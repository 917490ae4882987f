import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../row-security.ts';

/**
 * Versions of variables, private keys among them, variables that come back after they were deleted, and which deployment got
 * what. No box is opened here: those of the first format go on opening, and `secrets rotate` makes envelopes of them.
 */
export class Secrets1700000000007 implements MigrationInterface {
  name = 'Secrets1700000000007';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(VERSIONS);
    for (const table of ['variable_versions', 'deployment_variables']) await queryRunner.query(protect(table));
  }

  async down(): Promise<void> {
    throw new Error('Versions that are in use are not taken away: restore a backup instead.');
  }
}

const VERSIONS = `
alter table variables
  add column kind text not null default 'TEXT' constraint ck_variables_kind check (kind in ('TEXT', 'SSH_KEY')),
  add column fingerprint text,
  add column version integer not null default 1,
  add column restored_from integer,
  add column set_by_name text,
  add column deleted_at timestamptz,
  add constraint ck_variables_key_is_secret check (kind = 'TEXT' or is_secret);
drop index uq_variables_name;
create unique index uq_variables_name on variables (project_id, coalesce(environment_id, ''), coalesce(service_id, ''), name)
  where deleted_at is null;
create index ix_variables_deleted on variables (deleted_at) where deleted_at is not null;

-- Versions before the one in "variables"; a row moves here when the next version is set.
create table variable_versions (
  variable_id   text not null references variables (id) on delete cascade,
  version       integer not null,
  project_id    text not null references projects (id),
  kind          text not null constraint ck_variable_versions_kind check (kind in ('TEXT', 'SSH_KEY')),
  is_secret     boolean not null,
  value         text,
  secret_value  bytea,
  fingerprint   text,
  restored_from integer,
  set_by_name   text,
  set_at        timestamptz not null,
  primary key (variable_id, version),
  constraint ck_variable_versions_value check ((is_secret and secret_value is not null and value is null) or (not is_secret and value is not null and secret_value is null))
);

-- What each deployment's program got. Outlives the variable, so the trail does too.
create table deployment_variables (
  deployment_id text not null references deployments (id),
  variable_id   text not null,
  project_id    text not null references projects (id),
  version       integer not null,
  primary key (deployment_id, variable_id)
);
create index ix_deployment_variables_variable on deployment_variables (variable_id, deployment_id desc);
`;
