import type { Actor } from '../../platform/auth/actor.ts';
import { can, membershipIn } from '../../platform/auth/authorize.ts';
import type { Graph } from '../workflows/graph.types.ts';
import type { NodeRunStatus, RunStatus } from './run.types.ts';

/** Whether a run has not come to its end. */
export const isOpen = (status: keyof typeof RunStatus): boolean =>
  status === 'QUEUED' || status === 'RUNNING' || status === 'WAITING';

/** Whether it can be tried again: it ended otherwise than it should. */
export const isRetryable = (status: keyof typeof RunStatus): boolean =>
  status === 'FAILED' || status === 'CANCELED' || status === 'TIMED_OUT';

/** What an approval says of who may decide it. */
export interface Deciders {
  projectId: string;
  /** E-mail addresses and names of roles; nobody: whoever has the right. */
  people: readonly string[];
}

/** What somebody is called where a node names people, in lower case: the address, the role, and what the role is called. */
export function namesOf(actor: Actor | null, projectId: string): string[] {
  if (actor?.kind !== 'USER') return [];
  const membership = membershipIn(actor, projectId);
  return [actor.email, ...(membership ? [membership.role, membership.roleName] : [])].map((name) => name.toLowerCase());
}

/** Whether the actor, in person, has the right and is among those who are named. */
export function mayDecide(actor: Actor | null, { projectId, people }: Deciders): boolean {
  if (actor?.kind !== 'USER' || !can(actor, 'run:approve', projectId)) return false;
  return isNamed(actor, projectId, people);
}

/** Whether nobody is named, or the actor is. */
export function isNamed(actor: Actor | null, projectId: string, people: readonly string[]): boolean {
  if (people.length === 0) return true;
  const names = namesOf(actor, projectId);
  return people.some((person) => names.includes(person.trim().toLowerCase()));
}

/** The nodes and all that lie behind them, along every edge. */
export function withDownstream(graph: Graph, keys: Iterable<string>): Set<string> {
  const found = new Set(keys);
  const next = [...found];
  for (let key = next.pop(); key !== undefined; key = next.pop())
    for (const edge of graph.edges)
      if (edge.from === key && !found.has(edge.to)) {
        found.add(edge.to);
        next.push(edge.to);
      }
  return found;
}

/** An attempt, as far as it matters for what a retry takes over. */
export interface Attempted {
  nodeKey: string;
  path: string;
  status: keyof typeof NodeRunStatus;
}

/**
 * The loop that a node is in, outermost first: of `each[3]/inner[0]` it is `each`. A retry takes a loop as a whole or runs it
 * as a whole: its items and results belong together.
 */
export const outermostLoop = ({ path }: { path: string }): string | null => path.match(/^([^[/]+)\[/)?.[1] ?? null;

/**
 * The nodes at which a retry begins: the named one, else those that did not finish. A node in a loop stands for its loop.
 */
export function restartKeys(attempts: readonly Attempted[], fromNodeKey: string | null): string[] {
  if (fromNodeKey !== null) {
    const inLoop = attempts.find((attempt) => attempt.nodeKey === fromNodeKey && attempt.path !== '');
    return [(inLoop && outermostLoop(inLoop)) ?? fromNodeKey];
  }
  const finished = new Set(
    attempts.filter((attempt) => attempt.path === '' && attempt.status === 'SUCCEEDED').map(({ nodeKey }) => nodeKey),
  );
  const unfinished = attempts.map((attempt) => outermostLoop(attempt) ?? attempt.nodeKey);
  return [...new Set(unfinished.filter((key) => !finished.has(key)))];
}
