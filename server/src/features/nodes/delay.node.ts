import { z } from 'zod';
import {
  invalidConfig,
  isTemplate,
  mainOnly,
  numberOf,
  numberOrTemplate,
  shown,
  WAIT_SECONDS,
} from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const seconds = { min: 0, max: WAIT_SECONDS.max };

const config = z
  .object({
    seconds: numberOrTemplate(seconds)
      .optional()
      .meta({ title: 'Seconds', description: 'How long to wait. Give this or a time.', field: 'template' }),
    until: z
      .string()
      .max(2_000)
      .refine(
        (text) => isTemplate(text) || !Number.isNaN(Date.parse(text)),
        'Give a time such as 2030-01-31T08:00:00Z.',
      )
      .optional()
      .meta({ title: 'Until', description: 'A time with its zone, such as 2030-01-31T08:00:00Z.', field: 'template' }),
  })
  .refine((value) => (value.seconds === undefined) !== (value.until === undefined), {
    message: 'Give either seconds or a time.',
    path: ['seconds'],
  });
type Config = z.infer<typeof config>;

export const delay: NodeType<Config> = {
  type: 'delay',
  group: 'FLOW',
  name: 'Delay',
  description: 'Waits for a while, or until a time.',
  docs: `Waits without holding a worker: a delay of a month costs nothing meanwhile and survives restarts.

A time that has passed ends the wait at once. The output is what came in.

Fails with \`INVALID_CONFIG\` when an expression gives no number or time.`,
  icon: 'timer',
  config,
  ports: mainOnly,
  outputSchema: () => ({}),
  timeoutSeconds: 30,
  async execute(node, config) {
    return { kind: 'wait', wait: { kind: 'UNTIL', until: endOf(config, node.ctx.app.now()), output: node.input } };
  },
};

/** When a delay that begins `now` is over. */
function endOf({ seconds: given, until }: Config, now: Date): Date {
  if (given !== undefined) return new Date(now.getTime() + numberOf(given, 'Seconds', seconds) * 1_000);
  const at = new Date(until ?? '');
  if (Number.isNaN(at.getTime())) throw invalidConfig(`Until must be a time, and is ${shown(until)}.`);
  if (at.getTime() - now.getTime() > WAIT_SECONDS.max * 1_000)
    throw invalidConfig('A delay lasts a year at most. Use a schedule for what comes later.');
  return at;
}
