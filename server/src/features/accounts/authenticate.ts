import { crc32 } from 'node:zlib';
import type { Actor, Membership, TokenActor, TokenKind, UserActor } from '../../platform/auth/actor.ts';
import { membershipOf, permissionsOf, type StoredMembership } from '../../platform/auth/permissions.ts';
import type { App, Context } from '../../platform/context.ts';
import { asSystem, createContext } from '../../platform/context.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { verifyAccessToken } from './access-token.ts';

/** An access token has about 430 characters, a bearer token 55. */
const MAX_CREDENTIAL_LENGTH = 1_000;

/** Rights are read again after this time at the latest, in every process. */
const ACTOR_CACHE_MS = 1_000;
const ACTOR_CACHE_SIZE = 5_000;

interface CachedActor {
  actor: Actor | null;
  until: number;
}
const caches = new WeakMap<App, Map<string, CachedActor>>();

export interface Credentials {
  /** The session's cookie. */
  access: string | null;
  bearer: string | null;
  address?: string | null;
}

/** The actor of a session's access token or a bearer token; null when it is unknown, expired or revoked. */
export async function authenticate(app: App, { access, bearer, address }: Credentials): Promise<Actor | null> {
  const secret = bearer ?? access;
  if (!secret || secret.length > MAX_CREDENTIAL_LENGTH) return null;
  if (bearer !== null && !isTokenShaped(bearer)) return null;
  return cached(app, hashSecret(secret).toString('base64'), async () => {
    const ctx = asSystem(createContext(app, null, { requestId: 'authenticate', address: address ?? null }));
    if (bearer !== null) return { actor: await findToken(ctx, bearer) };
    const claims = await verifyAccessToken(app, secret);
    if (!claims) return null;
    const actor = await findSignIn(ctx, claims.sessionId);
    return { actor: actor?.userId === claims.userId ? actor : null, until: claims.expiresAtMs };
  });
}

/** The person of a session that was proved before: of a connection that outlives its access token. */
export async function findSignedIn(app: App, sessionId: string): Promise<Actor | null> {
  const ctx = asSystem(createContext(app, null, { requestId: 'authenticate' }));
  return cached(app, sessionId, async () => ({ actor: await findSignIn(ctx, sessionId) }));
}

/** `find` answers null for what is not worth keeping: whoever sends rubbish must not crowd the others out. */
async function cached(
  app: App,
  key: string,
  find: () => Promise<{ actor: Actor | null; until?: number } | null>,
): Promise<Actor | null> {
  const cache = caches.get(app) ?? new Map<string, CachedActor>();
  caches.set(app, cache);
  const now = app.now().getTime();
  const known = cache.get(key);
  if (known && known.until > now) return known.actor;
  const found = await find();
  if (!found) return null;
  if (cache.size >= ACTOR_CACHE_SIZE) cache.clear();
  cache.set(key, {
    actor: found.actor,
    until: Math.min(now + ACTOR_CACHE_MS, found.until ?? Number.POSITIVE_INFINITY),
  });
  return found.actor;
}

/**
 * Rights that changed in this process count at once; the others learn of it within {@link ACTOR_CACHE_MS}. What was asked before and
 * is answered only now goes into the map that is let go, not into the next one.
 */
export function forgetActors(app: App, _userId?: string): void {
  caches.delete(app);
}

const MEMBERSHIPS_OF_USER = `coalesce((
    select jsonb_object_agg(m.project_id, jsonb_build_object('role', m.role, 'roleName', r.name, 'permissions', r.permissions,
                              'environmentIds', m.environment_ids, 'serviceIds', m.service_ids))
    from members m
    join projects p on p.id = m.project_id and p.deleted_at is null
    left join roles r on r.id = m.role_id
    where m.user_id = u.id), '{}')`;

function membershipsOf(stored: Record<string, StoredMembership> | null): Map<string, Membership> {
  return new Map(Object.entries(stored ?? {}).map(([projectId, one]) => [projectId, membershipOf(one)]));
}

/** The person of a session that stands. `ctx` sees the rows of all projects. */
export async function findSignIn(ctx: Context, sessionId: string): Promise<UserActor | null> {
  const row = await queryOne<{
    session_id: string;
    id: string;
    name: string;
    email: string;
    is_administrator: boolean;
    is_browser: boolean;
    memberships: Record<string, StoredMembership>;
  }>(
    ctx,
    `-- accounts.signIn
    select s.id as session_id, u.id, u.name, u.email, u.is_administrator, s.is_browser, ${MEMBERSHIPS_OF_USER} as memberships
    from sessions s join users u on u.id = s.user_id and u.deleted_at is null and u.suspended_at is null
    where s.id = $1 and s.revoked_at is null and s.expires_at > $2`,
    [sessionId, ctx.app.now()],
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
    isBrowser: row.is_browser,
    memberships: membershipsOf(row.memberships),
  };
}

/** The token of a bearer credential. */
async function findToken(ctx: Context, secret: string): Promise<TokenActor | null> {
  const [row] = await query<{
    id: string;
    kind: TokenKind;
    name: string;
    user_id: string | null;
    project_id: string | null;
    deployment_id: string | null;
    scopes: string[];
    environment_ids: string[] | null;
    service_ids: string[] | null;
    rate_limit_per_minute: number | null;
    memberships: Record<string, StoredMembership> | null;
  }>(
    ctx,
    `-- accounts.token
    select t.id, t.kind, t.name, t.user_id, t.project_id, t.deployment_id, t.scopes,
           t.environment_ids, t.service_ids, t.rate_limit_per_minute,
           case when t.kind = 'PERSONAL' then ${MEMBERSHIPS_OF_USER} end as memberships
    from tokens t
    left join users u on u.id = t.user_id and u.deleted_at is null and u.suspended_at is null
    left join projects p on p.id = t.project_id and p.deleted_at is null
    where t.secret_hash = $1 and t.revoked_at is null and t.expires_at > now()
      and (t.kind <> 'PERSONAL' or u.id is not null) and (t.project_id is null or p.id is not null)`,
    [hashSecret(secret)],
  );
  if (!row) return null;
  void noteUse(ctx, row.id, ctx.address);
  return {
    kind: 'TOKEN',
    id: row.id,
    tokenKind: row.kind,
    name: row.name,
    userId: row.user_id,
    projectId: row.project_id,
    deploymentId: row.deployment_id,
    grant: {
      permissions: permissionsOf(row.scopes),
      environmentIds: row.environment_ids,
      serviceIds: row.service_ids,
    },
    rateLimitPerMinute: row.rate_limit_per_minute,
    memberships: membershipsOf(row.memberships),
  };
}

/** Time and address of the last use, to the minute; a request does not wait for it. */
async function noteUse(ctx: Context, id: string, address: string | null): Promise<void> {
  await withTransaction(ctx, (ctx) =>
    execute(
      ctx,
      `update tokens set last_used_at = now(), last_used_address = $2
       where id = $1 and (last_used_at is null or last_used_at < now() - interval '1 minute' or last_used_address is distinct from $2)`,
      [id, address],
    ),
  ).catch((error: unknown) => ctx.app.log.warn({ error }, 'could not note the use of a token'));
}

/** `php_`, `phs_` or `phd_`, 43 random characters and their CRC-32: typos and foreign tokens cost no look-up. */
function isTokenShaped(secret: string): boolean {
  const match = /^(ph[psd]_[A-Za-z0-9_-]{43})([0-9a-f]{8})$/.exec(secret);
  return match !== null && tokenChecksum(match[1] ?? '') === match[2];
}

export function tokenChecksum(body: string): string {
  return crc32(body).toString(16).padStart(8, '0');
}
