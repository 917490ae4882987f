import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../row-security.ts';

const TABLES = [
  'workflows',
  'workflow_versions',
  'workflow_triggers',
  'runs',
  'node_runs',
  'run_signals',
  'node_approvals',
  'run_payloads',
  'run_payload_chunks',
  'node_rate_limits',
];

const DEFINITIONS = `
create table workflows (
  id                     text primary key,
  project_id             text not null references projects (id),
  slug                   text not null,
  name                   text not null,
  description            text,
  draft                  jsonb not null,
  draft_revision         integer not null default 1,
  draft_saved_at         timestamptz not null default now(),
  draft_saved_by_user_id text references users (id),
  draft_saved_by_name    text not null,
  published_version_id   text,
  -- Whether its triggers start it; a person always may.
  is_enabled             boolean not null default true,
  created_by_user_id     text references users (id),
  created_by_name        text not null,
  created_at             timestamptz not null default now(),
  deleted_at             timestamptz
);
create unique index uq_workflows_slug on workflows (project_id, slug) where deleted_at is null;
create index ix_workflows_project on workflows (project_id, id desc);

create table workflow_versions (
  id                    text primary key,
  project_id            text not null references projects (id),
  workflow_id           text not null references workflows (id),
  number                integer not null,
  graph                 jsonb not null,
  note                  text,
  -- What its runs may do: what the graph needs, as far as its publisher had it.
  grant_permissions     text[] not null,
  grant_environment_ids text[],
  grant_service_ids     text[],
  published_by_user_id  text references users (id),
  published_by_name     text not null,
  published_at          timestamptz not null default now()
);
create unique index uq_workflow_versions_number on workflow_versions (workflow_id, number);
alter table workflows add constraint fk_workflows_published_version foreign key (published_version_id) references workflow_versions (id);

-- One for each trigger node of the published version that something outside starts; kept over publications by its key.
create table workflow_triggers (
  id           text primary key,
  project_id   text not null references projects (id),
  workflow_id  text not null references workflows (id),
  node_key     text not null,
  kind         text not null constraint ck_workflow_triggers_kind check (kind in ('SCHEDULE', 'WEBHOOK', 'EVENT', 'RUN')),
  config       jsonb not null,
  -- Of a webhook: what its callers sign with, sealed.
  secret_value bytea,
  is_active    boolean not null,
  -- Of a schedule: the next tick and the last one that was taken care of.
  next_at      timestamptz,
  last_at      timestamptz,
  -- Why it is not active although it should be, in a sentence.
  problem      text,
  created_at   timestamptz not null default now()
);
create unique index uq_workflow_triggers_node on workflow_triggers (workflow_id, node_key);
create index ix_workflow_triggers_due on workflow_triggers (next_at) where is_active and next_at is not null;
create index ix_workflow_triggers_event on workflow_triggers (project_id, kind) where is_active;
`;

const RUNS = `
create table runs (
  id                  text primary key,
  project_id          text not null references projects (id),
  workflow_id         text not null references workflows (id),
  workflow_version_id text not null references workflow_versions (id),
  number              integer not null,
  status              text not null constraint ck_runs_status check (status in ('QUEUED', 'RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'TIMED_OUT')),
  status_reason       text,
  -- After a failure: undoing what was done, then the error handler's nodes. Its status comes when they have ended.
  phase               text not null default 'MAIN' constraint ck_runs_phase check (phase in ('MAIN', 'COMPENSATING', 'HANDLING')),
  pending_end         jsonb,
  trigger             text not null,
  -- The trigger node it begins at, and what started it: a schedule's tick, a delivery, an occurrence.
  trigger_node_key    text,
  trigger_detail      jsonb,
  created_by_user_id  text references users (id),
  created_by_token_id text references tokens (id),
  created_by_name     text not null,
  payload             json,
  output              json,
  error               jsonb,
  variables           jsonb not null default '{}',
  priority            smallint not null default 0,
  concurrency_key     text,
  parent_run_id       text references runs (id),
  parent_node_key     text,
  parent_path         text,
  depth               smallint not null default 0,
  retry_of_id         text references runs (id),
  -- Of a retry, fork or resumed run: finished node runs were copied from that run.
  retry_from_node_key text,
  -- What it may do, where that is less than its version's grant: who started it may do less.
  narrowed_grant      jsonb,
  log_stream_id       bigint references log_streams (id),
  owner_worker_id     text,
  owner_epoch         integer not null default 0,
  -- Counts signals, so that an owner who lets go notices one that has just come.
  signal_seq          integer not null default 0,
  -- When the next wait is over, or its time: whoever comes by then wakes it.
  wake_at             timestamptz,
  deadline_at         timestamptz,
  stop_reason         text constraint ck_runs_stop_reason check (stop_reason in ('CANCEL', 'TIMEOUT')),
  stop_requested_by   text,
  stop_requested_at   timestamptz,
  -- A failed run that nobody has dealt with: the dead letters. Dealt with: retried or dismissed.
  dead_since          timestamptz,
  created_at          timestamptz not null default now(),
  started_at          timestamptz,
  finished_at         timestamptz
);
create unique index uq_runs_number on runs (project_id, number);
create index ix_runs_project on runs (project_id, id desc);
create index ix_runs_workflow on runs (workflow_id, id desc);
create index ix_runs_open on runs (project_id, id) where status in ('QUEUED', 'RUNNING', 'WAITING');
create index ix_runs_owner on runs (owner_worker_id) where owner_worker_id is not null;
create index ix_runs_wake on runs (wake_at) where wake_at is not null;
create index ix_runs_dead on runs (project_id, id desc) where dead_since is not null;
create index ix_runs_concurrency on runs (workflow_id, concurrency_key, id) where concurrency_key is not null and status in ('QUEUED', 'RUNNING', 'WAITING');
create index ix_runs_parent on runs (parent_run_id) where parent_run_id is not null;
create index ix_runs_retry_of on runs (retry_of_id) where retry_of_id is not null;

-- One for each attempt. NOTE: no foreign key to runs: it costs a lookup and a lock per row, and the one writer has just
-- locked the run's row. Attempts of a node in a loop have the path of the iteration: 'each[3]', 'each[3]/inner[0]'.
create table node_runs (
  id          bigint generated always as identity,
  project_id  text not null,
  run_id      text not null,
  node_key    text not null,
  path        text not null default '',
  attempt     smallint not null default 1,
  status      text not null constraint ck_node_runs_status check (status in ('RUNNING', 'WAITING', 'SUCCEEDED', 'FAILED', 'CANCELED', 'TIMED_OUT')),
  -- The port that its end fires.
  port        text,
  input       json,
  output      json,
  error       jsonb,
  wait_kind   text,
  wait_until  timestamptz,
  -- What an event is found by that ends the wait: a deployment's id, a child run's.
  wait_key    text,
  wait_data   jsonb,
  -- Copied from the run that this one retries: it did not run again.
  is_reused   boolean not null default false,
  started_at  timestamptz not null,
  finished_at timestamptz,
  constraint pk_node_runs primary key (run_id, node_key, path, attempt)
);
create unique index uq_node_runs_id on node_runs (id);
create index ix_node_runs_wait on node_runs (wait_key) where wait_key is not null and status = 'WAITING';
create index ix_node_runs_approvals on node_runs (project_id, id) where wait_kind = 'APPROVAL' and status = 'WAITING';

-- What reaches a run from outside, until its owner has dealt with it.
create table run_signals (
  id         bigint generated always as identity primary key,
  project_id text not null,
  run_id     text not null,
  kind       text not null,
  node_key   text,
  path       text,
  data       jsonb,
  created_at timestamptz not null default now()
);
create index ix_run_signals_run on run_signals (run_id, id);
`;

const BESIDE = `
create table node_approvals (
  id                 text primary key,
  project_id         text not null references projects (id),
  run_id             text not null references runs (id),
  node_run_id        bigint not null,
  decision           text not null constraint ck_node_approvals_decision check (decision in ('APPROVED', 'REJECTED')),
  comment            text,
  form               json,
  decided_by_user_id text not null references users (id),
  decided_by_name    text not null,
  decided_at         timestamptz not null default now()
);
create unique index uq_node_approvals_person on node_approvals (node_run_id, decided_by_user_id);
create index ix_node_approvals_run on node_approvals (run_id);

-- Values of more than 1 MiB, apart from the rows that name them.
create table run_payloads (
  id           text primary key,
  project_id   text not null references projects (id),
  run_id       text not null references runs (id),
  byte_count   bigint not null,
  sha256       bytea not null,
  content_type text not null,
  created_at   timestamptz not null default now()
);
create index ix_run_payloads_run on run_payloads (run_id);
create table run_payload_chunks (
  project_id text not null,
  payload_id text not null references run_payloads (id) on delete cascade,
  seq        integer not null,
  body       bytea not null,
  primary key (payload_id, seq)
);

-- When the next call of a limited node may be (GCRA).
create table node_rate_limits (
  project_id  text not null,
  workflow_id text not null references workflows (id),
  node_key    text not null,
  key         text not null,
  next_at     timestamptz not null,
  primary key (workflow_id, node_key, key)
);

alter table audit_events drop constraint ck_audit_events_actor_kind;
alter table audit_events add constraint ck_audit_events_actor_kind check (actor_kind in ('USER', 'TOKEN', 'RUN', 'SYSTEM', 'ANONYMOUS'));

alter table project_counters add column run_number integer not null default 0;
`;

/** Workflows with drafts and versions, what starts them, and their runs. */
export class Workflows1700000000011 implements MigrationInterface {
  name = 'Workflows1700000000011';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const sql of [DEFINITIONS, RUNS, BESIDE]) await queryRunner.query(sql);
    for (const table of TABLES) await queryRunner.query(protect(table));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('alter table workflows drop constraint fk_workflows_published_version');
    for (const table of [...TABLES].reverse()) await queryRunner.query(`drop table ${table}`);
    await queryRunner.query('alter table project_counters drop column run_number');
  }
}
