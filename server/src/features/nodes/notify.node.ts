import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { notify as tell } from '../notifications/notification.service.ts';
import { projectsById } from '../projects/project.service.ts';
import { isTemplate, mainOnly } from './config.rules.ts';
import { type NodeContext, NodeError, type NodeType } from './node.types.ts';
import { toNodeError } from './node-errors.rules.ts';

const config = z.object({
  channel: z
    .string()
    .min(1)
    .max(2_000)
    .meta({ title: 'Channel', description: 'A channel of the project.', field: 'channel' }),
  title: z.string().min(1).max(2_000).meta({ title: 'Title', description: 'A short sentence.', field: 'template' }),
  text: z
    .string()
    .max(20_000)
    .default('')
    .meta({ title: 'Text', description: 'What there is to say.', field: 'template' }),
  url: z
    .string()
    .max(2_000)
    .refine(
      (text) => text === '' || isTemplate(text) || /^https?:\/\//.test(text),
      'Use a full http:// or https:// address.',
    )
    .optional()
    .meta({ title: 'Link', description: 'Where to look; without it, the run.', field: 'template' }),
});
type Config = z.infer<typeof config>;

export const notify: NodeType<Config> = {
  type: 'notify',
  group: 'ACTION',
  name: 'Notify',
  description: 'Sends a message through a channel of the project.',
  docs: `Hands a message to a channel (e-mail, Slack, webhook), once however often the node is tried. Delivery goes on by itself and is seen in the project's messages.

Output: \`{ messageId }\`.

Fails with \`NOT_FOUND\` when there is no such channel, and \`CHANNEL_OFF\` when it is switched off.`,
  icon: 'bell',
  config,
  ports: mainOnly,
  outputSchema: () => ({
    type: 'object',
    properties: { messageId: { type: 'string' } },
    required: ['messageId'],
  }),
  timeoutSeconds: 30,
  async execute({ ctx, run, idempotencyKey }, { channel, title, text, url }) {
    const notice = { projectId: run.projectId, channel, title, text, onceKey: idempotencyKey };
    const told = await tell(ctx, { ...notice, url: url || (await runPage(ctx, run)) }).catch((error: unknown) => {
      throw toNodeError(error);
    });
    if (told.problem) throw new NodeError('CHANNEL_OFF', told.problem, { isRetryable: false });
    return { kind: 'done', output: { messageId: told.id } };
  },
};

async function runPage(ctx: Context, { id, projectId }: NodeContext['run']): Promise<string> {
  const [project] = await projectsById(ctx, [projectId]);
  return `${ctx.app.config.publicUrl ?? ''}/p/${project?.slug}/runs/${id}`;
}
