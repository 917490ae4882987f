import type { AuditFilter } from '../../graphql/generated.ts';

export interface AuditSubject {
  value: string;
  label: string;
}

/** The kinds of things a project's trail is about; each finds all of its actions. */
export const projectSubjects: AuditSubject[] = [
  { value: 'deployment', label: 'Deployments' },
  { value: 'service', label: 'Services' },
  { value: 'environment', label: 'Environments' },
  { value: 'variable', label: 'Variables' },
  { value: 'secret', label: 'Readings of secrets' },
  { value: 'member', label: 'Members' },
  { value: 'role', label: 'Roles' },
  { value: 'invitation', label: 'Invitations' },
  { value: 'token', label: 'Tokens' },
  { value: 'project', label: 'Project' },
  { value: 'audit', label: 'Audit trail' },
];

/** The same for what belongs to no project. */
export const installationSubjects: AuditSubject[] = [
  { value: 'session', label: 'Sign-ins' },
  { value: 'user', label: 'People' },
  { value: 'identity', label: 'Connected accounts' },
  { value: 'token', label: 'Personal tokens' },
  { value: 'settings', label: 'Settings' },
  { value: 'secrets', label: 'Keys of secrets' },
  { value: 'audit', label: 'Audit trail' },
];

/** What of an address is a filter; the rest is which event is open. */
export const filterNames = ['action', 'who', 'subject', 'refused', 'from', 'to'];

/**
 * The filter that an address asks for: `?action=deployment&who=usr_…&refused=1&from=2026-11-01&to=2026-11-20`, days in the
 * reader's zone, both included.
 */
export function readAuditFilter(search: URLSearchParams): AuditFilter {
  const from = startOfDay(search.get('from'));
  const to = startOfDay(search.get('to'));
  if (to) to.setDate(to.getDate() + 1);
  return {
    action: search.get('action') || null,
    actorId: search.get('who') || null,
    subjectId: search.get('subject') || null,
    refusedOnly: search.get('refused') === '1' || null,
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
  };
}

/** Where the events of the filter are to be had as a file. */
export function auditFileUrl(path: string, format: 'csv' | 'ndjson', filter: AuditFilter): string {
  const given = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, String(value)]] : []));
  const parameters = new URLSearchParams(given).toString();
  return `${path}.${format}${parameters ? `?${parameters}` : ''}`;
}

function startOfDay(text: string | null): Date | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00`);
  return Number.isNaN(day.getTime()) ? null : day;
}

/** `deployment.approved` → `Deployment approved`; of a refused attempt what it was: `Delete service refused`. */
export function eventWords({ action, detail }: { action: string; detail?: unknown }): string {
  const { operation, count } = (detail ?? {}) as { operation?: unknown; count?: unknown };
  if (action === 'attempt.refused' && typeof operation === 'string') return `${sentenceOf(operation)} refused`;
  if (action === 'attempt.refused' && typeof count === 'number')
    return count === 1 ? '1 more attempt refused' : `${count} more attempts refused`;
  return sentenceOf(action);
}

export const isRefused = ({ action }: { action: string }) => action.endsWith('refused');

function sentenceOf(name: string): string {
  const isPath = name.includes('/');
  const words = isPath
    ? name
    : name.replaceAll(/[._]/g, ' ').replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
