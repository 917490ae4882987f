import type { Grant, Membership } from '../../platform/auth/actor.ts';
import { grantReaches } from '../../platform/auth/authorize.ts';
import { isPlaced, PERMISSIONS, type Permission } from '../../platform/auth/permissions.ts';

/** Whoever has a grant in a project: a member by a role, or a service token by its scopes. */
export type Holder =
  | { kind: 'MEMBER'; grant: Membership; isSuspended: boolean }
  | { kind: 'TOKEN'; grant: Grant; isSuspended: false };

/** Where it is asked about; null for anywhere. */
export interface Asked {
  permission: Permission;
  environmentId: string | null;
  serviceId: string | null;
}

/** What environments and services are called, by id. Those that are gone are missing. */
export type Names = ReadonlyMap<string, string>;

export interface Verdict {
  isAllowed: boolean;
  /** Whether the right is there, but not everywhere. */
  isLimited: boolean;
  reason: string;
}

/** Whether the holder may do it there, and why. As `can` decides it, in words. */
export function explainAccess(holder: Holder, asked: Asked, names: Names): Verdict {
  const { grant } = holder;
  const by = holder.kind === 'MEMBER' ? `The role ${holder.grant.roleName}` : 'The token';
  const right =
    holder.kind === 'MEMBER' ? `the right to ${inSentence(asked.permission)}` : `the scope ${asked.permission}`;
  if (holder.isSuspended) return { isAllowed: false, isLimited: false, reason: 'The account is suspended.' };
  if (!grant.permissions.has(asked.permission))
    return { isAllowed: false, isLimited: false, reason: `${by} lacks ${right}.` };
  const isAllowed = grantReaches(grant, asked.permission, asked);
  const limits = isPlaced(asked.permission) ? limitsInWords(grant, names) : null;
  const limited = limits && `${isAllowed ? ', limited' : ', but limited'} to ${limits}`;
  return { isAllowed, isLimited: limits !== null, reason: `${by} has ${right}${limited ?? ''}.` };
}

const inSentence = (permission: Permission) => PERMISSIONS[permission].replace(/^./, (letter) => letter.toLowerCase());

/** `staging and the services shop and api`; null when there are none. */
function limitsInWords({ environmentIds, serviceIds }: Grant, names: Names): string | null {
  const parts = [limitInWords(environmentIds, 'environment', names), limitInWords(serviceIds, 'service', names)];
  return parts.filter((part) => part !== null).join(' and ') || null;
}

/** Longer lists are only counted: the screen shows them beside the sentence. */
const NAMED = 3;

function limitInWords(ids: readonly string[] | null, noun: string, names: Names): string | null {
  if (!ids) return null;
  const known = ids.flatMap((id) => names.get(id) ?? []).sort();
  if (known.length === 0) return `${noun}s that are no more`;
  if (known.length === 1) return `the ${noun} ${known[0]}`;
  if (known.length > NAMED) return `${known.length} ${noun}s`;
  return `the ${noun}s ${known.slice(0, -1).join(', ')} and ${known.at(-1)}`;
}
