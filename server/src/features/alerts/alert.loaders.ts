import { localDate } from '../../lib/calendar.ts';
import type { Context } from '../../platform/context.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { MetricUnit } from '../../platform/metrics/metric.types.ts';
import { projectsById } from '../projects/project.service.ts';
import type { AlertFiring, AlertRule, AlertSilence } from './alert.entity.ts';
import { watchedMeasure } from './alert.measures.ts';
import { silencesInForce } from './alert.queries.ts';
import type { Condition } from './alert.rules.ts';
import type { AlertCondition } from './alert.types.ts';
import { sentenceOf } from './alert-words.rules.ts';
import { isSilent } from './silence.rules.ts';

const EMPTY: Omit<AlertCondition, 'kind'> = {
  direction: null,
  threshold: null,
  baseline: null,
  sampleCount: null,
  weeks: null,
  objective: null,
  levels: null,
};

/** A condition with all fields, null where its kind has no use for them. */
export const conditionFields = (condition: Condition): AlertCondition => ({ ...EMPTY, ...condition });

/** A measure that is gone is called by its key. */
export const measureTitleOf = (key: string): string => watchedMeasure(key)?.title ?? key;
export const unitOf = (key: string): MetricUnit => watchedMeasure(key)?.unit ?? MetricUnit.NUMBER;

export const summaryOf = (rule: AlertRule): string =>
  `${sentenceOf({ ...rule, measureTitle: measureTitleOf(rule.measure), unit: unitOf(rule.measure) })}.`;

/** Batch: the silence that holds for each rule now. */
export async function silencesOfRules(ctx: Context, rules: readonly AlertRule[]): Promise<(AlertSilence | null)[]> {
  const projectIds = [...new Set(rules.map(({ projectId }) => projectId))];
  const silences = await silencesInForce(ctx, projectIds, ctx.app.now());
  return rules.map(
    (rule) => silences.find((silence) => silence.projectId === rule.projectId && isSilent(silence, rule)) ?? null,
  );
}

const DAY_MS = 86_400_000;
/** As pages of numbers have them in their address. */
const INTERVALS = { 15: 'quarter-hour', 60: 'hour', 1440: 'day' } as const;

/** Batch: where the data of each firing opens: the days of its window and the one before, of what it asked. */
export async function dataUrls(ctx: Context, firings: readonly AlertFiring[]): Promise<(string | null)[]> {
  const projects = await Promise.all(firings.map(({ projectId }) => loaderOf(ctx, projectsById).load(projectId)));
  return firings.map((firing, index) => {
    const project = projects[index];
    return project ? dataUrl(project, firing) : null;
  });
}

function dataUrl(
  { slug, timeZone }: { slug: string; timeZone: string },
  { question, windowFrom, windowTo }: AlertFiring,
): string {
  const search = new URLSearchParams({
    measure: question.measure,
    range: 'custom',
    since: localDate(new Date(new Date(windowFrom).getTime() - DAY_MS), timeZone),
    until: localDate(new Date(new Date(windowTo).getTime() - 1), timeZone),
    interval: INTERVALS[question.everyMinutes],
  });
  if (question.serviceIds) search.set('service', question.serviceIds.join(','));
  if (question.environmentIds) search.set('environment', question.environmentIds.join(','));
  if (question.names) search.set('name', question.names.join(','));
  if (question.statuses) search.set('status', question.statuses.join(','));
  return `/p/${slug}/analytics/explore?${search.toString()}`;
}
