import { setImmediate as turnOfLoop } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { eventually, LiveWorld, LOG, range } from '../../test/live-fixture.ts';
import { type LiveServer, RawClient, startLiveServer } from '../../test/live-server.ts';
import type { Events } from '../platform/events.ts';
import { createPostgresEvents } from '../platform/events-postgres.ts';
import { createLog } from '../platform/log.ts';

/** Two servers, each with its own connection to one Postgres, as two processes are. */
let database: TestDatabase;
const opened: { events: Events; server: LiveServer }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  for (const { events, server } of opened.splice(0)) {
    await server.close();
    await events.close();
  }
});
afterAll(() => database.drop());

async function serve(world: LiveWorld): Promise<LiveServer> {
  const events = await createPostgresEvents({ url: database.url, log: createLog('silent') });
  const server = await startLiveServer({ world, events });
  opened.push({ events, server });
  return server;
}

async function killEventConnections(): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'pilothouse events'`);
  await client.end();
}

/** Follows a log over many connections to both servers, cut in the middle of whatever is under way. */
async function followWithCuts(servers: LiveServer[], until: number): Promise<number[]> {
  const seqs: number[] = [];
  for (let attempt = 0; (seqs.at(-1) ?? 0) < until; attempt++) {
    const server = servers[attempt % servers.length] as LiveServer;
    const client = await new RawClient(server.address).open();
    client.subscribe('1', LOG, { id: 'a', after: seqs.at(-1) ?? 0 });
    const enough = 1 + ((attempt * 7) % 40);
    await eventually(() => client.seqs('1').length >= enough || client.has('complete', '1'));
    client.socket.terminate();
    // What still arrives after this is not taken, as by a client that died.
    seqs.push(...client.seqs('1'));
  }
  return seqs;
}

test('over reconnects to either of two processes each line arrives exactly once, in order', async () => {
  const world = new LiveWorld();
  world.linesPerRead = 10;
  const servers = [await serve(world), await serve(world)];
  const followers = range(5).map((n) => followWithCuts(n % 2 ? servers : [...servers].reverse(), 500));
  for (let line = 1; line <= 500; line++) {
    servers[line % 2]?.write(1);
    await turnOfLoop();
  }
  world.end('a');
  servers[0]?.events.publish(['log/a']);
  for (const follower of followers) expect(await follower).toEqual(range(500));
});

test('what is written while the connection for events is away arrives when it is back', async () => {
  const world = new LiveWorld();
  const [here, there] = [await serve(world), await serve(world)];
  const client = await new RawClient(there.address).open();
  client.subscribe('1', LOG, { id: 'a' });
  await eventually(() => there.subscriptions.counts().live === 1);
  await killEventConnections();
  here.write(1);
  await eventually(() => client.seqs('1').length === 1);
  here.write(1);
  await eventually(() => client.seqs('1').length === 2);
});
