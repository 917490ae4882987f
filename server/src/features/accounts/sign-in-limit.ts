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
 * Counts a try to sign in before its password is looked at, so that tries made at the same time count each other too.
 * RATE_LIMITED with `retryAfterMs` when there were too many wrong ones in five minutes; those that are refused don't prolong it.
 * Returns the try for {@link forgetTries}.
 */
export async function beginTry(ctx: Context, email: string): Promise<number> {
  const account = createHash('sha256').update(email.trim().toLowerCase()).digest();
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
    await withTransaction(ctx, (ctx) => execute(ctx, 'delete from sign_in_tries where id = $1', [id]));
    const retryAfterMs = Math.max(1_000, found.waitMs);
    throw new AppError(
      'RATE_LIMITED',
      `Too many wrong tries. Wait ${Math.ceil(retryAfterMs / 60_000)} min, then try again.`,
      { details: { retryAfterMs } },
    );
  }
  return id;
}

/** The password was right: this try and the wrong ones before it, from the same network address, count no more. */
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
