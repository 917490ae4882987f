import { expect, test } from '@jest/globals';
import { findingOf, sentenceOf } from './alert-words.rules.ts';

const asked = (threshold: number, unit: 'COUNT' | 'RATIO' | 'SECONDS' | 'NANO_USD' = 'COUNT') => ({
  measureTitle: 'Calls of the API',
  unit,
  condition: { kind: 'THRESHOLD', direction: 'ABOVE', threshold } as const,
  windowMinutes: 90,
  forMinutes: 0,
});
const found = (value: number, threshold: number) => ({
  from: 0,
  to: 0,
  value,
  threshold,
  score: null,
  sampleSize: 1,
  isMet: true,
});

test.each([
  [12_345, 'COUNT', '12,345'],
  [1_234_567, 'COUNT', '1,234,567'],
  [12.3456, 'COUNT', '12.35'],
  [0.07125, 'RATIO', '7.125 %'],
  [3_725, 'SECONDS', '1 h 2 min'],
  [12_345_670_000_000, 'NANO_USD', '$12,346'],
] as const)('%d of %s is told as %s', (value, unit, text) => {
  expect(sentenceOf(asked(value, unit))).toBe(`Calls of the API over 1 h 30 min is above ${text}`);
  expect(findingOf(asked(0, unit), found(value, 0))).toContain(`was ${text} over 1 h 30 min, above `);
});
