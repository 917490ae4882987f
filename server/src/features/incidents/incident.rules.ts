import { z } from 'zod';
import { displayName, idempotencyKey, webUrl } from '../../platform/validation.ts';
import { IncidentSeverity } from './incident.entity.ts';

/** A production deployment that went live, as the rule of causes sees it. */
export interface LiveDeployment {
  id: string;
  serviceId: string;
  environmentId: string;
  finishedAt: number;
  isSuccess: boolean;
  /** A rollback, or a hotfix. */
  isRemediation: boolean;
  /** The incident that it says it mends. */
  remediatesIncidentId: string | null;
}

/** What of an incident decides about its cause. Times in ms since 1970. */
export interface Failure {
  id: string;
  serviceId: string | null;
  environmentId: string | null;
  detectedAt: number;
  resolvedAt: number | null;
  isExternal: boolean;
  /** What whoever opened it named. */
  explicitId: string | null;
}

export interface Cause {
  deploymentId: string | null;
  source: 'EXPLICIT' | 'REMEDIATION' | 'LAST_DEPLOYMENT' | 'NONE';
}

const NOTHING: Cause = { deploymentId: null, source: 'NONE' };

const byFinish = (a: LiveDeployment, b: LiveDeployment) => a.finishedAt - b.finishedAt || (a.id < b.id ? -1 : 1);

/**
 * Which deployment caused a failure: the one that was named; else the one that a rollback undid or a hotfix fixed; else the last
 * successful one of the service, or of the project when no service is known, that finished before the failure was detected. What
 * comes from outside has no cause here.
 */
export function causeOf(failure: Failure, deployments: readonly LiveDeployment[]): Cause {
  if (failure.isExternal) return NOTHING;
  if (failure.explicitId) return { deploymentId: failure.explicitId, source: 'EXPLICIT' };
  const sorted = [...deployments].sort(byFinish);
  const undone = undoneBy(failure, sorted);
  if (undone) return { deploymentId: undone.id, source: 'REMEDIATION' };
  const last = sorted.findLast(
    (made) => made.isSuccess && isPlaceOf(failure, made) && made.finishedAt < failure.detectedAt,
  );
  return last ? { deploymentId: last.id, source: 'LAST_DEPLOYMENT' } : NOTHING;
}

const isPlaceOf = (failure: Failure, { serviceId, environmentId }: LiveDeployment) =>
  (failure.serviceId === null || failure.serviceId === serviceId) &&
  (failure.environmentId === null || failure.environmentId === environmentId);

/**
 * What was live at the place of the first remediation when the failure was detected. Remediations of earlier failures are passed
 * over: in a chain of hotfixes the first change is to blame, not the fix that did not help.
 */
function undoneBy(failure: Failure, sorted: readonly LiveDeployment[]): LiveDeployment | undefined {
  const named = sorted.find((made) => made.isSuccess && made.remediatesIncidentId === failure.id);
  const remediation = named ?? sorted.find((made) => mends(failure, made));
  return (
    remediation &&
    sorted.findLast(
      (made) =>
        !made.isRemediation &&
        made.serviceId === remediation.serviceId &&
        made.environmentId === remediation.environmentId &&
        made.finishedAt < failure.detectedAt,
    )
  );
}

/** Whether a rollback or hotfix that names no incident is the answer to this one: it came to its place while it was open. */
function mends(failure: Failure, made: LiveDeployment): boolean {
  const isWhileOpen =
    made.finishedAt > failure.detectedAt && (failure.resolvedAt === null || made.finishedAt <= failure.resolvedAt);
  return made.isSuccess && made.isRemediation && !made.remediatesIncidentId && isPlaceOf(failure, made) && isWhileOpen;
}

/** Whether the cause may be looked for again when more is known: not when a person or the sender said it. */
export const isCauseOpen = ({ causeSource }: { causeSource: string }): boolean =>
  causeSource !== 'EXPLICIT' && causeSource !== 'CORRECTED';

const title = z.string().trim().min(1, 'Say what is wrong.').max(300, 'Use at most 300 characters.');
const note = z.string().trim().max(4_000, 'Use at most 4,000 characters.').nullish();
const url = webUrl.nullish();
const time = z.date().nullish();

export const creation = z.object({
  title,
  severity: z.enum(IncidentSeverity),
  detectedAt: time,
  resolvedAt: time,
  note,
  url,
  externalId: z.string().trim().min(1).max(300, 'Use at most 300 characters.').nullish(),
  idempotencyKey: idempotencyKey.nullish(),
});
export const update = z.object({
  title: title.nullish(),
  severity: z.enum(IncidentSeverity).nullish(),
  detectedAt: time,
  note,
  url,
});
export const resolution = z.object({ resolvedAt: time, note });
export const hookCreation = z.object({ name: displayName, severity: z.enum(IncidentSeverity) });

/** Clocks of senders may be a little ahead. */
const AHEAD_MS = 300_000;
const FIRST_MS = Date.UTC(2000, 0, 1);

/** What is wrong with the times of an incident. */
export function timeProblems(
  given: { detectedAt?: Date | null; resolvedAt?: Date | null },
  known: { detectedAt: Date; now: Date },
): { path: string; message: string }[] {
  const isPossible = (at: Date) => at.getTime() <= known.now.getTime() + AHEAD_MS && at.getTime() >= FIRST_MS;
  const { detectedAt, resolvedAt } = given;
  const problems: { path: string; message: string }[] = [];
  if (detectedAt && !isPossible(detectedAt))
    problems.push({ path: 'detectedAt', message: 'It was noticed in the past, and after the year 2000.' });
  if (resolvedAt && !isPossible(resolvedAt))
    problems.push({ path: 'resolvedAt', message: 'It was over in the past, not in the future.' });
  else if (resolvedAt && resolvedAt < (detectedAt ?? known.detectedAt))
    problems.push({ path: 'resolvedAt', message: 'It was over after it was noticed, not before.' });
  return problems;
}
