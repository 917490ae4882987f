import type { Matrix_MatrixCellFragment } from '../../graphql/generated.ts';

export type CellDeployment = NonNullable<Matrix_MatrixCellFragment['latest']>;

/** What a cell of the matrix says, decided apart from how it looks. */
export type CellView =
  | { kind: 'never' }
  /** What is live is also the newest. */
  | { kind: 'settled'; live: NonNullable<Matrix_MatrixCellFragment['live']>; latest: CellDeployment }
  /** Something is going on: it waits, runs or is being verified. */
  | { kind: 'active'; live: Matrix_MatrixCellFragment['live']; latest: CellDeployment }
  /** The newest attempt didn't become live. */
  | { kind: 'missed'; live: Matrix_MatrixCellFragment['live']; latest: CellDeployment };

const active = new Set(['AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING']);

export function viewCell(cell: Matrix_MatrixCellFragment | undefined): CellView {
  const { live = null, latest = null } = cell ?? {};
  if (!latest) return { kind: 'never' };
  if (active.has(latest.status)) return { kind: 'active', live, latest };
  if (live && (live.id === latest.id || latest.status === 'SUCCEEDED')) return { kind: 'settled', live, latest };
  return { kind: 'missed', live, latest };
}

/** How far a running deployment is, from 0 to 0.97: by its expected time, never pretending that it is done. */
export function estimateProgress(deployment: CellDeployment, now: Date): number | null {
  if (!deployment.startedAt || !deployment.expectedDurationMs) return null;
  const elapsedMs = now.getTime() - new Date(deployment.startedAt).getTime();
  return Math.min(Math.max(elapsedMs / deployment.expectedDurationMs, 0.02), 0.97);
}

/** How what is live here stands to the environment before it. */
export function compareWithLeft(
  here: string | undefined,
  left: { name: string; version: string | undefined } | undefined,
): { text: string; isBehind: boolean } | null {
  if (!left) return null;
  if (!left.version) return { text: `Nothing is live in ${left.name} yet`, isBehind: false };
  if (left.version === here) return { text: `Same version as ${left.name}`, isBehind: false };
  return { text: `${left.name} has ${left.version}`, isBehind: true };
}
