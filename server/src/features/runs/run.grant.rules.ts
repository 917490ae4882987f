import type { Actor, Grant } from '../../platform/auth/actor.ts';
import { permissionsOf } from '../../platform/auth/permissions.ts';

/** A grant as it is stored with a run. */
export interface StoredGrant {
  permissions: string[];
  environmentIds: string[] | null;
  serviceIds: string[] | null;
}

/**
 * `runs.narrowed_grant`: what the run may do instead of what its version was granted. `within` is all that the one who started
 * it may do: the runs that it starts in turn don't get more than that either.
 */
export interface NarrowedGrant extends StoredGrant {
  within: StoredGrant;
}

/** What both leave. */
export function intersection(one: StoredGrant, other: StoredGrant): StoredGrant {
  return {
    permissions: one.permissions.filter((permission) => other.permissions.includes(permission)),
    environmentIds: bothOf(one.environmentIds, other.environmentIds),
    serviceIds: bothOf(one.serviceIds, other.serviceIds),
  };
}

function bothOf(one: string[] | null, other: string[] | null): string[] | null {
  if (!one || !other) return one ?? other;
  return one.filter((id) => other.includes(id));
}

/** All that the actor may do in the project; null: everything. */
export function rightsOf(actor: Actor, projectId: string): StoredGrant | null {
  if (actor.kind === 'SYSTEM') return null;
  const membership = actor.memberships.get(projectId);
  const own = membership ? storedGrant(membership) : NOTHING;
  if (actor.kind === 'USER') return own;
  if (actor.projectId !== null && actor.projectId !== projectId) return NOTHING;
  const scope = storedGrant(actor.grant);
  return actor.kind === 'TOKEN' && actor.tokenKind === 'PERSONAL' ? intersection(own, scope) : scope;
}

const NOTHING: StoredGrant = { permissions: [], environmentIds: null, serviceIds: null };

const storedGrant = ({ permissions, environmentIds, serviceIds }: Grant): StoredGrant => ({
  permissions: [...permissions],
  environmentIds: environmentIds && [...environmentIds],
  serviceIds: serviceIds && [...serviceIds],
});

/**
 * What a run gets less than its version, because who starts it may do less; null where that is nothing. A run that may start
 * others always remembers who is behind it.
 */
export function narrowedGrant(
  version: StoredGrant,
  within: StoredGrant | null,
  startsOthers: boolean,
): NarrowedGrant | null {
  if (!within) return null;
  const both = intersection(version, within);
  const isLess =
    both.permissions.length < permissionsOf(version.permissions).size ||
    isFewer(both.environmentIds, version.environmentIds) ||
    isFewer(both.serviceIds, version.serviceIds);
  return isLess || startsOthers ? { ...both, within } : null;
}

const isFewer = (ids: string[] | null, all: string[] | null): boolean =>
  ids !== null && (all === null || ids.length < all.length);
