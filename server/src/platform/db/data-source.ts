import 'reflect-metadata';
import pg from 'pg';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { Foundation1700000000001 } from './migrations/0001-foundation.ts';
import { SnakeCase } from './naming.ts';

/** In order; a released migration is never edited. */
const MIGRATIONS = [Foundation1700000000001];

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

/** The pool for writes and transactions. Hot reads go through {@link Reads}. */
export function createDataSource(options: {
  url: string;
  entities: EntityTarget<ObjectLiteral>[];
  poolSize: number;
}): DataSource {
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
    extra: { options: '-c timezone=UTC', Client: GuardedClient },
  });
}
