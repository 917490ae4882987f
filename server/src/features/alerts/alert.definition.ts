import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import type { Problem } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import { type WatchedMeasure, watchedMeasure } from './alert.measures.ts';
import { bucketsNeeded, type Condition, EVERY, type EveryMinutes, type Question } from './alert.rules.ts';

/** What a rule asks: all that decides whether it is wrong. */
export interface Definition {
  measure: string;
  serviceIds: string[] | null;
  environmentIds: string[] | null;
  names: string[] | null;
  statuses: string[] | null;
  condition: Condition;
  windowMinutes: number;
  everyMinutes: EveryMinutes;
  forMinutes: number;
  resolveAfter: number;
  minimumSampleSize: number;
}

/** Buckets that one look may need: 90 days of hours. */
const MOST_BUCKETS = 2_200;
const MOST_WINDOW_MINUTES = 14 * 1440;

const ids = (most: number, what: string) => z.array(z.string().max(200)).max(most, `Name ${most} ${what} at most.`);
const whole = (least: number, most: number, message: string) =>
  z.number().int(message).min(least, message).max(most, message);
const limit = z.number('Give the limit.').min(-1e18, 'Give a number.').max(1e18, 'Give a number.');
const direction = z.enum(['ABOVE', 'BELOW', 'EITHER']).default('ABOVE');
const beyond = limit.positive('Give a number above 0.').max(1_000_000, 'Give a number up to 1,000,000.');
const zLimit = beyond.max(1_000, 'Give a number up to 1,000.').default(3.5);

const condition = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('THRESHOLD'),
    direction: z.enum(['ABOVE', 'BELOW'], 'A value is above or below a limit, not either.').default('ABOVE'),
    threshold: limit,
  }),
  z.object({
    kind: z.literal('CHANGE'),
    direction,
    threshold: beyond,
    baseline: z.enum(['PREVIOUS_WINDOW', 'SAME_WEEKDAY']).default('PREVIOUS_WINDOW'),
  }),
  z.object({
    kind: z.literal('ANOMALY'),
    direction,
    threshold: zLimit,
    sampleCount: whole(5, 200, 'Look at 5 to 200 windows.').default(30),
  }),
  z.object({
    kind: z.literal('SEASONAL'),
    direction,
    threshold: zLimit,
    weeks: whole(3, 12, 'Look back 3 to 12 weeks.').default(4),
  }),
  z.object({
    kind: z.literal('BURN_RATE'),
    objective: z
      .number('Give the objective, such as 0.999.')
      .min(0.5, 'Give an objective from 0.5 to 0.99999.')
      .max(0.99999, 'Give an objective from 0.5 to 0.99999.'),
    levels: z
      .array(z.enum(['FAST', 'MEDIUM', 'SLOW']))
      .min(1, 'Choose a level at least.')
      .max(3)
      .transform((levels) => [...new Set(levels)])
      .default(['FAST', 'MEDIUM', 'SLOW']),
  }),
  z.object({ kind: z.literal('MISSING') }),
]);

const definition = z.object({
  measure: z.string().max(100),
  serviceIds: ids(50, 'services').optional(),
  environmentIds: ids(50, 'environments').optional(),
  names: ids(50, 'names').optional(),
  statuses: ids(20, 'statuses').optional(),
  condition,
  windowMinutes: whole(15, MOST_WINDOW_MINUTES, 'A window has 15 minutes to 14 days.'),
  everyMinutes: z.union([z.literal(15), z.literal(60), z.literal(1440)], 'Look every 15, 60 or 1440 minutes.'),
  forMinutes: whole(0, 10_080, 'Wait up to 7 days, 10,080 minutes.').default(0),
  resolveAfter: whole(1, 20, 'End after 1 to 20 good looks.').default(2),
  minimumSampleSize: whole(0, 1_000_000, 'Give a number from 0 to 1,000,000.').default(0),
});

/** A question as it comes, and the path of its fields in the input. */
export type GivenDefinition = { [Key in keyof Definition]?: unknown };

/**
 * The definition that was asked for, or INVALID_INPUT with all that is wrong with it, and with what the caller found wrong. What is null
 * counts as left out. `named`: whose services and environments have to be there; those that a rule has named before may be gone.
 */
export async function parseDefinition(
  ctx: Context,
  projectId: string,
  given: GivenDefinition,
  others: Problem[] = [],
  named: GivenDefinition = given,
): Promise<{ definition: Definition; measure: WatchedMeasure }> {
  const measure = typeof given.measure === 'string' ? watchedMeasure(given.measure) : null;
  const problems = [
    ...others,
    ...(measure ? [] : [{ path: 'measure', message: 'There is no such measure.' }]),
    ...(await placeProblems(ctx, projectId, named)),
  ];
  const fields = parseInput(definition, withoutNulls(given), problems);
  if (!measure) throw new Error('A problem was told.');
  const isBurn = fields.condition.kind === 'BURN_RATE';
  const parsed: Definition = {
    ...fields,
    condition: fields.condition as Condition,
    // A burn rate has windows of its own.
    ...(isBurn && { windowMinutes: 60, everyMinutes: 15 as const }),
    serviceIds: limitOf(fields.serviceIds),
    environmentIds: limitOf(fields.environmentIds),
    names: limitOf(fields.names),
    statuses: limitOf(fields.statuses),
  };
  parseInput(z.object({}), {}, measureProblems(parsed, measure));
  return { definition: parsed, measure };
}

const limitOf = (values: string[] | undefined) => (values && values.length > 0 ? [...new Set(values)] : null);

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each != null)
      .map(([key, each]) => [key, withoutNulls(each)]),
  );
}

/** What this measure can't be asked. */
function measureProblems(asked: Definition, measure: WatchedMeasure): Problem[] {
  const { windowMinutes, everyMinutes, condition } = asked;
  const problems: Problem[] = [];
  const filters = [
    ['serviceIds', 'SERVICE', 'services'],
    ['environmentIds', 'ENVIRONMENT', 'environments'],
    ['names', 'NAME', 'names'],
    ['statuses', 'STATUS', 'statuses'],
  ] as const;
  for (const [path, dimension, what] of filters)
    if (asked[path] && !measure.dimensions.includes(dimension))
      problems.push({ path, message: `“${measure.title}” doesn’t tell ${what} apart.` });
  if (windowMinutes % everyMinutes !== 0)
    problems.push({ path: 'windowMinutes', message: 'A window is a multiple of how often it looks.' });
  if (measure.combine === 'NONE' && windowMinutes !== everyMinutes && condition.kind !== 'MISSING')
    problems.push({
      path: 'windowMinutes',
      message: `“${measure.title}” can’t be put together from shorter windows: look at 15 minutes, an hour or a day, as often.`,
    });
  if (condition.kind === 'BURN_RATE' && measure.unit !== 'RATIO')
    problems.push({ path: 'measure', message: 'A burn rate needs a rate, such as errors of the API.' });
  if (condition.kind === 'SEASONAL' && everyMinutes === 15)
    problems.push({ path: 'everyMinutes', message: 'Times of the week are compared by the hour or the day.' });
  if (problems.length === 0 && bucketsNeeded(questionOf(asked, measure, 'UTC')) > MOST_BUCKETS)
    problems.push({
      path: 'condition',
      message: 'One look would go too far back: look less often, or at fewer windows or weeks.',
    });
  return problems;
}

export const questionOf = (asked: Definition, measure: WatchedMeasure, zone: string): Question => ({
  condition: asked.condition,
  windowCount: asked.windowMinutes / asked.everyMinutes,
  everyMinutes: asked.everyMinutes,
  minimumSampleSize: asked.minimumSampleSize,
  combine: measure.combine,
  isLowerBetter: measure.isLowerBetter,
  zone,
});

export const intervalOf = (everyMinutes: EveryMinutes) => EVERY[everyMinutes];

/** Services and environments that this project doesn't have. */
export async function placeProblems(
  ctx: Context,
  projectId: string,
  given: { serviceIds?: unknown; environmentIds?: unknown; ruleIds?: unknown },
): Promise<Problem[]> {
  const list = (value: unknown) => (Array.isArray(value) ? value.filter((id) => typeof id === 'string') : []);
  const [services, environments, rules] = [list(given.serviceIds), list(given.environmentIds), list(given.ruleIds)];
  if (services.length + environments.length + rules.length === 0) return [];
  const found = await queryOne<{ services: string[]; environments: string[]; rules: string[] }>(
    ctx,
    `-- alerts.places
    select array(select id from services where project_id = $1 and deleted_at is null and id = any($2)) as services,
           array(select id from environments where project_id = $1 and deleted_at is null and id = any($3)) as environments,
           array(select id from alert_rules where project_id = $1 and deleted_at is null and id = any($4)) as rules`,
    [projectId, services, environments, rules],
  );
  const lacks = (wanted: string[], there: string[] = []) => wanted.some((id) => !there.includes(id));
  return [
    ...(lacks(services, found?.services) ? [{ path: 'serviceIds', message: 'The project has no such service.' }] : []),
    ...(lacks(environments, found?.environments)
      ? [{ path: 'environmentIds', message: 'The project has no such environment.' }]
      : []),
    ...(lacks(rules, found?.rules) ? [{ path: 'ruleIds', message: 'The project has no such alert rule.' }] : []),
  ];
}
