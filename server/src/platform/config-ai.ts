import { z } from 'zod';
import type { ModelPrice } from './ai/prices.rules.ts';

export interface AiConfig {
  url: string;
  /** Asked where a node names none. */
  model: string | null;
  /** By the model's name. One that is not in it has no known cost. */
  prices: Readonly<Record<string, ModelPrice>>;
}

const usd = z.number().min(0).max(1_000_000);
const prices = z.record(z.string().min(1).max(200), z.strictObject({ input: usd, output: usd }));

function pricesOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const aiVariables = {
  PILOTHOUSE_AI_URL: z
    .string()
    .refine((text) => /^https?:\/\/./.test(text) && URL.canParse(text), 'must be an http:// or https:// URL')
    .optional()
    .describe(
      'Where AI nodes of workflows ask: an OpenAI-compatible API, such as `https://api.openai.com/v1`. Left out: AI nodes fail.',
    ),
  PILOTHOUSE_AI_MODEL: z
    .string()
    .max(200)
    .optional()
    .describe('The model that AI nodes ask where they name none. Belongs to the AI URL.'),
  PILOTHOUSE_AI_PRICES: z
    .string()
    .max(100_000)
    .refine(
      (text) => prices.safeParse(pricesOf(text)).success,
      'must be JSON of USD per million tokens by model, such as {"small": {"input": 0.5, "output": 2}}',
    )
    .optional()
    .describe(
      'What models cost, in USD per million tokens: `{"small": {"input": 0.5, "output": 2}}`. Counts where the API says no cost itself. Left out: such answers have no known cost.',
    ),
};

export function readAi(env: z.output<z.ZodObject<typeof aiVariables>>): AiConfig | null {
  if (!env.PILOTHOUSE_AI_URL) return null;
  const text = env.PILOTHOUSE_AI_PRICES;
  return {
    url: env.PILOTHOUSE_AI_URL,
    model: env.PILOTHOUSE_AI_MODEL ?? null,
    prices: text ? prices.parse(pricesOf(text)) : {},
  };
}
