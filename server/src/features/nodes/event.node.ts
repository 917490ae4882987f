import { z } from 'zod';
import { OCCURRENCE_KINDS, type OccurrenceKind } from '../../platform/occurrences.ts';
import { handOnTrigger, mainOnly } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const kinds = Object.keys(OCCURRENCE_KINDS) as [OccurrenceKind, ...OccurrenceKind[]];

const config = z.object({
  kinds: z
    .array(z.enum(kinds))
    .min(1)
    .max(kinds.length)
    .meta({ title: 'Events', description: 'Any of these starts it.', labels: OCCURRENCE_KINDS, field: 'literal' }),
  filter: z.string().max(10_000).optional().meta({
    title: 'Only if',
    description: 'An expression over trigger: trigger.data.environment == "production".',
    field: 'expression',
  }),
});
type Config = z.infer<typeof config>;

export const event: NodeType<Config> = {
  type: 'event',
  group: 'TRIGGER',
  name: 'Event',
  description: 'Starts when something happens in the project.',
  docs: `Starts a run for each event of the chosen kinds for which the filter is true. A filter that fails is as good as false.

A workflow is not started by events of its own runs, and chains of workflows that start each other by events end after 8.

Output: \`{ id, kind, at, subjectId, title, data }\`.

| event | when |
|---|---|
${kinds.map((kind) => `| \`${kind}\` | ${OCCURRENCE_KINDS[kind]} |`).join('\n')}`,
  icon: 'radio',
  config,
  ports: mainOnly,
  outputSchema: () => ({
    type: 'object',
    properties: {
      id: { type: 'string' },
      kind: { type: 'string', enum: kinds },
      at: { type: 'string' },
      subjectId: { type: ['string', 'null'] },
      title: { type: 'string' },
      data: { type: 'object' },
    },
    required: ['id', 'kind', 'at', 'title', 'data'],
  }),
  timeoutSeconds: 30,
  trigger: 'EVENT',
  execute: handOnTrigger,
};
