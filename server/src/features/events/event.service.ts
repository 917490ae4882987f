import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import { type Context, systemContext } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { invalid, type Problem } from '../../platform/errors.ts';
import { ensureFactMonths, type Fact, recordFacts } from '../../platform/facts.ts';
import { parseInput } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import { factRetention } from '../storage/storage.service.ts';
import { monthsOf, type TrackedEvent, trackRules, withoutRepetitions, withoutTokens } from './event.rules.ts';
import type { TrackEventsResult } from './event.types.ts';

/** Names in the entry of the audit trail. */
const MOST_NAMES = 5;

/**
 * Keeps events of a user's own, all or none: up to 1,000 in one transaction, with one entry of the audit trail. Those with an id
 * count once, however often they are sent. INVALID_INPUT with every problem and the index of its event.
 */
export async function trackEvents(
  ctx: Context,
  input: { projectId: string; events: unknown },
): Promise<TrackEventsResult> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'event:track', project.id);
  const now = ctx.app.now();
  // For how long they are kept is the installation's.
  const { custom: keptDays } = await factRetention(systemContext(ctx.app, 'events'));
  const { events } = parseInput(trackRules(now, keptDays), { events: input.events });
  const places = await findPlaces(ctx, project.id, events);
  const months = monthsOf(events.flatMap(({ at }) => at ?? []));
  if (months.length > 0) await ensureFactMonths(ctx, months, ['custom']);
  return withTransaction(ctx, async (ctx) => {
    const fresh = await rememberIds(ctx, project.id, withoutRepetitions(events), now);
    const facts = fresh.map((event) => factOf(project.id, event, places, now));
    await recordFacts(ctx, facts);
    const result = { acceptedCount: fresh.length, duplicateCount: events.length - fresh.length };
    await recordAudit(ctx, {
      action: 'events.tracked',
      projectId: project.id,
      subject: { id: project.id, type: 'Project', name: project.slug },
      detail: { ...result, names: [...new Set(fresh.map(({ name }) => name))].slice(0, MOST_NAMES) },
    });
    return result;
  });
}

interface Places {
  services: ReadonlyMap<string, string>;
  environments: ReadonlyMap<string, string>;
}

/** Ids of what the events name, by slug and by id; INVALID_INPUT for what is not there. */
async function findPlaces(ctx: Context, projectId: string, events: readonly TrackedEvent[]): Promise<Places> {
  const named = (key: 'service' | 'environment') => [...new Set(events.flatMap((event) => event[key] ?? []))];
  const [services, environments] = [named('service'), named('environment')];
  const rows =
    services.length + environments.length === 0
      ? []
      : await query<{ kind: 'service' | 'environment'; id: string; slug: string }>(
          ctx,
          `-- events.places
          select 'service' as kind, id, slug from services where project_id = $1 and deleted_at is null and (id = any($2) or slug = any($2))
          union all
          select 'environment', id, slug from environments where project_id = $1 and deleted_at is null and (id = any($3) or slug = any($3))`,
          [projectId, services, environments],
        );
  const idsOf = (kind: 'service' | 'environment') =>
    new Map(
      rows.filter((row) => row.kind === kind).flatMap(({ id, slug }) => [[slug, id] as const, [id, id] as const]),
    );
  const places = { services: idsOf('service'), environments: idsOf('environment') };
  const problems = events.flatMap(({ service, environment }, index): Problem[] => [
    ...(service && !places.services.has(service) ? [unknown(index, 'service', service)] : []),
    ...(environment && !places.environments.has(environment) ? [unknown(index, 'environment', environment)] : []),
  ]);
  if (problems.length > 0) throw invalid(problems.slice(0, 50));
  return places;
}

const unknown = (index: number, what: string, given: string): Problem => ({
  path: `events.${index}.${what}`,
  message: `There is no ${what} ${given} in this project.`,
});

/** Those that nobody has sent before. Who sends the same at the same time waits for the end of this transaction. */
async function rememberIds(
  ctx: Context,
  projectId: string,
  events: readonly TrackedEvent[],
  now: Date,
): Promise<TrackedEvent[]> {
  // In order, so that two who send the same ids wait for each other in no ring.
  const named = events.filter(({ id }) => id).sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
  if (named.length === 0) return [...events];
  const rows = await query<{ id: string }>(
    ctx,
    `-- events.remember
    insert into event_ids (project_id, id, at, created_at)
    select $1, id, at, $4 from unnest($2::text[], $3::timestamptz[]) as n (id, at)
    on conflict do nothing returning id`,
    [projectId, named.map(({ id }) => id), named.map(({ at }) => at ?? now), now],
  );
  const fresh = new Set(rows.map(({ id }) => id));
  return events.filter(({ id }) => !id || fresh.has(id));
}

function factOf(projectId: string, event: TrackedEvent, { services, environments }: Places, now: Date): Fact {
  const { value, service, environment } = event;
  return {
    projectId,
    kind: 'custom',
    at: event.at ?? now,
    id: event.id ?? null,
    serviceId: service ? (services.get(service) ?? null) : null,
    environmentId: environment ? (environments.get(environment) ?? null) : null,
    name: event.name,
    status: event.status ?? null,
    value: value == null ? null : value * 1_000,
    costNano: event.costNano ?? null,
    actor: withoutTokens(event.actor ?? null),
    data: withoutTokens(event.data ?? null),
  };
}
