import { requireActor, visibleProjectIds } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { invalid } from '../../platform/errors.ts';
import { pageSize } from '../../platform/graphql/connection.ts';
import type { SearchResult } from './search.types.ts';

/**
 * Projects, services, environments, deployments and incidents by name, number (`142`, `#142`), version or id, within what the
 * actor may see; those whose name begins with the text first.
 */
export async function search(
  ctx: Context,
  args: { text: string; projectId?: string | null; first: number },
): Promise<SearchResult[]> {
  requireActor(ctx);
  const text = args.text.trim();
  if (text.length > 200) throw invalid([{ path: 'text', message: 'Search for at most 200 characters.' }]);
  if (text === '') return [];
  const projectIds = visibleProjectIds(ctx.actor).filter((id) => !args.projectId || id === args.projectId);
  const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const number = /^#?(\d{1,9})$/.exec(text)?.[1] ?? null;
  return query<SearchResult>(
    ctx,
    `-- search.all
    with visible as (select id, slug, name from projects where id = any($1) and deleted_at is null)
    select id, kind, title, subtitle, path from (
      select p.id, 'PROJECT' as kind, p.name as title, p.slug as subtitle, '/p/' || p.slug as path, 1 as place, p.id as age
      from visible p where p.name ilike $2 or p.slug ilike $2 or p.id = $3
      union all
      select s.id, 'SERVICE', s.name, p.slug || ' / ' || s.slug, '/p/' || p.slug || '/services/' || s.id, 2, s.id
      from services s join visible p on p.id = s.project_id
      where s.deleted_at is null and (s.name ilike $2 or s.slug ilike $2 or s.id = $3)
      union all
      select e.id, 'ENVIRONMENT', e.name, p.slug || ' / ' || e.slug, '/p/' || p.slug || '/deployments?environment=' || e.id, 3, e.id
      from environments e join visible p on p.id = e.project_id
      where e.deleted_at is null and (e.name ilike $2 or e.slug ilike $2 or e.id = $3)
      union all
      select d.id, 'DEPLOYMENT', s.slug || ' #' || d.number || ' ' || d.version, e.slug || ', ' || lower(d.status),
             '/p/' || p.slug || '/deployments/' || d.id, 4, d.id
      from (
        select * from deployments where project_id = any($1)
          and (number = $4::int or version ilike $2 or id = $3) order by id desc limit 20) d
      join visible p on p.id = d.project_id join services s on s.id = d.service_id join environments e on e.id = d.environment_id
      union all
      select i.id, 'INCIDENT', '#' || i.number || ' ' || i.title, p.slug || ', ' || lower(i.status),
             '/p/' || p.slug || '/analytics/incidents/' || i.id, 5, i.id
      from (
        select * from incidents where project_id = any($1)
          and (number = $4::int or title ilike $2 or id = $3) order by id desc limit 20) i
      join visible p on p.id = i.project_id
    ) found
    order by starts_with(lower(title), lower($3)) desc, place, age desc
    limit $5`,
    [projectIds, like, text, number, pageSize(args.first)],
  );
}
