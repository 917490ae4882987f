import { kindOfId } from '../../lib/ids.ts';
import type { Actor } from '../../platform/auth/actor.ts';
import type { ErrorCode } from '../../platform/errors.ts';

/** Codes that mean: somebody tried what they may not. */
export const REFUSALS = ['UNAUTHENTICATED', 'CSRF_REFUSED', 'FORBIDDEN', 'NOT_FOUND'] as const satisfies ErrorCode[];
export type Refusal = (typeof REFUSALS)[number];

export const isRefusal = (code: unknown): code is Refusal => REFUSALS.includes(code as Refusal);

/** One change that was refused. */
export interface Attempt {
  /** The mutation's field, or method and path. */
  operation: string;
  code: Refusal;
  /** The ids that it named, by the place in its input. */
  ids: Readonly<Record<string, string>>;
}

const MAX_IDS = 20;
const MAX_DEPTH = 5;

/**
 * The ids that arguments name: values of `id`, `ids`, `…Id` and `…Ids` that are ids of ours. Nothing else of an input is ever kept,
 * it might be a secret.
 */
export function idsOf(args: unknown): Record<string, string> {
  const found: Record<string, string> = {};
  const look = (value: unknown, path: string, isId: boolean, depth: number): void => {
    if (Object.keys(found).length >= MAX_IDS || depth > MAX_DEPTH) return;
    if (typeof value === 'string') {
      if (isId && kindOfId(value)) found[path] = value;
    } else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) look(item, `${path}.${index}`, isId, depth + 1);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value))
        look(item, path && path !== 'input' ? `${path}.${key}` : key, /^ids?$|Ids?$/.test(key), depth + 1);
    }
  };
  look(args, '', false, 0);
  return found;
}

/** A thing that an id names. */
export interface Named {
  id: string;
  type: string;
  name: string | null;
  projectId: string | null;
  /** Whose it is, where it belongs to no project. */
  userId: string | null;
}

/** Whether the actor is somebody in the project. */
const isInside = (actor: Actor, projectId: string): boolean =>
  actor.kind === 'SYSTEM' ||
  actor.memberships.has(projectId) ||
  (actor.kind !== 'USER' && actor.projectId === projectId);

/**
 * Where a refused attempt is recorded. Who belongs to the project is its own matter. Of a stranger both hear: the project,
 * because it was tried there, and the installation, because strangers are its people. Who is nobody reaches the installation
 * only: else anybody on the network could fill a project's trail. What was not found is an attempt only when it is there, and
 * somebody else's; everything else is a mistake, or an old page.
 */
export function trailsOf(
  actor: Actor | null,
  code: Refusal,
  things: readonly Named[],
): { projectId: string | null; subject: Named | null }[] {
  if (!actor) return code === 'NOT_FOUND' ? [] : [{ projectId: null, subject: null }];
  const foreign = things.find(({ projectId }) => projectId && !isInside(actor, projectId));
  if (foreign)
    return [
      // Not its name: who runs the installation need not know what is in a project.
      { projectId: null, subject: { ...foreign, name: null } },
      { projectId: foreign.projectId, subject: foreign },
    ];
  if (code === 'NOT_FOUND') {
    const theirs = things.find(({ projectId, userId }) => !projectId && userId && userId !== actorUser(actor));
    return theirs ? [{ projectId: null, subject: theirs }] : [];
  }
  const own = things.find(({ projectId }) => projectId);
  return [{ projectId: own?.projectId ?? null, subject: own ?? things[0] ?? null }];
}

const actorUser = (actor: Actor) => (actor.kind === 'SYSTEM' ? null : actor.userId);
