import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { signAccessToken } from '../src/features/accounts/access-token.ts';
import { forgetActors, tokenChecksum } from '../src/features/accounts/authenticate.ts';
import { hashPassword } from '../src/features/accounts/password.service.ts';
import { COOKIES } from '../src/features/accounts/session.service.ts';
import type { DeploymentPlan } from '../src/features/deployments/deployment.entity.ts';
import type { DeploymentStatus } from '../src/features/deployments/deployment.types.ts';
import { newId } from '../src/lib/ids.ts';
import type { Role, TokenKind } from '../src/platform/auth/actor.ts';
import { hashSecret } from '../src/platform/crypto/secret-box.ts';
import type { TestActor } from './as.ts';
import { startTestApp, type TestApp } from './test-app.ts';

let count = 0;
const unique = (word: string) => `${word}-${++count}`;

export interface TestProject {
  app: TestApp;
  id: string;
  slug: string;
}
export interface TestEnvironment {
  project: TestProject;
  id: string;
  slug: string;
  url: string | null;
}
export interface TestService {
  project: TestProject;
  id: string;
  slug: string;
}
export interface TestDeployment {
  id: string;
  number: number;
  streamId: number;
}

export const anonymous = (app: TestApp): TestActor => ({
  app,
  name: 'anonymous',
  headers: {},
  userId: null,
  email: null,
});

/** A person who is signed in. */
export async function makeUser(
  app: TestApp,
  given: { name?: string; isAdministrator?: boolean; password?: string } = {},
): Promise<TestActor> {
  const name = given.name ?? unique('user');
  const email = `${unique('person')}@example.com`;
  const userId = newId('user');
  await app.sql('insert into users (id, email, name, password_hash, is_administrator) values ($1, $2, $3, $4, $5)', [
    userId,
    email,
    name,
    given.password ? await hashPassword(given.password) : null,
    given.isAdministrator ?? false,
  ]);
  return { app, name, headers: { cookie: await makeSession(app, userId) }, userId, email };
}

/** A session of the person: the cookie of another browser. */
export async function makeSession(app: TestApp, userId: string | null): Promise<string> {
  const id = newId('session');
  const expiresAt = new Date(app.app.now().getTime() + 86_400_000);
  await app.sql('insert into sessions (id, user_id, expires_at) values ($1, $2, $3)', [id, userId, expiresAt]);
  return `${COOKIES.access}=${await signAccessToken(app.app, { id, userId: userId ?? '', expiresAt })}`;
}

export async function makeProject(app: TestApp, members: [TestActor, Role][] = []): Promise<TestProject> {
  const project = { app, id: newId('project'), slug: unique('project') };
  await app.sql('insert into projects (id, slug, name) values ($1, $2, $2)', [project.id, project.slug]);
  await app.sql('insert into project_counters (project_id) values ($1)', [project.id]);
  for (const [actor, role] of members) await enroll(project, actor, role);
  return project;
}

/** What somebody gets besides a built-in role: a role of the project's own, or limits to places. */
export interface Assigned {
  permissions?: string[];
  environments?: { id: string }[];
  services?: { id: string }[];
}

/** Makes somebody a member. */
export async function enroll(
  project: TestProject,
  actor: TestActor,
  role: Role | 'CUSTOM',
  { permissions, environments, services }: Assigned = {},
): Promise<string> {
  const id = newId('member');
  const roleId = permissions ? (await makeRole(project, permissions)).id : null;
  await project.app.sql(
    `insert into members (id, project_id, user_id, role, role_id, environment_ids, service_ids) values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      project.id,
      actor.userId,
      roleId ? 'CUSTOM' : role,
      roleId,
      environments?.map((place) => place.id) ?? null,
      services?.map((place) => place.id) ?? null,
    ],
  );
  forgetActors(project.app.app);
  return id;
}

/** A role of the project's own. */
export async function makeRole(
  project: TestProject,
  permissions: string[],
  name = unique('role'),
): Promise<{ id: string; name: string }> {
  const id = newId('role');
  await project.app.sql('insert into roles (id, project_id, name, permissions) values ($1, $2, $3, $4)', [
    id,
    project.id,
    name,
    ['project:read', ...permissions],
  ]);
  return { id, name };
}

/** A new person in the project; with the id of their place in it. */
export async function makeMember(
  project: TestProject,
  role: Role | 'CUSTOM',
  name?: string,
  assigned: Assigned = {},
): Promise<TestActor & { id: string }> {
  const actor = await makeUser(project.app, name ? { name } : {});
  return { ...actor, id: await enroll(project, actor, role, assigned) };
}

/** An open invitation of the owner `by`, with the code of its link. */
export async function makeInvitation(
  project: TestProject,
  by: TestActor,
  given: Pick<Assigned, 'environments'> & { email?: string } = {},
): Promise<{ id: string; code: string }> {
  const made = { id: newId('invitation'), code: randomBytes(32).toString('base64url') };
  await project.app.sql(
    `insert into invitations (id, project_id, email, role, environment_ids, code_hash, invited_by, expires_at)
     values ($1, $2, $3, 'OPERATOR', $4, $5, $6, now() + interval '1 day')`,
    [
      made.id,
      project.id,
      given.email ?? null,
      given.environments?.map((place) => place.id) ?? null,
      hashSecret(made.code),
      by.userId,
    ],
  );
  return made;
}

export async function makeEnvironment(
  project: TestProject,
  given: { slug?: string; rank?: number; url?: string; requiresApproval?: boolean; isProduction?: boolean } = {},
): Promise<TestEnvironment> {
  const slug = given.slug ?? unique('environment');
  const environment = { project, id: newId('environment'), slug, url: given.url ?? null };
  await project.app.sql(
    `insert into environments (id, project_id, slug, name, rank, url, requires_approval, is_production)
     values ($1, $2, $3, $3, $4, $5, $6, $7)`,
    [
      environment.id,
      project.id,
      slug,
      given.rank ?? 1,
      environment.url,
      given.requiresApproval ?? false,
      given.isProduction ?? false,
    ],
  );
  return environment;
}

export interface ServiceSettings {
  slug?: string;
  entrypoint?: string[];
  stepNames?: string[];
  parameterSchema?: object;
  healthCheck?: object;
  timeoutSeconds?: number;
  cancelGraceSeconds?: number;
}

/** A SHELL service by hand. Its folder exists only when {@link writeSource} makes it. */
export async function makeService(project: TestProject, given: ServiceSettings = {}): Promise<TestService> {
  const slug = given.slug ?? unique('service');
  const service = { project, id: newId('service'), slug };
  await project.app.sql(
    `insert into services (id, project_id, slug, name, runner, source, entrypoint, step_names, parameter_schema, health_check,
       timeout_seconds, cancel_grace_seconds)
     values ($1, $2, $3, $3, 'SHELL', $3, $4, $5, $6, $7, $8, $9)`,
    [
      service.id,
      project.id,
      slug,
      given.entrypoint ?? ['true'],
      given.stepNames ?? [],
      given.parameterSchema ?? null,
      given.healthCheck ?? null,
      given.timeoutSeconds ?? 60,
      given.cancelGraceSeconds ?? 1,
    ],
  );
  return service;
}

/** Files of a service's source folder, by their paths in it. */
export async function writeSource(project: TestProject, slug: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(project.app.app.config.servicesDir, project.slug, slug, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** A deployment in any state, as if it had come there. */
export async function makeDeployment(
  service: TestService,
  environment: TestEnvironment,
  given: Partial<{
    status: keyof typeof DeploymentStatus;
    version: string;
    by: TestActor;
    isDryRun: boolean;
    parameters: object;
    plan: Partial<DeploymentPlan>;
    ownerWorkerId: string;
    nodeId: string;
  }> = {},
): Promise<TestDeployment> {
  const { app, id: projectId } = service.project;
  const [counter] = await app.sql<{ number: number }>(
    'update project_counters set deployment_number = deployment_number + 1 where project_id = $1 returning deployment_number as number',
    [projectId],
  );
  const [stream] = await app.sql<{ id: string }>('insert into log_streams (project_id) values ($1) returning id', [
    projectId,
  ]);
  const made = { id: newId('deployment'), number: counter?.number ?? 0, streamId: Number(stream?.id) };
  const status = given.status ?? 'SUCCEEDED';
  const hasStarted = !['AWAITING_APPROVAL', 'QUEUED', 'REJECTED'].includes(status);
  const isOver = ['SUCCEEDED', 'FAILED', 'CANCELED', 'TIMED_OUT', 'REJECTED'].includes(status);
  await app.sql(
    `insert into deployments (id, project_id, number, service_id, environment_id, version, status, trigger, created_by_user_id,
       created_by_name, is_dry_run, parameters, plan, log_stream_id, owner_worker_id, node_id, queued_at, started_at, finished_at)
     values ($1, $2, $3, $4, $5, $6, $7, 'MANUAL', $8, $9, $10, $11, $12, $13, $14, $15, now(),
       case when $16 then now() - interval '1 minute' end, case when $17 then now() end)`,
    [
      made.id,
      projectId,
      made.number,
      service.id,
      environment.id,
      given.version ?? '1.0',
      status,
      given.by?.userId ?? null,
      given.by?.name ?? 'Pilothouse',
      given.isDryRun ?? false,
      given.parameters ?? {},
      { ...planOf(service, environment), ...given.plan },
      made.streamId,
      given.ownerWorkerId ?? null,
      given.nodeId ?? null,
      hasStarted,
      isOver,
    ],
  );
  return made;
}

const planOf = (service: TestService, environment: TestEnvironment): DeploymentPlan => ({
  projectSlug: service.project.slug,
  serviceSlug: service.slug,
  serviceName: service.slug,
  environmentSlug: environment.slug,
  url: environment.url,
  runner: 'SHELL',
  source: service.slug,
  entrypoint: ['true'],
  inventory: null,
  stepNames: [],
  healthCheck: null,
  timeoutSeconds: 60,
  cancelGraceSeconds: 1,
  startAtStep: null,
  hosts: null,
});

/** A step of a deployment, as its program would have reported it. */
export async function makeStep(
  project: TestProject,
  deployment: { id: string },
  given: { name: string; status?: string; host?: string; position?: number },
): Promise<void> {
  await project.app.sql(
    `insert into deployment_steps (project_id, deployment_id, key, host, name, position, status) values ($1, $2, $3, $4, $3, $5, $6)`,
    [project.id, deployment.id, given.name, given.host ?? '', given.position ?? 0, given.status ?? 'SUCCEEDED'],
  );
}

/** A token, as who uses it: its id with its credential. */
export async function makeToken(
  app: TestApp,
  given: Omit<Assigned, 'permissions'> & {
    kind: TokenKind;
    scopes?: string[];
    project?: TestProject;
    user?: TestActor;
    deployment?: { id: string };
  },
): Promise<TestActor & { id: string; secret: string }> {
  const letter = { PERSONAL: 'p', SERVICE: 's', DEPLOYMENT: 'd' }[given.kind];
  const body = `ph${letter}_${randomBytes(32).toString('base64url')}`;
  const secret = body + tokenChecksum(body);
  const id = newId('token');
  const name = unique(`${given.kind.toLowerCase()} token`);
  await app.sql(
    `insert into tokens (id, project_id, kind, name, prefix, secret_hash, scopes, user_id, deployment_id, environment_ids, service_ids,
       expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, now() + interval '1 day')`,
    [
      id,
      given.project?.id ?? null,
      given.kind,
      name,
      secret.slice(0, 10),
      hashSecret(secret),
      ['project:read', ...(given.scopes ?? [])],
      given.user?.userId ?? null,
      given.deployment?.id ?? null,
      given.environments?.map((place) => place.id) ?? null,
      given.services?.map((place) => place.id) ?? null,
    ],
  );
  return { app, id, secret, name, headers: { authorization: `Bearer ${secret}` }, userId: null, email: null };
}

export interface TestWorkflow {
  id: string;
  slug: string;
  /** Of the version that is published. */
  versionId: string;
  /** Of its webhook, the node `hook`. */
  triggerId: string;
}

/** A graph that can be published anywhere: started by hand or by a webhook, it waits a second. */
export const SMALL_GRAPH = {
  nodes: [
    { key: 'start', type: 'manual', name: 'Start', config: {}, position: { x: 0, y: 0 } },
    { key: 'hook', type: 'webhook', name: 'Hook', config: {}, position: { x: 200, y: 0 } },
    { key: 'pause', type: 'delay', name: 'Pause', config: { seconds: 1 }, position: { x: 0, y: 120 } },
  ],
  edges: [
    { from: 'start', fromPort: 'main', to: 'pause' },
    { from: 'hook', fromPort: 'main', to: 'pause' },
  ],
};

/** A workflow whose draft is published as version 1. */
export async function makeWorkflow(
  { app, id: projectId }: TestProject,
  given: { slug?: string; graph?: object; permissions?: string[] } = {},
): Promise<TestWorkflow> {
  const [id, versionId, triggerId] = [newId('workflow'), newId('workflowVersion'), newId('trigger')];
  const slug = given.slug ?? `flow-${id.slice(-8)}`;
  const graph = JSON.stringify(given.graph ?? SMALL_GRAPH);
  await app.sql(
    `insert into workflows (id, project_id, slug, name, draft, draft_saved_by_name, created_by_name)
     values ($1, $2, $3, $3, $4, 'somebody', 'somebody')`,
    [id, projectId, slug, graph],
  );
  await app.sql(
    `insert into workflow_versions (id, project_id, workflow_id, number, graph, grant_permissions, published_by_name)
     values ($1, $2, $3, 1, $4, $5, 'somebody')`,
    [versionId, projectId, id, graph, ['project:read', ...(given.permissions ?? [])]],
  );
  await app.sql('update workflows set published_version_id = $2 where id = $1', [id, versionId]);
  await app.sql(
    `insert into workflow_triggers (id, project_id, workflow_id, node_key, kind, config, is_active)
     values ($1, $2, $3, 'hook', 'WEBHOOK', '{"answer":"ASYNC"}', true)`,
    [triggerId, projectId, id],
  );
  return { id, slug, versionId, triggerId };
}

/** Two projects, and everybody who may ask something of the first. */
export interface Cast {
  app: TestApp;
  project: TestProject;
  environment: TestEnvironment;
  service: TestService;
  owner: TestActor;
  maintainer: TestActor;
  operator: TestActor;
  viewer: TestActor;
  /** Owner of `otherProject`, nobody here. */
  stranger: TestActor;
  otherProject: TestProject;
  /** Of the installation; in no project. */
  administrator: TestActor;
  anonymous: TestActor;
}

export type Who = 'owner' | 'maintainer' | 'operator' | 'viewer' | 'stranger' | 'administrator' | 'anonymous';

async function makeCast(app: TestApp): Promise<Cast> {
  const person = (name: string) => makeUser(app, { name });
  const [owner, maintainer, operator, viewer, stranger] = await Promise.all(
    ['owner', 'maintainer', 'operator', 'viewer', 'stranger'].map(person),
  );
  if (!owner || !maintainer || !operator || !viewer || !stranger) throw new Error('Somebody is missing.');
  const project = await makeProject(app, [
    [owner, 'OWNER'],
    [maintainer, 'MAINTAINER'],
    [operator, 'OPERATOR'],
    [viewer, 'VIEWER'],
  ]);
  return {
    app,
    project,
    environment: await makeEnvironment(project),
    service: await makeService(project),
    owner,
    maintainer,
    operator,
    viewer,
    stranger,
    otherProject: await makeProject(app, [[stranger, 'OWNER']]),
    administrator: await makeUser(app, { name: 'administrator', isAdministrator: true }),
    anonymous: anonymous(app),
  };
}

/** For a test file: the server with its cast, there before the first test and gone after the last. */
export function useCast(environment: Record<string, string> = {}): Cast {
  const cast = {} as Cast;
  beforeAll(async () => {
    Object.assign(cast, await makeCast(await startTestApp(environment)));
  });
  afterAll(() => cast.app.close());
  return cast;
}
