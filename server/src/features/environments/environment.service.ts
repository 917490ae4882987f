import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, type Place, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { columnsOf, execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, invalid, notFound } from '../../platform/errors.ts';
import { displayName, parseInput, slug, webUrl } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import { Environment } from './environment.entity.ts';
import type { CreateEnvironmentInput, UpdateEnvironmentInput } from './environment.types.ts';

/** A matrix of more columns can't be read; also what keeps the list bounded. */
const MOST_ENVIRONMENTS = 50;

const rank = z.int().min(0, 'Use 0 or more.').max(1_000, 'Use 1000 at most.');
const creation = z.object({
  slug,
  name: displayName,
  rank,
  url: webUrl.nullish(),
  isProduction: z.boolean(),
  requiresApproval: z.boolean(),
});
const update = z.object({
  name: displayName.nullish(),
  rank: rank.nullish(),
  url: z.union([z.literal(''), webUrl], 'Use a full http:// or https:// address.').nullish(),
  isProduction: z.boolean().nullish(),
  requiresApproval: z.boolean().nullish(),
});

const subject = (environment: Environment) => ({ id: environment.id, type: 'Environment', name: environment.slug });
/** Where an environment is managed: what is changed of it reaches every service. */
export const placeOf = (projectId: string, environmentId: string | null): Place => ({
  projectId,
  environmentId,
  serviceId: null,
});

/** The environment of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function findEnvironment(
  ctx: Context,
  id: string,
  options: { isDeleted?: boolean } = {},
): Promise<Environment> {
  requireActor(ctx);
  const environment = await queryOne<Environment>(
    ctx,
    `-- environments.find
    select ${columnsOf(ctx, Environment)} from environments where id = $1 and (deleted_at is null or $2)`,
    [id, options.isDeleted ?? false],
  );
  if (!environment) throw notFound('environment');
  authorize(ctx, 'project:read', environment.projectId, 'environment');
  return environment;
}

/** Batch: the environments of each project, by rank. */
export async function environmentsOfProjects(ctx: Context, projectIds: readonly string[]): Promise<Environment[][]> {
  const found = await query<Environment>(
    ctx,
    `-- environments.ofProjects
    select ${columnsOf(ctx, Environment)} from environments
    where project_id = any($1) and deleted_at is null order by rank, slug`,
    [projectIds],
  );
  return projectIds.map((id) => found.filter((environment) => environment.projectId === id));
}

/** Batch: environments by id, deleted ones too. */
export async function environmentsById(ctx: Context, ids: readonly string[]): Promise<(Environment | null)[]> {
  const rows = await query<Environment>(
    ctx,
    `-- environments.byId
    select ${columnsOf(ctx, Environment)} from environments where id = any($1)`,
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.id === id) ?? null);
}

export async function createEnvironment(ctx: Context, input: CreateEnvironmentInput): Promise<Environment> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'environment:manage', placeOf(project.id, null));
  const fields = parseInput(creation, input);
  return withTransaction(ctx, async (ctx) => {
    const taken = await slugsOfProject(ctx, project.id);
    if (taken.includes(fields.slug))
      throw invalid([{ path: 'slug', message: `There is an environment “${fields.slug}” already.` }]);
    requireRoom(taken);
    const environment = Object.assign(new Environment(), {
      ...fields,
      url: fields.url ?? null,
      id: newId('environment'),
      projectId: project.id,
      createdAt: ctx.app.now(),
      deletedAt: null,
    });
    await ctx.manager?.insert(Environment, environment);
    await recordAudit(ctx, {
      action: 'environment.created',
      projectId: project.id,
      subject: subject(environment),
      detail: fields,
    });
    return environment;
  });
}

export async function updateEnvironment(ctx: Context, input: UpdateEnvironmentInput): Promise<Environment> {
  const { projectId } = await findEnvironment(ctx, input.id);
  authorize(ctx, 'environment:manage', placeOf(projectId, input.id));
  const fields = parseInput(update, input);
  return withTransaction(ctx, async (ctx) => {
    await lockEnvironment(ctx, input.id);
    const environment = await findEnvironment(ctx, input.id);
    const before = pick(environment);
    const after = {
      name: fields.name ?? before.name,
      rank: fields.rank ?? before.rank,
      url: fields.url === '' ? null : (fields.url ?? before.url),
      isProduction: fields.isProduction ?? before.isProduction,
      requiresApproval: fields.requiresApproval ?? before.requiresApproval,
    };
    await ctx.manager?.update(Environment, { id: environment.id }, after);
    await recordAudit(ctx, {
      action: 'environment.updated',
      projectId: environment.projectId,
      subject: subject(environment),
      detail: { before, after },
    });
    return Object.assign(environment, after);
  });
}

const pick = ({ name, rank, url, isProduction, requiresApproval }: Environment) => ({
  name,
  rank,
  url,
  isProduction,
  requiresApproval,
});

/** Whoever changes it waits for others who do. What was read before may have changed. */
const lockEnvironment = (ctx: Context, id: string) =>
  query(ctx, 'select from environments where id = $1 for update', [id]);

/** Hides the environment; `restoreEnvironment` brings it back. CONFLICT while a deployment to it is under way. */
export async function deleteEnvironment(ctx: Context, id: string): Promise<Environment> {
  const { projectId } = await findEnvironment(ctx, id);
  authorize(ctx, 'environment:manage', placeOf(projectId, id));
  return withTransaction(ctx, async (ctx) => {
    await lockEnvironment(ctx, id);
    const environment = await findEnvironment(ctx, id);
    const busy = await query(
      ctx,
      `select from deployments where environment_id = $1 and status in ('AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING') limit 1`,
      [id],
    );
    if (busy.length > 0)
      throw conflict('A deployment to this environment is under way. Cancel it or wait for its end.');
    await execute(ctx, 'update environments set deleted_at = now() where id = $1', [id]);
    await recordAudit(ctx, {
      action: 'environment.deleted',
      projectId: environment.projectId,
      subject: subject(environment),
    });
    return environment;
  });
}

/** Brings a deleted environment back; one that is there stays. CONFLICT when its slug is taken by now. */
export async function restoreEnvironment(ctx: Context, id: string): Promise<Environment> {
  const { projectId } = await findEnvironment(ctx, id, { isDeleted: true });
  authorize(ctx, 'environment:manage', placeOf(projectId, id));
  return withTransaction(ctx, async (ctx) => {
    const others = await slugsOfProject(ctx, projectId);
    const environment = await findEnvironment(ctx, id, { isDeleted: true });
    if (!environment.deletedAt) return environment;
    if (others.includes(environment.slug))
      throw conflict(`Another environment is called “${environment.slug}” by now.`);
    requireRoom(others);
    await execute(ctx, 'update environments set deleted_at = null where id = $1', [id]);
    await recordAudit(ctx, { action: 'environment.restored', projectId, subject: subject(environment) });
    return environment;
  });
}

/** Those in use, with the project locked, so that nobody adds one meanwhile. */
async function slugsOfProject(ctx: Context, projectId: string): Promise<string[]> {
  // NOTE: two statements, because one would see the environments as they were before it waited.
  await query(ctx, 'select from projects where id = $1 for no key update', [projectId]);
  const rows = await query<{ slug: string }>(
    ctx,
    'select slug from environments where project_id = $1 and deleted_at is null',
    [projectId],
  );
  return rows.map((row) => row.slug);
}

function requireRoom(slugs: string[]): void {
  if (slugs.length >= MOST_ENVIRONMENTS) throw conflict(`A project has at most ${MOST_ENVIRONMENTS} environments.`);
}
