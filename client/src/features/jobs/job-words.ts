import type { BackgroundJobState, JobsTable_BackgroundJobFragment as Job } from '../../graphql/generated.ts';
import type { Tone } from '../../ui/badge.tsx';

export const stateWords: Record<BackgroundJobState, string> = {
  RUNNING: 'Running',
  READY: 'Ready',
  SCHEDULED: 'Scheduled',
  RETRYING: 'Retrying',
  FAILED: 'Failed',
};

export const stateTones: Record<BackgroundJobState, Tone> = {
  RUNNING: 'running',
  READY: 'queued',
  SCHEDULED: 'neutral',
  RETRYING: 'waiting',
  FAILED: 'failed',
};

/** The page of what a job is about; null where it has none, or the viewer does not see its project. */
export function subjectPath(subject: Job['subject']): string | null {
  if (!subject?.projectSlug) return null;
  const project = `/p/${subject.projectSlug}`;
  switch (subject.type) {
    case 'Run':
      return `${project}/runs/${subject.id}`;
    case 'Deployment':
      return `${project}/deployments/${subject.id}`;
    case 'NotificationDelivery':
      return `${project}/settings/notifications`;
    default:
      return null;
  }
}
