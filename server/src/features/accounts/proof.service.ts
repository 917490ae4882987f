import { recordAudit } from '../../platform/audit/audit.ts';
import type { UserActor } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { invalid, type Problem } from '../../platform/errors.ts';
import { isPassword } from './password.service.ts';
import { beginCode, beginTry, dropTry } from './sign-in-limit.service.ts';
import { useCode } from './two-factor-code.service.ts';

/** A field of an input, with what was typed. */
interface Typed {
  path: string;
  text: string;
}

/**
 * Makes sure that it is still the person, and not somebody at their open session: INVALID_INPUT for a wrong password, and
 * RATE_LIMITED after as many wrong ones as signing in allows, counted together with those.
 */
export async function provePassword(ctx: Context, user: UserActor, password: Typed): Promise<void> {
  const tryId = await beginTry(ctx, user.email);
  const problem = await passwordProblem(ctx, user, password);
  if (problem) return refuse(ctx, user, 'PASSWORD', problem);
  // NOTE: not `forgetTries`: half a proof, repeated, would let the other half be guessed for ever.
  await dropTry(ctx, tryId);
}

/**
 * The same with a code of the second factor, which is used up in the transaction of `change`: what fails does not cost a code.
 */
export async function proveCode<T>(
  ctx: Context,
  user: UserActor,
  { password, code }: { password?: Typed; code: Typed },
  change: (ctx: Context) => Promise<T>,
): Promise<T> {
  const tryId = await beginTry(ctx, user.email);
  const problem = password ? await passwordProblem(ctx, user, password) : null;
  if (problem) return refuse(ctx, user, 'PASSWORD', problem);
  await beginCode(ctx, tryId);
  const done = await withTransaction(ctx, async (ctx) =>
    (await useCode(ctx, user.userId, code.text)) ? { result: await change(ctx) } : null,
  );
  if (!done)
    return refuse(ctx, user, 'CODE', { path: code.path, message: 'This code is wrong, or it was used already.' });
  await dropTry(ctx, tryId);
  return done.result;
}

async function refuse(ctx: Context, user: UserActor, reason: 'PASSWORD' | 'CODE', problem: Problem): Promise<never> {
  await withTransaction(ctx, (ctx) =>
    recordAudit(ctx, {
      action: 'user.proof_refused',
      projectId: null,
      subject: { id: user.userId, type: 'User', name: user.email },
      detail: { reason },
    }),
  );
  throw invalid([problem]);
}

async function passwordProblem(ctx: Context, user: UserActor, { path, text }: Typed): Promise<Problem | null> {
  const row = await queryOne<{ hash: string | null }>(ctx, 'select password_hash as hash from users where id = $1', [
    user.userId,
  ]);
  if (await isPassword(row?.hash, text)) return null;
  return {
    path,
    message: row?.hash
      ? 'This is not your current password.'
      : 'Your account has no password yet. Ask for a link to set one.',
  };
}
