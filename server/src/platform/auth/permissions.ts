import type { Membership, Role } from './actor.ts';

/** What may be done in a project, in the words of the roles page and of token scopes. */
export const PERMISSIONS = {
  'project:read': 'See the project: services, environments, deployments and logs',
  'project:update': "Change the project's name and time zone",
  'project:delete': 'Delete and restore the project',
  'member:manage': 'Invite and remove members, change what they may do, and make roles',
  'token:manage': "Create and revoke the project's service tokens",
  'audit:read': 'Read the audit trail',
  'environment:manage': 'Create, change and delete environments',
  'service:manage': 'Create, change, sync and delete services',
  'variable:manage': 'Set and delete variables and secrets',
  'deployment:create': 'Deploy, retry and roll back',
  'deployment:cancel': 'Cancel deployments',
  'deployment:approve': 'Approve and reject deployments that wait for it',
  'workflow:manage': 'Draw, publish and delete workflows, and install templates',
  'run:create': 'Start, retry and replay runs of workflows',
  'run:cancel': 'Cancel runs and drop background work',
  'run:approve': 'Decide approvals that runs wait for',
  'notification:manage': 'Set up channels and rules of notifications, and resend',
  'incident:manage': 'Open, link and resolve incidents',
  'event:track': 'Send events of their own',
  'analytics:manage': 'Make and change dashboards and alerts, and silence alerts',
  'plan:manage': 'Import and change the roadmap',
  'step:report': 'Report steps of the deployment a token belongs to',
} as const;

export type Permission = keyof typeof PERMISSIONS;

/**
 * Permissions that hold for a place in the project, and so can be limited to environments and services. All others hold for
 * the project as a whole.
 */
export const PLACED_PERMISSIONS = [
  'deployment:create',
  'deployment:cancel',
  'deployment:approve',
  'variable:manage',
  'service:manage',
  'environment:manage',
] as const;
export type PlacedPermission = (typeof PLACED_PERMISSIONS)[number];

export function isPlaced(permission: Permission): permission is PlacedPermission {
  return (PLACED_PERMISSIONS as readonly string[]).includes(permission);
}

/** What a person can put into a token, or into a role of a project's own; the rest belongs to deployments' own tokens. */
export const TOKEN_SCOPES = (Object.keys(PERMISSIONS) as Permission[]).filter((scope) => scope !== 'step:report') as [
  Permission,
  ...Permission[],
];

const VIEWER: Permission[] = ['project:read'];
const OPERATOR: Permission[] = [
  ...VIEWER,
  'deployment:create',
  'deployment:cancel',
  'run:create',
  'run:cancel',
  'incident:manage',
  'event:track',
];
const MAINTAINER: Permission[] = [
  ...OPERATOR,
  'deployment:approve',
  'service:manage',
  'environment:manage',
  'variable:manage',
  'workflow:manage',
  'run:approve',
  'notification:manage',
  'analytics:manage',
  'plan:manage',
  'token:manage',
  'audit:read',
];
const OWNER: Permission[] = [...MAINTAINER, 'project:update', 'project:delete', 'member:manage'];

/** The one permission table: what each role may do. Everything else (screens, scopes, docs) is derived from it. */
export const ROLE_PERMISSIONS: Record<Role, ReadonlySet<Permission>> = {
  OWNER: new Set(OWNER),
  MAINTAINER: new Set(MAINTAINER),
  OPERATOR: new Set(OPERATOR),
  VIEWER: new Set(VIEWER),
};

export const ROLE_DESCRIPTIONS: Record<Role, string> = {
  OWNER: 'Runs the project: members, settings and everything below',
  MAINTAINER:
    'Shapes what is deployed and where, the workflows, dashboards, alerts and plans; approves; reads the audit trail',
  OPERATOR: 'Deploys, retries, rolls back and cancels; starts workflows; handles incidents',
  VIEWER: 'Looks at everything, changes nothing',
};

export const ROLE_NAMES: Record<Role, string> = {
  OWNER: 'Owner',
  MAINTAINER: 'Maintainer',
  OPERATOR: 'Operator',
  VIEWER: 'Viewer',
};

const unlimited = (role: Role): Membership => ({
  role,
  roleName: ROLE_NAMES[role],
  permissions: ROLE_PERMISSIONS[role],
  environmentIds: null,
  serviceIds: null,
});

/** One object each, so that what is derived from it is derived once. */
const UNLIMITED: Record<Role, Membership> = {
  OWNER: unlimited('OWNER'),
  MAINTAINER: unlimited('MAINTAINER'),
  OPERATOR: unlimited('OPERATOR'),
  VIEWER: unlimited('VIEWER'),
};

/** A membership as it is stored: `permissions` are those of a role of the project's own, null for the four that are built in. */
export interface StoredMembership {
  role: Role | 'CUSTOM';
  roleName: string | null;
  permissions: string[] | null;
  environmentIds: string[] | null;
  serviceIds: string[] | null;
}

/** What the stored membership means. Names of permissions that are no more are left out; everybody sees the project. */
export function membershipOf(stored: StoredMembership): Membership {
  const { role, environmentIds, serviceIds } = stored;
  if (role !== 'CUSTOM')
    return environmentIds || serviceIds ? { ...UNLIMITED[role], environmentIds, serviceIds } : UNLIMITED[role];
  const permissions = permissionsOf(['project:read', ...(stored.permissions ?? [])]);
  return { role, roleName: stored.roleName ?? 'Custom', permissions, environmentIds, serviceIds };
}

/** Those of the names that are permissions. */
export function permissionsOf(names: readonly string[]): ReadonlySet<Permission> {
  return new Set(names.filter((name): name is Permission => Object.hasOwn(PERMISSIONS, name)));
}
