import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sessions are carried by short access tokens and rotating refresh tokens; accounts can be suspended. */
export class Sessions1700000000004 implements MigrationInterface {
  name = 'Sessions1700000000004';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(SESSIONS);
  }

  async down(): Promise<void> {
    throw new Error('The sessions’ earlier secrets are gone: restore a backup instead.');
  }
}

const SESSIONS = `
-- Whoever was signed in by an earlier kind of cookie signs in once more.
delete from sessions;
alter table sessions
  drop column secret_hash,
  add column is_browser boolean not null default false,
  add column refresh_generation integer not null default 0,
  add column refreshed_at timestamptz not null default now();

-- Each use of a token of the newest generation begins the next one. Older ones stay for a while, to notice that one is used again.
create table refresh_tokens (
  token_hash bytea primary key,
  session_id text not null references sessions (id) on delete cascade,
  generation integer not null,
  created_at timestamptz not null default now()
);
create index ix_refresh_tokens_session on refresh_tokens (session_id, created_at);

alter table users add column suspended_at timestamptz;
`;
