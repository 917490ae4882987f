import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { as } from '../../test/as.ts';
import { atOnce } from '../../test/at-once.ts';
import { makeProject, makeUser, type TestProject, useCast } from '../../test/factories.ts';
import { systemContext } from '../platform/context.ts';
import { checkSecrets, rotateSecrets } from '../platform/crypto/sealed-columns.ts';
import { checkText, rotationText, sealedColumns } from './secrets-commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'keys');
const [OLD, NEW] = ['old', 'new'].map((id) => `${id}: ${randomBytes(32).toString('base64')}\n`) as [string, string];
const writeKeys = (text: string) => {
  writeFileSync(path, text);
  chmodSync(path, 0o600);
};
writeKeys(OLD);
const readKeys = () => readFileSync(path, 'utf8');
const SECRET = 'a secret of tests, long enough for it';
const cast = useCast({ PILOTHOUSE_KEYS_FILE: path, PILOTHOUSE_SECRET: SECRET });

/** A box as the first format made it: one key of the server's secret, bound to the row's id. */
function firstFormat(plain: string, id: string): Buffer {
  const key = Buffer.from(hkdfSync('sha256', SECRET, 'pilothouse', 'secret-box', 32));
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(id));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

const contextOf = (name: string, id: string, version: number) =>
  JSON.stringify(['variable', project.id, id, name, version]);

async function secretOf(name: string, id: string): Promise<string> {
  const [row] = await cast.app.sql<{ box: Buffer; version: number }>(
    'select secret_value as box, version from variables where id = $1',
    [id],
  );
  return cast.app.app.secretBox.open(
    row?.box as Buffer,
    JSON.stringify(['variable', project.id, id, name, row?.version]),
  );
}

const SET = 'mutation ($input: SetVariableInput!) { setVariable(input: $input) { id } }';
const set = async (project: TestProject, name: string, value: string) =>
  (
    await as(cast.maintainer).run<{ setVariable: { id: string } }>(SET, {
      input: { projectId: project.id, name, value, isSecret: true },
    })
  ).setVariable.id;

const ctx = (part = 'test') => systemContext(cast.app.app, part);
const check = () => checkSecrets(ctx(), sealedColumns);
const rotate = () => rotateSecrets(ctx('secrets rotate'), sealedColumns);
const keyIds = async () => {
  const rows = await cast.app.sql<{ box: Buffer }>(
    `select secret_value as box from variables where is_secret
     union all select secret_value from variable_versions where is_secret union all select secret from second_factors`,
  );
  return new Set(rows.map(({ box }) => cast.app.app.secretBox.keyIdOf(box)));
};

let project: TestProject;
beforeAll(async () => {
  project = await makeProject(cast.app, [[cast.maintainer, 'MAINTAINER']]);
  for (let number = 1; number <= 30; number += 1) await set(project, `S${number}`, `secret number ${number}`);
  for (const value of ['one more secret', 'another secret']) await set(project, 'S1', value);
  const person = await makeUser(cast.app);
  await cast.app.sql('insert into second_factors (user_id, secret) values ($1, $2)', [
    person.userId,
    cast.app.app.secretBox.seal('JBSWY3DPEHPK3PXP', `second-factor/${person.userId}`),
  ]);
  // Of the first format, as an installation of today has them.
  const box = firstFormat('of the first format', 'var_first');
  await cast.app.sql(
    `insert into variables (id, project_id, name, secret_value, is_secret) values ('var_first', $1, 'FIRST', $2, true)`,
    [project.id, box],
  );
});

describe('secrets rotate', () => {
  test('brings all under the new key while the server works, and is audited', async () => {
    expect(await keyIds()).toEqual(new Set(['old', null]));
    writeKeys(NEW + OLD);
    const meanwhile = Promise.all(
      Array.from({ length: 10 }, (_, index) => set(project, `S${index + 10}`, `set meanwhile ${index}`)),
    );
    const report = await rotate();
    await meanwhile;
    expect(report.unreadable).toEqual([]);
    expect(report.rotatedCount).toBeGreaterThanOrEqual(34);
    await rotate();
    expect(await keyIds()).toEqual(new Set(['new']));
    const events = await cast.app.sql<{ detail: { column: string; count: number; key: string } }>(
      `select detail from audit_events where action = 'secrets.rotated'`,
    );
    expect(new Set(events.map(({ detail }) => detail.column))).toEqual(
      new Set(['variables.secret_value', 'variable_versions.secret_value', 'second_factors.secret']),
    );
  });

  test('a second time there is nothing to do', async () => {
    const before = await cast.app.fingerprint();
    const report = await rotate();
    expect(report.rotatedCount).toBe(0);
    expect(await cast.app.fingerprint()).toBe(before);
    expect(rotationText(report, 'new')).toBe('Everything is under the key “new” already.');
  });

  test('then the old key can go, and everything opens as it was', async () => {
    writeKeys(NEW);
    expect((await check()).unreadable).toEqual([]);
    expect(await secretOf('FIRST', 'var_first')).toBe('of the first format');
  });

  test('goes on where it was stopped', async () => {
    const next = `next: ${randomBytes(32).toString('base64')}\n`;
    writeKeys(next + NEW);
    const stopped = rotateSecrets(ctx(), sealedColumns, () => {
      throw new Error('killed');
    });
    await expect(stopped).rejects.toThrow('killed');
    expect((await keyIds()).size).toBe(2);
    await rotate();
    expect(await keyIds()).toEqual(new Set(['next']));
    writeKeys(next);
  });

  test('a secret that is set between reading and writing stays as it was set', async () => {
    const id = await set(project, 'RACE', 'before');
    writeKeys(NEW + readKeys());
    const box = cast.app.app.secretBox.seal('after', contextOf('RACE', id, 1));
    const lock = { sql: 'update variables set secret_value = $2 where id = $1', values: [id, box] };
    const [ended] = await atOnce(cast.app, lock, [rotate]);
    expect(ended?.status).toBe('fulfilled');
    expect(await secretOf('RACE', id)).toBe('after');
    expect((await check()).unreadable).toEqual([]);
  });
});

describe('secrets check', () => {
  test('names what does not open, and shows no value', async () => {
    const id = await set(project, 'TAMPERED', 'hunter2 is not a password');
    expect(checkText(await check(), 'new')).toMatch(/Everything can be decrypted\.$/);
    await cast.app.sql(
      'update variables set secret_value = set_byte(secret_value, length(secret_value) - 1, 255 - get_byte(secret_value, length(secret_value) - 1)) where id = $1',
      [id],
    );
    const before = await cast.app.fingerprint();
    const report = await check();
    expect(report.unreadable).toEqual([
      { name: `the variable TAMPERED of the project ${project.slug}`, problem: 'It was changed.' },
    ]);
    const text = checkText(report, 'new');
    expect(text).toContain(`Can’t be decrypted: the variable TAMPERED of the project ${project.slug}. It was changed.`);
    expect(text).not.toContain('hunter2');
    expect(await cast.app.fingerprint()).toBe(before);
    const rotated = await rotate();
    expect(rotated.unreadable).toHaveLength(1);
    expect(rotationText(rotated, 'new')).toContain('1 secret can’t be decrypted and stayed as they were.');
    await cast.app.sql('delete from variables where id = $1', [id]);
  });
});

test('every column of bytes that is no hash is among those that are rotated', async () => {
  const columns = await cast.app.sql<{ name: string }>(
    `select table_name || '.' || column_name as name from information_schema.columns
     where table_schema = 'public' and data_type = 'bytea' order by 1`,
  );
  const HASHES = /(_hash|\.account|\.hash|\.sha256)$/;
  // Of a log and of a run's values: masked before they are stored. Of facts: distributions, and how many different people.
  const others = ['log_chunks.body', 'run_payload_chunks.body', 'events.sketch', 'rollups.sketch', 'rollups.actors'];
  const sealed = columns.map(({ name }) => name).filter((name) => !HASHES.test(name) && !others.includes(name));
  expect(sealed.sort()).toEqual(sealedColumns.map(({ name }) => name).sort());
});
