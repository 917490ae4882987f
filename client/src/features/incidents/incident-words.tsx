import { CircleAlert, CircleCheck } from 'lucide-react';
import type { IncidentCauseSource, IncidentSeverity, IncidentSource, IncidentStatus } from '../../graphql/generated.ts';
import { Badge, type Tone, toneText } from '../../ui/badge.tsx';

export const severities: Record<IncidentSeverity, { word: string; tone: Tone }> = {
  CRITICAL: { word: 'Critical', tone: 'failed' },
  HIGH: { word: 'High', tone: 'failed' },
  MEDIUM: { word: 'Medium', tone: 'waiting' },
  LOW: { word: 'Low', tone: 'neutral' },
};

export const statuses: Record<IncidentStatus, string> = { OPEN: 'Open', RESOLVED: 'Resolved' };

export const sources: Record<IncidentSource, string> = {
  HAND: 'By hand',
  TOKEN: 'With a token',
  WEBHOOK: 'By a webhook',
  VERIFICATION: 'A failed health check',
  WORKFLOW: 'By a workflow',
  ALERT: 'By an alert',
};

/** How the cause is known, in a sentence. */
export const causes: Record<IncidentCauseSource, string> = {
  EXPLICIT: 'Whoever opened it said so.',
  REMEDIATION: 'It was rolled back or fixed while this went on.',
  LAST_DEPLOYMENT: 'Assumed: the last successful production deployment before it.',
  CORRECTED: 'Somebody looked and said so.',
  NONE: 'No production deployment finished before it.',
};

export const severityOptions = (Object.keys(severities) as IncidentSeverity[]).map((value) => ({
  value,
  label: severities[value].word,
}));

export function SeverityBadge({ severity }: { severity: IncidentSeverity }) {
  const { word, tone } = severities[severity];
  return <Badge tone={tone}>{word}</Badge>;
}

/** Whether it goes on: icon, word and colour. */
export function IncidentStatusLabel({ status }: { status: IncidentStatus }) {
  const isOpen = status === 'OPEN';
  const Icon = isOpen ? CircleAlert : CircleCheck;
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap ${toneText[isOpen ? 'failed' : 'succeeded']}`}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {statuses[status]}
    </span>
  );
}
