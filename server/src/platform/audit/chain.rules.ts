import { createHash } from 'node:crypto';

/** An entry of the trail with all that is stored of it but its place in the chain. */
export interface ChainedEvent {
  id: string;
  projectId: string | null;
  /** RFC 3339 in UTC, with milliseconds. */
  at: string;
  action: string;
  actorId: string | null;
  actorKind: string;
  actorName: string;
  subjectId: string | null;
  subjectType: string | null;
  subjectName: string | null;
  detail: unknown;
  address: string | null;
  requestId: string;
}

/** The chain of what belongs to no project. */
export const INSTALLATION = 'installation';

/** Which chain an entry is in: one for each project, and one for the installation. */
export const chainOf = (projectId: string | null): string => projectId ?? INSTALLATION;

/** The hash before a chain's first entry, so that no chain can stand for another. */
export const baseHash = (chain: string): Buffer => sha256(Buffer.from(`pilothouse audit ${chain}`));

/** The hash of an entry: of the one before it, its place as 64-bit integer, and all that it says. */
export function entryHash(previous: Buffer, seq: number, event: ChainedEvent): Buffer {
  const place = Buffer.alloc(8);
  place.writeBigInt64BE(BigInt(seq));
  return sha256(previous, place, Buffer.from(payloadOf(event)));
}

const FIELDS = [
  'id',
  'projectId',
  'at',
  'action',
  'actorId',
  'actorKind',
  'actorName',
  'subjectId',
  'subjectType',
  'subjectName',
  'detail',
  'address',
  'requestId',
] as const satisfies (keyof ChainedEvent)[];

/** The text of an entry that is hashed: the same from what is about to be stored and from what was read back. */
export const payloadOf = (event: ChainedEvent): string =>
  canonical(Object.fromEntries(FIELDS.map((field) => [field, event[field] ?? null])));

/**
 * JSON in the form of RFC 8785: keys in order, no spaces, numbers as JavaScript writes them. So it does not matter that `jsonb`
 * keeps neither the order of keys nor how a number was written.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

/** A text as Postgres can keep it, unchanged: no halves of surrogate pairs, no NUL. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');

/** The same for anything that can be JSON; what can’t (`undefined`, functions) is left out as `JSON.stringify` does. */
export function storableJson(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  return storableParts(JSON.parse(JSON.stringify(value)));
}

function storableParts(value: unknown): unknown {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(storableParts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [storable(key), storableParts(member)]));
}

function sha256(...parts: Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
