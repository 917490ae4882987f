import { type Permission, ROLE_PERMISSIONS, TOKEN_SCOPES } from '../src/platform/auth/permissions.ts';
import type { TestActor } from './as.ts';
import {
  anonymous,
  type Cast,
  makeDeployment,
  makeEnvironment,
  makeMember,
  makeProject,
  makeService,
  makeToken,
  type TestDeployment,
  type TestEnvironment,
  type TestService,
} from './factories.ts';

/** What somebody was given in the project, and where it holds (null: everywhere). */
export interface Given {
  permissions: ReadonlySet<Permission>;
  environmentIds: readonly string[] | null;
  serviceIds: readonly string[] | null;
}

export interface Somebody {
  who: string;
  actor: TestActor;
  kind: 'nobody' | 'invalid token' | 'person' | 'token' | 'deployment token';
  /** All of them must hold; null for who has no place in the project. */
  given: Given[] | null;
  isAdministrator?: true;
  /** Whose sessions, tokens and accounts elsewhere are asked for, and their own tokens. */
  isItsPerson?: true;
}

/** Where everything of the matrix is asked for, and where somebody's rights are who has them elsewhere. */
export interface Places {
  environment: TestEnvironment;
  service: TestService;
  elsewhere: { environment: TestEnvironment; service: TestService };
  deployment: TestDeployment;
}

const everywhere = (permissions: Iterable<Permission>): Given => ({
  permissions: new Set<Permission>(['project:read', ...permissions]),
  environmentIds: null,
  serviceIds: null,
});
const allBut = (permission: Permission | null) => TOKEN_SCOPES.filter((one) => one !== permission);

interface Limits {
  environments?: TestEnvironment[];
  services?: TestService[];
}
const within = (given: Given, { environments, services }: Limits): Given => ({
  ...given,
  environmentIds: environments?.map(({ id }) => id) ?? null,
  serviceIds: services?.map(({ id }) => id) ?? null,
});

/** Everybody for whom it doesn't matter which permission is asked for. */
export async function makeEverybody(cast: Cast, places: Places): Promise<Somebody[]> {
  const { app, project } = cast;
  const { elsewhere } = places;
  const suspended = await makeMember(project, 'OWNER', 'suspended owner');
  await app.sql('update users set suspended_at = now() where id = $1', [suspended.userId]);
  const limited = async (role: 'MAINTAINER' | 'OPERATOR', what: string, limits: Limits): Promise<Somebody> => ({
    who: `${role.toLowerCase()} of another ${what}`,
    actor: await makeMember(project, role, undefined, limits),
    kind: 'person',
    given: [within(everywhere(ROLE_PERMISSIONS[role]), limits)],
  });
  const member = (who: 'owner' | 'maintainer' | 'operator' | 'viewer'): Somebody => ({
    who,
    actor: cast[who],
    kind: 'person',
    given: [everywhere(ROLE_PERMISSIONS[who.toUpperCase() as 'OWNER'])],
    ...(who === 'owner' && { isItsPerson: true }),
  });
  return [
    { who: 'anonymous', actor: anonymous(app), kind: 'nobody', given: null },
    member('owner'),
    member('maintainer'),
    member('operator'),
    member('viewer'),
    await limited('MAINTAINER', 'environment', { environments: [elsewhere.environment] }),
    await limited('MAINTAINER', 'service', { services: [elsewhere.service] }),
    await limited('OPERATOR', 'environment', { environments: [elsewhere.environment] }),
    await limited('OPERATOR', 'service', { services: [elsewhere.service] }),
    { who: 'owner of another project', actor: cast.stranger, kind: 'person', given: null },
    { who: 'suspended owner', actor: suspended, kind: 'nobody', given: null },
    { who: 'administrator', actor: cast.administrator, kind: 'person', given: null, isAdministrator: true },
    {
      who: 'personal token of the administrator',
      actor: await makeToken(app, { kind: 'PERSONAL', user: cast.administrator, scopes: TOKEN_SCOPES }),
      kind: 'token',
      given: null,
    },
    ...(await makeDeploymentTokens(cast, places)),
    ...(await makeInvalidTokens(cast)),
  ];
}

async function makeDeploymentTokens({ app, project, stranger }: Cast, places: Places): Promise<Somebody[]> {
  const scopes = ['step:report'];
  const other = await makeProject(app, [[stranger, 'OWNER']]);
  const foreign = await makeDeployment(await makeService(other), await makeEnvironment(other));
  const second = await makeDeployment(places.service, places.environment);
  const of = (deployment: TestDeployment, where = project) =>
    makeToken(app, { kind: 'DEPLOYMENT', project: where, deployment, scopes });
  const given = [everywhere(['step:report'])];
  return [
    { who: 'token of the deployment', actor: await of(places.deployment), kind: 'deployment token', given },
    { who: 'token of another deployment', actor: await of(second), kind: 'deployment token', given },
    { who: 'token of a foreign deployment', actor: await of(foreign, other), kind: 'deployment token', given: null },
  ];
}

async function makeInvalidTokens({ app, project, owner }: Cast): Promise<Somebody[]> {
  const service = () => makeToken(app, { kind: 'SERVICE', project, scopes: TOKEN_SCOPES });
  const expired = await service();
  await app.sql(`update tokens set expires_at = now() - interval '1 second' where id = $1`, [expired.id]);
  const revoked = await makeToken(app, { kind: 'PERSONAL', user: owner, scopes: TOKEN_SCOPES });
  await app.sql('update tokens set revoked_at = now() where id = $1', [revoked.id]);
  const misspelt = await service();
  misspelt.headers = { authorization: `Bearer ${misspelt.secret.slice(0, -1)}x` };
  return [
    { who: 'expired service token', actor: expired },
    { who: 'revoked personal token', actor: revoked },
    { who: 'misspelt service token', actor: misspelt },
  ].map((one) => ({ ...one, kind: 'invalid token', given: null }));
}

/** People and tokens that have exactly the permission, or all but it, or have it elsewhere. Null: a right that is no permission. */
export async function makeHolders(cast: Cast, places: Places, permission: Permission | null): Promise<Somebody[]> {
  const { project } = cast;
  const one = permission && permission !== 'project:read' ? [permission] : [];
  const here = { environments: [places.environment], services: [places.service] };
  const custom = async (who: string, permissions: Permission[], limits: Limits = {}): Promise<Somebody> => ({
    who: `member with ${who}`,
    actor: await makeMember(project, 'CUSTOM', undefined, { permissions, ...limits }),
    kind: 'person',
    given: [within(everywhere(permissions), limits)],
  });
  return [
    await custom('exactly the right', one),
    await custom('exactly the right, in this place', one, here),
    await custom('all rights but it', allBut(permission)),
    ...(await makePersonalTokens(cast, places, permission, one)),
    ...(await makeServiceTokens(cast, places, permission, one)),
  ];
}

async function makePersonalTokens(
  cast: Cast,
  { elsewhere }: Places,
  permission: Permission | null,
  one: Permission[],
): Promise<Somebody[]> {
  const { app, project, owner, viewer, stranger } = cast;
  const own = everywhere(ROLE_PERMISSIONS.OWNER);
  const make = async (
    who: string,
    user: TestActor,
    scopes: Permission[],
    person: Given[] | null,
    limits: Limits = {},
  ) => ({
    who: `personal token ${who}`,
    actor: await makeToken(app, {
      kind: 'PERSONAL',
      user,
      scopes,
      ...(limits.environments && { project }),
      ...limits,
    }),
    kind: 'token' as const,
    given: person && [...person, within(everywhere(scopes), limits)],
    ...(user === owner && { isItsPerson: true as const }),
  });
  const suspended = await makeMember(project, 'OWNER');
  await app.sql('update users set suspended_at = now() where id = $1', [suspended.userId]);
  const elsewhereOnly = { environments: [elsewhere.environment] };
  return [
    await make('with the scope', owner, one, [own]),
    await make('with all scopes but it', owner, allBut(permission), [own]),
    await make('with the scope, of a viewer', viewer, one, [everywhere(ROLE_PERMISSIONS.VIEWER)]),
    await make('with the scope, for another environment', owner, one, [own], elsewhereOnly),
    await make('with the scope, of the owner of another project', stranger, one, null),
    { ...(await make('with the scope, of a suspended owner', suspended, one, null)), kind: 'invalid token' },
  ];
}

async function makeServiceTokens(
  { app, project, otherProject }: Cast,
  { elsewhere, ...here }: Places,
  permission: Permission | null,
  one: Permission[],
): Promise<Somebody[]> {
  const make = async (who: string, scopes: Permission[], limits: Limits = {}): Promise<Somebody> => ({
    who: `service token ${who}`,
    actor: await makeToken(app, { kind: 'SERVICE', project, scopes, ...limits }),
    kind: 'token',
    given: [within(everywhere(scopes), limits)],
  });
  return [
    await make('with the scope', one),
    await make('with the scope, for this place', one, { environments: [here.environment], services: [here.service] }),
    await make('with all scopes but it', allBut(permission)),
    await make('with the scope, for another environment', one, { environments: [elsewhere.environment] }),
    await make('with the scope, for another service', one, { services: [elsewhere.service] }),
    {
      who: 'service token with the scope, of another project',
      actor: await makeToken(app, { kind: 'SERVICE', project: otherProject, scopes: one }),
      kind: 'token',
      given: null,
    },
  ];
}
