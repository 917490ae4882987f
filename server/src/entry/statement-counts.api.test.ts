import { beforeAll, describe, expect, test } from '@jest/globals';
import { as, type TestActor } from '../../test/as.ts';
import {
  makeDeployment,
  makeEnvironment,
  makeInvitation,
  makeMember,
  makeProject,
  makeService,
  makeStep,
  makeToken,
  makeUser,
  makeWorkflow,
  type TestProject,
  useCast,
} from '../../test/factories.ts';
import { makeApproval, makeNodeRun, makeRun } from '../../test/runs.ts';

const cast = useCast();
let few: TestProject;
let many: TestProject;

/** Two of everything, and twenty. */
async function fill(project: TestProject, count: number): Promise<TestProject> {
  const members: TestActor[] = [];
  for (let n = 0; n < count; n += 1) {
    const [service, environment] = [await makeService(project), await makeEnvironment(project, { rank: n })];
    const places = { environments: [environment], services: [service] };
    const member = await makeMember(project, 'CUSTOM', undefined, { permissions: ['deployment:create'], ...places });
    members.push(member);
    const token = await makeToken(cast.app, { kind: 'SERVICE', project, user: member, ...places });
    await makeInvitation(project, cast.owner, { environments: [environment] });
    await makeToken(cast.app, { kind: 'PERSONAL', project, user: cast.owner });
    for (const place of ['environment_id', 'service_id'])
      await cast.app.sql(
        `insert into variables (id, project_id, ${place}, name, value, is_secret) values ($1, $2, $3, 'A', '', false)`,
        [`var_${project.slug}${place}${n}`, project.id, place === 'service_id' ? service.id : environment.id],
      );
    const workflow = await makeWorkflow(project);
    const failed = await makeRun(project, workflow, { status: 'FAILED', by: member });
    const run = await makeRun(project, workflow, { by: member, retryOf: failed.id, parent: failed.id });
    for (const key of ['start', 'pause']) await makeNodeRun(run, { key });
    await makeApproval(project, workflow);
    const retried = await makeDeployment(service, environment, { status: 'FAILED', by: member });
    const deployment = await makeDeployment(service, environment, { status: 'QUEUED', by: member });
    await makeDeployment(service, environment, { status: 'RUNNING', by: member });
    await cast.app.sql(
      'update deployments set retry_of_id = $2, rollback_of_id = $2, created_by_token_id = $3 where id = $1',
      [deployment.id, retried.id, n % 2 ? token.id : null],
    );
    for (const made of [retried, deployment])
      for (const [position, name] of ['a', 'b', 'c'].entries()) await makeStep(project, made, { name, position });
    await cast.app.sql(
      `insert into audit_events (id, project_id, action, actor_id, actor_kind, actor_name, request_id, seq, hash)
       values ($1, $2, 'x.happened', $3, 'USER', 'x', 'r', $4, '')`,
      [`aud_${project.slug}${n}`, project.id, n % 2 ? token.id : member.userId, n + 1],
    );
  }
  return project;
}

beforeAll(async () => {
  const of = () => makeProject(cast.app, [[cast.owner, 'OWNER']]);
  few = await fill(await of(), 2);
  many = await fill(await of(), 20);
});

async function countOf(
  actor: TestActor,
  operation: string,
  variables = {},
): Promise<{ statements: number; rows: number }> {
  // Once for credentials and compiled code. Then the fewest of three: credentials are looked up anew each second, and a
  // loader asks twice when the rows that want something arrive at two moments. Neither has to do with how many rows there are.
  let data = await as(actor).run(operation, variables);
  const counts: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const before = cast.app.statementCount();
    data = await as(actor).run(operation, variables);
    counts.push(cast.app.statementCount() - before);
  }
  return { statements: Math.min(...counts), rows: JSON.stringify(data).split('"row"').length - 1 };
}

const DEPLOYMENTS = `row: id number status durationMs statusReason logLineCount isLogComplete
  service { id slug problems { message } healthCheck { url } } environment { id name url }
  createdBy { ... on User { id name email } ... on Token { id name createdBy { name } } } steps(last: 5) { name status diff }`;

describe('the number of statements is the same for 2 rows and for 20', () => {
  const LISTS: Record<string, string> = {
    services: `services(first: 100) { nodes { row: id name project { name } viewerCanUpdate variables { name } recentVersions } }`,
    'services, each with its newest deployments': `services(first: 100) { nodes { row: id deployments(first: 2) {
      nodes { version createdBy { ... on User { name } } steps(last: 5) { name } } pageInfo { hasNextPage } } } }`,
    environments: `environments { row: id name project { name } variables { name } viewerCanDeploy }`,
    members: `members(first: 100) { nodes { row: id role roleName source customRole { name permissions memberCount viewerCanChange } user { name email }
      environments { name } services { name } viewerCanChange } }`,
    roles: `roles { row: id name role permissions memberCount viewerCanChange viewerCanAssign }`,
    invitations: `invitations(first: 100) { nodes { row: id roleName invitedBy { name } environments { name } services { name } viewerCanRevoke } }`,
    'who can do what': `access(permission: "deployment:create", first: 100) { nodes { isAllowed reason environments { name } services { name }
      actor { ... on User { row: id name email } ... on Token { row: id name prefix daysLeft } } } }`,
    tokens: `tokens(first: 100) { nodes { row: id name createdBy { name } project { name } environments { name } services { name } daysLeft lastUsedAddress
      viewerCanRevoke } }`,
    'audit events': `auditEvents(first: 100) { nodes { row: id actor { ... on User { name } ... on Token { name createdBy { name } } } } }`,
    deployments: `deployments(first: 100) { nodes { ${DEPLOYMENTS} } }`,
    'deployments with all that hangs on them': `deployments(first: 100) { nodes { row: id project { name } retryOf { id version } rollbackOf { id }
      waitsFor { id } previousVersion approvals { decision decidedBy { name } } changes { reference } expectedDurationMs
      currentStep { name } viewerCanCancel steps { name } } }`,
    approvals: `approvals(first: 100) { nodes { row: id input run { number workflow { name } }
      approval { message viewerCanDecide decisions { decidedByName } } } }`,
    'workflows, each with its newest runs': `workflows(first: 100) { nodes { row: id runs(first: 2) { nodes { number status } }
      lastRun { status } } }`,
    matrix: `matrix { row: id activeCount service { name } environment { name } live { ${DEPLOYMENTS} } latest { ${DEPLOYMENTS} } }`,
  };

  test.each(Object.entries(LISTS))('%s', async (_name, field) => {
    const operation = `query ($slug: String!) { project(slug: $slug) { ${field} } }`;
    const [two, twenty] = [
      await countOf(cast.owner, operation, { slug: few.slug }),
      await countOf(cast.owner, operation, { slug: many.slug }),
    ];
    expect(two.rows).toBeGreaterThanOrEqual(2);
    expect(twenty.rows).toBeGreaterThanOrEqual(20);
    expect(twenty.statements).toBe(two.statements);
  });

  test('projects, with their environments and newest deployments', async () => {
    const [one, other] = [await makeUser(cast.app), await makeUser(cast.app)];
    for (const [user, count] of [
      [one, 2],
      [other, 20],
    ] as const)
      for (let n = 0; n < count; n += 1) await makeEnvironment(await makeProject(cast.app, [[user, 'VIEWER']]));
    const operation =
      '{ projects(first: 100) { nodes { row: id name viewerRole environments { name } deployments(first: 2) { nodes { id } } } } }';
    const [two, twenty] = [await countOf(one, operation), await countOf(other, operation)];
    expect([two.rows, twenty.rows]).toEqual([2, 20]);
    expect(twenty.statements).toBe(two.statements);
  });

  test('runs, with all that hangs on them', async () => {
    const operation = `query ($id: ID!) { runs(projectId: $id, first: 100) { nodes { row: id number status durationMs payload output logLineCount
      workflow { name slug } workflowVersion { number } project { name } createdBy { ... on User { name } ... on Token { name } }
      parentRun { number } childRuns { number } retryOf { number } retries { number } viewerCanCancel viewerCanRetry
      nodeRuns { nodeKey status input output durationMs wait { kind run { number } } approval { decisions { comment } } } } } }`;
    const [two, twenty] = [
      await countOf(cast.owner, operation, { id: few.id }),
      await countOf(cast.owner, operation, { id: many.id }),
    ];
    expect(two.rows).toBe(6);
    expect(twenty.rows).toBe(60);
    expect(twenty.statements).toBe(two.statements);
  });

  test('the page of runs needs two: the list, and all its workflows', async () => {
    const operation = `query ($id: ID!) { runs(projectId: $id) { nodes {
      row: id number status statusReason durationMs workflow { id name slug } createdBy { ... on User { name } } } } }`;
    expect((await countOf(cast.owner, operation, { id: many.id })).statements).toBe(2);
  });

  test('the page of deployments needs two: the list, and all its steps', async () => {
    const operation = `query ($id: ID!) { deployments(projectId: $id) { nodes {
      row: id number status service { id slug } environment { id slug } createdBy { ... on User { name } } steps(last: 5) { name status } } } }`;
    expect((await countOf(cast.owner, operation, { id: many.id })).statements).toBe(2);
  });
});
