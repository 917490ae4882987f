import { z } from 'zod';
import { invalidConfig, shown } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z.object({
  expression: z.string().min(1, 'Give an expression.').max(4_000).meta({
    title: 'Condition',
    description: 'An expression that is true or false, such as input.status == 200.',
    field: 'expression',
  }),
});
type Config = z.infer<typeof config>;

export const condition: NodeType<Config> = {
  type: 'condition',
  group: 'FLOW',
  name: 'Condition',
  description: 'Goes one of two ways.',
  docs: `Evaluates an expression and leaves by \`true\` or \`false\`. The output is what came in.

\`\`\`cel
input.status == 200 && input.body.items.exists(i, i.isReady)
\`\`\`

Fails with \`INVALID_CONFIG\` when the expression is neither true nor false.`,
  icon: 'git-branch',
  config,
  ports: () => [
    { name: 'true', label: 'True', description: 'Taken when the condition holds.' },
    { name: 'false', label: 'False', description: 'Taken when it does not.' },
  ],
  outputSchema: () => ({}),
  timeoutSeconds: 30,
  isInstant: true,
  async execute(node, { expression }) {
    const value = node.evaluate(expression);
    if (typeof value !== 'boolean') throw invalidConfig(`The condition must be true or false, and is ${shown(value)}.`);
    return { kind: 'done', output: node.input, port: String(value) };
  },
};
