import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { findFreePort } from '../../server/src/platform/db/embedded/postmaster.ts';
import { readProcess, stopProcess } from '../../server/src/platform/runners/runner-process.ts';
import { ADMIN, Api } from './api.ts';
import { Cluster, stopLeftCluster } from './cluster.ts';
import { until } from './until.ts';

const MAIN = resolve(import.meta.dirname, '../../server/dist/main.js');

type ServerRole = 'all' | 'api' | 'worker';

/** One process of Pilothouse. */
export class Server {
  readonly dataDir: string;
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  #output = '';

  private constructor(child: ChildProcess, dataDir: string) {
    this.#child = child;
    this.dataDir = dataDir;
    this.#exited = once(child, 'exit');
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        this.#output += bytes.toString();
      });
  }

  /** Starts one and waits until it says that it is ready. */
  static async start(role: ServerRole, dataDir: string, env: Record<string, string>): Promise<Server> {
    const child = spawn(process.execPath, [MAIN, role], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const server = new Server(child, dataDir);
    await until(`the ${role} is ready`, () => !server.isRunning || server.#output.includes('is ready'), 60);
    if (!server.isRunning) throw new Error(`The ${role} did not start:\n${server.output}`);
    return server;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number {
    return this.#child.pid as number;
  }

  /** What it printed, its log included. */
  get output(): string {
    return this.#output;
  }

  /** Stops, freezes or thaws it; after KILL and TERM it is gone when this resolves. */
  async signal(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): Promise<void> {
    this.#child.kill(signal);
    if (signal === 'SIGKILL' || signal === 'SIGTERM') await this.#exited;
  }
}

/** One installation in a folder of its own: its services, its data, its processes and, if it has one, its own Postgres. */
export class Installation {
  readonly folder: string;
  readonly servicesDir: string;
  readonly api: Api;
  readonly #cluster: Cluster | null;
  readonly #port: number;
  readonly #servers: Server[] = [];

  private constructor(folder: string, port: number, cluster: Cluster | null) {
    this.folder = folder;
    this.servicesDir = join(folder, 'services');
    this.#port = port;
    this.#cluster = cluster;
    this.api = new Api(`http://127.0.0.1:${port}`);
  }

  /** With `ownPostgres` the database stands by itself; without, the role `all` brings its own. */
  static async create(options: { ownPostgres: boolean }): Promise<Installation> {
    const folder = await mkdtemp(join(await realpath(tmpdir()), 'pilothouse-chaos-'));
    // Started as root, Postgres runs as another user, who must be able to pass.
    await chmod(folder, 0o711);
    const cluster = options.ownPostgres ? await Cluster.start(join(folder, 'cluster')) : null;
    const installation = new Installation(folder, await findFreePort(), cluster);
    await mkdir(installation.servicesDir);
    return installation;
  }

  /** The Postgres that stands by itself. */
  get database(): Cluster {
    if (!this.#cluster) throw new Error('This installation brings its own Postgres.');
    return this.#cluster;
  }

  /** `env`: besides what all of them have. */
  async start(role: ServerRole, dataName = 'data', env: Record<string, string> = {}): Promise<Server> {
    const dataDir = join(this.folder, dataName);
    await mkdir(dataDir, { recursive: true, mode: 0o711 });
    const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env;
    const server = await Server.start(role, dataDir, {
      PATH,
      HOME,
      LANG,
      PILOTHOUSE_DATA_DIR: dataDir,
      PILOTHOUSE_SERVICES_DIR: this.servicesDir,
      PILOTHOUSE_PORT: String(this.#port),
      PILOTHOUSE_SECRET: 'only for these tests, and long enough',
      PILOTHOUSE_ADMIN_EMAIL: ADMIN.email,
      PILOTHOUSE_ADMIN_PASSWORD: ADMIN.password,
      PILOTHOUSE_DEMO: 'off',
      // A process that ends by itself leaves its compiled modules to the next ones: a third of what a start costs.
      NODE_COMPILE_CACHE: join(this.folder, 'compiled'),
      // Where the witnesses of effects are.
      PILOTHOUSE_OUTBOUND_ALLOW: '127.0.0.1',
      ...(this.#cluster ? { DATABASE_URL: this.#cluster.url } : {}),
      ...env,
    });
    this.#servers.push(server);
    return server;
  }

  /** The private folder of a deployment, on the machine with this data folder. */
  deploymentDir(id: string, dataName = 'data'): string {
    return join(this.folder, dataName, 'deployments', id);
  }

  /** Ends everything that was started here, whatever state it is in, and removes the folder. */
  async close(): Promise<void> {
    await Promise.all(
      this.#servers.map(async (server) => {
        if (!server.isRunning) return;
        await server.signal('SIGCONT');
        const kill = setTimeout(() => void server.signal('SIGKILL'), 20_000);
        await server.signal('SIGTERM');
        clearTimeout(kill);
      }),
    );
    for (const dataDir of new Set(this.#servers.map((server) => server.dataDir))) {
      await stopPrograms(join(dataDir, 'deployments'));
      const clusterDir = await realpath(join(dataDir, 'postgres')).catch(() => null);
      if (clusterDir) await stopLeftCluster(clusterDir);
    }
    await this.#cluster?.stop('SIGINT');
    for (const name of await readdir(this.folder)) {
      // Where another user can't reach the folder, the cluster lies elsewhere.
      const clusterDir = await realpath(join(this.folder, name, 'postgres')).catch(() => null);
      if (clusterDir && !clusterDir.startsWith(this.folder)) await rm(dirname(clusterDir), { recursive: true });
    }
    await rm(this.folder, { recursive: true });
    assert.deepEqual(this.defects(), [], 'no process met a defect of its own');
  }

  /** What the processes logged as errors: trouble that they did not expect. */
  defects(): string[] {
    const lines = this.#servers.flatMap((server) => server.output.split('\n'));
    return lines.filter((line) => /^\{"level":[56]0,/.test(line) || /unhandled|uncaught/i.test(line));
  }

  /** For a test that failed: the last words of each process. */
  lastWords(): string {
    return this.#servers.map((server, index) => `process ${index}:\n${server.output.slice(-4_000)}`).join('\n\n');
  }
}

async function stopPrograms(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  for (const name of await readdir(folder)) {
    const dir = join(folder, name);
    if (readProcess(dir).state === 'RUNNING') await stopProcess(dir, { graceSeconds: 0 });
  }
}
