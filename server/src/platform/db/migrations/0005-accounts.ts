import type { MigrationInterface, QueryRunner } from 'typeorm';

const ACCOUNTS = `
alter table users add column email_verified_at timestamptz;

-- Links that work once, by mail or from an administrator: one of a kind and person, the newest. "email" is the address to be confirmed.
create table one_time_links (
  user_id    text not null references users (id),
  purpose    text not null constraint ck_one_time_links_purpose check (purpose in ('PASSWORD', 'EMAIL')),
  code_hash  bytea not null,
  email      text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (user_id, purpose)
);
create unique index uq_one_time_links_code_hash on one_time_links (code_hash);

-- "secret" is sealed. On once it is confirmed; "last_counter" is the 30 seconds whose code was used last: none counts twice.
create table second_factors (
  user_id      text primary key references users (id),
  secret       bytea not null,
  confirmed_at timestamptz,
  last_counter bigint
);

-- One row per code that is left.
create table backup_codes (
  user_id   text not null references users (id),
  code_hash bytea not null,
  primary key (user_id, code_hash)
);

-- Of a try whose password was right and whose second factor was wrong.
alter table sign_in_tries add column has_password boolean not null default false;
`;

/** Confirmed addresses, one-time links and the second factor. */
export class Accounts1700000000005 implements MigrationInterface {
  name = 'Accounts1700000000005';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(ACCOUNTS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      drop table backup_codes, second_factors, one_time_links;
      alter table users drop column email_verified_at;
      alter table sign_in_tries drop column has_password;`);
  }
}
