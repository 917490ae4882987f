import { crc32 } from 'node:zlib';
import type { Actor, Role, TokenActor, TokenKind, UserActor } from '../../platform/auth/actor.ts';
import type { App, Context } from '../../platform/context.ts';
import { createContext } from '../../platform/context.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { query, queryOne } from '../../platform/db/sql.ts';

export const SESSION_COOKIE = 'pilothouse_session';

/** Rights are read again after this time at the latest, in every process. */
const ACTOR_CACHE_MS = 1_000;
const ACTOR_CACHE_SIZE = 5_000;

interface CachedActor {
  actor: Actor | null;
  until: number;
}
const caches = new WeakMap<App, Map<string, CachedActor>>();

/** The actor of a session cookie or a bearer token; null when it is unknown, expired or revoked. */
export async function authenticate(
  app: App,
  credentials: { cookie: string | null; bearer: string | null },
): Promise<Actor | null> {
  const secret = credentials.bearer ?? credentials.cookie;
  if (!secret || secret.length > 200) return null;
  const key = hashSecret(secret).toString('base64');
  const cache = caches.get(app) ?? new Map<string, CachedActor>();
  caches.set(app, cache);
  const now = app.now().getTime();
  const cached = cache.get(key);
  if (cached && cached.until > now) return cached.actor;
  const ctx = createContext(app, null, { requestId: 'authenticate' });
  const actor = credentials.bearer ? await findToken(ctx, credentials.bearer) : await findSignIn(ctx, secret);
  if (cache.size >= ACTOR_CACHE_SIZE) cache.clear();
  cache.set(key, { actor, until: now + ACTOR_CACHE_MS });
  return actor;
}

/** Rights that changed in this process count at once; the others learn of it within {@link ACTOR_CACHE_MS}. */
export function forgetActors(app: App, _userId?: string): void {
  caches.get(app)?.clear();
}

const ROLES_OF_USER = `coalesce((
    select jsonb_object_agg(m.project_id, m.role)
    from members m join projects p on p.id = m.project_id and p.deleted_at is null
    where m.user_id = u.id), '{}')`;

/** The person of a session's secret. */
export async function findSignIn(ctx: Context, secret: string): Promise<UserActor | null> {
  const row = await queryOne<{
    session_id: string;
    id: string;
    name: string;
    email: string;
    is_administrator: boolean;
    roles: Record<string, Role>;
  }>(
    ctx,
    `-- accounts.signIn
    select s.id as session_id, u.id, u.name, u.email, u.is_administrator, ${ROLES_OF_USER} as roles
    from sessions s join users u on u.id = s.user_id and u.deleted_at is null
    where s.secret_hash = $1 and s.revoked_at is null and s.expires_at > now()`,
    [hashSecret(secret)],
  );
  if (!row) return null;
  return {
    kind: 'USER',
    id: row.id,
    userId: row.id,
    name: row.name,
    email: row.email,
    isAdministrator: row.is_administrator,
    sessionId: row.session_id,
    roles: new Map(Object.entries(row.roles)),
  };
}

/** The token of a bearer credential. */
async function findToken(ctx: Context, secret: string): Promise<TokenActor | null> {
  if (!isTokenShaped(secret)) return null;
  const [row] = await query<{
    id: string;
    kind: TokenKind;
    name: string;
    user_id: string | null;
    project_id: string | null;
    deployment_id: string | null;
    scopes: string[];
    roles: Record<string, Role> | null;
  }>(
    ctx,
    `-- accounts.token
    select t.id, t.kind, t.name, t.user_id, t.project_id, t.deployment_id, t.scopes,
           case when t.kind = 'PERSONAL' then ${ROLES_OF_USER} end as roles
    from tokens t
    left join users u on u.id = t.user_id and u.deleted_at is null
    left join projects p on p.id = t.project_id and p.deleted_at is null
    where t.secret_hash = $1 and t.revoked_at is null and t.expires_at > now()
      and (t.kind <> 'PERSONAL' or u.id is not null) and (t.project_id is null or p.id is not null)`,
    [hashSecret(secret)],
  );
  if (!row) return null;
  void noteUse(ctx, row.id);
  return {
    kind: 'TOKEN',
    id: row.id,
    tokenKind: row.kind,
    name: row.name,
    userId: row.user_id,
    projectId: row.project_id,
    deploymentId: row.deployment_id,
    scopes: row.scopes,
    roles: new Map(Object.entries(row.roles ?? {})),
  };
}

/** `last_used_at` to the minute; a request does not wait for it. */
async function noteUse(ctx: Context, id: string): Promise<void> {
  await ctx.app.dataSource
    .query(
      `update tokens set last_used_at = now() where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute')`,
      [id],
    )
    .catch((error: unknown) => ctx.app.log.warn({ error }, 'could not note the use of a token'));
}

/** `php_`, `phs_` or `phd_`, 43 random characters and their CRC-32: typos and foreign tokens cost no look-up. */
function isTokenShaped(secret: string): boolean {
  const match = /^(ph[psd]_[A-Za-z0-9_-]{43})([0-9a-f]{8})$/.exec(secret);
  return match !== null && tokenChecksum(match[1] ?? '') === match[2];
}

export function tokenChecksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}
