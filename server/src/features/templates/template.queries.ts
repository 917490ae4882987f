import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import type { Choices } from './template.rules.ts';

/** What there is in the project to fill a template in with. Authorization is the caller's. */
export async function choicesOf(ctx: Context, projectId: string): Promise<Choices> {
  const row = await queryOne<Choices>(
    ctx,
    `-- templates.choices
    select p.time_zone as "timeZone",
      array(select slug from services where project_id = p.id and deleted_at is null order by slug) as services,
      coalesce((select jsonb_agg(jsonb_build_object('slug', slug, 'isProduction', is_production) order by rank, slug)
        from environments where project_id = p.id and deleted_at is null), '[]') as environments,
      array(select slug from notification_channels where project_id = p.id and deleted_at is null order by slug) as channels
    from projects p where p.id = $1`,
    [projectId],
  );
  return row ?? { timeZone: 'UTC', services: [], environments: [], channels: [] };
}
