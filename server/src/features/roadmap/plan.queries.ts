import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { columnsOf, query, queryOne } from '../../platform/db/sql.ts';
import { invalid, notFound } from '../../platform/errors.ts';
import { cursorKeys, pageSize, toConnection } from '../../platform/graphql/connection.ts';
import { deploymentsById } from '../deployments/deployment.queries.ts';
import type { PlanItemFilter, PlanItemsArgs } from './plan.types.ts';
import type { StoredItem } from './plan-diff.rules.ts';
import { PlanItem } from './plan-item.entity.ts';
import { PROGRESS_RULE, type SummedItem, summarize, URGENCY_RULE } from './plan-summary.rules.ts';

/** The item of this id, removed ones too, or NOT_FOUND. */
export async function findPlanItem(ctx: Context, id: string): Promise<PlanItem> {
  requireActor(ctx);
  const item = await queryOne<PlanItem>(
    ctx,
    `-- roadmap.findItem
    select ${columnsOf(ctx, PlanItem)} from plan_items where id = $1`,
    [id],
  );
  if (!item) throw notFound('item');
  authorize(ctx, 'project:read', item.projectId, 'item');
  return item;
}

/** All items of the project, removed ones too, for an import that holds its lock. */
export function storedItems(ctx: Context, projectId: string): Promise<StoredItem[]> {
  return query(
    ctx,
    `-- roadmap.stored
    select id, key, title, phase, status, priority, estimate, owner, due_on as "dueOn", version, deployment_id as deployment,
      position, removed_at is not null as "isRemoved"
    from plan_items where project_id = $1 order by position, id`,
    [projectId],
  );
}

/** A page of the project's items, in the order of the file. */
export async function listPlanItems(ctx: Context, projectId: string, args: PlanItemsArgs) {
  authorize(ctx, 'project:read', projectId);
  const first = pageSize(args.first);
  const after = cursorKeys(args.after, ['integer', 'text']);
  const { where, values } = conditions(args.filter ?? {}, [projectId, first + 1, ctx.app.now()]);
  if (after) where.push(`(i.position, i.id) > ($${values.push(Number(after[0]))}, $${values.push(after[1])})`);
  const rows = await query<PlanItem>(
    ctx,
    `-- roadmap.items
    select ${columnsOf(ctx, PlanItem, 'i')} from plan_items i
    where i.project_id = $1 and $3::timestamptz is not null ${where.map((condition) => `and ${condition}`).join(' ')}
    order by i.position, i.id limit $2`,
    values,
  );
  return toConnection(rows, { first, after: args.after }, (row) => [row.position, row.id]);
}

const MOST_FILTERED = 50;

function conditions(filter: PlanItemFilter, values: unknown[]): { where: string[]; values: unknown[] } {
  const where = [`i.removed_at is ${filter.isRemoved ? 'not null' : 'null'}`];
  const oneOf = (column: string, name: 'phases' | 'statuses' | 'priorities' | 'owners') => {
    const wanted = filter[name];
    if (!wanted || wanted.length === 0) return;
    if (wanted.length > MOST_FILTERED)
      throw invalid([{ path: `filter.${name}`, message: `Name at most ${MOST_FILTERED} at once.` }]);
    where.push(`${column} = any($${values.push(wanted)}::text[])`);
  };
  oneOf(`coalesce(i.phase, '')`, 'phases');
  oneOf('i.status', 'statuses');
  oneOf('i.priority', 'priorities');
  oneOf('i.owner', 'owners');
  const search = filter.search?.trim().slice(0, 200).toLowerCase();
  if (search) {
    const place = values.push(search);
    where.push(`(position($${place} in lower(i.title)) > 0 or position($${place} in lower(i.key)) > 0)`);
  }
  if (filter.isOverdue)
    where.push(
      `i.status not in ('DONE', 'CANCELED') and i.due_on < (select to_char($3::timestamptz at time zone p.time_zone, 'YYYY-MM-DD') from projects p where p.id = $1)`,
    );
  return { where, values };
}

const MOST_OWNERS = 200;

/** How far the plan is. Reads every item that is in it, of which it needs seven columns. */
export async function planSummary(ctx: Context, projectId: string) {
  authorize(ctx, 'project:read', projectId);
  const [items, imported] = await Promise.all([
    query<SummedItem & { id: string }>(
      ctx,
      `-- roadmap.summed
      select id, key, title, phase, status, priority, estimate, owner, due_on as "dueOn"
      from plan_items where project_id = $1 and removed_at is null order by position, id`,
      [projectId],
    ),
    queryOne<{ importedAt: string; importedByName: string }>(
      ctx,
      `-- roadmap.imported
      select imported_at as "importedAt", imported_by_name as "importedByName" from plan_imports where project_id = $1`,
      [projectId],
    ),
  ]);
  const summary = summarize(items);
  const urgent = await planItemsById(
    ctx,
    summary.urgent.map(({ id }) => id),
  );
  const owners = [...new Set(items.flatMap(({ owner }) => owner ?? []))].sort((one, other) => one.localeCompare(other));
  return {
    ...summary,
    urgent,
    urgencyRule: URGENCY_RULE,
    progressRule: PROGRESS_RULE,
    owners: owners.slice(0, MOST_OWNERS),
    importedAt: imported?.importedAt ?? null,
    importedByName: imported?.importedByName ?? null,
  };
}

async function planItemsById(ctx: Context, ids: string[]): Promise<PlanItem[]> {
  if (ids.length === 0) return [];
  return query(
    ctx,
    `-- roadmap.itemsById
    select ${columnsOf(ctx, PlanItem)} from plan_items where id = any($1) order by array_position($1, id)`,
    [ids],
  );
}

/** Batch: today in the project's zone, as `2026-11-30`; null for projects that are not there. */
export async function todayOf(ctx: Context, projectIds: readonly string[]): Promise<(string | null)[]> {
  const rows = await query<{ id: string; today: string }>(
    ctx,
    `-- roadmap.today
    select id, to_char($2::timestamptz at time zone time_zone, 'YYYY-MM-DD') as today from projects where id = any($1)`,
    [projectIds, ctx.app.now()],
  );
  return projectIds.map((id) => rows.find((row) => row.id === id)?.today ?? null);
}

const MOST_DEPLOYMENTS = 20;

/**
 * Batch: the newest deployments that ship each item, with how that is known. Tickets are compared whatever their case; of a
 * version all deployments of it, so of several services that share one, all.
 */
export async function deploymentsOfItems(ctx: Context, items: readonly { id: string; projectId: string }[]) {
  const rows = await query<{ itemId: string; deploymentId: string; source: string }>(
    ctx,
    `-- roadmap.deployments
    select l.item_id as "itemId", l.deployment_id as "deploymentId", l.source
    from unnest($1::text[]) wanted (id)
    cross join lateral (
      select distinct on (f.deployment_id) wanted.id as item_id, f.deployment_id, f.source
      from (
        select deployment_id, 'HAND' as source, 1 as rank from plan_links where item_id = wanted.id
        union all
        select deployment_id, 'FILE', 2 from plan_items where id = wanted.id and deployment_id is not null
        union all
        select c.deployment_id, 'CHANGE', 3 from plan_items i
          join deployment_changes c on c.project_id = i.project_id and lower(c.reference) = lower(i.key)
          join deployments t on t.id = c.deployment_id and not t.is_dry_run
          where i.id = wanted.id and c.kind = 'TICKET'
        union all
        select d.id, 'VERSION', 4 from plan_items i
          join deployments d on d.project_id = i.project_id and d.version = i.version
          where i.id = wanted.id and i.version is not null and not d.is_dry_run
      ) f
      order by f.deployment_id desc, f.rank limit ${MOST_DEPLOYMENTS}
    ) l
    order by l.deployment_id desc`,
    [items.map(({ id }) => id)],
  );
  const deployments = await deploymentsById(ctx, [...new Set(rows.map((row) => row.deploymentId))]);
  const found = new Map(deployments.flatMap((deployment) => (deployment ? [[deployment.id, deployment]] : [])));
  return items.map((item) =>
    rows
      .filter((row) => row.itemId === item.id && found.has(row.deploymentId))
      .map(({ deploymentId, source }) => ({ deployment: found.get(deploymentId), source })),
  );
}

const EXPORT_PAGE = 1_000;

/** The items that are in the plan, in its order, page by page. */
export async function* exportedItems(ctx: Context, projectId: string): AsyncGenerator<StoredItem> {
  let after: StoredItem | null = null;
  do {
    const page: StoredItem[] = await query<StoredItem>(
      ctx,
      `-- roadmap.exported
      select id, key, title, phase, status, priority, estimate, owner, due_on as "dueOn", version, deployment_id as deployment, position
      from plan_items where project_id = $1 and removed_at is null and (position, id) > ($2, $3)
      order by position, id limit ${EXPORT_PAGE}`,
      [projectId, after?.position ?? -1, after?.id ?? ''],
    );
    yield* page;
    after = page.length === EXPORT_PAGE ? (page.at(-1) ?? null) : null;
  } while (after);
}
