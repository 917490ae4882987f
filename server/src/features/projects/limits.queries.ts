import { z } from 'zod';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import type { Problem } from '../../platform/errors.ts';

/** The environments and services that rights are limited to; null for all. */
export interface Limits {
  environmentIds: string[] | null;
  serviceIds: string[] | null;
}

const ids = z
  .array(z.string().max(100))
  .min(1, 'Choose at least one, or leave it out for all.')
  .max(100, 'Choose at most 100.')
  .transform((list) => [...new Set(list)]);

/** Fields of an input that limits something to places. */
export const limitFields = { environmentIds: ids.nullish(), serviceIds: ids.nullish() };

/** What is wrong with limits: ids of other projects, or of what is deleted. Pass only what the input says. */
export async function limitProblems(
  ctx: Context,
  projectId: string,
  limits: { environmentIds?: string[] | null; serviceIds?: string[] | null },
): Promise<Problem[]> {
  const { environmentIds, serviceIds } = limits;
  if (!environmentIds && !serviceIds) return [];
  const found = await query<{ id: string }>(
    ctx,
    `-- projects.limits
    select id from environments where project_id = $1 and id = any($2) and deleted_at is null
    union all
    select id from services where project_id = $1 and id = any($3) and deleted_at is null`,
    [projectId, environmentIds ?? [], serviceIds ?? []],
  );
  const known = new Set(found.map(({ id }) => id));
  const isUnknown = (id: string) => !known.has(id);
  return [
    ...(environmentIds?.some(isUnknown)
      ? [{ path: 'environmentIds', message: 'Choose among the environments of this project.' }]
      : []),
    ...(serviceIds?.some(isUnknown)
      ? [{ path: 'serviceIds', message: 'Choose among the services of this project.' }]
      : []),
  ];
}
