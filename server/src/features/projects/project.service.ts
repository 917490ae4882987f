import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import type { Actor, Membership } from '../../platform/auth/actor.ts';
import { authorize, requireActor, visibleProjectIds } from '../../platform/auth/authorize.ts';
import { membershipOf } from '../../platform/auth/permissions.ts';
import { asSystem, type Context } from '../../platform/context.ts';
import { forgetScope } from '../../platform/db/scope.ts';
import { columnsOf, execute, query, queryOne } from '../../platform/db/sql.ts';
import { widenScope, withTransaction } from '../../platform/db/transaction.ts';
import { conflict, forbidden, invalid, notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { inOrder } from '../../platform/graphql/loader.ts';
import { addJob } from '../../platform/jobs.ts';
import { displayName, parseInput, slug, timeZone } from '../../platform/validation.ts';
import { canCreateProject } from '../accounts/account.service.ts';
import { forgetActors } from '../accounts/authenticate.ts';
import { Project } from './project.entity.ts';
import type { CreateProjectInput, UpdateProjectInput } from './project.types.ts';

const creation = z.object({ slug, name: displayName, timeZone });
const update = z.object({ name: displayName.nullish(), timeZone: timeZone.nullish() });

const subject = (project: Project) => ({ id: project.id, type: 'Project', name: project.slug });

/** The project of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function findProject(ctx: Context, id: string, options: { isDeleted?: boolean } = {}): Promise<Project> {
  const project = await queryOne<Project>(
    ctx,
    `-- projects.find
    select ${columnsOf(ctx, Project)} from projects where id = $1 and (deleted_at is null or $2)`,
    [id, options.isDeleted ?? false],
  );
  if (!project) {
    requireActor(ctx);
    throw notFound('project');
  }
  if (!options.isDeleted) authorize(ctx, 'project:read', project.id);
  return project;
}

/** The visible project of this slug, or null. */
export async function findProjectBySlug(ctx: Context, name: string): Promise<Project | null> {
  requireActor(ctx);
  const project = await queryOne<Project>(
    ctx,
    `-- projects.findBySlug
    select ${columnsOf(ctx, Project)} from projects where slug = $1 and deleted_at is null`,
    [name],
  );
  return project && visibleProjectIds(ctx.actor).includes(project.id) ? project : null;
}

/** The visible projects by name. */
export async function listProjects(ctx: Context, args: { first: number; after?: string | null }) {
  requireActor(ctx);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['text', 'text']);
  const rows = await query<Project>(
    ctx,
    `-- projects.list
    select id, slug, name, time_zone as "timeZone", created_at as "createdAt"
    from projects
    where id = any($1) and deleted_at is null and ($2::text is null or (lower(name), id) > ($2, $3))
    order by lower(name), id
    limit $4`,
    [visibleProjectIds(ctx.actor), after?.[0] ?? null, after?.[1] ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.name.toLowerCase(), row.id]);
}

/** Makes a project with its maker as owner. FORBIDDEN but for administrators; CONFLICT when the slug is taken. */
export async function createProject(ctx: Context, input: CreateProjectInput): Promise<Project> {
  const actor = requireActor(ctx);
  if (!canCreateProject(actor)) throw forbidden('Only an administrator may create projects. Ask yours for one.');
  const fields = parseInput(creation, input);
  const project = await withTransaction(ctx, async (ctx) => {
    const project: Project = { ...fields, id: newId('project'), createdAt: ctx.app.now(), deletedAt: null };
    await widenScope(ctx, project.id);
    const added = await execute(
      ctx,
      `insert into projects (id, slug, name, time_zone, created_at) values ($1, $2, $3, $4, $5)
       on conflict (slug) where deleted_at is null do nothing`,
      [project.id, project.slug, project.name, project.timeZone, project.createdAt],
    );
    if (added === 0)
      throw invalid([{ path: 'slug', message: `There is a project “${project.slug}” already. Take another name.` }]);
    await execute(ctx, 'insert into project_counters (project_id) values ($1)', [project.id]);
    if (actor.kind === 'USER')
      await execute(ctx, `insert into members (id, project_id, user_id, role) values ($1, $2, $3, 'OWNER')`, [
        newId('member'),
        project.id,
        actor.userId,
      ]);
    await recordAudit(ctx, {
      action: 'project.created',
      projectId: project.id,
      subject: subject(project),
      detail: fields,
    });
    return project;
  });
  forgetActors(ctx.app);
  becomeOwner(actor, project.id);
  return project;
}

export async function updateProject(ctx: Context, input: UpdateProjectInput): Promise<Project> {
  const { id } = await findProject(ctx, input.id);
  authorize(ctx, 'project:update', id);
  const fields = parseInput(update, input);
  return withTransaction(ctx, async (ctx) => {
    await lockProject(ctx, id);
    const project = await findProject(ctx, id);
    const after = { name: fields.name ?? project.name, timeZone: fields.timeZone ?? project.timeZone };
    await ctx.manager?.update(Project, { id: project.id }, after);
    if (after.timeZone !== project.timeZone)
      await addJob(ctx, 'analytics.rebuild', { id }, { key: `analytics.rebuild/${id}` });
    await recordAudit(ctx, {
      action: 'project.updated',
      projectId: project.id,
      subject: subject(project),
      detail: { before: { name: project.name, timeZone: project.timeZone }, after },
    });
    return Object.assign(project, after);
  });
}

/** Whoever changes it waits for others who do. What was read before may have changed. */
const lockProject = (ctx: Context, id: string) =>
  query(ctx, 'select from projects where id = $1 for no key update', [id]);

/** Hides the project; `restoreProject` brings it back. CONFLICT while a deployment waits or is under way. */
export async function deleteProject(ctx: Context, id: string): Promise<Project> {
  await findProject(ctx, id);
  authorize(ctx, 'project:delete', id);
  const deleted = await withTransaction(ctx, async (ctx) => {
    await lockProject(ctx, id);
    const project = await findProject(ctx, id);
    const busy = await query(
      ctx,
      `select from deployments where project_id = $1 and status in ('AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING') limit 1`,
      [id],
    );
    if (busy.length > 0) throw conflict('A deployment of this project is under way. Cancel it or wait for its end.');
    await execute(ctx, 'update projects set deleted_at = now() where id = $1', [id]);
    await recordAudit(ctx, { action: 'project.deleted', projectId: id, subject: subject(project) });
    return project;
  });
  forgetActors(ctx.app);
  return deleted;
}

/** Brings a deleted project back, for its owners; one that is there stays. CONFLICT when its slug is taken by now. */
export async function restoreProject(ctx: Context, id: string): Promise<Project> {
  const actor = requireActor(ctx);
  // Deleted projects are in nobody's sight: what follows looks for itself whether the actor owns this one.
  const everywhere = asSystem(ctx);
  const found = await findProject(everywhere, id, { isDeleted: true });
  if (found.deletedAt) await requireOwner(everywhere, actor, id);
  else {
    authorize(ctx, 'project:read', id);
    authorize(ctx, 'project:delete', id);
  }
  const restored = await withTransaction(everywhere, async (ctx) => {
    await lockProject(ctx, id);
    const project = await findProject(ctx, id, { isDeleted: true });
    if (!project.deletedAt) return project;
    const taken = await query(ctx, 'select from projects where slug = $1 and deleted_at is null and id <> $2', [
      project.slug,
      id,
    ]);
    if (taken.length > 0) throw conflict(`Another project is called “${project.slug}” by now.`);
    await execute(ctx, 'update projects set deleted_at = null where id = $1', [id]);
    await recordAudit(ctx, { action: 'project.restored', projectId: id, subject: subject(project) });
    return project;
  });
  forgetActors(ctx.app);
  becomeOwner(actor, id);
  return restored;
}

/** This request began without a place in the project, and its answer says what the viewer may do there. */
function becomeOwner(actor: Actor, projectId: string): void {
  if (actor.kind !== 'USER') return;
  const stored = { role: 'OWNER', roleName: null, permissions: null, environmentIds: null, serviceIds: null } as const;
  (actor.memberships as Map<string, Membership>).set(projectId, membershipOf(stored));
  forgetScope(actor);
}

/** Roles in deleted projects are not in the actor, so ownership is read here. Everybody else must not know of it. */
async function requireOwner(ctx: Context, actor: Actor, projectId: string): Promise<void> {
  const owner = await query(ctx, `select from members where project_id = $1 and user_id = $2 and role = 'OWNER'`, [
    projectId,
    actor.kind === 'USER' ? actor.userId : '',
  ]);
  if (owner.length === 0) throw notFound('project');
}

/** Batch: projects by id. */
export async function projectsById(ctx: Context, ids: readonly string[]): Promise<(Project | null)[]> {
  const rows = await query<Project>(
    ctx,
    `-- projects.byId
    select id, slug, name, time_zone as "timeZone", created_at as "createdAt" from projects where id = any($1)`,
    [ids],
  );
  return inOrder(
    ids,
    rows,
    (row) => row.id,
    (row): Project | null => row,
    null,
  );
}
