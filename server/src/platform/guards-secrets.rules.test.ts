import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { isDefaultDatabasePassword, weaknessOfPassword, weaknessOfSecret } from './guards-secrets.rules.ts';

const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);

describe('a secret', () => {
  test('drawn at random is strong, in every usual spelling', () => {
    const drawn = times(200, () => [
      randomBytes(32).toString('base64'),
      randomBytes(32).toString('base64url'),
      randomBytes(32).toString('hex'),
      randomBytes(16).toString('hex'),
      randomBytes(24).toString('base64'),
    ]).flat();
    expect(drawn.filter((secret) => weaknessOfSecret(secret) !== null)).toEqual([]);
  });

  test.each([
    ['short', 'x8Kd02jf'],
    ['31 characters', randomBytes(32).toString('hex').slice(0, 31)],
    ['changeme', 'changeme-changeme-changeme-changeme'],
    ['the word itself', 'this is the secret of my installation!'],
    ['a placeholder', 'your-very-long-key-goes-right-here-now'],
    ['one letter', 'a'.repeat(64)],
    ['a repetition', 'xK9#'.repeat(16)],
    ['a keyboard', 'qwertyuiopasdfghjklzxcvbnmqwertyui'],
    ['counting', '0123456789'.repeat(4)],
    ['the alphabet', 'abcdefghijklmnopqrstuvwxyzabcdefgh'],
    ['words', 'the quick brown fox jumps over it all'],
  ])('is weak: %s', (_what, secret) => {
    expect(weaknessOfSecret(secret)).toMatch(/^(has|is) /);
    expect(weaknessOfSecret(secret)).not.toContain(secret);
  });
});

describe('a password', () => {
  test('drawn at random, or of several words, will do', () => {
    const drawn = times(200, () => randomBytes(12).toString('base64'));
    for (const password of [...drawn, 'correct horse battery', 'Tr0ub4dor&3x-plus'])
      expect([password, weaknessOfPassword(password, 'ada@example.com')]).toEqual([password, null]);
  });

  test.each([
    'short',
    'password123',
    'changeme!!',
    'administrator',
    'Pilothouse1',
    'admin12345',
    '1234567890',
    'aaaaaaaaaaaa',
    'grace-2026!',
  ])('is weak: %s', (password) => {
    expect(weaknessOfPassword(password, 'grace@example.com')).toMatch(/^(has|is|contains|repeats) /);
  });
});

test('the passwords that databases come with', () => {
  for (const [user, password] of [
    ['postgres', 'postgres'],
    ['shop', 'shop'],
    ['postgres', 'password'],
    ['pilothouse', 'changeme'],
    ['postgres', 'admin'],
    ['postgres', '1234'],
  ] as const)
    expect([password, isDefaultDatabasePassword(user, password)]).toEqual([password, true]);
  for (const password of ['', randomBytes(18).toString('base64'), 'x8Kd02jf!w'])
    expect(isDefaultDatabasePassword('pilothouse', password)).toBe(false);
});
