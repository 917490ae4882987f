import { createHash } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { AppError } from '../../platform/errors.ts';

const WINDOW_SECONDS = 300;
/** Wrong tries for one account from one network address. */
const MOST_PER_ACCOUNT = 5;
/** Wrong tries from one network address, whatever the accounts: an office behind one address makes some. */
const MOST_PER_ADDRESS = 50;
/**
 * Wrong codes for one account from everywhere. Who makes them knows the password, so nobody can lock others out by it; and a
 * million addresses guess no better than one.
 */
const MOST_CODES = 10;

/** `reset`: asking for a link is counted by itself, so that who forgot their password may still try it. */
export type Tried = 'sign in' | 'reset';

/**
 * Counts a try to sign in before its password is looked at, so that tries made at the same time count each other too.
 * RATE_LIMITED with `retryAfterMs` when there were too many wrong ones in five minutes; those that are refused don't prolong it.
 * The network address is the connection's: no header moves it. Returns the try, for {@link forgetTries} and {@link dropTry}.
 */
export async function beginTry(ctx: Context, email: string, tried: Tried = 'sign in'): Promise<number> {
  const key = email.trim().toLowerCase();
  const account = createHash('sha256')
    .update(tried === 'sign in' ? key : `${tried}/${key}`)
    .digest();
  const id = await withTransaction(ctx, async (ctx) => {
    const row = await queryOne<{ id: number }>(
      ctx,
      'insert into sign_in_tries (account, address) values ($1, $2) returning id',
      [account, ctx.address],
    );
    return row?.id ?? 0;
  });
  const found = await queryOne<{ ofAccount: number; ofAddress: number; waitMs: number }>(
    ctx,
    `-- accounts.signInTries
    select count(*) filter (where account = $1) as "ofAccount", count(*) as "ofAddress",
           ceil(extract(epoch from coalesce(
             (select at from sign_in_tries
              where account = $1 and address is not distinct from $2 and at > now() - make_interval(secs => $3)
              order by at desc offset $4 limit 1),
             min(at)) - now() + make_interval(secs => $3)) * 1000)::float8 as "waitMs"
    from sign_in_tries
    where address is not distinct from $2 and at > now() - make_interval(secs => $3)`,
    [account, ctx.address, WINDOW_SECONDS, MOST_PER_ACCOUNT],
  );
  if (found && (found.ofAccount > MOST_PER_ACCOUNT || found.ofAddress > MOST_PER_ADDRESS)) {
    await dropTry(ctx, id);
    throw tooMany(found.waitMs);
  }
  return id;
}

/** All was right: this try and the wrong ones before it, from the same network address, count no more. */
export async function forgetTries(ctx: Context, id: number): Promise<void> {
  await withTransaction(ctx, (ctx) =>
    execute(
      ctx,
      `delete from sign_in_tries t using sign_in_tries this
       where this.id = $1 and t.account = this.account and t.address is not distinct from this.address`,
      [id],
    ),
  );
}

/** This try was not wrong, but it proved nothing either: those before it still count. */
export async function dropTry(ctx: Context, id: number): Promise<void> {
  await withTransaction(ctx, (ctx) => execute(ctx, 'delete from sign_in_tries where id = $1', [id]));
}

/** The password of this try was right, and its code is looked at next: RATE_LIMITED after too many wrong codes. */
export async function beginCode(ctx: Context, id: number): Promise<void> {
  await withTransaction(ctx, (ctx) => execute(ctx, 'update sign_in_tries set has_password = true where id = $1', [id]));
  const found = await queryOne<{ count: number; waitMs: number }>(
    ctx,
    `-- accounts.codeTries
    select count(*) as count, ceil(extract(epoch from min(t.at) - now() + make_interval(secs => $2)) * 1000)::float8 as "waitMs"
    from sign_in_tries this
    join sign_in_tries t on t.account = this.account and t.has_password and t.at > now() - make_interval(secs => $2)
    where this.id = $1`,
    [id, WINDOW_SECONDS],
  );
  if (!found || found.count <= MOST_CODES) return;
  await dropTry(ctx, id);
  throw tooMany(found.waitMs);
}

function tooMany(waitMs: number): AppError {
  const retryAfterMs = Math.max(1_000, waitMs);
  return new AppError(
    'RATE_LIMITED',
    `Too many wrong tries. Wait ${Math.ceil(retryAfterMs / 60_000)} min, then try again.`,
    { details: { retryAfterMs } },
  );
}
