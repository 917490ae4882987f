import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Context } from '../../platform/context.ts';
import type { SealedColumn } from '../../platform/crypto/sealed-columns.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';

const PERIOD_SECONDS = 30;
/** Codes of the 30 seconds before and after count too: clocks differ, and typing takes a while. */
const WINDOW = 1;
const BACKUP_CODE_COUNT = 10;
/** Crockford's, without the letters that look like digits. */
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/** What the sealed secret is bound to. */
const placeOf = (userId: string) => `second-factor/${userId}`;

/** Where second factors are sealed: for `secrets check` and `secrets rotate`. */
export const sealedSecondFactors: SealedColumn<{ key0: string; email: string }> = {
  name: 'second_factors.secret',
  key: ['user_id'],
  rows: 'select f.user_id as key0, f.secret as box, u.email from second_factors f join users u on u.id = f.user_id',
  nameOf: ({ email }) => `the second factor of ${email}`,
  contextOf: ({ key0 }) => placeOf(key0),
};

export const newTotpSecret = (): string => new Secret({ size: 20 }).base32;

export const totpOf = (secret: string, email: string): TOTP =>
  new TOTP({ issuer: 'Pilothouse', label: email, secret, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS });

/** Keeps the secret, not confirmed, in the place of one that never was. False when a second factor is on. */
export async function keepSecret(ctx: Context, userId: string, secret: string): Promise<boolean> {
  const kept = await execute(
    ctx,
    `insert into second_factors as f (user_id, secret) values ($1, $2)
     on conflict (user_id) do update set secret = excluded.secret, last_counter = null where f.confirmed_at is null`,
    [userId, ctx.app.secretBox.seal(secret, placeOf(userId))],
  );
  return kept === 1;
}

/**
 * Whether `code` is right now for the person's authenticator, and uses it up: each code counts once, and none that is older than the
 * last one used. For a secret that is on, or still to be confirmed.
 */
export async function useTotp(ctx: Context, userId: string, code: string, state: 'on' | 'new'): Promise<boolean> {
  const row = await queryOne<{ secret: Buffer }>(
    ctx,
    '-- accounts.secondFactor\nselect secret from second_factors where user_id = $1 and (confirmed_at is not null) = $2',
    [userId, state === 'on'],
  );
  if (!row) return false;
  const totp = totpOf(ctx.app.secretBox.open(row.secret, placeOf(userId)), '');
  const timestamp = ctx.app.now().getTime();
  const delta = totp.validate({ token: code, timestamp, window: WINDOW });
  if (delta === null) return false;
  return withTransaction(ctx, async (ctx) => {
    const used = await execute(
      ctx,
      `update second_factors set last_counter = $2, confirmed_at = coalesce(confirmed_at, now())
       where user_id = $1 and (last_counter is null or last_counter < $2) and (confirmed_at is not null) = $3`,
      [userId, totp.counter({ timestamp }) + delta, state === 'on'],
    );
    return used === 1;
  });
}

/** Whether the code is right: six digits of the authenticator, or a backup code. Either is used up by it. */
export async function useCode(ctx: Context, userId: string, typed: string): Promise<boolean> {
  const code = plainCode(typed);
  if (/^\d{6}$/.test(code)) return useTotp(ctx, userId, code, 'on');
  return withTransaction(
    ctx,
    async (ctx) =>
      (await execute(ctx, 'delete from backup_codes where user_id = $1 and code_hash = $2', [
        userId,
        hashSecret(code),
      ])) === 1,
  );
}

/** As it was meant: spaces, hyphens and capitals are for reading. */
const plainCode = (typed: string) =>
  typed
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^0-9a-z]/g, '');

/** Ten new backup codes in the place of those that are left; only hashes are kept. 80 random bits each: a plain hash is enough. */
export async function renewCodes(ctx: Context, userId: string): Promise<string[]> {
  const codes = Array.from({ length: BACKUP_CODE_COUNT }, newBackupCode);
  await execute(ctx, 'delete from backup_codes where user_id = $1', [userId]);
  await execute(ctx, 'insert into backup_codes (user_id, code_hash) select $1, unnest($2::bytea[])', [
    userId,
    codes.map((code) => hashSecret(plainCode(code))),
  ]);
  return codes;
}

function newBackupCode(): string {
  const letters = [...randomBytes(16)].map((byte) => LETTERS[byte % LETTERS.length]);
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** Takes the second factor away with its backup codes. False when there was none. */
export async function removeSecondFactor(ctx: Context, userId: string): Promise<boolean> {
  await execute(ctx, 'delete from backup_codes where user_id = $1', [userId]);
  return (await execute(ctx, 'delete from second_factors where user_id = $1', [userId])) === 1;
}
