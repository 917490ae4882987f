import { z } from 'zod';
import { runOperation } from '../../platform/graphql/operations.ts';
import { mainOnly } from './config.rules.ts';
import { type Json, NodeError, type NodeType } from './node.types.ts';
import { isRetryableCode } from './node-errors.rules.ts';

const config = z.object({
  query: z
    .string()
    .min(1)
    .max(20_000)
    .meta({ title: 'Operation', description: 'A query or mutation of Pilothouse’s own API.', field: 'code' }),
  variables: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ title: 'Variables', description: 'By name.', field: 'json' }),
});
type Config = z.infer<typeof config>;

export const graphql: NodeType<Config> = {
  type: 'graphql',
  group: 'ACTION',
  name: 'GraphQL',
  description: 'Runs an operation of Pilothouse’s own API with the run’s rights.',
  docs: `Asks or changes Pilothouse itself. It may do what the workflow's nodes need, and what is listed under “permissions” in the workflow's settings; nothing else.

An expression can't change the operation: hand values in by its variables. Give mutations that start something an \`idempotencyKey\` such as \`\${{ run.id }}\`, for the node may be tried again.

Output: the operation's \`data\`.

Fails with the code of the first error, such as \`FORBIDDEN\`, \`NOT_FOUND\` or \`INVALID_INPUT\`.`,
  icon: 'braces',
  config,
  ports: mainOnly,
  outputSchema: () => ({ type: 'object' }),
  timeoutSeconds: 30,
  async execute(node, { query, variables }) {
    const { data, errors } = await runOperation(node.ctx, { query, variables });
    const [first] = errors;
    if (!first) return { kind: 'done', output: data as Json };
    const code = typeof first.extensions?.code === 'string' ? first.extensions.code : 'GRAPHQL_FAILED';
    throw new NodeError(code, first.message, {
      isRetryable: isRetryableCode(code),
      details: { errors: JSON.parse(JSON.stringify(errors.slice(0, 10))) as Json },
    });
  },
};
