import { resolve } from 'node:path';
import { z } from 'zod';

/**
 * The only reader of `process.env`. All problems are reported at once, each with the variable's name.
 * Defaults fit a laptop: embedded Postgres, loopback address, data beside the checkout.
 */
const seconds = (fallback: number) => z.coerce.number().int().positive().default(fallback);

const schema = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')
    .optional(),
  PILOTHOUSE_DATA_DIR: z.string().default('.pilothouse'),
  PILOTHOUSE_SERVICES_DIR: z.string().optional(),
  PILOTHOUSE_EXAMPLES_DIR: z.string().default('examples/services'),
  PILOTHOUSE_CLIENT_DIR: z.string().default('client/dist'),
  PILOTHOUSE_HOST: z.string().default('127.0.0.1'),
  PILOTHOUSE_PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  PILOTHOUSE_PUBLIC_URL: z.url().optional(),
  PILOTHOUSE_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  PILOTHOUSE_ADMIN_EMAIL: z.email().optional(),
  PILOTHOUSE_ADMIN_PASSWORD: z.string().min(10, 'must have at least 10 characters').optional(),
  PILOTHOUSE_DEMO: z.enum(['on', 'off']).default('on'),
  PILOTHOUSE_MIGRATE: z.enum(['auto', 'never']).default('auto'),
  PILOTHOUSE_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  PILOTHOUSE_LOG_CAP_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(1024 ** 3),
  PILOTHOUSE_MAX_DEPLOYMENTS: z.coerce.number().int().positive().default(20),
  PILOTHOUSE_CHECKOUT_KEEP_COUNT: z.coerce.number().int().nonnegative().default(50),
  PILOTHOUSE_CHECKOUT_KEEP_DAYS: z.coerce.number().positive().default(14),
  PILOTHOUSE_SESSION_DAYS: seconds(30),
  PILOTHOUSE_METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  PILOTHOUSE_DATABASE_POOL: z.coerce.number().int().min(2).default(10),
});

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
