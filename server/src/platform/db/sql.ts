import type pg from 'pg';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import type { Context } from '../context.ts';
import { rowTypes, statementName } from './reads.ts';
import { scopeOf } from './scope.ts';

/** One SQL read. Inside a transaction it runs there, else on the shared read clients. Timestamps come as RFC 3339 text. */
export async function query<Row>(ctx: Context, text: string, values: unknown[] = []): Promise<Row[]> {
  if (!ctx.manager) return ctx.app.reads.query<Row>(scopeOf(ctx), text, values);
  return (await run(ctx, text, values)).rows as Row[];
}

/** The first row, or null. */
export async function queryOne<Row>(ctx: Context, text: string, values: unknown[] = []): Promise<Row | null> {
  return (await query<Row>(ctx, text, values))[0] ?? null;
}

/** One statement that changes rows; only inside {@link withTransaction}. Returns how many rows it changed. */
export async function execute(ctx: Context, text: string, values: unknown[] = []): Promise<number> {
  if (!ctx.manager) throw new Error('A statement that changes rows needs a transaction.');
  return (await run(ctx, text, values)).rowCount ?? 0;
}

async function run(ctx: Context, text: string, values: unknown[]): Promise<pg.QueryResult> {
  const client = (await ctx.manager?.queryRunner?.connect()) as pg.PoolClient;
  return client.query({ name: statementName(text), text, values, types: rowTypes } as pg.QueryConfig);
}

/** All columns of an entity's table, named as its properties: for reads that return whole rows. `alias` is the table's. */
export function columnsOf(ctx: Context, entity: EntityTarget<ObjectLiteral>, alias?: string): string {
  const prefix = alias ? `${alias}.` : '';
  return ctx.app.dataSource
    .getMetadata(entity)
    .columns.map((column) => `${prefix}${column.databaseName} as "${column.propertyName}"`)
    .join(', ');
}
