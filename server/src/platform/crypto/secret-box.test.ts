import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { configuredKeys, parseKeys } from './keyring.ts';
import { createSecretBox } from './secret-box.ts';

const SECRET = 'a secret of tests, long enough for it';
const PLAIN = 'hunter2, “ünïcode”\nand a second line';
const key = () => randomBytes(32).toString('base64');
const [KEY_A, KEY_B] = [key(), key()];
const boxOf = (keys: string, secret = SECRET) => createSecretBox(secret, configuredKeys({ keysFile: null, keys }));

/** Made by the first format, which had one key of the server’s secret and no envelope. */
const FIRST_FORMAT = Buffer.from('Cb6fRUl5cVMfwXYVVTUvibmcS2BuI1OpcGTtfg/cgWSiZp4vwQ6bcg==', 'base64');

describe('a box', () => {
  test('opens to what was sealed, whatever that is', () => {
    const box = createSecretBox(SECRET);
    for (const plain of ['', 'x', PLAIN, 'x'.repeat(100_000)]) expect(box.open(box.seal(plain, 'c'), 'c')).toBe(plain);
  });

  test('is another one each time, and shows nothing of the text', () => {
    const box = createSecretBox(SECRET);
    const [one, two] = [box.seal(PLAIN, 'c'), box.seal(PLAIN, 'c')];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('hunter2')).toBe(false);
  });

  test('does not open elsewhere, with another secret, or without its key', () => {
    const sealed = boxOf(`a:${KEY_A}`).seal(PLAIN, 'here');
    expect(() => boxOf(`a:${KEY_A}`).open(sealed, 'there')).toThrow('It was changed or moved');
    expect(() => boxOf(`b:${KEY_B}`).open(sealed, 'here')).toThrow('It needs the key “a”');
    expect(() => boxOf(`a:${KEY_B}`).open(sealed, 'here')).toThrow('the key “a” is another one');
    const derived = createSecretBox(SECRET).seal(PLAIN, 'here');
    expect(() => createSecretBox(`${SECRET}!`).open(derived, 'here')).toThrow('PILOTHOUSE_SECRET is another one');
  });

  test('opens with no byte changed, added or missing', () => {
    const box = boxOf(`a:${KEY_A}`);
    const sealed = box.seal('abc', 'c');
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => box.open(changed, 'c')).toThrow();
      expect(() => box.open(sealed.subarray(0, at), 'c')).toThrow();
    }
    expect(() => box.open(Buffer.concat([sealed, Buffer.from([0])]), 'c')).toThrow();
  });

  test('takes neither the data key nor the body of another', () => {
    const box = boxOf(`a:${KEY_A}`);
    const [one, two] = [box.seal('first', 'c'), box.seal('other', 'c')];
    const bodyAt = one.length - 12 - 16 - 5;
    expect(() => box.open(Buffer.concat([one.subarray(0, bodyAt), two.subarray(bodyAt)]), 'c')).toThrow();
  });
});

describe('keys', () => {
  test('the first one encrypts, all decrypt, the derived one too', () => {
    const derived = createSecretBox(SECRET).seal(PLAIN, 'c');
    const old = boxOf(`a:${KEY_A}`).seal(PLAIN, 'c');
    const box = boxOf(`b:${KEY_B},a:${KEY_A}`);
    expect(box.currentKeyId).toBe('b');
    expect([box.open(derived, 'c'), box.open(old, 'c')]).toEqual([PLAIN, PLAIN]);
    expect([derived, old, box.seal(PLAIN, 'c')].map((each) => box.keyIdOf(each))).toEqual(['secret-1', 'a', 'b']);
  });

  test('resealed under the current one, a secret needs no other', () => {
    const both = boxOf(`b:${KEY_B},a:${KEY_A}`);
    const sealed = both.reseal(boxOf(`a:${KEY_A}`).seal(PLAIN, 'c'), 'c');
    if (!sealed) throw new Error('It was not resealed.');
    expect(boxOf(`b:${KEY_B}`).open(sealed, 'c')).toBe(PLAIN);
    expect(both.reseal(sealed, 'c')).toBeNull();
    expect(() => both.reseal(sealed, 'elsewhere')).toThrow();
  });

  test('boxes of the first format open, and become envelopes when they are resealed', () => {
    const box = createSecretBox(SECRET);
    expect(box.keyIdOf(FIRST_FORMAT)).toBeNull();
    expect(box.open(FIRST_FORMAT, 'new context', 'var_1')).toBe('of the first');
    expect(() => box.open(FIRST_FORMAT, 'var_2')).toThrow();
    const sealed = box.reseal(FIRST_FORMAT, 'new context', 'var_1') as Buffer;
    expect(box.keyIdOf(sealed)).toBe('secret-1');
    expect(box.open(sealed, 'new context')).toBe('of the first');
  });

  test('are read from lines, commas and JSON; `current` says which one encrypts', () => {
    const ids = (text: string) => parseKeys(text, 'Here').map(({ id }) => id);
    expect(ids(`# made in spring\na: ${KEY_A}\n\nb = ${KEY_B}\n`)).toEqual(['a', 'b']);
    expect(ids(`a:${KEY_A},b:${KEY_B},current:b`)).toEqual(['b', 'a']);
    expect(ids(JSON.stringify({ current: 'b', a: KEY_A, b: KEY_B }))).toEqual(['b', 'a']);
  });

  test.each([
    ['nothing', '', 'has no key'],
    ['a line of no sense', 'what', 'entry 1 is not of the form'],
    ['a short key', `a:${randomBytes(16).toString('base64')}`, 'must be 32 bytes'],
    ['a key of zeros', `a:${Buffer.alloc(32).toString('base64')}`, 'is no random one'],
    ['the same id twice', `a:${KEY_A},a:${KEY_B}`, 'two keys named “a”'],
    ['our own id', `secret-1:${KEY_A}`, 'belongs to the key made from PILOTHOUSE_SECRET'],
    ['a current key that is not there', `a:${KEY_A},current:b`, 'no key of that name'],
    ['broken JSON', `{"a":"${KEY_A}"`, 'begins like JSON'],
    ['JSON of something else', '{"a":1}', 'must be keys in base64'],
  ])('refused: %s', (_what, text, message) => {
    const parse = () => parseKeys(text, 'Here');
    expect(parse).toThrow(message);
    expect(parse).not.toThrow(KEY_A);
  });
});

describe('a keys file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
  const path = join(folder, 'keys');
  afterEach(() => rmSync(path, { force: true }));
  const write = (text: string, mode = 0o600) => {
    writeFileSync(path, text, { mode });
    chmodSync(path, mode);
  };

  test('others may not read it, and it must be there', () => {
    write(`a:${KEY_A}`, 0o640);
    expect(() => configuredKeys({ keysFile: path, keys: null })).toThrow(`Run: chmod 600 ${path}`);
    rmSync(path);
    expect(() => configuredKeys({ keysFile: path, keys: null })).toThrow('ENOENT');
    expect(() => configuredKeys({ keysFile: path, keys: 'a:b' })).toThrow('not both');
  });

  test('a key that is added reaches a server that runs; a broken file leaves it as it was', () => {
    write(`a:${KEY_A}`);
    const problems: unknown[] = [];
    const box = createSecretBox(
      SECRET,
      configuredKeys({ keysFile: path, keys: null }, (error) => problems.push(error)),
    );
    write(`b:${KEY_B}\na:${KEY_A}\n`);
    expect(box.currentKeyId).toBe('b');
    write('nonsense of an editor');
    expect(box.currentKeyId).toBe('b');
    expect(problems).toHaveLength(1);
  });
});
