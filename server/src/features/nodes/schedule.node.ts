import { z } from 'zod';
import { timeZone } from '../../platform/validation.ts';
import { handOnTrigger, mainOnly } from './config.rules.ts';
import type { NodeType } from './node.types.ts';

const config = z.object({
  cron: z.string().min(9).max(200).meta({
    title: 'When',
    description: 'Minute, hour, day, month, weekday: 15 3 * * * is 03:15 every day.',
    field: 'cron',
  }),
  timeZone: timeZone
    .default('UTC')
    .meta({ title: 'Time zone', description: 'In which the hours are meant.', field: 'timezone' }),
  missed: z
    .enum(['RUN_ONCE', 'SKIP'])
    .default('RUN_ONCE')
    .meta({
      title: 'When it was missed',
      description: 'Nothing ran for a while: make up for it once, or wait for the next time.',
      labels: { RUN_ONCE: 'Run once', SKIP: 'Wait for the next time' },
      field: 'literal',
    }),
});
type Config = z.infer<typeof config>;

export const schedule: NodeType<Config> = {
  type: 'schedule',
  group: 'TRIGGER',
  name: 'Schedule',
  description: 'Starts at set times.',
  docs: `Starts a run at the times of a cron expression in a time zone: each time once, however many workers there are. An hour that the clock skips or repeats in spring and autumn neither loses nor doubles a run.

Output: \`{ scheduledAt, isMissed }\`, the time that was due and whether it is being made up for.`,
  icon: 'calendar-clock',
  config,
  ports: mainOnly,
  outputSchema: () => ({
    type: 'object',
    properties: { scheduledAt: { type: 'string' }, isMissed: { type: 'boolean' } },
    required: ['scheduledAt', 'isMissed'],
  }),
  timeoutSeconds: 30,
  trigger: 'SCHEDULE',
  execute: handOnTrigger,
};
