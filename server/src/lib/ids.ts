import { typeid } from 'typeid-js';

/** What an id's prefix says the thing is. A TypeID is prefix + UUIDv7, so ids of a kind sort by age. */
export const ID_PREFIXES = {
  project: 'prj',
  user: 'usr',
  member: 'mem',
  role: 'rol',
  invitation: 'inv',
  session: 'ses',
  identity: 'idn',
  token: 'tok',
  environment: 'env',
  service: 'svc',
  variable: 'var',
  deployment: 'dpl',
  approval: 'apr',
  audit: 'aud',
  worker: 'wrk',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** A new id, later in order than every one made before on this machine. */
export function newId(kind: IdKind): string {
  return typeid(ID_PREFIXES[kind]).toString();
}

const KINDS = new Map<string, IdKind>(Object.entries(ID_PREFIXES).map(([kind, prefix]) => [prefix, kind as IdKind]));

/** The kind of thing an id names, or null when it is no id of ours. */
export function kindOfId(id: string): IdKind | null {
  return /^[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(id) ? (KINDS.get(id.slice(0, 3)) ?? null) : null;
}
