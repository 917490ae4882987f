import { beforeAll, describe, expect, test } from '@jest/globals';
import { isObjectType } from 'graphql';
import { makeFiring } from '../../../test/alerts.ts';
import { ApiError, as, type TestActor, type Variables } from '../../../test/as.ts';
import { makeDashboard } from '../../../test/dashboards.ts';
import {
  type Cast,
  makeDeployment,
  makeEnvironment,
  makeMember,
  makeRole,
  makeService,
  makeToken,
  makeUser,
  makeWorkflow,
  useCast,
} from '../../../test/factories.ts';
import { makeIncident } from '../../../test/incidents.ts';
import { makeRun } from '../../../test/runs.ts';
import { createSchema } from '../../entry/schema.ts';

const cast = useCast();

/** What a field promises: where it is read, and the verb that it stands for, on something made for it. */
interface Promised {
  subject: (made: { id: string }, cast: Cast) => string;
  make: (cast: Cast) => Promise<{ id: string }>;
  operation: string;
  variables: (made: { id: string }, cast: Cast) => Variables;
}
const own = (made: { id: string }) => made.id;
const ofProject = (_made: unknown, { project }: Cast) => project.id;
const nothing = async () => ({ id: '' });
const deployment = (status: 'SUCCEEDED' | 'FAILED' | 'QUEUED' | 'AWAITING_APPROVAL') => (cast: Cast) =>
  makeDeployment(cast.service, cast.environment, { status });
const run = (status: 'QUEUED' | 'FAILED') => async (cast: Cast) =>
  makeRun(cast.project, await makeWorkflow(cast.project), { status });
const byInput = (name: string, type: string) => `mutation ($input: ${type}!) { ${name}(input: $input) { id } }`;
const byId = (name: string) => `mutation ($id: ID!) { ${name}(id: $id) { id } }`;
const idInput = (part: object) => (made: { id: string }) => ({ input: { id: made.id, ...part } });
const deploy = (_made: unknown, { service, environment }: Cast) => ({
  input: { serviceId: service.id, environmentId: environment.id, version: '1' },
});
const setVariable = (place: (cast: Cast) => object) => ({
  make: nothing,
  operation: byInput('setVariable', 'SetVariableInput'),
  variables: (_made: unknown, cast: Cast) => ({ input: { name: 'A', value: '1', ...place(cast) } }),
});
const DEPLOY = byInput('deploy', 'DeployInput');

const PROMISES: Record<string, Promised> = {
  'Project.viewerCanUpdate': {
    subject: ofProject,
    make: nothing,
    operation: byInput('updateProject', 'UpdateProjectInput'),
    variables: (_made, { project }) => ({ input: { id: project.id, name: 'Shop' } }),
  },
  // A deployment waits by then, so that whoever may is told CONFLICT.
  'Project.viewerCanDelete': {
    subject: ofProject,
    make: deployment('QUEUED'),
    operation: byId('deleteProject'),
    variables: (_made, { project }) => ({ id: project.id }),
  },
  'Project.viewerCanDeploy': { subject: ofProject, make: nothing, operation: DEPLOY, variables: deploy },
  'Project.viewerCanManageMembers': {
    subject: ofProject,
    make: nothing,
    operation: byInput('addMember', 'AddMemberInput'),
    variables: (_made, { project }) => ({ input: { projectId: project.id, email: 'x', role: 'VIEWER' } }),
  },
  'Project.viewerCanManageTokens': {
    subject: ofProject,
    make: nothing,
    operation: `mutation ($input: CreateTokenInput!) { createToken(input: $input) { token { id } } }`,
    variables: (_made, { project }) => ({ input: { projectId: project.id, kind: 'SERVICE', name: 'T', scopes: [] } }),
  },
  'Project.viewerCanManageNotifications': {
    subject: ofProject,
    make: nothing,
    operation: byInput('createNotificationRule', 'CreateNotificationRuleInput'),
    variables: (_made, { project }) => ({ input: { projectId: project.id, name: '', events: [], channelIds: [] } }),
  },
  'Project.viewerCanManageAlerts': {
    subject: ofProject,
    make: nothing,
    operation: byInput('silenceAlerts', 'SilenceAlertsInput'),
    variables: (_made, { project }) => ({
      input: { projectId: project.id, endsAt: '2020-01-01T00:00:00Z', reason: '' },
    }),
  },
  'Project.viewerCanAcknowledgeAlerts': {
    subject: ofProject,
    make: ({ project }) => makeFiring(project),
    operation: byInput('acknowledgeAlert', 'AcknowledgeAlertInput'),
    variables: idInput({}),
  },
  'Project.viewerCanTrackEvents': {
    subject: ofProject,
    make: nothing,
    operation: 'mutation ($input: TrackEventsInput!) { trackEvents(input: $input) { acceptedCount } }',
    variables: (_made, { project }) => ({ input: { projectId: project.id, events: [] } }),
  },
  'Project.viewerCanManageIncidents': {
    subject: ofProject,
    make: nothing,
    operation: byInput('createIncident', 'CreateIncidentInput'),
    variables: (_made, { project }) => ({ input: { projectId: project.id, title: '' } }),
  },
  'Project.viewerCanManageIncidentHooks': {
    subject: ofProject,
    make: nothing,
    operation: 'mutation ($input: CreateIncidentHookInput!) { createIncidentHook(input: $input) { secret } }',
    variables: (_made, { project }) => ({ input: { projectId: project.id, name: '' } }),
  },
  'Incident.viewerCanManage': {
    subject: own,
    make: ({ project }) => makeIncident(project),
    operation: byInput('resolveIncident', 'ResolveIncidentInput'),
    variables: idInput({}),
  },
  'Project.viewerCanManagePlan': {
    subject: ofProject,
    make: nothing,
    operation: 'mutation ($input: ImportPlanInput!) { importPlan(input: $input) { added } }',
    variables: (_made, { project }) => ({ input: { projectId: project.id, csv: '' } }),
  },
  'Project.viewerCanManageServices': {
    subject: ofProject,
    make: nothing,
    operation: 'mutation ($projectId: ID!) { syncServices(projectId: $projectId) { problems { message } } }',
    variables: (_made, { project }) => ({ projectId: project.id }),
  },
  'Project.viewerCanManageEnvironments': {
    subject: ofProject,
    make: nothing,
    operation: byInput('createEnvironment', 'CreateEnvironmentInput'),
    variables: (_made, { project }) => ({ input: { projectId: project.id, slug: '-', name: 'E', rank: 1 } }),
  },
  'Project.viewerCanManageVariables': {
    subject: ofProject,
    ...setVariable(({ project }) => ({ projectId: project.id })),
  },
  'Project.viewerCanReadAudit': {
    subject: ofProject,
    make: nothing,
    operation: 'query ($slug: String!) { project(slug: $slug) { auditEvents { nodes { id } } } }',
    variables: (_made, { project }) => ({ slug: project.slug }),
  },
  'Environment.viewerCanUpdate': {
    subject: (_made, { environment }) => environment.id,
    make: nothing,
    operation: byInput('updateEnvironment', 'UpdateEnvironmentInput'),
    variables: (_made, { environment }) => ({ input: { id: environment.id, name: 'E' } }),
  },
  'Environment.viewerCanDeploy': {
    subject: (_made, { environment }) => environment.id,
    make: nothing,
    operation: DEPLOY,
    variables: deploy,
  },
  'Environment.viewerCanManageVariables': {
    subject: (_made, { environment }) => environment.id,
    ...setVariable(({ environment }) => ({ environmentId: environment.id })),
  },
  'Service.viewerCanUpdate': {
    subject: (_made, { service }) => service.id,
    make: nothing,
    operation: byInput('updateService', 'UpdateServiceInput'),
    variables: (_made, { service }) => ({ input: { id: service.id, name: 'S' } }),
  },
  'Service.viewerCanDeploy': {
    subject: (_made, { service }) => service.id,
    make: nothing,
    operation: DEPLOY,
    variables: deploy,
  },
  'Service.viewerCanManageVariables': {
    subject: (_made, { service }) => service.id,
    ...setVariable(({ service }) => ({ serviceId: service.id })),
  },
  'Deployment.viewerCanCancel': {
    subject: own,
    make: deployment('QUEUED'),
    operation: byId('cancelDeployment'),
    variables: theId,
  },
  'Deployment.viewerCanRetry': {
    subject: own,
    make: deployment('FAILED'),
    operation: byInput('retryDeployment', 'RetryDeploymentInput'),
    variables: idInput({}),
  },
  'Deployment.viewerCanApprove': {
    subject: own,
    make: deployment('AWAITING_APPROVAL'),
    operation: byInput('rejectDeployment', 'DecideDeploymentInput'),
    variables: idInput({}),
  },
  'Deployment.viewerCanRollback': {
    subject: own,
    make: deployment('SUCCEEDED'),
    operation: byInput('rollback', 'RollbackInput'),
    variables: (made, { service, environment }) => ({
      input: { serviceId: service.id, environmentId: environment.id, toDeploymentId: made.id },
    }),
  },
  'Member.viewerCanChange': {
    subject: own,
    make: ({ project }) => makeMember(project, 'OPERATOR'),
    operation: byId('removeMember'),
    variables: theId,
  },
  'ProjectRole.viewerCanChange': {
    subject: own,
    make: ({ project }) => makeRole(project, ['audit:read']),
    operation: byInput('updateRole', 'UpdateRoleInput'),
    variables: idInput({ description: 'Reads.' }),
  },
  'ProjectRole.viewerCanAssign': {
    subject: own,
    make: ({ project }) => makeRole(project, ['deployment:cancel']),
    operation: `mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { url } }`,
    variables: (made, { project, environment }) => ({
      input: { projectId: project.id, role: 'CUSTOM', roleId: made.id, environmentIds: [environment.id] },
    }),
  },
  'Project.viewerCanManageWorkflows': {
    subject: ofProject,
    make: nothing,
    operation: byInput('createWorkflow', 'CreateWorkflowInput'),
    variables: (_made, { project }) => ({ input: { projectId: project.id, name: '' } }),
  },
  'Project.viewerCanManageDashboards': {
    subject: ofProject,
    make: nothing,
    operation: byInput('createDashboard', 'CreateDashboardInput'),
    variables: (_made, { project }) => ({ input: { projectId: project.id, name: '' } }),
  },
  'Dashboard.viewerCanManage': {
    subject: own,
    make: ({ project }) => makeDashboard(project),
    operation: byId('deleteDashboard'),
    variables: theId,
  },
  'Workflow.viewerCanManage': {
    subject: own,
    make: ({ project }) => makeWorkflow(project),
    operation: byId('deleteWorkflow'),
    variables: theId,
  },
  'Workflow.viewerCanRun': {
    subject: own,
    make: ({ project }) => makeWorkflow(project),
    operation: byInput('startRun', 'StartRunInput'),
    variables: (made) => ({ input: { workflowId: made.id } }),
  },
  'Run.viewerCanCancel': {
    subject: own,
    make: run('QUEUED'),
    operation: byId('cancelRun'),
    variables: theId,
  },
  'Run.viewerCanRetry': {
    subject: own,
    make: run('FAILED'),
    operation: byInput('retryRun', 'RetryRunInput'),
    variables: idInput({}),
  },
  'Token.viewerCanRevoke': {
    subject: own,
    make: ({ app, project }) => makeToken(app, { kind: 'SERVICE', project }),
    operation: byId('revokeToken'),
    variables: theId,
  },
};
/** Tested beside what they are about: they are no matter of a role, or for those who may invite alone. */
const ELSEWHERE = [
  'Viewer.viewerCanCreateProject',
  'InvitationOffer.viewerCanAccept',
  'Invitation.viewerCanRevoke',
  'ApprovalRequest.viewerCanDecide',
];

function theId(made: { id: string }): Variables {
  return { id: made.id };
}

const ACTORS: Record<string, (cast: Cast) => Promise<TestActor>> = {
  owner: async ({ owner }) => owner,
  maintainer: async ({ maintainer }) => maintainer,
  operator: async ({ operator }) => operator,
  viewer: async ({ viewer }) => viewer,
  'release manager': ({ project }) =>
    makeMember(project, 'CUSTOM', undefined, { permissions: ['deployment:approve', 'audit:read'] }),
  leader: ({ project }) => makeMember(project, 'CUSTOM', undefined, { permissions: ['member:manage', 'audit:read'] }),
  'leader here': ({ project, environment }) =>
    makeMember(project, 'CUSTOM', undefined, {
      permissions: ['member:manage', 'deployment:create', 'deployment:cancel'],
      environments: [environment],
    }),
  'maintainer of the environment': ({ project, environment }) =>
    makeMember(project, 'MAINTAINER', undefined, { environments: [environment] }),
  'maintainer of the service': ({ project, service }) =>
    makeMember(project, 'MAINTAINER', undefined, { services: [service] }),
  'token to deploy': ({ app, project, environment }) =>
    makeToken(app, { kind: 'SERVICE', project, scopes: ['deployment:create'], environments: [environment] }),
  'token of the owner': ({ app, owner }) =>
    makeToken(app, { kind: 'PERSONAL', user: owner, scopes: ['deployment:cancel', 'member:manage', 'audit:read'] }),
};
/** Persons alone do these: their fields are asked by people. */
const NOT_BY_TOKENS = ['ProjectRole.viewerCanAssign', 'Project.viewerCanManageTokens'];

const actors = new Map<string, TestActor>();
beforeAll(async () => {
  for (const [name, make] of Object.entries(ACTORS)) actors.set(name, await make(cast));
  // So that nobody is the last of anything, and places have neighbours.
  await makeMember(cast.project, 'OWNER');
  await makeEnvironment(cast.project);
  await makeService(cast.project);
  await makeUser(cast.app);
});

describe('what a field promises its verb does', () => {
  test('every `viewerCan…` field is here', () => {
    const fields = Object.values(createSchema().getTypeMap()).flatMap((type) =>
      isObjectType(type)
        ? Object.keys(type.getFields())
            .filter((field) => field.startsWith('viewerCan'))
            .map((field) => `${type.name}.${field}`)
        : [],
    );
    expect([...Object.keys(PROMISES), ...ELSEWHERE].sort()).toEqual(fields.sort());
  });

  const cells = Object.keys(PROMISES).flatMap((field) =>
    Object.keys(ACTORS)
      .filter((who) => !(who.startsWith('token') && NOT_BY_TOKENS.includes(field)))
      .map((who) => [field, who] as const),
  );
  test.each(cells)('%s, of the %s', async (place, who) => {
    const promised = PROMISES[place] as Promised;
    const actor = actors.get(who) as TestActor;
    const [type, field] = place.split('.');
    const made = await promised.make(cast);
    const { node } = await as(actor).run<{ node: { may: boolean } }>(
      `query ($id: ID!) { node(id: $id) { ... on ${type} { may: ${field} } } }`,
      { id: promised.subject(made, cast) },
    );
    const outcome = await as(actor)
      .run(promised.operation, promised.variables(made, cast))
      .then(
        () => 'done',
        (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
      );
    expect(node.may ? ['done', 'CONFLICT', 'INVALID_INPUT'] : ['FORBIDDEN', 'NOT_FOUND']).toContain(outcome);
  });
});
