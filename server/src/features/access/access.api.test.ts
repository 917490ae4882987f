import { describe, expect, test } from '@jest/globals';
import { as } from '../../../test/as.ts';
import { makeEnvironment, makeMember, makeProject, makeService, makeToken, useCast } from '../../../test/factories.ts';

const cast = useCast();
const ACCESS = `query ($slug: String!, $permission: String!, $environmentId: ID, $serviceId: ID, $first: Int, $after: String) {
  project(slug: $slug) { access(permission: $permission, environmentId: $environmentId, serviceId: $serviceId, first: $first, after: $after) {
    nodes { isAllowed isLimited reason roleName environments { slug } services { slug }
      actor { ... on User { name email } ... on Token { name kind prefix } } }
    edges { cursor } pageInfo { hasNextPage endCursor } } } }`;

interface Entry {
  actor: { name: string; kind?: string };
  isAllowed: boolean;
  reason: string;
}
interface Page {
  project: { access: { nodes: Entry[]; edges: object[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
}

async function makeShop() {
  const project = await makeProject(cast.app, [[cast.owner, 'OWNER']]);
  const staging = await makeEnvironment(project, { slug: 'staging' });
  const production = await makeEnvironment(project, { slug: 'production' });
  const shop = await makeService(project, { slug: 'shop' });
  const [ann, ben] = [
    await makeMember(project, 'OPERATOR', 'ann', { environments: [staging] }),
    await makeMember(project, 'CUSTOM', 'ben', { permissions: ['token:manage', 'deployment:approve'] }),
  ];
  const token = await makeToken(cast.app, {
    kind: 'SERVICE',
    project,
    scopes: ['deployment:create'],
    environments: [staging],
    services: [shop],
  });
  await makeToken(cast.app, { kind: 'PERSONAL', user: ann, project, scopes: ['deployment:create'] });
  return { project, staging, production, shop, ann, ben, token };
}

describe('who can do this, and why', () => {
  test('members by name, then service tokens; each with its reason', async () => {
    const { project, token } = await makeShop();
    const { project: found } = await as(cast.owner).run<Page>(ACCESS, {
      slug: project.slug,
      permission: 'deployment:create',
    });
    expect(found.access.nodes).toEqual([
      {
        actor: expect.objectContaining({ name: 'ann' }),
        isAllowed: true,
        isLimited: true,
        reason: 'The role Operator has the right to deploy, retry and roll back, limited to the environment staging.',
        roleName: 'Operator',
        environments: [{ slug: 'staging' }],
        services: null,
      },
      expect.objectContaining({ actor: expect.objectContaining({ name: 'ben' }), isAllowed: false }),
      {
        actor: { name: 'owner', email: cast.owner.email },
        isAllowed: true,
        isLimited: false,
        reason: 'The role Owner has the right to deploy, retry and roll back.',
        roleName: 'Owner',
        environments: null,
        services: null,
      },
      {
        actor: { name: token.name, kind: 'SERVICE', prefix: token.secret.slice(0, 10) },
        isAllowed: true,
        isLimited: true,
        reason: 'The token has the scope deployment:create, limited to the environment staging and the service shop.',
        roleName: null,
        environments: [{ slug: 'staging' }],
        services: [{ slug: 'shop' }],
      },
    ]);
  });

  test('in one place', async () => {
    const { project, production, shop } = await makeShop();
    const allowed = async (place: object) => {
      const { project: found } = await as(cast.owner).run<Page>(ACCESS, {
        slug: project.slug,
        permission: 'deployment:create',
        ...place,
      });
      return found.access.nodes.filter(({ isAllowed }) => isAllowed).map(({ actor }) => actor.kind ?? actor.name);
    };
    expect(await allowed({ environmentId: production.id })).toEqual(['owner']);
    expect(await allowed({ serviceId: shop.id })).toEqual(['ann', 'owner', 'SERVICE']);
    const foreign = { environmentId: cast.environment.id };
    expect(
      await as(cast.owner).fail(ACCESS, { slug: project.slug, permission: 'deployment:create', ...foreign }),
    ).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('page by page, each once', async () => {
    const { project } = await makeShop();
    const names: string[] = [];
    let after: string | null = null;
    do {
      const { project: found }: Page = await as(cast.owner).run<Page>(ACCESS, {
        slug: project.slug,
        permission: 'audit:read',
        first: 1,
        after,
      });
      names.push(...found.access.nodes.map(({ actor }) => actor.kind ?? actor.name));
      after = found.access.pageInfo.hasNextPage ? found.access.pageInfo.endCursor : null;
    } while (after);
    expect(names).toEqual(['ann', 'ben', 'owner', 'SERVICE']);
  });

  test('everybody in the project sees members; tokens only who manages them; no right that is none', async () => {
    const { project, ann, ben } = await makeShop();
    const kinds = async (who: typeof ann) => {
      const variables = { slug: project.slug, permission: 'project:read' };
      return (await as(who).run<Page>(ACCESS, variables)).project.access.nodes.map(({ actor }) => actor.kind ?? 'USER');
    };
    expect(await kinds(ann)).toEqual(['USER', 'USER', 'USER']);
    expect(await kinds(ben)).toEqual(['USER', 'USER', 'USER', 'SERVICE']);
    for (const permission of ['step:report', 'x', 'toString'])
      expect(await as(ann).fail(ACCESS, { slug: project.slug, permission })).toMatchObject({
        code: 'INVALID_INPUT',
        paths: ['permission'],
      });
  });

  test('somebody suspended may nothing', async () => {
    const { project, ann } = await makeShop();
    await cast.app.sql('update users set suspended_at = now() where id = $1', [ann.userId]);
    const { project: found } = await as(cast.owner).run<Page>(ACCESS, {
      slug: project.slug,
      permission: 'project:read',
    });
    expect(found.access.nodes[0]).toMatchObject({ isAllowed: false, reason: 'The account is suspended.' });
  });
});

describe('a place that was deleted', () => {
  test('is no part of a limit any more, and limits all the same', async () => {
    const { project, staging, ann } = await makeShop();
    await cast.app.sql('update environments set deleted_at = now() where id = $1', [staging.id]);
    const found = await as(ann).run(
      `query ($slug: String!) { project(slug: $slug) { viewerCanDeploy members(first: 1) { nodes { environments { slug } } } } }`,
      { slug: project.slug },
    );
    expect(found).toMatchObject({ project: { members: { nodes: [{ environments: [] }] } } });
  });
});
