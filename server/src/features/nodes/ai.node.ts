import { z } from 'zod';
import { askModel, type ModelAnswer, ModelError } from '../../platform/ai/ask-model.ts';
import { costNanoOf } from '../../platform/ai/prices.rules.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { type Fact, recordFacts } from '../../platform/facts.ts';
import { checkParameters } from '../../platform/runners/service-parameters.rules.ts';
import { mainOnly } from './config.rules.ts';
import { type Json, type NodeContext, NodeError, type NodeType } from './node.types.ts';

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

What an answer cost is counted as the API says it, or else by \`PILOTHOUSE_AI_PRICES\`.

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
    const startedAt = performance.now();
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
    }).catch(async (error: unknown) => {
      await recordAnswer(node, model, startedAt, null);
      throw error instanceof ModelError ? asNodeError(error) : error;
    });
    const { text, finishReason, usage } = answer;
    await recordAnswer(node, model, startedAt, answer);
    return { kind: 'done', output: { text, json: schema ? readShape(text, schema) : null, finishReason, usage } };
  },
};

/** Tests of the node too: they cost as much. What can't be written down is no reason to ask, and pay, again. */
async function recordAnswer(
  { ctx, run }: NodeContext,
  model: string,
  startedAt: number,
  answer: ModelAnswer | null,
): Promise<void> {
  const fact: Fact = {
    projectId: run.projectId,
    kind: 'ai',
    name: model,
    status: answer ? 'OK' : 'ERROR',
    value: (performance.now() - startedAt) * 1_000,
    costNano: answer && costNanoOf({ ...answer.usage, ...answer }, ctx.app.config.ai?.prices[model]),
    subjectId: run.id,
    data: answer && { inputTokens: answer.usage.inputTokens, outputTokens: answer.usage.outputTokens },
  };
  await withTransaction(ctx, async (ctx) =>
    recordFacts(ctx, [{ ...fact, ...(await queryOne<Place>(ctx, PLACE, [run.projectId, run.id])) }]),
  ).catch((error: unknown) => ctx.app.log.warn({ error, run: run.id }, 'an answer of a model could not be counted'));
}

type Place = Pick<Fact, 'serviceId' | 'environmentId'>;

/** Where a run acts that was begun by a deployment's event; nothing of others. */
const PLACE = `-- nodes.placeOfRun
select d.service_id as "serviceId", d.environment_id as "environmentId"
from runs r join deployments d on d.id = r.trigger_detail ->> 'subjectId' and d.project_id = r.project_id
where r.project_id = $1 and r.id = $2`;

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
