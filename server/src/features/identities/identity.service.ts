import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { requireActor, requireUser } from '../../platform/auth/authorize.ts';
import { asSystem, type Context } from '../../platform/context.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { AppError, conflict, forbidden, invalid, notFound } from '../../platform/errors.ts';
import { queueMail, sendsMail } from '../../platform/mail/mailer.ts';
import { parseInput } from '../../platform/validation.ts';
import { startSession } from '../accounts/session.service.ts';
import { proveAccount } from '../accounts/sign-in.service.ts';
import { settingsOf } from '../settings/settings.service.ts';
import { applyClaimedRights } from './claim-rights.ts';
import type { Identity } from './identity.entity.ts';
import type { IdentityOffer, LinkIdentityInput, MailIdentityLinkInput, SignInMethods } from './identity.types.ts';

const IDENTITY = `id, user_id as "userId", provider, issuer, email, created_at as "createdAt", last_used_at as "lastUsedAt"`;

/** The ways to sign in that the page offers; everybody may ask. */
export async function signInMethods(ctx: Context): Promise<SignInMethods> {
  const { hasPassword, providers } = ctx.app.config.signIn;
  const { hiddenSignInMethods: hidden } = await settingsOf(ctx);
  return {
    hasPassword: hasPassword && !hidden.includes('password'),
    providers: providers
      .filter(({ key }) => !hidden.includes(key))
      .map(({ key, name }) => ({ key, name, startUrl: `/auth/${key}/start` })),
  };
}

/** The viewer's own, oldest first; none for tokens. */
export function listIdentities(ctx: Context): Promise<Identity[]> {
  const actor = requireActor(ctx);
  if (actor.kind !== 'USER') return Promise.resolve([]);
  return query(
    ctx,
    `-- identities.own
    select ${IDENTITY} from identities where user_id = $1 order by id limit 50`,
    [actor.userId],
  );
}

/** One of the viewer's own; NOT_FOUND for everybody else's. */
export async function findIdentity(ctx: Context, id: string): Promise<Identity> {
  const actor = requireActor(ctx);
  const found = await queryOne<Identity>(ctx, `select ${IDENTITY} from identities where id = $1 and user_id = $2`, [
    id,
    actor.kind === 'USER' ? actor.userId : null,
  ]);
  if (!found) throw notFound('connected account');
  return found;
}

/** The name of a provider; its key when it is configured no more. */
export function providerName(ctx: Context, key: string): string {
  return ctx.app.config.signIn.providers.find((provider) => provider.key === key)?.name ?? key;
}

/** Connects an account elsewhere, inside the transaction that decides it. False when it is connected already. */
export async function insertIdentity(
  ctx: Context,
  given: { userId: string; provider: string; issuer: string; subject: string; email: string },
): Promise<string | null> {
  const id = newId('identity');
  const count = await execute(
    ctx,
    `insert into identities (id, user_id, provider, issuer, subject, email, created_at, last_used_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7) on conflict do nothing`,
    [id, given.userId, given.provider, given.issuer, given.subject, given.email, ctx.app.now()],
  );
  if (count === 0) return null;
  await execute(ctx, 'update users set email_verified_at = coalesce(email_verified_at, $2) where id = $1', [
    given.userId,
    ctx.app.now(),
  ]);
  await recordAudit(ctx, {
    action: 'identity.linked',
    projectId: null,
    subject: { id, type: 'Identity', name: providerName(ctx, given.provider) },
    detail: { userId: given.userId, provider: given.provider, email: given.email },
  });
  return id;
}

/**
 * Takes an account elsewhere off the viewer's own, with what its groups brought. CONFLICT for the last way in: nobody locks
 * themselves out.
 */
export async function unlinkIdentity(ctx: Context, id: string): Promise<Identity> {
  const actor = requireUser(ctx);
  // What its groups brought ends in all projects.
  return withTransaction(asSystem(ctx), async (ctx) => {
    const user = await queryOne<{ hasPassword: boolean }>(
      ctx,
      'select password_hash is not null as "hasPassword" from users where id = $1 for update',
      [actor.userId],
    );
    const all = await listIdentities(ctx);
    const identity = all.find((identity) => identity.id === id);
    if (!identity) throw notFound('connected account');
    const { providers, hasPassword } = ctx.app.config.signIn;
    const letsIn = (other: Identity) => other.id !== id && providers.some(({ key }) => key === other.provider);
    if (!(hasPassword && user?.hasPassword) && !all.some(letsIn))
      throw conflict('This is your only way to sign in. Set a password or connect another account first.');
    await execute(ctx, 'delete from identities where id = $1', [id]);
    await recordAudit(ctx, {
      action: 'identity.unlinked',
      projectId: null,
      subject: { id, type: 'Identity', name: providerName(ctx, identity.provider) },
      detail: { userId: actor.userId, provider: identity.provider, email: identity.email },
    });
    const provider = providers.find(({ key }) => key === identity.provider);
    if (provider && !all.some((other) => other.id !== id && other.provider === identity.provider))
      await applyClaimedRights(ctx, { id: actor.userId, email: actor.email }, provider, []);
    return identity;
  });
}

interface Offer {
  userId: string;
  accountEmail: string;
  hasPassword: boolean;
  hasSecondFactor: boolean;
  isByMail: boolean;
  provider: string;
  issuer: string;
  subject: string;
  email: string;
  groups: string[];
  next: string;
}

/** What a code of the consent page or of its mail stands for; null when it is unknown, used or too old. */
function findOffer(ctx: Context, code: string): Promise<Offer | null> {
  return queryOne<Offer>(
    ctx,
    `-- identities.offer
    select u.id as "userId", u.email as "accountEmail", u.password_hash is not null as "hasPassword",
           exists (select from second_factors f where f.user_id = u.id and f.confirmed_at is not null) as "hasSecondFactor",
           o.mail_hash is not distinct from $1 as "isByMail", o.provider, o.issuer, o.subject, o.email, o.groups, o.next
    from identity_offers o
    join users u on u.id = o.user_id and u.deleted_at is null and u.suspended_at is null
    where (o.code_hash = $1 or o.mail_hash = $1) and o.expires_at > $2`,
    [hashSecret(code.slice(0, 200)), ctx.app.now()],
  );
}

const isOwn = (ctx: Context, offer: Offer) => ctx.actor?.kind === 'USER' && ctx.actor.userId === offer.userId;

/** What the consent page shows; null when the code counts no more. Who has the code has just signed in at the provider. */
export async function identityOffer(ctx: Context, code: string): Promise<IdentityOffer | null> {
  const offer = await findOffer(ctx, code);
  if (!offer) return null;
  return {
    providerName: providerName(ctx, offer.provider),
    email: offer.email,
    isViewer: isOwn(ctx, offer),
    hasPassword: offer.hasPassword,
    canSendMail: sendsMail(ctx.app) && !offer.hasSecondFactor,
    isConfirmedByMail: offer.isByMail && !offer.hasSecondFactor,
    next: offer.next,
  };
}

const gone = () =>
  new AppError('NOT_FOUND', 'This page is no longer valid. Sign in with your other account again to get a new one.');

/**
 * Connects an account elsewhere to the account here that has its verified address, and signs in. Consent is the call; the
 * proof is being signed in, or the password (with second factor) or the code of a mail. UNAUTHENTICATED and RATE_LIMITED as
 * for signing in.
 */
export async function linkIdentity(ctx: Context, input: LinkIdentityInput): Promise<Identity> {
  const fields = parseInput(linkInput, input);
  const offer = await findOffer(ctx, fields.code);
  if (!offer) throw gone();
  const isViewer = isOwn(ctx, offer);
  if (!isViewer) await proveOwner(ctx, offer, fields);
  const identity = await withTransaction(asSystem(ctx), async (ctx) => {
    const hash = hashSecret(fields.code);
    const used = await execute(ctx, 'delete from identity_offers where code_hash = $1 or mail_hash = $1', [hash]);
    if (used !== 1) throw gone();
    const id = await insertIdentity(ctx, offer);
    if (!id) throw conflict('This account elsewhere is connected already. Sign in with it.');
    const provider = ctx.app.config.signIn.providers.find(({ key }) => key === offer.provider);
    const account = { id: offer.userId, email: offer.accountEmail };
    if (provider) await applyClaimedRights(ctx, account, provider, offer.groups);
    return queryOne<Identity>(ctx, `select ${IDENTITY} from identities where id = $1`, [id]);
  });
  if (!identity) throw gone();
  if (!isViewer) await startSession(ctx, offer.userId, { provider: offer.provider });
  return identity;
}

const linkInput = z.object({
  code: z.string().max(200),
  password: z.string().max(1_000).nullish(),
  secondFactorCode: z.string().max(100).nullish(),
});

/** A mail proves as much as the password does, but never stands in for a second factor. */
async function proveOwner(ctx: Context, offer: Offer, fields: z.output<typeof linkInput>): Promise<void> {
  if (offer.isByMail && !offer.hasSecondFactor) return;
  if (!fields.password)
    throw invalid([
      { path: 'password', message: `Enter the password of the account ${offer.accountEmail} on this installation.` },
    ]);
  const proven = await proveAccount(ctx, {
    email: offer.accountEmail,
    password: fields.password,
    ...(fields.secondFactorCode ? { code: fields.secondFactorCode } : {}),
  });
  if (proven !== offer.userId) throw forbidden('This is the password of another account.');
}

/** Sends the proof by mail to the address of the account here. Once per page: nobody's mailbox is flooded. */
export async function mailIdentityLink(ctx: Context, { code }: MailIdentityLinkInput): Promise<IdentityOffer> {
  const offer = await findOffer(ctx, code);
  const shown = await identityOffer(ctx, code);
  if (!offer || !shown || offer.isByMail) throw gone();
  if (!shown.canSendMail) throw conflict('No mail can be sent for this account. Confirm with its password.');
  const mailCode = randomBytes(32).toString('base64url');
  await withTransaction(asSystem(ctx), async (ctx) => {
    const count = await execute(
      ctx,
      'update identity_offers set mail_hash = $2 where code_hash = $1 and mail_hash is null',
      [hashSecret(code), hashSecret(mailCode)],
    );
    if (count === 0) throw conflict('The mail was sent already. It may take some minutes to arrive.');
    await recordAudit(ctx, {
      action: 'identity.link_mailed',
      projectId: null,
      subject: { id: offer.userId, type: 'User', name: offer.accountEmail },
      detail: { provider: offer.provider },
    });
    await queueMail(ctx, {
      to: offer.accountEmail,
      subject: `Connect ${shown.providerName} to your account`,
      text: [
        `Somebody signed in with ${shown.providerName} as ${offer.email} and wants to connect it to your account.`,
        'If it was you, open this link within 15 minutes:',
        '',
        `${ctx.app.config.publicUrl ?? ''}/link-account?code=${mailCode}`,
        '',
        'If it was not you, do nothing: nothing is connected.',
        '',
      ].join('\n'),
    });
  });
  return shown;
}
