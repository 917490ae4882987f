import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, can, requireActor, requireUser } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { hashSecret } from '../../platform/crypto/secret-box.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, invalid, notFound } from '../../platform/errors.ts';
import { type Connection, cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { queueMail, sendsMail } from '../../platform/mail/mailer.ts';
import { parseInput } from '../../platform/validation.ts';
import { email } from '../accounts/account.rules.ts';
import { findUserByEmail } from '../accounts/account.service.ts';
import { assignedColumns, assignmentDetail, readAssignment, requireGrantable } from './assignment.service.ts';
import type { Invitation } from './invitation.entity.ts';
import { invitationMail } from './invitation.rules.ts';
import type { CreateInvitationInput } from './invitation.types.ts';
import { type AssignedRow, grantProblem, membershipOfRow } from './member.rules.ts';
import { ALREADY_MEMBER, lockProject } from './member.service.ts';
import { findProject } from './project.service.ts';

/** What is open at a time: each may be a mail to somebody who did not ask for it. */
const MOST_OPEN = 100;

const creation = z.object({
  email: email.nullish(),
  expiresInDays: z.int().min(1, 'Let it work for 1 day at least.').max(30, 'Let it work for 30 days at most.'),
});

/** With what its role is called and may do, if it is one of the project's own. */
export interface InvitationRow extends Invitation {
  customName: string | null;
  customPermissions: string[] | null;
}

export const INVITATION_COLUMNS = `i.id, i.project_id as "projectId", i.email, i.is_mailed as "isMailed", i.invited_by as "invitedBy",
  i.created_at as "createdAt", i.expires_at as "expiresAt", i.accepted_at as "acceptedAt", i.revoked_at as "revokedAt", ${assignedColumns('i')}`;

export const IS_OPEN = 'i.accepted_at is null and i.revoked_at is null and i.expires_at > now()';

const subject = (invitation: Invitation) => ({
  id: invitation.id,
  type: 'Invitation',
  name: invitation.email ?? 'whoever has the link',
});

/** The invitation of this id, for those who may invite: addresses of people who are not here yet are nobody else's business. */
export async function findInvitation(ctx: Context, id: string): Promise<InvitationRow> {
  requireActor(ctx);
  const invitation = await queryOne<InvitationRow>(
    ctx,
    `-- projects.invitation
    select ${INVITATION_COLUMNS} from invitations i left join roles r on r.id = i.role_id
    join projects p on p.id = i.project_id and p.deleted_at is null where i.id = $1`,
    [id],
  );
  if (!invitation) throw notFound('invitation');
  authorize(ctx, 'member:manage', invitation.projectId, 'invitation');
  return invitation;
}

/** The project's open invitations, newest first; for those who may invite. */
export async function listInvitations(
  ctx: Context,
  projectId: string,
  args: { first: number; after?: string | null },
): Promise<Connection<InvitationRow>> {
  authorize(ctx, 'member:manage', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['text']);
  const rows = await query<InvitationRow>(
    ctx,
    `-- projects.invitations
    select ${INVITATION_COLUMNS} from invitations i left join roles r on r.id = i.role_id
    where i.project_id = $1 and ${IS_OPEN} and ($2::text is null or i.id < $2)
    order by i.id desc limit $3`,
    [projectId, after?.[0] ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.id]);
}

/**
 * Makes an invitation and mails its link to the address, if there is one and this installation sends mail. FORBIDDEN when it would
 * give more than the actor has. The link holds 256 random bits, of which only a hash is kept.
 */
export async function createInvitation(
  ctx: Context,
  input: CreateInvitationInput,
): Promise<{ invitation: InvitationRow; url: string | null }> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'member:manage', project.id);
  const user = requireUser(ctx);
  const fields = parseInput(creation, input);
  const address = fields.email ?? null;
  const code = randomBytes(32).toString('base64url');
  // NOTE: behind `#`, which browsers send to nobody: no log and no `Referer` has it.
  const url = `${ctx.app.config.publicUrl ?? ''}/invitation#code=${code}`;
  return withTransaction(ctx, async (ctx) => {
    await lockProject(ctx, project.id);
    if (address) await refuseKnown(ctx, project.id, address);
    const assigned = await readAssignment(ctx, project.id, input);
    await requireRoom(ctx, project.id);
    const id = newId('invitation');
    const isMailed = address !== null && sendsMail(ctx.app);
    await insertInvitation(ctx, {
      id,
      projectId: project.id,
      address,
      isMailed,
      code,
      userId: user.userId,
      assigned,
      days: fields.expiresInDays,
    });
    const invitation = await findInvitation(ctx, id);
    if (address && isMailed)
      await queueMail(
        ctx,
        invitationMail(address, {
          url,
          project: project.name,
          invitedBy: user.name,
          role: membershipOfRow(assigned).roleName,
          days: fields.expiresInDays,
        }),
      );
    await recordAudit(ctx, {
      action: 'invitation.created',
      projectId: project.id,
      subject: subject(invitation),
      detail: { ...assignmentDetail(assigned), isMailed, expiresInDays: fields.expiresInDays },
    });
    // Not both: a link that also its maker has would not prove whose mailbox it is.
    return { invitation, url: isMailed ? null : url };
  });
}

async function insertInvitation(
  ctx: Context,
  made: {
    id: string;
    projectId: string;
    address: string | null;
    isMailed: boolean;
    code: string;
    userId: string;
    assigned: AssignedRow;
    days: number;
  },
): Promise<void> {
  const { assigned } = made;
  await execute(
    ctx,
    `insert into invitations (id, project_id, email, is_mailed, code_hash, invited_by, role, role_id, environment_ids, service_ids, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now() + make_interval(days => $11))`,
    [
      made.id,
      made.projectId,
      made.address,
      made.isMailed,
      hashSecret(made.code),
      made.userId,
      assigned.role,
      assigned.roleId,
      assigned.environmentIds,
      assigned.serviceIds,
      made.days,
    ],
  );
}

async function refuseKnown(ctx: Context, projectId: string, address: string): Promise<void> {
  const user = await findUserByEmail(ctx, address);
  const member =
    user && (await queryOne(ctx, 'select from members where project_id = $1 and user_id = $2', [projectId, user.id]));
  if (member) throw invalid([ALREADY_MEMBER]);
  const open = await queryOne(
    ctx,
    `select from invitations i where i.project_id = $1 and lower(i.email) = lower($2) and ${IS_OPEN}`,
    [projectId, address],
  );
  if (open)
    throw invalid([{ path: 'email', message: 'This address is invited already. Revoke that invitation first.' }]);
}

async function requireRoom(ctx: Context, projectId: string): Promise<void> {
  const row = await queryOne<{ count: number }>(
    ctx,
    `select count(*)::int as count from invitations i where i.project_id = $1 and ${IS_OPEN}`,
    [projectId],
  );
  if ((row?.count ?? 0) >= MOST_OPEN)
    throw conflict(`At most ${MOST_OPEN} invitations can be open. Revoke those that nobody will accept.`);
}

/** Whether the actor may revoke it: whoever could have made it. */
export function canRevokeInvitation(ctx: Context, invitation: InvitationRow): boolean {
  return (
    can(ctx.actor, 'member:manage', invitation.projectId) &&
    !grantProblem(ctx.actor, invitation.projectId, membershipOfRow(invitation))
  );
}

/** Ends an invitation. Twice is the same as once; CONFLICT when it was accepted. FORBIDDEN when it gives more than the actor has. */
export async function revokeInvitation(ctx: Context, id: string): Promise<InvitationRow> {
  const { projectId } = await findInvitation(ctx, id);
  return withTransaction(ctx, async (ctx) => {
    await lockProject(ctx, projectId);
    const invitation = await findInvitation(ctx, id);
    requireGrantable(ctx, projectId, invitation);
    if (invitation.revokedAt) return invitation;
    if (invitation.acceptedAt)
      throw conflict('This invitation was accepted. Remove the member if they should not be one.');
    await execute(ctx, 'update invitations set revoked_at = now() where id = $1', [id]);
    await recordAudit(ctx, { action: 'invitation.revoked', projectId, subject: subject(invitation) });
    return findInvitation(ctx, id);
  });
}
