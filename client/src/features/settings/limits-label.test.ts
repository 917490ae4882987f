import { expect, test } from '@jest/globals';
import { limitsLabel } from './limits-label.ts';

const named = (...names: string[]) => names.map((name) => ({ name }));

test.each([
  [null, null, []],
  [named('staging'), null, ['only staging']],
  [named('staging'), named('web'), ['only staging', 'only web']],
  [null, named('api', 'web'), ['only api and web']],
  [named('a', 'b', 'c'), null, ['only a, b and c']],
  [named('a', 'b', 'c', 'd'), null, ['only 4 environments']],
  [null, [], ['only services that are no more']],
])('limits in words: %j, %j', (environments, services, expected) => {
  expect(limitsLabel({ environments, services })).toEqual(expected);
});
