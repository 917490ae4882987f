/**
 * What the tests of one process share: a server, a browser, and people who are signed in. Each is started when it is
 * first asked for and stopped after the last test. `npm test` runs all files in one process; a file alone works too.
 */
import { after } from 'node:test';
import { type Browser, chromium } from 'playwright-core';
import { Api, settled } from './api.ts';
import { freePort, Server } from './server.ts';

const browserArguments = `--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync --force-color-profile=srgb --font-render-hinting=none`.split(/\s+/);

let serverStart: Promise<Server> | undefined;
let browserStart: Promise<Browser> | undefined;
let administratorStart: Promise<Api> | undefined;
const servers: Server[] = [];
const people = new Map<string, Person>();
const projects: string[] = [];

export interface Person {
  name: string;
  email: string;
  password: string;
  api: Api;
}

/** The server of this run. */
export function sharedServer(): Promise<Server> {
  // The examples listen on this machine, where workflows may not call unless they are told so.
  serverStart ??= startServer({ PILOTHOUSE_OUTBOUND_ALLOW: '127.0.0.1' });
  return serverStart;
}

/** A server of a test's own; it is stopped with the others. */
export async function startServer(environment: Record<string, string> = {}): Promise<Server> {
  const server = await Server.start(environment);
  servers.push(server);
  return server;
}

export function sharedBrowser(): Promise<Browser> {
  browserStart ??= chromium.launch({ executablePath: '/usr/bin/chromium', args: browserArguments });
  return browserStart;
}

/** The owner, who was made by the one-time link and owns every project of these tests. */
export async function administrator(): Promise<Person> {
  administratorStart ??= (async () => {
    const { url, setupUrl } = await sharedServer();
    const api = new Api(url);
    const input = { name: 'Owner', email: 'owner@shop.example', password: 'a long enough one' };
    const code = new URL(setupUrl ?? '').searchParams.get('code');
    await api.run('mutation ($input: CompleteSetupInput!) { completeSetup(input: $input) { id } }', {
      input: { ...input, code },
    });
    return api;
  })();
  return { name: 'Owner', email: 'owner@shop.example', password: 'a long enough one', api: await administratorStart };
}

export type Role = 'OWNER' | 'MAINTAINER' | 'OPERATOR' | 'VIEWER';

export interface Environment {
  id: string;
  slug: string;
  name: string;
  /** Nothing else listens there. */
  url: string;
}

interface ProjectWish {
  slug: string;
  name?: string;
  /** Names of examples. */
  services: string[];
  environments?: string[];
}

/** A project of a test's own, with copies of examples and environments on free ports. */
export class Project {
  readonly id: string;
  readonly slug: string;
  readonly services: Record<string, string>;
  readonly environments: Environment[];

  private constructor(id: string, slug: string, services: Record<string, string>, environments: Environment[]) {
    this.id = id;
    this.slug = slug;
    this.services = services;
    this.environments = environments;
  }

  static async create({ slug, name = slug, services, environments = ['Staging'] }: ProjectWish): Promise<Project> {
    const server = await sharedServer();
    const { api } = await administrator();
    server.copyExamples(slug, services);
    const { createProject } = await api.run<{ createProject: { id: string } }>(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      { input: { slug, name } },
    );
    const projectId = createProject.id;
    projects.push(projectId);
    const made: Environment[] = [];
    for (const [index, environmentName] of environments.entries()) {
      const url = `http://127.0.0.1:${await freePort()}`;
      const input = {
        projectId,
        slug: environmentName.toLowerCase(),
        name: environmentName,
        rank: index + 1,
        url,
        isProduction: environmentName === 'Production',
      };
      const { createEnvironment } = await api.run<{ createEnvironment: Environment }>(
        'mutation ($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id slug name url } }',
        { input },
      );
      made.push(createEnvironment);
    }
    const { syncServices } = await api.run<{ syncServices: { added: { id: string; slug: string }[] } }>(
      'mutation ($projectId: ID!) { syncServices(projectId: $projectId) { added { id slug } } }',
      { projectId },
    );
    return new Project(
      projectId,
      slug,
      Object.fromEntries(syncServices.added.map((each) => [each.slug, each.id])),
      made,
    );
  }

  /** The environment a test works in unless it says otherwise. */
  get first(): Environment {
    const [first] = this.environments;
    if (!first) throw new Error(`${this.slug} has no environment.`);
    return first;
  }

  /** Makes somebody a member, of all places or of those named; the same name is the same person in all projects. */
  async member(name: string, role: Role, limits: { environmentIds?: string[] } = {}): Promise<Person> {
    const { api } = await administrator();
    const email = `${name.toLowerCase()}@shop.example`;
    const known = people.get(email);
    if (known) {
      await api.run('mutation ($input: AddMemberInput!) { addMember(input: $input) { id } }', {
        input: { projectId: this.id, email, role, ...limits },
      });
      return known;
    }
    const { createInvitation } = await api.run<{ createInvitation: { url: string } }>(
      'mutation ($input: CreateInvitationInput!) { createInvitation(input: $input) { url } }',
      { input: { projectId: this.id, email, role, ...limits } },
    );
    const password = `${name} likes copper lanterns`;
    const person = { name, email, password, api: new Api((await sharedServer()).url) };
    await person.api.run(
      'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { projectId } }',
      {
        input: { code: createInvitation.url.split('#code=')[1], name, password },
      },
    );
    people.set(email, person);
    return person;
  }

  /** Starts a deployment; resolves with its id. */
  async deploy(
    service: string,
    version: string,
    parameters: Record<string, unknown> = {},
    { by, to = this.first, ...more }: { by?: Person; to?: Environment; note?: string; dryRun?: boolean } = {},
  ): Promise<string> {
    const { api } = by ?? (await administrator());
    const input = { serviceId: this.services[service], environmentId: to.id, version, parameters, ...more };
    const { deploy } = await api.run<{ deploy: { id: string } }>(
      'mutation ($input: DeployInput!) { deploy(input: $input) { id } }',
      { input },
    );
    return deploy.id;
  }

  /** Deploys and waits for the end, which must be a success. */
  async deployed(...wish: Parameters<Project['deploy']>): Promise<string> {
    const id = await this.deploy(...wish);
    const { status, statusReason } = await settled((await administrator()).api, id);
    if (status !== 'SUCCEEDED') throw new Error(`${wish[0]} ${wish[1]}: ${status}, ${statusReason}`);
    return id;
  }
}

/** A test that failed may leave deployments that run on, as they should; here nobody waits for them. */
async function cancelAll(): Promise<void> {
  if (!administratorStart) return;
  const api = await administratorStart;
  const query = `query ($projectId: ID!) {
    deployments(projectId: $projectId, filter: { statuses: [QUEUED, RUNNING, VERIFYING] }) { nodes { id } }
  }`;
  const ids: string[] = [];
  for (const projectId of projects) {
    const { deployments } = await api.run<{ deployments: { nodes: { id: string }[] } }>(query, { projectId });
    ids.push(...deployments.nodes.map(({ id }) => id));
  }
  for (const id of ids) await api.run('mutation ($id: ID!) { cancelDeployment(id: $id) { id } }', { id });
  for (const id of ids) await settled(api, id);
}

async function stopAll(): Promise<void> {
  await (await browserStart?.catch(() => undefined))?.close();
  try {
    await cancelAll();
  } finally {
    for (const server of servers.splice(0).reverse()) await server.stop();
  }
}

after(stopAll);
process.once('exit', () => {
  for (const server of servers) server.stopNow();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void stopAll().finally(() => process.exit(1)));
}
