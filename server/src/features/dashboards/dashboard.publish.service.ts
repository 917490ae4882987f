import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { notFound } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import type { Dashboard } from './dashboard.entity.ts';
import { dashboardVersionsById, findDashboardVersion } from './dashboard.queries.ts';
import {
  checkSource,
  draftSource,
  findDashboard,
  lockDashboard,
  replaceDraft,
  requireRevision,
  subjectOf,
  userOf,
} from './dashboard.service.ts';
import type { PublishDashboardInput, RestoreDashboardVersionInput } from './dashboard.types.ts';

const publication = z.object({ note: z.string().trim().max(2_000, 'Use at most 2,000 characters.').nullish() });

/**
 * Makes the draft what everybody sees. DRAFT_CONFLICT when the draft is not the one that was seen; what is published already
 * stays as it is.
 */
export async function publishDashboard(ctx: Context, input: PublishDashboardInput): Promise<Dashboard> {
  const { projectId } = await findDashboard(ctx, input.id);
  authorize(ctx, 'analytics:manage', projectId);
  const { note } = parseInput(publication, input);
  return withTransaction(ctx, async (ctx) => {
    const dashboard = await lockDashboard(ctx, input.id);
    requireRevision(dashboard, input.revision);
    const source = await draftSource(ctx, dashboard.id);
    if ((await publishedSource(ctx, dashboard)) === source) return dashboard;
    return publishSource(ctx, dashboard, { source, note: note || null, action: 'dashboard.published' });
  });
}

/** What is published of it, or null. */
export async function publishedSource(ctx: Context, { publishedVersionId }: Dashboard): Promise<string | null> {
  if (!publishedVersionId) return null;
  const [version] = await dashboardVersionsById(ctx, [publishedVersionId]);
  return version?.source ?? null;
}

/** Adds a version to the locked dashboard, audited. */
export async function publishSource(
  ctx: Context,
  dashboard: Dashboard,
  { source, note, action }: { source: string; note: string | null; action: string },
): Promise<Dashboard> {
  const actor = requireActor(ctx);
  const content = checkSource(source);
  const id = newId('dashboardVersion');
  const [version] = await query<{ number: number }>(
    ctx,
    `-- dashboards.insertVersion
    insert into dashboard_versions (id, project_id, dashboard_id, number, source, note, published_by_user_id,
      published_by_name, published_at)
    select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8
    from dashboard_versions where dashboard_id = $3
    returning number`,
    [id, dashboard.projectId, dashboard.id, source, note, userOf(actor), actor.name, ctx.app.now()],
  );
  const changes = { publishedVersionId: id, name: content.name, description: content.description || null };
  await execute(ctx, 'update dashboards set published_version_id = $2, name = $3, description = $4 where id = $1', [
    dashboard.id,
    id,
    changes.name,
    changes.description,
  ]);
  await recordAudit(ctx, {
    action,
    projectId: dashboard.projectId,
    subject: subjectOf(dashboard),
    detail: { version: version?.number ?? 0, note },
  });
  return Object.assign(dashboard, changes);
}

/** Takes a version of the dashboard as its draft; what is published stays. */
export async function restoreDashboardVersion(ctx: Context, input: RestoreDashboardVersionInput): Promise<Dashboard> {
  const { projectId } = await findDashboard(ctx, input.id);
  authorize(ctx, 'analytics:manage', projectId);
  const version = await findDashboardVersion(ctx, input.versionId);
  if (version.dashboardId !== input.id) throw notFound('version');
  return withTransaction(ctx, async (ctx) => {
    const dashboard = await lockDashboard(ctx, input.id);
    if ((await draftSource(ctx, dashboard.id)) === version.source) return dashboard;
    return replaceDraft(ctx, dashboard, version.source, {
      action: 'dashboard.version_restored',
      detail: { version: version.number },
    });
  });
}
