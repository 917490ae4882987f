import { expect, test } from '@jest/globals';
import { readYaml } from './yaml.ts';

test('what is right is read', () => {
  const { document, problem } = readYaml('name: Shop # ours\n"1": {a: yes, b: [~, 2]}\n');
  expect(problem).toBeNull();
  expect(document.toJS()).toEqual({ name: 'Shop', 1: { a: 'yes', b: [null, 2] } });
});

test.each([
  ['a: 1\nb:\n  c: 1\n  "c": 2\n', { line: 4, message: 'The field “c” stands twice here.' }],
  ['1: a\n"1": b\n', { line: 2, message: 'The field “1” stands twice here.' }],
  ['a: &all\n  - 1\n', { line: 2, message: expect.stringMatching(/^Anchors and aliases/) }],
  ['a: *all\n', { line: 1, message: expect.anything() }],
  ['? [a, b]\n: 1\n', { line: 1, message: 'A field’s name must be a plain text.' }],
  ['a: 1\nb: [1\n', { line: 3, message: expect.stringMatching(/[^.]\.$/) }],
  ['a: 1\n---\nb: 1\n', { line: 2, message: expect.anything() }],
  ['['.repeat(5_000), { line: 1, message: 'Too many things stand within each other.' }],
])('%j is refused, with its line', (source, problem) => {
  expect(readYaml(source).problem).toEqual(problem);
});

test('many keys are no more work than their number', () => {
  const keys = Array.from({ length: 60_000 }, (_, index) => `k${index}: 1`);
  const start = performance.now();
  expect(readYaml(keys.join('\n')).problem).toBeNull();
  // Compared with each other they took a minute and more.
  expect(performance.now() - start).toBeLessThan(10_000);
});
