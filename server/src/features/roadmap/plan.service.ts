import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { invalid } from '../../platform/errors.ts';
import { findProject } from '../projects/project.service.ts';
import { exportedItems, findPlanItem, storedItems } from './plan.queries.ts';
import { type ImportPlanInput, type LinkPlanItemInput, PlanChangeKind, type PlanImport } from './plan.types.ts';
import { diffPlan, type PlanDiff } from './plan-diff.rules.ts';
import { MOST_PROBLEMS, type PlanFile, PlanFileError, readPlanFile } from './plan-file.ts';
import type { PlanItem } from './plan-item.entity.ts';
import type { PlanProblem, PlanRow } from './plan-row.rules.ts';

const MOST_CSV_BYTES = 1024 ** 2;
const MOST_CHANGES = 200;
/** Rows in one statement: some MB of JSON at their longest. */
const ROWS_PER_STATEMENT = 5_000;

/** {@link importPlanFile} of a text. */
export async function importPlan(
  ctx: Context,
  { projectId, csv, strict, dryRun }: ImportPlanInput,
): Promise<PlanImport> {
  const project = await findProject(ctx, projectId);
  authorize(ctx, 'plan:manage', project.id);
  const bytes = Buffer.from(csv);
  if (bytes.length > MOST_CSV_BYTES)
    throw invalid([{ path: 'csv', message: 'Send at most 1 MiB. The REST API takes 20 MiB.' }]);
  return importPlanFile(ctx, { project, source: [bytes], strict, dryRun });
}

interface PlanSource {
  project: { id: string; slug: string };
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  strict: boolean;
  dryRun: boolean;
}

/**
 * Makes the project's roadmap what the file says. The same file again changes nothing: items are found again by their id, or by
 * title and phase. What is gone from it is marked as removed. Rows with a problem are left out and told, and what they are about
 * stays as it was; with `strict` one problem leaves all as it was. INVALID_INPUT at `csv` when it is no plan at all.
 */
export async function importPlanFile(
  ctx: Context,
  { project, source, strict, dryRun }: PlanSource,
): Promise<PlanImport> {
  authorize(ctx, 'plan:manage', project.id);
  const file = await readFile(source);
  return withTransaction(ctx, async (ctx) => {
    // One import at a time: of two, the second must see what the first has added.
    await query(ctx, 'select from projects where id = $1 for no key update', [project.id]);
    const { rows, untouched, problems } = await withDeployments(ctx, project.id, file);
    const stored = await storedItems(ctx, project.id);
    const diff = diffPlan(stored, rows, untouched, !file.isWhole);
    const problemCount = file.problemCount + problems.length;
    const isStored = !dryRun && !(strict && problemCount > 0);
    const outcome = outcomeOf(diff, {
      isStored,
      problems: [...file.problems, ...problems].sort((one, other) => one.row - other.row).slice(0, MOST_PROBLEMS),
      problemCount,
      ignoredColumns: file.ignoredColumns.slice(0, 50),
    });
    if (!isStored) return outcome;
    await storeDiff(ctx, project.id, diff);
    await noteImport(ctx, project, outcome);
    return outcome;
  });
}

async function readFile(source: PlanSource['source']): Promise<PlanFile> {
  try {
    return await readPlanFile(source);
  } catch (error) {
    if (error instanceof PlanFileError) throw invalid([{ path: 'csv', message: error.message }]);
    throw error;
  }
}

/** The rows with their deployments by id. A row that names one that the project doesn't have is a problem. */
async function withDeployments(ctx: Context, projectId: string, file: PlanFile) {
  const named = [...new Set(file.rows.flatMap(({ item }) => item.deployment ?? []))];
  const found =
    named.length === 0
      ? []
      : await query<{ name: string; id: string }>(
          ctx,
          `-- roadmap.named
          select id, id as name from deployments where project_id = $1 and id = any($2)
          union all
          select id, '#' || number from deployments where project_id = $1 and number = any($3)`,
          [projectId, named, named.flatMap((name) => (name.startsWith('#') ? [Number(name.slice(1))] : []))],
        );
  const ids = new Map(found.map(({ name, id }) => [name, id]));
  const problems: PlanProblem[] = [];
  const untouched: Pick<PlanRow, 'key' | 'title' | 'phase'>[] = [...file.untouched];
  const rows = file.rows.flatMap(({ row, item }) => {
    if (item.deployment === null) return [{ row, item }];
    const id = ids.get(item.deployment);
    if (id) return [{ row, item: { ...item, deployment: id } }];
    problems.push({ row, column: 'deployment', message: `The project has no deployment ${item.deployment}.` });
    untouched.push(item);
    return [];
  });
  return { rows, untouched, problems };
}

type Told = Pick<PlanImport, 'isStored' | 'problems' | 'problemCount' | 'ignoredColumns'>;

function outcomeOf({ added, kept, removed }: PlanDiff, told: Told): PlanImport {
  const updated = kept.filter(({ changes }) => changes.length > 0);
  const named = ({ key, title, phase }: PlanRow) => ({ key, title, phase });
  const changes = [
    ...added.map(({ item }) => ({ kind: PlanChangeKind.ADDED, ...named(item), fields: [] })),
    ...updated.map(({ item, changes }) => ({ kind: PlanChangeKind.UPDATED, ...named(item), fields: changes })),
    ...removed.map((item) => ({ kind: PlanChangeKind.REMOVED, ...named(item), fields: [] })),
  ];
  return {
    added: added.length,
    updated: updated.length,
    unchanged: kept.length - updated.length,
    removed: removed.length,
    changes: changes.slice(0, MOST_CHANGES),
    ...told,
  };
}

async function storeDiff(ctx: Context, projectId: string, { added, kept, removed }: PlanDiff): Promise<void> {
  const now = ctx.app.now();
  const isMoved = ({ stored, position, changes }: PlanDiff['kept'][number]) =>
    changes.length > 0 || stored.position !== position;
  const rows = [
    ...added.map(({ item, position }) => ({ id: newId('planItem'), ...item, position })),
    ...kept.filter(isMoved).map(({ stored, item, position }) => ({ id: stored.id, ...item, position })),
  ];
  // Ids may move from one item to another: none has one while they do.
  const rekeyed = kept.filter(({ stored, item }) => stored.key !== item.key).map(({ stored }) => stored.id);
  if (rekeyed.length > 0) await execute(ctx, 'update plan_items set key = null where id = any($1)', [rekeyed]);
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT)
    await execute(ctx, UPSERT, [JSON.stringify(rows.slice(from, from + ROWS_PER_STATEMENT)), projectId, now]);
  if (removed.length > 0)
    await execute(ctx, 'update plan_items set removed_at = $2 where id = any($1)', [removed.map(({ id }) => id), now]);
}

const UPSERT = `-- roadmap.store
insert into plan_items as i (id, project_id, key, title, phase, status, priority, estimate, owner, due_on, version, deployment_id,
  position, created_at, updated_at, done_at)
select id, $2, key, title, phase, status, priority, estimate, owner, "dueOn", version, deployment, position, $3, $3,
  case when status = 'DONE' then $3::timestamptz end
from json_to_recordset($1) as r (id text, key text, title text, phase text, status text, priority text, estimate double precision,
  owner text, "dueOn" text, version text, deployment text, position integer)
on conflict (id) do update set key = excluded.key, title = excluded.title, phase = excluded.phase, status = excluded.status,
  priority = excluded.priority, estimate = excluded.estimate, owner = excluded.owner, due_on = excluded.due_on,
  version = excluded.version, deployment_id = excluded.deployment_id, position = excluded.position, removed_at = null,
  done_at = case when excluded.status = 'DONE' then coalesce(i.done_at, $3::timestamptz) end,
  updated_at = case when (i.key, i.title, i.phase, i.status, i.priority, i.estimate, i.owner, i.due_on, i.version, i.deployment_id,
      i.removed_at is null) is distinct from (excluded.key, excluded.title, excluded.phase, excluded.status, excluded.priority,
      excluded.estimate, excluded.owner, excluded.due_on, excluded.version, excluded.deployment_id, true)
    then $3::timestamptz else i.updated_at end`;

async function noteImport(
  ctx: Context,
  project: { id: string; slug: string },
  { added, updated, unchanged, removed, problemCount }: PlanImport,
): Promise<void> {
  await execute(
    ctx,
    `insert into plan_imports (project_id, imported_at, imported_by_name) values ($1, $2, $3)
     on conflict (project_id) do update set imported_at = excluded.imported_at, imported_by_name = excluded.imported_by_name`,
    [project.id, ctx.app.now(), ctx.actor?.name ?? 'Pilothouse'],
  );
  await recordAudit(ctx, {
    action: 'plan.imported',
    projectId: project.id,
    subject: { id: project.id, type: 'Project', name: project.slug },
    detail: { added, updated, unchanged, removed, problemCount },
  });
}

const MOST_LINKS = 100;

/**
 * Says by hand that a deployment ships an item, or takes such a link away again. Doing it twice does nothing more. INVALID_INPUT
 * when the project has no such deployment, or the item has 100 links.
 */
export async function linkPlanItem(ctx: Context, { id, deploymentId, isLinked }: LinkPlanItemInput): Promise<PlanItem> {
  const { projectId } = await findPlanItem(ctx, id);
  authorize(ctx, 'plan:manage', projectId);
  return withTransaction(ctx, async (ctx) => {
    await query(ctx, 'select from plan_items where id = $1 for update', [id]);
    const item = await findPlanItem(ctx, id);
    const deployment = await queryOne<{ number: number; linkCount: number }>(
      ctx,
      `-- roadmap.linked
      select number, (select count(*)::integer from plan_links where item_id = $3) as "linkCount"
      from deployments where id = $1 and project_id = $2`,
      [deploymentId, projectId, id],
    );
    if (!deployment) throw invalid([{ path: 'deploymentId', message: 'The project has no such deployment.' }]);
    if (isLinked && deployment.linkCount >= MOST_LINKS)
      throw invalid([{ path: 'deploymentId', message: `An item has at most ${MOST_LINKS} links.` }]);
    const count = isLinked
      ? await execute(
          ctx,
          `insert into plan_links (project_id, item_id, deployment_id, created_by_name, created_at) values ($1, $2, $3, $4, $5)
           on conflict do nothing`,
          [projectId, id, deploymentId, ctx.actor?.name ?? 'Pilothouse', ctx.app.now()],
        )
      : await execute(ctx, 'delete from plan_links where item_id = $1 and deployment_id = $2', [id, deploymentId]);
    if (count > 0)
      await recordAudit(ctx, {
        action: isLinked ? 'plan_item.linked' : 'plan_item.unlinked',
        projectId,
        subject: { id, type: 'PlanItem', name: item.title },
        detail: { deployment: `#${deployment.number}`, deploymentId },
      });
    return item;
  });
}

const EXPORT_COLUMNS = [
  { key: 'key', header: 'id' },
  { key: 'title', header: 'title' },
  { key: 'phase', header: 'phase' },
  { key: 'status', header: 'status' },
  { key: 'priority', header: 'priority' },
  { key: 'estimate', header: 'estimate' },
  { key: 'owner', header: 'owner' },
  { key: 'dueOn', header: 'due' },
  { key: 'version', header: 'version' },
  { key: 'deployment', header: 'deployment' },
] satisfies { key: keyof PlanRow; header: string }[];

/** The plan as a file that can be imported again as it is. What begins like a formula is escaped, which an import undoes. */
export function exportPlan(ctx: Context, project: { id: string }): Readable {
  authorize(ctx, 'project:read', project.id);
  return Readable.from(exportedItems(ctx, project.id)).compose(
    stringify({ header: true, columns: EXPORT_COLUMNS, bom: true, escape_formulas: true }),
  );
}
