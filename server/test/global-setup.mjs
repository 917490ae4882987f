import pg from 'pg';
import { migrate, startScratchCluster } from '../../.ci/scratch-cluster.mjs';
import { buildServer } from '../launcher/build.mjs';

/**
 * One Postgres for the run and in it one migrated template that every test file clones (see database.ts).
 * TEST_DATABASE_URL names another server to use; its role must be allowed to create databases.
 */
export default async function setUp() {
  // Type errors are reported by the type check; what the compiler could emit is enough to migrate.
  await buildServer().catch((error) => console.warn(error.message));
  const cluster = process.env.TEST_DATABASE_URL ? undefined : await startScratchCluster();
  const adminUrl = process.env.TEST_DATABASE_URL ?? cluster.url;
  const template = `pilothouse_template_${process.pid}`;
  await query(adminUrl, `create database ${template}`);
  await migrate(Object.assign(new URL(adminUrl), { pathname: `/${template}` }).href);
  // Workers inherit the environment.
  process.env.PILOTHOUSE_TEST_ADMIN_URL = adminUrl;
  process.env.PILOTHOUSE_TEST_TEMPLATE = template;
  globalThis.pilothouseTearDown = async () => {
    if (cluster) await cluster.remove();
    else await query(adminUrl, `drop database ${template} with (force)`);
  };
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}
