import { z } from 'zod';
import { handOnTrigger, mainOnly } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z.object({
  workflow: z
    .string()
    .min(1)
    .max(100)
    .meta({ title: 'Workflow', description: 'Whose runs are meant.', field: 'workflow' }),
  statuses: z
    .array(z.enum(['SUCCEEDED', 'FAILED', 'CANCELED']))
    .min(1)
    .max(3)
    .default(['SUCCEEDED'])
    .meta({
      title: 'When it has',
      description: 'How the run ended; a run out of time has failed.',
      labels: { SUCCEEDED: 'Succeeded', FAILED: 'Failed', CANCELED: 'Been canceled' },
      field: 'literal',
    }),
});
type Config = z.infer<typeof config>;

export const runFinished: NodeType<Config> = {
  type: 'run-finished',
  group: 'TRIGGER',
  name: 'Run finished',
  description: 'Starts when a run of another workflow has ended.',
  docs: `Starts a run whenever a run of the other workflow ends in one of the chosen ways.

Chains of workflows that start each other end after 8.

Output: \`{ id, kind, at, subjectId, title, data }\`, where \`subjectId\` is the run that ended.`,
  icon: 'flag',
  config,
  ports: mainOnly,
  outputSchema: () => ({
    type: 'object',
    properties: {
      id: { type: 'string' },
      kind: { type: 'string' },
      at: { type: 'string' },
      subjectId: { type: 'string' },
      title: { type: 'string' },
      data: { type: 'object' },
    },
    required: ['id', 'kind', 'at', 'subjectId', 'title', 'data'],
  }),
  timeoutSeconds: 30,
  trigger: 'RUN',
  execute: handOnTrigger,
};
