import { stat } from 'node:fs/promises';
import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, type Place, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { columnsOf, execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, invalid, notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { parseServiceManifest, type ServiceManifest } from '../../platform/runners/service-manifest.rules.ts';
import { displayName, parseInput, slug } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import { type RunnerKind, Service } from './service.entity.ts';
import type { CreateServiceInput, UpdateServiceInput } from './service.types.ts';
import { readService, servicesFolder } from './service-folder.ts';

const sourcePath = z
  .string()
  .min(1)
  .max(200)
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/,
    'Use a folder below the services folder, such as “web”.',
  );

const names = z.object({ slug, name: displayName, source: sourcePath });

/** Where a service is managed: what is changed of it reaches every environment. */
export const placeOf = (projectId: string, serviceId: string | null): Place => ({
  projectId,
  environmentId: null,
  serviceId,
});

export const subjectOf = (service: { id: string; slug: string }) => ({
  id: service.id,
  type: 'Service',
  name: service.slug,
});

/** The service of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function findService(ctx: Context, id: string, options: { isDeleted?: boolean } = {}): Promise<Service> {
  requireActor(ctx);
  const service = await queryOne<Service>(
    ctx,
    `-- services.find
    select ${columnsOf(ctx, Service)} from services where id = $1 and (deleted_at is null or $2)`,
    [id, options.isDeleted ?? false],
  );
  if (!service) throw notFound('service');
  authorize(ctx, 'project:read', service.projectId, 'service');
  return service;
}

/** The project's services by slug. */
export async function listServices(ctx: Context, projectId: string, args: { first: number; after?: string | null }) {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['text']);
  const rows = await query<Service>(
    ctx,
    `-- services.list
    select ${columnsOf(ctx, Service)} from services
    where project_id = $1 and deleted_at is null and ($2::text is null or slug > $2)
    order by slug limit $3`,
    [projectId, after?.[0] ?? null, first + 1],
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.slug]);
}

/** Batch: services by id. */
export async function servicesById(ctx: Context, ids: readonly string[]): Promise<(Service | null)[]> {
  const rows = await query<Service>(
    ctx,
    `-- services.byId
    select ${columnsOf(ctx, Service)} from services where id = any($1)`,
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.id === id) ?? null);
}

/** The columns that a manifest fills. */
export function settingsOf(manifest: ServiceManifest) {
  return {
    name: manifest.name,
    description: manifest.description ?? null,
    runner: manifest.runner as RunnerKind,
    entrypoint: typeof manifest.entrypoint === 'string' ? [manifest.entrypoint] : manifest.entrypoint,
    inventory: manifest.runner === 'ANSIBLE' ? (manifest.inventory ?? null) : null,
    stepNames: manifest.steps ?? [],
    parameterSchema: manifest.parameters ?? null,
    healthCheck: manifest.health ?? null,
    timeoutSeconds: manifest.timeoutSeconds,
    cancelGraceSeconds: manifest.cancelGraceSeconds,
  };
}

/**
 * Makes a service by hand. Settings that are left out come from the `service.yaml` of its folder, if there is one.
 * INVALID_INPUT when the folder does not exist or a setting is wrong.
 */
export async function createService(ctx: Context, input: CreateServiceInput): Promise<Service> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'service:manage', placeOf(project.id, null));
  const fields = parseInput(names, { slug: input.slug, name: input.name, source: input.source ?? input.slug });
  const folder = servicesFolder(ctx.app, project.slug);
  await requireFolder(`${folder}/${fields.source}`);
  const inFolder = await readService(folder, fields.source);
  const manifest = checkSettings({ ...inFolder?.manifest, name: fields.name, runner: input.runner }, input);
  return withTransaction(ctx, async (ctx) => {
    const service = Object.assign(new Service(), {
      ...settingsOf(manifest),
      id: newId('service'),
      projectId: project.id,
      slug: fields.slug,
      source: fields.source,
      problems: [],
      isFromSource: false,
      syncedAt: null,
      createdAt: ctx.app.now(),
      deletedAt: null,
    });
    if (await isSlugTaken(ctx, project.id, fields.slug))
      throw invalid([{ path: 'slug', message: `There is a service “${fields.slug}” already.` }]);
    await ctx.manager?.insert(Service, service as object);
    await recordAudit(ctx, {
      action: 'service.created',
      projectId: project.id,
      subject: subjectOf(service),
      detail: { source: service.source, ...settingsOf(manifest) },
    });
    return service;
  });
}

/** With the project locked, so that nobody adds one of that name meanwhile. */
async function isSlugTaken(ctx: Context, projectId: string, slug: string): Promise<boolean> {
  // NOTE: two statements, because one would see the services as they were before it waited.
  await query(ctx, 'select from projects where id = $1 for no key update', [projectId]);
  const found = await query(ctx, 'select from services where project_id = $1 and slug = $2 and deleted_at is null', [
    projectId,
    slug,
  ]);
  return found.length > 0;
}

/** Whoever changes it waits for others who do. What was read before may have changed. */
const lockService = (ctx: Context, id: string) => query(ctx, 'select from services where id = $1 for update', [id]);

/** Changes a service's settings. The next sync brings back what its `service.yaml` says. */
export async function updateService(ctx: Context, input: UpdateServiceInput): Promise<Service> {
  const { projectId } = await findService(ctx, input.id);
  authorize(ctx, 'service:manage', placeOf(projectId, input.id));
  return withTransaction(ctx, async (ctx) => {
    await lockService(ctx, input.id);
    const service = await findService(ctx, input.id);
    const before = manifestOf(service);
    const manifest = checkSettings({ ...before, name: input.name ?? service.name }, input, true);
    const after = settingsOf(manifest);
    await ctx.manager?.update(Service, { id: service.id }, after as object);
    await recordAudit(ctx, {
      action: 'service.updated',
      projectId: service.projectId,
      subject: subjectOf(service),
      detail: { before, after: manifest },
    });
    return Object.assign(service, after);
  });
}

/** Hides the service; `restoreService` brings it back. CONFLICT while a deployment of it is under way. */
export async function deleteService(ctx: Context, id: string): Promise<Service> {
  const { projectId } = await findService(ctx, id);
  authorize(ctx, 'service:manage', placeOf(projectId, id));
  return withTransaction(ctx, async (ctx) => {
    await lockService(ctx, id);
    const service = await findService(ctx, id);
    if (await isBusy(ctx, id))
      throw conflict('A deployment of this service is under way. Cancel it or wait for its end.');
    await execute(ctx, 'update services set deleted_at = now() where id = $1', [id]);
    await recordAudit(ctx, { action: 'service.deleted', projectId: service.projectId, subject: subjectOf(service) });
    return service;
  });
}

/** Brings a deleted service back; one that is there stays. CONFLICT when its slug is taken by now. */
export async function restoreService(ctx: Context, id: string): Promise<Service> {
  const { projectId, slug } = await findService(ctx, id, { isDeleted: true });
  authorize(ctx, 'service:manage', placeOf(projectId, id));
  return withTransaction(ctx, async (ctx) => {
    const isTaken = await isSlugTaken(ctx, projectId, slug);
    const service = await findService(ctx, id, { isDeleted: true });
    if (!service.deletedAt) return service;
    if (isTaken) throw conflict(`Another service is called “${slug}” by now.`);
    await execute(ctx, 'update services set deleted_at = null where id = $1', [id]);
    await recordAudit(ctx, { action: 'service.restored', projectId, subject: subjectOf(service) });
    return service;
  });
}

/** Whether a deployment of the service is waiting or under way. */
export async function isBusy(ctx: Context, serviceId: string): Promise<boolean> {
  const busy = await query(
    ctx,
    `select from deployments where service_id = $1 and status in ('AWAITING_APPROVAL', 'QUEUED', 'RUNNING', 'VERIFYING', 'CANCELING') limit 1`,
    [serviceId],
  );
  return busy.length > 0;
}

async function requireFolder(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found?.isDirectory())
    throw invalid([
      { path: 'source', message: 'There is no such folder on the server. Put the service’s files there first.' },
    ]);
}

function manifestOf(service: Service): Record<string, unknown> {
  return {
    name: service.name,
    description: service.description ?? undefined,
    runner: service.runner,
    entrypoint: service.runner === 'ANSIBLE' ? service.entrypoint[0] : service.entrypoint,
    inventory: service.inventory ?? undefined,
    steps: service.stepNames,
    parameters: service.parameterSchema ?? undefined,
    health: service.healthCheck ?? undefined,
    timeoutSeconds: service.timeoutSeconds,
    cancelGraceSeconds: service.cancelGraceSeconds,
  };
}

type Settings = Pick<
  UpdateServiceInput,
  | 'description'
  | 'entrypoint'
  | 'inventory'
  | 'steps'
  | 'parameterSchema'
  | 'healthCheck'
  | 'timeoutSeconds'
  | 'cancelGraceSeconds'
>;

/** What a manifest calls a field → what the API calls it. */
const FIELD_NAMES: Record<string, string> = { parameters: 'parameterSchema', health: 'healthCheck' };

/** What a service can be without. */
const REMOVABLE = ['description', 'inventory', 'parameters', 'health'];

/**
 * `base` with the given settings over it, checked by the same rules as a `service.yaml`. Null means left out; where
 * `nullRemoves`, it takes away what a service can be without.
 */
function checkSettings(base: Record<string, unknown>, input: Settings, nullRemoves = false): ServiceManifest {
  const given = {
    description: input.description,
    entrypoint: base.runner === 'ANSIBLE' && input.entrypoint ? input.entrypoint[0] : input.entrypoint,
    inventory: input.inventory,
    steps: input.steps,
    parameters: input.parameterSchema,
    health: input.healthCheck,
    timeoutSeconds: input.timeoutSeconds,
    cancelGraceSeconds: input.cancelGraceSeconds,
  };
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(given)) {
    if (value != null) merged[name] = value;
    else if (value === null && nullRemoves && REMOVABLE.includes(name)) delete merged[name];
  }
  // NOTE: JSON is YAML, so the rules stay in one place.
  const { manifest, problems } = parseServiceManifest(JSON.stringify(merged));
  if (manifest && problems.length === 0) return manifest;
  throw invalid(
    problems.map((problem) => {
      const [first = '', ...rest] = problem.path.split('.');
      const path = [FIELD_NAMES[first] ?? first, ...rest].join('.');
      return { path, message: `${path} ${problem.message}.` };
    }),
  );
}
