import type { Actor, Grant, Membership, Role } from '../../platform/auth/actor.ts';
import { lackedBy, membershipIn } from '../../platform/auth/authorize.ts';
import { membershipOf } from '../../platform/auth/permissions.ts';

/** What somebody is given in a project, as it is stored: of a member or an invitation, with its own role joined. */
export interface AssignedRow {
  role: Role | 'CUSTOM';
  roleId: string | null;
  customName: string | null;
  customPermissions: string[] | null;
  environmentIds: string[] | null;
  serviceIds: string[] | null;
}

/** What the row means. */
export function membershipOfRow(row: AssignedRow): Membership {
  return membershipOf({ ...row, roleName: row.customName, permissions: row.customPermissions });
}

/**
 * Why the actor may neither give this nor take it away; null when they may. Nobody hands on more than they have, and only
 * owners make, change and remove owners: a role of the project's own with all rights is not one.
 */
export function grantProblem(actor: Actor | null, projectId: string, wanted: Grant & { role?: string }): string | null {
  const isOwner = actor?.kind === 'SYSTEM' || membershipIn(actor, projectId)?.role === 'OWNER';
  if (wanted.role === 'OWNER' && !isOwner)
    return 'Only an owner can make somebody an owner, or change or remove an owner.';
  const { permissions, isBeyondPlaces } = lackedBy(actor, projectId, wanted);
  if (permissions.length > 0)
    return `You can’t give or take away rights that you don’t have here: ${permissions.join(', ')}.`;
  if (isBeyondPlaces)
    return 'Your own rights are limited to some environments or services: you can’t give or take away rights beyond these.';
  return null;
}
