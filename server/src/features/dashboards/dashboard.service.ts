import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { freeSlug } from '../../lib/slug.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { AppError, conflict, invalid, notFound } from '../../platform/errors.ts';
import { displayName, parseInput } from '../../platform/validation.ts';
import { findProject } from '../projects/project.service.ts';
import { findBuiltIn } from './built-in.ts';
import type { Dashboard } from './dashboard.entity.ts';
import { DASHBOARD_COLUMNS, dashboardDrafts } from './dashboard.queries.ts';
import { type DashboardContent, dashboardSchema, FORMAT_VERSION } from './dashboard.schema.ts';
import type { CreateDashboardInput, SaveDashboardDraftInput } from './dashboard.types.ts';
import { changeYaml, type FileProblem, readDashboard, storedContent, toYaml } from './dashboard-yaml.rules.ts';
import { knownMeasures } from './known-measures.ts';

export const MOST_DASHBOARDS = 200;
/** Saves of one person within it are one entry of the audit trail: a draft is saved every few seconds while it is changed. */
const SITTING_MS = 15 * 60_000;

export const subjectOf = (dashboard: { id: string; slug: string }) => ({
  id: dashboard.id,
  type: 'Dashboard',
  name: dashboard.slug,
});

/** The dashboard of this id, or NOT_FOUND when there is none or the actor may not see it. */
export async function findDashboard(
  ctx: Context,
  id: string,
  options: { isDeleted?: boolean } = {},
): Promise<Dashboard> {
  requireActor(ctx);
  const dashboard = await queryOne<Dashboard>(
    ctx,
    `-- dashboards.find
    select ${DASHBOARD_COLUMNS} from dashboards d where d.id = $1 and (d.deleted_at is null or $2)`,
    [id, options.isDeleted ?? false],
  );
  if (!dashboard) throw notFound('dashboard');
  authorize(ctx, 'project:read', dashboard.projectId, 'dashboard');
  return dashboard;
}

/** The same, for those who may change it; nobody else does meanwhile. */
export async function lockDashboard(
  ctx: Context,
  id: string,
  options: { isDeleted?: boolean } = {},
): Promise<Dashboard> {
  // NOTE: two statements, because one would see the row as it was before it waited.
  await query(ctx, 'select from dashboards where id = $1 for no key update', [id]);
  return findDashboard(ctx, id, options);
}

/** The draft's YAML as it is now; in a transaction that has locked the dashboard it stays so. */
export async function draftSource(ctx: Context, dashboardId: string): Promise<string> {
  const [source] = await dashboardDrafts(ctx, [dashboardId]);
  if (source == null) throw notFound('dashboard');
  return source;
}

/** What the YAML says. INVALID_INPUT with the field and line of all that is wrong. */
export function checkSource(source: string): DashboardContent {
  const { content, problems } = readDashboard(source, knownMeasures());
  if (!content) throw invalidSource(problems);
  return content;
}

const invalidSource = (problems: FileProblem[]) =>
  invalid(
    problems.map(({ path, line, message }) => ({
      path: path ? `source.${path}` : 'source',
      message: line === null ? message : `Line ${line}: ${message}`,
    })),
  );

/**
 * Adds a dashboard with its first draft: empty, of YAML, or a copy of one that is built in or of the same project. Nothing is
 * published by it.
 */
export async function createDashboard(ctx: Context, input: CreateDashboardInput): Promise<Dashboard> {
  const project = await findProject(ctx, input.projectId);
  authorize(ctx, 'analytics:manage', project.id);
  const { name } = parseInput(z.object({ name: displayName.nullish() }), input);
  if (input.source != null && input.copyOf != null)
    throw invalid([{ path: 'copyOf', message: 'Give YAML or what to copy, not both.' }]);
  if (input.source == null && input.copyOf == null && !name)
    throw invalid([{ path: 'name', message: 'Give it a name.' }]);
  const given = input.source ?? (input.copyOf ? await copiedSource(ctx, project.id, input.copyOf) : null);
  const source = given === null ? toYaml(emptyDashboard(name ?? '')) : renamed(given, name);
  return withTransaction(ctx, (ctx) =>
    insertDashboard(ctx, {
      projectId: project.id,
      source,
      audit: { action: 'dashboard.created', detail: input.copyOf ? { copyOf: input.copyOf } : {} },
    }),
  );
}

const emptyDashboard = (name: string): DashboardContent => ({ version: FORMAT_VERSION, name, panels: [] });

function renamed(source: string, name: string | null | undefined): string {
  const content = checkSource(source);
  return name ? changeYaml(source, { ...content, name }) : source;
}

/** The YAML of what is built in by this key, or of the draft of a dashboard of the project. */
async function copiedSource(ctx: Context, projectId: string, copyOf: string): Promise<string> {
  const builtIn = findBuiltIn(copyOf);
  if (builtIn) return builtIn.source;
  const original = await findDashboard(ctx, copyOf);
  if (original.projectId !== projectId) throw notFound('dashboard');
  return draftSource(ctx, original.id);
}

interface NewDashboard {
  projectId: string;
  source: string;
  /** Its file's name; left out, one is made from the name. */
  slug?: string;
  audit: { action: string; detail: Record<string, unknown> };
}

/** Adds it, audited. In a transaction; the source is checked and authorization done. */
export async function insertDashboard(ctx: Context, { projectId, source, slug, audit }: NewDashboard) {
  const actor = requireActor(ctx);
  const content = checkSource(source);
  const taken = await slugsOfProject(ctx, projectId);
  requireRoom(taken);
  const id = newId('dashboard');
  const name = slug ?? freeSlug(content.name, taken, 'dashboard');
  await execute(
    ctx,
    `-- dashboards.insert
    insert into dashboards (id, project_id, slug, name, description, draft, draft_saved_at, draft_saved_by_user_id,
      draft_saved_by_name, created_by_user_id, created_by_name, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $8, $9, $7)`,
    [id, projectId, name, content.name, content.description || null, source, ctx.app.now(), userOf(actor), actor.name],
  );
  await recordAudit(ctx, {
    action: audit.action,
    projectId,
    subject: subjectOf({ id, slug: name }),
    detail: { name: content.name, ...audit.detail },
  });
  return findDashboard(ctx, id);
}

export const userOf = (actor: { kind: string; id: string | null; userId?: string | null }) => actor.userId ?? null;

/**
 * Saves what was changed: YAML, or `content`, of which only what differs is changed in the YAML that is there. DRAFT_CONFLICT
 * when the draft is not the one that was changed, and nothing is overwritten. The same again is done already: a client that lost
 * the answer may ask twice.
 */
export async function saveDashboardDraft(ctx: Context, input: SaveDashboardDraftInput): Promise<Dashboard> {
  const { projectId } = await findDashboard(ctx, input.id);
  authorize(ctx, 'analytics:manage', projectId);
  if ((input.source == null) === (input.content == null))
    throw invalid([{ path: 'source', message: 'Give the YAML, or the content.' }]);
  const given = input.source ?? null;
  const content = given === null ? checkContent(input.content) : checkSource(given);
  return withTransaction(ctx, async (ctx) => {
    const dashboard = await lockDashboard(ctx, input.id);
    const before = await draftSource(ctx, dashboard.id);
    const source = given ?? changeYaml(before, content);
    if (source === before) return dashboard;
    requireRevision(dashboard, input.baseRevision);
    if (given === null) checkSource(source);
    return replaceDraft(ctx, dashboard, source, { action: 'dashboard.draft_saved', isQuietInSitting: true });
  });
}

function checkContent(value: unknown): DashboardContent {
  const result = dashboardSchema.safeParse(value);
  if (result.success) return checkSource(toYaml(result.data));
  throw invalid(
    result.error.issues.slice(0, 50).map(({ path, message }) => ({
      path: ['content', ...path].join('.'),
      message: message.endsWith('.') ? message : `${message}.`,
    })),
  );
}

/** DRAFT_CONFLICT with who saved what, unless the draft is of this revision. */
export function requireRevision(dashboard: Dashboard, revision: number): void {
  if (dashboard.draftRevision === revision) return;
  throw new AppError(
    'DRAFT_CONFLICT',
    `${dashboard.draftSavedByName} has saved this draft since you opened it. Compare both and decide what to keep.`,
    { details: { details: { revision: dashboard.draftRevision, savedByName: dashboard.draftSavedByName } } },
  );
}

/** Writes another draft into the locked dashboard, audited. */
export async function replaceDraft(
  ctx: Context,
  dashboard: Dashboard,
  source: string,
  audit: { action: string; detail?: Record<string, unknown>; isQuietInSitting?: boolean },
): Promise<Dashboard> {
  const actor = requireActor(ctx);
  const now = ctx.app.now();
  const isSameSitting =
    dashboard.draftSavedByUserId !== null &&
    dashboard.draftSavedByUserId === userOf(actor) &&
    dashboard.draftRevision > 1 &&
    now.getTime() - new Date(dashboard.draftSavedAt).getTime() < SITTING_MS;
  // Before anything is published it is called as its draft says.
  const draft = dashboard.publishedVersionId ? null : storedContent(source);
  const saved = {
    draftRevision: dashboard.draftRevision + 1,
    draftSavedAt: now,
    draftSavedByUserId: userOf(actor),
    draftSavedByName: actor.name,
    name: draft?.name ?? dashboard.name,
    description: draft ? draft.description || null : dashboard.description,
  };
  await execute(
    ctx,
    `-- dashboards.saveDraft
    update dashboards set draft = $2, draft_revision = $3, draft_saved_at = $4, draft_saved_by_user_id = $5,
      draft_saved_by_name = $6, name = $7, description = $8
    where id = $1`,
    [
      dashboard.id,
      source,
      saved.draftRevision,
      now,
      saved.draftSavedByUserId,
      actor.name,
      saved.name,
      saved.description,
    ],
  );
  if (!(audit.isQuietInSitting && isSameSitting))
    await recordAudit(ctx, {
      action: audit.action,
      projectId: dashboard.projectId,
      subject: subjectOf(dashboard),
      detail: { revision: saved.draftRevision, ...audit.detail },
    });
  return Object.assign(dashboard, saved);
}

/** Hides the dashboard; its file stays where it is. `restoreDashboard` brings it back. */
export async function deleteDashboard(ctx: Context, id: string): Promise<Dashboard> {
  const { projectId } = await findDashboard(ctx, id);
  authorize(ctx, 'analytics:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const dashboard = await lockDashboard(ctx, id);
    const deletedAt = ctx.app.now();
    await execute(ctx, 'update dashboards set deleted_at = $2 where id = $1', [id, deletedAt]);
    await recordAudit(ctx, { action: 'dashboard.deleted', projectId, subject: subjectOf(dashboard) });
    return Object.assign(dashboard, { deletedAt });
  });
}

/** Brings a deleted dashboard back; one that is there stays. CONFLICT when its slug is taken by now. */
export async function restoreDashboard(ctx: Context, id: string): Promise<Dashboard> {
  const { projectId } = await findDashboard(ctx, id, { isDeleted: true });
  authorize(ctx, 'analytics:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    const taken = await slugsOfProject(ctx, projectId);
    const dashboard = await lockDashboard(ctx, id, { isDeleted: true });
    if (!dashboard.deletedAt) return dashboard;
    if (taken.includes(dashboard.slug)) throw conflict(`Another dashboard is called “${dashboard.slug}” by now.`);
    requireRoom(taken);
    await execute(ctx, 'update dashboards set deleted_at = null where id = $1', [id]);
    await recordAudit(ctx, { action: 'dashboard.restored', projectId, subject: subjectOf(dashboard) });
    return Object.assign(dashboard, { deletedAt: null });
  });
}

/** Those in use, with the project locked, so that nobody adds one meanwhile. */
async function slugsOfProject(ctx: Context, projectId: string): Promise<string[]> {
  // NOTE: two statements, because one would see the dashboards as they were before it waited.
  await query(ctx, 'select from projects where id = $1 for no key update', [projectId]);
  const rows = await query<{ slug: string }>(
    ctx,
    'select slug from dashboards where project_id = $1 and deleted_at is null',
    [projectId],
  );
  return rows.map((row) => row.slug);
}

function requireRoom(slugs: string[]): void {
  if (slugs.length >= MOST_DASHBOARDS) throw conflict(`A project has at most ${MOST_DASHBOARDS} dashboards.`);
}
