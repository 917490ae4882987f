import { expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase } from './database.ts';

async function countTables(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int from information_schema.tables where table_schema = 'public'`,
    );
    return rows[0]?.count ?? 0;
  } finally {
    await client.end();
  }
}

test('clones of the template are migrated, independent, and can be made at the same time', async () => {
  const databases = await Promise.all(Array.from({ length: 6 }, () => createTestDatabase()));
  expect(new Set(databases.map((database) => database.url)).size).toBe(6);
  for (const database of databases) expect(await countTables(database.url)).toBeGreaterThan(0);
  await Promise.all(databases.map((database) => database.drop()));
  await expect(countTables(databases[0]?.url ?? '')).rejects.toThrow('does not exist');
});
