import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { ProviderConfig } from '../../platform/config-sign-in.ts';
import { asSystem, type Context } from '../../platform/context.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { INSTALLATION, recordFacts } from '../../platform/facts.ts';
import { insertUser, isSetupNeeded, lockAddress } from '../accounts/account.service.ts';
import { startSession } from '../accounts/session.service.ts';
import { applyClaimedRights } from './claim-rights.ts';
import { maySignUp, ownPath, type Person, SignInError, type SignInErrorCode } from './identity.rules.ts';
import { insertIdentity } from './identity.service.ts';
import { authorizationUrl, type Checks, newChecks, redeem } from './issuer.ts';

/** How long somebody may take at the issuer. */
const FLOW_SECONDS = 600;
/** How long somebody may think about connecting two accounts. */
const OFFER_SECONDS = 900;

/** What the browser keeps, sealed, while its person is at the issuer. */
interface Flow extends Checks {
  provider: string;
  next: string;
  /** Connects to the account that is signed in, and never signs anybody in. */
  isLink: boolean;
  expiresAt: number;
}

const SEAL = 'provider sign-in';

/** Begins a sign-in: where to send the browser, and what it has to keep meanwhile. */
export async function beginSignIn(
  ctx: Context,
  key: string,
  wish: { next: unknown; isLink: boolean },
): Promise<{ url: string; flow: string; maxAgeSeconds: number }> {
  const provider = findProvider(ctx, key);
  const checks = newChecks();
  const flow: Flow = {
    ...checks,
    provider: provider.key,
    next: ownPath(wish.next),
    isLink: wish.isLink,
    expiresAt: ctx.app.now().getTime() + FLOW_SECONDS * 1_000,
  };
  const url = await authorizationUrl(ctx, provider, checks);
  return {
    url: url.href,
    flow: ctx.app.secretBox.seal(JSON.stringify(flow), SEAL).toString('base64url'),
    maxAgeSeconds: FLOW_SECONDS,
  };
}

/**
 * Ends a sign-in: the query of the callback, with what this browser kept. Signs in, makes an account, or asks for consent to
 * connect one, and says where to go on. Throws a {@link SignInError}; each is audited, and leaves nobody signed in.
 */
export async function finishSignIn(ctx: Context, answer: URLSearchParams, kept: string | null): Promise<string> {
  let provider: string | null = null;
  let isLink = false;
  try {
    const flow = openFlow(ctx, kept, answer.get('state'));
    ({ provider, isLink } = flow);
    await useOnce(ctx, flow);
    const issuer = findProvider(ctx, flow.provider);
    const person = await redeem(ctx, issuer, flow, answer);
    return await admit(asSystem(ctx), issuer, person, flow);
  } catch (error) {
    if (!(error instanceof SignInError)) throw error;
    await withTransaction(asSystem(ctx), async (ctx) => {
      await recordAudit(ctx, {
        action: isLink ? 'identity.refused' : 'session.refused',
        projectId: null,
        detail: { provider, reason: error.code },
      });
      // The name of an issuer is what this browser kept: nobody can make one up.
      if (!isLink && provider)
        await recordFacts(ctx, [
          {
            projectId: INSTALLATION,
            kind: 'sign_in',
            name: provider.toUpperCase(),
            status: 'REFUSED',
            data: { reason: error.code },
          },
        ]);
    });
    error.isLink = isLink;
    throw error;
  }
}

function findProvider(ctx: Context, key: string): ProviderConfig {
  const provider = ctx.app.config.signIn.providers.find((provider) => provider.key === key);
  if (!provider) throw new SignInError('unknown_provider');
  return provider;
}

/** What this browser kept, if it is the one that was sent away with this state, and not too long ago. */
function openFlow(ctx: Context, kept: string | null, state: string | null): Flow {
  let flow: Flow;
  try {
    flow = JSON.parse(ctx.app.secretBox.open(Buffer.from(kept ?? '', 'base64url'), SEAL)) as Flow;
  } catch {
    throw new SignInError('flow_expired');
  }
  if (flow.expiresAt < ctx.app.now().getTime()) throw new SignInError('flow_expired', { provider: flow.provider });
  const digest = (text: string) => createHash('sha256').update(text).digest();
  if (!timingSafeEqual(digest(flow.state), digest(state ?? '')))
    throw new SignInError('flow_mismatch', { provider: flow.provider });
  return flow;
}

/** A callback counts once, whatever its issuer makes of its code: a copy of address and cookie is worth nothing. */
async function useOnce(ctx: Context, flow: Flow): Promise<void> {
  const count = await withTransaction(ctx, async (ctx) => {
    await execute(ctx, 'delete from used_sign_ins where expires_at < $1', [ctx.app.now()]);
    return execute(ctx, 'insert into used_sign_ins (state_hash, expires_at) values ($1, $2) on conflict do nothing', [
      hashSecret(flow.state),
      new Date(flow.expiresAt),
    ]);
  });
  if (count === 0) throw new SignInError('flow_used', { provider: flow.provider });
}

interface Account {
  id: string;
  email: string;
  isSuspended: boolean;
}

const ACCOUNT = `u.id, u.email, (u.suspended_at is not null or u.deleted_at is not null) as "isSuspended"`;

/** Who this is here. An identity is known by issuer and subject alone; the address only ever proposes. */
async function admit(ctx: Context, provider: ProviderConfig, person: Person, flow: Flow): Promise<string> {
  const fail = (code: SignInErrorCode) => new SignInError(code, { provider: provider.key });
  const owner = await queryOne<Account>(
    ctx,
    `select ${ACCOUNT} from identities i join users u on u.id = i.user_id where i.issuer = $1 and i.subject = $2`,
    [person.issuer, person.subject],
  );
  if (flow.isLink) {
    if (ctx.actor?.kind !== 'USER') throw fail('link_signed_out');
    if (owner && owner.id !== ctx.actor.userId) throw fail('link_other_account');
    if (owner) return flow.next;
  } else if (owner) {
    if (owner.isSuspended) throw fail('account_suspended');
    await withTransaction(ctx, async (ctx) => {
      await execute(
        ctx,
        `update identities set last_used_at = $3, email = coalesce($4, email) where issuer = $1 and subject = $2`,
        [person.issuer, person.subject, ctx.app.now(), person.email],
      );
      await applyClaimedRights(ctx, owner, provider, person.groups);
    });
    await startSession(ctx, owner.id, { provider: provider.key });
    return flow.next;
  }
  if (!person.email) throw fail('email_missing');
  if (!person.isEmailVerified) throw fail('email_unverified');
  const { email } = person;
  const account = await findAccount(ctx, email);
  if (flow.isLink && account?.id !== ctx.actor?.id) throw fail('link_other_email');
  if (account?.isSuspended) throw fail('account_suspended');
  if (account) return offer(ctx, account, provider, { ...person, email }, flow);
  return signUp(ctx, provider, { ...person, email }, flow);
}

const findAccount = (ctx: Context, email: string) =>
  queryOne<Account>(ctx, `select ${ACCOUNT} from users u where lower(u.email) = lower($1) and u.deleted_at is null`, [
    email,
  ]);

/** An account with this address is never taken over: its person is asked, and proves to be them. */
async function offer(
  ctx: Context,
  account: Account,
  provider: ProviderConfig,
  person: Person & { email: string },
  flow: Flow,
): Promise<string> {
  const code = randomBytes(32).toString('base64url');
  await withTransaction(ctx, async (ctx) => {
    await execute(ctx, 'delete from identity_offers where expires_at < $1', [ctx.app.now()]);
    await execute(
      ctx,
      `insert into identity_offers (code_hash, user_id, provider, issuer, subject, email, groups, next, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        hashSecret(code),
        account.id,
        provider.key,
        person.issuer,
        person.subject,
        person.email,
        JSON.stringify(person.groups),
        flow.next,
        new Date(ctx.app.now().getTime() + OFFER_SECONDS * 1_000),
      ],
    );
  });
  return `/link-account?code=${code}`;
}

/** A new account without a password, signed in. */
async function signUp(
  ctx: Context,
  provider: ProviderConfig,
  person: Person & { email: string },
  flow: Flow,
): Promise<string> {
  const fail = (code: SignInErrorCode) => new SignInError(code, { provider: provider.key });
  // Before the first administrator nobody could let anybody in, nor run what they would find.
  if (await isSetupNeeded(ctx)) throw fail('setup_needed');
  if (!maySignUp(ctx.app.config.signIn, provider, person) && !(await isInvited(ctx, person.email)))
    throw fail('no_account');
  const account = await withTransaction(ctx, async (ctx): Promise<Account | null> => {
    await lockAddress(ctx, person.email);
    if (await findAccount(ctx, person.email)) return null;
    const id = await insertUser(ctx, {
      email: person.email,
      name: person.name ?? person.email.split('@')[0] ?? person.email,
      passwordHash: null,
      isAdministrator: false,
      isEmailVerified: true,
    });
    await recordAudit(ctx, {
      action: 'user.created',
      projectId: null,
      subject: { id, type: 'User', name: person.email },
      detail: { provider: provider.key },
    });
    await insertIdentity(ctx, { userId: id, provider: provider.key, ...person });
    const made = { id, email: person.email, isSuspended: false };
    await applyClaimedRights(ctx, made, provider, person.groups);
    return made;
  });
  // Somebody else made it meanwhile: now there is an account with this address, and it is asked for consent.
  if (!account) return admit(ctx, provider, person, flow);
  await startSession(ctx, account.id, { provider: provider.key });
  return flow.next;
}

/** Whether somebody wants this address in a project: then it may have an account, to accept with. */
const isInvited = async (ctx: Context, email: string): Promise<boolean> =>
  (await queryOne(
    ctx,
    `-- identities.invited
    select from invitations
    where lower(email) = lower($1) and accepted_at is null and revoked_at is null and expires_at > $2 limit 1`,
    [email, ctx.app.now()],
  )) !== null;
