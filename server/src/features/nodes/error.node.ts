import { z } from 'zod';
import { handOnTrigger, mainOnly } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z.object({});
type Config = z.infer<typeof config>;

export const error: NodeType<Config> = {
  type: 'error',
  group: 'TRIGGER',
  name: 'Error handler',
  description: 'Begins what is done when a run of this workflow fails.',
  docs: `What is behind it runs when a run of this workflow has failed, was canceled or ran out of time, after what was done has been undone. It doesn't change how the run ends.

Output: \`{ error: { code, message, details }, nodeKey, run }\`.`,
  icon: 'siren',
  config,
  ports: mainOnly,
  outputSchema: () => ({
    type: 'object',
    properties: {
      error: {
        type: 'object',
        properties: { code: { type: 'string' }, message: { type: 'string' }, details: {} },
      },
      nodeKey: { type: ['string', 'null'] },
      run: { type: 'object' },
    },
    required: ['error', 'nodeKey', 'run'],
  }),
  timeoutSeconds: 30,
  trigger: 'ERROR',
  execute: handOnTrigger,
};
