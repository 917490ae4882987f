import { randomBytes } from 'node:crypto';
import type { Context } from '../../platform/context.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { forbidden } from '../../platform/errors.ts';

export type LinkPurpose = 'PASSWORD' | 'EMAIL';

export interface OneTimeLink {
  url: string;
  expiresAt: string;
}

/** Whose the link is, and for `EMAIL` the address that it confirms. */
interface LinkOwner {
  userId: string;
  name: string;
  /** Of the account now. */
  accountEmail: string;
  email: string | null;
}

const PATHS: Record<LinkPurpose, string> = { PASSWORD: 'reset-password', EMAIL: 'verify-email' };

/**
 * Makes a link that works once; the person's earlier one of the same purpose ends. 256 random bits, of which only a hash is
 * kept. The code stands behind `#`, which browsers send to nobody: no log and no `Referer` has it. Inside a transaction.
 */
export async function createLink(
  ctx: Context,
  link: { userId: string; purpose: LinkPurpose; email?: string; hours: number; publicUrl?: string },
): Promise<OneTimeLink> {
  const code = randomBytes(32).toString('base64url');
  const row = await queryOne<{ expiresAt: string }>(
    ctx,
    `insert into one_time_links (user_id, purpose, code_hash, email, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(hours => $5))
     on conflict (user_id, purpose) do update
     set code_hash = excluded.code_hash, email = excluded.email, created_at = now(), expires_at = excluded.expires_at
     returning expires_at as "expiresAt"`,
    [link.userId, link.purpose, hashSecret(code), link.email ?? null, link.hours],
  );
  const base = link.publicUrl ?? ctx.app.config.publicUrl ?? '';
  return { url: `${base}/${PATHS[link.purpose]}#code=${code}`, expiresAt: row?.expiresAt ?? '' };
}

/** Whose link the code is of, or FORBIDDEN: unknown, used, replaced by a newer one, expired, or of an account that is gone. */
export async function findLink(ctx: Context, purpose: LinkPurpose, code: string): Promise<LinkOwner> {
  const owner = await queryOne<LinkOwner>(
    ctx,
    `-- accounts.oneTimeLink
    select u.id as "userId", u.name, u.email as "accountEmail", l.email
    from one_time_links l join users u on u.id = l.user_id and u.deleted_at is null
    where l.code_hash = $1 and l.purpose = $2 and l.expires_at > now()`,
    [hashSecret(code.slice(0, 200)), purpose],
  );
  if (!owner) throw forbidden('This link is not valid any more: it was used, it is too old, or there is a newer one.');
  return owner;
}

/** Uses the link up, in the transaction that does what it is for: of two at the same time one does, the other is FORBIDDEN. */
export async function useLink(ctx: Context, purpose: LinkPurpose, code: string): Promise<LinkOwner> {
  const owner = await findLink(ctx, purpose, code);
  const used = await execute(ctx, 'delete from one_time_links where code_hash = $1', [hashSecret(code.slice(0, 200))]);
  if (used !== 1) throw forbidden('This link was used a moment ago.');
  return owner;
}

/** Whether the person got a link of this purpose less than a minute ago: mailing another one would only fill their mailbox. */
export async function hasFreshLink(ctx: Context, userId: string, purpose: LinkPurpose): Promise<boolean> {
  const row = await queryOne(
    ctx,
    `select from one_time_links where user_id = $1 and purpose = $2 and created_at > now() - interval '1 minute'`,
    [userId, purpose],
  );
  return row !== null;
}

/** Ends the links of an account, or those of one purpose. Inside a transaction. */
export async function endLinks(ctx: Context, userId: string, purpose: LinkPurpose | null = null): Promise<void> {
  await execute(ctx, 'delete from one_time_links where user_id = $1 and ($2::text is null or purpose = $2)', [
    userId,
    purpose,
  ]);
}
