import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect } from '../row-security.ts';

/** Roles of a project's own, rights limited to environments and services, invitations, and what tokens are limited to. */
export class Roles1700000000003 implements MigrationInterface {
  name = 'Roles1700000000003';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ROLES);
    await queryRunner.query(INVITATIONS);
    await queryRunner.query(TOKENS);
    for (const table of ['roles', 'invitations']) await queryRunner.query(protect(table));
  }

  async down(): Promise<void> {
    throw new Error('Roles that are in use are not taken away: restore a backup instead.');
  }
}

const ROLES = `
create table roles (
  id          text primary key,
  project_id  text not null references projects (id),
  name        text not null,
  description text not null default '',
  permissions text[] not null,
  created_at  timestamptz not null default now(),
  deleted_at  timestamptz
);
create unique index uq_roles_name on roles (project_id, lower(name)) where deleted_at is null;

-- Limits are lists of ids; null is no limit. An owner has none.
alter table members drop constraint ck_members_role;
alter table members
  add column role_id text references roles (id),
  add column environment_ids text[],
  add column service_ids text[],
  add constraint ck_members_role check (role in ('OWNER', 'MAINTAINER', 'OPERATOR', 'VIEWER', 'CUSTOM')),
  add constraint ck_members_role_id check ((role = 'CUSTOM') = (role_id is not null)),
  add constraint ck_members_owner_limits check (role <> 'OWNER' or (environment_ids is null and service_ids is null));
create index ix_members_role on members (role_id) where role_id is not null;
`;

const INVITATIONS = `
create table invitations (
  id              text primary key,
  project_id      text not null references projects (id),
  email           text,
  role            text not null constraint ck_invitations_role check (role in ('OWNER', 'MAINTAINER', 'OPERATOR', 'VIEWER', 'CUSTOM')),
  role_id         text references roles (id),
  environment_ids text[],
  service_ids     text[],
  is_mailed       boolean not null default false,
  code_hash       bytea not null,
  invited_by      text not null references users (id),
  created_at      timestamptz not null default now(),
  expires_at      timestamptz not null,
  accepted_at     timestamptz,
  accepted_by     text references users (id),
  revoked_at      timestamptz,
  constraint ck_invitations_role_id check ((role = 'CUSTOM') = (role_id is not null)),
  constraint ck_invitations_owner_limits check (role <> 'OWNER' or (environment_ids is null and service_ids is null))
);
create unique index uq_invitations_code on invitations (code_hash);
create index ix_invitations_project on invitations (project_id, id desc);
`;

const TOKENS = `
alter table tokens
  add column environment_ids text[],
  add column service_ids text[],
  add column last_used_address text,
  add column rate_limit_per_minute integer constraint ck_tokens_rate_limit check (rate_limit_per_minute > 0);
`;
