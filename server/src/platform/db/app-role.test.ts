import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { canSignIn, prepareAppRole, urlAs } from './app-role.ts';

/** Roles belong to the whole server, which goes when the run is over: this one to this file alone. */
const GIVEN = { name: `pilothouse_given_${process.pid}`, password: 'the right one', isDerived: false };

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await database.drop();
});

const signsIn = (password: string) => canSignIn(urlAs(database.url, { ...GIVEN, password }));

test('the password of a role that was given is never changed, whatever is said to be it', async () => {
  expect(await prepareAppRole(owner, database.url, GIVEN)).toBe(true);
  expect(await prepareAppRole(owner, database.url, { ...GIVEN, password: 'a typing error' })).toBe(false);
  expect(await signsIn('a typing error')).toBe(false);
  expect(await signsIn(GIVEN.password)).toBe(true);
});

test('no password is in a statement, which the server may log', async () => {
  const sent = jest.spyOn(owner, 'query');
  const derived = { name: `${GIVEN.name}_derived`, password: 'the first one', isDerived: true };
  expect(await prepareAppRole(owner, database.url, derived)).toBe(true);
  const changed = { ...derived, password: 'the second one' };
  expect(await prepareAppRole(owner, database.url, changed)).toBe(true);
  const statements = JSON.stringify(sent.mock.calls);
  sent.mockRestore();
  expect(statements).toMatch(/create role .*alter role /s);
  expect(statements).not.toMatch(/the first one|the second one/);
});

test('a process that starts waits for nobody who works', async () => {
  expect(await prepareAppRole(owner, database.url, GIVEN)).toBe(true);
  const worker = new pg.Client({ connectionString: database.url });
  await worker.connect();
  await worker.query('begin');
  await worker.query('delete from graphile_worker._private_jobs');
  await worker.query('select from graphile_worker._private_job_queues for update');
  await worker.query('select from runs, audit_events');
  await owner.query(`set lock_timeout = '1s'`);
  expect(await prepareAppRole(owner, database.url, GIVEN)).toBe(true);
  await owner.query('reset lock_timeout');
  await worker.end();
});

test('a database that takes nobody now is no reason to go on as its owner', async () => {
  const name = new URL(database.url).pathname.slice(1);
  await owner.query(`alter database ${name} connection limit 0`);
  await expect(signsIn(GIVEN.password)).rejects.toMatchObject({ code: '53300' });
  await owner.query(`alter database ${name} connection limit -1`);
});

test('an owner that is used for everything loses none of its rights', async () => {
  const rights = () =>
    owner.query(`select relname, relacl from pg_class where relname in ('migrations', 'audit_events', 'audit_chains')`);
  const before = (await rights()).rows;
  const itself = { name: owner.user ?? '', password: owner.password ?? '', isDerived: false };
  expect(await prepareAppRole(owner, database.url, itself)).toBe(false);
  expect((await rights()).rows).toEqual(before);
});
