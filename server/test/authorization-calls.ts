import { newId } from '../src/lib/ids.ts';
import { as } from './as.ts';
import type { Places } from './authorization-actors.ts';
import { ALERT_CALLS, ALERT_READS } from './authorization-alert-calls.ts';
import { METRIC_READS, makeStepFact, SCORE_CALLS } from './authorization-analytics-calls.ts';
import {
  administratorId,
  bare,
  byId,
  byInput,
  type Call,
  LONG,
  ofPlace,
  ofProject,
  projectId,
} from './authorization-call.ts';
import { DASHBOARD_CALLS, DASHBOARD_READS, EXPORT_PATHS } from './authorization-dashboard-calls.ts';
import { EVENT_CALLS, EVENT_READS } from './authorization-event-calls.ts';
import { INCIDENT_CALLS, makeIncidents } from './authorization-incident-calls.ts';
import { makePlanItem, PLAN_CALLS } from './authorization-plan-calls.ts';
import { FIELDS, NODES, READS } from './authorization-read-calls.ts';
import { makeNotifications, NOTIFICATION_CALLS, RUN_CALLS, WORKFLOW_CALLS } from './authorization-workflow-calls.ts';
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
  'incident',
  'incidentHook',
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
  'planItem',
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
    ...(await makeIncidents(cast)),
    planItem: await makePlanItem(cast),
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
  await makeStepFact(cast, places);
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
  dropJobs: byInput('dropJobs', 'JobsInput', () => ({ ids: [] }), 'INVALID_INPUT'),
  retryJobs: byInput('retryJobs', 'JobsInput', () => ({ ids: [] }), 'INVALID_INPUT'),
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

const mutations = Object.fromEntries(
  Object.entries({
    ...ACCOUNT_CALLS,
    ...PROJECT_CALLS,
    ...DEPLOYMENT_CALLS,
    ...WORKFLOW_CALLS,
    ...NOTIFICATION_CALLS,
    ...RUN_CALLS,
    ...ALERT_CALLS,
    ...DASHBOARD_CALLS,
    ...INCIDENT_CALLS,
    ...EVENT_CALLS,
    ...PLAN_CALLS,
    ...SCORE_CALLS,
  }).map(([name, call]) => [`Mutation.${name}`, call]),
);

export const CALLS: Readonly<Record<string, Call>> = {
  ...mutations,
  ...READS,
  ...NODES,
  ...FIELDS,
  ...ALERT_READS,
  ...DASHBOARD_READS,
  ...EVENT_READS,
  ...METRIC_READS,
};

/** Paths of routes, as somebody would ask. */
export const PATHS: Readonly<Record<string, (world: World) => string>> = {
  '/graphql': () => '/graphql?query={__typename}',
  '/api/v1/projects/:slug/deployments': ({ cast }) => `/api/v1/projects/${cast.project.slug}/deployments`,
  '/api/v1/projects/:slug/audit.csv': ({ cast }) => `/api/v1/projects/${cast.project.slug}/audit.csv`,
  '/api/v1/projects/:slug/audit.ndjson': ({ cast }) => `/api/v1/projects/${cast.project.slug}/audit.ndjson`,
  ...EXPORT_PATHS,
  '/api/v1/projects/:slug/plan.csv': ({ cast }) => `/api/v1/projects/${cast.project.slug}/plan.csv`,
  '/api/v1/projects/:slug/plan': ({ cast }) => `/api/v1/projects/${cast.project.slug}/plan`,
  '/api/v1/events': ({ cast }) => `/api/v1/events?project=${cast.project.slug}`,
  '/api/v1/deployments/:id': ({ deployment }) => `/api/v1/deployments/${deployment.id}`,
  '/api/v1/deployments/:id/log': ({ deployment }) => `/api/v1/deployments/${deployment.id}/log`,
  '/hooks/:id': () => '/hooks/trg_00000000000000000000000000',
  '/api/v1/payloads/:id': ({ run }) => `/api/v1/payloads/${run.payloadId}`,
  '/auth/:provider/start': () => '/auth/nobody/start',
  '/assets': () => '/assets/app.js',
  '/.*/': () => '/p/anything',
};
