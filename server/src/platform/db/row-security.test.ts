import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { makeDeployment, makeStep, makeToken, useCast } from '../../../test/factories.ts';
import { createContext, systemContext } from '../context.ts';
import { Reads } from './reads.ts';
import { EVERYTHING, type Scope } from './scope.ts';
import { execute, query } from './sql.ts';
import { withTransaction } from './transaction.ts';

/** As the product connects, with nothing in sight yet. */
let client: pg.Client;
// Before the database is dropped.
afterAll(() => client.end());
const cast = useCast();

beforeAll(async () => {
  client = new pg.Client({ connectionString: cast.app.app.config.databaseUrl ?? '' });
  await client.connect();
});

interface Table {
  name: string;
  isEnabled: boolean;
  isForced: boolean;
  commands: string[];
}

/** Every table with rows of projects, from the catalogue: a new one is here by itself. */
const tables = () =>
  cast.app.sql<Table>(`
    select c.oid::regclass::text as name, c.relrowsecurity as "isEnabled", c.relforcerowsecurity as "isForced",
           coalesce((select array_agg(distinct p.polcmd::text) from pg_policy p where p.polrelid = c.oid), '{}') as commands
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p')
      and (c.relname = 'projects' or exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = 'project_id' and not a.attisdropped))
    order by 1`);

/** Runs one statement in a transaction of its own that is always taken back. */
async function inScope<Row>(scope: Partial<Scope> | null, text: string, values: unknown[] = []) {
  await client.query('begin');
  try {
    if (scope)
      await client.query(
        `select set_config('pilothouse.projects', $1, true), set_config('pilothouse.user', $2, true)`,
        [scope.projects ?? '', scope.user ?? ''],
      );
    const { rows, rowCount } = await client.query(text, values);
    return { rows: rows as Row[], rowCount };
  } finally {
    await client.query('rollback');
  }
}

describe('the role of the product', () => {
  test('is neither superuser nor owner of anything, and can’t pass the policies by', async () => {
    const { rows } = await client.query(`
      select r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcreatedb,
             (select count(*)::int from pg_class c where c.relowner = r.oid) as owned,
             (select count(*)::int from pg_auth_members m where m.member = r.oid) as memberships,
             pg_get_userbyid(d.datdba) = r.rolname as "ownsDatabase"
      from pg_roles r, pg_database d where r.rolname = current_user and d.datname = current_database()`);
    expect(rows).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        owned: 0,
        memberships: 0,
        ownsDatabase: false,
      },
    ]);
  });

  test.each([
    'alter table deployments no force row level security',
    'alter table deployments disable row level security',
    'drop policy project_rows on deployments',
    'create table mine (id text)',
    'update audit_events set actor_name = actor_name',
    'delete from audit_events',
    'truncate audit_events',
    'delete from migrations',
    'set role postgres',
    'set session authorization postgres',
  ])('may not %s', async (statement) => {
    await expect(inScope({ projects: '*' }, statement)).rejects.toMatchObject({ code: '42501' });
  });
});

describe('every table with rows of projects', () => {
  test('has row-level security, forced, with policies for reading and writing', async () => {
    const found = await tables();
    expect(found.length).toBeGreaterThanOrEqual(14);
    for (const { name, isEnabled, isForced, commands } of found) {
      expect({ name, isEnabled, isForced }).toEqual({ name, isEnabled: true, isForced: true });
      // `*` is a policy for all commands; a trail is read and added to.
      expect({ name, isCovered: commands.includes('*') || ['a', 'r'].every((one) => commands.includes(one)) }).toEqual({
        name,
        isCovered: true,
      });
    }
  });

  test('shows nothing without a scope, nothing of others in one, and all to the product itself', async () => {
    await fill();
    const { id } = cast.project;
    for (const { name } of await tables()) {
      const column = name === 'projects' ? 'id' : 'project_id';
      const [real] = await cast.app.sql<{ total: number; own: number }>(
        `select count(*)::int as total, count(*) filter (where ${column} = $1)::int as own from ${name}`,
        [id],
      );
      const count = async (scope: Partial<Scope> | null) => {
        const { rows } = await inScope<{ own: number; foreign: number }>(
          scope,
          `select count(*) filter (where ${column} = $1)::int as own,
                  count(*) filter (where ${column} is distinct from $1)::int as foreign from ${name}`,
          [id],
        );
        return { name, ...rows[0] };
      };
      const nothing = { name, own: 0, foreign: 0 };
      expect(await count(null)).toEqual(nothing);
      expect(await count({ projects: '' })).toEqual(nothing);
      expect(await count({ projects: 'prj_unknown' })).toEqual(nothing);
      expect(await count({ projects: id })).toEqual({ name, own: real?.own, foreign: 0 });
      expect(await count(EVERYTHING)).toEqual({ name, own: real?.own, foreign: (real?.total ?? 0) - (real?.own ?? 0) });
    }
  });

  test('lets nobody change, remove or move rows of a project that is not in scope', async () => {
    await fill();
    const theirs = { projects: cast.otherProject.id };
    for (const { name } of await tables()) {
      const column = name === 'projects' ? 'id' : 'project_id';
      if (name === 'audit_events') continue;
      const changed = await inScope(theirs, `update ${name} set ${column} = ${column} where ${column} = $1`, [
        cast.project.id,
      ]);
      expect({ name, changed: changed.rowCount }).toEqual({ name, changed: 0 });
      const moved = inScope(theirs, `update ${name} set ${column} = $1`, [cast.project.id]);
      await expect(moved.then(({ rowCount }) => rowCount))
        .resolves.toBe(0)
        .catch((error: { code?: string }) => {
          // Either there was nothing of theirs to move, or moving it was refused.
          expect(error).toBeDefined();
        });
    }
    await expect(
      inScope(theirs, `insert into log_streams (project_id) values ($1)`, [cast.project.id]),
    ).rejects.toMatchObject({ code: '42501' });
  });

  async function fill() {
    const { app, project, service, environment, owner, otherProject } = cast;
    const made = await makeDeployment(service, environment, { by: owner });
    await makeStep(project, made, { name: 'build' });
    await makeToken(app, { kind: 'SERVICE', project });
    await makeToken(app, { kind: 'PERSONAL', user: owner });
    await makeToken(app, { kind: 'SERVICE', project: otherProject });
  }
});

describe('a person’s own tokens', () => {
  test('are seen by that person only', async () => {
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.viewer });
    const seenBy = async (user: string | null) =>
      (await inScope(user === null ? null : { user }, 'select from tokens where id = $1', [token.id])).rowCount;
    expect(await seenBy(cast.viewer.userId)).toBe(1);
    expect(await seenBy(cast.owner.userId)).toBe(0);
    expect(await seenBy('')).toBe(0);
    expect(await seenBy(null)).toBe(0);
  });
});

describe('the doors to the database', () => {
  test('many actors at once on the shared clients each see their own', async () => {
    const { app } = cast.app;
    const nobody = createContext(app, null, { requestId: 'test' });
    const everything = systemContext(app, 'test');
    const count = (ctx: typeof nobody) =>
      query<{ count: number }>(ctx, 'select count(*)::int as count from environments').then(([row]) => row?.count);
    const all = await count(everything);
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => count(index % 3 === 0 ? everything : nobody)),
    );
    expect(answers).toEqual(Array.from({ length: 200 }, (_, index) => (index % 3 === 0 ? all : 0)));
  });

  test('settings of the URL’s own leave those of the shared clients as they are', async () => {
    const url = new URL(cast.app.app.config.databaseUrl ?? '');
    url.searchParams.set('options', '-c timezone=Asia/Tokyo -c work_mem=5MB');
    const reads = new Reads(url.href);
    const setting = (name: string) =>
      reads.query<{ value: string }>({ projects: '', user: '' }, 'select current_setting($1) as value', [name]);
    expect(await setting('timezone')).toEqual([{ value: 'UTC' }]);
    expect(await setting('default_transaction_read_only')).toEqual([{ value: 'on' }]);
    expect(await setting('work_mem')).toEqual([{ value: '5MB' }]);
    await reads.close();
  });

  test('what could not be set or was lost on the way hands out nothing', async () => {
    const reads = new Reads(cast.app.app.config.databaseUrl ?? '');
    const seen = (projects: string) =>
      reads.query<{ id: string; scope: string }>(
        { projects, user: '' },
        `select id, current_setting('pilothouse.projects') as scope from projects order by id`,
      );
    const everywhere = await seen('*');
    expect(everywhere.length).toBeGreaterThan(1);
    // A NUL is refused by Postgres, so this scope is never set; those before and after it are their own.
    const results = await Promise.allSettled(
      ['*', 'a\0b', 'a\0b', '', '*', 'a\0b', cast.project.id, '*'].flatMap((projects) => [
        seen(projects),
        seen(projects),
      ]),
    );
    const shown = results.map((result) => (result.status === 'fulfilled' ? result.value : 'refused'));
    const own = [{ id: cast.project.id, scope: cast.project.id }];
    expect(shown).toEqual(
      [everywhere, 'refused', 'refused', [], everywhere, 'refused', own, everywhere].flatMap((each) => [each, each]),
    );
    const cut = Promise.allSettled(Array.from({ length: 20 }, (_, index) => seen(index % 2 ? cast.project.id : '')));
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pilothouse reads' and datname = current_database()`,
    );
    for (const [index, result] of (await cut).entries())
      if (result.status === 'fulfilled') expect(result.value).toEqual(index % 2 ? own : []);
    await reads.close();
  });

  test('a transaction’s scope ends with it', async () => {
    const { app } = cast.app;
    const ofNobody = createContext(app, null, { requestId: 'test' });
    await withTransaction(systemContext(app, 'test'), async (ctx) => {
      expect(await query(ctx, 'select from projects')).not.toEqual([]);
    });
    await withTransaction(ofNobody, async (ctx) => {
      expect(await query(ctx, 'select from projects')).toEqual([]);
      await expect(execute(ctx, 'delete from members')).resolves.toBe(0);
    });
    expect(await app.dataSource.query('select from projects')).toEqual([]);
  });
});
