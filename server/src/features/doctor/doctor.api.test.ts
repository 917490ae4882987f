import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeToken, useCast } from '../../../test/factories.ts';
import type { DoctorReport } from './doctor.types.ts';

const cast = useCast({
  PILOTHOUSE_SECRT: 'hunter2',
  PILOTHOUSE_ALLOWED_ORIGINS: 'http://board.example.com',
  PILOTHOUSE_SMTP_URL: 'smtp://ada:hunter2@127.0.0.1:1',
  PILOTHOUSE_MAIL_FROM: 'ship@example.com',
  PILOTHOUSE_OIDC_CLIENT_ID: 'pilothouse',
  PILOTHOUSE_OIDC_CLIENT_SECRET: 'hunter2',
  PILOTHOUSE_OIDC_ISSUER: 'http://127.0.0.1:1',
});

const DOCTOR = `{ doctor { checkedAt version isProduction risks { id level title why remedy }
  checks { id title status detail remedy durationMs } configuration { name value isSet description } } }`;
const report = async () => (await as(cast.administrator).run<{ doctor: DoctorReport }>(DOCTOR)).doctor;
const check = async (id: string) => (await report()).checks.find((each) => each.id === id);

describe('doctor', () => {
  test('is for administrators of the installation, in person', async () => {
    expect(await as(cast.anonymous).fail(DOCTOR)).toMatchObject({ code: 'UNAUTHENTICATED' });
    const token = await makeToken(cast.app, { kind: 'PERSONAL', user: cast.administrator });
    for (const who of [cast.owner, cast.stranger, token])
      expect(await as(who).fail(DOCTOR)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('tells what is risky with what mends it, and what is in order', async () => {
    const { risks, isProduction } = await report();
    expect(isProduction).toBe(false);
    expect(risks).toContainEqual({
      id: 'origins-https',
      level: 'RISK',
      title: 'PILOTHOUSE_ALLOWED_ORIGINS has http://board.example.com, which is plain http',
      why: expect.any(String),
      remedy: 'PILOTHOUSE_ALLOWED_ORIGINS=https://board.example.com',
    });
    expect(risks.find(({ id }) => id === 'variables-known')).toMatchObject({
      level: 'RISK',
      title: 'PILOTHOUSE_SECRT is not a variable of Pilothouse',
    });
    expect(risks.find(({ id }) => id === 'secret-strong')).toMatchObject({ level: 'RISK' });
    expect(risks.find(({ id }) => id === 'origins-exact')).toMatchObject({ level: 'OK', remedy: null });
    expect(risks.map(({ id }) => id)).toContain('database-role');
  });

  test('has no secret in it', async () => {
    const text = JSON.stringify(await report());
    expect(text).not.toMatch(/hunter2/);
    expect(text).not.toContain(cast.app.app.config.secret);
    const { configuration } = await report();
    expect(configuration.find(({ name }) => name === 'PILOTHOUSE_SECRET')).toMatchObject({
      value: `set, ${cast.app.app.config.secret?.length} characters`,
      isSet: true,
    });
    expect(configuration.find(({ name }) => name === 'PILOTHOUSE_SMTP_URL')?.value).toBe(
      'smtp://ada:*****@127.0.0.1:1',
    );
  });
});

describe('what is tried', () => {
  test('the database, its tables and its version are as they should be', async () => {
    for (const id of ['database', 'row-security', 'migrations', 'clock', 'disk'])
      expect(await check(id)).toMatchObject({ status: 'OK', remedy: null, durationMs: expect.any(Number) });
  });

  test('a table without row-level security is named', async () => {
    await cast.app.sql('create table forgotten (project_id text)');
    expect(await check('row-security')).toMatchObject({ status: 'PROBLEM', detail: 'Without it: forgotten' });
    await cast.app.sql('drop table forgotten');
    await cast.app.sql('alter table deployments no force row level security');
    expect(await check('row-security')).toMatchObject({ status: 'PROBLEM', detail: 'Without it: deployments' });
    await cast.app.sql('alter table deployments force row level security');
  });

  test('a migration that is missing or unknown is named', async () => {
    await cast.app.sql(`insert into migrations (timestamp, name) values (9, 'Tomorrow1')`);
    expect(await check('migrations')).toMatchObject({ status: 'PROBLEM', detail: 'Of a newer version: Tomorrow1' });
    await cast.app.sql(`delete from migrations where name = 'Tomorrow1'`);
    await cast.app.sql(`update migrations set name = 'x' where name = 'Foundation1700000000001'`);
    expect(await check('migrations')).toMatchObject({
      status: 'PROBLEM',
      detail: 'Not run yet: Foundation1700000000001',
      remedy: 'node pilothouse.mjs start migrate',
    });
    await cast.app.sql(`update migrations set name = 'Foundation1700000000001' where name = 'x'`);
  });

  test('workers: none, then one that lives', async () => {
    expect(await check('workers')).toMatchObject({ status: 'PROBLEM' });
    await cast.app.sql(
      `insert into workers (id, node_id, host, pid, heartbeat_at) values ('w1', 'n', 'red', 1, now()), ('w2', 'n', 'blue', 1, now() - interval '1 minute')`,
    );
    expect(await check('workers')).toMatchObject({ status: 'OK', detail: '1, on red' });
    await cast.app.sql('delete from workers');
  });

  test('a clock that is wrong', async () => {
    const { now } = cast.app.app;
    const ahead = 5_000;
    cast.app.app.now = () => new Date(Date.now() + ahead);
    expect(await check('clock')).toMatchObject({ status: 'PROBLEM', detail: '5.0 s apart' });
    cast.app.app.now = now;
  });

  test('a mail server and an issuer that don’t answer', async () => {
    expect(await check('mail')).toMatchObject({ status: 'PROBLEM', detail: 'It failed: ESOCKET.' });
    expect(await check('issuers')).toMatchObject({
      status: 'PROBLEM',
      detail: expect.stringMatching(/^single sign-on: It failed: /),
    });
  });
});

describe('the public address', () => {
  let other: Server;
  let answer: (path: string) => string | null = () => null;
  const set = (url: string | undefined) =>
    Object.assign(cast.app.app.config, {
      environment: { ...cast.app.app.config.environment, PILOTHOUSE_PUBLIC_URL: url },
    });
  beforeAll(async () => {
    other = createServer((request, response) => {
      const text = answer(request.url ?? '');
      // Null: no answer at all.
      if (text !== null) response.end(text);
    });
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  });
  afterEach(() => void set(undefined));
  afterAll(() => {
    other.closeAllConnections();
    other.close();
  });
  const otherUrl = () => `http://127.0.0.1:${(other.address() as AddressInfo).port}`;

  test('that leads here', async () => {
    set(cast.app.url);
    expect(await check('public-url')).toMatchObject({ status: 'OK' });
  });

  test('that leads to another program', async () => {
    answer = () => '<html>';
    set(otherUrl());
    expect(await check('public-url')).toMatchObject({
      status: 'PROBLEM',
      detail: expect.stringContaining('not as Pilothouse'),
    });
  });

  test('that never answers holds nothing up', async () => {
    answer = () => null;
    set(otherUrl());
    const begunAt = performance.now();
    expect(await check('public-url')).toMatchObject({ status: 'PROBLEM', detail: 'No answer within 2 s.' });
    expect(performance.now() - begunAt).toBeLessThan(6_000);
  });
});
