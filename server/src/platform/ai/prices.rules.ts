/** USD per million tokens. */
export interface ModelPrice {
  input: number;
  output: number;
}

/** What an answer of a model took. */
interface Taken {
  inputTokens: number | null;
  outputTokens: number | null;
  /** As the API itself says it. */
  costUsd: number | null;
}

/**
 * What an answer cost, in whole nano-USD: as the API says it, or by its tokens. Null where that is not known; tokens that the API
 * had cached cost as much as others.
 */
export function costNanoOf(taken: Taken, price: ModelPrice | undefined): number | null {
  const { inputTokens, outputTokens, costUsd } = taken;
  if (costUsd !== null) return Math.round(costUsd * 1e9);
  if (!price || inputTokens === null || outputTokens === null) return null;
  // USD per million tokens are thousand nano-USD a token.
  return Math.round((inputTokens * price.input + outputTokens * price.output) * 1_000);
}
