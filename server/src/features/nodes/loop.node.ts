import { z } from 'zod';
import { doneByEngine, MAIN } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z.object({
  items: z.string().min(1).max(10_000).meta({
    title: 'Items',
    description: 'An expression that gives a list of at most 10,000 items.',
    field: 'expression',
  }),
  concurrency: z
    .int()
    .min(1)
    .max(100)
    .default(1)
    .meta({ title: 'At once', description: 'How many items are worked on at the same time.', field: 'literal' }),
  onItemError: z
    .enum(['FAIL', 'CONTINUE'])
    .default('FAIL')
    .meta({ title: 'When an item fails', description: 'Fail the loop, or go on with the others.', field: 'literal' }),
});
type Config = z.infer<typeof config>;

export const loop: NodeType<Config> = {
  type: 'loop',
  group: 'FLOW',
  name: 'Loop',
  description: 'Does the nodes behind “Each item” for every item of a list.',
  docs: `The nodes behind the port \`item\` are its body: they run once for each item, and no edge leads into them or out of them. In their expressions \`item\` and \`index\` are the item and its place, from 0.

The items are taken when the loop begins and don't change any more. When all are done, the loop goes on by \`main\`.

Output: \`{ results: […in the order of the items], failures: [{ index, error }] }\`.

Fails with \`LOOP_ITEMS\` when the expression gives no list or one that is too long, and with \`LOOP_ITEM_FAILED\` at the first item that fails, unless it shall go on.`,
  icon: 'repeat',
  config,
  ports: () => [
    { name: 'item', label: 'Each item', description: 'Taken once for each item.' },
    { ...MAIN, label: 'Afterwards', description: 'Taken when all items are done.' },
  ],
  outputSchema: () => ({
    type: 'object',
    properties: {
      results: { type: 'array', items: {} },
      failures: {
        type: 'array',
        items: { type: 'object', properties: { index: { type: 'integer' }, error: { type: 'object' } } },
      },
    },
    required: ['results', 'failures'],
  }),
  timeoutSeconds: 30,
  isStructural: true,
  execute: doneByEngine,
};
