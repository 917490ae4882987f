import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { NodeError } from './node.types.ts';

/** The ids of a service and an environment that a config names by slug. */
export async function findPlaceBySlugs(
  ctx: Context,
  projectId: string,
  slugs: { service: string; environment: string },
): Promise<{ serviceId: string; environmentId: string }> {
  const found = await queryOne<{ serviceId: string | null; environmentId: string | null }>(
    ctx,
    `-- nodes.place
    select (select id from services where project_id = $1 and slug = $2 and deleted_at is null) as "serviceId",
      (select id from environments where project_id = $1 and slug = $3 and deleted_at is null) as "environmentId"`,
    [projectId, slugs.service, slugs.environment],
  );
  const { serviceId = null, environmentId = null } = found ?? {};
  if (serviceId && environmentId) return { serviceId, environmentId };
  const missing = serviceId ? `environment “${slugs.environment}”` : `service “${slugs.service}”`;
  throw new NodeError('NOT_FOUND', `There is no ${missing} in this project.`, { isRetryable: false });
}
