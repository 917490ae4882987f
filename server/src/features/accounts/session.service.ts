import { randomBytes } from 'node:crypto';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { UserActor } from '../../platform/auth/actor.ts';
import { requireUser } from '../../platform/auth/authorize.ts';
import { asSystem, type Context } from '../../platform/context.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { notFound, unauthenticated } from '../../platform/errors.ts';
import { INSTALLATION, recordFacts } from '../../platform/facts.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { settingsOf } from '../settings/settings.service.ts';
import { endSessions } from './access.service.ts';
import { ACCESS_SECONDS, csrfTokenOf, signAccessToken } from './access-token.ts';
import { findSignIn, forgetActors } from './authenticate.ts';
import type { Session } from './session.types.ts';

/** Names of cookies, without what the jar puts before them. */
export const COOKIES = {
  access: 'pilothouse_session',
  refresh: 'pilothouse_refresh',
  csrf: 'pilothouse_csrf',
} as const;

/** For so long the refresh token before the newest still works: of tabs that ask at the same time, and answers that got lost. */
const GRACE_SECONDS = 60;
/** Refresh tokens that were used are kept for so long, to notice that one is used again. */
const KEPT_DAYS = 7;

interface SessionRow {
  id: string;
  userId: string;
  expiresAt: string;
}

/**
 * Signs the person in on the response of this request: a session with its cookies. The session that the request came with ends,
 * so that nobody goes on with cookies that were there before.
 */
export async function startSession(ctx: Context, userId: string, by: { provider?: string } = {}): Promise<UserActor> {
  const { sessionDays } = await settingsOf(ctx);
  const token = newRefreshToken();
  // Who signs in has no project in sight yet.
  const { session, actor } = await withTransaction(asSystem(ctx), async (ctx) => {
    await trimSessions(ctx, userId);
    if (ctx.actor?.kind === 'USER') await endOne(ctx, ctx.actor.sessionId);
    const session = await queryOne<SessionRow>(
      ctx,
      `insert into sessions (id, user_id, address, user_agent, is_browser, created_at, last_used_at, refreshed_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $6, $6, $6::timestamptz + make_interval(days => $7))
       returning id, user_id as "userId", expires_at as "expiresAt"`,
      [
        newId('session'),
        userId,
        ctx.address,
        ctx.cookies?.userAgent ?? null,
        ctx.cookies?.isBrowser ?? false,
        ctx.app.now(),
        sessionDays,
      ],
    );
    if (!session) throw unauthenticated();
    await keepRefreshToken(ctx, session.id, 0, token);
    const actor = await findSignIn(ctx, session.id);
    if (!actor) throw unauthenticated('This account is suspended. Ask an administrator of this installation.');
    await recordAudit(
      { ...ctx, actor },
      {
        action: 'session.started',
        projectId: null,
        subject: { id: session.id, type: 'Session', name: 'session' },
        detail: { ...by, userAgent: ctx.cookies?.userAgent ?? null },
      },
    );
    const name = by.provider?.toUpperCase() ?? 'PASSWORD';
    await recordFacts(ctx, [{ projectId: INSTALLATION, kind: 'sign_in', name, status: 'SUCCEEDED', actor: userId }]);
    return { session, actor };
  });
  forgetActors(ctx.app, userId);
  await setCookies(ctx, session, token);
  return actor;
}

/** What a refresh token is good for. */
type Refresh = { kind: 'CURRENT' | 'GRACE' | 'REUSED'; session: SessionRow } | { kind: 'UNKNOWN' };

/**
 * Who a refresh token belongs to, with new cookies on the response: the token is used up by it. Null for one that is unknown or
 * ended. One that was used longer than {@link GRACE_SECONDS} ago is in two hands: the session ends for both.
 */
export async function refreshSession(ctx: Context, token: string): Promise<UserActor | null> {
  if (!isRefreshToken(token)) return null;
  const next = newRefreshToken();
  // Looked at without a transaction first: rubbish, and cookies of long ago, take no connection of the pool.
  const { kind } = await findRefresh(asSystem(ctx), token, '');
  const refreshed = kind === 'UNKNOWN' ? null : await renewSession(ctx, token, next);
  if (!refreshed) {
    clearCookies(ctx);
    return null;
  }
  await setCookies(ctx, refreshed.session, next);
  return refreshed.actor;
}

function renewSession(
  ctx: Context,
  token: string,
  next: string,
): Promise<{ session: SessionRow; actor: UserActor } | null> {
  return withTransaction(asSystem(ctx), async (ctx) => {
    const found = await findRefresh(ctx, token, 'for update of s');
    if (found.kind === 'UNKNOWN') return null;
    const { session } = found;
    const actor = await findSignIn(ctx, session.id);
    if (!actor) return null;
    if (found.kind === 'REUSED') {
      await endOne(ctx, session.id);
      await recordAudit(
        { ...ctx, actor },
        {
          action: 'session.reuse_detected',
          projectId: null,
          subject: { id: session.id, type: 'Session', name: 'session' },
        },
      );
      ctx.afterCommit.push(() => forgetActors(ctx.app, actor.userId));
      return null;
    }
    const generation = await queryOne<{ generation: number }>(
      ctx,
      `update sessions
       set refresh_generation = refresh_generation + $2, refreshed_at = case when $2 = 1 then $3 else refreshed_at end,
           last_used_at = $3, address = coalesce($4, address)
       where id = $1 returning refresh_generation as generation`,
      [session.id, found.kind === 'CURRENT' ? 1 : 0, ctx.app.now(), ctx.address],
    );
    await keepRefreshToken(ctx, session.id, generation?.generation ?? 0, next);
    await trimRefreshTokens(ctx, session.id);
    return { session, actor };
  });
}

/** Who a refresh token belongs to, where no cookie can be set: it stays as it is. */
export async function findRefreshed(ctx: Context, token: string): Promise<UserActor | null> {
  if (!isRefreshToken(token)) return null;
  const everywhere = asSystem(ctx);
  const found = await findRefresh(everywhere, token, '');
  return found.kind === 'CURRENT' || found.kind === 'GRACE' ? findSignIn(everywhere, found.session.id) : null;
}

async function findRefresh(ctx: Context, token: string, lock: string): Promise<Refresh> {
  const row = await queryOne<SessionRow & { generation: number; newest: number; refreshedAt: string }>(
    ctx,
    `-- accounts.refresh
    select s.id, s.user_id as "userId", s.expires_at as "expiresAt", r.generation, s.refresh_generation as newest,
           s.refreshed_at as "refreshedAt"
    from refresh_tokens r join sessions s on s.id = r.session_id
    where r.token_hash = $1 and s.revoked_at is null and s.expires_at > $2 ${lock}`,
    [hashSecret(token), ctx.app.now()],
  );
  if (!row) return { kind: 'UNKNOWN' };
  const session = { id: row.id, userId: row.userId, expiresAt: row.expiresAt };
  if (row.generation === row.newest) return { kind: 'CURRENT', session };
  const ageMs = ctx.app.now().getTime() - Date.parse(row.refreshedAt);
  const isInGrace = row.generation === row.newest - 1 && ageMs <= GRACE_SECONDS * 1_000;
  return { kind: isInGrace ? 'GRACE' : 'REUSED', session };
}

const newRefreshToken = () => randomBytes(32).toString('base64url');
const isRefreshToken = (text: string) => /^[\w-]{43}$/.test(text);

const keepRefreshToken = (ctx: Context, sessionId: string, generation: number, token: string) =>
  execute(ctx, 'insert into refresh_tokens (token_hash, session_id, generation, created_at) values ($1, $2, $3, $4)', [
    hashSecret(token),
    sessionId,
    generation,
    ctx.app.now(),
  ]);

const keptSince = (ctx: Context) => new Date(ctx.app.now().getTime() - KEPT_DAYS * 86_400_000);

/** The person's sessions that ended long ago, with their refresh tokens. */
async function trimSessions(ctx: Context, userId: string): Promise<void> {
  await execute(ctx, 'delete from sessions where user_id = $1 and (expires_at < $2 or revoked_at < $2)', [
    userId,
    keptSince(ctx),
  ]);
}

/** Those of one session that were used so long ago that they need not be noticed: it is renewed up to 144 times a day. */
const trimRefreshTokens = (ctx: Context, sessionId: string) =>
  execute(
    ctx,
    `delete from refresh_tokens r using sessions s
     where s.id = $1 and r.session_id = s.id and r.created_at < $2 and r.generation < s.refresh_generation - 1`,
    [sessionId, keptSince(ctx)],
  );

async function setCookies(ctx: Context, session: SessionRow, refreshToken: string): Promise<void> {
  const { app, cookies } = ctx;
  if (!cookies) return;
  const maxAgeSeconds = Math.max(1, Math.floor((Date.parse(session.expiresAt) - app.now().getTime()) / 1_000));
  const access = await signAccessToken(app, { ...session, expiresAt: new Date(session.expiresAt) });
  cookies.set(COOKIES.access, access, { maxAgeSeconds: Math.min(ACCESS_SECONDS, maxAgeSeconds) });
  cookies.set(COOKIES.refresh, refreshToken, { maxAgeSeconds });
  cookies.set(COOKIES.csrf, csrfTokenOf(app, session.id), { maxAgeSeconds, isReadable: true });
}

function clearCookies(ctx: Context): void {
  for (const name of Object.values(COOKIES)) ctx.cookies?.clear(name);
}

const endOne = (ctx: Context, id: string) =>
  execute(ctx, 'update sessions set revoked_at = $2 where id = $1 and revoked_at is null', [id, ctx.app.now()]);

/** Ends the session of this request. True when there was one. */
export async function signOut(ctx: Context): Promise<boolean> {
  const { actor } = ctx;
  clearCookies(ctx);
  if (actor?.kind !== 'USER') return false;
  await withTransaction(ctx, async (ctx) => {
    await endOne(ctx, actor.sessionId);
    await recordAudit(ctx, {
      action: 'session.ended',
      projectId: null,
      subject: { id: actor.sessionId, type: 'Session', name: 'session' },
    });
  });
  forgetActors(ctx.app, actor.userId);
  return true;
}

const COLUMNS = `id, user_id as "userId", created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt",
  address, user_agent as "userAgent", revoked_at as "revokedAt"`;

/** The viewer's sessions that stand, newest first. */
export async function listSessions(ctx: Context, args: { first: number; after?: string | null }) {
  const actor = requireUser(ctx);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['text']);
  const rows = await query<Session>(
    ctx,
    `-- accounts.sessions
    select ${COLUMNS}, id = $4 as "isCurrent" from sessions
    where user_id = $1 and revoked_at is null and expires_at > $2 and ($3::text is null or id < $3)
    order by id desc limit $5`,
    [actor.userId, ctx.app.now(), after?.[0] ?? null, actor.sessionId, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.id]);
}

/** The viewer's own session of this id, or NOT_FOUND. */
export async function findSession(ctx: Context, id: string): Promise<Session> {
  const actor = requireUser(ctx);
  const session = await queryOne<Session>(
    ctx,
    `select ${COLUMNS}, id = $3 as "isCurrent" from sessions where id = $1 and user_id = $2`,
    [id, actor.userId, actor.sessionId],
  );
  if (!session) throw notFound('session');
  return session;
}

/** Ends one of the viewer's own sessions at once. Twice is the same as once. */
export async function revokeSession(ctx: Context, id: string): Promise<Session> {
  const actor = requireUser(ctx);
  const ended = await withTransaction(ctx, async (ctx) => {
    await query(ctx, 'select from sessions where id = $1 and user_id = $2 for update', [id, actor.userId]);
    const session = await findSession(ctx, id);
    if (session.revokedAt) return session;
    await endOne(ctx, id);
    await recordAudit(ctx, {
      action: 'session.revoked',
      projectId: null,
      subject: { id, type: 'Session', name: 'session' },
      detail: { address: session.address, userAgent: session.userAgent },
    });
    return findSession(ctx, id);
  });
  forgetActors(ctx.app, actor.userId);
  if (id === actor.sessionId) clearCookies(ctx);
  return ended;
}

/** Ends all of the viewer's sessions but this one. */
export async function revokeOtherSessions(ctx: Context): Promise<UserActor> {
  const actor = requireUser(ctx);
  await withTransaction(ctx, async (ctx) => {
    await endSessions(ctx, actor.userId, actor.sessionId);
    await recordAudit(ctx, {
      action: 'session.others_revoked',
      projectId: null,
      subject: { id: actor.userId, type: 'User', name: actor.email },
    });
  });
  forgetActors(ctx.app, actor.userId);
  return actor;
}
