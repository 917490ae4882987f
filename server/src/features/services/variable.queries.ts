import { authorize, type Place } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import type { Environment } from '../environments/environment.entity.ts';
import { environmentsById } from '../environments/environment.service.ts';
import type { Service } from './service.entity.ts';
import { servicesById } from './service.service.ts';
import type { Variable, VariableVersion } from './variable.entity.ts';

/** All but the secret. */
export const VARIABLE_COLUMNS = `id, project_id as "projectId", environment_id as "environmentId", service_id as "serviceId", name, kind,
  value, is_secret as "isSecret", fingerprint, version, restored_from as "restoredFrom", set_by_name as "setByName",
  updated_at as "updatedAt", deleted_at as "deletedAt"`;

/** The variables set at one place, by name; values of secrets left out. For fields: places of one request share a statement. */
export function variablesAt(ctx: Context, place: Place): Promise<Variable[]> {
  authorize(ctx, 'project:read', place.projectId);
  return loaderOf(ctx, variablesOfPlaces).load(
    [place.projectId, place.environmentId ?? '', place.serviceId ?? ''].join('/'),
  );
}

/** Batch by place. */
async function variablesOfPlaces(ctx: Context, places: readonly string[]): Promise<Variable[][]> {
  const rows = await query<Variable & { place: string }>(
    ctx,
    `-- services.variablesOfPlaces
    select place, ${VARIABLE_COLUMNS} from unnest($1::text[]) as places (place)
    join variables on project_id = split_part(place, '/', 1) and coalesce(environment_id, '') = split_part(place, '/', 2)
      and coalesce(service_id, '') = split_part(place, '/', 3) and deleted_at is null
    order by name`,
    [places],
  );
  return places.map((place) => rows.filter((row) => row.place === place));
}

/** What the variable was set to, newest first; at most as many as are kept. */
export async function listVersions(
  ctx: Context,
  variable: { id: string; projectId: string },
  args: { first: number; after?: string | null },
) {
  authorize(ctx, 'project:read', variable.projectId, 'variable');
  const first = pageSize(args.first);
  const before = cursorKeys(args.after, ['integer'])?.[0];
  const rows = await query<VariableVersion>(
    ctx,
    `-- services.variableVersions
    select $1 || '.' || version as id, version, kind, value, is_secret as "isSecret", fingerprint, restored_from as "restoredFrom",
           set_by_name as "setByName", set_at as "setAt", is_current as "isCurrent"
    from (
      select version, kind, value, is_secret, fingerprint, restored_from, set_by_name, updated_at as set_at, true as is_current
      from variables where id = $1
      union all
      select version, kind, value, is_secret, fingerprint, restored_from, set_by_name, set_at, false
      from variable_versions where variable_id = $1) versions
    where $2::integer is null or version < $2::integer
    order by version desc limit $3`,
    [variable.id, before && /^\d{1,9}$/.test(before) ? before : null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.version]);
}

/** What is shown of many; the count says how many there are. */
const MOST_SERVICES = 100;

interface Use {
  id: string;
  serviceIds: string[];
  serviceCount: number;
  environmentIds: string[];
  lastDeploymentId: string | null;
  lastVersion: number | null;
}

/** Who gets the variable, and which deployment got it last. */
export async function useOfVariable(ctx: Context, variable: { id: string; projectId: string }) {
  authorize(ctx, 'project:read', variable.projectId, 'variable');
  const use = await loaderOf(ctx, usesOfVariables).load(variable.id);
  const [services, environments] = await Promise.all([
    servicesById(ctx, use.serviceIds),
    environmentsById(ctx, use.environmentIds),
  ]);
  return {
    ...use,
    variableId: variable.id,
    services: services.filter((service): service is Service => service !== null),
    environments: environments.filter((environment): environment is Environment => environment !== null),
  };
}

/** Batch by variable. A service or environment with a variable of the same name gets that one instead. */
async function usesOfVariables(ctx: Context, ids: readonly string[]): Promise<Use[]> {
  const rows = await query<Use>(
    ctx,
    `-- services.usesOfVariables
    select v.id, coalesce(s.ids[1:${MOST_SERVICES}], '{}') as "serviceIds", coalesce(cardinality(s.ids), 0) as "serviceCount",
           coalesce(e.ids, '{}') as "environmentIds", d.deployment_id as "lastDeploymentId", d.version as "lastVersion"
    from variables v
    left join lateral (
      select array_agg(services.id order by slug) as ids from services
      where project_id = v.project_id and deleted_at is null and (v.service_id is null or services.id = v.service_id)
        and (v.service_id is not null or not exists (
          select from variables o where o.service_id = services.id and o.name = v.name and o.deleted_at is null))) s on true
    left join lateral (
      select array_agg(environments.id order by rank, slug) as ids from environments
      where project_id = v.project_id and deleted_at is null and (v.environment_id is null or environments.id = v.environment_id)
        and (v.environment_id is not null or v.service_id is not null or not exists (
          select from variables o where o.environment_id = environments.id and o.name = v.name and o.deleted_at is null))) e on true
    left join lateral (
      select deployment_id, version from deployment_variables where variable_id = v.id order by deployment_id desc limit 1) d on true
    where v.id = any($1)`,
    [ids],
  );
  const none = { serviceIds: [], serviceCount: 0, environmentIds: [], lastDeploymentId: null, lastVersion: null };
  return ids.map((id) => rows.find((row) => row.id === id) ?? { id, ...none });
}

/** As {@link variablesAt}, one by its name, read anew: for verbs. */
export function findByName(ctx: Context, place: Place, name: string): Promise<Variable | null> {
  return queryOne<Variable>(
    ctx,
    `-- services.variableByName
    select ${VARIABLE_COLUMNS} from variables
    where project_id = $1 and environment_id is not distinct from $2 and service_id is not distinct from $3 and name = $4
      and deleted_at is null`,
    [place.projectId, place.environmentId, place.serviceId, name],
  );
}

export async function countVariables(ctx: Context, projectId: string): Promise<number> {
  const row = await queryOne<{ count: number }>(
    ctx,
    'select count(*) as count from variables where project_id = $1 and deleted_at is null',
    [projectId],
  );
  return row?.count ?? 0;
}
