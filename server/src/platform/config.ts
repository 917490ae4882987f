import { resolve } from 'node:path';
import { z } from 'zod';

/**
 * The only reader of `process.env`. All problems are reported at once, each with the variable's name.
 * Defaults fit a laptop: embedded Postgres, loopback address, data beside the checkout.
 */
const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')
    .optional()
    .describe('A Postgres (15 or newer) to use instead of the embedded one.'),
  PILOTHOUSE_DATA_DIR: z
    .string()
    .default('.pilothouse')
    .describe('Where the embedded database, keys and files of deployments are kept.'),
  PILOTHOUSE_SERVICES_DIR: z
    .string()
    .optional()
    .describe('Services, in a folder per project. Left out: `services` in the data folder.'),
  PILOTHOUSE_EXAMPLES_DIR: z.string().default('examples/services').describe('The services of the demo project.'),
  PILOTHOUSE_CLIENT_DIR: z.string().default('client/dist').describe('The built client.'),
  PILOTHOUSE_HOST: z.string().default('127.0.0.1').describe('The address to listen on.'),
  PILOTHOUSE_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .optional()
    .describe('The port to listen on. Left out: 4000, or the next one that is free.'),
  PILOTHOUSE_PUBLIC_URL: z
    .url()
    .optional()
    .describe('The address people use, such as `https://pilothouse.example.com`. Left out: host and port.'),
  PILOTHOUSE_SECRET: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe(
      'Encrypts secret variables. Processes that share a database need the same. Left out: made once, kept in the data folder.',
    ),
  PILOTHOUSE_ADMIN_EMAIL: z
    .email()
    .optional()
    .describe('With the password: the first administrator, if there is no user yet.'),
  PILOTHOUSE_ADMIN_PASSWORD: z
    .string()
    .min(10, 'must have at least 10 characters')
    .optional()
    .describe('The first administrator’s password.'),
  PILOTHOUSE_DEMO: z.enum(['on', 'off']).default('on').describe('Whether the first start makes the project `demo`.'),
  PILOTHOUSE_MIGRATE: z
    .enum(['auto', 'never'])
    .default('auto')
    .describe('`never`: leave the database as it is; run the role `migrate` for it.'),
  PILOTHOUSE_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('What the server writes to its own log.'),
  PILOTHOUSE_LOG_CAP_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(1024 ** 3)
    .describe('How much of one deployment’s output is kept.'),
  PILOTHOUSE_MAX_DEPLOYMENTS: z.coerce
    .number()
    .int()
    .positive()
    .default(20)
    .describe('How many deployments one worker runs at a time.'),
  PILOTHOUSE_CHECKOUT_KEEP_COUNT: z.coerce
    .number()
    .int()
    .nonnegative()
    .default(50)
    .describe('How many folders of ended deployments are kept.'),
  PILOTHOUSE_CHECKOUT_KEEP_DAYS: z.coerce
    .number()
    .positive()
    .default(14)
    .describe('For how many days folders of ended deployments are kept.'),
  PILOTHOUSE_SESSION_DAYS: z.coerce.number().int().positive().default(30).describe('How long a sign-in lasts.'),
  PILOTHOUSE_METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token for `/metrics`. Left out: only this machine may ask.'),
  PILOTHOUSE_DATABASE_POOL: z.coerce.number().int().min(2).default(10).describe('Connections for writes, per process.'),
});

/** Every variable with its default and meaning, for the reference docs. */
export function configurationTable(): { name: string; fallback: string; description: string }[] {
  return Object.entries(schema.shape).map(([name, rule]) => {
    const value = rule.safeParse(undefined);
    return {
      name,
      fallback: value.success && value.data !== undefined ? String(value.data) : '',
      description: rule.description ?? '',
    };
  });
}

export interface Config {
  databaseUrl: string | null;
  dataDir: string;
  servicesDir: string;
  examplesDir: string;
  clientDir: string;
  host: string;
  /** Null: 4000, or the next free one. */
  port: number | null;
  publicUrl: string | null;
  secret: string | null;
  administrator: { email: string; password: string } | null;
  hasDemo: boolean;
  migratesAtStart: boolean;
  logLevel: string;
  logCapBytes: number;
  maxDeployments: number;
  checkoutKeepCount: number;
  checkoutKeepDays: number;
  sessionDays: number;
  metricsToken: string | null;
  databasePoolSize: number;
  /** What a deployed program may inherit from; never handed on whole. */
  environment: Readonly<Record<string, string | undefined>>;
}

export class ConfigError extends Error {}

/** Reads and checks the configuration; `root` is what relative paths are below. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env, root = process.cwd()): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The configuration has problems:\n${lines.join('\n')}`);
  }
  const env = result.data;
  if (Boolean(env.PILOTHOUSE_ADMIN_EMAIL) !== Boolean(env.PILOTHOUSE_ADMIN_PASSWORD))
    throw new ConfigError('PILOTHOUSE_ADMIN_EMAIL and PILOTHOUSE_ADMIN_PASSWORD belong together: set both or neither.');
  const dataDir = resolve(root, env.PILOTHOUSE_DATA_DIR);
  return {
    databaseUrl: env.DATABASE_URL ?? null,
    dataDir,
    servicesDir: resolve(root, env.PILOTHOUSE_SERVICES_DIR ?? `${dataDir}/services`),
    examplesDir: resolve(root, env.PILOTHOUSE_EXAMPLES_DIR),
    clientDir: resolve(root, env.PILOTHOUSE_CLIENT_DIR),
    host: env.PILOTHOUSE_HOST,
    port: env.PILOTHOUSE_PORT ?? null,
    publicUrl: env.PILOTHOUSE_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    secret: env.PILOTHOUSE_SECRET ?? null,
    administrator:
      env.PILOTHOUSE_ADMIN_EMAIL && env.PILOTHOUSE_ADMIN_PASSWORD
        ? { email: env.PILOTHOUSE_ADMIN_EMAIL, password: env.PILOTHOUSE_ADMIN_PASSWORD }
        : null,
    hasDemo: env.PILOTHOUSE_DEMO === 'on',
    migratesAtStart: env.PILOTHOUSE_MIGRATE === 'auto',
    logLevel: env.PILOTHOUSE_LOG_LEVEL,
    logCapBytes: env.PILOTHOUSE_LOG_CAP_BYTES,
    maxDeployments: env.PILOTHOUSE_MAX_DEPLOYMENTS,
    checkoutKeepCount: env.PILOTHOUSE_CHECKOUT_KEEP_COUNT,
    checkoutKeepDays: env.PILOTHOUSE_CHECKOUT_KEEP_DAYS,
    sessionDays: env.PILOTHOUSE_SESSION_DAYS,
    metricsToken: env.PILOTHOUSE_METRICS_TOKEN ?? null,
    databasePoolSize: env.PILOTHOUSE_DATABASE_POOL,
    environment,
  };
}
