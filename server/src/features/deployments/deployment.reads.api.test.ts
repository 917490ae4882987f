import { describe, expect, it } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { type Cast, makeDeployment, makeService, makeStep, makeToken, useCast } from '../../../test/factories.ts';

const cast = useCast();

/** Three deployments, each with steps; the newest is by a token. */
const given = async ({ app, project, service, environment, owner }: Cast) => {
  const token = await makeToken(app, { kind: 'SERVICE', project, user: owner });
  for (let index = 0; index < 3; index += 1) {
    const deployment = await makeDeployment(service, environment, { status: 'FAILED', by: owner });
    for (const position of [1, 2, 3, 4, 5, 6, 7])
      await makeStep(project, deployment, { name: `step ${position}`, position });
    if (index < 2) continue;
    await app.sql(
      'update deployments set created_by_user_id = null, created_by_token_id = $2, stop_requested_at = now() where id = $1',
      [deployment.id, token.id],
    );
    await app.sql(
      `update deployment_steps set started_at = now(), finished_at = now() + interval '1.5 s', diff = '+a', group_name = 'web'
       where deployment_id = $1`,
      [deployment.id],
    );
  }
  return token;
};

interface Page {
  deployments: { nodes: Record<string, unknown>[] };
}

describe('a page of deployments', () => {
  it('takes two statements, whoever made them', async () => {
    const token = await given(cast);
    const page = `query ($projectId: ID!) { deployments(projectId: $projectId) { nodes { id durationMs
      service { id slug name } environment { id slug name rank } steps(last: 5) { name durationMs }
      createdBy { __typename ... on User { id name } ... on Token { id name kind } } } } }`;
    const { run } = as(cast.viewer);
    await run('{ viewer { user { id } } }');
    const before = cast.app.statementCount();
    const { deployments } = await run<Page>(page, { projectId: cast.project.id });
    expect(cast.app.statementCount() - before).toBe(2);
    expect(deployments.nodes[0]?.createdBy).toMatchObject({ __typename: 'Token', id: token.id, kind: 'SERVICE' });
    expect(deployments.nodes[1]?.createdBy).toMatchObject({ __typename: 'User', id: cast.owner.userId });
    expect(deployments.nodes[0]?.steps).toEqual(
      [3, 4, 5, 6, 7].map((position) => ({ name: `step ${position}`, durationMs: 1_500 })),
    );
  });

  it('brings what its rows leave out, when it is asked for', async () => {
    const { run } = as(cast.viewer);
    const { deployments } = await run<Page>(
      `query ($projectId: ID!) { deployments(projectId: $projectId, first: 2) { nodes {
        logLineCount logByteCount isLogComplete cancelRequestedAt
        service { description entrypoint stepNames timeoutSeconds problems { message } createdAt }
        environment { url requiresApproval createdAt }
        steps(last: 1) { group diff isChanged firstLogSeq }
        createdBy { ... on User { email userSince: createdAt } ... on Token { prefix scopes createdBy { id } } } } } }`,
      { projectId: cast.project.id },
    );
    const [byToken, byUser] = deployments.nodes;
    expect(byToken).toMatchObject({
      logLineCount: 0,
      logByteCount: 0,
      cancelRequestedAt: expect.any(String),
      service: { problems: [], entrypoint: expect.any(Array), timeoutSeconds: expect.any(Number) },
      environment: { requiresApproval: false, createdAt: expect.any(String) },
      steps: [{ group: 'web', diff: '+a', isChanged: null, firstLogSeq: null }],
      createdBy: { prefix: expect.any(String), scopes: expect.any(Array), createdBy: { id: cast.owner.userId } },
    });
    expect(byUser).toMatchObject({
      cancelRequestedAt: null,
      steps: [{ group: null, diff: null }],
      createdBy: { email: cast.owner.email, userSince: expect.any(String) },
    });
  });

  it('goes on after its cursor, by nodes and by edges', async () => {
    const { run } = as(cast.viewer);
    const page = `query ($projectId: ID!, $after: String) { deployments(projectId: $projectId, first: 2, after: $after) {
      nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
    interface Connection {
      nodes: { id: string }[];
      edges: { cursor: string; node: { id: string } }[];
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
    }
    const variables = { projectId: cast.project.id };
    const { deployments: first } = await run<{ deployments: Connection }>(page, variables);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(first.edges.map((edge) => edge.node)).toEqual(first.nodes);
    expect(first.pageInfo.endCursor).toBe(first.edges[1]?.cursor);
    const { deployments: second } = await run<{ deployments: Connection }>(page, {
      ...variables,
      after: first.pageInfo.endCursor,
    });
    expect(second.nodes).toHaveLength(1);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(first.nodes.map((node) => node.id)).not.toContain(second.nodes[0]?.id);
  });

  it('is the same below each of several services as below one, filters and the next page too', async () => {
    const services = [
      await makeService(cast.project),
      await makeService(cast.project),
      await makeService(cast.project),
    ];
    for (const [index, service] of services.entries())
      for (let count = 0; count < index * 2; count += 1)
        await makeDeployment(service, cast.environment, { status: count % 2 ? 'FAILED' : 'SUCCEEDED', by: cast.owner });
    const { run } = as(cast.viewer);
    const page = '{ nodes { id status service { id } } pageInfo { hasNextPage endCursor } }';
    const fields = `all: deployments(first: 3) ${page} failed: deployments(first: 1, filter: { statuses: [FAILED] }) ${page}`;
    type Found = Record<
      'all' | 'failed',
      { nodes: { service: { id: string } }[]; pageInfo: { endCursor: string | null } }
    >;
    const { project } = await run<{ project: { services: { nodes: ({ id: string } & Found)[] } } }>(
      `query ($slug: String!) { project(slug: $slug) { services(first: 100) { nodes { id ${fields} } } } }`,
      { slug: cast.project.slug },
    );
    const sizes: number[] = [];
    for (const { id } of services) {
      const nested = project.services.nodes.find((service) => service.id === id);
      const { service: alone } = await run<{ service: Found }>(
        `query ($id: ID!) { service(id: $id) { id ${fields} } }`,
        { id },
      );
      expect(nested).toEqual(alone);
      expect(alone.all.nodes.every((deployment) => deployment.service.id === id)).toBe(true);
      sizes.push(alone.all.nodes.length, alone.failed.nodes.length);
    }
    expect(sizes).toEqual([0, 0, 2, 1, 3, 1]);
    const after = project.services.nodes.find((each) => each.id === services[2]?.id)?.all.pageInfo.endCursor;
    const next = await run<{ project: { services: { nodes: { id: string; deployments: { nodes: object[] } }[] } } }>(
      `query ($slug: String!, $after: String) { project(slug: $slug) { services(first: 100) { nodes { id deployments(first: 3, after: $after) { nodes { id } } } } } }`,
      { slug: cast.project.slug, after },
    );
    expect(next.project.services.nodes.find((each) => each.id === services[2]?.id)?.deployments.nodes).toHaveLength(1);
  });
});
