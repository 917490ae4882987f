import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import type { Events } from './events.ts';
import { createPostgresEvents, packTopics } from './events-postgres.ts';
import { nextSignal } from './events-signal.ts';
import { createLog } from './log.ts';

const log = createLog('silent');
const opened: Events[] = [];
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((events) => events.close()));
});
afterAll(() => database.drop());

async function open(): Promise<Events> {
  const events = await createPostgresEvents({ url: database.url, log });
  opened.push(events);
  return events;
}

/** What arrives at `topic`, and a way to wait for the n-th arrival. */
function record(events: Events, topic: string) {
  const heard: (string | null)[] = [];
  let wake = () => {};
  events.subscribe(topic, (key) => {
    heard.push(key);
    wake();
  });
  const reach = async (count: number) => {
    while (heard.length < count)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    return heard;
  };
  return { heard, reach };
}

async function sql(text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}

const killConnections = () =>
  sql(`select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'pilothouse events'`);

test('a change reaches its own and another process exactly once, with its key', async () => {
  const [here, there] = [await open(), await open()];
  const own = record(here, 'project/p/deployments');
  const other = record(there, 'project/p/deployments');
  const unrelated = record(there, 'project/q/deployments');
  here.publish(['project/p/deployments#d1', 'project/p/deployments']);
  there.publish(['project/p/deployments#d2']);
  const each = new Set(['d1', 'd2', null]);
  expect(new Set(await own.reach(3))).toEqual(each);
  expect(new Set(await other.reach(3))).toEqual(each);
  // What would come twice would have come before this.
  here.publish(['project/p/deployments#last', 'project/q/deployments#last']);
  expect((await own.reach(4)).length).toBe(4);
  await unrelated.reach(1);
  expect(other.heard.length).toBe(4);
  expect(unrelated.heard).toEqual(['last']);
});

test('a real second process is heard', async () => {
  const events = await open();
  const heard = record(events, 'log/1');
  const script = `
    import { createPostgresEvents } from ${JSON.stringify(`${import.meta.dirname}/events-postgres.ts`)};
    const events = await createPostgresEvents({ url: process.argv[1], log: console });
    events.publish(['log/1#from-afar']);
    await events.close();`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script, '--', database.url], {
    stdio: 'inherit',
    env: {},
  });
  const [code] = (await once(child, 'exit')) as [number];
  expect(code).toBe(0);
  expect(await heard.reach(1)).toEqual(['from-afar']);
});

test('what is published often arrives once per round, and all of it arrives', async () => {
  const events = await open();
  const busy = record(events, 'log/2');
  const end = record(events, 'log/end');
  for (let n = 0; n < 10_000; n++) events.publish(['log/2']);
  const many = Array.from({ length: 3_000 }, (_, n) => `project/p/deployments#dpl_${String(n).padStart(26, '0')}`);
  const all = record(events, 'project/p/deployments');
  events.publish(many);
  events.publish(['log/end']);
  await end.reach(1);
  expect(busy.heard).toEqual([null]);
  expect(new Set(all.heard).size).toBe(3_000);
  expect(all.heard.length).toBe(3_000);
});

test('payloads stay below the limit of Postgres, whatever the topics', () => {
  const topics = [
    ...Array.from({ length: 2_000 }, (_, n) => `t/${n}`),
    `long/${'x'.repeat(7_000)}`,
    `wide/${'é'.repeat(3_000)}`,
    'quote/"\\\u0000',
  ];
  const payloads = packTopics([...topics, ...topics]);
  for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
  expect(payloads.flatMap((payload) => JSON.parse(payload) as string[])).toEqual(topics);
});

test('a topic that is too long means its base, or all; nothing is thrown', async () => {
  const events = await open();
  const base = record(events, 'base');
  const any = record(events, 'any');
  events.publish([`base#${'x'.repeat(9_000)}`]);
  expect(await base.reach(1)).toEqual([null]);
  events.publish(['y'.repeat(9_000)]);
  expect(await any.reach(1)).toEqual([null]);
});

test('after a lost connection every listener hears null, and what was published meanwhile is sent', async () => {
  const [here, there] = [await open(), await open()];
  const a = record(here, 'a');
  const b = record(there, 'b');
  await killConnections();
  here.publish(['b#while-away']);
  expect(await a.reach(1)).toEqual([null]);
  await b.reach(1);
  // Both orders are right: `there` may come back before or after `here` has sent.
  here.publish(['b#end']);
  while (b.heard.at(-1) !== 'end') await b.reach(b.heard.length + 1);
  expect(b.heard).toContain(null);
});

test('more topics than are kept while away become one null for all', async () => {
  const [here, there] = [await open(), await open()];
  const any = record(there, 'any');
  for (let n = 0; n < 25_000; n++) here.publish([`log/${n}`]);
  expect(await any.reach(1)).toEqual([null]);
});

test('publishing never throws, also after closing; an unreachable server is said at once', async () => {
  const events = await open();
  await events.close();
  expect(() => events.publish(['log/1'])).not.toThrow();
  await events.close();
  await expect(createPostgresEvents({ url: 'postgres://postgres@127.0.0.1:1/none', log })).rejects.toThrow();
});

test('closing sends what is pending', async () => {
  const [here, there] = [await open(), await open()];
  const heard = record(there, 'log/9');
  here.publish(['log/9']);
  here.publish(['log/9#last']);
  await here.close();
  expect((await heard.reach(2)).length).toBe(2);
});

test('a listener that fails harms no other; who stopped hears nothing', async () => {
  const events = await open();
  events.subscribe('t', () => {
    throw new Error('broken listener');
  });
  const stopped: (string | null)[] = [];
  const stop = events.subscribe('t', (key) => stopped.push(key));
  const well = record(events, 't');
  stop();
  stop();
  events.publish(['t#1']);
  expect(await well.reach(1)).toEqual(['1']);
  expect(stopped).toEqual([]);
});

test('a signal between two waits is remembered, one waits for the next, disposing wakes with false', async () => {
  const events = await open();
  const signal = nextSignal(events, 't');
  const heard = record(events, 't');
  events.publish(['t']);
  await heard.reach(1);
  expect(await signal.wait()).toBe(true);
  const waiting = signal.wait();
  events.publish(['t']);
  expect(await waiting).toBe(true);
  const disposed = signal.wait();
  signal.dispose();
  expect(await disposed).toBe(false);
  expect(await signal.wait()).toBe(false);
});
