import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The first tables: people and access, what can be deployed and where, deployments with steps and logs, workers, audit.
 *
 * Conventions: ids are TypeIDs in `text`; every table of a tenant has `project_id`; times are `timestamptz`;
 * parameters and their schema are `json`, not `jsonb`, for the order of their fields is the order of the form;
 * what people own is deleted softly (`deleted_at`), with uniqueness among what is not deleted.
 */
export class Foundation1700000000001 implements MigrationInterface {
  name = 'Foundation1700000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ACCESS);
    await queryRunner.query(CATALOGUE);
    await queryRunner.query(DEPLOYMENTS);
    await queryRunner.query(LOGS);
    await queryRunner.query(OPERATIONS);
  }

  async down(): Promise<void> {
    throw new Error('The first migration is not undone: drop the database instead.');
  }
}

const ACCESS = `
create table users (
  id               text primary key,
  email            text not null,
  name             text not null,
  password_hash    text,
  is_administrator boolean not null default false,
  created_at       timestamptz not null default now(),
  deleted_at       timestamptz
);
create unique index uq_users_email on users (lower(email)) where deleted_at is null;

create table projects (
  id         text primary key,
  slug       text not null,
  name       text not null,
  time_zone  text not null default 'UTC',
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);
create unique index uq_projects_slug on projects (slug) where deleted_at is null;

create table members (
  id         text primary key,
  project_id text not null references projects (id),
  user_id    text not null references users (id),
  role       text not null constraint ck_members_role check (role in ('OWNER', 'MAINTAINER', 'OPERATOR', 'VIEWER')),
  created_at timestamptz not null default now()
);
create unique index uq_members_project_user on members (project_id, user_id);
create index ix_members_user on members (user_id);

create table sessions (
  id           text primary key,
  user_id      text not null references users (id),
  secret_hash  bytea not null,
  address      text,
  user_agent   text,
  created_at   timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at   timestamptz not null,
  revoked_at   timestamptz
);
create unique index uq_sessions_secret_hash on sessions (secret_hash);
create index ix_sessions_user on sessions (user_id);

-- Tries to sign in that are under way or were wrong, for the limit on guessing. "account" is a hash of the address typed in.
create table sign_in_tries (
  id      bigint generated always as identity primary key,
  account bytea not null,
  address text,
  at      timestamptz not null default now()
);
create index ix_sign_in_tries_account on sign_in_tries (account, at);
create index ix_sign_in_tries_address on sign_in_tries (address, at);

create table setup_codes (
  code_hash  bytea primary key,
  created_at timestamptz not null default now(),
  used_at    timestamptz
);

create table tokens (
  id            text primary key,
  project_id    text references projects (id),
  kind          text not null constraint ck_tokens_kind check (kind in ('PERSONAL', 'SERVICE', 'DEPLOYMENT')),
  name          text not null,
  prefix        text not null,
  secret_hash   bytea not null,
  scopes        text[] not null,
  user_id       text references users (id),
  deployment_id text,
  created_at    timestamptz not null default now(),
  expires_at    timestamptz not null,
  last_used_at  timestamptz,
  revoked_at    timestamptz,
  constraint ck_tokens_owner check (
    (kind = 'PERSONAL' and user_id is not null)
    or (kind = 'SERVICE' and project_id is not null)
    or (kind = 'DEPLOYMENT' and project_id is not null and deployment_id is not null))
);
create unique index uq_tokens_secret_hash on tokens (secret_hash);
create index ix_tokens_project on tokens (project_id, id desc);
create index ix_tokens_user on tokens (user_id, id desc);
create index ix_tokens_deployment on tokens (deployment_id) where deployment_id is not null;
`;

const CATALOGUE = `
create table environments (
  id                text primary key,
  project_id        text not null references projects (id),
  slug              text not null,
  name              text not null,
  rank              integer not null,
  url               text,
  is_production     boolean not null default false,
  requires_approval boolean not null default false,
  created_at        timestamptz not null default now(),
  deleted_at        timestamptz
);
create unique index uq_environments_slug on environments (project_id, slug) where deleted_at is null;

create table services (
  id                   text primary key,
  project_id           text not null references projects (id),
  slug                 text not null,
  name                 text not null,
  description          text,
  runner               text not null constraint ck_services_runner check (runner in ('SHELL', 'ANSIBLE')),
  source               text not null,
  entrypoint           text[] not null,
  inventory            text,
  step_names           text[] not null default '{}',
  parameter_schema     json,
  health_check         jsonb,
  timeout_seconds      integer not null default 3600,
  cancel_grace_seconds double precision not null default 10,
  problems             jsonb not null default '[]',
  is_from_source       boolean not null default false,
  synced_at            timestamptz,
  created_at           timestamptz not null default now(),
  deleted_at           timestamptz
);
create unique index uq_services_slug on services (project_id, slug) where deleted_at is null;

create table variables (
  id             text primary key,
  project_id     text not null references projects (id),
  environment_id text references environments (id),
  service_id     text references services (id),
  name           text not null,
  value          text,
  secret_value   bytea,
  is_secret      boolean not null,
  updated_at     timestamptz not null default now(),
  constraint ck_variables_value check ((is_secret and secret_value is not null and value is null) or (not is_secret and value is not null and secret_value is null)),
  constraint ck_variables_level check (environment_id is null or service_id is null)
);
create unique index uq_variables_name on variables (project_id, coalesce(environment_id, ''), coalesce(service_id, ''), name);
`;

const DEPLOYMENTS = `
create table log_streams (
  id            bigint generated always as identity primary key,
  project_id    text not null references projects (id),
  last_seq      integer not null default 0,
  byte_count    bigint not null default 0,
  has_ended     boolean not null default false,
  is_capped     boolean not null default false,
  stdout_offset bigint not null default 0,
  stderr_offset bigint not null default 0,
  events_offset bigint not null default 0,
  open_steps    jsonb not null default '[]'
);

create table deployments (
  id                  text primary key,
  project_id          text not null references projects (id),
  number              integer not null,
  service_id          text not null references services (id),
  environment_id      text not null references environments (id),
  version             text not null,
  status              text not null constraint ck_deployments_status check (status in ('AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'TIMED_OUT', 'REJECTED')),
  status_reason       text,
  trigger             text not null,
  created_by_user_id  text references users (id),
  created_by_token_id text references tokens (id),
  created_by_name     text not null,
  note                text,
  parameters          json,
  is_dry_run          boolean not null default false,
  plan                jsonb not null,
  exit_code           integer,
  retry_of_id         text references deployments (id),
  rollback_of_id      text references deployments (id),
  log_stream_id       bigint not null references log_streams (id),
  owner_worker_id     text,
  owner_epoch         integer not null default 0,
  node_id             text,
  orphaned_at         timestamptz,
  stop_reason         text constraint ck_deployments_stop_reason check (stop_reason in ('CANCEL', 'TIMEOUT')),
  stop_requested_by   text,
  stop_requested_at   timestamptz,
  created_at          timestamptz not null default now(),
  queued_at           timestamptz,
  started_at          timestamptz,
  finished_at         timestamptz
);
create unique index uq_deployments_number on deployments (project_id, number);
create unique index uq_deployments_log_stream on deployments (log_stream_id);
-- One at a time per service and environment, whatever the code believes.
create unique index uq_deployments_active on deployments (service_id, environment_id) where status in ('RUNNING', 'VERIFYING', 'CANCELING');
create index ix_deployments_project on deployments (project_id, id desc);
create index ix_deployments_place on deployments (service_id, environment_id, id desc);
create index ix_deployments_environment on deployments (environment_id, id desc);
create index ix_deployments_open on deployments (project_id, id) where status in ('AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING');
create index ix_deployments_owner on deployments (owner_worker_id) where owner_worker_id is not null;

create table deployment_steps (
  id             bigint generated always as identity primary key,
  project_id     text not null references projects (id),
  deployment_id  text not null references deployments (id),
  key            text not null,
  host           text not null default '',
  name           text not null,
  group_name     text,
  position       integer not null,
  status         text not null constraint ck_deployment_steps_status check (status in ('PENDING', 'RUNNING', 'SUCCEEDED', 'FAILED', 'SKIPPED', 'CANCELED')),
  started_at     timestamptz,
  finished_at    timestamptz,
  message        text,
  is_changed     boolean,
  is_ignored     boolean not null default false,
  diff           text,
  attempt        integer not null default 1,
  first_log_seq  integer
);
create unique index uq_deployment_steps_key on deployment_steps (deployment_id, key, host);
create index ix_deployment_steps_position on deployment_steps (deployment_id, position);

create table deployment_changes (
  id            bigint generated always as identity primary key,
  project_id    text not null references projects (id),
  deployment_id text not null references deployments (id),
  kind          text not null constraint ck_deployment_changes_kind check (kind in ('COMMIT', 'TICKET')),
  reference     text not null,
  title         text,
  author        text,
  authored_at   timestamptz,
  url           text
);
create unique index uq_deployment_changes_reference on deployment_changes (deployment_id, kind, reference);

create table approvals (
  id            text primary key,
  project_id    text not null references projects (id),
  deployment_id text not null references deployments (id),
  user_id       text not null references users (id),
  decision      text not null constraint ck_approvals_decision check (decision in ('APPROVED', 'REJECTED')),
  comment       text,
  created_at    timestamptz not null default now()
);
create unique index uq_approvals_deployment_user on approvals (deployment_id, user_id);

create table project_counters (
  project_id        text primary key references projects (id),
  deployment_number integer not null default 0
);
`;

const LOGS = `
-- Lines [start_seq, start_seq + line_count) of a stream: texts joined by newlines in "body", and beside them in "runs"
-- how many consecutive lines share stream, step and time.
create table log_chunks (
  stream_id  bigint not null references log_streams (id),
  start_seq  integer not null,
  project_id text not null references projects (id),
  line_count integer not null,
  byte_count integer not null,
  first_at   timestamptz not null,
  last_at    timestamptz not null,
  codec      smallint not null,
  runs       jsonb not null,
  body       bytea not null,
  primary key (stream_id, start_seq)
);
alter table log_chunks alter column body set storage external;
`;

const OPERATIONS = `
create table workers (
  id                  text primary key,
  node_id             text not null,
  host                text not null,
  pid                 integer not null,
  graphile_worker_ids text[] not null default '{}',
  started_at          timestamptz not null default now(),
  heartbeat_at        timestamptz not null default now()
);

create table idempotency_keys (
  actor_id   text not null,
  operation  text not null,
  key        text not null,
  input_hash bytea not null,
  result_id  text not null,
  created_at timestamptz not null default now(),
  primary key (actor_id, operation, key)
);

create table audit_events (
  id           text primary key,
  project_id   text references projects (id),
  at           timestamptz not null default now(),
  action       text not null,
  actor_id     text,
  actor_kind   text not null constraint ck_audit_events_actor_kind check (actor_kind in ('USER', 'TOKEN', 'SYSTEM', 'ANONYMOUS')),
  actor_name   text not null,
  subject_id   text,
  subject_type text,
  subject_name text,
  detail       jsonb,
  address      text,
  request_id   text not null
);
create index ix_audit_events_project on audit_events (project_id, id desc);
create index ix_audit_events_subject on audit_events (subject_id, id desc);
`;
