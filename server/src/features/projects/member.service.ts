import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { ROLES } from '../../platform/auth/actor.ts';
import { authorize, requireActor, visibleProjectIds } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, invalid, notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { inOrder } from '../../platform/graphql/loader.ts';
import { displayName, parseInput } from '../../platform/validation.ts';
import { email } from '../accounts/account.rules.ts';
import { findUserByEmail, hashPassword, insertUser } from '../accounts/account.service.ts';
import { forgetActors } from '../accounts/authenticate.ts';
import type { User } from '../accounts/user.entity.ts';
import type { Member } from './member.entity.ts';
import { findProject } from './project.service.ts';
import type { AddMemberInput, ChangeMemberRoleInput } from './project.types.ts';

const addition = z.object({ email, name: displayName.nullish(), role: z.enum(ROLES) });

const MEMBER_COLUMNS = `m.id, m.project_id as "projectId", m.user_id as "userId", m.role, m.created_at as "createdAt"`;

/** The project's members by name. */
export async function listMembers(ctx: Context, projectId: string, args: { first: number; after?: string | null }) {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, 2);
  const rows = await query<Member & { userName: string }>(
    ctx,
    `-- projects.members
    select ${MEMBER_COLUMNS}, lower(u.name) as "userName"
    from members m join users u on u.id = m.user_id
    where m.project_id = $1 and ($2::text is null or (lower(u.name), m.id) > ($2, $3))
    order by lower(u.name), m.id
    limit $4`,
    [projectId, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.userName, row.id]);
}

/** Adds a person by address. Makes an account with a password to be handed over when there is none. */
export async function addMember(ctx: Context, input: AddMemberInput) {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'member:manage', project.id);
  const fields = parseInput(addition, input);
  const temporaryPassword = randomBytes(12).toString('base64url');
  const passwordHash = await hashPassword(temporaryPassword);
  const result = await withTransaction(ctx, async (ctx) => {
    await queryOne(ctx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `account/${fields.email.toLowerCase()}`,
    ]);
    const known = await findUserByEmail(ctx, fields.email);
    const userId =
      known?.id ??
      (await insertUser(ctx, {
        email: fields.email,
        name: fields.name ?? fields.email.split('@')[0] ?? fields.email,
        passwordHash,
        isAdministrator: false,
      }));
    const id = newId('member');
    const added = await execute(
      ctx,
      'insert into members (id, project_id, user_id, role) values ($1, $2, $3, $4) on conflict do nothing',
      [id, project.id, userId, fields.role],
    );
    if (added === 0)
      throw invalid([{ path: 'email', message: 'This person is a member already. Change their role instead.' }]);
    await recordAudit(ctx, {
      action: 'member.added',
      projectId: project.id,
      subject: { id, type: 'Member', name: fields.email },
      detail: { role: fields.role, isNewAccount: !known },
    });
    return { member: await findMember(ctx, id), temporaryPassword: known ? null : temporaryPassword };
  });
  forgetActors(ctx.app);
  return result;
}

/** Changes what a member may do. CONFLICT for the last owner; the role they have already changes nothing. */
export async function changeMemberRole(ctx: Context, input: ChangeMemberRoleInput): Promise<Member> {
  const { projectId } = await findMember(ctx, input.id);
  authorize(ctx, 'member:manage', projectId, 'member');
  const changed = await withTransaction(ctx, async (ctx) => {
    await lockMembers(ctx, projectId);
    const member = await findMember(ctx, input.id);
    if (member.role === input.role) return member;
    await keepAnOwner(ctx, member);
    await execute(ctx, 'update members set role = $2 where id = $1', [member.id, input.role]);
    await recordAudit(ctx, {
      action: 'member.role_changed',
      projectId,
      subject: { id: member.id, type: 'Member', name: await memberName(ctx, member) },
      detail: { before: { role: member.role }, after: { role: input.role } },
    });
    return { ...member, role: input.role };
  });
  forgetActors(ctx.app, changed.userId);
  return changed;
}

/** Takes a member out of the project. CONFLICT for the last owner. */
export async function removeMember(ctx: Context, id: string): Promise<Member> {
  const { projectId } = await findMember(ctx, id);
  authorize(ctx, 'member:manage', projectId, 'member');
  const removed = await withTransaction(ctx, async (ctx) => {
    await lockMembers(ctx, projectId);
    const member = await findMember(ctx, id);
    await keepAnOwner(ctx, member);
    const name = await memberName(ctx, member);
    await execute(ctx, 'delete from members where id = $1', [id]);
    await recordAudit(ctx, {
      action: 'member.removed',
      projectId,
      subject: { id, type: 'Member', name },
      detail: { role: member.role },
    });
    return member;
  });
  forgetActors(ctx.app, removed.userId);
  return removed;
}

/** Who changes members waits for others who do: what was read before may have changed. */
const lockMembers = (ctx: Context, projectId: string) =>
  query(ctx, 'select from projects where id = $1 for update', [projectId]);

/** The member of this id, in a project the actor may see. */
export async function findMember(ctx: Context, id: string): Promise<Member> {
  requireActor(ctx);
  const member = await queryOne<Member>(
    ctx,
    `select ${MEMBER_COLUMNS} from members m join projects p on p.id = m.project_id and p.deleted_at is null where m.id = $1`,
    [id],
  );
  if (!member) throw notFound('member');
  authorize(ctx, 'project:read', member.projectId, 'member');
  return member;
}

/** CONFLICT when `member` is the last owner: a project without one can't be run any more. Under {@link lockMembers}. */
async function keepAnOwner(ctx: Context, member: Member): Promise<void> {
  const owners = await query<{ id: string }>(ctx, `select id from members where project_id = $1 and role = 'OWNER'`, [
    member.projectId,
  ]);
  if (owners.length === 1 && owners[0]?.id === member.id)
    throw conflict('This is the last owner. Make somebody else an owner first.');
}

async function memberName(ctx: Context, member: Member): Promise<string> {
  return (
    (await queryOne<{ email: string }>(ctx, 'select email from users where id = $1', [member.userId]))?.email ??
    member.userId
  );
}

/** The person of this id, or NOT_FOUND: everybody sees themselves and whom they share a project with. */
export async function findUser(ctx: Context, id: string): Promise<User> {
  const actor = requireActor(ctx);
  const user = await queryOne<User>(
    ctx,
    `-- accounts.user
    select id, email, name, created_at as "createdAt" from users u
    where id = $1 and deleted_at is null
      and (id = $2 or exists (select from members m where m.user_id = u.id and m.project_id = any($3)))`,
    [id, actor.kind === 'SYSTEM' ? null : actor.userId, visibleProjectIds(actor)],
  );
  if (!user) throw notFound('user');
  return user;
}

/** Batch: users by id, for whatever names one. */
export async function usersById(ctx: Context, ids: readonly string[]): Promise<(User | null)[]> {
  const rows = await query<User>(
    ctx,
    `-- accounts.users
    select id, email, name, created_at as "createdAt" from users where id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row): User | null => row,
    null,
  );
}
