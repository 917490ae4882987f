import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { type Membership, ROLES } from '../../platform/auth/actor.ts';
import { authorize, can, lackedBy, membershipIn, requireActor } from '../../platform/auth/authorize.ts';
import {
  membershipOf,
  ROLE_DESCRIPTIONS,
  ROLE_NAMES,
  ROLE_PERMISSIONS,
  TOKEN_SCOPES,
} from '../../platform/auth/permissions.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, forbidden, invalid, notFound } from '../../platform/errors.ts';
import { inOrder } from '../../platform/graphql/loader.ts';
import { displayName, parseInput } from '../../platform/validation.ts';
import { forgetActors } from '../accounts/authenticate.ts';
import { Role } from './member.entity.ts';
import { grantProblem } from './member.rules.ts';
import { lockProject } from './member.service.ts';
import { findProject } from './project.service.ts';
import type { ProjectRole } from './role.entity.ts';
import type { CreateRoleInput, UpdateRoleInput } from './role.types.ts';

/** More can't be told apart; also what keeps the list bounded. */
const MOST_ROLES = 50;

const description = z.string().trim().max(500, 'Use at most 500 characters.');
const permissions = z
  .array(z.enum(TOKEN_SCOPES, `Rights are: ${TOKEN_SCOPES.join(', ')}.`))
  .max(TOKEN_SCOPES.length, 'Name each right once.')
  .transform((given) => TOKEN_SCOPES.filter((name) => name === 'project:read' || given.includes(name)));
const creation = z.object({ name: displayName, description, permissions });
const update = z.object({
  name: displayName.nullish(),
  description: description.nullish(),
  permissions: permissions.nullish(),
});

const COLUMNS = `id, project_id as "projectId", 'CUSTOM' as role, name, description, permissions, created_at as "createdAt", deleted_at as "deletedAt"`;

const subject = (role: ProjectRole) => ({ id: role.id, type: 'Role', name: role.name });

/** The id that stands for a built-in role in one project. */
const builtInId = (projectId: string, role: string) => `${projectId}:${role}`;

/** Batch: the roles of each project, the built-in ones first, then its own by name. */
export async function rolesOfProjects(ctx: Context, projectIds: readonly string[]): Promise<ProjectRole[][]> {
  const own = await query<ProjectRole>(
    ctx,
    `-- projects.roles
    select ${COLUMNS} from roles where project_id = any($1) and deleted_at is null order by lower(name), id`,
    [projectIds],
  );
  return projectIds.map((projectId) => [
    ...ROLES.map((role): ProjectRole => builtIn(projectId, role)),
    ...own.filter((role) => role.projectId === projectId),
  ]);
}

const builtIn = (projectId: string, role: (typeof ROLES)[number]): ProjectRole => ({
  id: builtInId(projectId, role),
  projectId,
  role: Role[role],
  name: ROLE_NAMES[role],
  description: `${ROLE_DESCRIPTIONS[role]}.`,
  permissions: [...ROLE_PERMISSIONS[role]],
  createdAt: new Date(0),
  deletedAt: null,
});

/** Batch: roles of projects' own by id, deleted ones too. */
export async function rolesById(ctx: Context, ids: readonly string[]): Promise<(ProjectRole | null)[]> {
  const rows = await query<ProjectRole>(
    ctx,
    `-- projects.rolesById
    select ${COLUMNS} from roles where id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row): ProjectRole | null => row,
    null,
  );
}

/** Batch: how many members have each role; built-in ones by {@link builtInId}. */
export async function memberCounts(ctx: Context, ids: readonly string[]): Promise<number[]> {
  const rows = await query<{ id: string; count: number }>(
    ctx,
    `-- projects.memberCounts
    select coalesce(role_id, project_id || ':' || role) as id, count(*)::int as count
    from members where project_id = any($1) or role_id = any($2) group by 1`,
    [[...new Set(ids.flatMap((id) => (id.includes(':') ? [id.split(':')[0]] : [])))], ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row) => row.count,
    0,
  );
}

/** The role of a project's own of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function findRole(ctx: Context, id: string, options: { isDeleted?: boolean } = {}): Promise<ProjectRole> {
  requireActor(ctx);
  const role = await queryOne<ProjectRole>(
    ctx,
    `-- projects.role
    select ${COLUMNS} from roles where id = $1 and (deleted_at is null or $2)`,
    [id, options.isDeleted ?? false],
  );
  if (!role) throw notFound('role');
  authorize(ctx, 'project:read', role.projectId, 'role');
  return role;
}

/** What somebody with this role may do who is not limited to places: what its maker must have, whoever gets it. */
const unlimited = (role: Pick<ProjectRole, 'role' | 'name' | 'permissions'>): Membership =>
  membershipOf({
    role: role.role,
    roleName: role.name,
    permissions: role.permissions,
    environmentIds: null,
    serviceIds: null,
  });

/** Whether the actor may change or delete it. Built-in ones are as they are. */
export function canChangeRole(ctx: Context, role: ProjectRole): boolean {
  return (
    role.role === Role.CUSTOM &&
    can(ctx.actor, 'member:manage', role.projectId) &&
    !grantProblem(ctx.actor, role.projectId, unlimited(role))
  );
}

/** Whether the actor may give it to somebody, with their own limits at least. */
export function canAssignRole(ctx: Context, role: ProjectRole): boolean {
  const { projectId } = role;
  if (!can(ctx.actor, 'member:manage', projectId)) return false;
  if (role.role === Role.OWNER && membershipIn(ctx.actor, projectId)?.role !== 'OWNER') return false;
  return lackedBy(ctx.actor, projectId, unlimited(role)).permissions.length === 0;
}

function requireChangeable(ctx: Context, role: Pick<ProjectRole, 'projectId' | 'role' | 'name' | 'permissions'>): void {
  const problem = grantProblem(ctx.actor, role.projectId, unlimited(role));
  if (problem) throw forbidden(problem);
}

/** Makes a role. FORBIDDEN when it would have more than the actor. */
export async function createRole(ctx: Context, input: CreateRoleInput): Promise<ProjectRole> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'member:manage', project.id);
  const fields = parseInput(creation, input);
  requireChangeable(ctx, { ...fields, projectId: project.id, role: Role.CUSTOM });
  return withTransaction(ctx, async (ctx) => {
    await lockProject(ctx, project.id);
    await requireRoom(ctx, project.id);
    await requireFreeName(ctx, project.id, fields.name);
    const role = await queryOne<ProjectRole>(
      ctx,
      `insert into roles (id, project_id, name, description, permissions) values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
      [newId('role'), project.id, fields.name, fields.description, fields.permissions],
    );
    if (!role) throw new Error('A role was not stored.');
    await recordAudit(ctx, {
      action: 'role.created',
      projectId: project.id,
      subject: subject(role),
      detail: { name: role.name, permissions: role.permissions },
    });
    return role;
  });
}

/** Changes a role, at once for all who have it. FORBIDDEN when it has, or would have, more than the actor. */
export async function updateRole(ctx: Context, input: UpdateRoleInput): Promise<ProjectRole> {
  const { projectId } = await findRole(ctx, input.id);
  authorize(ctx, 'member:manage', projectId, 'role');
  const fields = parseInput(update, input);
  const updated = await withTransaction(ctx, async (ctx) => {
    await lockProject(ctx, projectId);
    const role = await findRole(ctx, input.id);
    const after = {
      name: fields.name ?? role.name,
      description: fields.description ?? role.description,
      permissions: fields.permissions ?? role.permissions,
    };
    requireChangeable(ctx, role);
    requireChangeable(ctx, { ...role, ...after });
    await requireFreeName(ctx, projectId, after.name, role.id);
    await execute(ctx, 'update roles set name = $2, description = $3, permissions = $4 where id = $1', [
      role.id,
      after.name,
      after.description,
      after.permissions,
    ]);
    await recordAudit(ctx, {
      action: 'role.updated',
      projectId,
      subject: subject({ ...role, ...after }),
      detail: {
        before: { name: role.name, description: role.description, permissions: role.permissions },
        after,
      },
    });
    return { ...role, ...after };
  });
  forgetActors(ctx.app);
  return updated;
}

/** Hides a role; `restoreRole` brings it back. CONFLICT while members or open invitations have it. */
export async function deleteRole(ctx: Context, id: string): Promise<ProjectRole> {
  const { projectId } = await findRole(ctx, id);
  authorize(ctx, 'member:manage', projectId, 'role');
  return withTransaction(ctx, async (ctx) => {
    await lockProject(ctx, projectId);
    const role = await findRole(ctx, id);
    requireChangeable(ctx, role);
    const used = await queryOne<{ members: number; invitations: number }>(
      ctx,
      `select (select count(*) from members where role_id = $1) as members,
              (select count(*) from invitations where role_id = $1 and accepted_at is null and revoked_at is null
                 and expires_at > now()) as invitations`,
      [id],
    );
    if (used && used.members + used.invitations > 0)
      throw conflict(
        used.members > 0
          ? 'Members have this role. Give them another one first.'
          : 'Open invitations offer this role. Revoke them first.',
      );
    await execute(ctx, 'update roles set deleted_at = now() where id = $1', [id]);
    await recordAudit(ctx, { action: 'role.deleted', projectId, subject: subject(role) });
    return role;
  });
}

/** Brings a deleted role back; one that is there stays. CONFLICT when its name is taken by now. */
export async function restoreRole(ctx: Context, id: string): Promise<ProjectRole> {
  const { projectId } = await findRole(ctx, id, { isDeleted: true });
  authorize(ctx, 'member:manage', projectId, 'role');
  return withTransaction(ctx, async (ctx) => {
    await lockProject(ctx, projectId);
    const role = await findRole(ctx, id, { isDeleted: true });
    if (!role.deletedAt) return role;
    requireChangeable(ctx, role);
    if (await isTaken(ctx, projectId, role.name)) throw conflict(`Another role is called “${role.name}” by now.`);
    await requireRoom(ctx, projectId);
    await execute(ctx, 'update roles set deleted_at = null where id = $1', [id]);
    await recordAudit(ctx, { action: 'role.restored', projectId, subject: subject(role) });
    return role;
  });
}

async function requireRoom(ctx: Context, projectId: string): Promise<void> {
  const row = await queryOne<{ count: number }>(
    ctx,
    'select count(*)::int as count from roles where project_id = $1 and deleted_at is null',
    [projectId],
  );
  if ((row?.count ?? 0) >= MOST_ROLES) throw conflict(`A project has at most ${MOST_ROLES} roles of its own.`);
}

async function requireFreeName(ctx: Context, projectId: string, name: string, ownId: string | null = null) {
  if (await isTaken(ctx, projectId, name, ownId))
    throw invalid([{ path: 'name', message: `There is a role “${name}” already.` }]);
}

async function isTaken(ctx: Context, projectId: string, name: string, ownId: string | null = null): Promise<boolean> {
  if (Object.values(ROLE_NAMES).some((builtIn) => builtIn.toLowerCase() === name.toLowerCase())) return true;
  const other = await queryOne(
    ctx,
    'select from roles where project_id = $1 and lower(name) = lower($2) and deleted_at is null and id is distinct from $3',
    [projectId, name, ownId],
  );
  return other !== null;
}
