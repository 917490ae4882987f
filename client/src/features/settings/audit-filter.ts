import type { AuditFilter } from '../../graphql/generated.ts';

/** The kinds of things the audit trail is about; each finds all of its actions. */
export const auditSubjects: Array<{ value: string; label: string }> = [
  { value: 'deployment', label: 'Deployments' },
  { value: 'service', label: 'Services' },
  { value: 'environment', label: 'Environments' },
  { value: 'variable', label: 'Variables' },
  { value: 'member', label: 'Members' },
  { value: 'token', label: 'Tokens' },
  { value: 'project', label: 'Project' },
];

/** The filter that an address asks for: `?action=deployment&who=usr_…&from=2026-11-01&to=2026-11-20`, days in the reader's zone, both included. */
export function readAuditFilter(search: URLSearchParams): AuditFilter {
  const from = startOfDay(search.get('from'));
  const to = startOfDay(search.get('to'));
  if (to) to.setDate(to.getDate() + 1);
  return {
    action: search.get('action') || null,
    actorId: search.get('who') || null,
    subjectId: search.get('subject') || null,
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
  };
}

function startOfDay(text: string | null): Date | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const day = new Date(`${text}T00:00:00`);
  return Number.isNaN(day.getTime()) ? null : day;
}

/** `deployment.approved` → `Deployment approved`. */
export function actionWords(action: string): string {
  const words = action.replaceAll('.', ' ').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
