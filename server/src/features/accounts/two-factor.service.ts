import { renderSVG } from 'uqr';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { UserActor } from '../../platform/auth/actor.ts';
import { requireUser } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, invalid } from '../../platform/errors.ts';
import { queueMail } from '../../platform/mail/mailer.ts';
import { secondFactorMail } from './account.mails.ts';
import { proveCode } from './proof.service.ts';
import type {
  BackupCodes,
  ConfirmTwoFactorInput,
  DisableTwoFactorInput,
  RenewBackupCodesInput,
  TwoFactor,
  TwoFactorSetup,
} from './two-factor.types.ts';
import {
  keepSecret,
  newTotpSecret,
  removeSecondFactor,
  renewCodes,
  totpOf,
  useTotp,
} from './two-factor-code.service.ts';

/** Makes a secret for an authenticator app. Nothing is asked at sign-in before {@link confirmTwoFactor}; CONFLICT when one is on. */
export async function beginTwoFactor(ctx: Context): Promise<TwoFactorSetup> {
  const user = requireUser(ctx);
  const secret = newTotpSecret();
  await withTransaction(ctx, async (ctx) => {
    if (!(await keepSecret(ctx, user.userId, secret)))
      throw conflict('Your second factor is on. Turn it off first to set up another app.');
    await recordAudit(ctx, entry(user, 'user.two_factor_begun'));
  });
  const otpauthUrl = totpOf(secret, user.email).toString();
  return { secret, otpauthUrl, qrSvg: renderSVG(otpauthUrl, { border: 2 }) };
}

/** Turns the second factor on with the first code of the app, which counts for nothing else any more. */
export async function confirmTwoFactor(ctx: Context, input: ConfirmTwoFactorInput): Promise<BackupCodes> {
  const user = requireUser(ctx);
  const state = await twoFactorOf(ctx, user.userId);
  if (state.isOn) throw conflict('Your second factor is on already.');
  const code = input.code.slice(0, 20).replace(/\s/g, '');
  const codes = await withTransaction(ctx, async (ctx) => {
    if (!(await useTotp(ctx, user.userId, code, 'new')))
      throw invalid([
        { path: 'code', message: 'This code is wrong. Check the clock of your device, and type the newest one.' },
      ]);
    const codes = await renewCodes(ctx, user.userId);
    await recordAudit(ctx, entry(user, 'user.two_factor_turned_on'));
    await queueMail(ctx, secondFactorMail(user.email, 'on', occasion(ctx)));
    return codes;
  });
  return { codes, twoFactor: await twoFactorOf(ctx, user.userId) };
}

/** Turns the second factor off: its backup codes are void. CONFLICT when it is off. */
export async function disableTwoFactor(ctx: Context, input: DisableTwoFactorInput): Promise<void> {
  const user = requireUser(ctx);
  await requireOn(ctx, user);
  const proof = { password: { path: 'password', text: input.password }, code: { path: 'code', text: input.code } };
  await proveCode(ctx, user, proof, async (ctx) => {
    await removeSecondFactor(ctx, user.userId);
    await recordAudit(ctx, entry(user, 'user.two_factor_turned_off'));
    await queueMail(ctx, secondFactorMail(user.email, 'off', occasion(ctx)));
  });
}

/** Ten new backup codes; the old ones are void. CONFLICT when the second factor is off. */
export async function renewBackupCodes(ctx: Context, input: RenewBackupCodesInput): Promise<BackupCodes> {
  const user = requireUser(ctx);
  await requireOn(ctx, user);
  const codes = await proveCode(ctx, user, { code: { path: 'code', text: input.code } }, async (ctx) => {
    const codes = await renewCodes(ctx, user.userId);
    await recordAudit(ctx, entry(user, 'user.backup_codes_renewed'));
    await queueMail(ctx, secondFactorMail(user.email, 'codes', occasion(ctx)));
    return codes;
  });
  return { codes, twoFactor: await twoFactorOf(ctx, user.userId) };
}

/** The person's second factor as it is now. */
async function twoFactorOf(ctx: Context, userId: string): Promise<TwoFactor> {
  const row = await queryOne<{ since: Date; backupCodesLeft: number }>(
    ctx,
    `-- accounts.twoFactor
    select confirmed_at as since, (select count(*) from backup_codes b where b.user_id = f.user_id) as "backupCodesLeft"
    from second_factors f where user_id = $1 and confirmed_at is not null`,
    [userId],
  );
  return { isOn: row !== null, backupCodesLeft: row?.backupCodesLeft ?? 0, since: row?.since ?? null };
}

async function requireOn(ctx: Context, user: UserActor): Promise<void> {
  if (!(await twoFactorOf(ctx, user.userId)).isOn) throw conflict('Your second factor is off.');
}

const entry = (user: UserActor, action: string) => ({
  action,
  projectId: null,
  subject: { id: user.userId, type: 'User', name: user.email },
});

const occasion = (ctx: Context) => ({ at: ctx.app.now(), address: ctx.address });
