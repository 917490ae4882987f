import { z } from 'zod';
import { askModel, ModelError } from '../../platform/ai/ask-model.ts';
import { checkParameters } from '../../platform/runners/service-parameters.rules.ts';
import { mainOnly } from './config.rules.ts';
import { type Json, NodeError, type NodeType } from './node.types.ts';

/** Of what is checked against a shape. */
const MAX_ANSWER_BYTES = 1024 ** 2;

const text = (most: number) => z.string().max(most);

const config = z.object({
  prompt: text(200_000).min(1).meta({ title: 'Prompt', description: 'What is asked.', field: 'template' }),
  system: text(50_000)
    .optional()
    .meta({ title: 'Instructions', description: 'How it should answer.', field: 'template' }),
  model: text(200)
    .optional()
    .meta({ title: 'Model', description: 'Without it, the one that the server is set up with.', field: 'template' }),
  key: text(2_000).optional().meta({
    title: 'Key',
    description: 'Of the API. Take it from a secret: the expression secrets.NAME.',
    field: 'secret-template',
  }),
  maxTokens: z
    .int()
    .min(1)
    .max(100_000)
    .default(2_000)
    .meta({ title: 'Longest answer (tokens)', description: 'It is cut there.', field: 'literal' }),
  schema: z.record(z.string(), z.unknown()).optional().meta({
    title: 'Shape',
    description: 'The answer as JSON Schema of an object; without it, a text.',
    field: 'json-schema',
  }),
});
type Config = z.infer<typeof config>;

export const ai: NodeType<Config> = {
  type: 'ai',
  group: 'ACTION',
  name: 'AI prompt',
  description: 'Asks a language model.',
  docs: `Asks the model of the OpenAI-compatible API that the server is set up with (\`PILOTHOUSE_AI_URL\`), and shows the answer while it is written. Whatever the prompt holds is sent there.

With a shape the answer is read as JSON and checked. An answer is never more than text: nothing in it is run.

Output: \`{ text, json, finishReason, usage: { inputTokens, outputTokens } }\`; \`json\` is null without a shape.

Fails with \`AI_NOT_SET_UP\`, \`AI_FAILED\` when the API answers with an error or not at all, and \`AI_ANSWER_INVALID\` when the answer doesn't have its shape.`,
  icon: 'sparkles',
  config,
  ports: mainOnly,
  outputSchema: ({ schema }) => ({
    type: 'object',
    properties: {
      text: { type: 'string' },
      json: schema ?? { type: 'null' },
      finishReason: { type: 'string' },
      usage: {
        type: 'object',
        properties: { inputTokens: { type: ['integer', 'null'] }, outputTokens: { type: ['integer', 'null'] } },
      },
    },
    required: ['text', 'json', 'finishReason', 'usage'],
  }),
  timeoutSeconds: 300,
  async execute(node, { prompt, system, model: named, key, maxTokens, schema }) {
    const { ai } = node.ctx.app.config;
    const model = named || ai?.model;
    if (!ai || !model)
      throw new NodeError(
        'AI_NOT_SET_UP',
        'No model is set up. Set PILOTHOUSE_AI_URL and PILOTHOUSE_AI_MODEL where the server runs.',
        { isRetryable: false },
      );
    const answer = await askModel({
      url: ai.url,
      model,
      key: key || null,
      system: [system, schema && shapeRule(schema)].filter(Boolean).join('\n\n') || null,
      prompt,
      maxTokens,
      isJson: Boolean(schema),
      signal: node.signal,
      onText: (text) => node.progress({ text }),
    }).catch((error: unknown) => {
      throw error instanceof ModelError ? asNodeError(error) : error;
    });
    const { text, finishReason, usage } = answer;
    return { kind: 'done', output: { text, json: schema ? readShape(text, schema) : null, finishReason, usage } };
  },
};

const shapeRule = (schema: object) =>
  `Answer with one JSON object and nothing else. It must fit this JSON Schema:\n${JSON.stringify(schema)}`;

const asNodeError = (error: ModelError) =>
  new NodeError('AI_FAILED', error.message, {
    isRetryable: error.isRetryable,
    details: { status: error.status },
    cause: error,
  });

/** Models like to put JSON between fences. */
function readShape(text: string, schema: Record<string, unknown>): Json {
  const [, inner = text] = /^\s*```(?:json)?\s*([\s\S]*?)\s*```\s*$/.exec(text) ?? [];
  let value: unknown;
  try {
    value = JSON.parse(inner);
  } catch (error) {
    throw new NodeError('AI_ANSWER_INVALID', 'The answer is no JSON.', {
      details: { text: text.slice(0, 2_000) },
      cause: error,
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new NodeError('AI_ANSWER_INVALID', 'The answer is no JSON object.', {
      details: { text: text.slice(0, 2_000) },
    });
  const { problems } = checkParameters(schema, value, MAX_ANSWER_BYTES);
  const [problem] = problems;
  if (problem)
    throw new NodeError('AI_ANSWER_INVALID', `The answer doesn’t fit: ${problem.path || 'it'} ${problem.message}.`, {
      details: { text: text.slice(0, 2_000) },
    });
  return value as Json;
}
