import { z } from 'zod';
import { localDate, startOfDay, type TimeWindow } from '../../lib/calendar.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { projectMetricsTopic } from '../../platform/facts.ts';
import type { Batch } from '../../platform/graphql/loader.ts';
import { parseInput } from '../../platform/validation.ts';
import { deliveryMetrics } from '../delivery/delivery.service.ts';
import { findProject } from '../projects/project.service.ts';
import { type InputName, PART_TITLES, SCORE_INPUTS } from './score.inputs.ts';
import { countedByService, fleetOf, partValues, type ScoredService, settledByService } from './score.queries.ts';
import {
  EQUAL_WEIGHTS,
  type RawValues,
  SCORE_FORMULA,
  type ScoredPart,
  scoreFleet,
  sharesOf,
  totalOf,
  type Weights,
  WINDOW_DAYS,
  weightRules,
} from './score.rules.ts';
import type { ScoreWeightsInput, ServiceScore } from './score.types.ts';

const DELIVERY = {
  deploymentFrequency: 'delivery.deployment_frequency',
  leadTime: 'delivery.lead_time',
  changeFailRate: 'delivery.change_fail_rate',
  failedDeploymentRecoveryTime: 'delivery.recovery_time',
} as const satisfies Record<string, InputName>;

interface Fleet {
  services: ScoredService[];
  parts: ScoredPart[][];
}

/** Every service of the project with its parts, compared with each other. Some ten statements, however many services there are. */
async function compareServices(ctx: Context, projectId: string): Promise<Fleet> {
  const project = await findProject(ctx, projectId);
  authorize(ctx, 'project:read', project.id);
  const to = ctx.app.now();
  const window = { from: startOfDay(to, project.timeZone, 1 - WINDOW_DAYS), to };
  const [services, counted, settled] = await Promise.all([
    fleetOf(ctx, projectId),
    countedByService(ctx, projectId, window),
    settledByService(ctx, projectId, window),
  ]);
  const delivered = await deliveryOf(ctx, projectId, services, window);
  const rows = new Map<string, RawValues>();
  for (const { serviceId, ...values } of [...counted, ...settled])
    rows.set(serviceId, { ...rows.get(serviceId), ...values });
  return { services, parts: scoreFleet(services.map(({ id }, index) => ({ ...rows.get(id), ...delivered[index] }))) };
}

/** By the delivery metrics themselves, so that a number is the same here and there. */
async function deliveryOf(
  ctx: Context,
  projectId: string,
  services: readonly ScoredService[],
  window: TimeWindow,
): Promise<RawValues[]> {
  const { reader } = await deliveryMetrics(ctx, projectId, { ...window, interval: 'MONTH' });
  const names = Object.keys(DELIVERY) as (keyof typeof DELIVERY)[];
  return Promise.all(
    services.map(async ({ id }) => {
      const metrics = await Promise.all(names.map((name) => reader.metric(name, { by: 'service', id })));
      return Object.fromEntries(names.map((name, index) => [DELIVERY[name], metrics[index]?.value ?? null]));
    }),
  );
}

/** INVALID_INPUT for what is no weight, and where nothing weighs anything. */
function weightsOf(given: ScoreWeightsInput | null | undefined): Weights {
  if (!given) return EQUAL_WEIGHTS;
  return parseInput(z.object({ weights: weightRules }), { weights: { ...given } }).weights;
}

/** The scores of the project's services by name, at most 200. Services are compared once in a request, whatever the weights. */
export async function listScores(
  ctx: Context,
  projectId: string,
  given?: ScoreWeightsInput | null,
): Promise<ServiceScore[]> {
  authorize(ctx, 'project:read', projectId);
  const weights = weightsOf(given);
  const { services, parts } = await compareServices(ctx, projectId);
  return services.map((service, index) => scoreOf(service, parts[index] ?? [], weights));
}

/** Batch: all scores of projects, for fields of many services. */
export const scoresOfProjects: Batch<string, ServiceScore[]> = (ctx, projectIds) =>
  Promise.all(projectIds.map((id) => listScores(ctx, id)));

/** The same score with other weights. */
export function weighed(score: ServiceScore, given: ScoreWeightsInput | null | undefined): ServiceScore {
  const weights = weightsOf(given);
  const values = partValues(score.parts as ScoredPart[]);
  const shares = sharesOf(values, weights);
  const parts = score.parts.map((part) => ({ ...part, weight: shares[part.key as keyof Weights] }));
  return { ...score, parts, weights, total: totalOf(values, weights) };
}

function scoreOf({ id, projectId }: ScoredService, parts: readonly ScoredPart[], weights: Weights): ServiceScore {
  const values = partValues(parts);
  const shares = sharesOf(values, weights);
  return {
    serviceId: id,
    projectId,
    weights,
    total: totalOf(values, weights),
    formula: SCORE_FORMULA,
    parts: parts.map(({ key, value, inputs }) => ({
      key,
      title: PART_TITLES[key],
      value,
      weight: shares[key],
      inputs: inputs.map((input) => {
        const { title, unit, definition, isLowerBetter } = SCORE_INPUTS[input.key];
        return { ...input, title, unit, definition, isLowerBetter };
      }),
    })),
  };
}

/** Keeps how the project's services stand today, in the place of what was kept of today before. */
export async function recordScores(ctx: Context, projectId: string): Promise<void> {
  const { timeZone } = await findProject(ctx, projectId);
  const { services, parts } = await compareServices(ctx, projectId);
  const now = ctx.app.now();
  const rows = services.map(({ id }, index) => ({ service_id: id, parts: partValues(parts[index] ?? []) }));
  await withTransaction(ctx, async (ctx) => {
    await execute(
      ctx,
      `-- scores.record
      insert into service_scores (project_id, service_id, day, parts, computed_at)
      select $1, service_id, $2, parts, $3 from json_to_recordset($4) as r (service_id text, parts jsonb)
      on conflict (service_id, day) do update set parts = excluded.parts, computed_at = excluded.computed_at`,
      [projectId, localDate(now, timeZone), now, JSON.stringify(rows)],
    );
    ctx.afterCommit.push(() => ctx.app.events.publish([projectMetricsTopic(projectId)]));
  });
}

/** The projects whose scores of their own today are not kept yet. */
export async function projectsWithoutToday(ctx: Context): Promise<string[]> {
  const rows = await query<{ id: string }>(
    ctx,
    `-- scores.due
    select p.id from projects p
    where p.deleted_at is null and exists (select from services s where s.project_id = p.id and s.deleted_at is null)
      and not exists (select from service_scores c where c.project_id = p.id and c.day = ($1::timestamptz at time zone p.time_zone)::date)
    order by p.id limit 1000`,
    [ctx.app.now()],
  );
  return rows.map(({ id }) => id);
}
