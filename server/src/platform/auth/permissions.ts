import type { Role } from './actor.ts';

/** What may be done in a project, in the words of the roles page and of token scopes. */
export const PERMISSIONS = {
  'project:read': 'See the project: services, environments, deployments and logs',
  'project:update': "Change the project's name and time zone",
  'project:delete': 'Delete and restore the project',
  'member:manage': 'Add members, change their roles and remove them',
  'token:manage': "Create and revoke the project's service tokens",
  'audit:read': 'Read the audit trail',
  'environment:manage': 'Create, change and delete environments',
  'service:manage': 'Create, change, sync and delete services',
  'variable:manage': 'Set and delete variables and secrets',
  'deployment:create': 'Deploy, retry and roll back',
  'deployment:cancel': 'Cancel deployments',
  'deployment:approve': 'Approve and reject deployments that wait for it',
  'step:report': 'Report steps of the deployment a token belongs to',
} as const;

export type Permission = keyof typeof PERMISSIONS;

/** What a person can put into a token; the rest belongs to deployments' own. */
export const TOKEN_SCOPES = (Object.keys(PERMISSIONS) as Permission[]).filter((scope) => scope !== 'step:report') as [
  Permission,
  ...Permission[],
];

const VIEWER: Permission[] = ['project:read'];
const OPERATOR: Permission[] = [...VIEWER, 'deployment:create', 'deployment:cancel'];
const MAINTAINER: Permission[] = [
  ...OPERATOR,
  'deployment:approve',
  'service:manage',
  'environment:manage',
  'variable:manage',
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
  MAINTAINER: 'Shapes what is deployed and where; approves; reads the audit trail',
  OPERATOR: 'Deploys, retries, rolls back and cancels',
  VIEWER: 'Looks at everything, changes nothing',
};
