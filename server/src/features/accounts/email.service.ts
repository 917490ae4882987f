import { z } from 'zod';
import { recordAudit } from '../../platform/audit/audit.ts';
import { requireUser } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { AppError, conflict, invalid } from '../../platform/errors.ts';
import { queueMail, sendsMail } from '../../platform/mail/mailer.ts';
import { parseInput } from '../../platform/validation.ts';
import { emailChangedMail, verificationMail } from './account.mails.ts';
import { email } from './account.rules.ts';
import { findUserByEmail, lockAddress } from './account.service.ts';
import type { ChangeEmailInput, VerifyEmailInput } from './account.types.ts';
import { forgetActors } from './authenticate.ts';
import { createLink, endLinks, findLink, hasFreshLink, useLink } from './one-time-link.service.ts';
import { provePassword } from './proof.service.ts';

const MAIL_HOURS = 24;

/**
 * Mails the viewer a link that confirms their address, or the new one that waits for it. CONFLICT without a mail server or when
 * there is nothing to confirm; RATE_LIMITED within a minute of the last one.
 */
export async function sendEmailVerification(ctx: Context): Promise<void> {
  const user = requireUser(ctx);
  if (!sendsMail(ctx.app)) throw conflict('This installation sends no mail, so addresses can’t be confirmed.');
  await withTransaction(ctx, async (ctx) => {
    const state = await queryOne<{ email: string; isVerified: boolean; pendingEmail: string | null }>(
      ctx,
      `select u.email, u.email_verified_at is not null as "isVerified", l.email as "pendingEmail"
       from users u left join one_time_links l on l.user_id = u.id and l.purpose = 'EMAIL' and l.expires_at > now()
       where u.id = $1 for update of u`,
      [user.userId],
    );
    const address = state?.pendingEmail ?? user.email;
    if (state?.isVerified && address === state.email) throw conflict('Your address is confirmed already.');
    if (await hasFreshLink(ctx, user.userId, 'EMAIL'))
      throw new AppError('RATE_LIMITED', 'The last mail is less than a minute old. Look for it, or wait a minute.', {
        details: { retryAfterMs: 60_000 },
      });
    await mailVerification(ctx, user.userId, address);
    await recordAudit(ctx, {
      action: 'user.email_verification_sent',
      projectId: null,
      subject: { id: user.userId, type: 'User', name: user.email },
      detail: { email: address },
    });
  });
}

/** Confirms an address by the code that was mailed to it; a new address takes the place of the old one. */
export async function verifyEmail(ctx: Context, input: VerifyEmailInput): Promise<boolean> {
  const { userId } = await findLink(ctx, 'EMAIL', input.code);
  await withTransaction(ctx, async (ctx) => {
    const link = await useLink(ctx, 'EMAIL', input.code);
    const address = link.email ?? link.accountEmail;
    await setEmail(ctx, { userId, from: link.accountEmail, to: address, isVerified: true });
  });
  forgetActors(ctx.app, userId);
  return true;
}

/**
 * Changes the viewer's address once a mail to the new one was answered; at once, and not confirmed, where no mail is sent.
 * INVALID_INPUT for a wrong password and for the address of another account.
 */
export async function changeEmail(ctx: Context, input: ChangeEmailInput): Promise<void> {
  const user = requireUser(ctx);
  const fields = parseInput(z.object({ email }), input);
  await provePassword(ctx, user, { path: 'password', text: input.password });
  await withTransaction(ctx, async (ctx) => {
    await refuseTaken(ctx, user.userId, fields.email);
    if (!sendsMail(ctx.app))
      return setEmail(ctx, { userId: user.userId, from: user.email, to: fields.email, isVerified: false });
    await mailVerification(ctx, user.userId, fields.email);
    await recordAudit(ctx, {
      action: 'user.email_change_requested',
      projectId: null,
      subject: { id: user.userId, type: 'User', name: user.email },
      detail: { email: fields.email },
    });
  });
  forgetActors(ctx.app, user.userId);
}

async function mailVerification(ctx: Context, userId: string, address: string): Promise<void> {
  const { url } = await createLink(ctx, { userId, purpose: 'EMAIL', email: address, hours: MAIL_HOURS });
  await queueMail(ctx, verificationMail(address, { url, hours: MAIL_HOURS }));
}

async function setEmail(
  ctx: Context,
  change: { userId: string; from: string; to: string; isVerified: boolean },
): Promise<void> {
  await refuseTaken(ctx, change.userId, change.to);
  await execute(ctx, 'update users set email = $2, email_verified_at = case when $3 then now() end where id = $1', [
    change.userId,
    change.to,
    change.isVerified,
  ]);
  const isOther = change.from !== change.to;
  await recordAudit(ctx, {
    action: isOther ? 'user.email_changed' : 'user.email_verified',
    projectId: null,
    subject: { id: change.userId, type: 'User', name: change.to },
    detail: isOther
      ? { before: { email: change.from }, after: { email: change.to }, isVerified: change.isVerified }
      : { email: change.to },
  });
  if (!isOther) return;
  // A link that was mailed to the old address.
  await endLinks(ctx, change.userId, 'PASSWORD');
  await queueMail(ctx, emailChangedMail(change.from, change.to, { at: ctx.app.now(), address: ctx.address }));
}

async function refuseTaken(ctx: Context, userId: string, address: string): Promise<void> {
  await lockAddress(ctx, address);
  const other = await findUserByEmail(ctx, address);
  if (other && other.id !== userId) throw invalid([{ path: 'email', message: 'Another account has this address.' }]);
}
