import { randomUUID } from 'node:crypto';
import type { TaskList } from 'graphile-worker';
import { type App, type Context, systemContext } from './context.ts';
import { addJob } from './jobs.ts';

/** Kinds of things that happen in a project and that others may react to; `custom` ones are written by workflows and users. */
export const OCCURRENCE_KINDS = {
  'deployment.started': 'A deployment has started',
  'deployment.succeeded': 'A deployment has succeeded',
  'deployment.failed': 'A deployment has failed or timed out',
  'deployment.canceled': 'A deployment was canceled or rejected',
  'deployment.approval_requested': 'A deployment waits for approval',
  'run.succeeded': 'A run has succeeded',
  'run.failed': 'A run has failed or timed out',
  'run.canceled': 'A run was canceled',
  'run.approval_requested': 'A run waits for approval',
  'incident.opened': 'An incident was opened',
  'incident.resolved': 'An incident is over',
  alert: 'An alert',
  custom: 'An event of your own',
} as const;
export type OccurrenceKind = keyof typeof OCCURRENCE_KINDS;

/** Something that happened, as it was then. Small: it travels in a job. Never a secret. */
export interface Occurrence {
  /** Counts once, however often it is delivered. */
  id: string;
  kind: OccurrenceKind;
  projectId: string;
  /** ISO 8601. */
  at: string;
  /** The deployment or run, for whoever waits for it. */
  subjectId: string | null;
  /** A person's sentence: `Deployment web #12 to production failed: migrate exited with 1.` */
  title: string;
  /** Names of ids, for filters: `environment`, `isProduction`, `service`, `workflow`, `name` of a custom event… */
  data: Record<string, unknown>;
}

/** Who reacts. May be called more than once with the same occurrence, and must then do nothing more. */
export type Reaction = (ctx: Context, occurrence: Occurrence) => Promise<void>;

/** Its payload is one occurrence, or a list of them. */
export const OCCURRENCE_JOB = 'occurrence';

export type NewOccurrence = Omit<Occurrence, 'id' | 'at'>;

/** In the transaction in which it happens: whoever reacts will, once it has committed. */
export async function announce(ctx: Context, occurrence: NewOccurrence): Promise<void> {
  for (const announced of occurrences(ctx, occurrence)) await addJob(ctx, OCCURRENCE_JOB, { ...announced });
}

/** Happening now, for a statement that makes the job itself: of what happens together one job is enough. */
export function occurrences(ctx: Context, ...happening: NewOccurrence[]): Occurrence[] {
  const at = ctx.app.now().toISOString();
  return happening.map((occurrence) => ({ ...occurrence, id: randomUUID(), at }));
}

/**
 * The job that lets all react. One that fails keeps no other from it; then all are asked again about what failed, and do what is
 * left. All of a job share loaders, so what they read of a project is read once.
 */
export const occurrenceTasks = (app: App, reactions: readonly Reaction[]): TaskList => ({
  [OCCURRENCE_JOB](payload: unknown) {
    const ctx = systemContext(app, 'occurrences');
    const tellAll = async (occurrence: Occurrence) => {
      const results = await Promise.allSettled(reactions.map((react) => react(ctx, occurrence)));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    };
    // The job runner looks at each one's promise, and keeps in the job what has failed.
    return Array.isArray(payload) ? (payload as Occurrence[]).map(tellAll) : tellAll(payload as Occurrence);
  },
});
