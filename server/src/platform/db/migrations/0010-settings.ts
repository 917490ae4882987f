import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What administrators set for the whole installation; what has no row is as the configuration says. */
export class Settings1700000000010 implements MigrationInterface {
  name = 'Settings1700000000010';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
create table instance_settings (
  key        text primary key,
  value      jsonb not null,
  updated_at timestamptz not null default now(),
  updated_by text references users (id)
);
`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table instance_settings');
  }
}
