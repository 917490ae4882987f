import type { DeploymentStatus } from './deployment.types.ts';

type Status = keyof typeof DeploymentStatus;

/** Every allowed move. What is not here does not happen: each write names the state it comes from. */
export const MOVES: Record<Status, readonly Status[]> = {
  AWAITING_APPROVAL: ['QUEUED', 'REJECTED', 'CANCELED'],
  QUEUED: ['RUNNING', 'CANCELED'],
  RUNNING: ['VERIFYING', 'SUCCEEDED', 'FAILED', 'CANCELING', 'TIMED_OUT'],
  VERIFYING: ['SUCCEEDED', 'FAILED', 'CANCELING', 'TIMED_OUT'],
  CANCELING: ['CANCELED'],
  SUCCEEDED: [],
  FAILED: [],
  CANCELED: [],
  TIMED_OUT: [],
  REJECTED: [],
};

export const STATUSES = Object.keys(MOVES) as Status[];

/** States in which a process may be alive; at most one deployment per service and environment is in one of them. */
export const ACTIVE: readonly Status[] = ['RUNNING', 'VERIFYING', 'CANCELING'];

/** States from which something still follows. */
export const OPEN: readonly Status[] = ['AWAITING_APPROVAL', 'QUEUED', ...ACTIVE];

/** States that end a deployment without success and after which a retry makes sense. */
const RETRYABLE: readonly Status[] = ['FAILED', 'CANCELED', 'TIMED_OUT'];

export const canMove = (from: Status, to: Status): boolean => MOVES[from].includes(to);

/** The states from which `to` is reached, for the `where` of the statement that moves there. */
export const comesFrom = (to: Status): Status[] => STATUSES.filter((from) => canMove(from, to));

export const isOpen = (status: Status): boolean => OPEN.includes(status);
export const isActive = (status: Status): boolean => ACTIVE.includes(status);
/** CANCELING itself is left out: it is on its way already. */
export const isCancelable = (status: Status): boolean => status !== 'CANCELING' && isOpen(status);
export const isRetryable = (status: Status): boolean => RETRYABLE.includes(status);

/** The table for the reference docs. */
export const deploymentStateTable = (): [Status, readonly Status[]][] =>
  STATUSES.map((status) => [status, MOVES[status]]);
