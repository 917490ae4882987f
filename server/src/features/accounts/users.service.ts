import { z } from 'zod';
import { recordAudit } from '../../platform/audit/audit.ts';
import { requireAdministrator } from '../../platform/auth/authorize.ts';
import { asSystem, type Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, invalid, notFound } from '../../platform/errors.ts';
import { type Connection, cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { queueMail } from '../../platform/mail/mailer.ts';
import { displayName, parseInput } from '../../platform/validation.ts';
import { endPersonalTokens, endSessions } from './access.service.ts';
import { secondFactorMail } from './account.mails.ts';
import { email } from './account.rules.ts';
import { findUserByEmail, insertUser, lockAddress } from './account.service.ts';
import { forgetActors } from './authenticate.ts';
import { endLinks, type OneTimeLink } from './one-time-link.service.ts';
import { createHandedLink } from './password-reset.service.ts';
import { removeSecondFactor } from './two-factor-code.service.ts';
import type { CreateUserInput, Person, ResetTwoFactorInput, SetAdministratorInput, UsersArgs } from './users.types.ts';

/** `$1` is who asks. */
const COLUMNS = `u.id, u.email, u.name, u.is_administrator as "isAdministrator", u.suspended_at is not null as "isSuspended",
  u.email_verified_at is not null as "isEmailVerified", u.password_hash is not null as "hasPassword",
  exists (select from second_factors f where f.user_id = u.id and f.confirmed_at is not null) as "hasTwoFactor",
  (select max(s.last_used_at) from sessions s where s.user_id = u.id) as "lastSeenAt",
  (select count(*) from members m join projects p on p.id = m.project_id and p.deleted_at is null
   where m.user_id = u.id) as "projectCount",
  u.created_at as "createdAt", u.id = $1 as "isViewer"`;

/** All accounts by name, for administrators of the installation. */
export async function listUsers(ctx: Context, args: UsersArgs): Promise<Connection<Person>> {
  const viewer = requireAdministrator(ctx);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['text', 'text']);
  const search = args.search?.trim().slice(0, 100).toLowerCase() || null;
  const rows = await query<Person & { sortName: string }>(
    asSystem(ctx),
    `-- accounts.people
    select ${COLUMNS}, lower(u.name) as "sortName"
    from users u
    where u.deleted_at is null
      and ($2::text is null or strpos(lower(u.name), $2) > 0 or strpos(lower(u.email), $2) > 0)
      and ($3::text is null or (lower(u.name), u.id) > ($3, $4))
    order by lower(u.name), u.id
    limit $5`,
    [viewer.userId, search, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.sortName, row.id]);
}

const creation = z.object({ email, name: displayName, isAdministrator: z.boolean() });

/**
 * Makes an account and a link that sets its first password. The address counts as confirmed: an administrator vouches for it, who could
 * open every account anyway. INVALID_INPUT when an account has the address.
 */
export async function createUser(ctx: Context, input: CreateUserInput): Promise<OneTimeLink & { user: Person }> {
  requireAdministrator(ctx);
  const fields = parseInput(creation, input);
  return withTransaction(asSystem(ctx), async (ctx) => {
    await lockAddress(ctx, fields.email);
    if (await findUserByEmail(ctx, fields.email))
      throw invalid([{ path: 'email', message: 'There is an account with this address already.' }]);
    const id = await insertUser(ctx, { ...fields, passwordHash: null, isEmailVerified: true });
    const link = await createHandedLink(ctx, { id, email: fields.email });
    await recordAudit(ctx, {
      action: 'user.created',
      projectId: null,
      subject: { id, type: 'User', name: fields.email },
      detail: { isAdministrator: fields.isAdministrator },
    });
    return { user: await findPerson(ctx, id), ...link };
  });
}

/** Locks a person out at once: sessions end, tokens don't work until {@link restoreUser}. CONFLICT for oneself and the last administrator. */
export function suspendUser(ctx: Context, id: string): Promise<Person> {
  return changePerson(ctx, id, async (ctx, person) => {
    if (person.isSuspended) return;
    if (person.isViewer) throw conflict('You can’t suspend yourself. Ask another administrator.');
    keepAnAdministrator(person, await countOtherAdministrators(ctx, id));
    await execute(ctx, 'update users set suspended_at = now() where id = $1', [id]);
    await endSessions(ctx, id);
    await recordChange(ctx, person, 'user.suspended');
  });
}

/** Lets a suspended person in again; they sign in anew. */
export function restoreUser(ctx: Context, id: string): Promise<Person> {
  return changePerson(ctx, id, async (ctx, person) => {
    if (!person.isSuspended) return;
    await execute(ctx, 'update users set suspended_at = null where id = $1', [id]);
    await recordChange(ctx, person, 'user.restored');
  });
}

/** Makes somebody an administrator of the installation, or no longer. CONFLICT for the last one. */
export function setAdministrator(ctx: Context, input: SetAdministratorInput): Promise<Person> {
  return changePerson(ctx, input.userId, async (ctx, person) => {
    if (person.isAdministrator === input.isAdministrator) return;
    if (!input.isAdministrator) keepAnAdministrator(person, await countOtherAdministrators(ctx, person.id));
    // By hand from now on, whatever a group brought.
    await execute(ctx, 'update users set is_administrator = $2, is_administrator_by_claim = false where id = $1', [
      person.id,
      input.isAdministrator,
    ]);
    await recordChange(ctx, person, 'user.administrator_changed', {
      before: { isAdministrator: person.isAdministrator },
      after: { isAdministrator: input.isAdministrator },
    });
  });
}

/**
 * Deletes an account: what it did stays under its name, the address is free, sessions, tokens and memberships end. CONFLICT for oneself, the
 * last administrator, and the last owner of a project. The answer is the account as it was.
 */
export function deleteUser(ctx: Context, id: string): Promise<Person> {
  return changePerson(ctx, id, async (ctx, person) => {
    if (person.isViewer) throw conflict('You can’t delete yourself. Ask another administrator.');
    keepAnAdministrator(person, await countOtherAdministrators(ctx, id));
    await leaveProjects(ctx, person);
    await endSessions(ctx, id);
    await endPersonalTokens(ctx, id);
    await endLinks(ctx, id);
    await removeSecondFactor(ctx, id);
    await execute(ctx, 'delete from identities where user_id = $1', [id]);
    await execute(ctx, 'delete from preferences where user_id = $1', [id]);
    await execute(ctx, 'update users set deleted_at = now(), password_hash = null where id = $1', [id]);
    await recordChange(ctx, person, 'user.deleted');
  });
}

/** Turns the second factor off of somebody who has lost it, and ends their sessions. They are told by mail. */
export function resetTwoFactor(ctx: Context, input: ResetTwoFactorInput): Promise<Person> {
  return changePerson(ctx, input.userId, async (ctx, person) => {
    if (!(await removeSecondFactor(ctx, person.id))) return;
    if (!person.isViewer) await endSessions(ctx, person.id);
    await recordChange(ctx, person, 'user.two_factor_reset');
    await queueMail(ctx, secondFactorMail(person.email, 'off', { at: ctx.app.now(), address: ctx.address }));
  });
}

/**
 * The order of every verb here: only administrators; one at a time, so that two can't both take the last administrator away;
 * the change; and rights that hold at once.
 */
async function changePerson(
  ctx: Context,
  id: string,
  change: (ctx: Context, person: Person) => Promise<void>,
): Promise<Person> {
  requireAdministrator(ctx);
  const person = await withTransaction(asSystem(ctx), async (ctx) => {
    await queryOne(ctx, "select pg_advisory_xact_lock(hashtextextended('administrators', 0))");
    const before = await findPerson(ctx, id);
    await change(ctx, before);
    return (await readPerson(ctx, id)) ?? before;
  });
  forgetActors(ctx.app, id);
  return person;
}

async function findPerson(ctx: Context, id: string): Promise<Person> {
  const person = await readPerson(ctx, id);
  if (!person) throw notFound('person');
  return person;
}

const readPerson = (ctx: Context, id: string): Promise<Person | null> =>
  queryOne<Person>(
    ctx,
    `-- accounts.person
    select ${COLUMNS} from users u where u.id = $2 and u.deleted_at is null`,
    [ctx.actor?.kind === 'USER' ? ctx.actor.userId : null, id],
  );

/** Administrators besides this one who can sign in. */
async function countOtherAdministrators(ctx: Context, id: string): Promise<number> {
  const row = await queryOne<{ count: number }>(
    ctx,
    'select count(*) from users where is_administrator and suspended_at is null and deleted_at is null and id <> $1',
    [id],
  );
  return row?.count ?? 0;
}

function keepAnAdministrator(person: Person, otherCount: number): void {
  if (person.isAdministrator && otherCount === 0)
    throw conflict('This is the last administrator. Make somebody else one first.');
}

async function leaveProjects(ctx: Context, person: Person): Promise<void> {
  await query(
    ctx,
    'select from projects where id in (select project_id from members where user_id = $1) order by id for no key update',
    [person.id],
  );
  const memberships = await query<{
    id: string;
    projectId: string;
    project: string;
    role: string;
    isLastOwner: boolean;
  }>(
    ctx,
    `select m.id, m.project_id as "projectId", p.name as project, m.role,
       m.role = 'OWNER' and p.deleted_at is null
         and not exists (
           select from members o join users u on u.id = o.user_id and u.deleted_at is null and u.suspended_at is null
           where o.project_id = p.id and o.role = 'OWNER' and o.id <> m.id) as "isLastOwner"
     from members m join projects p on p.id = m.project_id where m.user_id = $1 order by p.name`,
    [person.id],
  );
  const orphans = memberships.filter((membership) => membership.isLastOwner).map(({ project }) => `“${project}”`);
  if (orphans.length > 0)
    throw conflict(`They are the last owner of ${orphans.join(', ')}. Make somebody else an owner there first.`);
  await execute(ctx, 'delete from members where user_id = $1', [person.id]);
  for (const { id, projectId, role } of memberships)
    await recordAudit(ctx, {
      action: 'member.removed',
      projectId,
      subject: { id, type: 'Member', name: person.email },
      detail: { role, reason: 'The account was deleted.' },
    });
}

const recordChange = (ctx: Context, person: Person, action: string, detail?: Record<string, unknown>): Promise<void> =>
  recordAudit(ctx, {
    action,
    projectId: null,
    subject: { id: person.id, type: 'User', name: person.email },
    ...(detail ? { detail } : {}),
  });
