import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What processes that share this database count together. Unlogged: after a crash all windows begin anew, which harms nobody. */
export class Limits1700000000009 implements MigrationInterface {
  name = 'Limits1700000000009';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
create unlogged table rate_limits (
  key    text primary key,
  points bigint not null default 0,
  expire bigint
);
create index ix_rate_limits_expire on rate_limits (expire);
`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('drop table rate_limits');
  }
}
