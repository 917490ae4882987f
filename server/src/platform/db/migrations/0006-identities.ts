import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts elsewhere that people sign in with, and what their groups there bring here. */
export class Identities1700000000006 implements MigrationInterface {
  name = 'Identities1700000000006';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(IDENTITIES);
    await queryRunner.query(CLAIMS);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table users drop column is_administrator_by_claim;
      alter table members drop column source;
      drop table used_sign_ins, identity_offers, identities;`);
  }
}

const IDENTITIES = `
-- An account at an issuer, known by "subject" alone: addresses there change hands.
create table identities (
  id           text primary key,
  user_id      text not null references users (id),
  provider     text not null,
  issuer       text not null,
  subject      text not null,
  email        text,
  created_at   timestamptz not null default now(),
  last_used_at timestamptz not null default now()
);
create unique index uq_identities_subject on identities (issuer, subject);
create index ix_identities_user on identities (user_id, id);

-- Accounts elsewhere with the verified address of an account here, until the person says that both are theirs.
create table identity_offers (
  code_hash  bytea primary key,
  user_id    text not null references users (id),
  provider   text not null,
  issuer     text not null,
  subject    text not null,
  email      text not null,
  groups     jsonb not null,
  next       text not null,
  mail_hash  bytea,
  expires_at timestamptz not null
);
create unique index uq_identity_offers_mail on identity_offers (mail_hash) where mail_hash is not null;

-- Sign-ins that came back from an issuer: none does twice. Kept for as long as one may take.
create table used_sign_ins (
  state_hash bytea primary key,
  expires_at timestamptz not null
);
`;

const CLAIMS = `
-- CLAIM: it came with a group at an issuer, and changes and ends with it at each sign-in.
alter table members add column source text not null default 'HAND' constraint ck_members_source check (source in ('HAND', 'CLAIM'));
alter table users add column is_administrator_by_claim boolean not null default false;
`;
