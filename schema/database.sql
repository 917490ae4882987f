-- Written by `npm run codegen` from the migrations: read it, never edit it.

create table public.approvals (
  id text not null,
  project_id text not null,
  deployment_id text not null,
  user_id text not null,
  decision text not null,
  comment text,
  created_at timestamp with time zone not null default now(),
  constraint approvals_pkey PRIMARY KEY (id),
  constraint approvals_deployment_id_fkey FOREIGN KEY (deployment_id) REFERENCES deployments(id),
  constraint approvals_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint approvals_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint ck_approvals_decision CHECK ((decision = ANY (ARRAY['APPROVED'::text, 'REJECTED'::text])))
);

create table public.audit_events (
  id text not null,
  project_id text,
  at timestamp with time zone not null default now(),
  action text not null,
  actor_id text,
  actor_kind text not null,
  actor_name text not null,
  subject_id text,
  subject_type text,
  subject_name text,
  detail jsonb,
  address text,
  request_id text not null,
  constraint audit_events_pkey PRIMARY KEY (id),
  constraint audit_events_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint ck_audit_events_actor_kind CHECK ((actor_kind = ANY (ARRAY['USER'::text, 'TOKEN'::text, 'SYSTEM'::text, 'ANONYMOUS'::text])))
);

create table public.deployment_changes (
  id bigint not null generated always as identity,
  project_id text not null,
  deployment_id text not null,
  kind text not null,
  reference text not null,
  title text,
  author text,
  authored_at timestamp with time zone,
  url text,
  constraint deployment_changes_pkey PRIMARY KEY (id),
  constraint deployment_changes_deployment_id_fkey FOREIGN KEY (deployment_id) REFERENCES deployments(id),
  constraint deployment_changes_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint ck_deployment_changes_kind CHECK ((kind = ANY (ARRAY['COMMIT'::text, 'TICKET'::text])))
);

create table public.deployment_steps (
  id bigint not null generated always as identity,
  project_id text not null,
  deployment_id text not null,
  key text not null,
  host text not null default ''::text,
  name text not null,
  group_name text,
  "position" integer not null,
  status text not null,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  message text,
  is_changed boolean,
  is_ignored boolean not null default false,
  diff text,
  attempt integer not null default 1,
  first_log_seq integer,
  constraint deployment_steps_pkey PRIMARY KEY (id),
  constraint deployment_steps_deployment_id_fkey FOREIGN KEY (deployment_id) REFERENCES deployments(id),
  constraint deployment_steps_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint ck_deployment_steps_status CHECK ((status = ANY (ARRAY['PENDING'::text, 'RUNNING'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'SKIPPED'::text, 'CANCELED'::text])))
);

create table public.deployments (
  id text not null,
  project_id text not null,
  number integer not null,
  service_id text not null,
  environment_id text not null,
  version text not null,
  status text not null,
  status_reason text,
  trigger text not null,
  created_by_user_id text,
  created_by_token_id text,
  created_by_name text not null,
  note text,
  parameters json,
  is_dry_run boolean not null default false,
  plan jsonb not null,
  exit_code integer,
  retry_of_id text,
  rollback_of_id text,
  log_stream_id bigint not null,
  owner_worker_id text,
  owner_epoch integer not null default 0,
  node_id text,
  orphaned_at timestamp with time zone,
  stop_reason text,
  stop_requested_by text,
  stop_requested_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  queued_at timestamp with time zone,
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint deployments_pkey PRIMARY KEY (id),
  constraint deployments_created_by_token_id_fkey FOREIGN KEY (created_by_token_id) REFERENCES tokens(id),
  constraint deployments_created_by_user_id_fkey FOREIGN KEY (created_by_user_id) REFERENCES users(id),
  constraint deployments_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id),
  constraint deployments_log_stream_id_fkey FOREIGN KEY (log_stream_id) REFERENCES log_streams(id),
  constraint deployments_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint deployments_retry_of_id_fkey FOREIGN KEY (retry_of_id) REFERENCES deployments(id),
  constraint deployments_rollback_of_id_fkey FOREIGN KEY (rollback_of_id) REFERENCES deployments(id),
  constraint deployments_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint ck_deployments_status CHECK ((status = ANY (ARRAY['AWAITING_APPROVAL'::text, 'QUEUED'::text, 'RUNNING'::text, 'VERIFYING'::text, 'CANCELING'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'CANCELED'::text, 'TIMED_OUT'::text, 'REJECTED'::text]))),
  constraint ck_deployments_stop_reason CHECK ((stop_reason = ANY (ARRAY['CANCEL'::text, 'TIMEOUT'::text])))
);

create table public.environments (
  id text not null,
  project_id text not null,
  slug text not null,
  name text not null,
  rank integer not null,
  url text,
  is_production boolean not null default false,
  requires_approval boolean not null default false,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint environments_pkey PRIMARY KEY (id),
  constraint environments_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

create table public.idempotency_keys (
  actor_id text not null,
  operation text not null,
  key text not null,
  input_hash bytea not null,
  result_id text not null,
  created_at timestamp with time zone not null default now(),
  constraint idempotency_keys_pkey PRIMARY KEY (actor_id, operation, key)
);

create table public.log_chunks (
  stream_id bigint not null,
  start_seq integer not null,
  project_id text not null,
  line_count integer not null,
  byte_count integer not null,
  first_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  codec smallint not null,
  runs jsonb not null,
  body bytea not null,
  constraint log_chunks_pkey PRIMARY KEY (stream_id, start_seq),
  constraint log_chunks_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint log_chunks_stream_id_fkey FOREIGN KEY (stream_id) REFERENCES log_streams(id)
);

create table public.log_streams (
  id bigint not null generated always as identity,
  project_id text not null,
  last_seq integer not null default 0,
  byte_count bigint not null default 0,
  has_ended boolean not null default false,
  is_capped boolean not null default false,
  stdout_offset bigint not null default 0,
  stderr_offset bigint not null default 0,
  events_offset bigint not null default 0,
  open_steps jsonb not null default '[]'::jsonb,
  constraint log_streams_pkey PRIMARY KEY (id),
  constraint log_streams_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

create table public.members (
  id text not null,
  project_id text not null,
  user_id text not null,
  role text not null,
  created_at timestamp with time zone not null default now(),
  constraint members_pkey PRIMARY KEY (id),
  constraint members_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint ck_members_role CHECK ((role = ANY (ARRAY['OWNER'::text, 'MAINTAINER'::text, 'OPERATOR'::text, 'VIEWER'::text])))
);

create table public.migrations (
  id integer not null default nextval('migrations_id_seq'::regclass),
  "timestamp" bigint not null,
  name character varying not null,
  constraint "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id)
);

create table public.project_counters (
  project_id text not null,
  deployment_number integer not null default 0,
  constraint project_counters_pkey PRIMARY KEY (project_id),
  constraint project_counters_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);

create table public.projects (
  id text not null,
  slug text not null,
  name text not null,
  time_zone text not null default 'UTC'::text,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint projects_pkey PRIMARY KEY (id)
);

create table public.services (
  id text not null,
  project_id text not null,
  slug text not null,
  name text not null,
  description text,
  runner text not null,
  source text not null,
  entrypoint text[] not null,
  inventory text,
  step_names text[] not null default '{}'::text[],
  parameter_schema json,
  health_check jsonb,
  timeout_seconds integer not null default 3600,
  cancel_grace_seconds double precision not null default 10,
  problems jsonb not null default '[]'::jsonb,
  is_from_source boolean not null default false,
  synced_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint services_pkey PRIMARY KEY (id),
  constraint services_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint ck_services_runner CHECK ((runner = ANY (ARRAY['SHELL'::text, 'ANSIBLE'::text])))
);

create table public.sessions (
  id text not null,
  user_id text not null,
  secret_hash bytea not null,
  address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

create table public.setup_codes (
  code_hash bytea not null,
  created_at timestamp with time zone not null default now(),
  used_at timestamp with time zone,
  constraint setup_codes_pkey PRIMARY KEY (code_hash)
);

create table public.sign_in_tries (
  id bigint not null generated always as identity,
  account bytea not null,
  address text,
  at timestamp with time zone not null default now(),
  constraint sign_in_tries_pkey PRIMARY KEY (id)
);

create table public.tokens (
  id text not null,
  project_id text,
  kind text not null,
  name text not null,
  prefix text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  user_id text,
  deployment_id text,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint tokens_pkey PRIMARY KEY (id),
  constraint tokens_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint ck_tokens_kind CHECK ((kind = ANY (ARRAY['PERSONAL'::text, 'SERVICE'::text, 'DEPLOYMENT'::text]))),
  constraint ck_tokens_owner CHECK ((((kind = 'PERSONAL'::text) AND (user_id IS NOT NULL)) OR ((kind = 'SERVICE'::text) AND (project_id IS NOT NULL)) OR ((kind = 'DEPLOYMENT'::text) AND (project_id IS NOT NULL) AND (deployment_id IS NOT NULL))))
);

create table public.users (
  id text not null,
  email text not null,
  name text not null,
  password_hash text,
  is_administrator boolean not null default false,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint users_pkey PRIMARY KEY (id)
);

create table public.variables (
  id text not null,
  project_id text not null,
  environment_id text,
  service_id text,
  name text not null,
  value text,
  secret_value bytea,
  is_secret boolean not null,
  updated_at timestamp with time zone not null default now(),
  constraint variables_pkey PRIMARY KEY (id),
  constraint variables_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id),
  constraint variables_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint variables_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint ck_variables_level CHECK (((environment_id IS NULL) OR (service_id IS NULL))),
  constraint ck_variables_value CHECK (((is_secret AND (secret_value IS NOT NULL) AND (value IS NULL)) OR ((NOT is_secret) AND (value IS NOT NULL) AND (secret_value IS NULL))))
);

create table public.workers (
  id text not null,
  node_id text not null,
  host text not null,
  pid integer not null,
  graphile_worker_ids text[] not null default '{}'::text[],
  started_at timestamp with time zone not null default now(),
  heartbeat_at timestamp with time zone not null default now(),
  constraint workers_pkey PRIMARY KEY (id)
);

CREATE UNIQUE INDEX uq_approvals_deployment_user ON public.approvals USING btree (deployment_id, user_id);

CREATE INDEX ix_audit_events_project ON public.audit_events USING btree (project_id, id DESC);

CREATE INDEX ix_audit_events_subject ON public.audit_events USING btree (subject_id, id DESC);

CREATE UNIQUE INDEX uq_deployment_changes_reference ON public.deployment_changes USING btree (deployment_id, kind, reference);

CREATE INDEX ix_deployment_steps_position ON public.deployment_steps USING btree (deployment_id, "position");

CREATE UNIQUE INDEX uq_deployment_steps_key ON public.deployment_steps USING btree (deployment_id, key, host);

CREATE INDEX ix_deployments_environment ON public.deployments USING btree (environment_id, id DESC);

CREATE INDEX ix_deployments_open ON public.deployments USING btree (project_id, id) WHERE (status = ANY (ARRAY['AWAITING_APPROVAL'::text, 'QUEUED'::text, 'RUNNING'::text, 'VERIFYING'::text, 'CANCELING'::text]));

CREATE INDEX ix_deployments_owner ON public.deployments USING btree (owner_worker_id) WHERE (owner_worker_id IS NOT NULL);

CREATE INDEX ix_deployments_place ON public.deployments USING btree (service_id, environment_id, id DESC);

CREATE INDEX ix_deployments_project ON public.deployments USING btree (project_id, id DESC);

CREATE UNIQUE INDEX uq_deployments_active ON public.deployments USING btree (service_id, environment_id) WHERE (status = ANY (ARRAY['RUNNING'::text, 'VERIFYING'::text, 'CANCELING'::text]));

CREATE UNIQUE INDEX uq_deployments_log_stream ON public.deployments USING btree (log_stream_id);

CREATE UNIQUE INDEX uq_deployments_number ON public.deployments USING btree (project_id, number);

CREATE UNIQUE INDEX uq_environments_slug ON public.environments USING btree (project_id, slug) WHERE (deleted_at IS NULL);

CREATE INDEX ix_members_user ON public.members USING btree (user_id);

CREATE UNIQUE INDEX uq_members_project_user ON public.members USING btree (project_id, user_id);

CREATE UNIQUE INDEX uq_projects_slug ON public.projects USING btree (slug) WHERE (deleted_at IS NULL);

CREATE UNIQUE INDEX uq_services_slug ON public.services USING btree (project_id, slug) WHERE (deleted_at IS NULL);

CREATE INDEX ix_sessions_user ON public.sessions USING btree (user_id);

CREATE UNIQUE INDEX uq_sessions_secret_hash ON public.sessions USING btree (secret_hash);

CREATE INDEX ix_sign_in_tries_account ON public.sign_in_tries USING btree (account, at);

CREATE INDEX ix_sign_in_tries_address ON public.sign_in_tries USING btree (address, at);

CREATE INDEX ix_tokens_deployment ON public.tokens USING btree (deployment_id) WHERE (deployment_id IS NOT NULL);

CREATE INDEX ix_tokens_project ON public.tokens USING btree (project_id, id DESC);

CREATE INDEX ix_tokens_user ON public.tokens USING btree (user_id, id DESC);

CREATE UNIQUE INDEX uq_tokens_secret_hash ON public.tokens USING btree (secret_hash);

CREATE UNIQUE INDEX uq_users_email ON public.users USING btree (lower(email)) WHERE (deleted_at IS NULL);

CREATE UNIQUE INDEX uq_variables_name ON public.variables USING btree (project_id, COALESCE(environment_id, ''::text), COALESCE(service_id, ''::text), name);
