import {
  type Bucket,
  bucketsOf,
  compareWindow,
  type Interval,
  leastBuckets,
  type TimeWindow,
} from '../../lib/calendar.ts';
import { authorize, requireAdministrator } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { invalid, type Problem } from '../../platform/errors.ts';
import { type Dimension, INSTALLATION } from '../../platform/facts.ts';
import type { ComparisonInput } from '../../platform/metrics/metric.types.ts';
import { findProject } from '../projects/project.service.ts';
import type { MetricDimension, MetricQueryInput } from './measure.types.ts';
import { MEASURES, type MeasureDefinition } from './measures.ts';

/** What to measure, as {@link MetricQueryInput} says it; callers in this process may leave out what has defaults. */
export type MeasureQueryInput = Pick<MetricQueryInput, 'measure'> & Partial<MetricQueryInput>;

/** What to measure, in which window. */
export interface MeasureInput extends TimeWindow {
  interval: Interval;
  compare?: ComparisonInput | null;
  queries: readonly MeasureQueryInput[];
}

export interface MeasureQuery {
  measure: MeasureDefinition;
  groupBy: Dimension | null;
  top: number;
  where: Partial<Record<Dimension, readonly string[]>>;
}

/** A window with its buckets. */
export interface Span extends TimeWindow {
  buckets: readonly Bucket[];
}

/** All that is settled before anything is read: found, authorized, within the limits. */
export interface Frame {
  projectId: string;
  /** Null for the installation. */
  slug: string | null;
  zone: string;
  interval: Interval;
  span: Span;
  previous: Span | null;
  compare: ComparisonInput | null;
  queries: readonly MeasureQuery[];
  now: Date;
}

const MOST_BUCKETS = 1_000;
const MOST_QUERIES = 12;
/** What a browser still draws, and this process still writes in some 100 ms. */
const MOST_POINTS = 50_000;
/** Of one query; as many as there may be services. */
const MOST_GROUPS = 200;
const MOST_FILTERED = 200;
const MOST_YEARS_MS = 5 * 366 * 86_400_000;

/** What may be asked for: NOT_FOUND for who may not see the project, INVALID_INPUT with all that is wrong. */
export async function frameOf(
  ctx: Context,
  projectId: string,
  input: MeasureInput,
  mostGroups = MOST_GROUPS,
): Promise<Frame> {
  const place = await placeOf(ctx, projectId);
  const problems: Problem[] = [];
  const now = ctx.app.now();
  const queries = queriesOf(input.queries, { mostGroups, isOfProject: place.slug !== null }, problems);
  const { interval } = input;
  const span = spanOf(input, interval, place.zone, problems);
  const compared = span && comparedWindow(span, place.zone, now, input.compare, problems);
  const previous = compared && spanOf(compared, interval, place.zone, problems);
  const points =
    queries.reduce((sum, { groupBy, top }) => sum + (groupBy ? top + 2 : 1), 0) *
    ((span?.buckets.length ?? 0) + (previous?.buckets.length ?? 0));
  if (points > MOST_POINTS)
    problems.push({
      path: 'queries',
      message: `This would be ${points} points, and ${MOST_POINTS} is the most. Ask for longer buckets, fewer groups or fewer queries.`,
    });
  if (problems.length > 0 || !span) throw invalid(problems.slice(0, 50));
  return { projectId, ...place, interval, span, previous, compare: input.compare ?? null, queries, now };
}

async function placeOf(ctx: Context, projectId: string): Promise<{ slug: string | null; zone: string }> {
  if (projectId === INSTALLATION) {
    if (ctx.actor?.kind !== 'SYSTEM') requireAdministrator(ctx);
    return { slug: null, zone: 'UTC' };
  }
  const project = await findProject(ctx, projectId);
  authorize(ctx, 'project:read', project.id);
  return { slug: project.slug, zone: project.timeZone };
}

function spanOf(window: TimeWindow, interval: Interval, zone: string, problems: Problem[]): Span | null {
  const { from, to } = window;
  const lengthMs = to.getTime() - from.getTime();
  if (!(lengthMs > 0)) {
    problems.push({ path: 'to', message: 'A window ends after it begins.' });
    return null;
  }
  if (lengthMs > MOST_YEARS_MS) {
    problems.push({ path: 'to', message: 'A window is at most five years long.' });
    return null;
  }
  const buckets = leastBuckets(window, interval) > MOST_BUCKETS ? [] : bucketsOf(window, interval, zone);
  if (buckets.length === 0 || buckets.length > MOST_BUCKETS) {
    problems.push({
      path: 'interval',
      message: `This would be more than ${MOST_BUCKETS} buckets. Take a longer interval or a shorter window.`,
    });
    return null;
  }
  return { from, to, buckets };
}

function comparedWindow(
  window: TimeWindow,
  zone: string,
  now: Date,
  compare: ComparisonInput | null | undefined,
  problems: Problem[],
): TimeWindow | null {
  if (!compare || !(window.from < window.to)) return null;
  const { with: kind, from, to } = compare;
  const isCustom = kind === 'CUSTOM';
  if (isCustom !== Boolean(from && to)) {
    problems.push({
      path: 'compare',
      message: isCustom ? 'Say from when to when to compare with.' : 'Only CUSTOM has a window of its own.',
    });
    return null;
  }
  const custom = isCustom && from && to ? { from, to } : null;
  if (custom && !(custom.from < custom.to)) {
    problems.push({ path: 'compare.to', message: 'A window ends after it begins.' });
    return null;
  }
  return compareWindow(window, zone, kind, now, custom);
}

interface Allowed {
  mostGroups: number;
  isOfProject: boolean;
}

function queriesOf(given: readonly MeasureQueryInput[], allowed: Allowed, problems: Problem[]): MeasureQuery[] {
  if (given.length < 1 || given.length > MOST_QUERIES)
    problems.push({ path: 'queries', message: `Ask for 1 to ${MOST_QUERIES} measures.` });
  return given.slice(0, MOST_QUERIES).flatMap((query, index) => {
    const found = queryOf(query, allowed, (field, message) =>
      problems.push({ path: `queries.${index}.${field}`, message }),
    );
    return found ? [found] : [];
  });
}

function queryOf(
  query: MeasureQueryInput,
  { mostGroups, isOfProject }: Allowed,
  report: (field: string, message: string) => void,
): MeasureQuery | null {
  const measure = MEASURES.get(query.measure);
  if (!measure) {
    report('measure', `There is no measure “${query.measure.slice(0, 100)}”. The field \`measures\` lists them.`);
    return null;
  }
  if (!isOfProject && measure.source.from !== 'facts') report('measure', `${measure.key} is of projects only.`);
  const groupBy = query.groupBy ? dimensionOf(query.groupBy) : null;
  const known = measure.dimensions.length > 0 ? measure.dimensions.join(', ').toUpperCase() : 'nothing';
  if (groupBy && !measure.dimensions.includes(groupBy))
    report('groupBy', `${measure.key} can be told apart by ${known}.`);
  const top = query.top ?? 8;
  if (!(top >= 1 && top <= mostGroups)) report('top', `Ask for 1 to ${mostGroups} groups.`);
  const where: MeasureQuery['where'] = {};
  for (const [field, dimension] of FILTERS) {
    const values = query[field];
    if (!values) continue;
    if (!measure.dimensions.includes(dimension)) report(field, `${measure.key} can be filtered by ${known}.`);
    else if (values.length > MOST_FILTERED || values.some((value) => value.length > 200))
      report(field, `Give at most ${MOST_FILTERED}, of at most 200 characters.`);
    else where[dimension] = values;
  }
  return { measure, groupBy, top, where };
}

const FILTERS = [
  ['serviceIds', 'service'],
  ['environmentIds', 'environment'],
  ['names', 'name'],
  ['statuses', 'status'],
] as const;

const dimensionOf = (dimension: MetricDimension) => dimension.toLowerCase() as Dimension;
