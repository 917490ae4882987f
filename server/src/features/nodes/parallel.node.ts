import { z } from 'zod';
import { mainOnly } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z.object({});
type Config = z.infer<typeof config>;

export const parallel: NodeType<Config> = {
  type: 'parallel',
  group: 'FLOW',
  name: 'Parallel',
  description: 'Begins several ways at the same time.',
  docs: `Everything that its port leads to begins at the same time. Any other node does the same when several edges leave one port; this one only makes it plain to see. Bring the ways together again with a join.

Output: what came in.`,
  icon: 'split',
  config,
  ports: mainOnly,
  outputSchema: () => ({}),
  timeoutSeconds: 30,
  isInstant: true,
  async execute(node) {
    return { kind: 'done', output: node.input };
  },
};
