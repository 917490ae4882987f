import { statfs } from 'node:fs/promises';
import { Redis } from 'ioredis';
import { createTransport } from 'nodemailer';
import type { Config } from '../../platform/config.ts';
import { type Context, systemContext } from '../../platform/context.ts';
import { query, queryOne } from '../../platform/db/sql.ts';
import { VERSION } from '../../platform/version.ts';
import { foldState, kindsAside, missingMonths } from '../storage/storage-health.service.ts';
import type { LiveCheck } from './doctor.types.ts';

/** What one check may take; all run at the same time. */
const PATIENCE_MS = 2_000;

type Outcome = Pick<LiveCheck, 'status' | 'detail'> & { remedy?: string };

interface Check<Given> {
  id: string;
  title: string;
  /** What to do when it fails or answers too late. */
  remedy: string;
  look(given: Given, signal: AbortSignal): Promise<Outcome>;
}

const ok = (detail: string): Outcome => ({ status: 'OK', detail });
const problem = (detail: string, remedy?: string): Outcome => ({
  status: 'PROBLEM',
  detail,
  ...(remedy === undefined ? {} : { remedy }),
});
/** Of all projects, not only of those that who asks is in. */
const everywhere = (ctx: Context): Context => systemContext(ctx.app, 'doctor');

const skipped = (detail: string): Outcome => ({ status: 'SKIPPED', detail });

const DATABASE_CHECKS: readonly Check<Context>[] = [
  {
    id: 'database',
    title: 'The database answers',
    remedy: 'Check DATABASE_URL, and that the database runs.',
    async look(ctx) {
      const row = await queryOne<{ version: string; number: number; role: string }>(
        ctx,
        `-- doctor.database
        select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
          current_user as role`,
      );
      const detail = `Postgres ${row?.version}, as ${row?.role}`;
      return (row?.number ?? 0) >= 150_000 ? ok(detail) : problem(detail, 'Use Postgres 15 or newer.');
    },
  },
  {
    id: 'row-security',
    title: 'Every table of projects has row-level security',
    remedy: 'node pilothouse.mjs start migrate',
    async look(ctx) {
      const rows = await query<{ name: string; isForced: boolean }>(
        ctx,
        `-- doctor.rowSecurity
        select c.relname as name,
          c.relrowsecurity and c.relforcerowsecurity
            and exists (select from pg_policy p where p.polrelid = c.oid) as "isForced"
        from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and (c.relname = 'projects' or exists (
            select from pg_attribute a where a.attrelid = c.oid and a.attname = 'project_id' and not a.attisdropped))
        order by 1`,
      );
      const open = rows.filter(({ isForced }) => !isForced).map(({ name }) => name);
      if (open.length > 0) return problem(`Without it: ${open.join(', ')}`);
      return rows.length > 0 ? ok(`${rows.length} tables`) : problem('There is no such table.');
    },
  },
  {
    id: 'migrations',
    title: 'The database is of this version',
    remedy: 'node pilothouse.mjs start migrate',
    async look(ctx) {
      const rows = await query<{ name: string }>(ctx, `-- doctor.migrations\nselect name from migrations`);
      const done = new Set(rows.map(({ name }) => name));
      const known = ctx.app.dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
      const missing = known.filter((name) => !done.has(name));
      const newer = [...done].filter((name) => !known.includes(name));
      if (missing.length > 0) return problem(`Not run yet: ${missing.join(', ')}`);
      if (newer.length > 0) return problem(`Of a newer version: ${newer.join(', ')}`, 'Start the newer version again.');
      return ok(`${known.length} migrations`);
    },
  },
  {
    id: 'workers',
    title: 'A worker is alive',
    remedy: 'node pilothouse.mjs start worker',
    async look(ctx) {
      const rows = await query<{ host: string }>(
        ctx,
        `-- doctor.workers
        select host from workers where heartbeat_at > now() - interval '15 seconds' order by host`,
      );
      if (rows.length === 0) return problem('None: deployments wait until one starts.');
      return ok(`${rows.length}, on ${[...new Set(rows.map(({ host }) => host))].join(', ')}`);
    },
  },
  {
    id: 'facts-counted',
    title: 'Events are counted as they come',
    remedy: 'node pilothouse.mjs start worker',
    async look(ctx) {
      const { foldedAt, isBehind, heldUpBy } = await foldState(everywhere(ctx));
      if (heldUpBy)
        return problem(
          `Some wait for more than a minute. ${heldUpBy}, keeps all events that came after it began from being counted; none is lost.`,
          'End that transaction: commit it where it was begun, or call pg_terminate_backend with the number of its process.',
        );
      if (isBehind) return problem('Some wait for more than a minute: charts lack them until a worker counts them.');
      return ok(foldedAt === null ? 'None yet' : `Last at ${foldedAt}`);
    },
  },
  {
    id: 'facts-months',
    title: 'There is a place for the events of this month and the next',
    remedy: 'node pilothouse.mjs start worker',
    async look(ctx) {
      const missing = await missingMonths(ctx);
      if (missing.length === 0) return ok('For all kinds');
      return problem(`Missing: ${missing.join(', ')}. A worker makes them when it starts, and every day.`);
    },
  },
  {
    id: 'facts-aside',
    title: 'Every event lies in its month',
    remedy: 'node pilothouse.mjs start worker',
    async look(ctx) {
      const aside = await kindsAside(everywhere(ctx));
      if (aside.length === 0) return ok('None lies aside');
      return problem(
        `Some of ${aside.join(', ')} lie aside, as their month was not there. A worker moves them or, when they are too old, removes them once a day; those of a time to come wait for their month: look at the clocks of your machines.`,
      );
    },
  },
  {
    id: 'clock',
    title: 'The clocks of server and database agree',
    remedy: 'timedatectl set-ntp true   # on both machines',
    async look(ctx) {
      const before = ctx.app.now().getTime();
      const row = await queryOne<{ now: number }>(
        ctx,
        `-- doctor.clock\nselect (extract(epoch from clock_timestamp()) * 1000)::float8 as now`,
      );
      const between = (before + ctx.app.now().getTime()) / 2;
      const differenceMs = Math.round(Math.abs((row?.now ?? 0) - between));
      const detail = `${(differenceMs / 1_000).toFixed(1)} s apart`;
      return differenceMs <= PATIENCE_MS ? ok(detail) : problem(detail);
    },
  },
];

const OTHER_CHECKS: readonly Check<Config>[] = [
  {
    id: 'disk',
    title: 'The data folder has room',
    remedy: 'Free some space, or set PILOTHOUSE_DATA_DIR to a folder on a larger disk.',
    async look(config) {
      const found = await statfs(config.dataDir).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (!found) return skipped(`${config.dataDir} is not there yet: the first start makes it.`);
      const { bavail, blocks, bsize } = found;
      const detail = `${gigabytes(bavail * bsize)} of ${gigabytes(blocks * bsize)} free for ${config.dataDir}`;
      return bavail * bsize >= 1024 ** 3 ? ok(detail) : problem(detail);
    },
  },
  {
    id: 'public-url',
    title: 'The public address leads here',
    remedy: 'Check the proxy in front, and PILOTHOUSE_PUBLIC_URL.',
    async look(config, signal) {
      if (!config.publicUrl) return skipped('PILOTHOUSE_PUBLIC_URL is not set.');
      const response = await fetch(`${config.publicUrl}/version`, { signal, redirect: 'manual' });
      const body = (await response.json().catch(() => null)) as { version?: unknown } | null;
      if (!response.ok || typeof body?.version !== 'string')
        return problem(`${config.publicUrl} answers ${response.status}, but not as Pilothouse.`);
      return body.version === VERSION
        ? ok(config.publicUrl)
        : problem(`${config.publicUrl} is version ${body.version}, this is ${VERSION}.`);
    },
  },
  {
    id: 'mail',
    title: 'The mail server takes mail',
    remedy: 'Check PILOTHOUSE_SMTP_URL: host, port, user and password.',
    async look(config) {
      if (!config.mail) return skipped('PILOTHOUSE_SMTP_URL is not set: links are handed over by hand.');
      const url = new URL(config.mail.smtpUrl);
      for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout'])
        url.searchParams.set(name, String(PATIENCE_MS));
      const transport = createTransport(url.href);
      try {
        await transport.verify();
      } finally {
        transport.close();
      }
      return ok(`${url.hostname}, as ${config.mail.from}`);
    },
  },
  {
    id: 'issuers',
    title: 'Every issuer to sign in with answers',
    remedy: 'Check the issuer’s address, and that this machine may connect to it.',
    async look(config, signal) {
      const { providers } = config.signIn;
      if (providers.length === 0) return skipped('None is configured.');
      const answers = await Promise.all(
        providers.map(async ({ name, issuer }) => {
          const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
          try {
            const response = await fetch(address, { signal });
            await response.body?.cancel();
            return response.ok ? null : `${name}: ${address} answers ${response.status}`;
          } catch (error) {
            return `${name}: ${reasonOf(error)}`;
          }
        }),
      );
      const wrong = answers.filter((answer) => answer !== null);
      return wrong.length > 0 ? problem(wrong.join('; ')) : ok(providers.map(({ name }) => name).join(', '));
    },
  },
  {
    id: 'redis',
    title: 'Redis answers',
    remedy: 'Check PILOTHOUSE_REDIS_URL, and that Redis runs.',
    async look(config) {
      const { redisUrl } = config.limits;
      if (!redisUrl) return skipped('PILOTHOUSE_REDIS_URL is not set.');
      const redis = new Redis(redisUrl, {
        lazyConnect: true,
        connectTimeout: PATIENCE_MS,
        maxRetriesPerRequest: 0,
        retryStrategy: () => null,
      });
      redis.on('error', () => {});
      try {
        await redis.connect();
        await redis.ping();
      } finally {
        redis.disconnect();
      }
      return ok(new URL(redisUrl).host);
    },
  },
];

/**
 * Tries everything at the same time; none throws, and none takes longer than {@link PATIENCE_MS}. `ctx` is null without a
 * connection: what needs one is left out.
 */
export function runChecks(config: Config, ctx: Context | null): Promise<LiveCheck[]> {
  return Promise.all([
    ...(ctx ? DATABASE_CHECKS.map((check) => runCheck(check, ctx)) : []),
    ...OTHER_CHECKS.map((check) => runCheck(check, config)),
  ]);
}

async function runCheck<Given>({ id, title, remedy, look }: Check<Given>, given: Given): Promise<LiveCheck> {
  const begunAt = performance.now();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const tooLate = new Promise<Outcome>((resolve) => {
    signal.addEventListener('abort', () => resolve(problem(`No answer within ${PATIENCE_MS / 1_000} s.`)), {
      once: true,
    });
  });
  const outcome = await Promise.race([
    look(given, signal).catch((error: unknown) => problem(reasonOf(error))),
    tooLate,
  ]);
  return {
    id,
    title,
    status: outcome.status,
    detail: outcome.detail,
    remedy: outcome.status === 'PROBLEM' ? (outcome.remedy ?? remedy) : null,
    durationMs: Math.round(performance.now() - begunAt),
  };
}

/** Why it failed, in few words: of a connection the code, for its message may hold an address with a password. */
function reasonOf(error: unknown): string {
  const { name, code, cause } = error as { name?: string; code?: unknown; cause?: { code?: unknown } };
  if (name === 'TimeoutError' || name === 'AbortError') return `No answer within ${PATIENCE_MS / 1_000} s.`;
  const reason = cause?.code ?? code;
  return `It failed: ${typeof reason === 'string' ? reason : (name ?? 'for an unknown reason')}.`;
}

const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;
