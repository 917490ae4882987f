import type { OutboundResponse } from '../../platform/outbound/outbound.ts';
import { type Json, NodeError } from './node.types.ts';

/** `200-299, 404` as ranges; null where it is none. */
export function statusRanges(text: string): { from: number; to: number }[] | null {
  const ranges = text.split(',').map((part) => /^\s*([1-5]\d\d)\s*(?:-\s*([1-5]\d\d)\s*)?$/.exec(part));
  const pairs = ranges.map((match) => ({ from: Number(match?.[1]), to: Number(match?.[2] ?? match?.[1]) }));
  return pairs.every(({ from, to }) => from <= to) ? pairs : null;
}

export const isExpected = (status: number, text: string): boolean =>
  (statusRanges(text) ?? []).some(({ from, to }) => status >= from && status <= to);

/** Answers that may be others the next time: too early, too many, and what the other side could not do just now. */
const passing = [408, 425, 429];

/** What an answer means that was not expected. */
export function statusError(status: number, output: Json): NodeError {
  const isServer = status >= 500;
  const code = isServer ? 'HTTP_SERVER_ERROR' : status >= 400 ? 'HTTP_CLIENT_ERROR' : 'HTTP_UNEXPECTED_STATUS';
  return new NodeError(code, `The address answered with status ${status}.`, {
    isRetryable: isServer || passing.includes(status),
    details: output,
  });
}

/** JSON as what it says, other texts as texts, and anything else as `{ base64 }`. */
export function bodyOf({ headers, body }: Pick<OutboundResponse, 'headers' | 'body'>): Json {
  if (body.length === 0) return null;
  const [type = ''] = (headers['content-type'] ?? 'text/plain').toLowerCase().split(';');
  if (!isTextual(type.trim())) return { base64: body.toString('base64') };
  const text = body.toString('utf8');
  if (!/[/+]json$/.test(type.trim())) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

const isTextual = (type: string) =>
  type.startsWith('text/') ||
  /[/+](json|xml|yaml|x-yaml|javascript|x-www-form-urlencoded|graphql|x-ndjson)$/.test(type);
