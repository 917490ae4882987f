/** Things as the server would answer them; each test changes what it is about. */

const permissions = {
  viewerCanUpdate: true,
  viewerCanDelete: true,
  viewerCanDeploy: true,
  viewerCanManageMembers: true,
  viewerCanManageTokens: true,
  viewerCanManageServices: true,
  viewerCanManageVariables: true,
  viewerCanManageEnvironments: true,
  viewerCanReadAudit: true,
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
  service: service('web'),
  environment: environment('staging', 1),
  ...changes,
});

export const project = (changes: Fixture = {}) => ({
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
  members: connection([]),
  tokens: connection([]),
  auditEvents: connection([]),
  grantablePermissions: [
    { name: 'project:read', description: 'See the project' },
    { name: 'deployment:create', description: 'Deploy, retry and roll back' },
    { name: 'deployment:cancel', description: 'Cancel deployments' },
    { name: 'audit:read', description: 'Read the audit trail' },
  ],
  roleDescriptions: [
    {
      role: 'OWNER',
      description: 'Runs the project',
      permissions: ['project:read', 'deployment:create', 'member:manage'],
    },
    { role: 'VIEWER', description: 'Looks at everything', permissions: ['project:read'] },
  ],
  ...changes,
});
