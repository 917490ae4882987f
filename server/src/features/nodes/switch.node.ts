import { z } from 'zod';
import { invalidConfig, shown } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z
  .object({
    cases: z
      .array(
        z.object({
          name: z
            .string()
            .max(40)
            .regex(/^[a-z][a-z0-9-]*$/, 'Use a–z, 0–9 and hyphens, such as “not-found”.')
            .meta({ title: 'Port', description: 'What the way is called.', field: 'literal' }),
          expression: z.string().min(1, 'Give an expression.').max(4_000).meta({
            title: 'When',
            description: 'An expression that is true or false.',
            field: 'expression',
          }),
        }),
      )
      .min(1, 'Add a case.')
      .max(50)
      .meta({ title: 'Cases', description: 'Asked from the first to the last; the first that holds is taken.' }),
  })
  .superRefine(({ cases }, check) => {
    const seen = new Set(reserved);
    for (const [index, { name }] of cases.entries()) {
      if (seen.has(name))
        check.addIssue({ code: 'custom', path: ['cases', index, 'name'], message: `The name “${name}” is taken.` });
      seen.add(name);
    }
  });
type Config = z.infer<typeof config>;

/** Ports that every node or this one has by itself. */
const reserved = ['default', 'error', 'compensate'];

export const switchNode: NodeType<Config> = {
  type: 'switch',
  group: 'FLOW',
  name: 'Switch',
  description: 'Goes one of several ways, by the first case that holds.',
  docs: `Asks its cases from the first to the last and leaves by the port of the first one that holds, or by \`default\`.
The output is what came in.

Fails with \`INVALID_CONFIG\` when a case is neither true nor false.`,
  icon: 'split',
  config,
  ports: ({ cases }) => [
    // Asked with an empty config too, for the palette.
    ...(cases ?? []).map(({ name, expression }) => ({ name, label: name, description: `Taken when ${expression}` })),
    { name: 'default', label: 'Otherwise', description: 'Taken when no case holds.' },
  ],
  outputSchema: () => ({}),
  timeoutSeconds: 30,
  isInstant: true,
  async execute(node, { cases }) {
    for (const { name, expression } of cases) {
      const value = node.evaluate(expression);
      if (typeof value !== 'boolean')
        throw invalidConfig(`The case “${name}” must be true or false, and is ${shown(value)}.`);
      if (value) return { kind: 'done', output: node.input, port: name };
    }
    return { kind: 'done', output: node.input, port: 'default' };
  },
};
