import type { Json } from '../nodes/node.types.ts';
import { type Instance, liveEdges } from './engine.frames.ts';
import type { Plan } from './engine.graph.ts';
import type { Loop } from './engine.loops.ts';
import type { Attempt, Failure } from './engine.types.ts';

/** Where the error handler runs. */
export const HANDLER_PATH = 'handler';

/** What the engine knows an attempt by, with its number. */
export const placeOf = ({ key, path }: Pick<Attempt, 'key' | 'path'>) => `${path}|${key}`;

export function newAttempt({ node, frame }: Instance, number: number, input: Json, startedAt: number): Attempt {
  return {
    key: node.key,
    path: frame.path,
    attempt: number,
    status: 'RUNNING',
    port: null,
    input,
    output: null,
    error: null,
    wait: null,
    isReused: false,
    startedAt,
    finishedAt: null,
  };
}

export const statusOf = (failure: Failure) => (failure.code === 'TIMEOUT' ? 'TIMED_OUT' : 'FAILED');

/** Failed for good, with no port to go on by. */
export const isFatal = (attempt: Attempt | null) =>
  attempt !== null && (attempt.status === 'FAILED' || attempt.status === 'TIMED_OUT') && attempt.port === null;

/** Of a part of a run: that of its one last node; several by key. */
export function outputOf(leaves: Attempt[]): Json {
  if (leaves.length <= 1) return leaves[0]?.output ?? null;
  return Object.fromEntries(leaves.map((leaf) => [leaf.key, leaf.output]));
}

type AttemptAt = (key: string, path: string) => Attempt | null;

/** What came to a node: of one way its value, of several by key. */
export function inputOf(instance: Instance, loops: ReadonlyMap<Instance, Loop>, attemptAt: AttemptAt): Json {
  const { frame, node } = instance;
  const { owner } = frame;
  const outputs = liveEdges(frame, node).map((edge): [string, Json] => [
    edge.from,
    frame.level.entries.has(edge) && owner.kind === 'ITERATION'
      ? (loops.get(owner.loop)?.items[owner.index] ?? null)
      : outputFor(instance, edge.from, attemptAt),
  ]);
  return outputs.length === 1 ? (outputs[0]?.[1] ?? null) : Object.fromEntries(outputs);
}

/** What came to a join, always by key. */
export const joinedInput = (instance: Instance, attemptAt: AttemptAt): Json =>
  Object.fromEntries(
    liveEdges(instance.frame, instance.node).map((edge) => [edge.from, outputFor(instance, edge.from, attemptAt)]),
  );

/** Of a node in the same frame, or of the one that is undone, which is in the frame around. */
function outputFor({ frame }: Instance, key: string, attemptAt: AttemptAt): Json {
  const path = frame.level.entries.size > 0 && !frame.instances.has(key) ? outerPath(frame.path) : frame.path;
  return attemptAt(key, path)?.output ?? null;
}

const outerPath = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The nodes to undo, backwards in the order of their ends. */
export function doneToUndo(attempts: Iterable<Attempt>, plan: Plan): Attempt[] {
  const done = [...attempts].filter(
    ({ key, path, status, isReused }) =>
      status === 'SUCCEEDED' && !isReused && !isAfterwards(path) && plan.undo(key) !== null,
  );
  const orderOf = ({ key }: Attempt) => plan.nodes.get(key)?.order ?? 0;
  return done.sort(
    (a, b) => (b.finishedAt ?? 0) - (a.finishedAt ?? 0) || orderOf(b) - orderOf(a) || (a.path < b.path ? 1 : -1),
  );
}

const isAfterwards = (path: string) => path.includes('undo(') || path.startsWith(HANDLER_PATH);
