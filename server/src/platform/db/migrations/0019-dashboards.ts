import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../row-security.ts';

/** Dashboards that people make: the YAML of their drafts and of what was published. */
export class Dashboards1700000000019 implements MigrationInterface {
  name = 'Dashboards1700000000019';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
create table dashboards (
  id                     text primary key,
  project_id             text not null references projects (id),
  -- Its file in the project's folder is called so.
  slug                   text not null,
  -- As in what is published; before that as in the draft.
  name                   text not null,
  description            text,
  draft                  text not null,
  draft_revision         integer not null default 1,
  draft_saved_at         timestamptz not null default now(),
  draft_saved_by_user_id text references users (id),
  draft_saved_by_name    text not null,
  published_version_id   text,
  -- What its file and what is published were when they were last the same; null before that.
  synced_source          text,
  synced_at              timestamptz,
  created_by_user_id     text references users (id),
  created_by_name        text not null,
  created_at             timestamptz not null default now(),
  deleted_at             timestamptz
);
create unique index uq_dashboards_slug on dashboards (project_id, slug) where deleted_at is null;

create table dashboard_versions (
  id                   text primary key,
  project_id           text not null references projects (id),
  dashboard_id         text not null references dashboards (id),
  number               integer not null,
  source               text not null,
  note                 text,
  published_by_user_id text references users (id),
  published_by_name    text not null,
  published_at         timestamptz not null default now()
);
create unique index uq_dashboard_versions_number on dashboard_versions (dashboard_id, number);
alter table dashboards add constraint fk_dashboards_published_version foreign key (published_version_id) references dashboard_versions (id);
${['dashboards', 'dashboard_versions'].map((table) => protect(table)).join('\n')}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
alter table dashboards drop constraint fk_dashboards_published_version;
drop table dashboard_versions, dashboards`);
  }
}
