import 'reflect-metadata';
import pg from 'pg';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { Foundation1700000000001 } from './migrations/0001-foundation.ts';
import { RowSecurity1700000000002 } from './migrations/0002-row-security.ts';
import { Roles1700000000003 } from './migrations/0003-roles.ts';
import { Sessions1700000000004 } from './migrations/0004-sessions.ts';
import { Accounts1700000000005 } from './migrations/0005-accounts.ts';
import { Identities1700000000006 } from './migrations/0006-identities.ts';
import { Secrets1700000000007 } from './migrations/0007-secrets.ts';
import { AuditChain1700000000008 } from './migrations/0008-audit-chain.ts';
import { Limits1700000000009 } from './migrations/0009-limits.ts';
import { Settings1700000000010 } from './migrations/0010-settings.ts';
import { Workflows1700000000011 } from './migrations/0011-workflows.ts';
import { Notifications1700000000012 } from './migrations/0012-notifications.ts';
import { RunPayloads1700000000013 } from './migrations/0013-run-payloads.ts';
import { RunTests1700000000014 } from './migrations/0014-run-tests.ts';
import { WorkflowUpkeep1700000000015 } from './migrations/0015-workflow-upkeep.ts';
import { RunIndexes1700000000016 } from './migrations/0016-run-indexes.ts';
import { Facts1700000000017 } from './migrations/0017-facts.ts';
import { Incidents1700000000018 } from './migrations/0018-incidents.ts';
import { Dashboards1700000000019 } from './migrations/0019-dashboards.ts';
import { Alerts1700000000020 } from './migrations/0020-alerts.ts';
import { RoadmapAndScores1700000000021 } from './migrations/0021-roadmap-and-scores.ts';
import { Preferences1700000000022 } from './migrations/0022-preferences.ts';
import { SnakeCase } from './naming.ts';

/** In order; a released migration is never edited. */
const MIGRATIONS = [
  Foundation1700000000001,
  RowSecurity1700000000002,
  Roles1700000000003,
  Sessions1700000000004,
  Accounts1700000000005,
  Identities1700000000006,
  Secrets1700000000007,
  AuditChain1700000000008,
  Limits1700000000009,
  Settings1700000000010,
  Workflows1700000000011,
  Notifications1700000000012,
  RunPayloads1700000000013,
  RunTests1700000000014,
  WorkflowUpkeep1700000000015,
  RunIndexes1700000000016,
  Facts1700000000017,
  Incidents1700000000018,
  Dashboards1700000000019,
  Alerts1700000000020,
  RoadmapAndScores1700000000021,
  Preferences1700000000022,
];

/**
 * A connection that Postgres ends between leaving the pool and TypeORM's own listener would be an unhandled `error` event
 * and end the process. The next statement on it fails all the same, and says so to its caller.
 */
class GuardedClient extends pg.Client {
  constructor(options?: string | pg.ClientConfig) {
    super(options);
    this.on('error', () => {});
  }
}

/**
 * A pool for writes and transactions. Hot reads go through {@link Reads}. Its connections see no row of any project until a
 * transaction says which ({@link withTransaction}), or those of all when `isUnscoped`.
 */
export function createDataSource(options: {
  url: string;
  entities: EntityTarget<ObjectLiteral>[];
  poolSize: number;
  isUnscoped?: boolean;
}): DataSource {
  // The product's own statements are few and find rows by ids. Left to itself Postgres plans those with lists anew each time, as
  // a list of one looks cheaper than one of ten; adding a job took 0.35 ms instead of 0.08.
  const scope = options.isUnscoped ? ' -c pilothouse.projects=* -c plan_cache_mode=force_generic_plan' : '';
  return new DataSource({
    type: 'postgres',
    url: options.url,
    entities: options.entities as never[],
    migrations: MIGRATIONS,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeCase(),
    synchronize: false,
    logging: false,
    poolSize: options.poolSize,
    applicationName: 'pilothouse',
    extra: { options: `-c timezone=UTC${scope}`, Client: GuardedClient },
  });
}
