/** Things as the server would answer them; each test changes what it is about. */

const permissions = {
  viewerCanUpdate: true,
  viewerCanDelete: true,
  viewerCanDeploy: true,
  viewerCanManageMembers: true,
  viewerCanManageTokens: true,
  viewerCanManageNotifications: true,
  viewerCanManageServices: true,
  viewerCanManageVariables: true,
  viewerCanManageEnvironments: true,
  viewerCanReadAudit: true,
  viewerCanManageIncidents: true,
  viewerCanManageIncidentHooks: true,
};

type Fixture = Record<string, unknown>;

export const ada = { id: 'usr_ada', name: 'Ada Marsh', email: 'ada@shop.test', createdAt: '2026-01-01T00:00:00Z' };

export const viewer = (changes: Fixture = {}) => ({
  id: ada.id,
  kind: 'USER',
  name: ada.name,
  email: ada.email,
  isAdministrator: true,
  viewerCanCreateProject: true,
  isEmailVerified: true,
  pendingEmail: null,
  hasPassword: true,
  twoFactor: { isOn: false, backupCodesLeft: 0, since: null },
  sessions: connection([]),
  identities: [],
  tokens: connection([]),
  ...changes,
});

export function connection(nodes: unknown[], hasNextPage = false) {
  return {
    nodes,
    edges: [],
    pageInfo: { hasNextPage, hasPreviousPage: false, startCursor: null, endCursor: hasNextPage ? 'next' : null },
  };
}

export const environment = (slug: string, rank: number, changes: Fixture = {}) => ({
  id: `env_${slug}`,
  slug,
  name: slug[0]?.toUpperCase() + slug.slice(1),
  rank,
  url: null,
  isProduction: slug === 'production',
  requiresApproval: false,
  variables: [],
  viewerCanUpdate: true,
  viewerCanDeploy: true,
  ...changes,
});

export const service = (slug: string, changes: Fixture = {}) => ({
  id: `svc_${slug}`,
  slug,
  name: slug[0]?.toUpperCase() + slug.slice(1),
  description: null,
  runner: 'SHELL',
  source: slug,
  entrypoint: ['./deploy.sh'],
  stepNames: [],
  parameterSchema: null,
  healthCheck: null,
  timeoutSeconds: 1_800,
  cancelGraceSeconds: 10,
  problems: [],
  variables: [],
  syncedAt: '2026-11-20T10:00:00Z',
  createdAt: '2026-01-01T00:00:00Z',
  deployments: connection([]),
  viewerCanUpdate: true,
  viewerCanDeploy: true,
  ...changes,
});

export const deployment = (number: number, version: string, status: string, changes: Fixture = {}) => ({
  id: `dpl_${number}`,
  number,
  version,
  status,
  statusReason: null,
  note: null,
  isDryRun: false,
  createdAt: '2026-11-20T12:00:00Z',
  queuedAt: '2026-11-20T12:00:00Z',
  startedAt: '2026-11-20T12:00:01Z',
  finishedAt: '2026-11-20T12:01:05Z',
  durationMs: 64_000,
  expectedDurationMs: 60_000,
  createdByName: ada.name,
  currentStep: null,
  viewerCanCancel: false,
  viewerCanRetry: false,
  viewerCanApprove: false,
  viewerCanRollback: true,
  isHotfix: false,
  remediates: null,
  incidents: [],
  service: service('web'),
  environment: environment('staging', 1),
  ...changes,
});

const rights = [
  { name: 'project:read', description: 'See the project', isPlaced: false },
  { name: 'deployment:create', description: 'Deploy, retry and roll back', isPlaced: true },
  { name: 'deployment:cancel', description: 'Cancel deployments', isPlaced: true },
  { name: 'audit:read', description: 'Read the audit trail', isPlaced: false },
  { name: 'member:manage', description: 'Manage members', isPlaced: false },
];

export const role = (kind: string, name: string, changes: Fixture = {}) => ({
  id: kind === 'CUSTOM' ? `rol_${name}` : `prj_shop:${kind}`,
  role: kind,
  name,
  description: '',
  permissions: ['project:read'],
  isBuiltIn: kind !== 'CUSTOM',
  memberCount: 1,
  viewerCanAssign: true,
  viewerCanChange: kind === 'CUSTOM',
  ...changes,
});

export const project = (changes: Fixture = {}) => ({
  openAlertCount: 0,
  id: 'prj_shop',
  slug: 'shop',
  name: 'Shop',
  timeZone: 'UTC',
  createdAt: '2026-01-01T00:00:00Z',
  servicesFolder: '/srv/services/shop',
  viewerRole: 'OWNER',
  ...permissions,
  environments: [],
  services: connection([]),
  matrix: [],
  deployments: connection([]),
  incidents: connection([]),
  members: connection([]),
  tokens: connection([]),
  auditEvents: connection([]),
  approvals: connection([]),
  invitations: connection([]),
  access: connection([]),
  permissions: rights,
  grantablePermissions: rights.filter(({ name }) => name !== 'member:manage'),
  viewerPermissions: rights.map(({ name }) => name),
  roles: [
    role('OWNER', 'Owner', { description: 'Runs the project', permissions: rights.map(({ name }) => name) }),
    role('OPERATOR', 'Operator', { permissions: ['project:read', 'deployment:create', 'deployment:cancel'] }),
    role('VIEWER', 'Viewer', { description: 'Looks at everything' }),
  ],
  ...changes,
});
