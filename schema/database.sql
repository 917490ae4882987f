-- Written by `npm run codegen` from the migrations: read it, never edit it.

create sequence public.events_seq as bigint start 1 increment 1;

create table public.alert_firings (
  id text not null,
  project_id text not null,
  rule_id text not null,
  severity text not null,
  status text not null,
  question jsonb not null,
  summary text not null,
  began_at timestamp with time zone not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  end_reason text,
  window_from timestamp with time zone not null,
  window_to timestamp with time zone not null,
  value double precision,
  threshold double precision,
  score double precision,
  last_value double precision,
  evidence jsonb not null,
  silence_id text,
  notified_at timestamp with time zone,
  notification_count integer not null default 0,
  acknowledged_at timestamp with time zone,
  acknowledged_by_name text,
  acknowledge_note text,
  constraint alert_firings_pkey PRIMARY KEY (id),
  constraint alert_firings_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint alert_firings_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES alert_rules(id),
  constraint alert_firings_silence_id_fkey FOREIGN KEY (silence_id) REFERENCES alert_silences(id),
  constraint ck_alert_firings_end CHECK (((status = 'RESOLVED'::text) = (ended_at IS NOT NULL))),
  constraint ck_alert_firings_reason CHECK ((end_reason = ANY (ARRAY['RECOVERED'::text, 'NO_DATA'::text, 'RULE_CHANGED'::text]))),
  constraint ck_alert_firings_status CHECK ((status = ANY (ARRAY['FIRING'::text, 'RESOLVED'::text])))
);
alter table public.alert_firings enable row level security;
alter table public.alert_firings force row level security;

create table public.alert_rule_changes (
  id bigint not null generated always as identity,
  project_id text not null,
  rule_id text not null,
  kind text not null,
  title text not null,
  at timestamp with time zone not null,
  by_name text not null,
  constraint alert_rule_changes_pkey PRIMARY KEY (id),
  constraint alert_rule_changes_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint alert_rule_changes_rule_id_fkey FOREIGN KEY (rule_id) REFERENCES alert_rules(id),
  constraint ck_alert_rule_changes_kind CHECK ((kind = ANY (ARRAY['CREATED'::text, 'UPDATED'::text, 'ENABLED'::text, 'DISABLED'::text, 'DELETED'::text, 'RESTORED'::text])))
);
alter table public.alert_rule_changes enable row level security;
alter table public.alert_rule_changes force row level security;

create table public.alert_rules (
  id text not null,
  project_id text not null,
  name text not null,
  description text,
  measure text not null,
  service_ids text[],
  environment_ids text[],
  names text[],
  statuses text[],
  condition jsonb not null,
  window_minutes integer not null,
  every_minutes integer not null,
  for_minutes integer not null default 0,
  resolve_after integer not null default 2,
  minimum_sample_size integer not null default 0,
  renotify_hours integer,
  severity text not null,
  is_enabled boolean not null default true,
  state text not null default 'OK'::text,
  state_since timestamp with time zone,
  good_count integer not null default 0,
  data_at timestamp with time zone,
  evaluated_to timestamp with time zone,
  last_value double precision,
  last_threshold double precision,
  last_problem text,
  due_at timestamp with time zone,
  revision integer not null default 1,
  created_at timestamp with time zone not null default now(),
  created_by_name text not null,
  updated_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint alert_rules_pkey PRIMARY KEY (id),
  constraint alert_rules_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint ck_alert_rules_every CHECK ((every_minutes = ANY (ARRAY[15, 60, 1440]))),
  constraint ck_alert_rules_severity CHECK ((severity = ANY (ARRAY['INFO'::text, 'WARNING'::text, 'CRITICAL'::text]))),
  constraint ck_alert_rules_state CHECK ((state = ANY (ARRAY['OK'::text, 'PENDING'::text, 'FIRING'::text])))
);
alter table public.alert_rules enable row level security;
alter table public.alert_rules force row level security;

create table public.alert_silences (
  id text not null,
  project_id text not null,
  rule_ids text[],
  severities text[],
  service_ids text[],
  environment_ids text[],
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  reason text not null,
  created_at timestamp with time zone not null default now(),
  created_by_name text not null,
  ended_by_name text,
  constraint alert_silences_pkey PRIMARY KEY (id),
  constraint alert_silences_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint ck_alert_silences_time CHECK ((ends_at >= starts_at))
);
alter table public.alert_silences enable row level security;
alter table public.alert_silences force row level security;

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
alter table public.approvals enable row level security;
alter table public.approvals force row level security;

create table public.audit_chains (
  id text not null,
  last_seq bigint not null,
  last_hash bytea not null,
  first_seq bigint not null,
  base_hash bytea not null,
  constraint audit_chains_pkey PRIMARY KEY (id)
);
alter table public.audit_chains enable row level security;
alter table public.audit_chains force row level security;

create table public.audit_events (
  id text not null,
  project_id text,
  at timestamp(3) with time zone not null default now(),
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
  chain text not null generated always as (COALESCE(project_id, 'installation'::text)) stored,
  seq bigint not null,
  hash bytea not null,
  constraint audit_events_pkey PRIMARY KEY (id),
  constraint audit_events_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint ck_audit_events_actor_kind CHECK ((actor_kind = ANY (ARRAY['USER'::text, 'TOKEN'::text, 'RUN'::text, 'SYSTEM'::text, 'ANONYMOUS'::text])))
);
alter table public.audit_events enable row level security;
alter table public.audit_events force row level security;

create table public.backup_codes (
  user_id text not null,
  code_hash bytea not null,
  constraint backup_codes_pkey PRIMARY KEY (user_id, code_hash),
  constraint backup_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

create table public.dashboard_versions (
  id text not null,
  project_id text not null,
  dashboard_id text not null,
  number integer not null,
  source text not null,
  note text,
  published_by_user_id text,
  published_by_name text not null,
  published_at timestamp with time zone not null default now(),
  constraint dashboard_versions_pkey PRIMARY KEY (id),
  constraint dashboard_versions_dashboard_id_fkey FOREIGN KEY (dashboard_id) REFERENCES dashboards(id),
  constraint dashboard_versions_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint dashboard_versions_published_by_user_id_fkey FOREIGN KEY (published_by_user_id) REFERENCES users(id)
);
alter table public.dashboard_versions enable row level security;
alter table public.dashboard_versions force row level security;

create table public.dashboards (
  id text not null,
  project_id text not null,
  slug text not null,
  name text not null,
  description text,
  draft text not null,
  draft_revision integer not null default 1,
  draft_saved_at timestamp with time zone not null default now(),
  draft_saved_by_user_id text,
  draft_saved_by_name text not null,
  published_version_id text,
  synced_source text,
  synced_at timestamp with time zone,
  created_by_user_id text,
  created_by_name text not null,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint dashboards_pkey PRIMARY KEY (id),
  constraint dashboards_created_by_user_id_fkey FOREIGN KEY (created_by_user_id) REFERENCES users(id),
  constraint dashboards_draft_saved_by_user_id_fkey FOREIGN KEY (draft_saved_by_user_id) REFERENCES users(id),
  constraint dashboards_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint fk_dashboards_published_version FOREIGN KEY (published_version_id) REFERENCES dashboard_versions(id)
);
alter table public.dashboards enable row level security;
alter table public.dashboards force row level security;

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
alter table public.deployment_changes enable row level security;
alter table public.deployment_changes force row level security;

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
alter table public.deployment_steps enable row level security;
alter table public.deployment_steps force row level security;

create table public.deployment_variables (
  deployment_id text not null,
  variable_id text not null,
  project_id text not null,
  version integer not null,
  constraint deployment_variables_pkey PRIMARY KEY (deployment_id, variable_id),
  constraint deployment_variables_deployment_id_fkey FOREIGN KEY (deployment_id) REFERENCES deployments(id),
  constraint deployment_variables_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
alter table public.deployment_variables enable row level security;
alter table public.deployment_variables force row level security;

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
  went_live_at timestamp with time zone,
  is_hotfix boolean not null default false,
  remediates_incident_id text,
  constraint deployments_pkey PRIMARY KEY (id),
  constraint deployments_created_by_token_id_fkey FOREIGN KEY (created_by_token_id) REFERENCES tokens(id),
  constraint deployments_created_by_user_id_fkey FOREIGN KEY (created_by_user_id) REFERENCES users(id),
  constraint deployments_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id),
  constraint deployments_log_stream_id_fkey FOREIGN KEY (log_stream_id) REFERENCES log_streams(id),
  constraint deployments_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint deployments_remediates_incident_id_fkey FOREIGN KEY (remediates_incident_id) REFERENCES incidents(id),
  constraint deployments_retry_of_id_fkey FOREIGN KEY (retry_of_id) REFERENCES deployments(id),
  constraint deployments_rollback_of_id_fkey FOREIGN KEY (rollback_of_id) REFERENCES deployments(id),
  constraint deployments_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint ck_deployments_status CHECK ((status = ANY (ARRAY['AWAITING_APPROVAL'::text, 'QUEUED'::text, 'RUNNING'::text, 'VERIFYING'::text, 'CANCELING'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'CANCELED'::text, 'TIMED_OUT'::text, 'REJECTED'::text]))),
  constraint ck_deployments_stop_reason CHECK ((stop_reason = ANY (ARRAY['CANCEL'::text, 'TIMEOUT'::text])))
);
alter table public.deployments enable row level security;
alter table public.deployments force row level security;

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
alter table public.environments enable row level security;
alter table public.environments force row level security;

create table public.event_floors (
  kind text not null,
  before date not null,
  constraint event_floors_pkey PRIMARY KEY (kind)
);

create table public.event_ids (
  project_id text not null,
  id text not null,
  at timestamp with time zone not null,
  created_at timestamp with time zone not null default now(),
  constraint event_ids_pkey PRIMARY KEY (project_id, id)
);
alter table public.event_ids enable row level security;
alter table public.event_ids force row level security;

create table public.events (
  xid xid8 not null default pg_current_xact_id(),
  seq bigint not null default nextval('events_seq'::regclass),
  project_id text not null,
  kind text not null,
  at timestamp(3) with time zone not null,
  id text,
  service_id text,
  environment_id text,
  name text,
  status text,
  count integer not null default 1,
  value bigint,
  value_min bigint,
  value_max bigint,
  sketch bytea,
  cost_nano bigint,
  actor text,
  subject_id text,
  data jsonb
) partition by LIST (kind);
alter table public.events enable row level security;
alter table public.events force row level security;

create table public.idempotency_keys (
  actor_id text not null,
  operation text not null,
  key text not null,
  input_hash bytea not null,
  result_id text not null,
  created_at timestamp with time zone not null default now(),
  constraint idempotency_keys_pkey PRIMARY KEY (actor_id, operation, key)
);

create table public.identities (
  id text not null,
  user_id text not null,
  provider text not null,
  issuer text not null,
  subject text not null,
  email text,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone not null default now(),
  constraint identities_pkey PRIMARY KEY (id),
  constraint identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

create table public.identity_offers (
  code_hash bytea not null,
  user_id text not null,
  provider text not null,
  issuer text not null,
  subject text not null,
  email text not null,
  groups jsonb not null,
  next text not null,
  mail_hash bytea,
  expires_at timestamp with time zone not null,
  constraint identity_offers_pkey PRIMARY KEY (code_hash),
  constraint identity_offers_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

create table public.incident_deliveries (
  project_id text not null,
  hook_id text not null,
  delivery_id text not null,
  at timestamp with time zone not null,
  constraint incident_deliveries_pkey PRIMARY KEY (hook_id, delivery_id),
  constraint incident_deliveries_hook_id_fkey FOREIGN KEY (hook_id) REFERENCES incident_hooks(id),
  constraint incident_deliveries_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
alter table public.incident_deliveries enable row level security;
alter table public.incident_deliveries force row level security;

create table public.incident_entries (
  id bigint not null generated always as identity,
  project_id text not null,
  incident_id text not null,
  at timestamp(3) with time zone not null,
  kind text not null,
  by_name text not null,
  text text not null,
  constraint incident_entries_pkey PRIMARY KEY (id),
  constraint incident_entries_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES incidents(id),
  constraint incident_entries_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint ck_incident_entries_kind CHECK ((kind = ANY (ARRAY['OPENED'::text, 'UPDATED'::text, 'LINKED'::text, 'RESOLVED'::text, 'REOPENED'::text])))
);
alter table public.incident_entries enable row level security;
alter table public.incident_entries force row level security;

create table public.incident_hooks (
  id text not null,
  project_id text not null,
  name text not null,
  service_id text,
  environment_id text,
  severity text not null,
  secret_value bytea not null,
  last_delivery_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint incident_hooks_pkey PRIMARY KEY (id),
  constraint incident_hooks_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id),
  constraint incident_hooks_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint incident_hooks_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint ck_incident_hooks_severity CHECK ((severity = ANY (ARRAY['LOW'::text, 'MEDIUM'::text, 'HIGH'::text, 'CRITICAL'::text])))
);
alter table public.incident_hooks enable row level security;
alter table public.incident_hooks force row level security;

create table public.incidents (
  id text not null,
  project_id text not null,
  number integer not null,
  title text not null,
  severity text not null,
  status text not null,
  detected_at timestamp(3) with time zone not null,
  resolved_at timestamp(3) with time zone,
  service_id text,
  environment_id text,
  deployment_id text,
  cause_source text not null,
  is_external boolean not null default false,
  duplicate_of_id text,
  note text,
  url text,
  source text not null,
  hook_id text,
  external_id text,
  created_by_name text not null,
  created_at timestamp with time zone not null default now(),
  constraint incidents_pkey PRIMARY KEY (id),
  constraint incidents_deployment_id_fkey FOREIGN KEY (deployment_id) REFERENCES deployments(id),
  constraint incidents_duplicate_of_id_fkey FOREIGN KEY (duplicate_of_id) REFERENCES incidents(id),
  constraint incidents_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id),
  constraint incidents_hook_id_fkey FOREIGN KEY (hook_id) REFERENCES incident_hooks(id),
  constraint incidents_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint incidents_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint ck_incidents_cause_source CHECK ((cause_source = ANY (ARRAY['EXPLICIT'::text, 'REMEDIATION'::text, 'LAST_DEPLOYMENT'::text, 'CORRECTED'::text, 'NONE'::text]))),
  constraint ck_incidents_duplicate CHECK ((duplicate_of_id <> id)),
  constraint ck_incidents_resolved CHECK (((status = 'RESOLVED'::text) = (resolved_at IS NOT NULL))),
  constraint ck_incidents_severity CHECK ((severity = ANY (ARRAY['LOW'::text, 'MEDIUM'::text, 'HIGH'::text, 'CRITICAL'::text]))),
  constraint ck_incidents_source CHECK ((source = ANY (ARRAY['HAND'::text, 'TOKEN'::text, 'WEBHOOK'::text, 'VERIFICATION'::text, 'WORKFLOW'::text, 'ALERT'::text]))),
  constraint ck_incidents_status CHECK ((status = ANY (ARRAY['OPEN'::text, 'RESOLVED'::text]))),
  constraint ck_incidents_times CHECK ((resolved_at >= detected_at))
);
alter table public.incidents enable row level security;
alter table public.incidents force row level security;

create table public.instance_settings (
  key text not null,
  value jsonb not null,
  updated_at timestamp with time zone not null default now(),
  updated_by text,
  constraint instance_settings_pkey PRIMARY KEY (key),
  constraint instance_settings_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users(id)
);

create table public.invitations (
  id text not null,
  project_id text not null,
  email text,
  role text not null,
  role_id text,
  environment_ids text[],
  service_ids text[],
  is_mailed boolean not null default false,
  code_hash bytea not null,
  invited_by text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  accepted_at timestamp with time zone,
  accepted_by text,
  revoked_at timestamp with time zone,
  constraint invitations_pkey PRIMARY KEY (id),
  constraint invitations_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES users(id),
  constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES users(id),
  constraint invitations_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint invitations_role_id_fkey FOREIGN KEY (role_id) REFERENCES roles(id),
  constraint ck_invitations_owner_limits CHECK (((role <> 'OWNER'::text) OR ((environment_ids IS NULL) AND (service_ids IS NULL)))),
  constraint ck_invitations_role CHECK ((role = ANY (ARRAY['OWNER'::text, 'MAINTAINER'::text, 'OPERATOR'::text, 'VIEWER'::text, 'CUSTOM'::text]))),
  constraint ck_invitations_role_id CHECK (((role = 'CUSTOM'::text) = (role_id IS NOT NULL)))
);
alter table public.invitations enable row level security;
alter table public.invitations force row level security;

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
alter table public.log_chunks enable row level security;
alter table public.log_chunks force row level security;

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
alter table public.log_streams enable row level security;
alter table public.log_streams force row level security;

create table public.members (
  id text not null,
  project_id text not null,
  user_id text not null,
  role text not null,
  created_at timestamp with time zone not null default now(),
  role_id text,
  environment_ids text[],
  service_ids text[],
  source text not null default 'HAND'::text,
  constraint members_pkey PRIMARY KEY (id),
  constraint members_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint members_role_id_fkey FOREIGN KEY (role_id) REFERENCES roles(id),
  constraint members_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint ck_members_owner_limits CHECK (((role <> 'OWNER'::text) OR ((environment_ids IS NULL) AND (service_ids IS NULL)))),
  constraint ck_members_role CHECK ((role = ANY (ARRAY['OWNER'::text, 'MAINTAINER'::text, 'OPERATOR'::text, 'VIEWER'::text, 'CUSTOM'::text]))),
  constraint ck_members_role_id CHECK (((role = 'CUSTOM'::text) = (role_id IS NOT NULL))),
  constraint ck_members_source CHECK ((source = ANY (ARRAY['HAND'::text, 'CLAIM'::text])))
);
alter table public.members enable row level security;
alter table public.members force row level security;

create table public.migrations (
  id integer not null default nextval('migrations_id_seq'::regclass),
  "timestamp" bigint not null,
  name character varying not null,
  constraint "PK_8c82d7f526340ab734260ea46be" PRIMARY KEY (id)
);

create table public.node_approvals (
  id text not null,
  project_id text not null,
  run_id text not null,
  node_run_id bigint not null,
  decision text not null,
  comment text,
  form json,
  decided_by_user_id text not null,
  decided_by_name text not null,
  decided_at timestamp with time zone not null default now(),
  constraint node_approvals_pkey PRIMARY KEY (id),
  constraint node_approvals_decided_by_user_id_fkey FOREIGN KEY (decided_by_user_id) REFERENCES users(id),
  constraint node_approvals_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint node_approvals_run_id_fkey FOREIGN KEY (run_id) REFERENCES runs(id),
  constraint ck_node_approvals_decision CHECK ((decision = ANY (ARRAY['APPROVED'::text, 'REJECTED'::text])))
);
alter table public.node_approvals enable row level security;
alter table public.node_approvals force row level security;

create unlogged table public.node_progress (
  project_id text not null,
  run_id text not null,
  node_key text not null,
  path text not null,
  partial json not null,
  updated_at timestamp with time zone not null default now(),
  constraint pk_node_progress PRIMARY KEY (run_id, node_key, path)
);
alter table public.node_progress enable row level security;
alter table public.node_progress force row level security;

create table public.node_rate_limits (
  project_id text not null,
  workflow_id text not null,
  node_key text not null,
  key text not null,
  next_at timestamp with time zone not null,
  constraint node_rate_limits_pkey PRIMARY KEY (workflow_id, node_key, key),
  constraint node_rate_limits_workflow_id_fkey FOREIGN KEY (workflow_id) REFERENCES workflows(id)
);
alter table public.node_rate_limits enable row level security;
alter table public.node_rate_limits force row level security;

create table public.node_runs (
  id bigint not null generated always as identity,
  project_id text not null,
  run_id text not null,
  node_key text not null,
  path text not null default ''::text,
  attempt smallint not null default 1,
  status text not null,
  port text,
  input json,
  output json,
  error jsonb,
  wait_kind text,
  wait_until timestamp with time zone,
  wait_key text,
  wait_data json,
  is_reused boolean not null default false,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone,
  constraint pk_node_runs PRIMARY KEY (run_id, node_key, path, attempt),
  constraint ck_node_runs_status CHECK ((status = ANY (ARRAY['RUNNING'::text, 'WAITING'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'CANCELED'::text, 'TIMED_OUT'::text])))
);
alter table public.node_runs enable row level security;
alter table public.node_runs force row level security;

create table public.notification_channels (
  id text not null,
  project_id text not null,
  slug text not null,
  name text not null,
  kind text not null,
  target text not null,
  recipients text[],
  secret_value bytea,
  is_enabled boolean not null default true,
  disabled_reason text,
  failure_count integer not null default 0,
  last_delivery_at timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint notification_channels_pkey PRIMARY KEY (id),
  constraint notification_channels_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint ck_notification_channels_kind CHECK ((kind = ANY (ARRAY['WEBHOOK'::text, 'EMAIL'::text, 'SLACK'::text]))),
  constraint ck_notification_channels_target CHECK ((((kind = 'EMAIL'::text) = (recipients IS NOT NULL)) AND ((kind = 'EMAIL'::text) = (secret_value IS NULL))))
);
alter table public.notification_channels enable row level security;
alter table public.notification_channels force row level security;

create table public.notification_deliveries (
  id text not null,
  project_id text not null,
  channel_id text,
  recipients text[],
  event text not null,
  title text not null,
  message jsonb not null,
  status text not null,
  attempts integer not null default 0,
  last_error text,
  next_attempt_at timestamp with time zone,
  once_key text,
  created_at timestamp with time zone not null default now(),
  delivered_at timestamp with time zone,
  constraint notification_deliveries_pkey PRIMARY KEY (id),
  constraint notification_deliveries_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES notification_channels(id),
  constraint notification_deliveries_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint ck_notification_deliveries_status CHECK ((status = ANY (ARRAY['PENDING'::text, 'DELIVERED'::text, 'FAILED'::text])))
);
alter table public.notification_deliveries enable row level security;
alter table public.notification_deliveries force row level security;

create table public.notification_rules (
  id text not null,
  project_id text not null,
  name text not null,
  events text[] not null,
  environment_ids text[],
  channel_ids text[] not null,
  is_enabled boolean not null default true,
  created_at timestamp with time zone not null default now(),
  constraint notification_rules_pkey PRIMARY KEY (id),
  constraint notification_rules_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
alter table public.notification_rules enable row level security;
alter table public.notification_rules force row level security;

create table public.one_time_links (
  user_id text not null,
  purpose text not null,
  code_hash bytea not null,
  email text,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  constraint one_time_links_pkey PRIMARY KEY (user_id, purpose),
  constraint one_time_links_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint ck_one_time_links_purpose CHECK ((purpose = ANY (ARRAY['PASSWORD'::text, 'EMAIL'::text])))
);

create table public.plan_imports (
  project_id text not null,
  imported_at timestamp with time zone not null,
  imported_by_name text not null,
  constraint plan_imports_pkey PRIMARY KEY (project_id),
  constraint plan_imports_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
alter table public.plan_imports enable row level security;
alter table public.plan_imports force row level security;

create table public.plan_items (
  id text not null,
  project_id text not null,
  key text,
  title text not null,
  phase text,
  status text not null,
  priority text,
  estimate double precision,
  owner text,
  due_on text,
  version text,
  deployment_id text,
  "position" integer not null,
  created_at timestamp with time zone not null default now(),
  updated_at timestamp with time zone not null default now(),
  done_at timestamp with time zone,
  removed_at timestamp with time zone,
  constraint plan_items_pkey PRIMARY KEY (id),
  constraint plan_items_deployment_id_fkey FOREIGN KEY (deployment_id) REFERENCES deployments(id),
  constraint plan_items_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint ck_plan_items_priority CHECK ((priority = ANY (ARRAY['URGENT'::text, 'HIGH'::text, 'MEDIUM'::text, 'LOW'::text]))),
  constraint ck_plan_items_status CHECK ((status = ANY (ARRAY['TODO'::text, 'IN_PROGRESS'::text, 'BLOCKED'::text, 'DONE'::text, 'CANCELED'::text])))
);
alter table public.plan_items enable row level security;
alter table public.plan_items force row level security;

create table public.plan_links (
  project_id text not null,
  item_id text not null,
  deployment_id text not null,
  created_by_name text not null,
  created_at timestamp with time zone not null default now(),
  constraint plan_links_pkey PRIMARY KEY (item_id, deployment_id),
  constraint plan_links_deployment_id_fkey FOREIGN KEY (deployment_id) REFERENCES deployments(id),
  constraint plan_links_item_id_fkey FOREIGN KEY (item_id) REFERENCES plan_items(id),
  constraint plan_links_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
alter table public.plan_links enable row level security;
alter table public.plan_links force row level security;

create table public.preferences (
  user_id text not null,
  project_id text not null,
  workflow_id text,
  key text not null,
  value jsonb not null,
  updated_at timestamp with time zone not null,
  constraint uq_preferences UNIQUE NULLS NOT DISTINCT (user_id, key, project_id, workflow_id),
  constraint preferences_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id) ON DELETE CASCADE,
  constraint preferences_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint preferences_workflow_id_fkey FOREIGN KEY (workflow_id) REFERENCES workflows(id) ON DELETE CASCADE,
  constraint ck_preferences_size CHECK ((octet_length((value)::text) <= 4096))
);
alter table public.preferences enable row level security;
alter table public.preferences force row level security;

create table public.project_counters (
  project_id text not null,
  deployment_number integer not null default 0,
  run_number integer not null default 0,
  incident_number integer not null default 0,
  constraint project_counters_pkey PRIMARY KEY (project_id),
  constraint project_counters_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
alter table public.project_counters enable row level security;
alter table public.project_counters force row level security;

create table public.projects (
  id text not null,
  slug text not null,
  name text not null,
  time_zone text not null default 'UTC'::text,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint projects_pkey PRIMARY KEY (id)
);
alter table public.projects enable row level security;
alter table public.projects force row level security;

create unlogged table public.rate_limits (
  key text not null,
  points bigint not null default 0,
  expire bigint,
  constraint rate_limits_pkey PRIMARY KEY (key)
);

create table public.refresh_tokens (
  token_hash bytea not null,
  session_id text not null,
  generation integer not null,
  created_at timestamp with time zone not null default now(),
  constraint refresh_tokens_pkey PRIMARY KEY (token_hash),
  constraint refresh_tokens_session_id_fkey FOREIGN KEY (session_id) REFERENCES sessions(id) ON DELETE CASCADE
);

create table public.roles (
  id text not null,
  project_id text not null,
  name text not null,
  description text not null default ''::text,
  permissions text[] not null,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint roles_pkey PRIMARY KEY (id),
  constraint roles_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
alter table public.roles enable row level security;
alter table public.roles force row level security;

create table public.rollup_cursor (
  id boolean not null default true,
  xid xid8 not null default '0'::xid8,
  seq bigint not null default 0,
  floor_seq bigint not null default 0,
  version bigint not null default 0,
  folded_at timestamp with time zone,
  constraint rollup_cursor_pkey PRIMARY KEY (id),
  constraint rollup_cursor_id_check CHECK (id)
);

create table public.rollup_series (
  id integer not null generated always as identity,
  project_id text not null,
  kind text not null,
  cut smallint not null,
  service_id text not null,
  environment_id text not null,
  name text not null,
  status text not null,
  constraint rollup_series_pkey PRIMARY KEY (id),
  constraint uq_rollup_series UNIQUE (project_id, kind, cut, service_id, environment_id, name, status)
);
alter table public.rollup_series enable row level security;
alter table public.rollup_series force row level security;

create table public.rollup_values (
  project_id text not null,
  kind text not null,
  dimension text not null,
  value text not null,
  constraint rollup_values_pkey PRIMARY KEY (project_id, kind, dimension, value)
);
alter table public.rollup_values enable row level security;
alter table public.rollup_values force row level security;

create table public.rollup_zones (
  project_id text not null,
  time_zone text not null,
  constraint rollup_zones_pkey PRIMARY KEY (project_id)
);
alter table public.rollup_zones enable row level security;
alter table public.rollup_zones force row level security;

create table public.rollups (
  series_id integer not null,
  grain smallint not null,
  bucket timestamp with time zone not null,
  project_id text not null,
  count bigint not null,
  error_count bigint not null,
  value_count bigint not null,
  value_sum bigint not null,
  value_min bigint,
  value_max bigint,
  cost_nano bigint not null,
  sketch bytea,
  actors bytea,
  constraint rollups_pkey PRIMARY KEY (series_id, bucket, grain),
  constraint ck_rollups_grain CHECK ((grain = ANY (ARRAY[15, 60, 1440])))
) partition by LIST (grain);
alter table public.rollups enable row level security;
alter table public.rollups force row level security;

create table public.run_payload_chunks (
  project_id text not null,
  payload_id text not null,
  seq integer not null,
  body bytea not null,
  constraint run_payload_chunks_pkey PRIMARY KEY (payload_id, seq),
  constraint run_payload_chunks_payload_id_fkey FOREIGN KEY (payload_id) REFERENCES run_payloads(id) ON DELETE CASCADE
);
alter table public.run_payload_chunks enable row level security;
alter table public.run_payload_chunks force row level security;

create table public.run_payloads (
  id text not null,
  project_id text not null,
  run_id text not null,
  byte_count bigint not null,
  sha256 bytea not null,
  content_type text not null,
  created_at timestamp with time zone not null default now(),
  constraint run_payloads_pkey PRIMARY KEY (id),
  constraint fk_run_payloads_run FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE CASCADE,
  constraint run_payloads_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
alter table public.run_payloads enable row level security;
alter table public.run_payloads force row level security;

create table public.run_signals (
  id bigint not null generated always as identity,
  project_id text not null,
  run_id text not null,
  kind text not null,
  node_key text,
  path text,
  data jsonb,
  created_at timestamp with time zone not null default now(),
  constraint run_signals_pkey PRIMARY KEY (id)
);
alter table public.run_signals enable row level security;
alter table public.run_signals force row level security;

create table public.runs (
  id text not null,
  project_id text not null,
  workflow_id text not null,
  workflow_version_id text not null,
  number integer not null,
  status text not null,
  status_reason text,
  phase text not null default 'MAIN'::text,
  pending_end jsonb,
  trigger text not null,
  trigger_node_key text,
  trigger_detail jsonb,
  created_by_user_id text,
  created_by_token_id text,
  created_by_name text not null,
  payload json,
  output json,
  error jsonb,
  variables jsonb not null default '{}'::jsonb,
  priority smallint not null default 0,
  concurrency_key text,
  parent_run_id text,
  parent_node_key text,
  parent_path text,
  depth smallint not null default 0,
  retry_of_id text,
  retry_from_node_key text,
  narrowed_grant jsonb,
  log_stream_id bigint,
  owner_worker_id text,
  owner_epoch integer not null default 0,
  signal_seq integer not null default 0,
  wake_at timestamp with time zone,
  deadline_at timestamp with time zone,
  stop_reason text,
  stop_requested_by text,
  stop_requested_at timestamp with time zone,
  dead_since timestamp with time zone,
  created_at timestamp with time zone not null default now(),
  started_at timestamp with time zone,
  finished_at timestamp with time zone,
  constraint runs_pkey PRIMARY KEY (id),
  constraint runs_created_by_token_id_fkey FOREIGN KEY (created_by_token_id) REFERENCES tokens(id),
  constraint runs_created_by_user_id_fkey FOREIGN KEY (created_by_user_id) REFERENCES users(id),
  constraint runs_log_stream_id_fkey FOREIGN KEY (log_stream_id) REFERENCES log_streams(id),
  constraint runs_parent_run_id_fkey FOREIGN KEY (parent_run_id) REFERENCES runs(id),
  constraint runs_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint runs_retry_of_id_fkey FOREIGN KEY (retry_of_id) REFERENCES runs(id),
  constraint runs_workflow_id_fkey FOREIGN KEY (workflow_id) REFERENCES workflows(id),
  constraint runs_workflow_version_id_fkey FOREIGN KEY (workflow_version_id) REFERENCES workflow_versions(id),
  constraint ck_runs_phase CHECK ((phase = ANY (ARRAY['MAIN'::text, 'COMPENSATING'::text, 'HANDLING'::text]))),
  constraint ck_runs_status CHECK ((status = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text, 'WAITING'::text, 'SUCCEEDED'::text, 'FAILED'::text, 'CANCELED'::text, 'TIMED_OUT'::text]))),
  constraint ck_runs_stop_reason CHECK ((stop_reason = ANY (ARRAY['CANCEL'::text, 'TIMEOUT'::text])))
);
alter table public.runs enable row level security;
alter table public.runs force row level security;

create table public.second_factors (
  user_id text not null,
  secret bytea not null,
  confirmed_at timestamp with time zone,
  last_counter bigint,
  constraint second_factors_pkey PRIMARY KEY (user_id),
  constraint second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id)
);

create table public.service_scores (
  project_id text not null,
  service_id text not null,
  day date not null,
  parts jsonb not null,
  computed_at timestamp with time zone not null,
  constraint service_scores_pkey PRIMARY KEY (service_id, day),
  constraint service_scores_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint service_scores_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id)
);
alter table public.service_scores enable row level security;
alter table public.service_scores force row level security;

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
alter table public.services enable row level security;
alter table public.services force row level security;

create table public.sessions (
  id text not null,
  user_id text not null,
  address text,
  user_agent text,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  is_browser boolean not null default false,
  refresh_generation integer not null default 0,
  refreshed_at timestamp with time zone not null default now(),
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
  has_password boolean not null default false,
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
  environment_ids text[],
  service_ids text[],
  last_used_address text,
  rate_limit_per_minute integer,
  constraint tokens_pkey PRIMARY KEY (id),
  constraint tokens_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id),
  constraint ck_tokens_kind CHECK ((kind = ANY (ARRAY['PERSONAL'::text, 'SERVICE'::text, 'DEPLOYMENT'::text]))),
  constraint ck_tokens_owner CHECK ((((kind = 'PERSONAL'::text) AND (user_id IS NOT NULL)) OR ((kind = 'SERVICE'::text) AND (project_id IS NOT NULL)) OR ((kind = 'DEPLOYMENT'::text) AND (project_id IS NOT NULL) AND (deployment_id IS NOT NULL)))),
  constraint ck_tokens_rate_limit CHECK ((rate_limit_per_minute > 0))
);
alter table public.tokens enable row level security;
alter table public.tokens force row level security;

create table public.used_sign_ins (
  state_hash bytea not null,
  expires_at timestamp with time zone not null,
  constraint used_sign_ins_pkey PRIMARY KEY (state_hash)
);

create table public.users (
  id text not null,
  email text not null,
  name text not null,
  password_hash text,
  is_administrator boolean not null default false,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  suspended_at timestamp with time zone,
  email_verified_at timestamp with time zone,
  is_administrator_by_claim boolean not null default false,
  constraint users_pkey PRIMARY KEY (id)
);

create table public.variable_versions (
  variable_id text not null,
  version integer not null,
  project_id text not null,
  kind text not null,
  is_secret boolean not null,
  value text,
  secret_value bytea,
  fingerprint text,
  restored_from integer,
  set_by_name text,
  set_at timestamp with time zone not null,
  constraint variable_versions_pkey PRIMARY KEY (variable_id, version),
  constraint variable_versions_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint variable_versions_variable_id_fkey FOREIGN KEY (variable_id) REFERENCES variables(id) ON DELETE CASCADE,
  constraint ck_variable_versions_kind CHECK ((kind = ANY (ARRAY['TEXT'::text, 'SSH_KEY'::text]))),
  constraint ck_variable_versions_value CHECK (((is_secret AND (secret_value IS NOT NULL) AND (value IS NULL)) OR ((NOT is_secret) AND (value IS NOT NULL) AND (secret_value IS NULL))))
);
alter table public.variable_versions enable row level security;
alter table public.variable_versions force row level security;

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
  kind text not null default 'TEXT'::text,
  fingerprint text,
  version integer not null default 1,
  restored_from integer,
  set_by_name text,
  deleted_at timestamp with time zone,
  constraint variables_pkey PRIMARY KEY (id),
  constraint variables_environment_id_fkey FOREIGN KEY (environment_id) REFERENCES environments(id),
  constraint variables_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint variables_service_id_fkey FOREIGN KEY (service_id) REFERENCES services(id),
  constraint ck_variables_key_is_secret CHECK (((kind = 'TEXT'::text) OR is_secret)),
  constraint ck_variables_kind CHECK ((kind = ANY (ARRAY['TEXT'::text, 'SSH_KEY'::text]))),
  constraint ck_variables_level CHECK (((environment_id IS NULL) OR (service_id IS NULL))),
  constraint ck_variables_value CHECK (((is_secret AND (secret_value IS NOT NULL) AND (value IS NULL)) OR ((NOT is_secret) AND (value IS NOT NULL) AND (secret_value IS NULL))))
);
alter table public.variables enable row level security;
alter table public.variables force row level security;

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

create table public.workflow_triggers (
  id text not null,
  project_id text not null,
  workflow_id text not null,
  node_key text not null,
  kind text not null,
  config jsonb not null,
  secret_value bytea,
  is_active boolean not null,
  next_at timestamp with time zone,
  last_at timestamp with time zone,
  problem text,
  created_at timestamp with time zone not null default now(),
  constraint workflow_triggers_pkey PRIMARY KEY (id),
  constraint workflow_triggers_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint workflow_triggers_workflow_id_fkey FOREIGN KEY (workflow_id) REFERENCES workflows(id),
  constraint ck_workflow_triggers_kind CHECK ((kind = ANY (ARRAY['SCHEDULE'::text, 'WEBHOOK'::text, 'EVENT'::text, 'RUN'::text])))
);
alter table public.workflow_triggers enable row level security;
alter table public.workflow_triggers force row level security;

create table public.workflow_versions (
  id text not null,
  project_id text not null,
  workflow_id text not null,
  number integer,
  graph json not null,
  note text,
  grant_permissions text[] not null,
  grant_environment_ids text[],
  grant_service_ids text[],
  published_by_user_id text,
  published_by_name text not null,
  published_at timestamp with time zone not null default now(),
  is_test boolean not null default false,
  constraint workflow_versions_pkey PRIMARY KEY (id),
  constraint workflow_versions_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id),
  constraint workflow_versions_published_by_user_id_fkey FOREIGN KEY (published_by_user_id) REFERENCES users(id),
  constraint workflow_versions_workflow_id_fkey FOREIGN KEY (workflow_id) REFERENCES workflows(id),
  constraint ck_workflow_versions_number CHECK ((is_test = (number IS NULL)))
);
alter table public.workflow_versions enable row level security;
alter table public.workflow_versions force row level security;

create table public.workflows (
  id text not null,
  project_id text not null,
  slug text not null,
  name text not null,
  description text,
  draft json not null,
  draft_revision integer not null default 1,
  draft_saved_at timestamp with time zone not null default now(),
  draft_saved_by_user_id text,
  draft_saved_by_name text not null,
  published_version_id text,
  is_enabled boolean not null default true,
  created_by_user_id text,
  created_by_name text not null,
  created_at timestamp with time zone not null default now(),
  deleted_at timestamp with time zone,
  constraint workflows_pkey PRIMARY KEY (id),
  constraint fk_workflows_published_version FOREIGN KEY (published_version_id) REFERENCES workflow_versions(id),
  constraint workflows_created_by_user_id_fkey FOREIGN KEY (created_by_user_id) REFERENCES users(id),
  constraint workflows_draft_saved_by_user_id_fkey FOREIGN KEY (draft_saved_by_user_id) REFERENCES users(id),
  constraint workflows_project_id_fkey FOREIGN KEY (project_id) REFERENCES projects(id)
);
alter table public.workflows enable row level security;
alter table public.workflows force row level security;

CREATE INDEX ix_alert_firings_age ON public.alert_firings USING btree (ended_at) WHERE (ended_at IS NOT NULL);

CREATE INDEX ix_alert_firings_project ON public.alert_firings USING btree (project_id, id DESC);

CREATE INDEX ix_alert_firings_rule ON public.alert_firings USING btree (rule_id, id DESC);

CREATE UNIQUE INDEX uq_alert_firings_open ON public.alert_firings USING btree (rule_id) WHERE (status = 'FIRING'::text);

CREATE INDEX ix_alert_rule_changes_project ON public.alert_rule_changes USING btree (project_id, at DESC);

CREATE INDEX ix_alert_rules_due ON public.alert_rules USING btree (due_at) WHERE (due_at IS NOT NULL);

CREATE INDEX ix_alert_rules_project ON public.alert_rules USING btree (project_id, id);

CREATE INDEX ix_alert_silences_project ON public.alert_silences USING btree (project_id, ends_at DESC, id DESC);

CREATE UNIQUE INDEX uq_approvals_deployment_user ON public.approvals USING btree (deployment_id, user_id);

CREATE INDEX ix_audit_events_subject ON public.audit_events USING btree (subject_id, id DESC);

CREATE UNIQUE INDEX uq_audit_events_chain ON public.audit_events USING btree (chain, seq);

CREATE UNIQUE INDEX uq_dashboard_versions_number ON public.dashboard_versions USING btree (dashboard_id, number);

CREATE UNIQUE INDEX uq_dashboards_slug ON public.dashboards USING btree (project_id, slug) WHERE (deleted_at IS NULL);

CREATE INDEX ix_deployment_changes_commit ON public.deployment_changes USING btree (project_id, reference, deployment_id) WHERE (kind = 'COMMIT'::text);

CREATE INDEX ix_deployment_changes_ticket ON public.deployment_changes USING btree (project_id, lower(reference)) WHERE (kind = 'TICKET'::text);

CREATE UNIQUE INDEX uq_deployment_changes_reference ON public.deployment_changes USING btree (deployment_id, kind, reference);

CREATE INDEX ix_deployment_steps_position ON public.deployment_steps USING btree (deployment_id, "position");

CREATE UNIQUE INDEX uq_deployment_steps_key ON public.deployment_steps USING btree (deployment_id, key, host);

CREATE INDEX ix_deployment_variables_variable ON public.deployment_variables USING btree (variable_id, deployment_id DESC);

CREATE INDEX ix_deployments_environment ON public.deployments USING btree (environment_id, id DESC);

CREATE INDEX ix_deployments_finished ON public.deployments USING btree (project_id, finished_at) INCLUDE (environment_id, service_id, id) WHERE ((NOT is_dry_run) AND ((status = 'SUCCEEDED'::text) OR (went_live_at IS NOT NULL)));

CREATE INDEX ix_deployments_open ON public.deployments USING btree (project_id, id) WHERE (status = ANY (ARRAY['AWAITING_APPROVAL'::text, 'QUEUED'::text, 'RUNNING'::text, 'VERIFYING'::text, 'CANCELING'::text]));

CREATE INDEX ix_deployments_owner ON public.deployments USING btree (owner_worker_id) WHERE (owner_worker_id IS NOT NULL);

CREATE INDEX ix_deployments_place ON public.deployments USING btree (service_id, environment_id, id DESC);

CREATE INDEX ix_deployments_project ON public.deployments USING btree (project_id, id DESC);

CREATE INDEX ix_deployments_remediates ON public.deployments USING btree (remediates_incident_id) WHERE (remediates_incident_id IS NOT NULL);

CREATE INDEX ix_deployments_version ON public.deployments USING btree (project_id, version);

CREATE UNIQUE INDEX uq_deployments_active ON public.deployments USING btree (service_id, environment_id) WHERE (status = ANY (ARRAY['RUNNING'::text, 'VERIFYING'::text, 'CANCELING'::text]));

CREATE UNIQUE INDEX uq_deployments_log_stream ON public.deployments USING btree (log_stream_id);

CREATE UNIQUE INDEX uq_deployments_number ON public.deployments USING btree (project_id, number);

CREATE UNIQUE INDEX uq_environments_slug ON public.environments USING btree (project_id, slug) WHERE (deleted_at IS NULL);

CREATE INDEX ix_event_ids_age ON public.event_ids USING btree (created_at);

CREATE INDEX ix_events_at ON ONLY public.events USING brin (at);

CREATE INDEX ix_events_order ON ONLY public.events USING btree (xid, seq);

CREATE INDEX ix_events_project ON ONLY public.events USING btree (project_id, at DESC, seq DESC);

CREATE INDEX ix_identities_user ON public.identities USING btree (user_id, id);

CREATE UNIQUE INDEX uq_identities_subject ON public.identities USING btree (issuer, subject);

CREATE UNIQUE INDEX uq_identity_offers_mail ON public.identity_offers USING btree (mail_hash) WHERE (mail_hash IS NOT NULL);

CREATE INDEX ix_incident_deliveries_age ON public.incident_deliveries USING btree (hook_id, at);

CREATE INDEX ix_incident_entries_incident ON public.incident_entries USING btree (incident_id, id);

CREATE INDEX ix_incident_hooks_project ON public.incident_hooks USING btree (project_id, id);

CREATE INDEX ix_incidents_deployment ON public.incidents USING btree (deployment_id) WHERE (deployment_id IS NOT NULL);

CREATE INDEX ix_incidents_detected ON public.incidents USING btree (project_id, detected_at DESC, id DESC);

CREATE INDEX ix_incidents_duplicate ON public.incidents USING btree (duplicate_of_id) WHERE (duplicate_of_id IS NOT NULL);

CREATE INDEX ix_incidents_external ON public.incidents USING btree (project_id, external_id) WHERE (external_id IS NOT NULL);

CREATE INDEX ix_incidents_open ON public.incidents USING btree (project_id, service_id) WHERE (status = 'OPEN'::text);

CREATE UNIQUE INDEX uq_incidents_external ON public.incidents USING btree (project_id, COALESCE(hook_id, source), external_id) WHERE ((status = 'OPEN'::text) AND (external_id IS NOT NULL));

CREATE UNIQUE INDEX uq_incidents_number ON public.incidents USING btree (project_id, number);

CREATE UNIQUE INDEX uq_incidents_verification ON public.incidents USING btree (project_id, external_id) WHERE (source = 'VERIFICATION'::text);

CREATE INDEX ix_invitations_project ON public.invitations USING btree (project_id, id DESC);

CREATE UNIQUE INDEX uq_invitations_code ON public.invitations USING btree (code_hash);

CREATE INDEX ix_members_role ON public.members USING btree (role_id) WHERE (role_id IS NOT NULL);

CREATE INDEX ix_members_user ON public.members USING btree (user_id);

CREATE UNIQUE INDEX uq_members_project_user ON public.members USING btree (project_id, user_id);

CREATE INDEX ix_node_approvals_run ON public.node_approvals USING btree (run_id);

CREATE UNIQUE INDEX uq_node_approvals_person ON public.node_approvals USING btree (node_run_id, decided_by_user_id);

CREATE INDEX ix_node_progress_updated ON public.node_progress USING btree (updated_at);

CREATE INDEX ix_node_runs_approvals ON public.node_runs USING btree (project_id, id) WHERE ((wait_kind = 'APPROVAL'::text) AND (status = 'WAITING'::text));

CREATE INDEX ix_node_runs_wait ON public.node_runs USING btree (wait_key) WHERE ((wait_key IS NOT NULL) AND (status = 'WAITING'::text));

CREATE UNIQUE INDEX uq_node_runs_id ON public.node_runs USING btree (id);

CREATE UNIQUE INDEX uq_notification_channels_slug ON public.notification_channels USING btree (project_id, slug) WHERE (deleted_at IS NULL);

CREATE INDEX ix_notification_deliveries_age ON public.notification_deliveries USING btree (created_at);

CREATE INDEX ix_notification_deliveries_project ON public.notification_deliveries USING btree (project_id, id DESC);

CREATE UNIQUE INDEX uq_notification_deliveries_once ON public.notification_deliveries USING btree (project_id, once_key) WHERE (once_key IS NOT NULL);

CREATE INDEX ix_notification_rules_project ON public.notification_rules USING btree (project_id, id);

CREATE UNIQUE INDEX uq_one_time_links_code_hash ON public.one_time_links USING btree (code_hash);

CREATE INDEX ix_plan_items_position ON public.plan_items USING btree (project_id, "position", id);

CREATE UNIQUE INDEX uq_plan_items_key ON public.plan_items USING btree (project_id, lower(key)) WHERE (key IS NOT NULL);

CREATE INDEX ix_plan_links_deployment ON public.plan_links USING btree (deployment_id);

CREATE INDEX ix_preferences_age ON public.preferences USING btree (user_id, updated_at);

CREATE INDEX ix_preferences_project ON public.preferences USING btree (project_id);

CREATE INDEX ix_preferences_workflow ON public.preferences USING btree (workflow_id) WHERE (workflow_id IS NOT NULL);

CREATE UNIQUE INDEX uq_projects_slug ON public.projects USING btree (slug) WHERE (deleted_at IS NULL);

CREATE INDEX ix_rate_limits_expire ON public.rate_limits USING btree (expire);

CREATE INDEX ix_refresh_tokens_session ON public.refresh_tokens USING btree (session_id, created_at);

CREATE UNIQUE INDEX uq_roles_name ON public.roles USING btree (project_id, lower(name)) WHERE (deleted_at IS NULL);

CREATE UNIQUE INDEX uq_run_payloads_content ON public.run_payloads USING btree (run_id, sha256);

CREATE INDEX ix_run_signals_run ON public.run_signals USING btree (run_id, id);

CREATE INDEX ix_runs_concurrency ON public.runs USING btree (workflow_id, concurrency_key, id) WHERE ((concurrency_key IS NOT NULL) AND (status = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text, 'WAITING'::text])));

CREATE INDEX ix_runs_dead ON public.runs USING btree (project_id, id DESC) WHERE (dead_since IS NOT NULL);

CREATE INDEX ix_runs_open ON public.runs USING btree (project_id, id) WHERE (status = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text, 'WAITING'::text]));

CREATE INDEX ix_runs_owner ON public.runs USING btree (owner_worker_id) WHERE (owner_worker_id IS NOT NULL);

CREATE INDEX ix_runs_parent ON public.runs USING btree (parent_run_id) WHERE (parent_run_id IS NOT NULL);

CREATE INDEX ix_runs_project ON public.runs USING btree (project_id, id DESC);

CREATE INDEX ix_runs_retry_of ON public.runs USING btree (retry_of_id) WHERE (retry_of_id IS NOT NULL);

CREATE INDEX ix_runs_tests ON public.runs USING btree (id) WHERE (trigger = 'TEST'::text);

CREATE INDEX ix_runs_unowned ON public.runs USING btree (id) WHERE ((status = ANY (ARRAY['QUEUED'::text, 'RUNNING'::text])) AND (owner_worker_id IS NULL));

CREATE INDEX ix_runs_version ON public.runs USING btree (workflow_version_id);

CREATE INDEX ix_runs_wake ON public.runs USING btree (wake_at) WHERE (wake_at IS NOT NULL);

CREATE INDEX ix_runs_workflow ON public.runs USING btree (workflow_id, id DESC);

CREATE UNIQUE INDEX uq_runs_number ON public.runs USING btree (project_id, number);

CREATE INDEX ix_service_scores_project ON public.service_scores USING btree (project_id, day);

CREATE UNIQUE INDEX uq_services_slug ON public.services USING btree (project_id, slug) WHERE (deleted_at IS NULL);

CREATE INDEX ix_sessions_user ON public.sessions USING btree (user_id);

CREATE INDEX ix_sign_in_tries_account ON public.sign_in_tries USING btree (account, at);

CREATE INDEX ix_sign_in_tries_address ON public.sign_in_tries USING btree (address, at);

CREATE INDEX ix_tokens_deployment ON public.tokens USING btree (deployment_id) WHERE (deployment_id IS NOT NULL);

CREATE INDEX ix_tokens_project ON public.tokens USING btree (project_id, id DESC);

CREATE INDEX ix_tokens_user ON public.tokens USING btree (user_id, id DESC);

CREATE UNIQUE INDEX uq_tokens_secret_hash ON public.tokens USING btree (secret_hash);

CREATE UNIQUE INDEX uq_users_email ON public.users USING btree (lower(email)) WHERE (deleted_at IS NULL);

CREATE INDEX ix_variables_deleted ON public.variables USING btree (deleted_at) WHERE (deleted_at IS NOT NULL);

CREATE UNIQUE INDEX uq_variables_name ON public.variables USING btree (project_id, COALESCE(environment_id, ''::text), COALESCE(service_id, ''::text), name) WHERE (deleted_at IS NULL);

CREATE INDEX ix_workflow_triggers_due ON public.workflow_triggers USING btree (next_at) WHERE (is_active AND (next_at IS NOT NULL));

CREATE INDEX ix_workflow_triggers_event ON public.workflow_triggers USING btree (project_id, kind) WHERE is_active;

CREATE UNIQUE INDEX uq_workflow_triggers_node ON public.workflow_triggers USING btree (workflow_id, node_key);

CREATE UNIQUE INDEX uq_workflow_versions_number ON public.workflow_versions USING btree (workflow_id, number);

CREATE INDEX ix_workflows_project ON public.workflows USING btree (project_id, id DESC);

CREATE UNIQUE INDEX uq_workflows_slug ON public.workflows USING btree (project_id, slug) WHERE (deleted_at IS NULL);

CREATE OR REPLACE FUNCTION public.audit_trim(which text, before timestamp with time zone)
 RETURNS TABLE(removed bigint, now_first_seq bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
declare
  scope text := coalesce(current_setting('pilothouse.projects', true), '');
  head public.audit_chains%rowtype;
  kept bigint;
begin
  -- Taken back below: only a superuser could have the function's own definition set it.
  perform set_config('pilothouse.projects', '*', true);
  select * into head from public.audit_chains where id = which for update;
  select e.seq into kept from public.audit_events e
    where e.chain = which and e.at >= least(before, now() - interval '30 days')
    order by e.seq limit 1;
  kept := least(coalesce(kept, head.last_seq + 1), head.first_seq + 10000);
  if kept > head.first_seq then
    update public.audit_chains c
      set first_seq = kept, base_hash = (select e.hash from public.audit_events e where e.chain = which and e.seq = kept - 1)
      where c.id = which;
    delete from public.audit_events e where e.chain = which and e.seq < kept;
  end if;
  perform set_config('pilothouse.projects', scope, true);
  return query select greatest(coalesce(kept - head.first_seq, 0), 0), coalesce(greatest(kept, head.first_seq), 1);
end $function$;

CREATE OR REPLACE FUNCTION public.event_month_add(which text, month date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET lock_timeout TO '2s'
AS $function$
declare
  first date := date_trunc('month', month);
  part text := which || '_' || to_char(first, 'YYYY_MM');
  since text := first || ' 00:00:00+00';
  until text := (first + interval '1 month')::date || ' 00:00:00+00';
begin
  if month not between date '2000-01-01' and (now() + interval '100 days')::date then
    raise exception 'No facts are kept of %.', month using errcode = '22023';
  end if;
  if to_regclass(format('event_parts.%I', which)) is null then
    raise exception 'There is no kind of facts %.', which using errcode = '22023';
  end if;
  if to_regclass(format('event_parts.%I', part)) is not null then return false; end if;
  perform pg_advisory_xact_lock(hashtext('event_month_add'));
  if to_regclass(format('event_parts.%I', part)) is not null then return false; end if;
  if first < (select f.before from public.event_floors f where f.kind = which) then return false; end if;
  execute format('create table event_parts.%I (like public.events including defaults)', part);
  -- NOTE: whoever reads or writes the rest meanwhile waits; its rows keep their transaction, so none is counted twice or passed over.
  execute format('lock table event_parts.%I in access exclusive mode', which || '_rest');
  execute format('with moved as (delete from event_parts.%I where at >= %L and at < %L returning *) insert into event_parts.%I select * from moved',
    which || '_rest', since, until, part);
  execute format('alter table event_parts.%I attach partition event_parts.%I for values from (%L) to (%L)', which, part, since, until);
  return true;
end $function$;

CREATE OR REPLACE FUNCTION public.event_months_drop(which text, before date)
 RETURNS TABLE(part text, rows_estimate bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
 SET lock_timeout TO '2s'
AS $function$
declare
  found_part record;
begin
  perform pg_advisory_xact_lock(hashtext('event_month_add'));
  for found_part in
    select c.relname, greatest(c.reltuples, 0)::bigint as estimate
    from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = to_regclass(format('event_parts.%I', which)) and c.relname ~ '_[0-9]{4}_[0-9]{2}$'
      and to_date(right(c.relname, 7), 'YYYY_MM') + interval '1 month' <= least(before, (now() - interval '1 day')::date)
    order by c.relname
  loop
    execute format('drop table event_parts.%I', found_part.relname);
    insert into public.event_floors as f (kind, before)
      values (which, (to_date(right(found_part.relname, 7), 'YYYY_MM') + interval '1 month')::date)
      on conflict (kind) do update set before = greatest(f.before, excluded.before);
    part := found_part.relname;
    rows_estimate := found_part.estimate;
    return next;
  end loop;
end $function$;

create policy project_rows on public.alert_firings as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.alert_rule_changes as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.alert_rules as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.alert_silences as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.approvals as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.audit_chains as permissive for all to public using (((id = 'installation'::text) OR (( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((id = 'installation'::text) OR (( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.audit_events as permissive for select to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (COALESCE(project_id, 'installation'::text) = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy rows_added on public.audit_events as permissive for insert to public with check (((project_id IS NULL) OR (( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy rows_trimmed on public.audit_events as permissive for delete to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (COALESCE(project_id, 'installation'::text) = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.dashboard_versions as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.dashboards as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.deployment_changes as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.deployment_steps as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.deployment_variables as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.deployments as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.environments as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.event_ids as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.events as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.incident_deliveries as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.incident_entries as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.incident_hooks as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.incidents as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.invitations as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.log_chunks as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.log_streams as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.members as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.node_approvals as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.node_progress as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.node_rate_limits as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.node_runs as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.notification_channels as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.notification_deliveries as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.notification_rules as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.plan_imports as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.plan_items as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.plan_links as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy own_rows on public.preferences as permissive for all to public using ((((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))) AND ((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (user_id = ( SELECT current_setting('pilothouse.user'::text, true) AS current_setting))))) with check ((((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))) AND ((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (user_id = ( SELECT current_setting('pilothouse.user'::text, true) AS current_setting)))));

create policy project_rows on public.project_counters as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.projects as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.roles as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.rollup_series as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.rollup_values as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.rollup_zones as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.rollups as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.run_payload_chunks as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.run_payloads as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.run_signals as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.runs as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.service_scores as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.services as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.tokens as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])) OR ((project_id IS NULL) AND (user_id = ( SELECT current_setting('pilothouse.user'::text, true) AS current_setting))))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])) OR ((project_id IS NULL) AND (user_id = ( SELECT current_setting('pilothouse.user'::text, true) AS current_setting)))));

create policy project_rows on public.variable_versions as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.variables as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.workflow_triggers as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.workflow_versions as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));

create policy project_rows on public.workflows as permissive for all to public using (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[])))) with check (((( SELECT current_setting('pilothouse.projects'::text, true) AS current_setting) = '*'::text) OR (project_id = ANY (( SELECT string_to_array(current_setting('pilothouse.projects'::text, true), ','::text) AS string_to_array)::text[]))));
