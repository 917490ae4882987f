import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../row-security.ts';

const TABLES = ['incident_hooks', 'incidents', 'incident_entries', 'incident_deliveries'];

const INCIDENTS = `
create table incident_hooks (
  id               text primary key,
  project_id       text not null references projects (id),
  name             text not null,
  -- What its incidents are about where the call doesn't say.
  service_id       text references services (id),
  environment_id   text references environments (id),
  severity         text not null constraint ck_incident_hooks_severity check (severity in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  secret_value     bytea not null,
  last_delivery_at timestamptz,
  created_at       timestamptz not null default now(),
  deleted_at       timestamptz
);
create index ix_incident_hooks_project on incident_hooks (project_id, id);

create table incidents (
  id              text primary key,
  project_id      text not null references projects (id),
  number          integer not null,
  title           text not null,
  severity        text not null constraint ck_incidents_severity check (severity in ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
  status          text not null constraint ck_incidents_status check (status in ('OPEN', 'RESOLVED')),
  detected_at     timestamptz(3) not null,
  resolved_at     timestamptz(3),
  service_id      text references services (id),
  environment_id  text references environments (id),
  -- Which deployment caused it, and how that is known.
  deployment_id   text references deployments (id),
  cause_source    text not null constraint ck_incidents_cause_source check (cause_source in ('EXPLICIT', 'REMEDIATION', 'LAST_DEPLOYMENT', 'CORRECTED', 'NONE')),
  is_external     boolean not null default false,
  duplicate_of_id text references incidents (id),
  note            text,
  url             text,
  source          text not null constraint ck_incidents_source check (source in ('HAND', 'TOKEN', 'WEBHOOK', 'VERIFICATION', 'WORKFLOW', 'ALERT')),
  hook_id         text references incident_hooks (id),
  -- What the sender calls it; of a failed verification the deployment.
  external_id     text,
  created_by_name text not null,
  created_at      timestamptz not null default now(),
  constraint ck_incidents_resolved check ((status = 'RESOLVED') = (resolved_at is not null)),
  constraint ck_incidents_times check (resolved_at >= detected_at),
  constraint ck_incidents_duplicate check (duplicate_of_id <> id)
);
create unique index uq_incidents_number on incidents (project_id, number);
create unique index uq_incidents_verification on incidents (project_id, external_id) where source = 'VERIFICATION';
-- Open ones once by the sender's name; found by it when they end.
create unique index uq_incidents_external on incidents (project_id, coalesce(hook_id, source), external_id) where status = 'OPEN' and external_id is not null;
create index ix_incidents_external on incidents (project_id, external_id) where external_id is not null;
create index ix_incidents_detected on incidents (project_id, detected_at desc, id desc);
create index ix_incidents_open on incidents (project_id, service_id) where status = 'OPEN';
create index ix_incidents_deployment on incidents (deployment_id) where deployment_id is not null;
create index ix_incidents_duplicate on incidents (duplicate_of_id) where duplicate_of_id is not null;

create table incident_entries (
  id          bigint generated always as identity primary key,
  project_id  text not null references projects (id),
  incident_id text not null references incidents (id),
  at          timestamptz(3) not null,
  kind        text not null constraint ck_incident_entries_kind check (kind in ('OPENED', 'UPDATED', 'LINKED', 'RESOLVED', 'REOPENED')),
  by_name     text not null,
  text        text not null
);
create index ix_incident_entries_incident on incident_entries (incident_id, id);

-- Deliveries that counted, by what the caller calls them; dropped after a month.
create table incident_deliveries (
  project_id  text not null references projects (id),
  hook_id     text not null references incident_hooks (id),
  delivery_id text not null,
  at          timestamptz not null,
  primary key (hook_id, delivery_id)
);
create index ix_incident_deliveries_age on incident_deliveries (hook_id, at);
`;

const DEPLOYMENTS = `
alter table project_counters add column incident_number integer not null default 0;

alter table deployments
  -- When its program had succeeded and the health check began: from then on it was in front of people, however it ended.
  add column went_live_at timestamptz,
  add column is_hotfix boolean not null default false,
  add column remediates_incident_id text references incidents (id);
update deployments set went_live_at = finished_at where status = 'FAILED' and status_reason like 'The health check failed after %';
-- What delivery metrics count, in the order in which they ask.
create index ix_deployments_finished on deployments (project_id, finished_at)
  include (environment_id, service_id, id) where not is_dry_run and (status = 'SUCCEEDED' or went_live_at is not null);
create index ix_deployments_remediates on deployments (remediates_incident_id) where remediates_incident_id is not null;
create index ix_deployment_changes_commit on deployment_changes (project_id, reference, deployment_id) where kind = 'COMMIT';
`;

/** Failures of production and the deployments that caused them; and what delivery metrics read of deployments. */
export class Incidents1700000000018 implements MigrationInterface {
  name = 'Incidents1700000000018';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
${INCIDENTS}
${DEPLOYMENTS}
${TABLES.map((table) => protect(table)).join('\n')}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
drop index ix_deployment_changes_commit; drop index ix_deployments_finished;
alter table deployments drop column remediates_incident_id, drop column is_hotfix, drop column went_live_at;
alter table project_counters drop column incident_number`);
    for (const table of [...TABLES].reverse()) await queryRunner.query(`drop table ${table}`);
  }
}
