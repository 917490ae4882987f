/** Kinds of events in people's words, in the order in which they are offered. */
const names: Record<string, string> = {
  'deployment.failed': 'Deployment failed',
  'deployment.succeeded': 'Deployment succeeded',
  'deployment.started': 'Deployment started',
  'deployment.canceled': 'Deployment canceled',
  'deployment.approval_requested': 'Deployment awaits approval',
  'run.failed': 'Run failed',
  'run.succeeded': 'Run succeeded',
  'run.canceled': 'Run canceled',
  'run.approval_requested': 'Run awaits approval',
  'incident.opened': 'Incident opened',
  'incident.resolved': 'Incident resolved',
  alert: 'Alert',
  custom: 'Event of your own',
};

/** What a rule can be about. */
export const eventKinds = Object.keys(names);

/** The word for a kind of event; a message from a workflow and a test have theirs. */
export function eventName(event: string): string {
  if (event === 'message') return 'From a workflow';
  return names[event] ?? (event === 'test' ? 'Test' : event);
}
