import { expect, test } from '@jest/globals';
import { matchEntries, type PaletteEntry } from './palette-entries.ts';

const entry = (label: string, changes: Partial<PaletteEntry> = {}): PaletteEntry => ({
  id: label,
  group: 'Do',
  label,
  icon: null,
  run: () => {},
  ...changes,
});
const entries = [
  entry('Home', { group: 'Go to' }),
  entry('Deploy Web', { group: 'Deploy', words: 'web' }),
  entry('Deploy Web to Production', { group: 'Deploy', isDetail: true }),
  entry('Deploy API', { group: 'Deploy' }),
  entry('Switch between light and dark', { words: 'theme' }),
];
const labels = (text: string) => matchEntries(entries, text).map((each) => each.label);

test('with nothing typed, the main commands', () => {
  expect(labels('')).toEqual(['Home', 'Switch between light and dark']);
});

test('every word must begin a word', () => {
  expect(labels('dep')).toEqual(['Deploy Web', 'Deploy API']);
  expect(labels('deploy web prod')).toEqual(['Deploy Web to Production']);
  expect(labels('theme')).toEqual(['Switch between light and dark']);
  expect(labels('eploy')).toEqual([]);
});
