import { isDeepStrictEqual } from 'node:util';
import { IsNull } from 'typeorm';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { slug as slugRule } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import { Service, type SourceProblem } from './service.entity.ts';
import { isBusy, placeOf, settingsOf, subjectOf } from './service.service.ts';
import type { SyncServicesResult } from './service.types.ts';
import { type FoundService, MANIFEST, readServicesFolder, servicesFolder } from './service-folder.ts';

/**
 * Reads the project's services folder: new folders become services, changed ones change, gone ones are hidden (those with a
 * deployment under way stay until the next sync). A folder with a problem keeps the settings it had, and says so.
 */
export async function syncServices(ctx: Context, projectId: string): Promise<SyncServicesResult> {
  const project = await findProject(ctx, projectId);
  authorize(ctx, 'service:manage', placeOf(project.id, null));
  const folder = servicesFolder(ctx.app, project.slug);
  const found = await readServicesFolder(folder);
  const result: SyncServicesResult = { added: [], updated: [], removed: [], problems: [] };
  if (!found) {
    result.problems.push({
      path: folder,
      line: null,
      message: 'There is no such folder yet. Make it, with one folder per service.',
    });
    return result;
  }
  return withTransaction(ctx, async (ctx) => {
    await queryOne(ctx, 'select from projects where id = $1 for no key update', [project.id]);
    const services = (await ctx.manager?.findBy(Service, { projectId: project.id, deletedAt: IsNull() })) ?? [];
    for (const folder of found) await syncOne(ctx, project.id, folder, services, result);
    for (const service of services)
      if (service.isFromSource && !found.some((folder) => folder.slug === service.source))
        await hideOne(ctx, service, result);
    return result;
  });
}

async function syncOne(
  ctx: Context,
  projectId: string,
  folder: FoundService,
  services: Service[],
  result: SyncServicesResult,
) {
  const problems: SourceProblem[] = folder.problems.map((problem) => ({
    ...problem,
    path: [`${folder.slug}/${MANIFEST}`, problem.path].filter(Boolean).join(': '),
  }));
  if (!slugRule.safeParse(folder.slug).success)
    problems.push({ path: folder.slug, line: null, message: 'The folder’s name must be a–z, 0–9 and single hyphens.' });
  result.problems.push(...problems);
  const service = services.find((service) => service.source === folder.slug);
  const isUsable = problems.length === 0 && folder.manifest !== null;
  if (service && !service.isFromSource) return;
  if (!service) {
    if (!isUsable || !folder.manifest) return;
    if (services.some((service) => service.slug === folder.slug))
      result.problems.push({
        path: folder.slug,
        line: null,
        message: `Another folder’s service is called “${folder.slug}” already. Rename the folder, or delete that service.`,
      });
    else result.added.push(await addOne(ctx, projectId, folder.slug, settingsOf(folder.manifest)));
    return;
  }
  const settings = isUsable && folder.manifest ? settingsOf(folder.manifest) : {};
  const before = Object.fromEntries(Object.keys(settings).map((key) => [key, service[key as keyof Service]]));
  const isChanged = !isDeepStrictEqual(plain(before), plain(settings));
  await ctx.manager?.update(Service, { id: service.id }, { ...settings, problems, syncedAt: ctx.app.now() } as object);
  Object.assign(service, settings, { problems });
  if (!isChanged) return;
  result.updated.push(service);
  await recordAudit(ctx, {
    action: 'service.synced',
    projectId,
    subject: subjectOf(service),
    detail: { before, after: settings },
  });
}

/** As the database gives it back: without `undefined`, in JSON's types. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

async function addOne(
  ctx: Context,
  projectId: string,
  slug: string,
  settings: ReturnType<typeof settingsOf>,
): Promise<Service> {
  const now = ctx.app.now();
  const service = Object.assign(new Service(), settings, {
    id: newId('service'),
    projectId,
    slug,
    source: slug,
    problems: [],
    isFromSource: true,
    syncedAt: now,
    createdAt: now,
    deletedAt: null,
  });
  await ctx.manager?.insert(Service, service as object);
  await recordAudit(ctx, {
    action: 'service.created',
    projectId,
    subject: subjectOf(service),
    detail: { source: slug, ...settings },
  });
  return service;
}

async function hideOne(ctx: Context, service: Service, result: SyncServicesResult): Promise<void> {
  if (await isBusy(ctx, service.id)) {
    result.problems.push({
      path: service.source,
      line: null,
      message: 'The folder is gone, but a deployment of it is under way. Sync again after it.',
    });
    return;
  }
  await ctx.manager?.update(Service, { id: service.id }, { deletedAt: ctx.app.now() });
  await recordAudit(ctx, {
    action: 'service.deleted',
    projectId: service.projectId,
    subject: subjectOf(service),
    detail: { reason: 'its folder is gone' },
  });
  result.removed.push(service);
}
