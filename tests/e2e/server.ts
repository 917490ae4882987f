/** The built product as its users start it: a process of its own, with its own data folder, database and port. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const node = join(root, 'node_modules', 'node', 'bin', 'node');
const startPatienceMs = 120_000;

export const inRoot = (...parts: string[]): string => join(root, ...parts);

/** Ports that were given out: a program that shall listen later doesn't hold its port yet. */
const taken = new Set<number>();

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  if (taken.has(address.port)) return freePort();
  taken.add(address.port);
  return address.port;
}

export class Server {
  /** All that this run writes is in here: data, services, and what the examples keep. */
  readonly folder: string;
  readonly port: number;
  /** The link that makes the first administrator, as it was printed last. */
  setupUrl: string | null = null;
  readonly #environment: Record<string, string>;
  #child: ChildProcess | null = null;
  #said: string[] = [];

  private constructor(folder: string, port: number, environment: Record<string, string>) {
    this.folder = folder;
    this.port = port;
    this.#environment = environment;
  }

  /** `environment` is added to what the server is told, `DATABASE_URL` for instance. */
  static async start(environment: Record<string, string> = {}): Promise<Server> {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), 'pilothouse-e2e-'));
    // Started by root, the embedded Postgres runs as another user, who has to get through.
    chmodSync(folder, 0o711);
    const server = new Server(folder, await freePort(), environment);
    try {
      await server.start();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Where the services of a project are. */
  servicesOf(slug: string): string {
    return join(this.folder, 'services', slug);
  }

  /** Puts examples into the folder of a project. */
  copyExamples(slug: string, names: string[]): void {
    mkdirSync(this.servicesOf(slug), { recursive: true });
    for (const name of names) this.copyExample(slug, name);
  }

  copyExample(slug: string, name: string, as = name): void {
    cpSync(inRoot('examples', 'services', name), join(this.servicesOf(slug), as), { recursive: true });
  }

  /** SQL in its database, for what no user could do, such as a past. Only with the embedded Postgres. */
  async sql(text: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.#databaseUrl('pilothouse') });
    await client.connect();
    try {
      await client.query(text);
    } finally {
      await client.end();
    }
  }

  /** Makes an empty database in the same Postgres: another would take as long as all the rest of a start. */
  async makeDatabase(name: string): Promise<string> {
    await this.sql(`create database ${name}`);
    return this.#databaseUrl(name);
  }

  #databaseUrl(name: string): string {
    const data = join(this.folder, 'data');
    const password = readFileSync(join(data, 'postgres.password'), 'utf8').trim();
    const port = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3];
    return `postgres://pilothouse:${password}@127.0.0.1:${port}/${name}`;
  }

  /** Starts it, or starts it again on the same data and port; resolves when it says that it is ready. */
  async start(): Promise<void> {
    const child = spawn(node, [inRoot('server', 'dist', 'main.js'), 'all'], {
      cwd: root,
      env: {
        ...process.env,
        PILOTHOUSE_DATA_DIR: join(this.folder, 'data'),
        PILOTHOUSE_SERVICES_DIR: join(this.folder, 'services'),
        PILOTHOUSE_PORT: String(this.port),
        PILOTHOUSE_LOG_LEVEL: 'warn',
        PILOTHOUSE_DEMO: 'off',
        XDG_STATE_HOME: join(this.folder, 'state'),
        ...this.#environment,
      },
      // The session of its own spares it the terminal's Ctrl+C: it is stopped below, once.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    this.#said = [];
    child.stderr.on('data', (bytes: Buffer) => this.#said.push(bytes.toString()));
    const ready = new Promise<void>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => {
        this.#said.push(line);
        if (!line.startsWith('Pilothouse is ready')) return;
        this.setupUrl = /http\S+\/setup\?code=\S+/.exec(line)?.[0] ?? null;
        resolve();
      });
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${this.#said.join('\n')}`)));
      setTimeout(
        () => reject(new Error(`The server is not ready:\n${this.#said.join('\n')}`)),
        startPatienceMs,
      ).unref();
    });
    await ready;
  }

  /** As a power cut of the server alone: the database and running programs go on. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Stops it and all that it and its deployments have left, and removes its folder. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    this.#stopWebServers();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** For a process that is on its way out and can't wait. */
  stopNow(): void {
    this.#child?.kill('SIGTERM');
    this.#stopWebServers();
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** What hello-web serves outlives its deployment on purpose. */
  #stopWebServers(): void {
    spawnSync(node, [inRoot('examples', 'services', 'hello-web', 'stop.mjs')], {
      env: { ...process.env, HELLO_WEB_STATE: join(this.folder, 'state', 'pilothouse-hello-web') },
    });
  }
}
