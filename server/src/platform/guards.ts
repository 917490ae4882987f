import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Config, ConfigError, configurationTable, examineConfig } from './config.ts';
import { type App, type Context, systemContext } from './context.ts';
import { queryOne } from './db/sql.ts';
import { type DatabaseRole, type Facts, findRisks, type Risk } from './guards.rules.ts';
import { isDefaultDatabasePassword, weaknessOfPassword, weaknessOfSecret } from './guards-secrets.rules.ts';
import { scriptUserObstacle } from './runners/script-user.ts';

/** What is known of the installation; of a database only with `databaseRole`, for which there must be a connection. */
export async function readFacts(config: Config, databaseRole: DatabaseRole | null = null): Promise<Facts> {
  const kept = join(config.dataDir, 'secret');
  const given = Object.entries(config.environment).flatMap(([name, path]) =>
    /^PILOTHOUSE_\w+_FILE$/.test(name) && path ? [resolve(path)] : [],
  );
  const files = await modesOf([kept, join(config.dataDir, 'postgres.password'), ...given]);
  return {
    isProduction: config.isProduction,
    secret: config.secret ? { source: 'PILOTHOUSE_SECRET', weakness: weaknessOfSecret(config.secret) } : null,
    keptSecretPath: files.some(({ path }) => path === kept) ? kept : null,
    publicUrl: config.publicUrl,
    host: config.host,
    allowedOrigins: config.allowedOrigins,
    files,
    administratorPassword: config.administrator
      ? { weakness: weaknessOfPassword(config.administrator.password, config.administrator.email) }
      : null,
    database: config.databaseUrl ? databaseFacts(config.databaseUrl) : null,
    databaseRole,
    hasDemo: config.hasDemo,
    scriptUser: config.scriptUser
      ? { given: config.scriptUser, obstacle: await scriptUserObstacle(config.scriptUser) }
      : null,
    unknownVariables: unknownVariables(config.environment),
  };
}

/** What is named like a variable of ours and is none. `PILOTHOUSE_API_URL` is of the client's development server. */
function unknownVariables(environment: Config['environment']): string[] {
  const known = new Set(['PILOTHOUSE_API_URL', ...configurationTable().map(({ name }) => name)]);
  return Object.keys(environment).filter((name) => /^PILOTHOUSE_(?!TEST_)/.test(name) && !known.has(name));
}

async function modesOf(paths: string[]): Promise<{ path: string; mode: number }[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const mode = await stat(path).then(
        (file) => file.mode & 0o777,
        () => null,
      );
      return mode === null ? [] : [{ path, mode }];
    }),
  );
  return found.flat();
}

function databaseFacts(databaseUrl: string): Facts['database'] {
  const url = new URL(databaseUrl);
  const mode = url.searchParams.get('sslmode') ?? '';
  const user = decodeURIComponent(url.username);
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    isEncrypted: ['require', 'verify-ca', 'verify-full'].includes(mode) || url.searchParams.get('ssl') === 'true',
    user,
    hasDefaultPassword: isDefaultDatabasePassword(user, decodeURIComponent(url.password)),
  };
}

/** Who this process is in Postgres, and whether row-level security holds for it. */
export async function readDatabaseRole(ctx: Context): Promise<DatabaseRole | null> {
  return queryOne<DatabaseRole>(
    ctx,
    `-- guards.role
    select r.rolname as name, r.rolsuper as "isSuperuser", r.rolbypassrls as "bypassesRowSecurity",
      exists (select from pg_class c
              where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
                and pg_has_role(r.oid, c.relowner, 'member')) as "ownsTables"
    from pg_roles r where r.rolname = current_user`,
  );
}

/**
 * The configuration to start with. Throws {@link ConfigError} with everything that is wrong with it or unsafe about it, each
 * with its remedy and none with a secret.
 */
export async function guardStart({ config, problems }: ReturnType<typeof examineConfig>): Promise<Config> {
  const risks = findRisks(await readFacts(config));
  refuse([
    ...problems.map((problem) => `${problem.variable}: ${problem.message}.\n${indent(meaningOf(problem.variable))}`),
    // What could not be read counts as left out, and it is told already what is wrong with it.
    ...refusalsOf(risks.filter(({ title }) => !problems.some(({ variable }) => title.startsWith(`${variable} `)))),
  ]);
  return config;
}

/** The guards that need the database; what is risky but refuses nothing goes to the log. */
export async function guardDatabase(app: App): Promise<void> {
  // As it was given: by now it has the URL of the role that was made for us.
  const { config } = examineConfig(app.config.environment);
  const risks = findRisks(await readFacts(config, await readDatabaseRole(systemContext(app, 'guards'))));
  refuse(refusalsOf(risks));
  const ids = [...new Set(risks.filter(({ level }) => level === 'RISK').map(({ id }) => id))];
  if (ids.length > 0 && config.isProduction)
    app.log.warn({ risks: ids }, 'there are risks: `pilothouse doctor` explains them');
}

const meaningOf = (variable: string) =>
  configurationTable().find(({ name }) => name === variable)?.description ?? 'See docs/reference/configuration.md.';

const refusalsOf = (risks: readonly Risk[]) =>
  risks
    .filter(({ level }) => level === 'REFUSE')
    .map(({ title, why, remedy }) => `${title}.\n${indent(why)}\n${indent(remedy ?? '')}`);

function refuse(reasons: readonly string[]): void {
  if (reasons.length === 0) return;
  const count = reasons.length === 1 ? 'one thing is' : `${reasons.length} things are`;
  const list = reasons.map((reason, index) => `  ${index + 1}. ${reason}`).join('\n\n');
  throw new ConfigError(`Pilothouse does not start, because ${count} not in order:\n\n${list}\n`);
}

const indent = (text: string) => text.replaceAll(/^/gm, '     ');
