import { z } from 'zod';
import { withTransaction } from '../../platform/db/transaction.ts';
import { type Fact, recordFacts } from '../../platform/facts.ts';
import { earlierResult, rememberResult } from '../../platform/idempotency.ts';
import { announce } from '../../platform/occurrences.ts';
import { invalidConfig, mainOnly } from './config.rules.ts';
import type { NodeContext, NodeType } from './node.types.ts';

/** It travels in a job, once for each that reacts. */
const MAX_DATA_CHARACTERS = 64 * 1024;

const config = z.object({
  name: z
    .string()
    .min(1)
    .max(200)
    .meta({ title: 'Name', description: 'What filters know it by: backup.finished.', field: 'template' }),
  title: z
    .string()
    .min(1)
    .max(1_000)
    .meta({ title: 'Title', description: 'A sentence for people.', field: 'template' }),
  data: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ title: 'Data', description: 'For filters and whoever reacts. No secrets.', field: 'json' }),
});
type Config = z.infer<typeof config>;

/** Counted by its name, with `value` and `status` of its data where they are a number and a short text. */
function factOf({ id, projectId }: NodeContext['run'], name: string, data: Record<string, unknown>): Fact {
  const { value, status } = data;
  return {
    projectId,
    kind: 'custom',
    name,
    status: typeof status === 'string' ? status.slice(0, 40) : null,
    value: typeof value === 'number' && Math.abs(value) <= 1e12 ? value * 1_000 : null,
    subjectId: id,
  };
}

export const eventWrite: NodeType<Config> = {
  type: 'event-write',
  group: 'ACTION',
  name: 'Write event',
  description: 'Tells workflows and notifications of the project that something happened.',
  docs: `Announces an event of the kind \`custom\`. Event triggers and notification rules react to it, and it is counted on the analytics page by its name; in filters its name is \`trigger.data.name\`, and the workflow that wrote it \`trigger.data.workflow\`.

Each node writes its event once, also when it is tried again.

Output: \`{ name, title, data }\`.`,
  icon: 'megaphone',
  config,
  ports: mainOnly,
  outputSchema: () => ({
    type: 'object',
    properties: { name: { type: 'string' }, title: { type: 'string' }, data: { type: 'object' } },
    required: ['name', 'title', 'data'],
  }),
  // It may start runs of other workflows.
  rights: () => [{ permission: 'run:create' }],
  timeoutSeconds: 30,
  async execute({ ctx, run, idempotencyKey }, { name, title, data }) {
    if (JSON.stringify(data).length > MAX_DATA_CHARACTERS)
      throw invalidConfig('The data of an event has at most 64 KiB. Write where it is found instead.');
    const written = { name, title, data: data as Record<string, never> };
    await withTransaction(ctx, async (ctx) => {
      if (await earlierResult(ctx, 'event-write', idempotencyKey, null)) return;
      await announce(ctx, {
        kind: 'custom',
        projectId: run.projectId,
        subjectId: run.id,
        title,
        data: { ...data, name, workflow: run.workflowSlug },
      });
      await recordFacts(ctx, [factOf(run, name, data)]);
      await rememberResult(ctx, 'event-write', idempotencyKey, null, run.id);
    });
    return { kind: 'done', output: written };
  },
};
