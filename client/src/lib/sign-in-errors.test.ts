import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { describeSignInError } from './sign-in-errors.ts';

const source = readFileSync('server/src/features/identities/identity.rules.ts', 'utf8');
const list = /SIGN_IN_ERRORS = \[([^\]]*)\]/.exec(source)?.[1] ?? '';
const codes = [...list.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
const other = describeSignInError('internal');

test('the server’s codes are all known', () => {
  expect(codes.length).toBeGreaterThan(10);
});

test.each(codes)('%s has words of its own', (code) => {
  const described = describeSignInError(code);
  expect(described).not.toEqual(other);
  expect(described?.message).toMatch(/\.$/);
});

test('anything else is never repeated', () => {
  expect(describeSignInError('<b>Call us</b>')).toEqual(other);
  expect(describeSignInError('constructor')).toEqual(other);
  expect(describeSignInError(null)).toBeNull();
});
