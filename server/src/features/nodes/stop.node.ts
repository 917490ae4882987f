import { z } from 'zod';
import { asJson } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z.object({
  status: z
    .enum(['SUCCEEDED', 'FAILED'])
    .default('SUCCEEDED')
    .meta({
      title: 'Ends as',
      description: 'What becomes of the run.',
      labels: { SUCCEEDED: 'Succeeded', FAILED: 'Failed' },
      field: 'literal',
    }),
  output: z.unknown().optional().meta({
    title: 'Output',
    description: 'Of the run. Left out: what came in.',
    field: 'json',
  }),
  message: z.string().max(2_000).optional().meta({
    title: 'Message',
    description: 'A sentence that says why, shown with the run.',
    field: 'template',
  }),
});
type Config = z.infer<typeof config>;

export const stop: NodeType<Config> = {
  type: 'stop',
  group: 'FLOW',
  name: 'Stop',
  description: 'Ends the run here, as succeeded or failed.',
  docs: `Ends the run at once; whatever else goes on in it is canceled. A run that fails here is compensated and handled like any other.`,
  icon: 'octagon-x',
  config,
  ports: () => [],
  outputSchema: () => ({}),
  timeoutSeconds: 30,
  isInstant: true,
  async execute(node, { status, output, message }) {
    return {
      kind: 'stop',
      status,
      output: output === undefined ? node.input : asJson(output),
      ...(message ? { message } : {}),
    };
  },
};
