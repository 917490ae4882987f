import { z } from 'zod';
import { asJson, mainOnly } from './config.rules.ts';
import type { NodeType } from './node.types.ts';
import { schemaOfTemplate } from './template-schema.rules.ts';

const config = z.object({
  value: z.unknown().meta({
    title: 'Value',
    description: 'The output: JSON whose texts may hold expressions at any depth.',
    field: 'json',
  }),
});
type Config = z.infer<typeof config>;

export const transform: NodeType<Config> = {
  type: 'transform',
  group: 'ACTION',
  name: 'Transform',
  description: 'Makes new data of what there is.',
  docs: `The output is the value, with its expressions filled in. A text that is one expression becomes what it is, not a text:

\`\`\`json
{ "title": "Release \${{ trigger.version }}", "ready": "\${{ input.items.filter(i, i.isReady) }}" }
\`\`\``,
  icon: 'shuffle',
  config,
  ports: mainOnly,
  outputSchema: ({ value }) => schemaOfTemplate(value),
  timeoutSeconds: 30,
  isInstant: true,
  async execute(_node, { value }) {
    return { kind: 'done', output: asJson(value) };
  },
};
