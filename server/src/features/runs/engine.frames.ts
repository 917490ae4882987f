import type { GraphEdge } from '../workflows/graph.types.ts';
import { JOIN, type Level, type Plan, type PlanNode } from './engine.graph.ts';
import type { Attempt } from './engine.types.ts';

/**
 * A node in a run, or in one iteration of a loop. `PENDING`: not decided; `READY`: begins as soon as there is room; `ACTIVE`:
 * runs or waits; `ENDED`: has left by its attempt's port; `SKIPPED`: nothing live led to it, or it is no longer wanted.
 */
export interface Instance {
  node: PlanNode;
  frame: Frame;
  state: 'PENDING' | 'READY' | 'ACTIVE' | 'ENDED' | 'SKIPPED';
  /** The last one; null before the first. */
  attempt: Attempt | null;
}

/** What a frame is a part of, and is told when it is done. */
export type FrameOwner =
  | { kind: 'RUN' }
  | { kind: 'ITERATION'; loop: Instance; index: number }
  | { kind: 'UNDO' }
  | { kind: 'HANDLER' };

/** Nodes of one level that run together, under one path. */
export interface Frame {
  path: string;
  level: Level;
  owner: FrameOwner;
  instances: Map<string, Instance>;
  isDone: boolean;
}

export const pathWithin = (path: string, segment: string) => (path === '' ? segment : `${path}/${segment}`);

/** The paths that can be seen from one, from the outermost: `''`, `each[3]`, `each[3]/inner[0]`. */
export function pathsSeenFrom(path: string): string[] {
  const seen = [''];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) seen.push(path.slice(0, at));
  if (path !== '') seen.push(path);
  return seen;
}

/** A frame as its rows say it is. */
export function openFrame(
  plan: Plan,
  level: Level,
  path: string,
  owner: FrameOwner,
  attemptOf: (key: string, path: string) => Attempt | null,
): Frame {
  const frame: Frame = { path, level, owner, instances: new Map(), isDone: false };
  for (const key of level.keys) {
    const attempt = attemptOf(key, path);
    const isOver = attempt?.finishedAt !== null && attempt?.finishedAt !== undefined;
    const state = attempt ? (isOver ? 'ENDED' : 'ACTIVE') : 'PENDING';
    frame.instances.set(key, { node: plan.nodes.get(key) as PlanNode, frame, state, attempt });
  }
  return frame;
}

/** Null: not decided yet. */
function isLive(frame: Frame, edge: GraphEdge): boolean | null {
  if (frame.level.entries.has(edge)) return true;
  const source = frame.instances.get(edge.from);
  if (!source || source.state === 'SKIPPED') return false;
  if (source.state !== 'ENDED') return null;
  return source.attempt?.port === edge.fromPort;
}

export const liveEdges = (frame: Frame, node: PlanNode): GraphEdge[] =>
  node.incoming.filter((edge) => isLive(frame, edge) === true);

export type Readiness = 'PENDING' | 'READY' | 'SKIPPED' | 'IMPOSSIBLE';

/** Whether it is a pending node's turn. */
export function readinessOf({ node, frame }: Instance): Readiness {
  if (node.key === frame.level.trigger) return 'READY';
  let [live, open] = [0, 0];
  for (const edge of node.incoming) {
    const decided = isLive(frame, edge);
    if (decided === true) live += 1;
    if (decided === null) open += 1;
  }
  const needed = node.type === JOIN ? neededOf(node) : null;
  if (needed !== null && live >= needed) return 'READY';
  // Nothing live so far may still become “skipped”, which is no failure.
  if (needed !== null && live > 0 && live + open < needed) return 'IMPOSSIBLE';
  if (open > 0) return 'PENDING';
  return live > 0 ? 'READY' : 'SKIPPED';
}

/** How many live edges a join waits for; null for all that come. */
function neededOf(node: PlanNode): number | null {
  const { mode, count } = node.config as { mode?: string; count?: number };
  if (mode === 'ANY') return 1;
  return mode === 'N' ? Number(count ?? 1) : null;
}

/** Nodes from which every way leads to this join and nowhere else. */
export function leadOnlyTo(join: Instance): Instance[] {
  const only = new Set<string>([join.node.key]);
  const keys = [...join.frame.level.keys].reverse();
  const found: Instance[] = [];
  for (const key of keys) {
    const instance = join.frame.instances.get(key);
    const outgoing = instance?.node.outgoing.filter((edge) => join.frame.instances.has(edge.to)) ?? [];
    if (!instance || instance === join || outgoing.length === 0) continue;
    if (!outgoing.every((edge) => only.has(edge.to))) continue;
    only.add(key);
    found.push(instance);
  }
  return found;
}

/** The last nodes that were reached: nothing leads on from the port by which they were left. */
export function leavesOf(frame: Frame): Attempt[] {
  const leaves: Attempt[] = [];
  for (const { state, attempt, node } of frame.instances.values())
    if (state === 'ENDED' && attempt?.port && !node.outgoing.some((edge) => edge.fromPort === attempt.port))
      leaves.push(attempt);
  return leaves;
}
