import { createHmac } from 'node:crypto';
import { OCCURRENCE_KINDS, type Occurrence, type OccurrenceKind } from '../../platform/occurrences.ts';

export const EVENTS = Object.keys(OCCURRENCE_KINDS) as [OccurrenceKind, ...OccurrenceKind[]];

/** Failures that somebody is told of in production, rule or not. */
export const TOLD_BY_DEFAULT = ['deployment.failed', 'run.failed'] as const satisfies OccurrenceKind[];

/** What is told, as it travels in a delivery. */
export interface Message {
  title: string;
  text: string;
  /** ISO 8601. */
  at: string;
  url: string | null;
  fields: { name: string; value: string }[];
  subjectId: string | null;
  data: Record<string, unknown>;
}

interface Rule {
  events: string[];
  environmentIds: string[] | null;
}

/** Whether a rule is about this event, which is about these environments, or about none. */
export function isAbout(rule: Rule, event: string, environmentIds: readonly string[]): boolean {
  if (!rule.events.includes(event)) return false;
  return rule.environmentIds === null || environmentIds.some((id) => rule.environmentIds?.includes(id));
}

/** The failures for which no rule says who is told, in one production environment at least. */
export function eventsByDefault(rules: readonly Rule[], productionIds: readonly string[]): string[] {
  const places = productionIds.length > 0 ? productionIds.map((id) => [id]) : [[]];
  return TOLD_BY_DEFAULT.filter((event) => !places.every((ids) => rules.some((rule) => isAbout(rule, event, ids))));
}

/** Attempts at one delivery: the last comes about an hour after the first. */
export const MOST_ATTEMPTS = 8;

/** Milliseconds until the next attempt after `attempts` failed ones: 30 s doubled each time, an hour at most, half of it by chance. */
export function backoffMs(attempts: number, random: number): number {
  return Math.round(Math.min(3_600_000, 30_000 * 2 ** (attempts - 1)) * (0.5 + random / 2));
}

/** Whether the other side would answer the same the next time. */
export const isPermanent = (status: number): boolean =>
  status >= 300 && status < 500 && status !== 408 && status !== 425 && status !== 429;

const FIELD_NAMES: Record<string, string> = {
  service: 'Service',
  environment: 'Environment',
  version: 'Version',
  workflow: 'Workflow',
  rule: 'Rule',
  severity: 'Severity',
  status: 'Status',
  by: 'By',
};

/** What is told of an occurrence. `url`: of the deployment or run. */
export function messageOf({ kind, at, subjectId, title, data }: Occurrence, url: string | null): Message {
  const fields = Object.entries(FIELD_NAMES).flatMap(([key, name]) => {
    const value = data[key];
    return typeof value === 'string' && value !== '' ? [{ name, value: value.slice(0, 200) }] : [];
  });
  return { title: title.slice(0, 300), text: `${OCCURRENCE_KINDS[kind]}.`, at, url, fields, subjectId, data };
}

/** Where things have their pages, by the prefix of their ids. */
const PAGES: Record<string, string> = {
  dpl_: 'deployments',
  run_: 'runs',
  inc_: 'analytics/incidents',
  alf_: 'analytics/alerts',
};

/** The page of a deployment, run, incident or alert. */
export function pageOf(publicUrl: string, projectSlug: string, subjectId: string | null): string {
  const folder = PAGES[subjectId?.slice(0, 4) ?? ''];
  return folder ? `${publicUrl}/p/${projectSlug}/${folder}/${subjectId}` : `${publicUrl}/p/${projectSlug}`;
}

interface Told {
  id: string;
  event: string;
  project: { id: string; slug: string; name: string };
  message: Message;
}

/** The body of a webhook. */
export function webhookBody({ id, event, project, message }: Told): string {
  const { at, title, text, url, fields, subjectId, data } = message;
  return JSON.stringify({ id, event, at, project, title, text, url, fields, subjectId, data });
}

/** What goes into `X-Pilothouse-Signature`: HMAC-SHA256 of the body as it is sent. */
export const signatureOf = (body: string, secret: string): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const escapeSlack = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The body for Slack and what speaks like it. */
export function slackBody({ message }: Told): string {
  const { title, text, url, fields } = message;
  const lines = [
    `*${escapeSlack(title)}*`,
    escapeSlack(text),
    ...fields.map(({ name, value }) => `${escapeSlack(name)}: ${escapeSlack(value)}`),
    ...(url ? [`<${url}|Open in Pilothouse>`] : []),
  ];
  return JSON.stringify({ text: lines.join('\n') });
}

/** The mail; `why` says how to get it no more. */
export function mailOf({ project, message }: Told, why: string): { subject: string; text: string } {
  const { title, text, url, fields } = message;
  const facts = fields.map(({ name, value }) => `${name}: ${value}`).join('\n');
  return {
    subject: `[${project.name}] ${title}`.replaceAll(/[\r\n]+/g, ' ').slice(0, 200),
    text: [title, text, facts, url, why].filter(Boolean).join('\n\n'),
  };
}

/** What may be shown of a secret address. */
export const maskedUrl = (url: string): string => `${new URL(url).origin}/…`;

/** A name in workflows made from what people call it. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '');
  return slug || 'channel';
}
