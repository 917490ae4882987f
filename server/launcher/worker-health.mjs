/** Health of the worker in this container: a worker listens on nothing, but says every 2 s in the database that it lives. */
import { hostname } from 'node:os';
import pg from 'pg';

const client = new pg.Client({ connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 3_000 });
await client.connect();
const { rowCount } = await client.query(
  `select from workers where host = $1 and heartbeat_at > now() - interval '15 seconds'`,
  [hostname()],
);
await client.end();
process.exitCode = rowCount ? 0 : 1;
