import { freeSlug } from '../../lib/slug.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { invalid, notFound } from '../../platform/errors.ts';
import { findProject } from '../projects/project.service.ts';
import type { Dashboard } from './dashboard.entity.ts';
import { DASHBOARD_COLUMNS } from './dashboard.queries.ts';
import type { DashboardContent } from './dashboard.schema.ts';
import {
  checkSource,
  draftSource,
  findDashboard,
  insertDashboard,
  lockDashboard,
  replaceDraft,
  requireRevision,
} from './dashboard.service.ts';
import type { ImportDashboardInput, PreviewDashboardImportInput } from './dashboard.types.ts';
import { type FileProblem, readDashboard } from './dashboard-yaml.rules.ts';
import { knownMeasures } from './known-measures.ts';

export interface DashboardImportPreview {
  content: DashboardContent | null;
  problems: FileProblem[];
  existing: Dashboard | null;
  existingSource: string | null;
}

/**
 * What would come of an import: nothing is stored. With `id` it is compared with that dashboard's draft, else with the one that
 * is called the same.
 */
export async function previewDashboardImport(
  ctx: Context,
  input: PreviewDashboardImportInput,
): Promise<DashboardImportPreview> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'analytics:manage', project.id);
  const { content, problems } = readDashboard(input.source, knownMeasures());
  const existing = input.id
    ? await findDashboard(ctx, input.id)
    : content && (await findBySlug(ctx, project.id, freeSlug(content.name, [], 'dashboard')));
  if (existing && existing.projectId !== project.id) throw notFound('dashboard');
  const existingSource = existing ? await draftSource(ctx, existing.id) : null;
  return { content, problems, existing: existing ?? null, existingSource };
}

function findBySlug(ctx: Context, projectId: string, slug: string): Promise<Dashboard | null> {
  return queryOne<Dashboard>(
    ctx,
    `-- dashboards.findBySlug
    select ${DASHBOARD_COLUMNS} from dashboards d where d.project_id = $1 and d.slug = $2 and d.deleted_at is null`,
    [projectId, slug],
  );
}

/**
 * Takes a file as a new dashboard, or as the draft of one that is there (`replaceId`); nothing is published. A draft that says the
 * same already stays.
 */
export async function importDashboard(ctx: Context, input: ImportDashboardInput): Promise<Dashboard> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'analytics:manage', project.id);
  checkSource(input.source);
  const { source, replaceId, baseRevision } = input;
  if (replaceId) {
    const { projectId } = await findDashboard(ctx, replaceId);
    if (projectId !== project.id) throw notFound('dashboard');
    if (baseRevision == null)
      throw invalid([{ path: 'baseRevision', message: 'Say which revision of the draft it replaces.' }]);
  }
  return withTransaction(ctx, async (ctx) => {
    if (!replaceId)
      return insertDashboard(ctx, {
        projectId: project.id,
        source,
        audit: { action: 'dashboard.imported', detail: {} },
      });
    const dashboard = await lockDashboard(ctx, replaceId);
    if ((await draftSource(ctx, dashboard.id)) === source) return dashboard;
    requireRevision(dashboard, baseRevision ?? 0);
    return replaceDraft(ctx, dashboard, source, { action: 'dashboard.imported' });
  });
}
