import { z } from 'zod';
import { authorize, can } from '../../platform/auth/authorize.ts';
import { permissionsOf, TOKEN_SCOPES } from '../../platform/auth/permissions.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { notFound } from '../../platform/errors.ts';
import { type Connection, cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { parseInput } from '../../platform/validation.ts';
import type { Environment } from '../environments/environment.entity.ts';
import { environmentsById, findEnvironment } from '../environments/environment.service.ts';
import { type AssignedRow, membershipOfRow } from '../projects/member.rules.ts';
import type { Service } from '../services/service.entity.ts';
import { findService, servicesById } from '../services/service.service.ts';
import { explainAccess, type Holder } from './access.rules.ts';
import type { AccessArgs, AccessEntry } from './access.types.ts';

/** A member (section 0) or a service token (section 1). */
interface Row extends AssignedRow {
  section: number;
  sort: string;
  id: string;
  name: string;
  email: string;
  isSuspended: boolean;
  scopes: string[] | null;
}

const asked = z.object({ permission: z.enum(TOKEN_SCOPES, `Rights are: ${TOKEN_SCOPES.join(', ')}.`) });

/** Members by name, then, for those who manage them, service tokens: whether each may do it, and why. Three statements at most. */
export async function listAccess(ctx: Context, projectId: string, args: AccessArgs): Promise<Connection<AccessEntry>> {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['integer', 'text', 'text']);
  const { permission } = parseInput(asked, args);
  const { environmentId = null, serviceId = null } = args;
  if (environmentId && (await findEnvironment(ctx, environmentId)).projectId !== projectId)
    throw notFound('environment');
  if (serviceId && (await findService(ctx, serviceId)).projectId !== projectId) throw notFound('service');
  const rows = await query<Row>(
    ctx,
    `-- access.list
    select * from (
      select 0 as section, lower(u.name) as sort, u.id, u.name, u.email, u.suspended_at is not null as "isSuspended",
             m.role, m.role_id as "roleId", r.name as "customName", r.permissions as "customPermissions",
             m.environment_ids as "environmentIds", m.service_ids as "serviceIds", null::text[] as scopes
      from members m join users u on u.id = m.user_id left join roles r on r.id = m.role_id
      where m.project_id = $1
      union all
      select 1, lower(t.name), t.id, t.name, '', false, 'VIEWER', null, null, null, t.environment_ids, t.service_ids, t.scopes
      from tokens t
      where t.project_id = $1 and t.kind = 'SERVICE' and t.revoked_at is null and t.expires_at > now() and $2
    ) holders
    where $3::int is null or (section, sort, id) > ($3, $4, $5)
    order by section, sort, id
    limit $6`,
    [
      projectId,
      can(ctx.actor, 'token:manage', projectId),
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      first + 1,
    ],
  );
  const page = toConnection(rows, { first, after: args.after }, (row) => [row.section, row.sort, row.id]);
  const entries = await explainAll(ctx, page.nodes, { permission, environmentId, serviceId });
  return {
    nodes: page.nodes.map(entries),
    get edges() {
      return page.edges.map(({ node, cursor }) => ({ node: entries(node), cursor }));
    },
    get pageInfo() {
      return page.pageInfo;
    },
  };
}

async function explainAll(
  ctx: Context,
  rows: Row[],
  place: Parameters<typeof explainAccess>[1],
): Promise<(row: Row) => AccessEntry> {
  const idsOf = (pick: (row: Row) => string[] | null) => [...new Set(rows.flatMap((row) => pick(row) ?? []))];
  const [environments, services] = await Promise.all([
    placesOf(
      ctx,
      environmentsById,
      idsOf((row) => row.environmentIds),
    ),
    placesOf(
      ctx,
      servicesById,
      idsOf((row) => row.serviceIds),
    ),
  ]);
  const names = new Map([...(environments ?? []), ...(services ?? [])].map(({ id, name }) => [id, name]));
  return (row) => {
    const holder = holderOf(row);
    return {
      actor: (row.section === 0
        ? { id: row.id, name: row.name, email: row.email }
        : { id: row.id, name: row.name, kind: 'SERVICE' }) as unknown as AccessEntry['actor'],
      ...explainAccess(holder, place, names),
      roleName: holder.kind === 'MEMBER' ? holder.grant.roleName : null,
      environments: row.environmentIds && (environments ?? []).filter(({ id }) => row.environmentIds?.includes(id)),
      services: row.serviceIds && (services ?? []).filter(({ id }) => row.serviceIds?.includes(id)),
    };
  };
}

function holderOf(row: Row): Holder {
  if (row.section === 0) return { kind: 'MEMBER', grant: membershipOfRow(row), isSuspended: row.isSuspended };
  const { environmentIds, serviceIds } = row;
  return {
    kind: 'TOKEN',
    grant: { permissions: permissionsOf(row.scopes ?? []), environmentIds, serviceIds },
    isSuspended: false,
  };
}

/** The places of a limit by name, without those that were deleted; null where there is no limit. */
export async function placesOf<Place extends Environment | Service>(
  ctx: Context,
  byId: (ctx: Context, ids: readonly string[]) => Promise<(Place | null)[]>,
  ids: readonly string[] | null,
): Promise<Place[] | null> {
  if (!ids) return null;
  const found = await loaderOf(ctx, byId).loadMany(ids);
  const failure = found.find((place) => place instanceof Error);
  if (failure) throw failure;
  return (found as (Place | null)[])
    .filter((place) => place !== null && place.deletedAt === null)
    .sort((one, other) => ((one as Place).name < (other as Place).name ? -1 : 1)) as Place[];
}
