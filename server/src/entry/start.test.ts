import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import type { DoctorReport } from '../features/doctor/doctor.types.ts';

const MAIN = resolve(import.meta.dirname, '../../dist/main.js');
const SECRET = 'pZ5Jc0aVtqk3vR8yN1wXbM7uLd2Gf9Hs';

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
  database = await createTestDatabase();
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await database.drop();
});

/** A process of its own, as an operator starts it. */
async function run(args: string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { PATH: process.env.PATH, PILOTHOUSE_DATA_DIR: folder, PILOTHOUSE_LOG_LEVEL: 'silent', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (output.stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output.stderr += text.toString()));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, ...output };
}

describe('the start in production mode', () => {
  test('is refused with all that is wrong at once, each with what to do, and no secret is shown', async () => {
    const kept = join(folder, 'secret');
    writeFileSync(kept, 'x');
    chmodSync(kept, 0o644);
    const { code, stdout, stderr } = await run(['all'], {
      PILOTHOUSE_MODE: 'production',
      PILOTHOUSE_PORT: '99999',
      PILOTHOUSE_HOST: '0.0.0.0',
      PILOTHOUSE_SECRET: 'changeme-hunter2',
      PILOTHOUSE_ADMIN_EMAIL: 'ada@example.com',
      PILOTHOUSE_ADMIN_PASSWORD: 'password-hunter2',
      PILOTHOUSE_ALLOWED_ORIGINS: '*,http://board.example.com',
      DATABASE_URL: 'postgres://postgres:postgres@127.0.0.1:1/hunter2',
    });
    rmSync(kept);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('Pilothouse does not start, because 9 things are not in order:');
    for (const [problem, remedy] of [
      ['PILOTHOUSE_PORT: ', ''],
      ['The secret of PILOTHOUSE_SECRET has 16 characters', 'openssl rand -base64 32'],
      ['PILOTHOUSE_PUBLIC_URL is missing', 'PILOTHOUSE_PUBLIC_URL=https://'],
      ['It listens on 0.0.0.0 without a public address', 'PILOTHOUSE_HOST=127.0.0.1'],
      ['“*”, which is no exact origin', 'PILOTHOUSE_ALLOWED_ORIGINS='],
      ['http://board.example.com, which is plain http', 'PILOTHOUSE_ALLOWED_ORIGINS=https://board.example.com'],
      [`${kept} is open to everybody (0644)`, `chmod 600 '${kept}'`],
      ['PILOTHOUSE_ADMIN_PASSWORD is one that everybody tries', 'openssl rand -base64 18'],
      ['DATABASE_URL has a password that everybody tries', 'alter role "postgres" password'],
    ] as const) {
      expect(stderr).toContain(problem);
      expect(stderr).toContain(remedy);
    }
    expect(stderr).not.toMatch(/hunter2|\bat \w+ \(|Error/);
  });

  test('is refused to a role that gets around row-level security', async () => {
    const { code, stderr } = await run(['api'], {
      PILOTHOUSE_MODE: 'production',
      PILOTHOUSE_SECRET: SECRET,
      PILOTHOUSE_PUBLIC_URL: 'http://127.0.0.1:4000',
      PILOTHOUSE_PORT: '0',
      // The same for both: no lesser role is made.
      PILOTHOUSE_DATABASE_OWNER_URL: database.url,
      DATABASE_URL: database.url,
    });
    expect(stderr).toMatch(/The connections are of the superuser|owns the tables/);
    expect(stderr).toContain('one thing is not in order');
    expect(code).toBe(1);
  });
});

describe('the command line', () => {
  test('doctor tells what is configured, risky and tried; no secret is in it', async () => {
    const environment = { DATABASE_URL: database.url, PILOTHOUSE_SECRET: SECRET, PILOTHOUSE_DEMO: 'off' };
    const { code, stdout } = await run(['doctor', '--json'], environment);
    const report = JSON.parse(stdout) as DoctorReport;
    expect(report.isProduction).toBe(false);
    expect(report.checks.find(({ id }) => id === 'database')).toMatchObject({ status: 'OK' });
    expect(report.checks.find(({ id }) => id === 'migrations')).toMatchObject({ status: 'OK' });
    expect(report.risks.find(({ id }) => id === 'secret-strong')).toMatchObject({ level: 'OK' });
    expect(report.configuration.find(({ name }) => name === 'PILOTHOUSE_SECRET')).toMatchObject({
      value: 'set, 32 characters',
    });
    // Nobody deploys here.
    expect(report.checks.find(({ id }) => id === 'workers')).toMatchObject({ status: 'PROBLEM' });
    expect(code).toBe(1);

    const { stdout: text } = await run(['doctor'], environment);
    for (const part of ['Configured', 'Risky', 'In order', 'Tried', 'PROBLEM: A worker is alive.'])
      expect(text).toContain(part);
    const password = new URL(database.url).password;
    for (const output of [stdout, text]) {
      expect(output).not.toContain(SECRET);
      if (password) expect(output).not.toContain(password);
    }
  });

  test('doctor tells the rest where there is no database', async () => {
    const environments: Record<string, string>[] = [{}, { DATABASE_URL: 'postgres://ada:hunter2@127.0.0.1:1/none' }];
    for (const environment of environments) {
      const { code, stdout } = await run(['doctor', '--json'], environment);
      const report = JSON.parse(stdout) as DoctorReport;
      expect(report.checks[0]).toMatchObject({ id: 'database', status: 'PROBLEM' });
      expect(report.checks.map(({ id }) => id)).toContain('disk');
      expect(stdout).not.toContain('hunter2');
      expect(code).toBe(1);
    }
  });

  test('reset-password prints a link for an account there is', async () => {
    const environment = { DATABASE_URL: database.url, PILOTHOUSE_SECRET: SECRET, PILOTHOUSE_PORT: '4321' };
    const unknown = await run(['reset-password', 'nobody@example.com'], environment);
    expect(unknown).toMatchObject({ code: 1, stdout: '', stderr: 'Nobody has the address nobody@example.com.\n' });
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(`insert into users (id, email, name) values ('usr_ada', 'ada@example.com', 'Ada')`);
    await client.end();
    const { code, stdout } = await run(['reset-password', 'ada@example.com'], environment);
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:4321\/\S+\n$/);
    expect(code).toBe(0);
  });

  test('wrong usage is 2', async () => {
    for (const args of [['dcotor'], ['doctor', '--xml'], ['all', 'more']])
      expect(await run(args, {})).toMatchObject({ code: 2, stdout: '' });
    expect(await run(['--help'], {})).toMatchObject({ code: 0, stdout: expect.stringContaining('doctor') });
  });
});
