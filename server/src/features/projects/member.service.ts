import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, requireActor, visibleProjectIds } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, invalid, notFound, type Problem } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { inOrder } from '../../platform/graphql/loader.ts';
import { sendsMail } from '../../platform/mail/mailer.ts';
import { parseInput } from '../../platform/validation.ts';
import { email } from '../accounts/account.rules.ts';
import { findUserByEmail } from '../accounts/account.service.ts';
import { forgetActors } from '../accounts/authenticate.ts';
import type { User } from '../accounts/user.entity.ts';
import { assignedColumns, assignmentDetail, readAssignment, requireGrantable } from './assignment.service.ts';
import type { Member, MemberRow } from './member.entity.ts';
import type { AssignedRow } from './member.rules.ts';
import type { AddMemberInput, ChangeMemberRoleInput } from './member.types.ts';
import { findProject } from './project.service.ts';

const MEMBER_COLUMNS = `m.id, m.project_id as "projectId", m.user_id as "userId", m.source, m.created_at as "createdAt", ${assignedColumns('m')}`;

/** The project's members by name. */
export async function listMembers(ctx: Context, projectId: string, args: { first: number; after?: string | null }) {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['text', 'text']);
  const rows = await query<MemberRow & { userName: string }>(
    ctx,
    `-- projects.members
    select ${MEMBER_COLUMNS}, lower(u.name) as "userName"
    from members m join users u on u.id = m.user_id left join roles r on r.id = m.role_id
    where m.project_id = $1 and ($2::text is null or (lower(u.name), m.id) > ($2, $3))
    order by lower(u.name), m.id
    limit $4`,
    [projectId, after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.userName, row.id]);
}

/** Adds a person by the address of their account. INVALID_INPUT for who has none: they are invited instead. */
export async function addMember(ctx: Context, input: AddMemberInput): Promise<MemberRow> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'member:manage', project.id);
  const { email: address } = parseInput(z.object({ email }), input);
  const added = await withTransaction(ctx, async (ctx) => {
    await lockProject(ctx, project.id);
    const user = await findUserByEmail(ctx, address);
    const problem = user ? await addressProblem(ctx, user.id) : NO_ACCOUNT;
    const assigned = await readAssignment(ctx, project.id, input, { others: problem ? [problem] : [] });
    const id = await insertMember(ctx, { projectId: project.id, userId: user?.id ?? '', ...assigned });
    if (!id) throw invalid([ALREADY_MEMBER]);
    await recordAudit(ctx, {
      action: 'member.added',
      projectId: project.id,
      subject: { id, type: 'Member', name: address },
      detail: assignmentDetail(assigned),
    });
    return findMember(ctx, id);
  });
  forgetActors(ctx.app, added.userId);
  return added;
}

/**
 * Where mail is sent, an address that was never confirmed may be anybody's: an invitation, mailed there, finds out. Without mail
 * nobody can confirm theirs, and whoever makes accounts vouches for them.
 */
async function addressProblem(ctx: Context, userId: string): Promise<Problem | null> {
  if (!sendsMail(ctx.app)) return null;
  const confirmed = await queryOne(ctx, 'select from users where id = $1 and email_verified_at is not null', [userId]);
  return confirmed ? null : { path: 'email', message: 'This address was never confirmed. Invite them instead.' };
}

const NO_ACCOUNT: Problem = { path: 'email', message: 'Nobody has an account with this address. Invite them instead.' };
export const ALREADY_MEMBER: Problem = {
  path: 'email',
  message: 'This person is a member already. Change their role instead.',
};

/** The new member's id; null when the person is one already. Inside a transaction. */
export async function insertMember(
  ctx: Context,
  member: AssignedRow & { projectId: string; userId: string },
): Promise<string | null> {
  const row = await queryOne<{ id: string }>(
    ctx,
    `insert into members (id, project_id, user_id, role, role_id, environment_ids, service_ids)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
    [
      newId('member'),
      member.projectId,
      member.userId,
      member.role,
      member.roleId,
      member.environmentIds,
      member.serviceIds,
    ],
  );
  return row?.id ?? null;
}

/**
 * Changes what a member may do, and where. CONFLICT for the last owner; what they have already changes nothing. FORBIDDEN when
 * they have, or would have, more than the actor. By hand from then on, if a group brought them.
 */
export async function changeMemberRole(ctx: Context, input: ChangeMemberRoleInput): Promise<MemberRow> {
  const { projectId } = await findMember(ctx, input.id);
  authorize(ctx, 'member:manage', projectId, 'member');
  const changed = await withTransaction(ctx, async (ctx) => {
    await lockProject(ctx, projectId);
    const member = await findMember(ctx, input.id);
    requireGrantable(ctx, projectId, member);
    const after = await readAssignment(ctx, projectId, input, { kept: member });
    const [was, is] = [assignmentDetail(member), assignmentDetail(after)];
    if (JSON.stringify(was) === JSON.stringify(is)) return member;
    if (after.role !== 'OWNER') await keepAnOwner(ctx, member);
    await execute(
      ctx,
      `update members set role = $2, role_id = $3, environment_ids = $4, service_ids = $5, source = 'HAND' where id = $1`,
      [member.id, after.role, after.roleId, after.environmentIds, after.serviceIds],
    );
    await recordAudit(ctx, {
      action: 'member.role_changed',
      projectId,
      subject: { id: member.id, type: 'Member', name: await memberName(ctx, member) },
      detail: { before: was, after: is },
    });
    return findMember(ctx, member.id);
  });
  forgetActors(ctx.app, changed.userId);
  return changed;
}

/** Takes a member out of the project. CONFLICT for the last owner, FORBIDDEN for who has more than the actor. */
export async function removeMember(ctx: Context, id: string): Promise<MemberRow> {
  const { projectId } = await findMember(ctx, id);
  authorize(ctx, 'member:manage', projectId, 'member');
  const removed = await withTransaction(ctx, async (ctx) => {
    await lockProject(ctx, projectId);
    const member = await findMember(ctx, id);
    requireGrantable(ctx, projectId, member);
    await keepAnOwner(ctx, member);
    const name = await memberName(ctx, member);
    await execute(ctx, 'delete from members where id = $1', [id]);
    await recordAudit(ctx, {
      action: 'member.removed',
      projectId,
      subject: { id, type: 'Member', name },
      detail: assignmentDetail(member),
    });
    return member;
  });
  forgetActors(ctx.app, removed.userId);
  return removed;
}

/**
 * Who changes members, roles or invitations waits for others who do: what was read before may have changed. Not `for update`: rows
 * that only refer to the project, as the audit trail's do, would wait for it while they hold what this transaction needs last.
 */
export const lockProject = (ctx: Context, projectId: string) =>
  query(ctx, 'select from projects where id = $1 for no key update', [projectId]);

/** The member of this id, in a project the actor may see. */
export async function findMember(ctx: Context, id: string): Promise<MemberRow> {
  requireActor(ctx);
  const member = await queryOne<MemberRow>(
    ctx,
    `-- projects.member
    select ${MEMBER_COLUMNS} from members m left join roles r on r.id = m.role_id
    join projects p on p.id = m.project_id and p.deleted_at is null where m.id = $1`,
    [id],
  );
  if (!member) throw notFound('member');
  authorize(ctx, 'project:read', member.projectId, 'member');
  return member;
}

/** CONFLICT when `member` is the last owner: a project without one can't be run any more. Under {@link lockProject}. */
async function keepAnOwner(ctx: Context, member: Member): Promise<void> {
  if (member.role !== 'OWNER') return;
  // One who is suspended runs nothing.
  const other = await queryOne(
    ctx,
    `select from members o join users u on u.id = o.user_id and u.deleted_at is null and u.suspended_at is null
     where o.project_id = $1 and o.role = 'OWNER' and o.id <> $2 limit 1`,
    [member.projectId, member.id],
  );
  if (!other) throw conflict('This is the last owner. Make somebody else an owner first.');
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
