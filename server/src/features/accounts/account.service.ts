import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { UserActor } from '../../platform/auth/actor.ts';
import { requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, forbidden, invalid, unauthenticated } from '../../platform/errors.ts';
import { displayName, parseInput } from '../../platform/validation.ts';
import { email, newAccount, password } from './account.rules.ts';
import type { ChangePasswordInput, CompleteSetupInput, SignInInput, UpdateProfileInput } from './account.types.ts';
import { ActorKind, type Viewer } from './account.types.ts';
import { findSignIn, forgetActors, SESSION_COOKIE } from './authenticate.ts';
import { beginTry, forgetTries } from './sign-in-limit.ts';
import { User } from './user.entity.ts';

/** OWASP's second recommendation for argon2id (19 MiB, 2 passes): about 25 ms. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Verified against when the account does not exist, so that the answer takes as long. */
const nobodysHash = hash(randomBytes(16).toString('hex'), ARGON2);

export const hashPassword = (plain: string) => hash(plain, ARGON2);

/** Who asks, or null when nobody is signed in. */
export async function viewerOf(ctx: Context): Promise<Viewer | null> {
  const { actor } = ctx;
  if (!actor || actor.kind === 'SYSTEM') return null;
  const userId = actor.kind === 'USER' ? actor.userId : actor.userId;
  const user = userId ? await ctx.app.dataSource.manager.findOneBy(User, { id: userId }) : null;
  return {
    id: actor.id,
    kind: actor.kind === 'USER' ? ActorKind.USER : ActorKind.TOKEN,
    user,
    email: actor.kind === 'USER' ? actor.email : null,
    name: actor.name,
    isAdministrator: actor.kind === 'USER' && actor.isAdministrator,
    viewerCanCreateProject: canCreateProject(actor),
  };
}

/** Projects are made by administrators: a project owns what may run on the servers. */
export function canCreateProject(actor: Context['actor']): boolean {
  return actor?.kind === 'SYSTEM' || (actor?.kind === 'USER' && actor.isAdministrator);
}

export async function isSetupNeeded(ctx: Context): Promise<boolean> {
  const row = await queryOne<{ exists: boolean }>(ctx, 'select exists (select from users) as exists');
  return !row?.exists;
}

/** A new one-time code for the first administrator; earlier ones end. */
export async function createSetupCode(ctx: Context): Promise<string> {
  const code = randomBytes(18).toString('base64url');
  await withTransaction(ctx, async (ctx) => {
    await execute(ctx, 'delete from setup_codes');
    await execute(ctx, 'insert into setup_codes (code_hash) values ($1)', [hashSecret(code)]);
  });
  return code;
}

/**
 * Makes the first administrator, owner of all projects there are, and signs them in. The code works once; FORBIDDEN when
 * it is wrong, CONFLICT when an account exists already.
 */
export async function completeSetup(ctx: Context, input: CompleteSetupInput): Promise<UserActor> {
  const account = parseInput(newAccount, input);
  const passwordHash = await hashPassword(account.password);
  const userId = await withTransaction(ctx, async (ctx) => {
    await lockSetup(ctx);
    if (!(await isSetupNeeded(ctx)))
      throw conflict('This installation has its administrator already. Sign in instead.');
    const used = await execute(ctx, 'update setup_codes set used_at = now() where code_hash = $1 and used_at is null', [
      hashSecret(input.code.slice(0, 200)),
    ]);
    if (used !== 1)
      throw forbidden(
        'This link is not valid any more. Take the newest one from the server’s output, or restart it for a new one.',
      );
    return insertAdministrator(ctx, { ...account, passwordHash });
  });
  return startSession(ctx, userId);
}

/** Makes the administrator of `PILOTHOUSE_ADMIN_EMAIL` if there is no user at all. */
export async function ensureAdministrator(ctx: Context, given: { email: string; password: string }): Promise<boolean> {
  const account = parseInput(newAccount, { ...given, name: given.email.split('@')[0] });
  const passwordHash = await hashPassword(account.password);
  return withTransaction(ctx, async (ctx) => {
    await lockSetup(ctx);
    if (!(await isSetupNeeded(ctx))) return false;
    await insertAdministrator(ctx, { ...account, passwordHash });
    return true;
  });
}

const lockSetup = (ctx: Context) => queryOne(ctx, "select pg_advisory_xact_lock(hashtextextended('setup', 0))");

async function insertAdministrator(ctx: Context, account: { email: string; name: string; passwordHash: string }) {
  const id = await insertUser(ctx, { ...account, isAdministrator: true });
  const projects = await query<{ id: string }>(ctx, 'select id from projects where deleted_at is null');
  for (const project of projects)
    await execute(ctx, `insert into members (id, project_id, user_id, role) values ($1, $2, $3, 'OWNER')`, [
      newId('member'),
      project.id,
      id,
    ]);
  await recordAudit(ctx, {
    action: 'user.created',
    projectId: null,
    subject: { id, type: 'User', name: account.email },
    detail: { isAdministrator: true },
  });
  return id;
}

export async function insertUser(
  ctx: Context,
  account: { email: string; name: string; passwordHash: string | null; isAdministrator: boolean },
): Promise<string> {
  const id = newId('user');
  await ctx.manager?.insert(User, { ...account, id, createdAt: ctx.app.now() });
  return id;
}

/**
 * UNAUTHENTICATED for a wrong password and for an unknown address alike, after the same time; RATE_LIMITED after too many
 * wrong ones.
 */
export async function signIn(ctx: Context, input: SignInInput): Promise<UserActor> {
  const tryId = await beginTry(ctx, input.email);
  const address = email.safeParse(input.email);
  const user = address.success ? await findUserByEmail(ctx, address.data) : null;
  const isRight = await verify(user?.passwordHash ?? (await nobodysHash), input.password.slice(0, 200));
  if (!user?.passwordHash || !isRight) {
    await withTransaction(ctx, (ctx) =>
      // NOTE: what is no address may be a password, typed into the wrong field.
      recordAudit(ctx, { action: 'session.refused', projectId: null, detail: { email: address.data ?? null } }),
    );
    throw unauthenticated('The address or the password is wrong.');
  }
  await forgetTries(ctx, tryId);
  return startSession(ctx, user.id);
}

export function findUserByEmail(
  ctx: Context,
  address: string,
): Promise<{ id: string; passwordHash: string | null } | null> {
  return queryOne(
    ctx,
    'select id, password_hash as "passwordHash" from users where lower(email) = lower($1) and deleted_at is null',
    [address],
  );
}

async function startSession(ctx: Context, userId: string): Promise<UserActor> {
  const secret = randomBytes(32).toString('base64url');
  const maxAgeSeconds = ctx.app.config.sessionDays * 86_400;
  await withTransaction(ctx, async (ctx) => {
    const id = newId('session');
    await execute(
      ctx,
      `insert into sessions (id, user_id, secret_hash, address, expires_at) values ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [id, userId, hashSecret(secret), ctx.address, maxAgeSeconds],
    );
    const actor = await findSignIn(ctx, secret);
    await recordAudit(
      { ...ctx, actor },
      { action: 'session.started', projectId: null, subject: { id, type: 'Session', name: 'session' } },
    );
  });
  ctx.cookies?.set(SESSION_COOKIE, secret, { maxAgeSeconds });
  const actor = await findSignIn(ctx, secret);
  if (!actor) throw unauthenticated();
  return actor;
}

/** Ends the session of this request. True when there was one. */
export async function signOut(ctx: Context): Promise<boolean> {
  const { actor } = ctx;
  ctx.cookies?.clear(SESSION_COOKIE);
  if (actor?.kind !== 'USER') return false;
  await withTransaction(ctx, async (ctx) => {
    await execute(ctx, 'update sessions set revoked_at = now() where id = $1 and revoked_at is null', [
      actor.sessionId,
    ]);
    await recordAudit(ctx, {
      action: 'session.ended',
      projectId: null,
      subject: { id: actor.sessionId, type: 'Session', name: 'session' },
    });
  });
  forgetActors(ctx.app, actor.userId);
  return true;
}

/** Changes the viewer's own password and ends all their other sessions. */
export async function changePassword(ctx: Context, input: ChangePasswordInput): Promise<void> {
  const actor = requireUser(ctx);
  const user = await ctx.app.dataSource.manager.findOneByOrFail(User, { id: actor.userId });
  if (!user.passwordHash || !(await verify(user.passwordHash, input.currentPassword.slice(0, 200))))
    throw invalid([{ path: 'currentPassword', message: 'This is not your current password.' }]);
  const { newPassword } = parseInput(z.object({ newPassword: password }), input);
  const passwordHash = await hashPassword(newPassword);
  await withTransaction(ctx, async (ctx) => {
    await execute(ctx, 'update users set password_hash = $2 where id = $1', [actor.userId, passwordHash]);
    await execute(
      ctx,
      'update sessions set revoked_at = now() where user_id = $1 and id <> $2 and revoked_at is null',
      [actor.userId, actor.sessionId],
    );
    await recordAudit(ctx, {
      action: 'user.password_changed',
      projectId: null,
      subject: { id: actor.userId, type: 'User', name: actor.email },
    });
  });
  forgetActors(ctx.app, actor.userId);
}

export async function updateProfile(ctx: Context, input: UpdateProfileInput): Promise<UserActor> {
  const actor = requireUser(ctx);
  const { name } = parseInput(z.object({ name: displayName }), input);
  await withTransaction(ctx, async (ctx) => {
    await execute(ctx, 'update users set name = $2 where id = $1', [actor.userId, name]);
    await recordAudit(ctx, {
      action: 'user.updated',
      projectId: null,
      subject: { id: actor.userId, type: 'User', name: actor.email },
      detail: { before: { name: actor.name }, after: { name } },
    });
  });
  forgetActors(ctx.app, actor.userId);
  return { ...actor, name };
}

/** The signed-in person; a token may not do what only a person may. */
export function requireUser(ctx: Context): UserActor {
  const actor = requireActor(ctx);
  if (actor.kind !== 'USER') throw forbidden('Only a signed-in person may do this, not a token.');
  return actor;
}
