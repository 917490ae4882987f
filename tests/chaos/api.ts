import { setTimeout as pause } from 'node:timers/promises';

export interface Line {
  seq: number;
  stream: 'STDOUT' | 'STDERR' | 'SYSTEM';
  text: string;
}

export interface Batch {
  lines: Line[];
  lastSeq: number;
  hasEnded: boolean;
}

export interface Step {
  key: string;
  name: string;
  status: string;
  attempt: number;
  message: string | null;
}

export interface Deployment {
  id: string;
  number: number;
  status: string;
  statusReason: string | null;
  exitCode: number | null;
  logLineCount: number;
  steps: Step[];
}

export interface DeployInput {
  serviceId: string;
  environmentId: string;
  version: string;
  parameters?: Record<string, unknown>;
  idempotencyKey?: string;
}

export const ADMIN = { email: 'admin@example.com', password: 'only for these tests' };

/** What the API answered instead of data. */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

const DEPLOYMENT = `id number status statusReason exitCode logLineCount steps { key name status attempt message }`;

/** A client of one installation, whichever server serves its address at the moment. */
export class Api {
  readonly url: string;
  #authorization: string | null = null;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
  }

  /** For subscriptions, which come with a token: everything else has the session's cookie. */
  get authorization(): string {
    if (!this.#authorization) throw new Error('Nobody has signed in.');
    return this.#authorization;
  }

  /** One operation. Throws {@link ApiError} for errors of the API; a server that isn't there throws what `fetch` does. */
  async ask<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(cookie ? { cookie } : {}),
      },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(20_000),
    });
    // Access tokens last 10 minutes: a long test gets new ones on the way.
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    const { data, errors } = (await response.json()) as {
      data?: T;
      errors?: { message: string; extensions?: { code?: string } }[];
    };
    const [error] = errors ?? [];
    if (error) throw new ApiError(error.extensions?.code ?? `HTTP ${response.status}`, error.message);
    return data as T;
  }

  /** The same, again and again while nobody answers: what is asked must do the same twice as once. */
  async insist<T>(query: string, variables: Record<string, unknown> = {}): Promise<T> {
    const deadline = performance.now() + 60_000;
    for (;;) {
      try {
        return await this.ask<T>(query, variables);
      } catch (error) {
        const isAway = !(error instanceof ApiError) || error.code === 'UNAVAILABLE';
        if (!isAway || performance.now() > deadline) throw error;
        await pause(50);
      }
    }
  }

  /** Signs the administrator in. */
  async signIn(): Promise<void> {
    await this.ask('mutation ($input: SignInInput!) { signIn(input: $input) { id } }', { input: ADMIN });
    const { createToken } = await this.ask<{ createToken: { secret: string } }>(
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret } }',
      { input: { name: 'chaos', scopes: ['project:read'] } },
    );
    this.#authorization = `Bearer ${createToken.secret}`;
  }

  /** A project with one service per folder and these environments; returns their ids by slug. */
  async createProject(
    slug: string,
    environments: { slug: string; url?: string }[],
  ): Promise<{ projectId: string; services: Record<string, string>; environments: Record<string, string> }> {
    const { createProject } = await this.ask<{ createProject: { id: string } }>(
      'mutation ($input: CreateProjectInput!) { createProject(input: $input) { id } }',
      { input: { slug, name: slug } },
    );
    const projectId = createProject.id;
    const made: Record<string, string> = {};
    for (const [rank, environment] of environments.entries()) {
      const { createEnvironment } = await this.ask<{ createEnvironment: { id: string } }>(
        'mutation ($input: CreateEnvironmentInput!) { createEnvironment(input: $input) { id } }',
        { input: { projectId, rank, name: environment.slug, ...environment } },
      );
      made[environment.slug] = createEnvironment.id;
    }
    const { syncServices } = await this.ask<{
      syncServices: { added: { id: string; slug: string }[]; problems: { message: string }[] };
    }>(
      'mutation ($projectId: ID!) { syncServices(projectId: $projectId) { added { id slug } problems { message } } }',
      {
        projectId,
      },
    );
    if (syncServices.problems.length > 0) throw new Error(JSON.stringify(syncServices.problems));
    return {
      projectId,
      environments: made,
      services: Object.fromEntries(syncServices.added.map((service) => [service.slug, service.id])),
    };
  }

  async deploy(input: DeployInput): Promise<Deployment> {
    const { deploy } = await this.ask<{ deploy: Deployment }>(
      `mutation ($input: DeployInput!) { deploy(input: $input) { ${DEPLOYMENT} } }`,
      { input },
    );
    return deploy;
  }

  async cancel(id: string): Promise<Deployment> {
    const { cancelDeployment } = await this.ask<{ cancelDeployment: Deployment }>(
      `mutation ($id: ID!) { cancelDeployment(id: $id) { ${DEPLOYMENT} } }`,
      { id },
    );
    return cancelDeployment;
  }

  async deployment(id: string): Promise<Deployment> {
    const { deployment } = await this.insist<{ deployment: Deployment }>(
      `query ($id: ID!) { deployment(id: $id) { ${DEPLOYMENT} } }`,
      { id },
    );
    return deployment;
  }

  /** The whole log, read page by page. */
  async log(id: string): Promise<Batch> {
    const lines: Line[] = [];
    for (;;) {
      const { deployment } = await this.insist<{ deployment: { log: Batch } }>(
        `query ($id: ID!, $after: Int!) {
          deployment(id: $id) { log(after: $after, first: 1800) { lines { seq stream text } lastSeq hasEnded } }
        }`,
        { id, after: lines.at(-1)?.seq ?? 0 },
      );
      const { log } = deployment;
      lines.push(...log.lines);
      if (log.lines.length === 0 || log.hasEnded) return { ...log, lines };
    }
  }

  /** What the audit log has of one thing, oldest first. */
  async auditActions(projectId: string, subjectId: string): Promise<string[]> {
    const { node } = await this.insist<{
      node: { auditEvents: { nodes: { action: string; subjectId: string }[] } };
    }>(
      'query ($id: ID!) { node(id: $id) { ... on Project { auditEvents(first: 100) { nodes { action subjectId } } } } }',
      { id: projectId },
    );
    return node.auditEvents.nodes
      .filter((event) => event.subjectId === subjectId)
      .map((event) => event.action)
      .reverse();
  }
}
