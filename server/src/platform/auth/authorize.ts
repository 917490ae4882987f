import type { Context } from '../context.ts';
import { forbidden, notFound, unauthenticated } from '../errors.ts';
import type { Actor, Role } from './actor.ts';
import { PERMISSIONS, type Permission, ROLE_PERMISSIONS } from './permissions.ts';

/** The actor's role in the project; null for tokens without a person and for strangers. */
export function roleIn(actor: Actor | null, projectId: string): Role | null {
  if (!actor || actor.kind === 'SYSTEM') return null;
  return actor.roles.get(projectId) ?? null;
}

/** Whether the actor may do it in this project. Pure: for `viewerCan…` fields and tests. */
export function can(actor: Actor | null, permission: Permission, projectId: string): boolean {
  if (!actor) return false;
  if (actor.kind === 'SYSTEM') return true;
  const role = actor.roles.get(projectId);
  const isRoleEnough = role !== undefined && ROLE_PERMISSIONS[role].has(permission);
  if (actor.kind === 'USER') return isRoleEnough;
  if (actor.projectId !== null && actor.projectId !== projectId) return false;
  const isInScope = actor.scopes.includes(permission);
  return actor.tokenKind === 'PERSONAL' ? isInScope && isRoleEnough : isInScope;
}

/**
 * The one way to authorize. UNAUTHENTICATED when nobody is signed in; NOT_FOUND when the actor must not even know of the
 * `what`; FORBIDDEN when it may see it, but not do this.
 */
export function authorize(ctx: Context, permission: Permission, projectId: string, what = 'project'): void {
  if (!ctx.actor) throw unauthenticated();
  if (can(ctx.actor, permission, projectId)) return;
  if (permission !== 'project:read' && can(ctx.actor, 'project:read', projectId))
    throw forbidden(`You may not do this here: it needs the right “${PERMISSIONS[permission]}” (${permission}).`);
  throw notFound(what);
}

/** The actor, or UNAUTHENTICATED. */
export function requireActor(ctx: Context): Actor {
  if (!ctx.actor) throw unauthenticated();
  return ctx.actor;
}

/** Projects of which the actor may see anything; for lists over projects. */
export function visibleProjectIds(actor: Actor | null): string[] {
  if (!actor || actor.kind === 'SYSTEM') return [];
  const ids = actor.kind === 'TOKEN' && actor.projectId ? [actor.projectId] : [...actor.roles.keys()];
  return ids.filter((id) => can(actor, 'project:read', id));
}

/** What of the actor's rights can show in a result about this project: the key under which live results are shared. */
export function rightsKey(actor: Actor | null, projectId: string): string {
  if (!actor) return 'none';
  if (actor.kind !== 'TOKEN') return `${actor.kind}:${roleIn(actor, projectId) ?? ''}`;
  return `TOKEN:${roleIn(actor, projectId) ?? ''}:${[...actor.scopes].sort().join(',')}`;
}
