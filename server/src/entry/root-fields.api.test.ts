import { describe, expect, test } from '@jest/globals';
import { makeAlertRule, makeFiring } from '../../test/alerts.ts';
import { type ApiError, as, type TestActor, type Variables } from '../../test/as.ts';
import { makeDashboard } from '../../test/dashboards.ts';
import { type Cast, makeDeployment, makeInvitation, makeWorkflow, useCast } from '../../test/factories.ts';
import { makeIncident } from '../../test/incidents.ts';
import { follow } from '../../test/live.ts';
import { makeRun } from '../../test/runs.ts';
import { createSchema } from './schema.ts';

const cast = useCast();

interface RootField {
  operation: string;
  variables: (cast: Cast, deployment: string) => Variables | Promise<Variables>;
  /** What somebody who is not signed in gets: nothing but an error, unless the field is for them. */
  anonymous?: object;
  /** What the owner of another project gets instead of the thing. */
  stranger: object | 'NOT_FOUND' | 'FORBIDDEN';
  /** `FORBIDDEN`: administrators of the installation only. */
  member: object | 'FORBIDDEN';
}

const ID = { id: expect.any(String) };
const METRICS = '{ from: "2026-03-01T00:00:00Z", to: "2026-03-02T00:00:00Z", queries: [{ measure: "api.count" }] }';
const QUERIES: Record<string, RootField> = {
  viewer: {
    operation: '{ viewer { name } }',
    variables: () => ({}),
    anonymous: { viewer: null },
    stranger: { viewer: { name: 'stranger' } },
    member: { viewer: { name: 'viewer' } },
  },
  setup: {
    operation: '{ setup { isNeeded version } }',
    variables: () => ({}),
    anonymous: { setup: { isNeeded: false, version: expect.any(String) } },
    stranger: { setup: { isNeeded: false, version: expect.any(String) } },
    member: { setup: { isNeeded: false, version: expect.any(String) } },
  },
  signInMethods: {
    operation: '{ signInMethods { hasPassword providers { key } } }',
    variables: () => ({}),
    anonymous: { signInMethods: { hasPassword: true, providers: [] } },
    stranger: { signInMethods: { hasPassword: true, providers: [] } },
    member: { signInMethods: { hasPassword: true, providers: [] } },
  },
  identityOffer: {
    operation: 'query ($code: String!) { identityOffer(code: $code) { email } }',
    variables: () => ({ code: 'unknown' }),
    anonymous: { identityOffer: null },
    stranger: { identityOffer: null },
    member: { identityOffer: null },
  },
  node: {
    operation: 'query ($id: ID!) { node(id: $id) { id } }',
    variables: (_cast, id) => ({ id }),
    stranger: { node: null },
    member: { node: ID },
  },
  project: {
    operation: 'query ($slug: String!) { project(slug: $slug) { id } }',
    variables: ({ project }) => ({ slug: project.slug }),
    stranger: { project: null },
    member: { project: ID },
  },
  projects: {
    operation: '{ projects { nodes { slug } } }',
    variables: () => ({}),
    stranger: { projects: { nodes: [{ slug: expect.any(String) }] } },
    member: { projects: { nodes: [{ slug: expect.any(String) }] } },
  },
  environment: {
    operation: 'query ($id: ID!) { environment(id: $id) { id } }',
    variables: ({ environment }) => ({ id: environment.id }),
    stranger: 'NOT_FOUND',
    member: { environment: ID },
  },
  service: {
    operation: 'query ($id: ID!) { service(id: $id) { id } }',
    variables: ({ service }) => ({ id: service.id }),
    stranger: 'NOT_FOUND',
    member: { service: ID },
  },
  deployment: {
    operation: 'query ($id: ID!) { deployment(id: $id) { id log { lines { text } } } }',
    variables: (_cast, id) => ({ id }),
    stranger: 'NOT_FOUND',
    member: { deployment: { id: expect.any(String), log: { lines: [] } } },
  },
  deployments: {
    operation: 'query ($id: ID!) { deployments(projectId: $id) { nodes { id } } }',
    variables: ({ project }) => ({ id: project.id }),
    stranger: 'NOT_FOUND',
    member: { deployments: { nodes: [ID] } },
  },
  deploymentPreview: {
    operation: 'query ($input: DeploymentPreviewInput!) { deploymentPreview(input: $input) { live { id } } }',
    variables: ({ service, environment }) => ({ input: { serviceId: service.id, environmentId: environment.id } }),
    stranger: 'NOT_FOUND',
    member: { deploymentPreview: { live: ID } },
  },
  installationAuditEvents: {
    operation: '{ installationAuditEvents { nodes { id } } }',
    variables: () => ({}),
    stranger: 'FORBIDDEN',
    member: 'FORBIDDEN',
  },
  invitation: {
    operation: 'query ($code: String!) { invitation(code: $code) { roleName emailHint needsAccount viewerCanAccept } }',
    variables: async ({ project, owner }) => ({ code: (await makeInvitation(project, owner)).code }),
    anonymous: {
      invitation: { roleName: 'Operator', emailHint: null, needsAccount: true, viewerCanAccept: false },
    },
    stranger: { invitation: { roleName: 'Operator', emailHint: null, needsAccount: false, viewerCanAccept: true } },
    member: { invitation: { roleName: 'Operator', emailHint: null, needsAccount: false, viewerCanAccept: true } },
  },
  search: {
    operation: 'query ($text: String!) { search(text: $text) { id } }',
    variables: (_cast, id) => ({ text: id }),
    stranger: { search: [] },
    member: { search: [ID] },
  },
  users: {
    operation: '{ users { nodes { id } } }',
    variables: () => ({}),
    stranger: 'FORBIDDEN',
    member: 'FORBIDDEN',
  },
  measures: {
    operation: '{ measures { key } }',
    variables: () => ({}),
    stranger: { measures: expect.arrayContaining([{ key: 'runs.count' }]) },
    member: { measures: expect.arrayContaining([{ key: 'runs.count' }]) },
  },
  platformMetrics: {
    operation: `{ platformMetrics(input: ${METRICS}) { version } }`,
    variables: () => ({}),
    stranger: 'FORBIDDEN',
    member: 'FORBIDDEN',
  },
  doctor: {
    operation: '{ doctor { version } }',
    variables: () => ({}),
    stranger: 'FORBIDDEN',
    member: 'FORBIDDEN',
  },
  backgroundJobs: {
    operation: '{ backgroundJobs { nodes { id } } }',
    variables: () => ({}),
    stranger: 'FORBIDDEN',
    member: 'FORBIDDEN',
  },
  backgroundJobKinds: {
    operation: '{ backgroundJobKinds { kind } }',
    variables: () => ({}),
    stranger: 'FORBIDDEN',
    member: 'FORBIDDEN',
  },
  workers: {
    operation: '{ workers { id } }',
    variables: () => ({}),
    stranger: 'FORBIDDEN',
    member: 'FORBIDDEN',
  },
  analyticsStorage: {
    operation: '{ analyticsStorage { totalBytes } }',
    variables: () => ({}),
    stranger: 'FORBIDDEN',
    member: 'FORBIDDEN',
  },
  freedStorage: {
    operation: '{ freedStorage(kind: "api", days: 30) { bytes } }',
    variables: () => ({}),
    stranger: 'FORBIDDEN',
    member: 'FORBIDDEN',
  },
  eventKinds: {
    operation: '{ eventKinds { key } }',
    variables: () => ({}),
    stranger: { eventKinds: expect.any(Array) },
    member: { eventKinds: expect.any(Array) },
  },
  instanceSettings: {
    operation: '{ instanceSettings { sessionDays } }',
    variables: () => ({}),
    stranger: 'FORBIDDEN',
    member: 'FORBIDDEN',
  },
  workflow: {
    operation: 'query ($id: ID!) { workflow(id: $id) { id } }',
    variables: async ({ project }) => ({ id: (await makeWorkflow(project)).id }),
    stranger: 'NOT_FOUND',
    member: { workflow: ID },
  },
  nodeTypes: {
    operation: '{ nodeTypes { __typename } }',
    variables: () => ({}),
    stranger: { nodeTypes: expect.any(Array) },
    member: { nodeTypes: expect.any(Array) },
  },
  workflowTemplates: {
    operation: '{ workflowTemplates(search: "staged") { slug } }',
    variables: () => ({}),
    stranger: { workflowTemplates: [{ slug: 'staged-release' }] },
    member: { workflowTemplates: [{ slug: 'staged-release' }] },
  },
  workflowTemplate: {
    operation: '{ workflowTemplate(slug: "staged-release") { slug } }',
    variables: () => ({}),
    stranger: { workflowTemplate: { slug: 'staged-release' } },
    member: { workflowTemplate: { slug: 'staged-release' } },
  },
  previewTemplate: {
    operation: 'query ($input: PreviewTemplateInput!) { previewTemplate(input: $input) { isValid } }',
    variables: ({ project }) => ({ input: { projectId: project.id, slug: 'staged-release' } }),
    stranger: 'NOT_FOUND',
    member: 'FORBIDDEN',
  },
  dryRunWorkflow: {
    operation: 'query ($input: DryRunWorkflowInput!) { dryRunWorkflow(input: $input) { status } }',
    variables: async ({ project }) => ({ input: { workflowId: (await makeWorkflow(project)).id } }),
    stranger: 'NOT_FOUND',
    member: 'FORBIDDEN',
  },
  compareWorkflowGraphs: {
    operation: 'query ($input: CompareWorkflowGraphsInput!) { compareWorkflowGraphs(input: $input) { edges { to } } }',
    variables: () => ({ input: { from: { nodes: [], edges: [] }, to: { nodes: [], edges: [] } } }),
    stranger: { compareWorkflowGraphs: { edges: [] } },
    member: { compareWorkflowGraphs: { edges: [] } },
  },
  alertFiring: {
    operation: 'query ($id: ID!) { alertFiring(id: $id) { id } }',
    variables: async ({ project }) => ({ id: (await makeFiring(project)).id }),
    stranger: 'NOT_FOUND',
    member: { alertFiring: ID },
  },
  alertRule: {
    operation: 'query ($id: ID!) { alertRule(id: $id) { id } }',
    variables: async ({ project }) => ({ id: (await makeAlertRule(project)).id }),
    stranger: 'NOT_FOUND',
    member: { alertRule: ID },
  },
  backTestAlert: {
    operation: 'query ($input: BackTestAlertInput!) { backTestAlert(input: $input) { firingCount } }',
    variables: ({ project }) => ({
      input: {
        projectId: project.id,
        days: 1,
        measure: 'api.count',
        condition: { kind: 'THRESHOLD', threshold: 5 },
        windowMinutes: 1440,
        everyMinutes: 1440,
      },
    }),
    stranger: 'NOT_FOUND',
    member: { backTestAlert: { firingCount: 0 } },
  },
  fleetDeliveryMetrics: {
    operation: 'query ($input: DeliveryMetricsInput!) { fleetDeliveryMetrics(input: $input) { timeZone } }',
    variables: () => ({ input: { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' } }),
    stranger: { fleetDeliveryMetrics: { timeZone: 'UTC' } },
    member: { fleetDeliveryMetrics: { timeZone: 'UTC' } },
  },
  incident: {
    operation: 'query ($id: ID!) { incident(id: $id) { id } }',
    variables: async ({ project }) => ({ id: (await makeIncident(project)).id }),
    stranger: 'NOT_FOUND',
    member: { incident: ID },
  },
  expressionScope: {
    operation: 'query ($input: ExpressionScopeInput!) { expressionScope(input: $input) { run { id } } }',
    variables: async ({ project }) => ({ input: { workflowId: (await makeWorkflow(project)).id, nodeKey: 'pause' } }),
    stranger: 'NOT_FOUND',
    member: { expressionScope: { run: null } },
  },
  evaluateExpression: {
    operation: 'query ($input: EvaluateExpressionInput!) { evaluateExpression(input: $input) { value } }',
    variables: async ({ project }) => ({
      input: {
        workflowId: (await makeWorkflow(project)).id,
        nodeKey: 'pause',
        expression: '1 + 1',
        kind: 'EXPRESSION',
      },
    }),
    stranger: 'NOT_FOUND',
    member: { evaluateExpression: { value: 2 } },
  },
  dashboard: {
    operation: 'query ($id: ID!) { dashboard(id: $id) { id } }',
    variables: async ({ project }) => ({ id: (await makeDashboard(project)).id }),
    stranger: 'NOT_FOUND',
    member: { dashboard: ID },
  },
  builtInDashboards: {
    operation: '{ builtInDashboards { key } }',
    variables: () => ({}),
    stranger: { builtInDashboards: expect.any(Array) },
    member: { builtInDashboards: [{ key: 'deployments' }, { key: 'platform' }, { key: 'workflows' }] },
  },
  run: {
    operation: 'query ($id: ID!) { run(id: $id) { id nodeRuns { id } } }',
    variables: runId,
    stranger: 'NOT_FOUND',
    member: { run: { id: expect.any(String), nodeRuns: [] } },
  },
  runs: {
    operation: 'query ($id: ID!) { runs(projectId: $id, first: 1) { nodes { id } } }',
    variables: async (cast) => {
      await runId(cast);
      return { id: cast.project.id };
    },
    stranger: 'NOT_FOUND',
    member: { runs: { nodes: [ID] } },
  },
};

const SUBSCRIPTIONS: Record<string, Pick<RootField, 'operation' | 'variables'>> = {
  deploymentChanged: {
    operation: 'subscription ($id: ID!) { deploymentChanged(id: $id) { id } }',
    variables: (_cast, id) => ({ id }),
  },
  deploymentLog: {
    operation: 'subscription ($id: ID!) { deploymentLog(id: $id) { hasEnded } }',
    variables: (_cast, id) => ({ id }),
  },
  alertsChanged: {
    operation: 'subscription ($id: ID!) { alertsChanged(projectId: $id) { openCount } }',
    variables: ({ project }) => ({ id: project.id }),
  },
  incidentsChanged: {
    operation: 'subscription ($id: ID!) { incidentsChanged(projectId: $id) { id } }',
    variables: ({ project }) => ({ id: project.id }),
  },
  metricsChanged: {
    operation: `subscription ($id: ID!) { metricsChanged(projectId: $id, input: ${METRICS}) { version } }`,
    variables: ({ project }) => ({ id: project.id }),
  },
  scoresChanged: {
    operation: 'subscription ($id: ID!) { scoresChanged(projectId: $id) { at } }',
    variables: ({ project }) => ({ id: project.id }),
  },
  deploymentsChanged: {
    operation: 'subscription ($id: ID!) { deploymentsChanged(projectId: $id) { id } }',
    variables: ({ project }) => ({ id: project.id }),
  },
  runChanged: { operation: 'subscription ($id: ID!) { runChanged(id: $id) { id } }', variables: runId },
  nodeRunProgress: {
    operation: 'subscription ($id: ID!) { nodeRunProgress(runId: $id) { nodeKey } }',
    variables: runId,
  },
  nodeRunChanged: { operation: 'subscription ($id: ID!) { nodeRunChanged(runId: $id) { id } }', variables: runId },
  runLog: { operation: 'subscription ($id: ID!) { runLog(id: $id) { hasEnded } }', variables: runId },
  runsChanged: {
    operation: 'subscription ($id: ID!) { runsChanged(projectId: $id) { id } }',
    variables: ({ project }) => ({ id: project.id }),
  },
};

/** A run of its own for each call. */
async function runId({ project }: Cast): Promise<Variables> {
  return { id: (await makeRun(project, await makeWorkflow(project))).id };
}

let deployment: string | null = null;
const deploymentId = async () => {
  deployment ??= (await makeDeployment(cast.service, cast.environment)).id;
  return deployment;
};

describe('queries', () => {
  test('all of them are here', () => {
    expect(Object.keys(QUERIES).sort()).toEqual(Object.keys(createSchema().getQueryType()?.getFields() ?? {}).sort());
  });

  describe.each(Object.entries(QUERIES))('%s', (_name, { operation, variables, anonymous, stranger, member }) => {
    const given = async () => variables(cast, await deploymentId());

    test(anonymous ? 'not signed in: allowed' : 'not signed in', async () => {
      if (anonymous) expect(await as(cast.anonymous).run(operation, await given())).toEqual(anonymous);
      else expect(await as(cast.anonymous).fail(operation, await given())).toMatchObject({ code: 'UNAUTHENTICATED' });
    });

    test('another project', async () => {
      if (typeof stranger === 'string')
        expect(await as(cast.stranger).fail(operation, await given())).toMatchObject({ code: stranger });
      else expect(await as(cast.stranger).run(operation, await given())).toEqual(stranger);
    });

    test('a viewer of the project', async () => {
      if (member === 'FORBIDDEN')
        expect(await as(cast.viewer).fail(operation, await given())).toMatchObject({ code: member });
      else expect(await as(cast.viewer).run(operation, await given())).toEqual(member);
    });

    if (stranger === 'NOT_FOUND')
      test('what is not there looks the same as what is not to be seen', async () => {
        const nowhere = JSON.parse(
          JSON.stringify(await given()).replaceAll(/_[0-9a-z]{26}/g, `_${'0'.repeat(26)}`),
        ) as Variables;
        const hidden = await as(cast.stranger).fail(operation, await given());
        expect(await as(cast.viewer).fail(operation, nowhere)).toEqual(hidden);
      });
  });

  test.each([
    '',
    'x',
    'dpl_',
    'dpl_ZZZZZZZZZZZZZZZZZZZZZZZZZZ',
    `prj_${'0'.repeat(26)}`,
    "' or 1=1 --",
    '💥'.repeat(100),
  ])('an id that is none of ours is just not there: %s', async (id) => {
    expect(await as(cast.viewer).run('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
    for (const field of ['deployment', 'service', 'environment'])
      expect(await as(cast.viewer).fail(`query ($id: ID!) { ${field}(id: $id) { id } }`, { id })).toMatchObject({
        code: 'NOT_FOUND',
      });
  });
});

describe('subscriptions', () => {
  test('all of them are here', () => {
    const fields = Object.keys(createSchema().getSubscriptionType()?.getFields() ?? {});
    expect(Object.keys(SUBSCRIPTIONS).sort()).toEqual(fields.sort());
  });

  test.each(Object.entries(SUBSCRIPTIONS))(
    '%s: not signed in; another project',
    async (_name, { operation, variables }) => {
      const given = await variables(cast, await deploymentId());
      const refusal = async (actor: TestActor) => {
        try {
          for await (const result of follow(actor, operation, given)) return result;
        } catch (error) {
          return (error as ApiError).code;
        }
        return 'ended';
      };
      expect(await refusal(cast.anonymous)).toBe('UNAUTHENTICATED');
      expect(await refusal(cast.stranger)).toBe('NOT_FOUND');
    },
  );
});

describe('one project never shows in another', () => {
  /** Whoever walks from what they may see finds nothing of others. */
  test('not by deployments, searches or filters with foreign ids', async () => {
    const id = await deploymentId();
    const found = await as(cast.stranger).run(
      `query ($projectId: ID!, $service: ID!, $environment: ID!, $user: ID!) {
        byPlace: deployments(projectId: $projectId, filter: { serviceIds: [$service], environmentIds: [$environment] }) { nodes { id } }
        byUser: deployments(projectId: $projectId, filter: { createdById: $user }) { nodes { id } }
        search(text: "service", first: 100) { id }
      }`,
      {
        projectId: cast.otherProject.id,
        service: cast.service.id,
        environment: cast.environment.id,
        user: cast.owner.userId,
      },
    );
    expect(JSON.stringify(found)).not.toContain(id);
    expect(found).toEqual({ byPlace: { nodes: [] }, byUser: { nodes: [] }, search: [] });
    const inOther = await as(cast.stranger).run('query ($id: ID) { search(text: "service", projectId: $id) { id } }', {
      id: cast.project.id,
    });
    expect(inOther).toEqual({ search: [] });
  });

  test('not for the administrator of the installation either, who is no member', async () => {
    const { node } = await as(cast.administrator).run('query ($id: ID!) { node(id: $id) { id } }', {
      id: await deploymentId(),
    });
    expect(node).toBeNull();
  });
});
