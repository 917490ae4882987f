import type { Actor, Grant } from '../../platform/auth/actor.ts';
import { can, canSomewhere, lackedBy } from '../../platform/auth/authorize.ts';
import { isPlaced, PERMISSIONS, type Permission } from '../../platform/auth/permissions.ts';
import type { NeededRight } from '../nodes/node.types.ts';

/** Ids of a project's places by their slugs. */
export interface PlaceIds {
  environments: ReadonlyMap<string, string>;
  services: ReadonlyMap<string, string>;
}

/** Whether the actor has a right in the place that it is for; where an expression will say the place, anywhere. */
export function isHeld(actor: Actor | null, projectId: string, right: NeededRight, ids: PlaceIds): boolean {
  if (!isPlaced(right.permission)) return can(actor, right.permission, projectId);
  const environmentId = right.environment === undefined ? undefined : ids.environments.get(right.environment);
  const serviceId = right.service === undefined ? undefined : ids.services.get(right.service);
  if (environmentId && serviceId) return can(actor, right.permission, { projectId, environmentId, serviceId });
  return canSomewhere(actor, right.permission, {
    projectId,
    ...(environmentId && { environmentId }),
    ...(serviceId && { serviceId }),
  });
}

/** What runs of a version may do: what its graph needs, wherever its publisher may do anything. */
export function grantOf(actor: Actor | null, projectId: string, rights: readonly NeededRight[]): Grant {
  return {
    permissions: new Set<Permission>(['project:read', ...rights.map((right) => right.permission)]),
    environmentIds: within(actor, projectId, (grant) => grant.environmentIds),
    serviceIds: within(actor, projectId, (grant) => grant.serviceIds),
  };
}

/** The only places of all grants by which the actor acts; null for all. */
function within(
  actor: Actor | null,
  projectId: string,
  placesOf: (grant: Grant) => readonly string[] | null,
): readonly string[] | null {
  if (!actor || actor.kind === 'SYSTEM') return null;
  const membership = actor.memberships.get(projectId);
  const isPersonal = actor.kind === 'TOKEN' && actor.tokenKind === 'PERSONAL';
  const grants = [
    ...(actor.kind === 'USER' ? [] : [actor.grant]),
    ...(membership && (actor.kind === 'USER' || isPersonal) ? [membership] : []),
  ];
  const limits = grants.map(placesOf).filter((ids) => ids !== null);
  return limits.reduce<readonly string[] | null>(
    (left, ids) => (left === null ? ids : left.filter((id) => ids.includes(id))),
    null,
  );
}

/** Which of this the actor can't give to runs, in words; null when they have all of it. */
export function lackedRights(
  actor: Actor | null,
  projectId: string,
  grant: Grant,
  unheld: readonly NeededRight[],
): string | null {
  const { permissions } = lackedBy(actor, projectId, grant);
  const missing = new Set<string>(permissions.map((name) => `“${PERMISSIONS[name]}” (${name})`));
  for (const { permission, environment, service } of unheld) {
    if (permissions.includes(permission)) continue;
    const where = [service && `of ${service}`, environment && `to ${environment}`].filter(Boolean).join(' ');
    missing.add(`“${PERMISSIONS[permission]}” (${permission})${where && ` ${where}`}`);
  }
  return missing.size === 0 ? null : [...missing].join(', ');
}
