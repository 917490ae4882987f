import { expect, test } from '@jest/globals';
import { readNextPath } from './next-path.ts';

test.each([
  ['/p/shop?tab=source', '/p/shop?tab=source'],
  [null, '/'],
  ['https://evil.test', '/'],
  ['//evil.test', '/'],
  ['/\\evil.test', '/'],
  ['/sign-in?next=/sign-in', '/'],
])('%s leads to %s', (next, path) => {
  expect(readNextPath(next)).toBe(path);
});
