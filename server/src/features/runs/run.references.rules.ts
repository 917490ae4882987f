import { type Json, NodeError } from '../nodes/node.types.ts';

/** A value with more JSON than this is stored apart. */
export const INLINE_BYTES = 1024 ** 2;
/** Of one value: it is read back as a whole. */
const MOST_VALUE_BYTES = 64 * 1024 ** 2;

const PREVIEW_CHARACTERS = 500;

/** What stands in a row where a value is stored apart. */
export type PayloadRef = { $payload: { id: string; byteCount: number; contentType: string; preview: string } };

/** How its JSON begins. */
export const previewOf = (text: string): string => text.slice(0, PREVIEW_CHARACTERS).toWellFormed();

/** Whether JSON of this text is stored apart. Hardly ever counts bytes: no character takes more than three. */
export const isLarge = (text: string): boolean =>
  text.length * 3 > INLINE_BYTES && Buffer.byteLength(text) > INLINE_BYTES;

/** Fails with `VALUE_TOO_LARGE`. */
export function checkSize(byteCount: number): void {
  if (byteCount <= MOST_VALUE_BYTES) return;
  throw new NodeError(
    'VALUE_TOO_LARGE',
    `The value has ${Math.ceil(byteCount / 1024 ** 2)} MiB as JSON; ${MOST_VALUE_BYTES / 1024 ** 2} MiB at most.`,
    { isRetryable: false },
  );
}

/** The id of the payload that the value stands for, or null when it is a value. */
export function payloadIdOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('$payload' in value)) return null;
  const id = (value.$payload as { id?: unknown } | null)?.id;
  return typeof id === 'string' && id.startsWith('pay_') && Object.keys(value).length === 1 ? id : null;
}

/** Ids of payloads anywhere in a value: what joins and loops bring together holds those of several nodes. */
export function payloadIdsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  const id = payloadIdOf(value);
  if (id !== null) found.add(id);
  else for (const part of Array.isArray(value) ? value : Object.values(value)) payloadIdsIn(part, found);
  return found;
}

/** The value with what its references stand for in their place; the very same where there are none. */
export function withPayloads(value: Json, payloads: ReadonlyMap<string, Json>): Json {
  if (typeof value !== 'object' || value === null) return value;
  const id = payloadIdOf(value);
  if (id !== null) return payloads.has(id) ? (payloads.get(id) as Json) : value;
  if (Array.isArray(value)) {
    const parts = value.map((part) => withPayloads(part, payloads));
    return parts.every((part, index) => part === value[index]) ? value : parts;
  }
  const entries = Object.entries(value).map(([key, part]): [string, Json] => [key, withPayloads(part, payloads)]);
  return entries.every(([key, part]) => part === value[key]) ? value : Object.fromEntries(entries);
}

/** An expression that says by a value which node it means. */
const DYNAMIC = /\bnodes\b(?!\s*\.\s*[A-Za-z_]|\s*\[\s*\\?["'])/;

/** Whether a node with this config may read what has this name: what it does not name is not read back for it. */
export function mayRead(configText: string): (name: string) => boolean {
  const isDynamic = DYNAMIC.test(configText);
  return (name) => isDynamic || configText.includes(name);
}

const MOST_DETAIL_BYTES = 64 * 1024;
const MOST_DETAIL_TEXT = 2_000;
const MOST_DETAIL_ITEMS = 50;

/** Details of a failure, short enough for its row: long texts and lists are cut. */
export function shortDetails(text: string): Json {
  if (text.length <= MOST_DETAIL_BYTES) return JSON.parse(text) as Json;
  const cut = shorten(JSON.parse(text) as Json, 0);
  return JSON.stringify(cut).length <= MOST_DETAIL_BYTES ? cut : { cut: `${previewOf(text)}…` };
}

function shorten(value: Json, depth: number): Json {
  if (typeof value === 'string') return shortText(value, MOST_DETAIL_TEXT);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 10) return '…';
  if (Array.isArray(value)) return value.slice(0, MOST_DETAIL_ITEMS).map((part) => shorten(part, depth + 1));
  const entries = Object.entries(value).slice(0, MOST_DETAIL_ITEMS);
  return Object.fromEntries(entries.map(([key, part]) => [shortText(key, 200), shorten(part, depth + 1)]));
}

/** Marked where it was cut: a masker then also finds what is left of a secret. */
export const shortText = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most).toWellFormed()}…`;
