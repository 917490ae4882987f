import { expect, test } from '@jest/globals';
import { toSlug } from './slug.ts';

test.each([
  ['Image resizer', 'image-resizer'],
  ['  Über Größe!  ', 'uber-gro-e'],
  ['--', ''],
  ['a'.repeat(60), 'a'.repeat(40)],
])('%s becomes %s', (name, slug) => {
  expect(toSlug(name)).toBe(slug);
});
