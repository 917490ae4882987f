import { newId } from '../src/lib/ids.ts';
import type { ErrorCode } from '../src/platform/errors.ts';
import { as, type Variables } from './as.ts';
import type { Places } from './authorization-actors.ts';
import {
  type Cast,
  makeDeployment,
  makeInvitation,
  makeMember,
  makeRole,
  makeSession,
  makeToken,
  makeWorkflow,
  type TestWorkflow,
} from './factories.ts';
import { makeApproval, makeNodeRun, makeRun } from './runs.ts';

/** What the calls of the matrix are about. */
export interface World extends Places {
  cast: Cast;
  ids: Record<(typeof KINDS)[number], string>;
  workflow: TestWorkflow;
  run: { id: string; nodeRunId: string; approvalId: string; payloadId: string };
}

const KINDS = [
  'approval',
  'audit',
  'identity',
  'invitation',
  'member',
  'notificationChannel',
  'notificationDelivery',
  'notificationRule',
  'ofEnvironment',
  'ofService',
  'ofProject',
  'ownSession',
  'ownToken',
  'role',
  'serviceToken',
] as const;

export async function makeWorld(cast: Cast, places: Places): Promise<World> {
  const { app, project, owner } = cast;
  await makeDeployment(places.service, places.environment, { status: 'QUEUED' });
  const invitation = await makeInvitation(project, owner);
  await app.sql(`update invitations set role = 'VIEWER' where id = $1`, [invitation.id]);
  const role = await makeRole(project, []);
  const member = await makeMember(project, 'VIEWER');
  await app.sql(`update members set role = 'CUSTOM', role_id = $2 where id = $1`, [member.id, role.id]);
  await makeSession(app, owner.userId);
  const [session] = await app.sql<{ id: string }>('select max(id) as id from sessions where user_id = $1', [
    owner.userId,
  ]);
  const ids: World['ids'] = {
    approval: newId('approval'),
    audit: await makeAuditEvent(cast),
    identity: newId('identity'),
    invitation: invitation.id,
    member: member.id,
    ...(await makeNotifications(cast)),
    ofEnvironment: await makeVariable(cast, { environment: places.environment.id }),
    ofService: await makeVariable(cast, { service: places.service.id }),
    ofProject: await makeVariable(cast, {}),
    ownSession: session?.id ?? '',
    ownToken: (await makeToken(app, { kind: 'PERSONAL', user: owner })).id,
    role: role.id,
    serviceToken: (await makeToken(app, { kind: 'SERVICE', project })).id,
  };
  await app.sql(`update tokens set last_used_address = '192.0.2.1' where id = $1`, [ids.serviceToken]);
  await app.sql(
    `insert into approvals (id, project_id, deployment_id, user_id, decision) values ($1, $2, $3, $4, 'APPROVED')`,
    [ids.approval, project.id, places.deployment.id, owner.userId],
  );
  await app.sql(
    `insert into identities (id, user_id, provider, issuer, subject, email, created_at, last_used_at)
     values ($1, $2, 'x', 'https://x.example', '1', 'x@example.com', now(), now())`,
    [ids.identity, owner.userId],
  );
  const workflow = await makeWorkflow(project);
  return { ...places, cast, ids, workflow, run: await makeEndedRun(cast, workflow) };
}

/** A run that has ended, with somebody's decision and a large value. */
async function makeEndedRun({ app, project, owner }: Cast, workflow: TestWorkflow): Promise<World['run']> {
  await makeApproval(project, workflow);
  const run = await makeRun(project, workflow);
  const nodeRun = await makeNodeRun(run, { waitKind: 'APPROVAL' });
  const made = { id: run.id, nodeRunId: nodeRun.id, approvalId: newId('nodeApproval'), payloadId: newId('payload') };
  await app.sql(
    `insert into node_approvals (id, project_id, run_id, node_run_id, decision, decided_by_user_id, decided_by_name)
     values ($1, $2, $3, $4, 'APPROVED', $5, 'owner')`,
    [made.approvalId, project.id, run.id, nodeRun.rowId, owner.userId],
  );
  await app.sql(
    `insert into run_payloads (id, project_id, run_id, byte_count, sha256, content_type) values ($1, $2, $3, 0, '', 'application/json')`,
    [made.payloadId, project.id, run.id],
  );
  return made;
}

/** A channel, a rule with it and a message on its way. */
async function makeNotifications({ app, project }: Cast) {
  const ids = {
    notificationChannel: newId('channel'),
    notificationDelivery: newId('delivery'),
    notificationRule: newId('notificationRule'),
  };
  await app.sql(
    `insert into notification_channels (id, project_id, slug, name, kind, target, recipients)
     values ($1, $2, $1, 'A', 'EMAIL', 'a@example.com', '{a@example.com}')`,
    [ids.notificationChannel, project.id],
  );
  await app.sql(
    `insert into notification_rules (id, project_id, name, events, channel_ids) values ($1, $2, 'A', '{alert}', array[$3])`,
    [ids.notificationRule, project.id, ids.notificationChannel],
  );
  await app.sql(
    `insert into notification_deliveries (id, project_id, channel_id, event, title, message, status)
     values ($1, $2, $3, 'alert', 'A', '{}', 'PENDING')`,
    [ids.notificationDelivery, project.id, ids.notificationChannel],
  );
  return ids;
}

let count = 0;

/** What is written by hand is no link of the chain, and the next event would not fit. */
async function makeAuditEvent({ app, project, owner }: Cast): Promise<string> {
  await as(owner).run('mutation ($input: UpdateProjectInput!) { updateProject(input: $input) { id } }', {
    input: { id: project.id, name: 'A' },
  });
  const [event] = await app.sql<{ id: string }>('select id from audit_events where project_id = $1', [project.id]);
  return event?.id ?? '';
}

async function makeVariable(
  { app, project }: Cast,
  place: { environment?: string; service?: string },
): Promise<string> {
  const id = newId('variable');
  await app.sql(
    `insert into variables (id, project_id, environment_id, service_id, name, value, is_secret) values ($1, $2, $3, $4, $5, '1', false)`,
    [id, project.id, place.environment ?? null, place.service ?? null, `A_${++count}`],
  );
  return id;
}

/**
 * How a target is called, so that nothing comes of it: with an input that is wrong, or in a state that refuses. Who gets that far
 * has passed authorization, and who is refused was so although the input is wrong.
 */
export interface Call {
  operation: string;
  /** Made anew for each call. */
  variables(world: World): Variables | Promise<Variables>;
  /** What who is allowed gets, where it is no answer. */
  reaches?: ErrorCode | 'nothing';
}

type Made = (world: World) => Variables | Promise<Variables>;

/** The thing asked for is called `it` in each answer. */
const byInput = (name: string, type: string, input: Made, reaches?: ErrorCode, fields = '{ __typename }'): Call => ({
  operation: `mutation ($input: ${type}!) { it: ${name}(input: $input) ${fields} }`,
  variables: async (world) => ({ input: await input(world) }),
  ...(reaches && { reaches }),
});
const byId = (name: string, id: (world: World) => string | Promise<string>, reaches?: ErrorCode): Call => ({
  operation: `mutation ($id: ID!) { it: ${name}(id: $id) { __typename } }`,
  variables: async (world) => ({ id: await id(world) }),
  ...(reaches && { reaches }),
});
const bare = (kind: 'mutation' | 'query', name: string, reaches?: ErrorCode, fields = '{ __typename }'): Call => ({
  operation: `${kind} { it: ${name} ${fields} }`,
  variables: () => ({}),
  ...(reaches && { reaches }),
});

const LONG = 'x'.repeat(3_000);
const projectId = ({ cast }: World) => cast.project.id;
const ofProject =
  (more: Variables): Made =>
  ({ cast }) => ({ projectId: cast.project.id, ...more });
const ofPlace =
  (more: Variables): Made =>
  ({ service, environment }) => ({
    serviceId: service.id,
    environmentId: environment.id,
    ...more,
  });
const administratorId = ({ cast }: World) => String(cast.administrator.userId);

const ACCOUNT_CALLS: Record<string, Call> = {
  acceptInvitation: byInput('acceptInvitation', 'AcceptInvitationInput', () => ({ code: 'x' }), 'INVITATION_INVALID'),
  beginTwoFactor: bare('mutation', 'beginTwoFactor'),
  changeEmail: byInput('changeEmail', 'ChangeEmailInput', () => ({ email: '', password: '' }), 'INVALID_INPUT'),
  changePassword: byInput(
    'changePassword',
    'ChangePasswordInput',
    () => ({ currentPassword: 'x', newPassword: 'x' }),
    'INVALID_INPUT',
  ),
  completeSetup: byInput(
    'completeSetup',
    'CompleteSetupInput',
    () => ({ code: 'x', email: '', name: '', password: '' }),
    'CONFLICT',
  ),
  confirmTwoFactor: byInput('confirmTwoFactor', 'ConfirmTwoFactorInput', () => ({ code: 'x' }), 'INVALID_INPUT'),
  createPasswordResetLink: byInput('createPasswordResetLink', 'CreatePasswordResetLinkInput', ({ cast }) => ({
    userId: cast.viewer.userId,
  })),
  createProject: byInput(
    'createProject',
    'CreateProjectInput',
    () => ({ slug: '?', name: '', timeZone: '' }),
    'INVALID_INPUT',
  ),
  'createToken of a person': byInput(
    'createToken',
    'CreateTokenInput',
    () => ({ kind: 'PERSONAL', name: '', scopes: [] }),
    'INVALID_INPUT',
  ),
  createUser: byInput('createUser', 'CreateUserInput', () => ({ email: '', name: '' }), 'INVALID_INPUT'),
  deleteUser: byId('deleteUser', administratorId, 'CONFLICT'),
  disableTwoFactor: byInput(
    'disableTwoFactor',
    'DisableTwoFactorInput',
    () => ({ code: 'x', password: 'x' }),
    'CONFLICT',
  ),
  linkIdentity: byInput('linkIdentity', 'LinkIdentityInput', () => ({ code: 'x' }), 'NOT_FOUND'),
  mailIdentityLink: byInput('mailIdentityLink', 'MailIdentityLinkInput', () => ({ code: 'x' }), 'NOT_FOUND'),
  renewBackupCodes: byInput('renewBackupCodes', 'RenewBackupCodesInput', () => ({ code: 'x' }), 'CONFLICT'),
  requestPasswordReset: byInput(
    'requestPasswordReset',
    'RequestPasswordResetInput',
    () => ({ email: '' }),
    'INVALID_INPUT',
    '',
  ),
  resetPassword: byInput(
    'resetPassword',
    'ResetPasswordInput',
    () => ({ code: 'x', newPassword: 'an unusual pass phrase' }),
    'FORBIDDEN',
    '',
  ),
  resetTwoFactor: byInput('resetTwoFactor', 'ResetTwoFactorInput', (world) => ({ userId: administratorId(world) })),
  restoreUser: byId('restoreUser', administratorId),
  revokeOtherSessions: bare('mutation', 'revokeOtherSessions'),
  revokeSession: byId('revokeSession', ({ ids }) => ids.ownSession),
  'revokeToken of a person': byId('revokeToken', ({ ids }) => ids.ownToken),
  sendEmailVerification: bare('mutation', 'sendEmailVerification', 'CONFLICT'),
  setAdministrator: byInput('setAdministrator', 'SetAdministratorInput', (world) => ({
    userId: administratorId(world),
    isAdministrator: true,
  })),
  setTokenRateLimit: byInput('setTokenRateLimit', 'SetTokenRateLimitInput', ({ ids }) => ({ id: ids.serviceToken })),
  signIn: byInput(
    'signIn',
    'SignInInput',
    () => ({ email: `nobody-${++count}@example.com`, password: 'x' }),
    'UNAUTHENTICATED',
  ),
  signOut: bare('mutation', 'signOut', undefined, ''),
  suspendUser: byId('suspendUser', administratorId, 'CONFLICT'),
  unlinkIdentity: byId('unlinkIdentity', ({ ids }) => ids.identity, 'CONFLICT'),
  updateInstanceSettings: byInput('updateInstanceSettings', 'UpdateInstanceSettingsInput', () => ({})),
  updateProfile: byInput('updateProfile', 'UpdateProfileInput', () => ({ name: '' }), 'INVALID_INPUT'),
  verifyEmail: byInput('verifyEmail', 'VerifyEmailInput', () => ({ code: 'x' }), 'FORBIDDEN', ''),
};

const PROJECT_CALLS: Record<string, Call> = {
  addMember: byInput('addMember', 'AddMemberInput', ofProject({ email: '', role: 'VIEWER' }), 'INVALID_INPUT'),
  changeMemberRole: byInput(
    'changeMemberRole',
    'ChangeMemberRoleInput',
    ({ ids }) => ({ id: ids.member, role: 'CUSTOM' }),
    'INVALID_INPUT',
  ),
  createEnvironment: byInput(
    'createEnvironment',
    'CreateEnvironmentInput',
    ofProject({ slug: '?', name: '', rank: 1 }),
    'INVALID_INPUT',
  ),
  createInvitation: byInput(
    'createInvitation',
    'CreateInvitationInput',
    ofProject({ role: 'VIEWER', expiresInDays: 0 }),
    'INVALID_INPUT',
  ),
  createRole: byInput(
    'createRole',
    'CreateRoleInput',
    ofProject({ name: '', description: '', permissions: [] }),
    'INVALID_INPUT',
  ),
  createService: byInput(
    'createService',
    'CreateServiceInput',
    ofProject({ slug: '?', name: '', runner: 'SHELL' }),
    'INVALID_INPUT',
  ),
  'createToken of a service': byInput(
    'createToken',
    'CreateTokenInput',
    ofProject({ kind: 'SERVICE', name: '', scopes: [] }),
    'INVALID_INPUT',
  ),
  deleteEnvironment: byId('deleteEnvironment', ({ environment }) => environment.id, 'CONFLICT'),
  deleteProject: byId('deleteProject', projectId, 'CONFLICT'),
  deleteRole: byId('deleteRole', ({ ids }) => ids.role, 'CONFLICT'),
  deleteService: byId('deleteService', ({ service }) => service.id, 'CONFLICT'),
  'deleteVariable of an environment': byId('deleteVariable', ({ cast, environment }) =>
    makeVariable(cast, { environment: environment.id }),
  ),
  'deleteVariable of a service': byId('deleteVariable', ({ cast, service }) =>
    makeVariable(cast, { service: service.id }),
  ),
  'deleteVariable of the project': byId('deleteVariable', ({ cast }) => makeVariable(cast, {})),
  removeMember: byId('removeMember', async ({ cast }) => {
    const { id } = await makeMember(cast.project, 'VIEWER');
    return id;
  }),
  restoreEnvironment: byId('restoreEnvironment', ({ environment }) => environment.id),
  restoreProject: byId('restoreProject', projectId),
  restoreRole: byId('restoreRole', ({ ids }) => ids.role),
  restoreService: byId('restoreService', ({ service }) => service.id),
  restoreVariable: byInput('restoreVariable', 'RestoreVariableInput', ({ ids }) => ({ id: ids.ofEnvironment })),
  revokeInvitation: byId('revokeInvitation', ({ ids }) => ids.invitation),
  'revokeToken of a service': byId('revokeToken', ({ ids }) => ids.serviceToken),
  'setVariable of an environment': byInput(
    'setVariable',
    'SetVariableInput',
    ({ environment }) => ({ environmentId: environment.id, name: '?', value: '' }),
    'INVALID_INPUT',
  ),
  'setVariable of a service': byInput(
    'setVariable',
    'SetVariableInput',
    ({ service }) => ({ serviceId: service.id, name: '?', value: '' }),
    'INVALID_INPUT',
  ),
  'setVariable of nothing': byInput(
    'setVariable',
    'SetVariableInput',
    () => ({ name: 'A', value: '' }),
    'INVALID_INPUT',
  ),
  'setVariable of the project': byInput(
    'setVariable',
    'SetVariableInput',
    ofProject({ name: '?', value: '' }),
    'INVALID_INPUT',
  ),
  syncServices: {
    operation: 'mutation ($id: ID!) { it: syncServices(projectId: $id) { __typename } }',
    variables: (world) => ({ id: projectId(world) }),
  },
  updateEnvironment: byInput(
    'updateEnvironment',
    'UpdateEnvironmentInput',
    ({ environment }) => ({ id: environment.id, name: '' }),
    'INVALID_INPUT',
  ),
  updateProject: byInput(
    'updateProject',
    'UpdateProjectInput',
    (world) => ({ id: projectId(world), name: '' }),
    'INVALID_INPUT',
  ),
  updateRole: byInput('updateRole', 'UpdateRoleInput', ({ ids }) => ({ id: ids.role, name: '' }), 'INVALID_INPUT'),
  updateService: byInput(
    'updateService',
    'UpdateServiceInput',
    ({ service }) => ({ id: service.id, name: '' }),
    'INVALID_INPUT',
  ),
};

const DEPLOYMENT_CALLS: Record<string, Call> = {
  approveDeployment: byInput(
    'approveDeployment',
    'DecideDeploymentInput',
    ({ deployment }) => ({ id: deployment.id }),
    'CONFLICT',
  ),
  cancelDeployment: byId('cancelDeployment', ({ deployment }) => deployment.id, 'CONFLICT'),
  deploy: byInput('deploy', 'DeployInput', ofPlace({ version: '' }), 'INVALID_INPUT'),
  rejectDeployment: byInput(
    'rejectDeployment',
    'DecideDeploymentInput',
    ({ deployment }) => ({ id: deployment.id }),
    'CONFLICT',
  ),
  reportStep: byInput('reportStep', 'ReportStepInput', () => ({ name: '', state: 'RUNNING' }), 'INVALID_INPUT'),
  retryDeployment: byInput(
    'retryDeployment',
    'RetryDeploymentInput',
    ({ deployment }) => ({ id: deployment.id }),
    'CONFLICT',
  ),
  rollback: byInput('rollback', 'RollbackInput', ofPlace({ note: LONG }), 'INVALID_INPUT'),
};

const WORKFLOW_CALLS: Record<string, Call> = {
  createWorkflow: byInput('createWorkflow', 'CreateWorkflowInput', ofProject({ name: '' }), 'INVALID_INPUT'),
  deleteWorkflow: byId('deleteWorkflow', async ({ cast }) => (await makeWorkflow(cast.project)).id),
  discardWorkflowDraft: byId('discardWorkflowDraft', ({ workflow }) => workflow.id),
  duplicateWorkflow: byInput(
    'duplicateWorkflow',
    'DuplicateWorkflowInput',
    ({ workflow }) => ({ id: workflow.id, name: '' }),
    'INVALID_INPUT',
  ),
  importWorkflow: byInput('importWorkflow', 'ImportWorkflowInput', ofProject({ source: '' }), 'INVALID_INPUT'),
  previewWorkflowImport: byInput(
    'previewWorkflowImport',
    'PreviewWorkflowImportInput',
    ofProject({ source: '' }),
    'INVALID_INPUT',
  ),
  publishWorkflow: byInput(
    'publishWorkflow',
    'PublishWorkflowInput',
    ({ workflow }) => ({ id: workflow.id, revision: 99 }),
    'DRAFT_CONFLICT',
  ),
  restoreWorkflow: byId('restoreWorkflow', ({ workflow }) => workflow.id),
  restoreWorkflowVersion: byInput('restoreWorkflowVersion', 'RestoreWorkflowVersionInput', ({ workflow }) => ({
    id: workflow.id,
    versionId: workflow.versionId,
  })),
  rotateWebhookSecret: {
    operation: 'mutation ($id: ID!) { it: rotateWebhookSecret(triggerId: $id) { __typename } }',
    variables: ({ workflow }) => ({ id: workflow.triggerId }),
  },
  saveWorkflowDraft: byInput(
    'saveWorkflowDraft',
    'SaveWorkflowDraftInput',
    ({ workflow }) => ({ id: workflow.id, graph: {}, baseRevision: 1 }),
    'INVALID_INPUT',
  ),
  updateWorkflow: byInput(
    'updateWorkflow',
    'UpdateWorkflowInput',
    ({ workflow }) => ({ id: workflow.id, name: '' }),
    'INVALID_INPUT',
  ),
  validateWorkflow: byInput('validateWorkflow', 'ValidateWorkflowInput', ofProject({ graph: {} }), 'INVALID_INPUT'),
};

/** A field of the project, or of what has an id. */
const ofTheProject = (field: string): Call => ({
  operation: `query ($slug: String!) { project(slug: $slug) { it: ${field} } }`,
  variables: ({ cast }) => ({ slug: cast.project.slug }),
});
const ofNode = (type: string, id: (world: World) => string | null, field = ''): Call => ({
  operation: field
    ? `query ($id: ID!) { node(id: $id) { ... on ${type} { it: ${field} } } }`
    : 'query ($id: ID!) { it: node(id: $id) { __typename } }',
  variables: (world) => ({ id: id(world) }),
});
const PAGE = '{ nodes { __typename } }';
const query = (
  name: string,
  type: string,
  id: (world: World) => string,
  argument = 'id',
  fields = '{ __typename }',
): Call => ({
  operation: `query ($id: ${type}!) { it: ${name}(${argument}: $id) ${fields} }`,
  variables: (world) => ({ id: id(world) }),
});

const READS: Record<string, Call> = {
  'Query.deployment': query('deployment', 'ID', ({ deployment }) => deployment.id),
  'Query.deploymentPreview': {
    operation: 'query ($input: DeploymentPreviewInput!) { it: deploymentPreview(input: $input) { __typename } }',
    variables: async (world) => ({ input: await ofPlace({})(world) }),
  },
  'Query.deployments': query('deployments', 'ID', projectId, 'projectId', PAGE),
  'Query.doctor': bare('query', 'doctor'),
  'Query.environment': query('environment', 'ID', ({ environment }) => environment.id),
  'Query.identityOffer': { ...query('identityOffer', 'String', () => 'x', 'code'), reaches: 'nothing' },
  'Query.installationAuditEvents': bare('query', 'installationAuditEvents', undefined, PAGE),
  'Query.instanceSettings': bare('query', 'instanceSettings'),
  'Query.invitation': { ...query('invitation', 'String', () => 'x', 'code'), reaches: 'INVITATION_INVALID' },
  'Query.node': ofNode('Project', projectId),
  'Query.project': query('project', 'String', ({ cast }) => cast.project.slug, 'slug'),
  'Query.projects': bare('query', 'projects'),
  'Query.search': query('search', 'String', ({ deployment }) => deployment.id, 'text'),
  'Query.service': query('service', 'ID', ({ service }) => service.id),
  'Query.setup': bare('query', 'setup'),
  'Query.signInMethods': bare('query', 'signInMethods'),
  'Query.users': bare('query', 'users', undefined, PAGE),
  'Query.nodeTypes': bare('query', 'nodeTypes'),
  'Query.compareWorkflowGraphs': {
    operation:
      'query ($input: CompareWorkflowGraphsInput!) { it: compareWorkflowGraphs(input: $input) { __typename } }',
    variables: () => ({ input: { from: { nodes: [], edges: [] }, to: { nodes: [], edges: [] } } }),
  },
  'Query.workflow': query('workflow', 'ID', ({ workflow }) => workflow.id),
  'Query.viewer': { ...bare('query', 'viewer'), operation: '{ it: __typename viewer { id } }' },
  'Query.run': query('run', 'ID', ({ run }) => run.id),
  'Query.runs': query('runs', 'ID', projectId, 'projectId', PAGE),
  'Subscription.runChanged': {
    operation: 'subscription ($id: ID!) { it: runChanged(id: $id) { __typename } }',
    variables: ({ run }) => ({ id: run.id }),
  },
  'Subscription.nodeRunChanged': {
    operation: 'subscription ($id: ID!) { it: nodeRunChanged(runId: $id) { __typename } }',
    variables: ({ run }) => ({ id: run.id }),
  },
  'Subscription.runLog': {
    operation: 'subscription ($id: ID!) { it: runLog(id: $id) { __typename } }',
    variables: ({ run }) => ({ id: run.id }),
  },
  'Subscription.runsChanged': {
    operation: 'subscription ($id: ID!) { it: runsChanged(projectId: $id) { __typename } }',
    variables: (world) => ({ id: projectId(world) }),
  },
  'Subscription.deploymentChanged': {
    operation: 'subscription ($id: ID!) { it: deploymentChanged(id: $id) { __typename } }',
    variables: ({ deployment }) => ({ id: deployment.id }),
  },
  'Subscription.deploymentLog': {
    operation: 'subscription ($id: ID!) { it: deploymentLog(id: $id) { __typename } }',
    variables: ({ deployment }) => ({ id: deployment.id }),
  },
  'Subscription.deploymentsChanged': {
    operation: 'subscription ($id: ID!) { it: deploymentsChanged(projectId: $id) { __typename } }',
    variables: (world) => ({ id: projectId(world) }),
  },
};

const RUN_CALLS: Record<string, Call> = {
  // It has ended.
  cancelRun: byId('cancelRun', ({ run }) => run.id, 'CONFLICT'),
  cancelRuns: byInput('cancelRuns', 'RunsInput', ofProject({}), 'INVALID_INPUT'),
  decideApproval: byInput(
    'decideApproval',
    'DecideApprovalInput',
    ({ run }) => ({ nodeRunId: run.nodeRunId, decision: 'APPROVED' }),
    'CONFLICT',
  ),
  dismissRuns: byInput('dismissRuns', 'RunsInput', ofProject({}), 'INVALID_INPUT'),
  replayRun: byInput('replayRun', 'ReplayRunInput', ({ run }) => ({ id: run.id, pinned: [] }), 'INVALID_INPUT'),
  retryRun: byInput('retryRun', 'RetryRunInput', ({ run }) => ({ id: run.id }), 'CONFLICT'),
  retryRuns: byInput('retryRuns', 'RunsInput', ofProject({}), 'INVALID_INPUT'),
  startRun: byInput(
    'startRun',
    'StartRunInput',
    ({ workflow }) => ({ workflowId: workflow.id, triggerNodeKey: '?' }),
    'INVALID_INPUT',
  ),
};

const NOTIFICATION_CALLS: Record<string, Call> = {
  createNotificationChannel: byInput(
    'createNotificationChannel',
    'CreateNotificationChannelInput',
    ofProject({ kind: 'EMAIL', name: '' }),
    'INVALID_INPUT',
  ),
  createNotificationRule: byInput(
    'createNotificationRule',
    'CreateNotificationRuleInput',
    ofProject({ name: '', events: [], channelIds: [] }),
    'INVALID_INPUT',
  ),
  deleteNotificationChannel: byId('deleteNotificationChannel', async ({ cast }) => {
    const { notificationChannel } = await makeNotifications(cast);
    return notificationChannel;
  }),
  deleteNotificationRule: byId('deleteNotificationRule', async ({ cast }) => {
    const { notificationRule } = await makeNotifications(cast);
    return notificationRule;
  }),
  enableNotificationChannel: byId('enableNotificationChannel', ({ ids }) => ids.notificationChannel),
  // It is on its way still.
  resendNotification: byId('resendNotification', ({ ids }) => ids.notificationDelivery, 'CONFLICT'),
  testNotificationChannel: byId('testNotificationChannel', ({ ids }) => ids.notificationChannel),
  updateNotificationChannel: byInput(
    'updateNotificationChannel',
    'UpdateNotificationChannelInput',
    ({ ids }) => ({ id: ids.notificationChannel, name: '' }),
    'INVALID_INPUT',
  ),
  updateNotificationRule: byInput(
    'updateNotificationRule',
    'UpdateNotificationRuleInput',
    ({ ids }) => ({ id: ids.notificationRule, name: '' }),
    'INVALID_INPUT',
  ),
};

const NODES: Record<string, Call> = {
  'Node.Workflow': ofNode('Workflow', ({ workflow }) => workflow.id),
  'Node.WorkflowTrigger': ofNode('WorkflowTrigger', ({ workflow }) => workflow.triggerId),
  'Node.WorkflowVersion': ofNode('WorkflowVersion', ({ workflow }) => workflow.versionId),
  'Node.Approval': ofNode('Approval', ({ ids }) => ids.approval),
  'Node.AuditEvent': ofNode('AuditEvent', ({ ids }) => ids.audit),
  'Node.Deployment': ofNode('Deployment', ({ deployment }) => deployment.id),
  'Node.Environment': ofNode('Environment', ({ environment }) => environment.id),
  'Node.Identity': ofNode('Identity', ({ ids }) => ids.identity),
  'Node.Invitation': ofNode('Invitation', ({ ids }) => ids.invitation),
  'Node.Member': ofNode('Member', ({ ids }) => ids.member),
  'Node.NotificationChannel': ofNode('NotificationChannel', ({ ids }) => ids.notificationChannel),
  'Node.NotificationDelivery': ofNode('NotificationDelivery', ({ ids }) => ids.notificationDelivery),
  'Node.NotificationRule': ofNode('NotificationRule', ({ ids }) => ids.notificationRule),
  'Node.NodeApproval': ofNode('NodeApproval', ({ run }) => run.approvalId),
  'Node.NodeRun': ofNode('NodeRun', ({ run }) => run.nodeRunId),
  'Node.Run': ofNode('Run', ({ run }) => run.id),
  'Node.Project': ofNode('Project', projectId),
  'Node.ProjectRole': ofNode('ProjectRole', ({ ids }) => ids.role),
  'Node.Service': ofNode('Service', ({ service }) => service.id),
  'Node.Session': ofNode('Session', ({ ids }) => ids.ownSession),
  'Node.Token': ofNode('Token', ({ ids }) => ids.serviceToken),
  'Node.User': ofNode('User', ({ cast }) => cast.maintainer.userId),
  'Node.Variable': ofNode('Variable', ({ ids }) => ids.ofProject),
};

const FIELDS: Record<string, Call> = {
  'Project.access': ofTheProject(`access(permission: "deployment:create") ${PAGE}`),
  'Project.approvals': ofTheProject(`approvals ${PAGE}`),
  'Project.auditEvents': ofTheProject(`auditEvents ${PAGE}`),
  'Project.deployments': ofTheProject(`deployments ${PAGE}`),
  'Project.invitations': ofTheProject('invitations { __typename }'),
  'Project.matrix': ofTheProject('matrix { id }'),
  'Project.members': ofTheProject(`members ${PAGE}`),
  'Project.notificationChannels': ofTheProject('notificationChannels { id }'),
  'Project.notificationDefault': ofTheProject('notificationDefault { events }'),
  'Project.notificationDeliveries': ofTheProject(`notificationDeliveries ${PAGE}`),
  'Project.notificationRules': ofTheProject('notificationRules { id }'),
  'Project.services': ofTheProject(`services ${PAGE}`),
  'Project.workflows': ofTheProject(`workflows ${PAGE}`),
  'Project.workflowBySlug': {
    operation:
      'query ($slug: String!, $name: String!) { project(slug: $slug) { it: workflowBySlug(slug: $name) { __typename } } }',
    variables: ({ cast, workflow }) => ({ slug: cast.project.slug, name: workflow.slug }),
  },
  'Project.tokens': ofTheProject('tokens { __typename }'),
  'Project.variables': ofTheProject('variables { id }'),
  'Environment.variables': ofNode('Environment', ({ environment }) => environment.id, 'variables { id }'),
  'Service.deployments': ofNode('Service', ({ service }) => service.id, `deployments ${PAGE}`),
  'Service.variables': ofNode('Service', ({ service }) => service.id, 'variables { id }'),
  'Token.lastUsedAddress': ofNode('Token', ({ ids }) => ids.serviceToken, 'lastUsedAddress'),
  'Variable.usedBy': ofNode('Variable', ({ ids }) => ids.ofProject, 'usedBy { __typename }'),
  'Variable.versions': ofNode('Variable', ({ ids }) => ids.ofProject, 'versions { __typename }'),
  'Viewer.identities': {
    ...bare('query', 'viewer'),
    operation: '{ viewer { it: __typename identities { __typename } } }',
  },
  'Viewer.sessions': { ...bare('query', 'viewer'), operation: '{ viewer { it: __typename sessions { __typename } } }' },
  'Viewer.tokens': { ...bare('query', 'viewer'), operation: '{ viewer { it: tokens { __typename } } }' },
};

const mutations = Object.fromEntries(
  Object.entries({
    ...ACCOUNT_CALLS,
    ...PROJECT_CALLS,
    ...DEPLOYMENT_CALLS,
    ...WORKFLOW_CALLS,
    ...NOTIFICATION_CALLS,
    ...RUN_CALLS,
  }).map(([name, call]) => [`Mutation.${name}`, call]),
);

export const CALLS: Readonly<Record<string, Call>> = { ...mutations, ...READS, ...NODES, ...FIELDS };

/** Paths of routes, as somebody would ask. */
export const PATHS: Readonly<Record<string, (world: World) => string>> = {
  '/graphql': () => '/graphql?query={__typename}',
  '/api/v1/projects/:slug/deployments': ({ cast }) => `/api/v1/projects/${cast.project.slug}/deployments`,
  '/api/v1/projects/:slug/audit.csv': ({ cast }) => `/api/v1/projects/${cast.project.slug}/audit.csv`,
  '/api/v1/projects/:slug/audit.ndjson': ({ cast }) => `/api/v1/projects/${cast.project.slug}/audit.ndjson`,
  '/api/v1/deployments/:id': ({ deployment }) => `/api/v1/deployments/${deployment.id}`,
  '/api/v1/deployments/:id/log': ({ deployment }) => `/api/v1/deployments/${deployment.id}/log`,
  '/hooks/:id': () => '/hooks/trg_00000000000000000000000000',
  '/api/v1/payloads/:id': ({ run }) => `/api/v1/payloads/${run.payloadId}`,
  '/auth/:provider/start': () => '/auth/nobody/start',
  '/assets': () => '/assets/app.js',
  '/.*/': () => '/p/anything',
};
