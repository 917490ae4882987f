import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Json } from '../nodes/node.types.ts';

/** Header names in the order in which they are looked for. */
const SIGNATURES = ['x-pilothouse-signature', 'x-hub-signature-256'];
const DELIVERIES = ['x-pilothouse-delivery', 'x-github-delivery', 'webhook-id', 'idempotency-key'];
const MAX_DELIVERY_CHARACTERS = 200;
const MAX_HEADERS = 50;
const MAX_HEADER_CHARACTERS = 2_000;

/** What is nobody's business in a run, where everybody who sees the project reads it. */
const HIDDEN =
  /^(authorization|proxy-authorization|cookie|x-pilothouse-signature|x-hub-signature(-256)?)$|token|secret|api-?key|password/;

/** Whether the body was signed with the secret: `sha256=` and its HMAC in hexadecimal. Takes as long whatever is wrong. */
export function isSigned(body: Buffer, headers: IncomingHttpHeaders, secret: string): boolean {
  const [given] = SIGNATURES.flatMap((name) => headers[name] ?? []);
  const [, digits] = /^sha256=([0-9a-f]{64})$/i.exec(given ?? '') ?? [];
  const expected = createHmac('sha256', secret).update(body).digest();
  return (
    timingSafeEqual(expected, digits ? Buffer.from(digits, 'hex') : Buffer.alloc(expected.length)) && Boolean(digits)
  );
}

/** What the caller calls this delivery; null when it doesn't, then each call counts. */
export function deliveryIdOf(headers: IncomingHttpHeaders): string | null {
  const [id] = DELIVERIES.flatMap((name) => headers[name] ?? []);
  return id && id.length <= MAX_DELIVERY_CHARACTERS ? id : null;
}

/** A call as a run sees it. */
export function payloadOf(body: Buffer, headers: IncomingHttpHeaders, query: URLSearchParams): { [key: string]: Json } {
  return { body: bodyOf(body, headers['content-type'] ?? ''), headers: shownHeaders(headers), query: queryOf(query) };
}

function bodyOf(body: Buffer, contentType: string): Json {
  const text = body.toString();
  if (text === '') return null;
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return queryOf(new URLSearchParams(text));
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text.replaceAll('\0', '');
  }
}

function shownHeaders(headers: IncomingHttpHeaders): Json {
  const shown = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || HIDDEN.test(name) ? [] : [[name, String(value).slice(0, MAX_HEADER_CHARACTERS)] as const],
  );
  return Object.fromEntries(shown.slice(0, MAX_HEADERS));
}

/** The last one counts where a name comes twice. */
const queryOf = (query: URLSearchParams): Json => Object.fromEntries([...query].slice(0, 1_000));
