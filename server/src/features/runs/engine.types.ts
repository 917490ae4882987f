import type { Json } from '../nodes/node.types.ts';

export type NodeRunStatus = 'RUNNING' | 'WAITING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'TIMED_OUT';
export type EndStatus = 'SUCCEEDED' | 'FAILED' | 'CANCELED' | 'TIMED_OUT';
export type Phase = 'MAIN' | 'COMPENSATING' | 'HANDLING';
export type WaitKind = 'RETRY' | 'UNTIL' | 'APPROVAL' | 'WEBHOOK' | 'CHILD_RUN' | 'DEPLOYMENT' | 'LOOP' | 'RATE_LIMIT';

/** Why a node did not do it, as it is stored. */
export type Failure = { code: string; message: string; details: Json };

export interface NodeWait {
  kind: WaitKind;
  /** Milliseconds since 1970, like all times of the engine. */
  until: number | null;
  /** What an event is found by that ends it. */
  key: string | null;
  data: Json;
}

/** An attempt of a node: a row of `node_runs`. */
export interface Attempt {
  key: string;
  path: string;
  attempt: number;
  status: NodeRunStatus;
  port: string | null;
  input: Json;
  output: Json;
  error: Failure | null;
  wait: NodeWait | null;
  isReused: boolean;
  startedAt: number;
  finishedAt: number | null;
}

/** How a run ends, or will when what follows from it is done. */
export interface PendingEnd {
  status: EndStatus;
  reason: string | null;
  output: Json;
  error: Failure | null;
  nodeKey: string | null;
}

/** What the engine knows of a run besides its attempts. */
export interface RunFacts {
  id: string;
  triggerNodeKey: string | null;
  payload: Json;
  phase: Phase;
  pendingEnd: PendingEnd | null;
  deadlineAt: number | null;
  /** What the error handler is told of the run. */
  about: { [key: string]: Json };
}

/** What is to be written and done since the last time. */
export interface Decisions {
  /** Attempts that are new or have changed. */
  attempts: Attempt[];
  /** To be executed, once it is written that they run. */
  starts: Attempt[];
  /** That were running and are no longer wanted. */
  aborts: Attempt[];
  /** That waited and no longer do, with what they waited for. */
  dropped: { attempt: Attempt; wait: NodeWait }[];
  phase: Phase;
  pendingEnd: PendingEnd | null;
  /** The run has ended. */
  end: PendingEnd | null;
}
