import { z } from 'zod';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { UserActor } from '../../platform/auth/actor.ts';
import { can } from '../../platform/auth/authorize.ts';
import { membershipOf, type StoredMembership } from '../../platform/auth/permissions.ts';
import { asSystem, type Context } from '../../platform/context.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { execute, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { AppError, conflict, forbidden, unauthenticated } from '../../platform/errors.ts';
import { displayName, parseInput } from '../../platform/validation.ts';
import { email } from '../accounts/account.rules.ts';
import { findUserByEmail, insertUser, lockAddress, viewerOf } from '../accounts/account.service.ts';
import { forgetActors } from '../accounts/authenticate.ts';
import { checkPassword, hashPassword } from '../accounts/password.service.ts';
import { startSession } from '../accounts/session.service.ts';
import { beginTry, forgetTries } from '../accounts/sign-in-limit.service.ts';
import { assignmentDetail } from './assignment.service.ts';
import { emailHint } from './invitation.rules.ts';
import { INVITATION_COLUMNS, type InvitationRow, IS_OPEN } from './invitation.service.ts';
import type { AcceptInvitationInput } from './invitation.types.ts';
import { grantProblem, membershipOfRow } from './member.rules.ts';
import { insertMember, lockProject } from './member.service.ts';

interface OpenInvitation extends InvitationRow {
  projectName: string;
  projectSlug: string;
  invitedByName: string;
  /** Of who invited, now; null when they are gone. */
  inviter: StoredMembership | null;
}

/** The same for every link that opens nothing: what became of it is for those who may see the list. */
const invitationInvalid = () =>
  new AppError(
    'INVITATION_INVALID',
    'This invitation is not valid any more: it was used or revoked, or it is too old. Ask for a new one.',
  );

/**
 * What the holder of the link is offered. INVITATION_INVALID for a code that opens nothing; RATE_LIMITED after as many of
 * those as wrong passwords.
 */
export async function invitationOffer(ctx: Context, code: string) {
  const invitation = await findByCode(ctx, code);
  const membership = membershipOfRow(invitation);
  const { actor } = ctx;
  return {
    projectName: invitation.projectName,
    roleName: membership.roleName,
    invitedByName: invitation.invitedByName,
    emailHint: invitation.email && emailHint(invitation.email),
    expiresAt: invitation.expiresAt,
    needsAccount:
      !actor &&
      ctx.app.config.signIn.hasPassword &&
      !(invitation.email && (await findUserByEmail(asSystem(ctx), invitation.email))),
    viewerCanAccept: actor?.kind === 'USER' && isFor(invitation, actor.email),
  };
}

const isFor = (invitation: InvitationRow, address: string) =>
  !invitation.email || invitation.email.toLowerCase() === address.toLowerCase();

/**
 * Makes whoever holds the link a member, once: who is signed in as they are, nobody with a new account, which it signs in.
 * UNAUTHENTICATED when the address has an account, or passwords are off here: sign in first. FORBIDDEN for another address
 * than the invitation's. INVITATION_INVALID also when who invited could not do so any more: nobody leaves a door behind.
 */
export async function acceptInvitation(ctx: Context, input: AcceptInvitationInput) {
  const invitation = await findByCode(ctx, input.code);
  const { actor } = ctx;
  if (actor && actor.kind !== 'USER') throw forbidden('Only a person can accept an invitation, not a token.');
  const viewer = actor ? await joinAs(ctx, invitation, actor) : await joinAnew(ctx, invitation, input);
  const { projectId, projectSlug, projectName } = invitation;
  return { projectId, projectSlug, projectName, viewer: await viewerOf({ ...ctx, actor: viewer }) };
}

async function joinAs(ctx: Context, invitation: OpenInvitation, user: UserActor): Promise<UserActor> {
  if (!isFor(invitation, user.email))
    throw forbidden('This invitation is for another address than yours. Sign in with that one, or ask for a new one.');
  await withTransaction(asSystem(ctx), (ctx) => join(ctx, invitation, user, false));
  forgetActors(ctx.app, user.userId);
  return user;
}

/** Makes an account, and signs it in. */
async function joinAnew(ctx: Context, invitation: OpenInvitation, input: AcceptInvitationInput): Promise<UserActor> {
  const signInFirst = () => unauthenticated('Sign in first, then open the invitation again.');
  if (!ctx.app.config.signIn.hasPassword) throw signInFirst();
  const everywhere = asSystem(ctx);
  if (invitation.email && (await findUserByEmail(everywhere, invitation.email))) throw signInFirst();
  const account = await readAccount(input, invitation.email);
  const passwordHash = await hashPassword(account.password);
  const userId = await withTransaction(everywhere, async (ctx) => {
    await lockAddress(ctx, account.email);
    if (await findUserByEmail(ctx, account.email)) throw signInFirst();
    const { email, name } = account;
    const userId = await insertUser(ctx, {
      email,
      name,
      passwordHash,
      isAdministrator: false,
    });
    await recordAudit(ctx, {
      action: 'user.created',
      projectId: null,
      subject: { id: userId, type: 'User', name: email },
      detail: { invitationId: invitation.id },
    });
    await join(ctx, invitation, { userId, name, email }, true);
    return userId;
  });
  forgetActors(ctx.app, userId);
  return startSession(ctx, userId);
}

async function readAccount(input: AcceptInvitationInput, address: string | null) {
  const { email: given, name, password } = input;
  if (address === null && !given && !name && !password)
    throw unauthenticated('Sign in first, or make an account: give address, name and password.');
  const about = [address ?? given ?? '', name ?? ''];
  const problems = await checkPassword(password ?? '', about, 'password');
  const account = parseInput(
    z.object({ email, name: displayName, password: z.string() }),
    { email: address ?? given ?? '', name: name ?? '', password: password ?? '' },
    problems,
  );
  return account;
}

/**
 * In the transaction, with the project locked: of two who hold the link one joins. Their address is known to be theirs if the link
 * went there and nowhere else: by mail.
 */
async function join(
  ctx: Context,
  { id, projectId }: OpenInvitation,
  person: Pick<UserActor, 'userId' | 'name' | 'email'>,
  isNewAccount: boolean,
): Promise<void> {
  await lockProject(ctx, projectId);
  const invitation = await readOpen(ctx, 'i.id = $1', id);
  if (!invitation) throw invitationInvalid();
  const memberId = await insertMember(ctx, { ...invitation, userId: person.userId });
  if (!memberId) throw conflict('You are a member of this project already.');
  await execute(ctx, 'update invitations set accepted_at = now(), accepted_by = $2 where id = $1', [id, person.userId]);
  if (invitation.isMailed)
    await execute(
      ctx,
      'update users set email_verified_at = now() where id = $1 and lower(email) = lower($2) and email_verified_at is null',
      [person.userId, invitation.email],
    );
  const entry = {
    action: 'invitation.accepted',
    projectId,
    subject: { id: memberId, type: 'Member', name: person.email },
    detail: { invitationId: id, ...assignmentDetail(invitation), isNewAccount },
  };
  await recordAudit(ctx, entry);
}

const lookups = new WeakMap<Context, Map<string, Promise<OpenInvitation>>>();

/** A request looks a code up once: a query that ends with an error runs twice (see `compiledQueries`), and would count twice. */
function findByCode(ctx: Context, code: string): Promise<OpenInvitation> {
  const ofRequest = lookups.get(ctx) ?? new Map<string, Promise<OpenInvitation>>();
  lookups.set(ctx, ofRequest);
  const found = ofRequest.get(code) ?? lookUp(ctx, code);
  ofRequest.set(code, found);
  return found;
}

async function lookUp(ctx: Context, code: string): Promise<OpenInvitation> {
  // No address of a person is called so. The try is counted before the code is looked at.
  const tryId = await beginTry(ctx, 'invitation');
  const invitation = await readOpen(asSystem(ctx), 'i.code_hash = $1', hashSecret(code.slice(0, 200)));
  if (!invitation) throw invitationInvalid();
  await forgetTries(ctx, tryId);
  return invitation;
}

/** The open invitation, if who made it may still invite like this. */
async function readOpen(ctx: Context, where: string, value: unknown): Promise<OpenInvitation | null> {
  const found = await queryOne<OpenInvitation>(
    ctx,
    `-- projects.openInvitation
    select ${INVITATION_COLUMNS}, p.name as "projectName", p.slug as "projectSlug", u.name as "invitedByName",
      case when m.id is not null then jsonb_build_object('role', m.role, 'roleName', own.name, 'permissions', own.permissions,
        'environmentIds', m.environment_ids, 'serviceIds', m.service_ids) end as inviter
    from invitations i left join roles r on r.id = i.role_id
    join projects p on p.id = i.project_id and p.deleted_at is null
    join users u on u.id = i.invited_by
    left join members m on m.project_id = i.project_id and m.user_id = u.id and u.deleted_at is null and u.suspended_at is null
    left join roles own on own.id = m.role_id
    where ${where} and ${IS_OPEN}`,
    [value],
  );
  return found && mayStillInvite(found) ? found : null;
}

function mayStillInvite(invitation: OpenInvitation): boolean {
  const { inviter, projectId, invitedBy, invitedByName } = invitation;
  if (!inviter) return false;
  const membership = membershipOf(inviter);
  const asInviter: UserActor = {
    kind: 'USER',
    id: invitedBy,
    userId: invitedBy,
    name: invitedByName,
    email: '',
    isAdministrator: false,
    sessionId: '',
    isBrowser: false,
    memberships: new Map([[projectId, membership]]),
  };
  return can(asInviter, 'member:manage', projectId) && !grantProblem(asInviter, projectId, membershipOfRow(invitation));
}
