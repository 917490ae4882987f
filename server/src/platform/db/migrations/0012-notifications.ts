import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../row-security.ts';

const TABLES = ['notification_channels', 'notification_rules', 'notification_deliveries'];

/** Where people are told what happens, by which rules, and each message with its fate. */
export class Notifications1700000000012 implements MigrationInterface {
  name = 'Notifications1700000000012';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
create table notification_channels (
  id               text primary key,
  project_id       text not null references projects (id),
  slug             text not null,
  name             text not null,
  kind             text not null constraint ck_notification_channels_kind check (kind in ('WEBHOOK', 'EMAIL', 'SLACK')),
  -- What may be shown of where it leads: an origin, or the addresses.
  target           text not null,
  recipients       text[],
  -- The address and what it is signed with, sealed; null for mail.
  secret_value     bytea,
  is_enabled       boolean not null default true,
  disabled_reason  text,
  -- Messages in a row that could not be delivered.
  failure_count    integer not null default 0,
  last_delivery_at timestamptz,
  created_at       timestamptz not null default now(),
  deleted_at       timestamptz,
  constraint ck_notification_channels_target check ((kind = 'EMAIL') = (recipients is not null) and (kind = 'EMAIL') = (secret_value is null))
);
create unique index uq_notification_channels_slug on notification_channels (project_id, slug) where deleted_at is null;

create table notification_rules (
  id              text primary key,
  project_id      text not null references projects (id),
  name            text not null,
  events          text[] not null,
  -- The only environments; null for all, and for what belongs to none.
  environment_ids text[],
  channel_ids     text[] not null,
  is_enabled      boolean not null default true,
  created_at      timestamptz not null default now()
);
create index ix_notification_rules_project on notification_rules (project_id, id);

create table notification_deliveries (
  id              text primary key,
  project_id      text not null references projects (id),
  -- Null: to the addresses in recipients, by default.
  channel_id      text references notification_channels (id),
  recipients      text[],
  event           text not null,
  title           text not null,
  message         jsonb not null,
  status          text not null constraint ck_notification_deliveries_status check (status in ('PENDING', 'DELIVERED', 'FAILED')),
  attempts        integer not null default 0,
  last_error      text,
  next_attempt_at timestamptz,
  -- Told once, however often what it tells of is seen.
  once_key        text,
  created_at      timestamptz not null default now(),
  delivered_at    timestamptz
);
create unique index uq_notification_deliveries_once on notification_deliveries (project_id, once_key) where once_key is not null;
create index ix_notification_deliveries_project on notification_deliveries (project_id, id desc);
create index ix_notification_deliveries_age on notification_deliveries (created_at);
${TABLES.map((table) => protect(table)).join('\n')}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].reverse()) await queryRunner.query(`drop table ${table}`);
  }
}
