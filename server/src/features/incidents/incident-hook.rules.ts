import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { IncidentSeverity } from './incident.entity.ts';

/** What a call says of one incident. */
export interface Signal {
  kind: 'OPEN' | 'RESOLVE';
  /** What the sender calls it; null when it doesn't, then each call opens one. */
  externalId: string | null;
  title: string;
  severity: keyof typeof IncidentSeverity | null;
  /** Slugs or names, as the sender has them. */
  service: string | null;
  environment: string | null;
  at: Date | null;
  note: string | null;
  url: string | null;
  isExternal: boolean;
}

/** Alerts of one call that are looked at. */
const MOST_SIGNALS = 100;

const SIGNATURES = ['x-pilothouse-signature', 'x-hub-signature-256', 'x-pagerduty-signature'];
const DELIVERIES = ['x-pilothouse-delivery', 'x-webhook-id', 'webhook-id', 'idempotency-key'];
const MOST_DELIVERY_CHARACTERS = 200;

/**
 * Whether the caller knows the secret: by the HMAC-SHA256 of the body (`sha256=…`, or PagerDuty's list of `v1=…`), or, as
 * Alertmanager can't sign, by the secret itself as bearer credential. Takes as long whatever is wrong.
 */
export function isFromSender(body: Buffer, headers: IncomingHttpHeaders, secret: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest();
  const given = SIGNATURES.flatMap((name) => String(headers[name] ?? '').split(','))
    .flatMap((part) => /^\s*(?:sha256|v1)=([0-9a-f]{64})\s*$/i.exec(part)?.[1] ?? [])
    .slice(0, 10);
  const isSigned = given.map((digits) => timingSafeEqual(expected, Buffer.from(digits, 'hex'))).includes(true);
  const [, bearer = ''] = /^bearer (\S{1,200})$/i.exec(headers.authorization ?? '') ?? [];
  const hashOf = (text: string) => createHmac('sha256', 'bearer').update(text).digest();
  return timingSafeEqual(hashOf(bearer), hashOf(secret)) || isSigned;
}

type Row = Record<string, unknown>;

const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);
const rowOf = (value: unknown): Row => (isRow(value) ? value : {});
const textOf = (value: unknown, most: number): string | null => {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).replaceAll('\0', '').trim();
  return text === '' ? null : text.slice(0, most);
};
const lineOf = (value: unknown): string | null => textOf(value, 300)?.replaceAll(/\s+/g, ' ') ?? null;
const webOf = (value: unknown): string | null => {
  const url = textOf(value, 2_000);
  return url && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null;
};
/** Alertmanager says of alerts that go on that they ended in the year 1. */
const timeOf = (value: unknown): Date | null => {
  const at = typeof value === 'string' || typeof value === 'number' ? new Date(value) : null;
  return at && at.getTime() >= Date.UTC(2000, 0, 1) ? at : null;
};

const SEVERITIES: Record<string, Signal['severity']> = {
  critical: 'CRITICAL',
  page: 'CRITICAL',
  p1: 'CRITICAL',
  sev1: 'CRITICAL',
  high: 'HIGH',
  error: 'HIGH',
  major: 'HIGH',
  p2: 'HIGH',
  sev2: 'HIGH',
  medium: 'MEDIUM',
  warning: 'MEDIUM',
  minor: 'MEDIUM',
  p3: 'MEDIUM',
  sev3: 'MEDIUM',
  low: 'LOW',
  info: 'LOW',
  p4: 'LOW',
  p5: 'LOW',
  sev4: 'LOW',
};
const severityOf = (value: unknown): Signal['severity'] =>
  (typeof value === 'string' && SEVERITIES[value.trim().toLowerCase()]) || null;

/** What a call means, and what the sender calls the delivery; null when the body is none of the three shapes. */
export function readCall(
  body: unknown,
  headers: IncomingHttpHeaders,
): { signals: Signal[]; deliveryId: string | null } | null {
  if (!isRow(body)) return null;
  const [named] = DELIVERIES.flatMap((name) => headers[name] ?? []);
  const deliveryId = named && named.length <= MOST_DELIVERY_CHARACTERS ? named : null;
  if (Array.isArray(body.alerts)) return { signals: alertmanager(body.alerts), deliveryId };
  const event = rowOf(body.event);
  if (typeof event.event_type === 'string')
    return {
      signals: pagerDuty(event, rowOf(event.data)),
      deliveryId: textOf(event.id, MOST_DELIVERY_CHARACTERS) ?? deliveryId,
    };
  const signal = generic(body);
  return signal && { signals: [signal], deliveryId };
}

/** `{ title, status: "open" | "resolved", externalId?, severity?, service?, environment?, at?, note?, url?, isExternal? }` */
function generic(body: Row): Signal | null {
  const status = textOf(body.status, 40)?.toLowerCase() ?? 'open';
  const kind = /^(open|opened|firing|triggered|down|problem)$/.test(status)
    ? 'OPEN'
    : /^(resolved|resolve|closed|ok|up|recovered|recovery)$/.test(status)
      ? 'RESOLVE'
      : null;
  const externalId = textOf(body.externalId ?? body.id, 300);
  const title = lineOf(body.title);
  if (!kind || (kind === 'OPEN' ? !title : !externalId)) return null;
  return {
    kind,
    externalId,
    title: title ?? '',
    severity: severityOf(body.severity),
    service: lineOf(body.service),
    environment: lineOf(body.environment),
    at: timeOf(body.at),
    note: textOf(body.note, 4_000),
    url: webOf(body.url),
    isExternal: body.isExternal === true,
  };
}

/** Prometheus Alertmanager, version 4: an alert is known by its labels, and by when it began. */
function alertmanager(alerts: unknown[]): Signal[] {
  return alerts.slice(0, MOST_SIGNALS).flatMap((value): Signal[] => {
    const alert = rowOf(value);
    const [labels, annotations] = [rowOf(alert.labels), rowOf(alert.annotations)];
    const kind = alert.status === 'resolved' ? 'RESOLVE' : alert.status === 'firing' ? 'OPEN' : null;
    const fingerprint = textOf(alert.fingerprint, 100) ?? textOf(labels.alertname, 200);
    if (!kind || !fingerprint) return [];
    return [
      {
        kind,
        externalId: `${fingerprint} ${textOf(alert.startsAt, 60) ?? ''}`.trim(),
        title: lineOf(annotations.summary) ?? lineOf(annotations.title) ?? lineOf(labels.alertname) ?? 'An alert',
        severity: severityOf(labels.severity),
        service: lineOf(labels.service) ?? lineOf(labels.app) ?? lineOf(labels.job),
        environment: lineOf(labels.environment) ?? lineOf(labels.env),
        at: timeOf(kind === 'OPEN' ? alert.startsAt : alert.endsAt),
        note: textOf(annotations.description, 4_000),
        url: webOf(annotations.runbook_url) ?? webOf(alert.generatorURL),
        isExternal: labels.external === 'true',
      },
    ];
  });
}

/** PagerDuty, webhooks version 3: only the beginning and the end of an incident matter. */
function pagerDuty(event: Row, incident: Row): Signal[] {
  const kind = {
    'incident.triggered': 'OPEN' as const,
    'incident.reopened': 'OPEN' as const,
    'incident.resolved': 'RESOLVE' as const,
  }[String(event.event_type)];
  const externalId = textOf(incident.id, 300);
  if (!kind || !externalId) return [];
  const priority = rowOf(incident.priority);
  return [
    {
      kind,
      externalId,
      title: lineOf(incident.title) ?? 'An incident of PagerDuty',
      severity:
        severityOf(priority.summary) ??
        (incident.urgency === 'low' ? 'LOW' : incident.urgency === 'high' ? 'HIGH' : null),
      service: lineOf(rowOf(incident.service).summary),
      environment: null,
      at: timeOf(event.occurred_at),
      note: null,
      url: webOf(incident.html_url),
      isExternal: false,
    },
  ];
}
