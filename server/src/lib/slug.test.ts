import { expect, test } from '@jest/globals';
import { freeSlug } from './slug.ts';

test.each([
  ['Deploy to Köln!', [], 'deploy-to-koln'],
  ['Web shop, daily!', [], 'web-shop-daily'],
  ['Deploy', ['deploy', 'deploy-2'], 'deploy-3'],
  ['Köln', ['koln'], 'koln-2'],
  ['部署', [], 'workflow'],
  ['x'.repeat(60), ['x'.repeat(40)], `${'x'.repeat(38)}-2`],
])('%s becomes a slug', (name, taken, slug) => {
  expect(freeSlug(name, taken, 'workflow')).toBe(slug);
});
