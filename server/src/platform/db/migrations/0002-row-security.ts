import type { MigrationInterface, QueryRunner } from 'typeorm';
import { protect, protectTrail, protectWithOwn } from '../row-security.ts';

const TABLES = [
  'members',
  'environments',
  'services',
  'variables',
  'log_streams',
  'log_chunks',
  'deployments',
  'deployment_steps',
  'deployment_changes',
  'approvals',
  'project_counters',
];

/** Row-level security on every table of a tenant; see `row-security.ts`. */
export class RowSecurity1700000000002 implements MigrationInterface {
  name = 'RowSecurity1700000000002';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES) await queryRunner.query(protect(table));
    await queryRunner.query(protect('projects', 'id'));
    await queryRunner.query(protectWithOwn('tokens'));
    await queryRunner.query(protectTrail('audit_events'));
  }

  async down(): Promise<void> {
    throw new Error('Row-level security is not taken off again.');
  }
}
