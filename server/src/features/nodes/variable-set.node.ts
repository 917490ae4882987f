import { z } from 'zod';
import { asJson, mainOnly } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

export const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'Use letters, digits and _, at most 64.');

const config = z.object({
  name: variableName.meta({ title: 'Name', description: 'Expressions call it vars.name.', field: 'literal' }),
  value: z.unknown().meta({ title: 'Value', description: 'Anything JSON can say.', field: 'json' }),
});
type Config = z.infer<typeof config>;

export const variableSet: NodeType<Config> = {
  type: 'variable-set',
  group: 'ACTION',
  name: 'Set variable',
  description: 'Keeps a value for the rest of the run.',
  docs: `Nodes that begin afterwards read it as \`vars.name\`. Where parallel nodes set the same variable, the last one stands.

Output: the value.`,
  icon: 'variable',
  config,
  ports: mainOnly,
  outputSchema: () => ({}),
  timeoutSeconds: 30,
  async execute({ variables }, { name, value }) {
    variables.set(name, asJson(value));
    return { kind: 'done', output: asJson(value) };
  },
};
