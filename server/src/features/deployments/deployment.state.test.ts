import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import {
  ACTIVE,
  canMove,
  comesFrom,
  isActive,
  isCancelable,
  isOpen,
  isRetryable,
  MOVES,
  OPEN,
  STATUSES,
} from './deployment.state.ts';
import { DeploymentStatus } from './deployment.types.ts';

type Status = keyof typeof DeploymentStatus;

/** Rows: from; columns: to, in the order of `ORDER`. `x` is allowed. */
const ORDER = 'AWAITING_APPROVAL QUEUED RUNNING VERIFYING CANCELING SUCCEEDED FAILED CANCELED TIMED_OUT REJECTED'.split(
  ' ',
) as Status[];
const TABLE: Record<Status, string> = {
  AWAITING_APPROVAL: '. x . . . . . x . x',
  QUEUED: '           . . x . . . . x . .',
  RUNNING: '          . . . x x x x . x .',
  VERIFYING: '        . . . . x x x . x .',
  CANCELING: '        . . . . . . . x . .',
  SUCCEEDED: '        . . . . . . . . . .',
  FAILED: '           . . . . . . . . . .',
  CANCELED: '         . . . . . . . . . .',
  TIMED_OUT: '        . . . . . . . . . .',
  REJECTED: '         . . . . . . . . . .',
};
const cells = ORDER.flatMap((from) =>
  TABLE[from]
    .trim()
    .split(' ')
    .map((mark, index) => [from, ORDER[index] as Status, mark === 'x'] as const),
);

describe('the states of a deployment', () => {
  test('are those of the API, all of them', () => {
    expect([...STATUSES].sort()).toEqual(Object.keys(DeploymentStatus).sort());
    expect(cells).toHaveLength(100);
  });

  test.each(cells)('%s → %s: %s', (from, to, isAllowed) => {
    expect(canMove(from, to)).toBe(isAllowed);
    expect(comesFrom(to).includes(from)).toBe(isAllowed);
  });

  test('what ends stays ended, and what is open can end', () => {
    const ended = STATUSES.filter((status) => MOVES[status].length === 0);
    expect(ended.filter(isOpen)).toEqual([]);
    expect(STATUSES.filter((status) => !ended.includes(status)).every(isOpen)).toBe(true);
    for (const status of OPEN) expect(reachable(status).some((to) => !isOpen(to))).toBe(true);
  });

  test('whatever waits or runs can be canceled, and then never ends otherwise once it is canceling', () => {
    expect(STATUSES.filter(isCancelable)).toEqual(['AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING']);
    for (const status of STATUSES.filter(isCancelable)) expect(reachable(status)).toContain('CANCELED');
    expect(reachable('CANCELING')).toEqual(['CANCELED']);
  });

  test('a program may live in exactly these states, and only what ran or was stopped is tried again', () => {
    expect(STATUSES.filter(isActive)).toEqual([...ACTIVE]);
    expect(STATUSES.filter(isRetryable)).toEqual(['FAILED', 'CANCELED', 'TIMED_OUT']);
    expect(STATUSES.filter(isRetryable).some(isOpen)).toBe(false);
  });
});

function reachable(from: Status): Status[] {
  const found = new Set<Status>();
  const visit = (status: Status) => {
    for (const to of MOVES[status])
      if (!found.has(to)) {
        found.add(to);
        visit(to);
      }
  };
  visit(from);
  return [...found];
}
