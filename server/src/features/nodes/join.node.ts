import { z } from 'zod';
import { doneByEngine, mainOnly } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z
  .object({
    mode: z
      .enum(['ALL', 'ANY', 'N'])
      .default('ALL')
      .meta({
        title: 'Goes on when',
        description: 'All have come, the first has come, or as many as given.',
        labels: { ALL: 'All have come', ANY: 'The first has come', N: 'So many have come' },
        field: 'literal',
      }),
    count: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .meta({ title: 'How many', description: 'Of mode N: how many must have come.', field: 'literal' }),
    cancelRest: z.boolean().default(false).meta({
      title: 'Cancel the rest',
      description: 'Ends what still runs only towards this node.',
      field: 'literal',
    }),
  })
  .refine(({ mode, count }) => mode !== 'N' || count !== undefined, {
    message: 'Say how many must have come.',
    path: ['count'],
  });
type Config = z.infer<typeof config>;

export const join: NodeType<Config> = {
  type: 'join',
  group: 'FLOW',
  name: 'Join',
  description: 'Goes on when all, one or some of the ways to it are done.',
  docs: `Brings parallel ways together. Ways that were not taken (the other port of a condition) don't count.

- \`ALL\` waits for every way that is taken.
- \`ANY\` goes on at the first.
- \`N\` goes on when as many as given have come; it fails with \`JOIN_IMPOSSIBLE\` when they can't come any more.

With “Cancel the rest” whatever still runs only towards this node is ended.

Output: what came, by the key of the node that it came from.`,
  icon: 'merge',
  config,
  ports: mainOnly,
  outputSchema: () => ({ type: 'object' }),
  timeoutSeconds: 30,
  isStructural: true,
  execute: doneByEngine,
};
