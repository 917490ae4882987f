import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../row-security.ts';

const TABLES = ['plan_items', 'plan_links', 'plan_imports', 'service_scores'];

/** What teams plan, as their file says it, with the deployments that ship it; and how services stood, day by day. */
export class RoadmapAndScores1700000000021 implements MigrationInterface {
  name = 'RoadmapAndScores1700000000021';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
create table plan_items (
  id            text primary key,
  project_id    text not null references projects (id),
  key           text,
  title         text not null,
  phase         text,
  status        text not null constraint ck_plan_items_status check (status in ('TODO', 'IN_PROGRESS', 'BLOCKED', 'DONE', 'CANCELED')),
  priority      text constraint ck_plan_items_priority check (priority in ('URGENT', 'HIGH', 'MEDIUM', 'LOW')),
  estimate      double precision,
  owner         text,
  -- A day as the file says it, such as 2026-11-30: it has no zone.
  due_on        text,
  version       text,
  deployment_id text references deployments (id),
  position      integer not null,
  created_at    timestamptz not null default now(),
  updated_at    timestamptz not null default now(),
  done_at       timestamptz,
  -- Gone from the file; back with its row.
  removed_at    timestamptz
);
create unique index uq_plan_items_key on plan_items (project_id, lower(key)) where key is not null;
create index ix_plan_items_position on plan_items (project_id, position, id);

create table plan_links (
  project_id      text not null references projects (id),
  item_id         text not null references plan_items (id),
  deployment_id   text not null references deployments (id),
  created_by_name text not null,
  created_at      timestamptz not null default now(),
  primary key (item_id, deployment_id)
);
create index ix_plan_links_deployment on plan_links (deployment_id);

-- The last import of each project.
create table plan_imports (
  project_id       text primary key references projects (id),
  imported_at      timestamptz not null,
  imported_by_name text not null
);

create index ix_deployment_changes_ticket on deployment_changes (project_id, lower(reference)) where kind = 'TICKET';
create index ix_deployments_version on deployments (project_id, version);

create table service_scores (
  project_id  text not null references projects (id),
  service_id  text not null references services (id),
  -- A day of the project's zone.
  day         date not null,
  -- 0–100 by part; a part without data is not in it.
  parts       jsonb not null,
  computed_at timestamptz not null,
  primary key (service_id, day)
);
create index ix_service_scores_project on service_scores (project_id, day);
${TABLES.map((table) => protect(table)).join('\n')}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop index ix_deployments_version');
    await queryRunner.query('drop index ix_deployment_changes_ticket');
    for (const table of ['service_scores', 'plan_imports', 'plan_links', 'plan_items'])
      await queryRunner.query(`drop table ${table}`);
  }
}
