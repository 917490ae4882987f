import 'reflect-metadata';
import { expect, test } from '@jest/globals';
import { encodeCursor } from '../../lib/cursor.ts';
import { cursorKeys } from './connection.ts';

const AT = '2026-11-20T22:15:43.123456Z';

test('a cursor gives back its keys', () => {
  expect(cursorKeys(encodeCursor([AT, '12', 'any', '9007199254740993']), ['time', 'integer', 'text', 'long'])).toEqual([
    AT,
    '12',
    'any',
    '9007199254740993',
  ]);
  expect(cursorKeys(null, ['time'])).toBeNull();
});

test.each([
  ['time', 'x'],
  ['time', '2026-13-01T00:00:00Z'],
  ['time', '2026-02-30T00:00:00Z'],
  ['time', '0000-01-01T00:00:00Z'],
  ['time', '2026-11-20'],
  ['integer', '1234567890'],
  ['integer', '-1'],
  ['long', '1234567890123456789'],
  ['long', '1.5'],
] as const)('what is no %s is of another list: %s', (kind, key) => {
  expect(() => cursorKeys(encodeCursor([key]), [kind])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});

test.each(['x', '{}', encodeCursor([]), encodeCursor(['a', 'b'])])('%s is no cursor of one key', (after) => {
  expect(() => cursorKeys(after, ['text'])).toThrow(expect.objectContaining({ code: 'INVALID_INPUT' }));
});
