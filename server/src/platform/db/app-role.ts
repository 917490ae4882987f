import { createHash, createHmac, hkdfSync, pbkdf2Sync, randomBytes } from 'node:crypto';
import pg from 'pg';
import { isDatabaseAway } from './transient.ts';

/** The role that the API and the workers are in Postgres: it owns nothing, so it can't take a policy off. */
export interface AppRole {
  name: string;
  password: string;
  /** Whether the product made it up. Only then is its password the product's to set; that of a role that was given is somebody else's. */
  isDerived: boolean;
}

/**
 * Derived from the installation's secret, which all its processes share: nothing to store, and another secret is another role.
 * Installations on one server don't meet, unless they share the secret.
 */
export function appRoleOf(secret: string): AppRole {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, 'pilothouse', purpose, 32));
  const suffix = createHash('sha256').update(derive('database-role-name')).digest('hex').slice(0, 8);
  return { name: `pilothouse_app_${suffix}`, password: derive('database-role').toString('base64url'), isDerived: true };
}

/** The URL for the same database as `role`. */
export function urlAs(url: string, { name, password }: Pick<AppRole, 'name' | 'password'>): string {
  return Object.assign(new URL(url), { username: name, password }).href;
}

/**
 * Makes the role if there is none and gives it what the product does: all rows that the policies let through, but of the audit
 * trail only reading and adding, and nothing of the tables themselves. `owner` must own the tables. Returns whether one can sign in as
 * it: not when the owner may make no roles (`CREATEROLE`), the role is the owner, or the server wants another kind of proof.
 */
export async function prepareAppRole(owner: pg.Client, url: string, role: AppRole): Promise<boolean> {
  // Nothing to be given; what is taken from the role below, the owner needs to drop old entries of the trail.
  if (role.name === owner.user) return false;
  if (!(await ensureRole(owner, role))) return false;
  await grantAppRole(owner, role.name);
  if (await canSignIn(urlAs(url, role))) return true;
  if (!role.isDerived) return false;
  // NOTE: only then: two that change one role at the same moment fail.
  await owner.query(`alter role ${pg.escapeIdentifier(role.name)} login password '${scramVerifier(role.password)}'`);
  return canSignIn(urlAs(url, role));
}

const ITERATIONS = 4_096;

/**
 * What Postgres keeps of a password (RFC 5803), to send it instead of the password: a server writes statements that fail into its
 * log, and many write all that change roles.
 */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ITERATIONS, 32, 'sha256');
  const hmac = (text: string) => createHmac('sha256', salted).update(text).digest();
  const storedKey = createHash('sha256').update(hmac('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${hmac('Server Key').toString('base64')}`;
}

const INSUFFICIENT_PRIVILEGE = '42501';
const DUPLICATE = new Set(['42710', '23505']);

async function ensureRole(owner: pg.Client, role: AppRole): Promise<boolean> {
  const { rowCount } = await owner.query('select from pg_roles where rolname = $1', [role.name]);
  if (rowCount) return true;
  try {
    await owner.query(
      `create role ${pg.escapeIdentifier(role.name)} login noinherit password '${scramVerifier(role.password)}'`,
    );
    return true;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === INSUFFICIENT_PRIVILEGE) return false;
    if (DUPLICATE.has(code ?? '')) return true;
    throw error;
  }
}

/** Gives the role its rights on what is there now; after every migration, in one transaction. */
async function grantAppRole(owner: pg.Client, name: string): Promise<void> {
  const role = pg.escapeIdentifier(name);
  const { rows } = await owner.query<{ table: string }>(
    `select format('%I.%I', n.nspname, c.relname) as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'graphile_worker' and c.relkind = 'r' and c.relrowsecurity
       and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'pilothouse')`,
  );
  // The job runner's tables have row-level security without a policy; jobs hold ids only. NOTE: only where it is missing: this
  // locks the tables, and those who work, whom it would hold up with every start of a process, would end in a deadlock with it.
  const policies = rows.map(({ table }) => `create policy pilothouse on ${table} using (true) with check (true);`);
  await owner.query(`
    begin;
    grant usage on schema public, graphile_worker to ${role};
    grant select, insert, update, delete on all tables in schema public, graphile_worker to ${role};
    grant usage, select on all sequences in schema public, graphile_worker to ${role};
    grant execute on all functions in schema graphile_worker to ${role};
    revoke insert, update, delete on migrations from ${role};
    revoke update, delete on audit_events, audit_chains from ${role};
    grant update (last_seq, last_hash) on audit_chains to ${role};
    -- What is counted is copied into the parts of its table, which have no policies: it is added there, and read nowhere but in the whole.
    grant usage on schema event_parts to ${role};
    grant insert on event_parts.rollups_15, event_parts.rollups_60, event_parts.rollups_1440 to ${role};
    grant execute on function audit_trim, event_month_add, event_months_drop to ${role};
    ${policies.join('\n')}
    commit;`);
}

/** Whether the URL's role exists and its password is right. Throws when the database is away: then nobody knows. */
export async function canSignIn(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, application_name: 'pilothouse probe' });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
