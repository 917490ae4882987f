import { expect, test } from '@jest/globals';
import { costNanoOf } from './prices.rules.ts';

const price = { input: 0.5, output: 2 };

test.each([
  ['by its tokens', { inputTokens: 1_000_000, outputTokens: 500_000, costUsd: null }, price, 1_500_000_000],
  ['of a few tokens, in whole nano-USD', { inputTokens: 12, outputTokens: 3, costUsd: null }, price, 12_000],
  ['as the API says it, whatever the price', { inputTokens: 12, outputTokens: 3, costUsd: 0.000_25 }, price, 250_000],
  ['as the API says it, without a price', { inputTokens: null, outputTokens: null, costUsd: 0 }, undefined, 0],
  ['nothing, of a free model', { inputTokens: 12, outputTokens: 3, costUsd: null }, { input: 0, output: 0 }, 0],
  ['unknown, without a price', { inputTokens: 12, outputTokens: 3, costUsd: null }, undefined, null],
  ['unknown, where the API counts no tokens', { inputTokens: null, outputTokens: 3, costUsd: null }, price, null],
])('the cost of an answer, %s', (_what, taken, given, costNano) => {
  expect(costNanoOf(taken, given)).toBe(costNano);
});
