import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export type TestDatabase = {
  /** Connection string of a migrated, empty database that belongs to one test file. */
  url: string;
  /** Removes it, also under open connections. */
  drop(): Promise<void>;
};

/** Clones the migrated template of this run (see global-setup.mjs). Call it in `beforeAll`, and `drop` in `afterAll`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const adminUrl = setting('PILOTHOUSE_TEST_ADMIN_URL');
  const name = `pilothouse_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await clone(adminUrl, name, setting('PILOTHOUSE_TEST_TEMPLATE'));
  return {
    url: Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href,
    // A connection of the product's role that is still on its way in is not ours to end: a moment later it is gone.
    drop: () => again(INSUFFICIENT_PRIVILEGE, () => query(adminUrl, `drop database if exists ${name} with (force)`)),
  };
}

/** Postgres refuses to clone a database that somebody is connected to, a moment after the last one left included. */
const clone = (adminUrl: string, name: string, template: string) =>
  again(OBJECT_IN_USE, () => query(adminUrl, `create database ${name} template ${template}`));

const OBJECT_IN_USE = '55006';
const INSUFFICIENT_PRIVILEGE = '42501';

const MOST_MS = 15_000;

/** While somebody else's connection stands in the way: on a busy machine it takes its time to go. */
async function again(code: string, work: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + MOST_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if ((error as { code?: string }).code !== code || performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function setting(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with Jest from the root (npm test -- --only jest).`);
  return value;
}
