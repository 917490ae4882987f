import type { Permission } from './permissions.ts';

/**
 * What a target asks of whoever uses it, besides that a token that is unknown, expired or revoked is UNAUTHENTICATED:
 * - a permission: NOT_FOUND for who doesn't see the project, FORBIDDEN for who sees it without having the permission
 * - `administrator` of the installation, in person: FORBIDDEN for everybody else
 * - `its person`: whose it is, signed in; NOT_FOUND for others, FORBIDDEN for their own tokens
 * - `person`: anybody who is signed in, but FORBIDDEN for tokens
 * - `deployment`: a deployment's own token; FORBIDDEN for everybody else
 * - `signed-in`: a person or token, who gets what is theirs
 * - `its code`: the secret in a link, a mail or a password is the right; without it all are refused alike
 * - `anyone`
 * - `public`: nobody looks at tokens and sessions at all; `metrics token`: nor here, but at the one that runs the server set
 */
export type Need =
  | Permission
  | 'administrator'
  | 'its person'
  | 'person'
  | 'deployment'
  | 'signed-in'
  | 'its code'
  | 'anyone'
  | 'public'
  | 'metrics token';

export interface MatrixRow {
  /** `Mutation.deploy`, `Project.tokens`, `GET /api/v1/projects`, or `Node.Invitation` for what `node(id)` finds. */
  target: string;
  needs: Need;
  /** Of placed permissions: of what the place is made, to which a right can be limited. `project`: it reaches all places. */
  place?: 'environment and service' | 'environment' | 'service' | 'project';
  /** No token may, whatever its scopes. */
  isForPeople?: true;
  /** Who is not signed in, doesn’t see the thing or lacks the right gets nothing (null, an empty list) instead of an error. */
  anonymous?: 'nothing';
  unseen?: 'nothing';
  lacking?: 'nothing';
}

const MUTATIONS: MatrixRow[] = [
  { target: 'Mutation.acceptInvitation', needs: 'its code' },
  { target: 'Mutation.addMember', needs: 'member:manage' },
  {
    target: 'Mutation.approveDeployment',
    needs: 'deployment:approve',
    place: 'environment and service',
    isForPeople: true,
  },
  { target: 'Mutation.beginTwoFactor', needs: 'person' },
  { target: 'Mutation.cancelDeployment', needs: 'deployment:cancel', place: 'environment and service' },
  { target: 'Mutation.cancelRun', needs: 'run:cancel' },
  { target: 'Mutation.cancelRuns', needs: 'run:cancel' },
  { target: 'Mutation.changeEmail', needs: 'person' },
  { target: 'Mutation.changeMemberRole', needs: 'member:manage' },
  { target: 'Mutation.changePassword', needs: 'person' },
  { target: 'Mutation.completeSetup', needs: 'its code' },
  { target: 'Mutation.confirmTwoFactor', needs: 'person' },
  { target: 'Mutation.createEnvironment', needs: 'environment:manage', place: 'project' },
  { target: 'Mutation.createInvitation', needs: 'member:manage', isForPeople: true },
  { target: 'Mutation.createNotificationChannel', needs: 'notification:manage' },
  { target: 'Mutation.createNotificationRule', needs: 'notification:manage' },
  { target: 'Mutation.createPasswordResetLink', needs: 'administrator' },
  { target: 'Mutation.createProject', needs: 'administrator' },
  { target: 'Mutation.createRole', needs: 'member:manage' },
  { target: 'Mutation.createService', needs: 'service:manage', place: 'project' },
  { target: 'Mutation.createToken of a person', needs: 'person' },
  { target: 'Mutation.createToken of a service', needs: 'token:manage', isForPeople: true },
  { target: 'Mutation.createUser', needs: 'administrator' },
  { target: 'Mutation.decideApproval', needs: 'run:approve', isForPeople: true },
  { target: 'Mutation.deleteEnvironment', needs: 'environment:manage', place: 'environment' },
  { target: 'Mutation.deleteNotificationChannel', needs: 'notification:manage' },
  { target: 'Mutation.deleteNotificationRule', needs: 'notification:manage' },
  { target: 'Mutation.deleteProject', needs: 'project:delete' },
  { target: 'Mutation.deleteRole', needs: 'member:manage' },
  { target: 'Mutation.deleteService', needs: 'service:manage', place: 'service' },
  { target: 'Mutation.deleteUser', needs: 'administrator' },
  { target: 'Mutation.deleteVariable of an environment', needs: 'variable:manage', place: 'environment' },
  { target: 'Mutation.deleteVariable of a service', needs: 'variable:manage', place: 'service' },
  { target: 'Mutation.deleteVariable of the project', needs: 'variable:manage', place: 'project' },
  { target: 'Mutation.deploy', needs: 'deployment:create', place: 'environment and service' },
  { target: 'Mutation.disableTwoFactor', needs: 'person' },
  { target: 'Mutation.enableNotificationChannel', needs: 'notification:manage' },
  { target: 'Mutation.dismissRuns', needs: 'run:cancel' },
  { target: 'Mutation.linkIdentity', needs: 'its code' },
  { target: 'Mutation.mailIdentityLink', needs: 'its code' },
  {
    target: 'Mutation.rejectDeployment',
    needs: 'deployment:approve',
    place: 'environment and service',
    isForPeople: true,
  },
  { target: 'Mutation.removeMember', needs: 'member:manage' },
  { target: 'Mutation.renewBackupCodes', needs: 'person' },
  { target: 'Mutation.forkRun', needs: 'run:create' },
  { target: 'Mutation.replayRun', needs: 'run:create' },
  { target: 'Mutation.resumeRun', needs: 'run:create' },
  { target: 'Mutation.reportStep', needs: 'deployment' },
  { target: 'Mutation.requestPasswordReset', needs: 'anyone' },
  { target: 'Mutation.resendNotification', needs: 'notification:manage' },
  { target: 'Mutation.resetPassword', needs: 'its code' },
  { target: 'Mutation.resetTwoFactor', needs: 'administrator' },
  { target: 'Mutation.restoreEnvironment', needs: 'environment:manage', place: 'environment' },
  { target: 'Mutation.restoreProject', needs: 'project:delete' },
  { target: 'Mutation.restoreRole', needs: 'member:manage' },
  { target: 'Mutation.restoreService', needs: 'service:manage', place: 'service' },
  { target: 'Mutation.restoreUser', needs: 'administrator' },
  { target: 'Mutation.restoreVariable', needs: 'variable:manage', place: 'environment' },
  { target: 'Mutation.retryDeployment', needs: 'deployment:create', place: 'environment and service' },
  { target: 'Mutation.retryRun', needs: 'run:create' },
  { target: 'Mutation.retryRuns', needs: 'run:create' },
  { target: 'Mutation.revokeInvitation', needs: 'member:manage' },
  { target: 'Mutation.revokeOtherSessions', needs: 'person' },
  { target: 'Mutation.revokeSession', needs: 'its person', isForPeople: true },
  { target: 'Mutation.revokeToken of a person', needs: 'its person' },
  { target: 'Mutation.revokeToken of a service', needs: 'token:manage' },
  { target: 'Mutation.rollback', needs: 'deployment:create', place: 'environment and service' },
  { target: 'Mutation.sendEmailVerification', needs: 'person' },
  { target: 'Mutation.setAdministrator', needs: 'administrator' },
  { target: 'Mutation.setTokenRateLimit', needs: 'administrator' },
  { target: 'Mutation.setVariable of an environment', needs: 'variable:manage', place: 'environment' },
  { target: 'Mutation.setVariable of a service', needs: 'variable:manage', place: 'service' },
  { target: 'Mutation.setVariable of nothing', needs: 'signed-in' },
  { target: 'Mutation.setVariable of the project', needs: 'variable:manage', place: 'project' },
  { target: 'Mutation.signIn', needs: 'its code' },
  { target: 'Mutation.signOut', needs: 'anyone' },
  { target: 'Mutation.startRun', needs: 'run:create' },
  { target: 'Mutation.suspendUser', needs: 'administrator' },
  { target: 'Mutation.syncServices', needs: 'service:manage', place: 'project' },
  { target: 'Mutation.testNotificationChannel', needs: 'notification:manage' },
  { target: 'Mutation.unlinkIdentity', needs: 'its person', isForPeople: true },
  { target: 'Mutation.updateEnvironment', needs: 'environment:manage', place: 'environment' },
  { target: 'Mutation.dropJobs', needs: 'administrator' },
  { target: 'Mutation.retryJobs', needs: 'administrator' },
  { target: 'Mutation.updateInstanceSettings', needs: 'administrator' },
  { target: 'Mutation.updateNotificationChannel', needs: 'notification:manage' },
  { target: 'Mutation.updateNotificationRule', needs: 'notification:manage' },
  { target: 'Mutation.updateProfile', needs: 'person' },
  { target: 'Mutation.updateProject', needs: 'project:update' },
  { target: 'Mutation.updateRole', needs: 'member:manage' },
  { target: 'Mutation.updateService', needs: 'service:manage', place: 'service' },
  { target: 'Mutation.verifyEmail', needs: 'its code' },
  { target: 'Mutation.createWorkflow', needs: 'workflow:manage' },
  { target: 'Mutation.deleteWorkflow', needs: 'workflow:manage' },
  { target: 'Mutation.discardWorkflowDraft', needs: 'workflow:manage' },
  { target: 'Mutation.duplicateWorkflow', needs: 'workflow:manage' },
  { target: 'Mutation.importWorkflow', needs: 'workflow:manage' },
  { target: 'Mutation.installTemplate', needs: 'workflow:manage' },
  { target: 'Mutation.previewWorkflowImport', needs: 'workflow:manage' },
  { target: 'Mutation.publishWorkflow', needs: 'workflow:manage' },
  { target: 'Mutation.restoreWorkflow', needs: 'workflow:manage' },
  { target: 'Mutation.restoreWorkflowVersion', needs: 'workflow:manage' },
  { target: 'Mutation.rotateWebhookSecret', needs: 'workflow:manage' },
  { target: 'Mutation.saveWorkflowDraft', needs: 'workflow:manage' },
  { target: 'Mutation.testNode', needs: 'workflow:manage' },
  { target: 'Mutation.updateWorkflow', needs: 'workflow:manage' },
  { target: 'Mutation.validateWorkflow', needs: 'workflow:manage' },
];

const QUERIES: MatrixRow[] = [
  { target: 'Query.backgroundJobKinds', needs: 'administrator' },
  { target: 'Query.backgroundJobs', needs: 'administrator' },
  { target: 'Query.deployment', needs: 'project:read' },
  { target: 'Query.deploymentPreview', needs: 'project:read' },
  { target: 'Query.deployments', needs: 'project:read' },
  { target: 'Query.doctor', needs: 'administrator' },
  { target: 'Query.environment', needs: 'project:read' },
  { target: 'Query.evaluateExpression', needs: 'project:read' },
  { target: 'Query.expressionScope', needs: 'project:read' },
  { target: 'Query.identityOffer', needs: 'its code' },
  { target: 'Query.installationAuditEvents', needs: 'administrator' },
  { target: 'Query.instanceSettings', needs: 'administrator' },
  { target: 'Query.invitation', needs: 'its code' },
  { target: 'Query.node', needs: 'project:read', unseen: 'nothing' },
  { target: 'Query.project', needs: 'project:read', unseen: 'nothing' },
  { target: 'Query.projects', needs: 'signed-in' },
  { target: 'Query.run', needs: 'project:read' },
  { target: 'Query.runs', needs: 'project:read' },
  { target: 'Query.search', needs: 'project:read', unseen: 'nothing' },
  { target: 'Query.service', needs: 'project:read' },
  { target: 'Query.setup', needs: 'anyone' },
  { target: 'Query.signInMethods', needs: 'anyone' },
  { target: 'Query.users', needs: 'administrator' },
  { target: 'Query.viewer', needs: 'anyone' },
  { target: 'Query.workers', needs: 'administrator' },
  { target: 'Query.compareWorkflowGraphs', needs: 'signed-in' },
  { target: 'Query.nodeTypes', needs: 'signed-in' },
  { target: 'Query.workflowTemplate', needs: 'signed-in' },
  { target: 'Query.workflowTemplates', needs: 'signed-in' },
  { target: 'Query.previewTemplate', needs: 'workflow:manage' },
  { target: 'Query.dryRunWorkflow', needs: 'workflow:manage' },
  { target: 'Query.workflow', needs: 'project:read' },
];

const SUBSCRIPTIONS: MatrixRow[] = [
  { target: 'Subscription.deploymentChanged', needs: 'project:read' },
  { target: 'Subscription.deploymentLog', needs: 'project:read' },
  { target: 'Subscription.deploymentsChanged', needs: 'project:read' },
  { target: 'Subscription.nodeRunChanged', needs: 'project:read' },
  { target: 'Subscription.nodeRunProgress', needs: 'project:read' },
  { target: 'Subscription.runChanged', needs: 'project:read' },
  { target: 'Subscription.runLog', needs: 'project:read' },
  { target: 'Subscription.runsChanged', needs: 'project:read' },
];

/** Each thing that has an id of its own, by that id. */
const NODES: MatrixRow[] = [
  { target: 'Node.Approval', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.AuditEvent', needs: 'audit:read', unseen: 'nothing', lacking: 'nothing' },
  { target: 'Node.Deployment', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.Environment', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.Identity', needs: 'its person', unseen: 'nothing', lacking: 'nothing' },
  { target: 'Node.Invitation', needs: 'member:manage', unseen: 'nothing' },
  { target: 'Node.Member', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.NotificationChannel', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.NotificationDelivery', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.NotificationRule', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.NodeApproval', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.Payload', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.NodeRun', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.Run', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.Project', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.ProjectRole', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.Service', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.Session', needs: 'its person', isForPeople: true, unseen: 'nothing' },
  { target: 'Node.Token', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.User', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.Variable', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.Workflow', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.WorkflowTrigger', needs: 'project:read', unseen: 'nothing' },
  { target: 'Node.WorkflowVersion', needs: 'project:read', unseen: 'nothing' },
];

/** Fields that look at the viewer's rights themselves. */
const FIELDS: MatrixRow[] = [
  { target: 'Project.access', needs: 'project:read', unseen: 'nothing' },
  { target: 'Project.approvals', needs: 'run:approve', isForPeople: true, unseen: 'nothing', lacking: 'nothing' },
  { target: 'Project.auditEvents', needs: 'audit:read', unseen: 'nothing' },
  { target: 'Project.deployments', needs: 'project:read', unseen: 'nothing' },
  { target: 'Project.invitations', needs: 'member:manage', unseen: 'nothing' },
  { target: 'Project.matrix', needs: 'project:read', unseen: 'nothing' },
  { target: 'Project.members', needs: 'project:read', unseen: 'nothing' },
  { target: 'Project.notificationChannels', needs: 'project:read', unseen: 'nothing' },
  { target: 'Project.notificationDefault', needs: 'project:read', unseen: 'nothing' },
  { target: 'Project.notificationDeliveries', needs: 'project:read', unseen: 'nothing' },
  { target: 'Project.notificationRules', needs: 'project:read', unseen: 'nothing' },
  { target: 'Project.services', needs: 'project:read', unseen: 'nothing' },
  { target: 'Project.tokens', needs: 'token:manage', unseen: 'nothing' },
  { target: 'Project.variables', needs: 'project:read', unseen: 'nothing' },
  { target: 'Environment.variables', needs: 'project:read', unseen: 'nothing' },
  { target: 'Service.deployments', needs: 'project:read', unseen: 'nothing' },
  { target: 'Service.variables', needs: 'project:read', unseen: 'nothing' },
  { target: 'Token.lastUsedAddress', needs: 'token:manage', unseen: 'nothing', lacking: 'nothing' },
  { target: 'Variable.usedBy', needs: 'project:read', unseen: 'nothing' },
  { target: 'Variable.versions', needs: 'project:read', unseen: 'nothing' },
  { target: 'Viewer.identities', needs: 'signed-in', anonymous: 'nothing' },
  { target: 'Viewer.sessions', needs: 'signed-in', anonymous: 'nothing' },
  { target: 'Viewer.tokens', needs: 'person', anonymous: 'nothing' },
  { target: 'Project.workflows', needs: 'project:read', unseen: 'nothing' },
  { target: 'Project.workflowBySlug', needs: 'project:read', unseen: 'nothing' },
];

/** In Express' words. `USE` is whatever is asked for below a path. */
const ROUTES: MatrixRow[] = [
  { target: 'GET /health', needs: 'public' },
  { target: 'GET /health/live', needs: 'public' },
  { target: 'GET /health/ready', needs: 'public' },
  { target: 'GET /version', needs: 'public' },
  { target: 'GET /metrics', needs: 'metrics token' },
  // Who may what is the schema's affair; here only credentials that are wrong are refused.
  { target: 'USE /graphql', needs: 'anyone' },
  { target: 'POST /graphql/stream', needs: 'anyone' },
  { target: 'GET /api/v1/projects', needs: 'signed-in' },
  { target: 'GET /api/v1/projects/:slug/deployments', needs: 'project:read' },
  { target: 'GET /api/v1/projects/:slug/audit.csv', needs: 'audit:read' },
  { target: 'GET /api/v1/projects/:slug/audit.ndjson', needs: 'audit:read' },
  { target: 'GET /api/v1/audit.csv', needs: 'administrator' },
  { target: 'GET /api/v1/audit.ndjson', needs: 'administrator' },
  { target: 'GET /api/v1/deployments/:id', needs: 'project:read' },
  { target: 'GET /api/v1/deployments/:id/log', needs: 'project:read' },
  // The signature, or the address of a waiting node itself, is the right; nobody looks at tokens and sessions.
  { target: 'POST /hooks/:id', needs: 'public' },
  { target: 'GET /api/v1/payloads/:id', needs: 'project:read' },
  { target: 'GET /auth/:provider/start', needs: 'public' },
  { target: 'GET /auth/callback', needs: 'public' },
  // The built client is nobody's secret.
  { target: 'USE /assets', needs: 'public' },
  { target: 'GET /playground', needs: 'public' },
  { target: 'GET /.*/', needs: 'public' },
];

/** Everything that can be asked for, each with the right that it takes. A test runs all of it as everybody there can be. */
export const AUTHORIZATION_MATRIX: readonly MatrixRow[] = [
  ...MUTATIONS,
  ...QUERIES,
  ...SUBSCRIPTIONS,
  ...NODES,
  ...FIELDS,
  ...ROUTES,
];

/**
 * Computed fields without a right of their own: who has the object has them, for they show a part of it. `viewerCan…` fields,
 * which say what the viewer may do, are left out.
 */
export const SHOWN_WITH_THEIR_OBJECT: Readonly<Record<string, readonly string[]>> = {
  Approval: ['decidedBy'],
  ApprovalRequest: ['decisions'],
  NodeRun: ['inputPayload', 'outputPayload', 'run'],
  NodeWait: ['deployment', 'run', 'url'],
  Payload: ['url'],
  Run: [
    'childRuns',
    'inputPayload',
    'log',
    'nodeRuns',
    'outputPayload',
    'parentRun',
    'project',
    'resumePreview',
    'retries',
    'retryOf',
    'workflow',
    'workflowVersion',
  ],
  AuditEvent: ['actor'],
  Deployment: [
    'approvals',
    'changes',
    'currentStep',
    'expectedDurationMs',
    'log',
    'logSearch',
    'previousVersion',
    'project',
    'retryOf',
    'rollbackOf',
    'steps',
    'waitsFor',
  ],
  Environment: ['project'],
  Identity: ['providerName'],
  Invitation: ['customRole', 'environments', 'invitedBy', 'roleName', 'services'],
  Member: ['customRole', 'environments', 'roleName', 'services', 'user'],
  NotificationDelivery: ['channel'],
  NotificationRule: ['channels', 'environments'],
  Project: [
    'environments',
    'grantablePermissions',
    'permissions',
    'roles',
    'servicesFolder',
    'viewerPermissions',
    'viewerRole',
  ],
  ProjectRole: ['isBuiltIn', 'memberCount'],
  Service: ['expectedDurationMs', 'project', 'recentVersions'],
  Token: ['createdBy', 'daysLeft', 'environments', 'expiresSoon', 'project', 'services'],
  VariableUse: ['lastDeployment'],
  Viewer: ['csrfToken'],
  Workflow: [
    'draft',
    'hasUnpublishedChanges',
    'lastRun',
    'project',
    'published',
    'runs',
    'triggers',
    'versions',
    'yaml',
  ],
  WorkflowTrigger: ['url', 'workflow'],
  WorkflowVersion: ['graph', 'workflow'],
};
