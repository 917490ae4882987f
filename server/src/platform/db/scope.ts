import type { Actor } from '../auth/actor.ts';
import type { Context } from '../context.ts';

/**
 * The rows a statement may see and change, as the policies of row-level security read it: the actor's projects, `*` for all,
 * and the person for what belongs to nobody else. `installation` stands for rows of no project.
 */
export interface Scope {
  projects: string;
  user: string;
}

export const EVERYTHING: Scope = { projects: '*', user: '' };
const NOTHING: Scope = { projects: '', user: '' };

const scopes = new WeakMap<Actor, Scope>();

export function scopeOf(ctx: Context): Scope {
  const { actor } = ctx;
  if (ctx.isUnscoped || actor?.kind === 'SYSTEM') return EVERYTHING;
  if (!actor) return NOTHING;
  const known = scopes.get(actor);
  if (known) return known;
  const scope = scopeOfActor(actor);
  scopes.set(actor, scope);
  return scope;
}

/** To be called when the actor of this request got another project meanwhile: it made or restored one. */
export function forgetScope(actor: Actor): void {
  scopes.delete(actor);
}

function scopeOfActor(actor: Exclude<Actor, { kind: 'SYSTEM' }>): Scope {
  const projects = actor.kind !== 'USER' && actor.projectId ? [actor.projectId] : [...actor.memberships.keys()];
  if (actor.kind === 'USER' && actor.isAdministrator) projects.push('installation');
  return { projects: projects.join(','), user: actor.userId ?? '' };
}

/** Sets the scope for a transaction (`true`) or until it is set again (`false`). */
export const setScopeSql = (isLocal: boolean) =>
  `select set_config('pilothouse.projects', $1, ${isLocal}), set_config('pilothouse.user', $2, ${isLocal})`;
