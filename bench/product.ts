import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const administrator = { email: 'bench@example.com', password: 'correct horse battery' };

/** The whole product in one process, with its own Postgres and the demo project, signed in as the administrator. */
export interface Product {
  url: string;
  readonly cookie: string;
  pid: number;
  run<Result>(operation: string, variables?: Record<string, unknown>): Promise<Result>;
  stop(): Promise<void>;
}

/** Starts the built server on a free port, in a data folder of its own. Whoever starts it must stop it. */
export async function startProduct(environment: Record<string, string> = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'pilothouse-bench-'));
  // As root, Postgres runs as another account that must be able to enter.
  await chmod(dataDir, 0o711);
  const { DATABASE_URL: _, ...inherited } = process.env;
  const server = spawn(process.execPath, ['server/dist/main.js', 'all'], {
    env: {
      ...inherited,
      PILOTHOUSE_DATA_DIR: dataDir,
      PILOTHOUSE_PORT: '0',
      PILOTHOUSE_LOG_LEVEL: 'warn',
      // What is measured is not what the limits are for.
      PILOTHOUSE_CONNECTIONS_PER_ACTOR: '10000',
      PILOTHOUSE_CONNECTIONS_PER_ADDRESS: '10000',
      PILOTHOUSE_RATE_USER: '0',
      PILOTHOUSE_ADMIN_EMAIL: administrator.email,
      PILOTHOUSE_ADMIN_PASSWORD: administrator.password,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async () => {
    const exited = new Promise((resolve) => server.once('exit', resolve));
    if (server.exitCode === null && server.kill('SIGTERM')) await exited;
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const url = await readUrl(server);
    // Access tokens last 10 minutes: a long bench gets new cookies on the way.
    let cookie = await signIn(url);
    const run = async <Result>(operation: string, variables: Record<string, unknown> = {}) => {
      const { data, setCookie } = await runOperation<Result>(url, cookie, operation, variables);
      if (setCookie) cookie = setCookie;
      return data;
    };
    return {
      url,
      get cookie() {
        return cookie;
      },
      pid: server.pid as number,
      run,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readUrl(server: ChildProcess): Promise<string> {
  for await (const line of createInterface({ input: server.stdout as NodeJS.ReadableStream })) {
    const url = /ready: (http\S+)/.exec(line)?.[1];
    if (!url) continue;
    server.stdout?.resume();
    return url;
  }
  throw new Error('The server ended before it was ready.');
}

async function signIn(url: string): Promise<string> {
  const response = await post(
    url,
    {},
    {
      query: 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }',
      variables: { input: administrator },
    },
  );
  const cookie = cookiesOf(response);
  if (!cookie) throw new Error(`Signing in failed: ${await response.text()}`);
  return cookie;
}

const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

async function runOperation<Result>(url: string, cookie: string, query: string, variables: object) {
  const response = await post(url, { cookie }, { query, variables });
  const { data, errors } = (await response.json()) as { data: Result; errors?: unknown[] };
  if (errors) throw new Error(JSON.stringify(errors));
  return { data, setCookie: cookiesOf(response) };
}

function post(url: string, headers: Record<string, string>, body: object): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** Resident memory of a process now, in bytes (Linux). */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) * 1024;
}
