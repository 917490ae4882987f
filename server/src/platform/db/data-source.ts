import 'reflect-metadata';
import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { Foundation1700000000001 } from './migrations/0001-foundation.ts';
import { SnakeCase } from './naming.ts';

/** In order; a released migration is never edited. */
const MIGRATIONS = [Foundation1700000000001];

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
    extra: { options: '-c timezone=UTC' },
  });
}
