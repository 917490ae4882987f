import { recordAudit } from '../../platform/audit/audit.ts';
import type { UserActor } from '../../platform/auth/actor.ts';
import { asSystem, type Context } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { AppError, forbidden, unauthenticated } from '../../platform/errors.ts';
import { INSTALLATION, recordFacts } from '../../platform/facts.ts';
import { email } from './account.rules.ts';
import { findUserByEmail, type KnownUser } from './account.service.ts';
import type { SignInInput } from './account.types.ts';
import { isPassword } from './password.service.ts';
import { refusePasswordsOff } from './password-reset.service.ts';
import { startSession } from './session.service.ts';
import { beginCode, beginTry, dropTry, forgetTries } from './sign-in-limit.service.ts';
import { useCode } from './two-factor-code.service.ts';

type Refusal = 'PASSWORD' | 'CODE' | 'SUSPENDED';

/** Signs in by address, password and, where one is on, second factor; fails as {@link proveAccount}. */
export async function signIn(ctx: Context, input: SignInInput): Promise<UserActor> {
  refusePasswordsOff(ctx);
  return startSession(ctx, await proveAccount(ctx, input));
}

/**
 * The id of the account whose address, password and code these are, for signing in and for connecting another way to it.
 * UNAUTHENTICATED for a wrong password and for an unknown address alike, after the same work; SECOND_FACTOR_REQUIRED when only
 * the code is missing; UNAUTHENTICATED for a wrong code; RATE_LIMITED after too many wrong ones of either; FORBIDDEN for a
 * suspended account, to who has proved that it is theirs.
 */
export async function proveAccount(ctx: Context, input: SignInInput): Promise<string> {
  const tryId = await beginTry(ctx, input.email);
  const address = email.safeParse(input.email);
  const user = address.success ? await findUserByEmail(ctx, address.data) : null;
  const isRight = await isPassword(user?.passwordHash, input.password);
  if (!user || !isRight) {
    await recordRefusal(ctx, 'PASSWORD', input, user);
    throw unauthenticated('The address or the password is wrong.');
  }
  if (user.hasTwoFactor) await proveSecondFactor(ctx, { user, tryId, input });
  if (user.isSuspended) {
    await recordRefusal(ctx, 'SUSPENDED', input, user);
    throw forbidden('This account is suspended. Ask an administrator of this installation.');
  }
  await forgetTries(ctx, tryId);
  return user.id;
}

async function proveSecondFactor(
  ctx: Context,
  { user, tryId, input }: { user: KnownUser; tryId: number; input: SignInInput },
): Promise<void> {
  if (!input.code) {
    // NOTE: the tries before this one still count: else asking without a code would allow five more codes each time.
    await dropTry(ctx, tryId);
    await record(ctx, 'session.code_needed', user);
    throw new AppError('SECOND_FACTOR_REQUIRED', 'Enter the code of your authenticator app, or a backup code.');
  }
  await beginCode(ctx, tryId);
  if (await useCode(ctx, user.id, input.code)) return;
  await recordRefusal(ctx, 'CODE', input, user);
  throw unauthenticated('This code is wrong, or it was used already.');
}

/** Who tried is nobody yet: what is counted of it names no account. */
const recordRefusal = (ctx: Context, reason: Refusal, input: SignInInput, user: KnownUser | null) =>
  withTransaction(asSystem(ctx), async (ctx) => {
    // NOTE: what is no address may be a password, typed into the wrong field.
    await record(ctx, 'session.refused', user, { email: email.safeParse(input.email).data ?? null, reason });
    const name = reason === 'CODE' ? 'SECOND_FACTOR' : 'PASSWORD';
    await recordFacts(ctx, [{ projectId: INSTALLATION, kind: 'sign_in', name, status: 'REFUSED', data: { reason } }]);
  });

const record = (ctx: Context, action: string, user: KnownUser | null, detail?: Record<string, unknown>) =>
  withTransaction(ctx, (ctx) =>
    recordAudit(ctx, {
      action,
      projectId: null,
      ...(user ? { subject: { id: user.id, type: 'User', name: user.email } } : {}),
      ...(detail ? { detail } : {}),
    }),
  );
