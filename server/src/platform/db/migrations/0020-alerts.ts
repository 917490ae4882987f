import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../row-security.ts';

const TABLES = ['alert_rules', 'alert_silences', 'alert_firings', 'alert_rule_changes'];

const RULES = `
create table alert_rules (
  id                  text primary key,
  project_id          text not null references projects (id),
  name                text not null,
  description         text,
  measure             text not null,
  -- Null for all.
  service_ids         text[],
  environment_ids     text[],
  names               text[],
  statuses            text[],
  condition           jsonb not null,
  window_minutes      integer not null,
  every_minutes       integer not null constraint ck_alert_rules_every check (every_minutes in (15, 60, 1440)),
  for_minutes         integer not null default 0,
  resolve_after       integer not null default 2,
  minimum_sample_size integer not null default 0,
  -- Null: told once.
  renotify_hours      integer,
  severity            text not null constraint ck_alert_rules_severity check (severity in ('INFO', 'WARNING', 'CRITICAL')),
  is_enabled          boolean not null default true,
  state               text not null default 'OK' constraint ck_alert_rules_state check (state in ('OK', 'PENDING', 'FIRING')),
  state_since         timestamptz,
  good_count          integer not null default 0,
  data_at             timestamptz,
  -- Up to where it has looked, and what it saw there.
  evaluated_to        timestamptz,
  last_value          double precision,
  last_threshold      double precision,
  last_problem        text,
  -- When it looks next; a worker that looks moves it on, so that it is another's if that worker dies. Null: never.
  due_at              timestamptz,
  -- One more with each change of what is asked: a look begun before counts no more.
  revision            integer not null default 1,
  created_at          timestamptz not null default now(),
  created_by_name     text not null,
  updated_at          timestamptz not null default now(),
  deleted_at          timestamptz
);
create index ix_alert_rules_project on alert_rules (project_id, id);
create index ix_alert_rules_due on alert_rules (due_at) where due_at is not null;

create table alert_silences (
  id              text primary key,
  project_id      text not null references projects (id),
  -- Each null for all: whatever matches all of them is silent.
  rule_ids        text[],
  severities      text[],
  service_ids     text[],
  environment_ids text[],
  starts_at       timestamptz not null,
  ends_at         timestamptz not null,
  reason          text not null,
  created_at      timestamptz not null default now(),
  created_by_name text not null,
  ended_by_name   text,
  constraint ck_alert_silences_time check (ends_at >= starts_at)
);
create index ix_alert_silences_project on alert_silences (project_id, ends_at desc, id desc);`;

const FINDINGS = `
create table alert_firings (
  id                   text primary key,
  project_id           text not null references projects (id),
  rule_id              text not null references alert_rules (id),
  severity             text not null,
  status               text not null constraint ck_alert_firings_status check (status in ('FIRING', 'RESOLVED')),
  -- What was asked, as it was then.
  question             jsonb not null,
  summary              text not null,
  -- When what is wrong began, when it was said to fire, and when it ended.
  began_at             timestamptz not null,
  started_at           timestamptz not null,
  ended_at             timestamptz,
  end_reason           text constraint ck_alert_firings_reason check (end_reason in ('RECOVERED', 'NO_DATA', 'RULE_CHANGED')),
  window_from          timestamptz not null,
  window_to            timestamptz not null,
  value                double precision,
  threshold            double precision,
  score                double precision,
  last_value           double precision,
  evidence             jsonb not null,
  silence_id           text references alert_silences (id),
  notified_at          timestamptz,
  notification_count   integer not null default 0,
  acknowledged_at      timestamptz,
  acknowledged_by_name text,
  acknowledge_note     text,
  constraint ck_alert_firings_end check ((status = 'RESOLVED') = (ended_at is not null))
);
create unique index uq_alert_firings_open on alert_firings (rule_id) where status = 'FIRING';
create index ix_alert_firings_project on alert_firings (project_id, id desc);
create index ix_alert_firings_rule on alert_firings (rule_id, id desc);
create index ix_alert_firings_age on alert_firings (ended_at) where ended_at is not null;

create table alert_rule_changes (
  id         bigint generated always as identity primary key,
  project_id text not null references projects (id),
  rule_id    text not null references alert_rules (id),
  kind       text not null constraint ck_alert_rule_changes_kind check (kind in ('CREATED', 'UPDATED', 'ENABLED', 'DISABLED', 'DELETED', 'RESTORED')),
  title      text not null,
  at         timestamptz not null,
  by_name    text not null
);
create index ix_alert_rule_changes_project on alert_rule_changes (project_id, at desc);`;

/** What is watched, what was found, who is not to be told of it, and when rules changed. */
export class Alerts1700000000020 implements MigrationInterface {
  name = 'Alerts1700000000020';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`${RULES}
${FINDINGS}
${TABLES.map((table) => protect(table)).join('\n')}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await queryRunner.query(`drop table ${table} cascade`);
  }
}
