import { z } from 'zod';
import { handOnTrigger, mainOnly } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z.object({
  form: z.record(z.string(), z.unknown()).optional().meta({
    title: 'Form',
    description: 'What whoever starts a run fills in: JSON Schema of an object.',
    field: 'json-schema',
  }),
});
type Config = z.infer<typeof config>;

export const manual: NodeType<Config> = {
  type: 'manual',
  group: 'TRIGGER',
  name: 'Started by hand',
  description: 'Runs when a person or a program starts it.',
  docs: `Begins a run that a person starts by a button, or a program by \`startRun\`.

With a form, the fields are asked for first; what was filled in is the output and \`trigger\`:

\`\`\`json
{ "type": "object", "required": ["version"], "properties": { "version": { "type": "string" } } }
\`\`\``,
  icon: 'play',
  config,
  ports: mainOnly,
  outputSchema: ({ form }) => form ?? {},
  timeoutSeconds: 30,
  trigger: 'MANUAL',
  execute: handOnTrigger,
};
