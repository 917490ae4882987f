import { z } from 'zod';
import { asJson, mainOnly } from './config.rules.ts';
import { NodeError, type NodeType } from './node.types.ts';
import { variableName } from './variable-set.node.ts';

const config = z.object({
  name: variableName.meta({ title: 'Name', description: 'Of a variable of this run.', field: 'literal' }),
  fallback: z
    .unknown()
    .optional()
    .meta({ title: 'Otherwise', description: 'The output when the variable was not set.', field: 'json' }),
});
type Config = z.infer<typeof config>;

export const variableGet: NodeType<Config> = {
  type: 'variable-get',
  group: 'ACTION',
  name: 'Get variable',
  description: 'Reads a value that was kept earlier in the run.',
  docs: `Output: the value of the variable, or the fallback.

Fails with \`VARIABLE_MISSING\` when it was not set and there is no fallback.`,
  icon: 'variable',
  config,
  ports: mainOnly,
  outputSchema: () => ({}),
  timeoutSeconds: 30,
  async execute({ variables }, { name, fallback }) {
    const value = variables.get(name);
    if (value === undefined && fallback === undefined)
      throw new NodeError('VARIABLE_MISSING', `The variable ${name} has not been set in this run.`, {
        isRetryable: false,
      });
    return { kind: 'done', output: value === undefined ? asJson(fallback) : value };
  },
};
