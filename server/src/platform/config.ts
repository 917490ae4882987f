import { resolve } from 'node:path';
import { z } from 'zod';
import { type AiConfig, aiVariables, readAi } from './config-ai.ts';
import { type LimitsConfig, limitVariables, readLimits } from './config-limits.ts';
import { readSignIn, type SignInConfig, signInVariables } from './config-sign-in.ts';
import { allowedOf, isAllowEntry } from './outbound/addresses.rules.ts';

/**
 * The only reader of `process.env`. All problems are reported at once, each with the variable's name.
 * Defaults fit a laptop: embedded Postgres, loopback address, data beside the checkout.
 */
const schema = z.object({
  PILOTHOUSE_MODE: z
    .enum(['production', 'development'])
    .default('development')
    .describe('`production` (set in the container images): whatever is unsafe stops the start. See “Start-up guards”.'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')
    .optional()
    .describe('A Postgres (15 or newer) to use instead of the embedded one.'),
  PILOTHOUSE_DATABASE_OWNER_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a postgres:// URL')
    .optional()
    .describe(
      'The owner of the tables, for migrations only. Left out: `DATABASE_URL` is the owner, and makes a role with fewer rights for everything else.',
    ),
  PILOTHOUSE_DATA_DIR: z
    .string()
    .default('.pilothouse')
    .describe('Where the embedded database, keys and files of deployments are kept.'),
  PILOTHOUSE_SERVICES_DIR: z
    .string()
    .optional()
    .describe('Services, in a folder per project. Left out: `services` in the data folder.'),
  PILOTHOUSE_EXAMPLES_DIR: z.string().default('examples/services').describe('The services of the demo project.'),
  PILOTHOUSE_TEMPLATES_DIR: z.string().default('examples/workflows').describe('The templates of workflows.'),
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
  PILOTHOUSE_ALLOWED_ORIGINS: z
    .string()
    .optional()
    .describe(
      'Other sites whose pages may use the API with a viewer’s session: exact origins, with commas between them. Left out: none.',
    ),
  PILOTHOUSE_SECRET: z
    .string()
    .optional()
    .describe(
      'At least 32 random characters. Encrypts secret variables. Processes that share a database need the same. Left out: made once, kept in the data folder.',
    ),
  PILOTHOUSE_KEYS_FILE: z
    .string()
    .optional()
    .describe(
      'A file with the keys that encrypt secrets, `id: base64 of 32 bytes` per line, the first one for new secrets. Only its owner may read it. Left out: a key made from `PILOTHOUSE_SECRET`.',
    ),
  PILOTHOUSE_KEYS: z
    .string()
    .optional()
    .describe('The same keys without a file: `id:base64,id:base64`. A running server does not see a change of them.'),
  PILOTHOUSE_ADMIN_EMAIL: z
    .email()
    .optional()
    .describe('With the password: the first administrator, if there is no user yet.'),
  PILOTHOUSE_ADMIN_PASSWORD: z
    .string()
    .optional()
    .describe('The first administrator’s password: at least 10 characters, and none that is easily guessed.'),
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
  PILOTHOUSE_RUN_RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(0)
    .max(36_500)
    .default(90)
    .describe('For how many days ended runs of workflows are kept. `0`: for ever. Tests of nodes go after a week.'),
  PILOTHOUSE_SCRIPT_USER: z
    .string()
    .regex(/^([a-zA-Z_][\w.-]{0,31}|\d{1,10})$/, 'must be the name or the number of a user')
    .optional()
    .describe(
      'As whom scripts of workflows run, by name or uid: a user of its own, who owns nothing. The server has to be root; it closes the data folder for that user. Left out: the server’s own user.',
    ),
  PILOTHOUSE_SESSION_DAYS: z.coerce.number().int().positive().default(30).describe('How long a sign-in lasts.'),
  PILOTHOUSE_SMTP_URL: z
    .string()
    .refine((text) => /^smtps?:\/\/./.test(text) && URL.canParse(text), 'must be an smtp:// or smtps:// URL')
    .optional()
    .describe(
      'The server that takes mail, such as `smtps://user:password@mail.example.com`. Left out: no mail, administrators make links.',
    ),
  PILOTHOUSE_MAIL_FROM: z
    .string()
    .max(320)
    .regex(/^[^\r\n]*[^\s@<>]+@[^\s@<>]+>?$/, 'must be an address, such as `Pilothouse <pilothouse@example.com>`')
    .optional()
    .describe('Whom mail comes from. Belongs to the SMTP server.'),
  PILOTHOUSE_METRICS_TOKEN: z
    .string()
    .min(16, 'must have at least 16 characters')
    .optional()
    .describe('Bearer token for `/metrics`. Left out: only this machine may ask.'),
  PILOTHOUSE_OUTBOUND_ALLOW: z
    .string()
    .max(10_000)
    .refine(
      (text) => allowedOf(text).every(isAllowEntry),
      'must be networks, addresses or names, such as `10.1.0.0/16, wiki.corp, *.corp`',
    )
    .optional()
    .describe(
      'What workflows and notifications may reach inside: networks, addresses and names, with commas between them. Left out: the public internet alone.',
    ),
  ...aiVariables,
  ...signInVariables,
  ...limitVariables,
  PILOTHOUSE_STORAGE_PRICE: z.coerce
    .number()
    .min(0)
    .max(1_000)
    .optional()
    .describe(
      'What a gigabyte of the database costs a month, in USD: then the page of data says what events cost. Left out: their sizes alone.',
    ),
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
  /** Whatever is unsafe stops the start; development only tells of it. */
  isProduction: boolean;
  databaseUrl: string | null;
  /** Set where `databaseUrl` is of a role that may not change tables. */
  databaseOwnerUrl: string | null;
  dataDir: string;
  servicesDir: string;
  examplesDir: string;
  templatesDir: string;
  clientDir: string;
  host: string;
  /** Null: 4000, or the next free one. */
  port: number | null;
  publicUrl: string | null;
  /** As given; the guards refuse what is no exact origin. */
  allowedOrigins: readonly string[];
  secret: string | null;
  keysFile: string | null;
  keys: string | null;
  administrator: { email: string; password: string } | null;
  hasDemo: boolean;
  migratesAtStart: boolean;
  logLevel: string;
  logCapBytes: number;
  maxDeployments: number;
  checkoutKeepCount: number;
  checkoutKeepDays: number;
  /** 0: for ever. */
  runRetentionDays: number;
  /** Name or uid; null: the server’s own. See `scriptUserOf`. */
  scriptUser: string | null;
  sessionDays: number;
  /** Passwords, and the issuers that vouch for people. */
  signIn: SignInConfig;
  /** Null: this installation sends no mail. The URL may hold a password. */
  mail: { smtpUrl: string; from: string } | null;
  metricsToken: string | null;
  /** Inner networks, addresses and names that requests on behalf of users may reach. */
  outboundAllow: readonly string[];
  /** What AI nodes ask. */
  ai: AiConfig | null;
  limits: LimitsConfig;
  databasePoolSize: number;
  /** USD for a gigabyte of the database and a month; null: nobody has said it. */
  storagePrice: number | null;
  /** What a deployed program may inherit from; never handed on whole. */
  environment: Readonly<Record<string, string | undefined>>;
}

export class ConfigError extends Error {}

/** A variable that can't be used as it is. */
export interface ConfigProblem {
  variable: string;
  message: string;
}

/** Reads and checks the configuration; `root` is what relative paths are below. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env, root = process.cwd()): Config {
  const { config, problems } = examineConfig(environment, root);
  if (problems.length === 0) return config;
  const lines = problems.map(({ variable, message }) => `  ${variable}: ${message}`);
  throw new ConfigError(`The configuration has problems:\n${lines.join('\n')}`);
}

/** The same for whoever tells of all problems together with others: a variable that is wrong counts as left out. */
export function examineConfig(
  environment: NodeJS.ProcessEnv = process.env,
  root = process.cwd(),
): { config: Config; problems: ConfigProblem[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const problems = (schema.safeParse(given).error?.issues ?? []).map((issue) => ({
    variable: issue.path.join('.'),
    message: issue.message,
  }));
  for (const { variable } of problems) delete given[variable];
  const env = schema.parse(given);
  if (Boolean(env.PILOTHOUSE_ADMIN_EMAIL) !== Boolean(env.PILOTHOUSE_ADMIN_PASSWORD) && problems.length === 0)
    problems.push({
      variable: env.PILOTHOUSE_ADMIN_EMAIL ? 'PILOTHOUSE_ADMIN_PASSWORD' : 'PILOTHOUSE_ADMIN_EMAIL',
      message: 'PILOTHOUSE_ADMIN_EMAIL and PILOTHOUSE_ADMIN_PASSWORD belong together: set both or neither',
    });
  problems.push(...readSignIn(env).problems, ...readLimits(env).problems);
  return { config: configOf(env, environment, root), problems };
}

function configOf(env: z.output<typeof schema>, environment: NodeJS.ProcessEnv, root: string): Config {
  const dataDir = resolve(root, env.PILOTHOUSE_DATA_DIR);
  return {
    isProduction: env.PILOTHOUSE_MODE === 'production',
    databaseUrl: env.DATABASE_URL ?? null,
    databaseOwnerUrl: env.PILOTHOUSE_DATABASE_OWNER_URL ?? null,
    dataDir,
    servicesDir: resolve(root, env.PILOTHOUSE_SERVICES_DIR ?? `${dataDir}/services`),
    examplesDir: resolve(root, env.PILOTHOUSE_EXAMPLES_DIR),
    templatesDir: resolve(root, env.PILOTHOUSE_TEMPLATES_DIR),
    clientDir: resolve(root, env.PILOTHOUSE_CLIENT_DIR),
    host: env.PILOTHOUSE_HOST,
    port: env.PILOTHOUSE_PORT ?? null,
    publicUrl: env.PILOTHOUSE_PUBLIC_URL?.replace(/\/$/, '') ?? null,
    allowedOrigins: (env.PILOTHOUSE_ALLOWED_ORIGINS ?? '').split(',').flatMap((origin) => origin.trim() || []),
    secret: env.PILOTHOUSE_SECRET ?? null,
    keysFile: env.PILOTHOUSE_KEYS_FILE ? resolve(root, env.PILOTHOUSE_KEYS_FILE) : null,
    keys: env.PILOTHOUSE_KEYS ?? null,
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
    runRetentionDays: env.PILOTHOUSE_RUN_RETENTION_DAYS,
    scriptUser: env.PILOTHOUSE_SCRIPT_USER ?? null,
    sessionDays: env.PILOTHOUSE_SESSION_DAYS,
    signIn: readSignIn(env).signIn,
    mail:
      env.PILOTHOUSE_SMTP_URL && env.PILOTHOUSE_MAIL_FROM
        ? { smtpUrl: env.PILOTHOUSE_SMTP_URL, from: env.PILOTHOUSE_MAIL_FROM }
        : null,
    metricsToken: env.PILOTHOUSE_METRICS_TOKEN ?? null,
    outboundAllow: allowedOf(env.PILOTHOUSE_OUTBOUND_ALLOW ?? ''),
    ai: readAi(env),
    limits: readLimits(env).limits,
    databasePoolSize: env.PILOTHOUSE_DATABASE_POOL,
    storagePrice: env.PILOTHOUSE_STORAGE_PRICE ?? null,
    environment,
  };
}
