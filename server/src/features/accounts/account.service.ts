import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { UserActor } from '../../platform/auth/actor.ts';
import { requireUser } from '../../platform/auth/authorize.ts';
import { asSystem, type Context } from '../../platform/context.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, forbidden } from '../../platform/errors.ts';
import { displayName, parseInput } from '../../platform/validation.ts';
import { newAccount } from './account.rules.ts';
import { ActorKind, type CompleteSetupInput, type UpdateProfileInput, type Viewer } from './account.types.ts';
import { forgetActors } from './authenticate.ts';
import { checkPassword, hashPassword } from './password.service.ts';
import { startSession } from './session.service.ts';
import type { User } from './user.entity.ts';

/** Who asks, or null when nobody is signed in. */
export async function viewerOf(ctx: Context): Promise<Viewer | null> {
  const { actor } = ctx;
  if (!actor || actor.kind === 'SYSTEM') return null;
  const person = actor.userId ? await findViewer(ctx, actor.userId) : null;
  const isPerson = actor.kind === 'USER';
  return {
    id: actor.id,
    kind: isPerson ? ActorKind.USER : ActorKind.TOKEN,
    user: person,
    email: isPerson ? (person?.email ?? actor.email) : null,
    name: actor.name,
    isAdministrator: isPerson && actor.isAdministrator,
    viewerCanCreateProject: canCreateProject(actor),
    isEmailVerified: isPerson && Boolean(person?.isEmailVerified),
    pendingEmail: isPerson ? (person?.pendingEmail ?? null) : null,
    hasPassword: isPerson && Boolean(person?.hasPassword),
    twoFactor: isPerson && person ? { ...person, isOn: person.since !== null } : null,
  };
}

interface ViewerRow extends User {
  isEmailVerified: boolean;
  pendingEmail: string | null;
  hasPassword: boolean;
  since: Date | null;
  backupCodesLeft: number;
}

const findViewer = (ctx: Context, userId: string): Promise<ViewerRow | null> =>
  queryOne(
    ctx,
    `-- accounts.viewer
    select u.id, u.email, u.name, u.created_at as "createdAt", u.email_verified_at is not null as "isEmailVerified",
           u.password_hash is not null as "hasPassword", nullif(l.email, u.email) as "pendingEmail", f.confirmed_at as since,
           (select count(*) from backup_codes b where b.user_id = u.id) as "backupCodesLeft"
    from users u
    left join one_time_links l on l.user_id = u.id and l.purpose = 'EMAIL' and l.expires_at > now()
    left join second_factors f on f.user_id = u.id
    where u.id = $1`,
    [userId],
  );

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
  // Anybody may ask: what is over costs no password's measure and hash.
  if (!(await isSetupNeeded(ctx))) throw isSetUp();
  const account = parseInput(newAccount, input, await checkPassword(input.password, [input.name, input.email]));
  const passwordHash = await hashPassword(account.password);
  const userId = await withTransaction(asSystem(ctx), async (ctx) => {
    await lockSetup(ctx);
    if (!(await isSetupNeeded(ctx))) throw isSetUp();
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

/**
 * Makes the administrator of `PILOTHOUSE_ADMIN_EMAIL` if there is no user at all. A weak password is the guards' business: outside
 * production it is allowed.
 */
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

const isSetUp = () => conflict('This installation has its administrator already. Sign in instead.');

const lockSetup = (ctx: Context) => queryOne(ctx, "select pg_advisory_xact_lock(hashtextextended('setup', 0))");

async function insertAdministrator(ctx: Context, account: { email: string; name: string; passwordHash: string }) {
  // Whoever runs the server names this address; nobody stands above them who could check it, so it counts as confirmed.
  const id = await insertUser(ctx, { ...account, isAdministrator: true, isEmailVerified: true });
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

/** An account, in the transaction that needs it. Its address is not known to be theirs unless `isEmailVerified`. */
export async function insertUser(
  ctx: Context,
  account: {
    email: string;
    name: string;
    passwordHash: string | null;
    isAdministrator: boolean;
    isEmailVerified?: boolean;
  },
): Promise<string> {
  const id = newId('user');
  await execute(
    ctx,
    `insert into users (id, email, name, password_hash, is_administrator, created_at, email_verified_at)
     values ($1, $2, $3, $4, $5, $6, case when $7 then $6::timestamptz end)`,
    [
      id,
      account.email,
      account.name,
      account.passwordHash,
      account.isAdministrator,
      ctx.app.now(),
      account.isEmailVerified ?? false,
    ],
  );
  return id;
}

export interface KnownUser {
  id: string;
  name: string;
  email: string;
  passwordHash: string | null;
  isSuspended: boolean;
  hasTwoFactor: boolean;
}

/** The account that signs in with this address, in whatever case. */
export function findUserByEmail(ctx: Context, address: string): Promise<KnownUser | null> {
  return queryOne<KnownUser>(
    ctx,
    `-- accounts.byEmail
    select u.id, u.name, u.email, u.password_hash as "passwordHash", u.suspended_at is not null as "isSuspended",
           f.confirmed_at is not null as "hasTwoFactor"
    from users u left join second_factors f on f.user_id = u.id
    where lower(u.email) = lower($1) and u.deleted_at is null`,
    [address],
  );
}

/** Who makes an account with this address, or takes it for theirs, waits for others who do. Inside a transaction. */
export async function lockAddress(ctx: Context, address: string): Promise<void> {
  await queryOne(ctx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`account/${address.toLowerCase()}`]);
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
