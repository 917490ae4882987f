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
  workflow: 'wfl',
  workflowVersion: 'wfv',
  trigger: 'trg',
  run: 'run',
  nodeRun: 'nrn',
  nodeApproval: 'nap',
  payload: 'pay',
  channel: 'chn',
  notificationRule: 'nrl',
  delivery: 'dlv',
  incident: 'inc',
  incidentHook: 'ihk',
  planItem: 'itm',
  dashboard: 'dsh',
  dashboardVersion: 'dsv',
  alertRule: 'alr',
  firing: 'alf',
  silence: 'sil',
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

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';

/** The id of a row with a compact numeric key: shaped like every other one, and sorting by that key. */
export function numericId(kind: IdKind, key: number): string {
  let digits = '';
  for (let rest = key; rest > 0; rest = Math.floor(rest / 32)) digits = DIGITS[rest % 32] + digits;
  return `${ID_PREFIXES[kind]}_${digits.padStart(26, '0')}`;
}

/** The key in an id that {@link numericId} made; null when it is another kind of id, or no id. */
export function numberOfId(kind: IdKind, id: string): number | null {
  if (kindOfId(id) !== kind) return null;
  let key = 0;
  for (const digit of id.slice(4)) key = key * 32 + DIGITS.indexOf(digit);
  return Number.isSafeInteger(key) ? key : null;
}
