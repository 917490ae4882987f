import { createMongoAbility, type MongoAbility, subject } from '@casl/ability';
import type { Context } from '../context.ts';
import { forbidden, notFound, unauthenticated } from '../errors.ts';
import type { Actor, Grant, Membership, UserActor } from './actor.ts';
import { isPlaced, PERMISSIONS, type Permission, type PlacedPermission } from './permissions.ts';

/**
 * Where in a project something is done. Null is not “any” but “not within one”: a variable of the project, which reaches all
 * environments, is no matter for who may only touch staging.
 */
export interface Place {
  projectId: string;
  environmentId: string | null;
  serviceId: string | null;
}

/** What is said of the place: all of it for permissions that can be limited, the project for the others. */
export type PlaceOf<P extends Permission> = P extends PlacedPermission ? Place : string;

/** The actor's membership in the project; null for tokens without a person and for strangers. */
export function membershipIn(actor: Actor | null, projectId: string): Membership | null {
  if (!actor || actor.kind === 'SYSTEM') return null;
  return actor.memberships.get(projectId) ?? null;
}

/** Whether the actor may do it in this place. Pure: for `viewerCan…` fields and tests. */
export function can<P extends Permission>(actor: Actor | null, permission: P, place: PlaceOf<P>): boolean {
  const where = typeof place === 'string' ? { projectId: place } : (place as Place);
  return allows(actor, where.projectId, (grant) => grantAllows(grant, permission, where));
}

/**
 * Whether there is any place where the actor may do it, within what is said of it: for what is offered before all of the place
 * is chosen.
 */
export function canSomewhere(
  actor: Actor | null,
  permission: Permission,
  within: { projectId: string; environmentId?: string; serviceId?: string },
): boolean {
  return allows(actor, within.projectId, (grant) => grantReaches(grant, permission, within));
}

/** Whether a grant alone holds anywhere within what is said of the place. */
export function grantReaches(
  grant: Grant,
  permission: Permission,
  within: { environmentId?: string | null; serviceId?: string | null },
): boolean {
  const reaches = (ids: readonly string[] | null, id: string | null | undefined) => !ids || !id || ids.includes(id);
  if (!abilityOf(grant).can(...actionOf(permission))) return false;
  if (!isPlaced(permission)) return true;
  // A service belongs to no environment and an environment to no service: a limit to the other kind leaves nothing to manage.
  if (permission === 'service:manage') return !grant.environmentIds && reaches(grant.serviceIds, within.serviceId);
  if (permission === 'environment:manage')
    return !grant.serviceIds && reaches(grant.environmentIds, within.environmentId);
  return reaches(grant.environmentIds, within.environmentId) && reaches(grant.serviceIds, within.serviceId);
}

/**
 * What of `wanted` the actor lacks itself: nobody gives, changes or takes away more than they have. `isBeyondPlaces`: it holds
 * in places where the actor's own rights don't.
 */
export function lackedBy(
  actor: Actor | null,
  projectId: string,
  wanted: Grant,
): { permissions: Permission[]; isBeyondPlaces: boolean } {
  const lacked = new Set<Permission>();
  let isBeyondPlaces = false;
  const hasPlaces = [...wanted.permissions].some(isPlaced);
  const isKnown = allows(actor, projectId, (own) => {
    for (const permission of wanted.permissions) if (!own.permissions.has(permission)) lacked.add(permission);
    const isWithin = covers(own.environmentIds, wanted.environmentIds) && covers(own.serviceIds, wanted.serviceIds);
    if (hasPlaces && !isWithin) isBeyondPlaces = true;
    return true;
  });
  return isKnown
    ? { permissions: [...lacked], isBeyondPlaces }
    : { permissions: [...wanted.permissions], isBeyondPlaces: hasPlaces };
}

/** Whether a limit leaves all that `wanted` leaves. */
function covers(own: readonly string[] | null, wanted: readonly string[] | null): boolean {
  return !own || (wanted?.every((id) => own.includes(id)) ?? false);
}

/** Whether one of the actor's own grants holds; a personal token needs its person's and its own. */
function allows(actor: Actor | null, projectId: string, isEnough: (grant: Grant) => boolean): boolean {
  if (!actor) return false;
  if (actor.kind === 'SYSTEM') return true;
  const membership = actor.memberships.get(projectId);
  const isMember = membership !== undefined && isEnough(membership);
  if (actor.kind === 'USER') return isMember;
  if (actor.projectId !== null && actor.projectId !== projectId) return false;
  if (actor.kind === 'RUN') return isEnough(actor.grant);
  const isInScope = isEnough(actor.grant);
  return actor.tokenKind === 'PERSONAL' ? isInScope && isMember : isInScope;
}

/** Whether a grant alone is enough. */
function grantAllows(grant: Grant, permission: Permission, place: object): boolean {
  const [action, kind] = actionOf(permission);
  // A copy: CASL marks what it is given.
  return abilityOf(grant).can(action, subject(kind, { ...place }));
}

const abilities = new WeakMap<Grant, MongoAbility>();

/** CASL's rules of a grant: one per permission, with the limits as conditions on the place. Made when first asked. */
function abilityOf(grant: Grant): MongoAbility {
  const known = abilities.get(grant);
  if (known) return known;
  const limits = {
    ...(grant.environmentIds && { environmentId: { $in: [...grant.environmentIds] } }),
    ...(grant.serviceIds && { serviceId: { $in: [...grant.serviceIds] } }),
  };
  const ability = createMongoAbility(
    [...grant.permissions].map((permission) => {
      const [action, kind] = actionOf(permission);
      return { action, subject: kind, ...(isPlaced(permission) && { conditions: limits }) };
    }),
  );
  abilities.set(grant, ability);
  return ability;
}

/** `deployment:create` → `create` a `deployment`. */
function actionOf(permission: Permission): [action: string, kind: string] {
  const [kind = '', action = ''] = permission.split(':');
  return [action, kind];
}

/**
 * The one way to authorize. UNAUTHENTICATED when nobody is signed in; NOT_FOUND when the actor must not even know of the
 * `what`; FORBIDDEN when it may see it, but not do this.
 */
export function authorize<P extends Permission>(
  ctx: Context,
  permission: P,
  place: PlaceOf<P>,
  what = 'project',
): void {
  if (!ctx.actor) throw unauthenticated();
  if (can(ctx.actor, permission, place)) return;
  const projectId = typeof place === 'string' ? place : (place as Place).projectId;
  if (permission === 'project:read' || !can(ctx.actor, 'project:read', projectId)) throw notFound(what);
  throw forbidden(
    canSomewhere(ctx.actor, permission, { projectId })
      ? `You may not do this in this place: your right “${PERMISSIONS[permission]}” (${permission}) is limited to others.`
      : `You may not do this here: it needs the right “${PERMISSIONS[permission]}” (${permission}).`,
  );
}

/** The actor, or UNAUTHENTICATED. */
export function requireActor(ctx: Context): Actor {
  if (!ctx.actor) throw unauthenticated();
  return ctx.actor;
}

/** The signed-in person; a token may not do what only a person may. */
export function requireUser(ctx: Context): UserActor {
  const actor = requireActor(ctx);
  if (actor.kind !== 'USER') throw forbidden('Only a signed-in person may do this, not a token.');
  return actor;
}

/** The person who administers the installation: FORBIDDEN for everybody else, and for tokens. */
export function requireAdministrator(ctx: Context): UserActor {
  const actor = requireActor(ctx);
  if (actor.kind === 'USER' && actor.isAdministrator) return actor;
  throw forbidden('Only an administrator of this installation may do this.');
}

/** Projects of which the actor may see anything; for lists over projects. */
export function visibleProjectIds(actor: Actor | null): string[] {
  if (!actor || actor.kind === 'SYSTEM') return [];
  const ids = actor.kind !== 'USER' && actor.projectId ? [actor.projectId] : [...actor.memberships.keys()];
  return ids.filter((id) => can(actor, 'project:read', id));
}

/**
 * Who asks, and with which rights in this project: the key under which live results are shared. Two people with equal rights
 * don't share one: what somebody sees of their own tokens is nothing for the other.
 */
export function rightsKey(actor: Actor | null, projectId: string): string {
  if (!actor) return 'none';
  if (actor.kind === 'SYSTEM') return 'SYSTEM';
  const membership = actor.memberships.get(projectId);
  const own = membership ? `${membership.role}:${grantKey(membership)}` : '';
  return `${actor.id}:${own}${actor.kind === 'USER' ? '' : `:${grantKey(actor.grant)}`}`;
}

/** Equal for equal grants, whatever they are called. */
function grantKey({ permissions, environmentIds, serviceIds }: Grant): string {
  const list = (ids: Iterable<string> | null) => (ids ? [...ids].sort().join(',') : '*');
  return `${list(permissions)}@${list(environmentIds)}@${list(serviceIds)}`;
}
