import { afterEach, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { eventually } from '../../../test/at-once.ts';
import { makeProject, useCast } from '../../../test/factories.ts';
import { describeMutation, input } from '../../../test/mutation-cases.ts';
import { systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { ensureFactMonths } from '../../platform/facts.ts';
import { keepFactMonths } from '../analytics/fact-months.service.ts';
import { recordStorage } from '../analytics/storage-history.service.ts';
import { keepFacts } from './storage.upkeep.ts';
import { foldState, kindsAside, missingMonths } from './storage-health.service.ts';

const cast = useCast();
afterEach(() => cast.app.sql(`delete from instance_settings where key = 'factRetention'`));

const SET =
  'mutation ($input: SetFactRetentionInput!) { setFactRetention(input: $input) { kinds { kind retentionDays } } }';
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const ctx = () => systemContext(cast.app.app, 'test');

describeMutation('setFactRetention', cast, {
  operation: SET,
  given: () => ({ variables: { input: { kind: 'api', days: 30 } } }),
  by: 'administrator',
  stranger: 'FORBIDDEN',
  forbiddenTo: ['owner', 'viewer'],
  invalid: [
    ['a kind that is not there', input({ kind: 'nonsense' }), ['kind']],
    ['a week is the least', input({ days: 6 }), ['days']],
    ['ten years are the most', input({ days: 3_651 }), ['days']],
  ],
  audit: () => ({
    action: 'facts.retention_changed',
    project_id: null,
    subject_id: 'api',
    detail: { before: { days: 90 }, after: { days: 30 } },
  }),
  works: (_cast, data) => {
    const kinds = data.kinds as { kind: string; retentionDays: number }[];
    expect(kinds.find(({ kind }) => kind === 'api')?.retentionDays).toBe(30);
    expect(kinds.find(({ kind }) => kind === 'ai')?.retentionDays).toBe(365);
  },
  twice: 'same',
});

async function write(days: number, count: number): Promise<void> {
  await ensureFactMonths(ctx(), [daysAgo(days)], ['custom']);
  await cast.app.sql(
    `insert into events (project_id, kind, at, name) select $1, 'custom', $2, 'old' from generate_series(1, $3)`,
    [cast.project.id, daysAgo(days), count],
  );
}
/** As the workers' fold would leave it. */
const countAll = () =>
  cast.app.sql(
    `update rollup_cursor set xid = pg_current_xact_id(), seq = (select last_value from events_seq), folded_at = now()`,
  );
const countOf = async () =>
  (await cast.app.sql<{ count: number }>(`select count(*)::int as count from events where name = 'old'`))[0]?.count;

describe('upkeep', () => {
  test('lets months leave by table once they are counted, and says so', async () => {
    await write(300, 5);
    await write(1, 3);
    expect(await keepFacts(cast.app.app)).toBe(0);
    expect(await countOf()).toBe(8);
    await countAll();
    expect(await keepFacts(cast.app.app)).toBeGreaterThan(0);
    expect(await countOf()).toBe(3);
    const [event] = await cast.app.sql<{ detail: { months: string[] } }>(
      `select detail from audit_events where action = 'facts.removed' and subject_id = 'custom' order by id desc limit 1`,
    );
    expect(event?.detail.months).toContain(daysAgo(300).toISOString().slice(0, 7));
    expect(await keepFacts(cast.app.app)).toBe(0);
  });

  test('goes by what was set', async () => {
    await write(70, 4);
    await countAll();
    await keepFacts(cast.app.app);
    const before = await countOf();
    const freed = await as(cast.administrator).run<{ freedStorage: { monthCount: number; rowsEstimate: number } }>(
      '{ freedStorage(kind: "custom", days: 7) { monthCount rowsEstimate bytes before } }',
    );
    await as(cast.administrator).run(SET, { input: { kind: 'custom', days: 7 } });
    await keepFacts(cast.app.app);
    expect(await countOf()).toBe((before ?? 0) - 4);
    expect(freed.freedStorage.monthCount).toBeLessThanOrEqual(1);
  });

  test('forgets ids that nobody can send again', async () => {
    await cast.app.sql(
      `insert into event_ids (project_id, id, at, created_at) values ($1, 'old', now(), now() - interval '402 days'), ($1, 'new', now(), now())`,
      [cast.project.id],
    );
    await keepFacts(cast.app.app);
    expect(await cast.app.sql('select id from event_ids')).toEqual([{ id: 'new' }]);
  });
});

describe('what it takes', () => {
  test('is shown to administrators by kind, with what is counted from it', async () => {
    const { analyticsStorage } = await as(cast.administrator).run<{
      analyticsStorage: { totalBytes: number; kinds: { kind: string; bytes: number }[]; rollups: { grain: string }[] };
    }>(`{ analyticsStorage { totalBytes idBytes isBehind foldedAt rollups { grain bytes rowsEstimate }
      kinds { kind title bytes bytesPerDay rowsEstimate monthCount oldestMonth retentionDays defaultRetentionDays } } }`);
    expect(analyticsStorage.kinds.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['deployment', 'custom', 'api']),
    );
    expect(analyticsStorage.rollups.map(({ grain }) => grain)).toEqual(['15', '60', '1440']);
    expect(analyticsStorage.totalBytes).toBeGreaterThan(analyticsStorage.kinds[0]?.bytes ?? 0);
  });

  test('the doctor sees events that nobody counts', async () => {
    await countAll();
    expect((await foldState(ctx())).isBehind).toBe(false);
    await cast.app.sql(`update rollup_cursor set folded_at = now() - interval '2 minutes'`);
    expect((await foldState(ctx())).isBehind).toBe(false);
    await write(1, 1);
    expect((await foldState(ctx())).isBehind).toBe(true);
    const { doctor } = await as(cast.administrator).run<{ doctor: { checks: { id: string; status: string }[] } }>(
      '{ doctor { checks { id status } } }',
    );
    expect(doctor.checks.find(({ id }) => id === 'facts-counted')?.status).toBe('PROBLEM');
    expect(await missingMonths(ctx())).toEqual([]);
  });
});

const checkOf = async (id: string) => {
  const { doctor } = await as(cast.administrator).run<{
    doctor: { checks: { id: string; status: string; detail: string; remedy: string | null }[] };
  }>('{ doctor { checks { id status detail remedy } } }');
  return doctor.checks.find((check) => check.id === id);
};

/** Holds a transaction open that has done this, while `meanwhile` runs. */
async function whileOpen<T>(statement: string, meanwhile: () => Promise<T>): Promise<T> {
  const end = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const open = withTransaction(ctx(), async (ctx) => {
    await ctx.manager?.query(statement);
    begun.resolve();
    await end.promise;
  });
  await begun.promise;
  try {
    return await meanwhile();
  } finally {
    end.resolve();
    await open;
  }
}

const tableOf = async (name: string) =>
  (
    await cast.app.sql<{ part: string }>('select tableoid::regclass::text as part from events where name = $1', [name])
  )[0]?.part;
const monthTable = (kind: string, at: Date) => `event_parts.${kind}_${at.toISOString().slice(0, 7).replace('-', '_')}`;

describe('a transaction that is open for long', () => {
  test('and has written: the doctor and the page say that counting waits for it, and for which', async () => {
    await countAll();
    await cast.app.sql(`update rollup_cursor set folded_at = now() - interval '2 minutes'`);
    await whileOpen('select pg_current_xact_id()', async () => {
      await write(1, 1);
      const [here] = await cast.app.sql<{ name: string }>('select current_database() as name');
      // Those of other tests, in other databases of the server, hold it up too, for a moment.
      const heldUpBy = await eventually('the transaction to be the oldest', async () => {
        const found = (await foldState(ctx())).heldUpBy;
        return found?.includes(`database ${here?.name})`) ? found : null;
      });
      expect(heldUpBy).toMatch(/^The transaction of process \d+ \(user .+, database .+\), open since 2/);
      expect(await checkOf('facts-counted')).toMatchObject({
        status: 'PROBLEM',
        detail: expect.stringContaining(`${heldUpBy}, keeps all events that came after it began`),
        remedy: expect.stringContaining('pg_terminate_backend'),
      });
      const { analyticsStorage } = await as(cast.administrator).run<{ analyticsStorage: { heldUpBy: string | null } }>(
        '{ analyticsStorage { heldUpBy } }',
      );
      expect(analyticsStorage.heldUpBy).toBe(heldUpBy);
    });
    // Then only a worker is missing.
    await eventually('nobody to hold it up', async () => (await foldState(ctx())).heldUpBy === null);
    expect((await foldState(ctx())).isBehind).toBe(true);
    await countAll();
  });

  test('and reads events: a month is not waited for, and events that are dated into it lie aside until it is made', async () => {
    const at = daysAgo(140);
    await cast.app.sql(`delete from event_floors where kind = 'custom'`);
    await whileOpen('select from events limit 1', async () => {
      expect(await ensureFactMonths(ctx(), [at], ['custom'])).toBe(false);
      await as(cast.operator).run(
        'mutation ($input: TrackEventsInput!) { trackEvents(input: $input) { acceptedCount } }',
        {
          input: { projectId: cast.project.id, events: [{ name: 'hindered', at: at.toISOString() }] },
        },
      );
    });
    expect(await tableOf('hindered')).toBe('event_parts.custom_rest');
    expect(await ensureFactMonths(ctx(), [at], ['custom'])).toBe(true);
    expect(await tableOf('hindered')).toBe(monthTable('custom', at));
  });
});

describe('facts of a time to come', () => {
  test('lie aside, and move into their month once it is made', async () => {
    const now = new Date();
    const at = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 3, 20));
    await cast.app.sql(
      `insert into events (project_id, kind, at, name) values ($1, 'step', $2, 'three months ahead')`,
      [cast.project.id, at],
    );
    await countAll();
    const keep = async (time: Date) => {
      const app = { ...cast.app.app, now: () => time };
      await (await keepFactMonths(app)).stop();
      await keepFacts(app);
    };
    await keep(now);
    expect(await tableOf('three months ahead')).toBe('event_parts.step_rest');
    expect((await checkOf('facts-aside'))?.detail).toMatch(/those of a time to come wait for their month/);
    const [before] = await cast.app.sql(`select xid, seq from events where name = 'three months ahead'`);
    await keep(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2)));
    expect(await tableOf('three months ahead')).toBe(monthTable('step', at));
    // As it was counted, it is not counted again.
    expect(await cast.app.sql(`select xid, seq from events where name = 'three months ahead'`)).toEqual([before]);
    expect(await checkOf('facts-aside')).toMatchObject({ status: 'OK' });
  });
});

describe('keeping events for longer after months have left', () => {
  const keepFor = (days: number | null) => as(cast.administrator).run(SET, { input: { kind: 'run', days } });
  const add = (name: string) =>
    cast.app.sql(`insert into events (project_id, kind, at, name) values ($1, 'run', $2, $3)`, [
      cast.project.id,
      daysAgo(300),
      name,
    ]);
  const storageOf = async () => {
    const { analyticsStorage } = await as(cast.administrator).run<{
      analyticsStorage: { kinds: { kind: string; rowsEstimate: number; removedBefore: string | null }[] };
    }>('{ analyticsStorage { kinds { kind rowsEstimate removedBefore } } }');
    return analyticsStorage.kinds.find(({ kind }) => kind === 'run');
  };

  test('brings none of them back: what comes late for them is kept aside until it is too old', async () => {
    expect((await storageOf())?.removedBefore).toBeNull();
    await ensureFactMonths(ctx(), [daysAgo(300)], ['run']);
    await add('on time');
    await countAll();
    await keepFor(30);
    await keepFacts(cast.app.app);
    expect(await tableOf('on time')).toBeUndefined();
    await keepFor(400);
    expect(await ensureFactMonths(ctx(), [daysAgo(300)], ['run'])).toBe(true);
    await add('late');
    expect(await tableOf('late')).toBe('event_parts.run_rest');
    await countAll();
    await keepFacts(cast.app.app);
    expect(await tableOf('late')).toBe('event_parts.run_rest');
    // Nothing is wrong with that, and it is said.
    expect(await checkOf('facts-aside')).toMatchObject({ status: 'OK' });
    const dropped = daysAgo(300);
    expect((await storageOf())?.removedBefore).toBe(
      new Date(Date.UTC(dropped.getUTCFullYear(), dropped.getUTCMonth() + 1, 1)).toISOString(),
    );
    await cast.app.sql('analyze event_parts.run_rest');
    expect((await storageOf())?.rowsEstimate).toBe(1);
    await keepFor(200);
    await keepFacts(cast.app.app);
    expect(await tableOf('late')).toBeUndefined();
  });
});

describe('facts whose month nobody has made', () => {
  test('leave when they are too old, and else get their month; the doctor tells of those that lie aside', async () => {
    const ahead = new Date(Date.now() + 200 * DAY_MS);
    for (const [name, at] of [
      ['too-old', daysAgo(2_000)],
      ['young', daysAgo(150)],
      ['ahead', ahead],
    ] as const)
      await cast.app.sql(`insert into events (project_id, kind, at, name) values ($1, 'sign_in', $2, $3)`, [
        cast.project.id,
        at,
        name,
      ]);
    expect(await kindsAside(ctx())).toEqual(['sign_in']);
    const { doctor } = await as(cast.administrator).run<{ doctor: { checks: { id: string; detail: string }[] } }>(
      '{ doctor { checks { id detail } } }',
    );
    expect(doctor.checks.find(({ id }) => id === 'facts-aside')?.detail).toMatch(/^Some of sign_in lie aside/);
    await keepFacts(cast.app.app);
    expect(await namesAside()).toEqual(['ahead', 'too-old', 'young']);
    await countAll();
    await keepFacts(cast.app.app);
    expect(await namesAside()).toEqual(['ahead']);
    const left = await cast.app.sql(`select name from events where kind = 'sign_in' and name <> 'ahead'`);
    expect(left).toEqual([{ name: 'young' }]);
    const [event] = await cast.app.sql<{ detail: unknown }>(
      `select detail from audit_events where action = 'facts.removed' and subject_id = 'sign_in' order by id desc limit 1`,
    );
    expect(event?.detail).toEqual({ months: [], count: 1 });
  });

  const namesAside = async () =>
    (
      await cast.app.sql<{ name: string }>(
        `select name from events where tableoid = 'event_parts.sign_in_rest'::regclass order by name`,
      )
    ).map(({ name }) => name);

  test('are kept aside, and move when it is made', async () => {
    const at = daysAgo(200);
    await cast.app.sql(`insert into events (project_id, kind, at, name) values ($1, 'ai', $2, 'aside')`, [
      cast.project.id,
      at,
    ]);
    expect(await tableOf('aside')).toBe('event_parts.ai_rest');
    await ensureFactMonths(ctx(), [at], ['ai']);
    expect(await tableOf('aside')).toBe(monthTable('ai', at));
  });
});

describe('what a project keeps', () => {
  test('is measured again when old facts have left', async () => {
    const project = await makeProject(cast.app);
    const add = async (days: number) => {
      await ensureFactMonths(ctx(), [daysAgo(days)], ['schedule']);
      await cast.app.sql(`insert into events (project_id, kind, at) values ($1, 'schedule', $2)`, [
        project.id,
        daysAgo(days),
      ]);
    };
    await add(300);
    await add(0);
    await recordStorage(ctx());
    await countAll();
    expect(await keepFacts(cast.app.app)).toBeGreaterThan(0);
    const facts = await cast.app.sql(
      `select value from events where project_id = $1 and kind = 'storage' and name = 'facts' order by seq`,
      [project.id],
    );
    // One of two has left; the three of the first measurement came.
    expect(facts).toEqual([{ value: '800' }, { value: '1600' }]);
  });
});
