import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { makeProject, type TestProject, useCast } from '../../../test/factories.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { createContext, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { trimAudit } from './audit-trim.service.ts';
import { verifyAudit } from './audit-verify.service.ts';

const cast = useCast();
const DAY_MS = 86_400_000;

const system = () => systemContext(cast.app.app, 'test');

/** Writes entries as the product does. */
async function record(project: TestProject | null, count: number, detail: (n: number) => object = (n) => ({ n })) {
  for (let n = 1; n <= count; n += 1)
    await withTransaction(system(), (ctx) =>
      recordAudit(ctx, { action: 'x.done', projectId: project?.id ?? null, detail: { ...detail(n) } }),
    );
}

/** What is found of each chain: `ok 5`, or what is wrong where. */
async function verdicts(marks: { chain: string; seq: number; hash: string }[] = []) {
  const found = new Map<string, string>();
  for await (const { chain, count, broken } of verifyAudit(system(), { project: null, marks }))
    found.set(chain, broken ? `${broken.fault} ${broken.seq}` : `ok ${count}`);
  return found;
}

const verdict = async (project: TestProject) => (await verdicts()).get(project.id);
const rowsOf = (project: TestProject) =>
  cast.app.sql<{ id: string; seq: number; hash: Buffer }>(
    'select id, seq::int, hash from audit_events where chain = $1 order by seq',
    [project.id],
  );

/** As the tables' owner, who first has to take its own hands off the policies. */
const tamper = (statement: string) =>
  cast.app.sql(`alter table audit_events no force row level security; ${statement};
                alter table audit_events force row level security`);

/** A project with five entries, and what somebody who owns the database did to them. */
async function tampered(...statements: string[]) {
  const project = await makeProject(cast.app);
  await record(project, 5);
  for (const statement of statements) await tamper(statement.replaceAll(':chain', `'${project.id}'`));
  return verdict(project);
}

describe('audit verify', () => {
  let untouched: TestProject;
  beforeAll(async () => {
    untouched = await makeProject(cast.app);
    await record(untouched, 3);
  });

  test('finds nothing where nothing was done, whatever the details were', async () => {
    const project = await makeProject(cast.app);
    const details = [
      { whole: 1.0, huge: 1e21, tiny: 1e-7, zero: -0, third: 1 / 3, most: Number.MAX_SAFE_INTEGER },
      { z: 1, a: { d: 1, c: [{ y: 1, x: null }] }, ключ: 'é \u{1f600} \u2028', '': '' },
      { broken: 'a\ud800b', nul: 'a\0b', at: new Date(), none: undefined },
      { long: 'x'.repeat(200_000), list: Array.from({ length: 2_000 }, (_, index) => index / 7) },
    ];
    await record(project, details.length, (n) => details[n - 1] ?? {});
    expect(await verdict(project)).toBe('ok 4');
  });

  test.each([
    ['changed', `update audit_events set actor_name = 'x' where chain = :chain and seq = 3`, 'CHANGED 3'],
    [
      'changed in its detail',
      `update audit_events set detail = '{"n": 4}' where chain = :chain and seq = 3`,
      'CHANGED 3',
    ],
    [
      'moved in time',
      `update audit_events set at = at - interval '1 ms' where chain = :chain and seq = 5`,
      'CHANGED 5',
    ],
    ['taken out', `delete from audit_events where chain = :chain and seq = 2`, 'MISSING 2'],
    ['taken from the end', `delete from audit_events where chain = :chain and seq = 5`, 'TAIL_CUT_OFF 5'],
    ['all gone', `delete from audit_events where chain = :chain`, 'TAIL_CUT_OFF 1'],
    [
      'exchanged',
      `update audit_events set seq = case seq when 2 then -4 else -2 end where chain = :chain and seq in (2, 4);
       update audit_events set seq = -seq where chain = :chain and seq < 0`,
      'OUT_OF_ORDER 2',
    ],
    [
      'put in',
      `update audit_events set seq = -seq - 1 where chain = :chain and seq > 2;
       update audit_events set seq = -seq where chain = :chain and seq < 0;
       update audit_chains set last_seq = 6 where id = :chain;
       insert into audit_events (id, project_id, action, actor_kind, actor_name, request_id, seq, hash)
       values ('aud_' || :chain, :chain, 'x.done', 'SYSTEM', 'x', 'r', 3, sha256('x'))`,
      'ADDED 3',
    ],
    ['its head moved back', `update audit_chains set last_seq = 4 where id = :chain`, 'ADDED 5'],
    ['its head gone', `delete from audit_chains where id = :chain`, 'HEAD_CHANGED 5'],
  ])('names the first row that is broken: one was %s', async (_what, statement, fault) => {
    expect(await tampered(statement)).toBe(fault);
    expect(await verdict(untouched)).toBe('ok 3');
  });

  test('a chain that was cut with its head shows by an entry that was noted', async () => {
    const project = await makeProject(cast.app);
    await record(project, 5);
    const rows = await rowsOf(project);
    const mark = (seq: number) => ({ chain: project.id, seq, hash: rows[seq - 1]?.hash.toString('hex') ?? '' });
    expect((await verdicts([mark(3), mark(5)])).get(project.id)).toBe('ok 5');
    await cast.app.sql('delete from audit_events where chain = $1 and seq > 3', [project.id]);
    await cast.app.sql('update audit_chains set last_seq = 3, last_hash = $2 where id = $1', [
      project.id,
      rows[2]?.hash,
    ]);
    expect(await verdict(project)).toBe('ok 3');
    expect((await verdicts([mark(5)])).get(project.id)).toBe('TAIL_CUT_OFF 4');
    await cast.app.sql('delete from audit_events where chain = $1', [project.id]);
    await cast.app.sql('delete from audit_chains where id = $1', [project.id]);
    expect((await verdicts([mark(5)])).get(project.id)).toBe('TAIL_CUT_OFF 1');
  });
});

test('fifty at once make a chain without gaps', async () => {
  const project = await makeProject(cast.app);
  const one = (n: number) =>
    withTransaction(system(), async (ctx) => {
      // Both chains in one transaction, in either order.
      const entries = [project.id, null].map((projectId) => ({ action: 'x.done', projectId, detail: { n } }));
      for (const entry of n % 2 ? entries : entries.reverse()) await recordAudit(ctx, entry);
    });
  await Promise.all(Array.from({ length: 50 }, (_, n) => one(n)));
  expect((await rowsOf(project)).map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  expect(await verdict(project)).toBe('ok 50');
  expect((await verdicts()).get('installation')).toMatch(/^ok /);
});

test('what is taken back leaves no gap', async () => {
  const project = await makeProject(cast.app);
  await record(project, 1);
  await expect(
    withTransaction(system(), async (ctx) => {
      await recordAudit(ctx, { action: 'x.done', projectId: project.id });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  await record(project, 1);
  expect(await verdict(project)).toBe('ok 2');
});

test('an entry says what was so when it was made, not when it was written', async () => {
  const project = await makeProject(cast.app);
  const actor = { kind: 'SYSTEM', id: null, name: 'before' } as const;
  const detail = { list: ['before'] };
  await withTransaction(createContext(cast.app.app, actor, { requestId: 'r' }), async (ctx) => {
    await recordAudit(ctx, { action: 'x.done', projectId: project.id, detail });
    detail.list.push('after');
  });
  const rows = await cast.app.sql('select detail, actor_name from audit_events where chain = $1', [project.id]);
  expect(rows).toEqual([{ detail: { list: ['before'] }, actor_name: 'before' }]);
});

test('nobody adds to the trail of a project that is not theirs', async () => {
  const { app } = cast.app;
  const nobody = createContext(app, null, { requestId: 'r' });
  const add = (projectId: string | null) =>
    withTransaction(nobody, (ctx) => recordAudit(ctx, { action: 'x.done', projectId }));
  await add(null);
  await expect(add(cast.project.id)).rejects.toThrow(/row-level security/);
});

describe('retention', () => {
  /** As if time had gone on since. */
  async function at<T>(daysAgo: number, work: () => Promise<T>): Promise<T> {
    const { app } = cast.app;
    const { now } = app;
    app.now = () => new Date(Date.now() - daysAgo * DAY_MS);
    try {
      return await work();
    } finally {
      app.now = now;
    }
  }

  const keep = (days: number | null) =>
    cast.app.sql(
      days === null
        ? `delete from instance_settings where key = 'auditRetentionDays'`
        : `insert into instance_settings (key, value) values ('auditRetentionDays', '${days}')
           on conflict (key) do update set value = excluded.value`,
    );
  /** Settings are remembered for a second. */
  const trim = (days: number | null) => keep(days).then(() => at(-0.001 * ++trims, () => trimAudit(cast.app.app)));
  let trims = 0;

  test('drops what is older than the setting, from the beginning, says so, and the chain stays whole', async () => {
    const project = await makeProject(cast.app);
    await at(100, () => record(project, 4));
    await at(50, () => record(project, 2));
    await record(project, 1);
    expect(await trim(null)).toBe(0);
    expect(await trim(60)).toBe(4);
    expect((await rowsOf(project)).map(({ seq }) => seq)).toEqual([5, 6, 7, 8]);
    expect(await verdict(project)).toBe('ok 4');
    const [event] = await cast.app.sql(`select action, detail from audit_events where chain = $1 and seq = 8`, [
      project.id,
    ]);
    expect(event).toMatchObject({ action: 'audit.trimmed', detail: { count: 4, firstKept: 5 } });
    expect(await trim(60)).toBe(0);
    await tamper(`update audit_events set actor_name = 'x' where chain = '${project.id}' and seq = 6`);
    expect(await verdict(project)).toBe('CHANGED 6');
  });

  test('keeps the last 30 days, and what comes after a younger one, whatever it is asked', async () => {
    const project = await makeProject(cast.app);
    await at(100, () => record(project, 1));
    await at(10, () => record(project, 1));
    await at(100, () => record(project, 1));
    const client = new pg.Client({ connectionString: cast.app.app.config.databaseUrl ?? '' });
    await client.connect();
    const call = async () =>
      (await client.query('select removed::int from audit_trim($1, now() + interval $$1 year$$)', [project.id])).rows;
    expect(await call()).toEqual([{ removed: 1 }]);
    expect(await call()).toEqual([{ removed: 0 }]);
    // What it sees inside is not seen outside.
    expect((await client.query('select from audit_events')).rowCount).toBe(0);
    await client.end();
    expect((await rowsOf(project)).map(({ seq }) => seq)).toEqual([2, 3]);
    expect(await verdict(project)).toBe('ok 2');
  });

  test('the tables’ owner may not change the trail either, while the policies hold', async () => {
    expect(await cast.app.sql('update audit_events set seq = seq returning id')).toEqual([]);
  });

  test.each([
    'update audit_events set seq = seq',
    'delete from audit_events',
    'truncate audit_events',
    'update audit_chains set first_seq = 2',
    `update audit_chains set base_hash = ''`,
    'delete from audit_chains',
    'truncate audit_chains',
  ])('the product itself may not: %s', async (statement) => {
    await expect(cast.app.app.unscopedDataSource.query(statement)).rejects.toThrow(/permission denied/);
  });
});
