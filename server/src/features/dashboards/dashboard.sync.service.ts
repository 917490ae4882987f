import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/errors.ts';
import { findProject } from '../projects/project.service.ts';
import type { Dashboard } from './dashboard.entity.ts';
import { publishedSource, publishSource } from './dashboard.publish.service.ts';
import { type SyncedDashboard, syncedDashboards } from './dashboard.queries.ts';
import { type Drift, driftOf } from './dashboard.rules.ts';
import {
  draftSource,
  findDashboard,
  insertDashboard,
  lockDashboard,
  MOST_DASHBOARDS,
  replaceDraft,
  subjectOf,
} from './dashboard.service.ts';
import type { SyncDashboardsInput } from './dashboard.types.ts';
import {
  DASHBOARDS_FOLDER,
  type DashboardFile,
  dashboardsFolder,
  readDashboardsFolder,
  writeDashboardFile,
} from './dashboard-folder.ts';
import { type FileProblem, readDashboard } from './dashboard-yaml.rules.ts';
import { knownMeasures } from './known-measures.ts';

/** A dashboard beside its file. */
export interface DashboardDrift {
  slug: string;
  path: string;
  drift: Drift;
  dashboardId: string | null;
  hereSource: string | null;
  thereSource: string | null;
  problems: FileProblem[];
}

export interface SyncResult {
  added: Dashboard[];
  updated: Dashboard[];
  written: Dashboard[];
  conflicts: DashboardDrift[];
  problems: (FileProblem & { file: string })[];
}

/** Every dashboard and file of the project, by name, and how they differ. Authorization is the caller's; nothing is changed. */
export async function dashboardDrifts(ctx: Context, project: { id: string; slug: string }): Promise<DashboardDrift[]> {
  authorize(ctx, 'project:read', project.id);
  const files = (await readDashboardsFolder(dashboardsFolder(ctx.app, project.slug))) ?? [];
  return compare(await syncedDashboards(ctx, project.id), files);
}

function compare(dashboards: SyncedDashboard[], files: DashboardFile[]): DashboardDrift[] {
  const slugs = new Set([...dashboards.map(({ slug }) => slug), ...files.map(({ slug }) => slug)]);
  return [...slugs].sort().map((slug) => {
    const dashboard = dashboards.find((each) => each.slug === slug) ?? null;
    const file = files.find((each) => each.slug === slug) ?? null;
    const [here, there, base] = [
      dashboard?.publishedSource ?? null,
      file?.source ?? null,
      dashboard?.syncedSource ?? null,
    ];
    const problems: FileProblem[] =
      there === null
        ? file?.problem
          ? [{ path: '', line: null, message: file.problem }]
          : []
        : readDashboard(there, knownMeasures()).problems;
    return {
      slug,
      path: `${DASHBOARDS_FOLDER}/${slug}.yaml`,
      // A dashboard of this name that was never published: the file would take its name.
      drift: dashboard && here === null && there !== null ? 'BOTH' : driftOf({ here, there, base }),
      dashboardId: dashboard?.id ?? null,
      hereSource: here,
      thereSource: there,
      problems,
    };
  });
}

/**
 * Brings the project's folder and what is published together. Files that changed while nothing changed here are read in and
 * published; those that are new become dashboards. What changed here is written out for `writeIds` only. What changed on both
 * sides stays as it is on both, unless it is named: in `writeIds`, where this side is kept, or in `readSlugs`, where the file is.
 * Drafts with changes of their own are never touched, and nothing is deleted.
 */
export async function syncDashboards(ctx: Context, input: SyncDashboardsInput): Promise<SyncResult> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'analytics:manage', project.id);
  const { writeIds, readSlugs } = checkChoices(input);
  const result: SyncResult = { added: [], updated: [], written: [], conflicts: [], problems: [] };
  return withTransaction(ctx, async (ctx) => {
    // NOTE: two statements, because one would see the dashboards as they were before it waited.
    await query(ctx, 'select from projects where id = $1 for no key update', [project.id]);
    // Only now: what another sync has just written out would look like a change that somebody made there.
    const files = await readDashboardsFolder(dashboardsFolder(ctx.app, project.slug));
    const drifts = compare(await syncedDashboards(ctx, project.id), files ?? []);
    const unknown = writeIds.filter(
      (id) => !drifts.some((each) => each.dashboardId === id && each.hereSource !== null),
    );
    if (unknown.length > 0)
      throw invalid([{ path: 'writeIds', message: 'Name dashboards of this project that are published.' }]);
    for (const each of drifts) {
      const isWritten = each.dashboardId !== null && writeIds.includes(each.dashboardId);
      if (isWritten) await writeOne(ctx, project, each, result);
      else await readOne(ctx, project.id, each, readSlugs.includes(each.slug), result);
    }
    return result;
  });
}

function checkChoices({ writeIds, readSlugs }: SyncDashboardsInput) {
  const choices = { writeIds: writeIds ?? [], readSlugs: readSlugs ?? [] };
  for (const [path, list] of Object.entries(choices))
    if (list.length > MOST_DASHBOARDS) throw invalid([{ path, message: `Name at most ${MOST_DASHBOARDS}.` }]);
  return choices;
}

async function writeOne(
  ctx: Context,
  project: { id: string; slug: string },
  { dashboardId, hereSource, thereSource, slug, path }: DashboardDrift,
  result: SyncResult,
): Promise<void> {
  if (dashboardId === null || hereSource === null) return;
  const dashboard = await lockDashboard(ctx, dashboardId);
  if (hereSource !== thereSource) {
    await recordAudit(ctx, {
      action: 'dashboard.written',
      projectId: project.id,
      subject: subjectOf(dashboard),
      detail: { file: path },
    });
    // NOTE: before the commit. If that fails, file and dashboard are the same all the same, which is seen without a record.
    await writeDashboardFile(ctx.app, project.slug, slug, hereSource);
    result.written.push(dashboard);
  }
  await markSynced(ctx, dashboard, hereSource);
}

async function readOne(
  ctx: Context,
  projectId: string,
  each: DashboardDrift,
  isChosen: boolean,
  result: SyncResult,
): Promise<void> {
  const { slug, path, drift, dashboardId, thereSource } = each;
  result.problems.push(...each.problems.map((problem) => ({ ...problem, file: path })));
  if (drift === 'BOTH' && !isChosen) {
    result.conflicts.push(each);
    return;
  }
  if (thereSource === null || each.problems.length > 0) return;
  if (drift === 'SAME' && dashboardId) {
    const dashboard = await findDashboard(ctx, dashboardId);
    if (!dashboard.syncedAt) await markSynced(ctx, dashboard, thereSource);
    return;
  }
  const isTaken = isChosen || drift === 'CHANGED_THERE' || drift === 'ONLY_THERE';
  if (!isTaken) return;
  const note = `From ${path}.`;
  const audit = { action: 'dashboard.created', detail: { file: path } };
  const dashboard = dashboardId
    ? await lockDashboard(ctx, dashboardId)
    : await insertDashboard(ctx, { projectId, slug, source: thereSource, audit });
  const hasOwnDraft = (await draftSource(ctx, dashboard.id)) !== (await publishedSource(ctx, dashboard));
  const published = await publishSource(ctx, dashboard, { source: thereSource, note, action: 'dashboard.synced' });
  if (dashboardId && !hasOwnDraft) await replaceDraft(ctx, published, thereSource, { action: 'dashboard.draft_saved' });
  await markSynced(ctx, published, thereSource);
  (dashboardId ? result.updated : result.added).push(published);
}

async function markSynced(ctx: Context, dashboard: Dashboard, source: string): Promise<void> {
  const syncedAt = ctx.app.now();
  await execute(ctx, 'update dashboards set synced_source = $2, synced_at = $3 where id = $1', [
    dashboard.id,
    source,
    syncedAt,
  ]);
  Object.assign(dashboard, { syncedAt });
}
