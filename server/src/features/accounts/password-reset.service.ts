import { createHash } from 'node:crypto';
import { z } from 'zod';
import { recordAudit } from '../../platform/audit/audit.ts';
import { requireAdministrator, requireUser } from '../../platform/auth/authorize.ts';
import { type App, type Context, systemContext } from '../../platform/context.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { forbidden, invalid, notFound } from '../../platform/errors.ts';
import { addJob } from '../../platform/jobs.ts';
import { queueMail, sendsMail } from '../../platform/mail/mailer.ts';
import { parseInput } from '../../platform/validation.ts';
import { endSessions } from './access.service.ts';
import { passwordChangedMail, resetMail } from './account.mails.ts';
import { email } from './account.rules.ts';
import { findUserByEmail } from './account.service.ts';
import type { ChangePasswordInput, RequestPasswordResetInput, ResetPasswordInput } from './account.types.ts';
import { forgetActors } from './authenticate.ts';
import { createLink, endLinks, findLink, hasFreshLink, type OneTimeLink, useLink } from './one-time-link.service.ts';
import { checkPassword, hashPassword } from './password.service.ts';
import { provePassword } from './proof.service.ts';
import { beginTry } from './sign-in-limit.service.ts';
import type { CreatePasswordResetLinkInput } from './users.types.ts';

const RESET_JOB = 'account.reset_password';
/** By mail: long enough for a slow mail server, and no longer. */
const MAIL_HOURS = 1;
/** Handed over by an administrator, by whatever way they have. */
const HANDED_HOURS = 24;

/** Changes the viewer's own password and ends all their other sessions. INVALID_INPUT for a wrong or a weak one. */
export async function changePassword(ctx: Context, input: ChangePasswordInput): Promise<void> {
  const user = requireUser(ctx);
  refusePasswordsOff(ctx);
  await provePassword(ctx, user, { path: 'currentPassword', text: input.currentPassword });
  await setPassword(ctx, { ...user, keptSessionId: user.sessionId }, input.newPassword);
}

/**
 * Mails a link for a new password, if somebody has this address and the installation sends mail. Nobody learns whether: the answer is the
 * same after the same work, because a worker looks for the account. RATE_LIMITED like wrong passwords.
 */
export async function requestPasswordReset(ctx: Context, input: RequestPasswordResetInput): Promise<boolean> {
  refusePasswordsOff(ctx);
  const fields = parseInput(z.object({ email }), input);
  await beginTry(ctx, fields.email, 'reset');
  await withTransaction(ctx, async (ctx) => {
    await recordAudit(ctx, {
      action: 'user.password_reset_requested',
      projectId: null,
      detail: { email: fields.email },
    });
    if (!sendsMail(ctx.app)) return;
    const key = createHash('sha256').update(fields.email.toLowerCase()).digest('base64url');
    // NOTE: the link's address comes from the configuration, never from the request: its Host is the sender's choice.
    const payload = { email: fields.email, publicUrl: ctx.app.config.publicUrl };
    await addJob(ctx, RESET_JOB, payload, { key: `${RESET_JOB}/${key}`, maxAttempts: 8 });
  });
  return true;
}

/** The worker's side of {@link requestPasswordReset}. One mail a minute at the most: nobody's mailbox is filled. */
export const resetTasks = (app: App) => ({
  [RESET_JOB]: async (payload: unknown) => {
    const asked = payload as { email: string; publicUrl: string };
    await withTransaction(systemContext(app, 'mail'), async (ctx) => {
      const user = await findUserByEmail(ctx, asked.email);
      if (!user || user.isSuspended || (await hasFreshLink(ctx, user.id, 'PASSWORD'))) return;
      const link = await createLink(ctx, {
        userId: user.id,
        purpose: 'PASSWORD',
        // To this address and no other: opening it proves that the mailbox is theirs.
        email: user.email,
        hours: MAIL_HOURS,
        publicUrl: asked.publicUrl,
      });
      await queueMail(ctx, resetMail(user.email, { url: link.url, hours: MAIL_HOURS }));
    });
  },
});

/** A link that sets somebody's password, for an administrator to hand over. Works once, within a day; earlier ones end. */
export async function createPasswordResetLink(ctx: Context, input: CreatePasswordResetLinkInput): Promise<OneTimeLink> {
  requireAdministrator(ctx);
  return withTransaction(ctx, async (ctx) => {
    const user = await queryOne<{ id: string; email: string }>(
      ctx,
      'select id, email from users where id = $1 and deleted_at is null',
      [input.userId],
    );
    if (!user) throw notFound('person');
    return createHandedLink(ctx, user);
  });
}

/** In the transaction of the administrator's verb. */
export async function createHandedLink(ctx: Context, user: { id: string; email: string }): Promise<OneTimeLink> {
  const link = await createLink(ctx, { userId: user.id, purpose: 'PASSWORD', hours: HANDED_HOURS });
  await recordAudit(ctx, {
    action: 'user.password_link_created',
    projectId: null,
    subject: { id: user.id, type: 'User', name: user.email },
    detail: { expiresAt: link.expiresAt },
  });
  return link;
}

/**
 * Sets a new password by the code of a link and ends all sessions. Nobody is signed in by it, so a second factor still holds.
 * FORBIDDEN when the link is not valid any more; a weak password leaves it as it is.
 */
export async function resetPassword(ctx: Context, input: ResetPasswordInput): Promise<boolean> {
  refusePasswordsOff(ctx);
  const owner = await findLink(ctx, 'PASSWORD', input.code);
  const user = { userId: owner.userId, name: owner.name, email: owner.accountEmail };
  await setPassword(ctx, user, input.newPassword, async (ctx) => {
    const used = await useLink(ctx, 'PASSWORD', input.code);
    // A link by mail came to the address it was made for; of one that was handed over nobody knows.
    await execute(
      ctx,
      'update users set email_verified_at = now() where id = $1 and lower(email) = lower($2) and email_verified_at is null',
      [used.userId, used.email],
    );
  });
  return true;
}

/** Checks and sets the password, ends the other sessions and open links, and tells the person. `before` runs in the same transaction. */
async function setPassword(
  ctx: Context,
  user: { userId: string; name: string; email: string; keptSessionId?: string },
  newPassword: string,
  before: (ctx: Context) => Promise<void> = async () => {},
): Promise<void> {
  const problems = await checkPassword(newPassword, [user.name, user.email], 'newPassword');
  if (problems.length > 0) throw invalid(problems);
  const passwordHash = await hashPassword(newPassword);
  await withTransaction(ctx, async (ctx) => {
    await before(ctx);
    await execute(ctx, 'update users set password_hash = $2 where id = $1', [user.userId, passwordHash]);
    await endSessions(ctx, user.userId, user.keptSessionId);
    await endLinks(ctx, user.userId, 'PASSWORD');
    await recordAudit(ctx, {
      action: 'user.password_changed',
      projectId: null,
      subject: { id: user.userId, type: 'User', name: user.email },
    });
    await queueMail(ctx, passwordChangedMail(user.email, { at: ctx.app.now(), address: ctx.address }));
  });
  forgetActors(ctx.app, user.userId);
}

/** FORBIDDEN where only identity providers let people in. */
export function refusePasswordsOff(ctx: Context): void {
  if (!ctx.app.config.signIn.hasPassword)
    throw forbidden('Passwords are turned off here. Sign in with one of the services on the sign-in page.');
}
