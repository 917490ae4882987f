import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { type ProcessRole, runCommand } from './entry/commands.ts';
import { createHttpDoor, type HttpDoor } from './entry/http.ts';
import { createOperationRunner } from './entry/operations.ts';
import { createSchema, entities } from './entry/schema.ts';
import { createSetupCode, ensureAdministrator, isSetupNeeded } from './features/accounts/account.service.ts';
import { resetTasks } from './features/accounts/password-reset.service.ts';
import { createAlertWork } from './features/alerts/alert.work.ts';
import { keepFactMonths } from './features/analytics/fact-months.service.ts';
import { createFoldWork } from './features/analytics/fold.jobs.ts';
import { createAuditUpkeep } from './features/audit/audit-trim.service.ts';
import { ensureDemo } from './features/demo/demo.service.ts';
import { createDeploymentWork } from './features/deployments/deployment.jobs.ts';
import { reactToDeployment } from './features/incidents/incident.reactions.service.ts';
import { createJobUpkeep } from './features/jobs/job.upkeep.ts';
import { nodeTypeOf } from './features/nodes/registry.service.ts';
import { createNotificationWork } from './features/notifications/notification.jobs.ts';
import { reactToOccurrence } from './features/notifications/notification.service.ts';
import { startChildRun } from './features/runs/run.children.ts';
import { createRunWork } from './features/runs/run.jobs.ts';
import { createRunUpkeep } from './features/runs/run.retention.service.ts';
import { wakeWaiting } from './features/runs/run.waits.ts';
import { createScoreWork } from './features/scores/score.work.ts';
import { createFactUpkeep } from './features/storage/storage.upkeep.ts';
import { createTriggerWork } from './features/triggers/trigger.jobs.ts';
import { startOnOccurrence } from './features/triggers/trigger.service.ts';
import { type Part, stopInOrder } from './lib/stop-in-order.ts';
import { type Config, ConfigError, examineConfig, readConfig } from './platform/config.ts';
import { type App, systemContext } from './platform/context.ts';
import { configuredKeys } from './platform/crypto/keyring.ts';
import { createSecretBox } from './platform/crypto/secret-box.ts';
import { type AppRole, appRoleOf, canSignIn, urlAs } from './platform/db/app-role.ts';
import { createDataSource } from './platform/db/data-source.ts';
import { EmbeddedPostgresError, joinEmbeddedPostgres, startEmbeddedPostgres } from './platform/db/embedded.ts';
import { migrate } from './platform/db/migrate.ts';
import { Reads } from './platform/db/reads.ts';
import { onlyJobs, WorkerNode } from './platform/durable/worker-node.ts';
import { createPostgresEvents } from './platform/events-postgres.ts';
import { serveOperations } from './platform/graphql/operations.ts';
import { guardDatabase, guardStart } from './platform/guards.ts';
import { createLog, type Log } from './platform/log.ts';
import { mailTasks } from './platform/mail/mailer.ts';
import { occurrenceTasks } from './platform/occurrences.ts';
import { closeDataFolder } from './platform/runners/script-user.ts';

/** What was started, to be stopped in the opposite order. */
const started: Part[] = [];
/** Less than what supervisors of processes wait before they kill (10 s is usual). What is lost then is what a crash loses: nothing. */
const STOP_MS = 4_000;
const STOP_LEAST_MS = 500;
/** It writes out what it has in memory: mostly over in a fraction of a second. Left alone it ends by itself. */
const POSTGRES_STOP_MS = 5_000;

/** Lines for the person at the terminal; everything else goes to the log. */
function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function serve(role: ProcessRole): Promise<void> {
  const config = role === 'migrate' ? readConfig() : await guardStart(examineConfig());
  const log = createLog(config.logLevel);
  const secret = config.secret ?? (await keptSecret(config.dataDir));
  const databaseUrl = await prepareDatabase(config, role, secret, log);
  if (role === 'migrate') return stop();
  const app = await createApp({ ...config, databaseUrl }, secret, log);
  await guardDatabase(app);
  started.push({ name: 'months of facts', ...(await keepFactMonths(app)) });
  serveOperations(createOperationRunner(createSchema));
  const door = role === 'worker' ? null : await openDoor(app);
  if (role !== 'worker') await firstStart(app);
  if (role !== 'api') await startWorker(app);
  if (door) await announce(app);
  else say('Pilothouse worker is ready.');
}

async function openDatabase(config: Config, role: ProcessRole, log: Log): Promise<string> {
  if (config.databaseUrl) return config.databaseUrl;
  if (role === 'api' || role === 'worker')
    throw new ConfigError(
      `The role “${role}” shares a database with others: set DATABASE_URL, or start the role “all”.`,
    );
  await mkdir(config.dataDir, { recursive: true });
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  started.push({ name: 'Postgres', stop: () => postgres.stop(), leastMs: POSTGRES_STOP_MS });
  return postgres.url;
}

/**
 * Brings the database up to date as its owner and returns the URL to work with: that of a role which owns nothing, so that no
 * statement can reach around row-level security.
 */
async function prepareDatabase(config: Config, role: ProcessRole, secret: string, log: Log): Promise<string> {
  const given = await openDatabase(config, role, log);
  const ownerUrl = config.databaseOwnerUrl ?? given;
  const appRole = config.databaseOwnerUrl ? roleOfUrl(given) : appRoleOf(secret);
  const appUrl = config.databaseOwnerUrl ? given : urlAs(given, appRole);
  try {
    if (role === 'migrate' || config.migratesAtStart) {
      const { done, hasRole } = await migrate(ownerUrl, appRole);
      if (done.length > 0) log.info({ migrations: done }, 'the database is up to date');
      if (hasRole) return appUrl;
    } else if (await canSignIn(appUrl)) return appUrl;
  } catch (error) {
    throw unusableDatabase(ownerUrl, error);
  }
  // What `doctor` tells about; row-level security is forced, so it holds for the owner too, unless it is a superuser.
  if (role !== 'migrate') log.warn('the database is used as its owner: its user may make no role for the product');
  return given;
}

/** For commands beside a server, which change nothing of the database's structure. Their log is not their output. */
async function openBeside(): Promise<App> {
  const config = readConfig();
  const log = createLog('warn', process.stderr);
  const given = config.databaseUrl ?? (await joinDatabase(config, log));
  const secret = config.secret ?? (await keptSecret(config.dataDir));
  const appUrl = config.databaseOwnerUrl ? given : urlAs(given, appRoleOf(secret));
  const isReady = await canSignIn(appUrl).catch((error: unknown) => {
    throw unusableDatabase(appUrl, error);
  });
  const databaseUrl = isReady ? appUrl : given;
  return createApp({ ...config, databaseUrl, databasePoolSize: 2 }, secret, log);
}

async function joinDatabase(config: Config, log: Log): Promise<string> {
  const postgres = await joinEmbeddedPostgres({ dataDir: config.dataDir, log });
  if (!postgres)
    throw new ConfigError(`There is no database in ${config.dataDir} yet: the first start of Pilothouse makes it.`);
  started.push({ name: 'Postgres', stop: () => postgres.stop(), leastMs: POSTGRES_STOP_MS });
  return postgres.url;
}

const roleOfUrl = (url: string): AppRole => {
  const { username, password } = new URL(url);
  return { name: decodeURIComponent(username), password: decodeURIComponent(password), isDerived: false };
};

async function createApp(config: Config, secret: string, log: Log): Promise<App> {
  const url = config.databaseUrl ?? '';
  const open = async (poolSize: number, isUnscoped: boolean) => {
    const source = await createDataSource({ url, entities, poolSize, isUnscoped })
      .initialize()
      .catch((error: unknown) => {
        throw unusableDatabase(url, error);
      });
    started.push({ name: 'database pool', stop: () => source.destroy() });
    return source;
  };
  const dataSource = await open(config.databasePoolSize, false);
  const unscopedDataSource = await open(config.databasePoolSize, true);
  const reads = new Reads(url);
  started.push({ name: 'database reads', stop: () => reads.close() });
  const events = await createPostgresEvents({ url, log });
  started.push({ name: 'events', stop: () => events.close() });
  const keys = configuredKeys(config, (error) => log.error({ error }, 'the keys file changed and can’t be used'));
  const secretBox = createSecretBox(secret, keys);
  return { config, log, dataSource, unscopedDataSource, reads, events, secretBox, now: () => new Date() };
}

/** What stands between us and the database of `DATABASE_URL`, in a sentence without its password. */
function unusableDatabase(url: string, error: unknown): Error {
  const { host, pathname, username } = new URL(url);
  const reason = error instanceof Error ? error.message || String((error as { code?: unknown }).code) : String(error);
  return new ConfigError(
    `The database ${pathname.slice(1)} on ${host || 'this machine'} can’t be used by ${username || 'the current user'}: ${reason}. Check DATABASE_URL, and that it runs.`,
  );
}

/** Without `PILOTHOUSE_SECRET`: one made once, in the data folder, for this user only. */
async function keptSecret(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret');
  await mkdir(dataDir, { recursive: true });
  await writeFile(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  await chmod(path, 0o600);
  return readFile(path, 'utf8');
}

async function firstStart(app: App): Promise<void> {
  if (app.config.hasDemo) await ensureDemo(systemContext(app, 'first start'));
  if (app.config.administrator) await ensureAdministrator(systemContext(app, 'first start'), app.config.administrator);
}

async function openDoor(app: App): Promise<HttpDoor> {
  const door = await createHttpDoor(app);
  const { host } = app.config;
  const port = app.config.port ?? (await freePort(host, 4_000));
  if (app.config.port === null && port !== 4_000) say(`Port 4000 is taken, so this one serves on ${port}.`);
  await new Promise<void>((resolve, reject) => {
    door.server.once('error', reject);
    door.server.listen(port, host, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new ConfigError(`Port ${port} of ${host} is taken. Set PILOTHOUSE_PORT to a free one.`);
    throw error;
  });
  const { port: actual } = door.server.address() as AddressInfo;
  app.config.publicUrl ??= `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${actual}`;
  started.push({ name: 'HTTP', stop: () => door.close() });
  return door;
}

async function freePort(host: string, from: number): Promise<number> {
  for (let port = from; port < from + 100; port += 1) {
    const isFree = await new Promise<boolean>((resolve) => {
      const probe = createServer().once('error', () => resolve(false));
      probe.listen(port, host, () => probe.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
  return 0;
}

async function startWorker(app: App): Promise<void> {
  // A worker alone serves nothing; what it runs reports to the API.
  app.config.publicUrl ??= `http://127.0.0.1:${app.config.port ?? 4_000}`;
  if (app.config.scriptUser) await closeDataFolder(app.config.dataDir, app.config.scriptUser);
  const deployments = createDeploymentWork(app);
  const runs = createRunWork(app, { nodeTypeOf, startChild: startChildRun });
  const triggers = createTriggerWork(app);
  const folding = createFoldWork(app);
  const node = await WorkerNode.start(app, [
    deployments,
    runs,
    createAuditUpkeep(app),
    createRunUpkeep(app),
    createFactUpkeep(app),
    createNotificationWork(app),
    createAlertWork(app),
    createJobUpkeep(app),
    createScoreWork(app),
    triggers,
    folding,
    onlyJobs({
      ...mailTasks(app),
      ...resetTasks(app),
      ...occurrenceTasks(app, [wakeWaiting, startOnOccurrence, reactToOccurrence, reactToDeployment]),
    }),
  ]);
  started.push({
    name: 'worker',
    async stop() {
      if (deployments.runningCount > 0)
        say(`${deployments.runningCount} running deployments go on; the next start follows them.`);
      triggers.stop();
      await deployments.stop();
      await runs.stop();
      await node.stop();
      await folding.stop();
    },
  });
}

async function announce(app: App): Promise<void> {
  const url = app.config.publicUrl;
  if (await isSetupNeeded(systemContext(app, 'first start'))) {
    const code = await createSetupCode(systemContext(app, 'first start'));
    say(`Pilothouse is ready. Make the first administrator: ${url}/setup?code=${code}`);
  } else say(`Pilothouse is ready: ${url}`);
}

let stopping: Promise<void> | null = null;

/** Stops everything that was started, newest first, and waits for nothing that hangs. */
function stop(): Promise<void> {
  stopping ??= stopInOrder(started.reverse(), {
    budgetMs: STOP_MS,
    leastMs: STOP_LEAST_MS,
    onProblem: (name, error) => console.error(`Stopping: ${name}:`, error),
  });
  return stopping;
}

function onSignal(): void {
  if (stopping) process.exit(1);
  say('\nStopping…');
  void stop().then(() => process.exit(0));
}

const calledFrom = process.cwd();
process.chdir(resolve(import.meta.dirname, '../..'));
process.on('SIGINT', onSignal);
process.on('SIGTERM', onSignal);
runCommand(process.argv.slice(2), { serve, open: openBeside, config: () => examineConfig().config, calledFrom })
  .then(async (code) => {
    if (code === null) return;
    await stop();
    process.exit(code);
  })
  .catch(async (error: unknown) => {
    console.error(error instanceof ConfigError || error instanceof EmbeddedPostgresError ? error.message : error);
    await stop();
    process.exit(1);
  });
