import { z } from 'zod';
import { displayName } from '../../platform/validation.ts';

/** Of the format; it goes up when files of before can't be read any more. */
export const FORMAT_VERSION = 1;
const PANEL_KINDS = ['line', 'bar', 'area', 'stacked', 'stat', 'table', 'text'] as const;
/** Columns of the grid; its rows are endless. */
const GRID_COLUMNS = 12;
const MOST_PANELS = 40;
const MOST_MEASURES = 4;
const MOST_ROWS = 400;

const INTERVALS = ['quarter_hour', 'hour', 'day', 'week', 'month', 'quarter'] as const;
const COMPARISONS = ['previous_period', 'last_year', 'matched_weekdays'] as const;
const DIMENSIONS = ['service', 'environment', 'name', 'status'] as const;

const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z.enum(words, `Use one of: ${words.join(', ')}.`);
const whole = (least: number, most: number) =>
  z
    .number(`Use a whole number, ${least} to ${most}.`)
    .int(`Use a whole number, ${least} to ${most}.`)
    .min(least, `Use a whole number, ${least} to ${most}.`)
    .max(most, `Use a whole number, ${least} to ${most}.`);
const words = z
  .array(z.string('Use a text.').min(1).max(200, 'Use at most 200 characters.'), 'Use a list, such as [web, shop].')
  .max(100, 'List at most 100.')
  .optional();

const measure = z.strictObject({
  measure: z.string('Name a measure, such as deployments.count.').min(1).max(100),
  /** Instead of the measure's own title. */
  label: z.string().trim().min(1).max(100, 'Use at most 100 characters.').optional(),
  groupBy: oneOf(DIMENSIONS).optional(),
  top: whole(1, 50).optional(),
  /** Slugs, so that a file fits another project too. */
  services: words,
  environments: words,
  names: words,
  statuses: words,
});

const position = z.strictObject(
  { x: whole(0, GRID_COLUMNS - 1), y: whole(0, MOST_ROWS), w: whole(1, GRID_COLUMNS), h: whole(1, 20) },
  'Say where it stands: { x: 0, y: 0, w: 6, h: 4 }.',
);

const panel = z
  .strictObject({
    key: z
      .string('Give it a key.')
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Use a–z, 0–9 and single hyphens.')
      .max(40, 'Use at most 40 characters.'),
    title: z.string('Give it a title.').trim().min(1, 'Give it a title.').max(100, 'Use at most 100 characters.'),
    kind: oneOf(PANEL_KINDS),
    measures: z
      .array(measure, 'List its measures: [{ measure: deployments.count }].')
      .max(MOST_MEASURES, `A panel has at most ${MOST_MEASURES} measures.`)
      .optional(),
    text: z.string('Use a text.').max(5_000, 'Use at most 5,000 characters.').optional(),
    position,
    /** Whether it shows the comparison that is chosen above; so unless it says false. */
    compare: z.boolean('Use true or false.').optional(),
  })
  .superRefine((panel, context) => {
    const fail = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (panel.position.x + panel.position.w > GRID_COLUMNS)
      fail(['position'], `It reaches beyond the grid: x and w together are at most ${GRID_COLUMNS}.`);
    if (panel.kind === 'text') {
      if (!panel.text?.trim()) fail(['text'], 'A panel of text needs its text.');
      if (panel.measures) fail(['measures'], 'A panel of text has no measures.');
      return;
    }
    if (panel.text !== undefined) fail(['text'], 'Only a panel of kind text has a text.');
    if (!panel.measures?.length) fail(['measures'], 'List at least one measure.');
    if (panel.kind === 'stat' && (panel.measures?.length ?? 0) > 1)
      fail(['measures'], 'A panel of kind stat shows one measure.');
    if (panel.kind === 'stat' && panel.measures?.[0]?.groupBy)
      fail(['measures', 0, 'groupBy'], 'A panel of kind stat shows one number: leave groupBy out.');
  });

/** A dashboard as its file says it. */
export const dashboardSchema = z
  .strictObject(
    {
      version: z.literal(FORMAT_VERSION, `This server reads version: ${FORMAT_VERSION}.`),
      name: displayName,
      description: z.string().trim().max(2_000, 'Use at most 2,000 characters.').optional(),
      time: z
        .strictObject({
          /** Back from now: 24h, 7d, 30d. */
          range: z
            .string('Use a time back from now, such as 24h, 7d or 90d.')
            .regex(/^[1-9]\d{0,2}[hdw]$/, 'Use a time back from now, such as 24h, 7d or 90d.')
            .optional(),
          interval: oneOf(INTERVALS).optional(),
          compare: oneOf(COMPARISONS).optional(),
        })
        .optional(),
      /** Which filters stand above the panels; both unless it says so. */
      variables: z
        .array(oneOf(['service', 'environment']), 'Use a list: [service, environment].')
        .max(2, 'There are two: service and environment.')
        .optional(),
      panels: z
        .array(panel, 'List its panels; an empty list is [].')
        .max(MOST_PANELS, `A dashboard has at most ${MOST_PANELS} panels.`),
    },
    'Begin with “version: 1”, “name:” and “panels:”.',
  )
  .superRefine(({ panels }, context) => {
    const seen = new Set<string>();
    for (const [index, panel] of panels.entries()) {
      if (seen.has(panel.key))
        context.addIssue({
          code: 'custom',
          path: ['panels', index, 'key'],
          message: `Another panel has the key “${panel.key}”.`,
        });
      seen.add(panel.key);
      const other = panels.slice(0, index).find((other) => overlap(panel.position, other.position));
      if (other)
        context.addIssue({
          code: 'custom',
          path: ['panels', index, 'position'],
          message: `It lies over the panel “${other.key}”.`,
        });
    }
  });

type Position = z.output<typeof position>;

const overlap = (a: Position, b: Position): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

export type DashboardContent = z.output<typeof dashboardSchema>;
export type DashboardPanel = DashboardContent['panels'][number];
