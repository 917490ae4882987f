import { z } from 'zod';
import { ROLES } from '../../platform/auth/actor.ts';
import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { forbidden, type Problem } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import { type Limits, limitFields, limitProblems } from './limits.queries.ts';
import { type AssignedRow, grantProblem, membershipOfRow } from './member.rules.ts';
import type { AssignmentInput } from './member.types.ts';

/** Columns of what somebody is given, with its role joined as `r`; `alias` is the member's or invitation's. */
export const assignedColumns = (alias: string) =>
  `${alias}.role, ${alias}.role_id as "roleId", ${alias}.environment_ids as "environmentIds", ${alias}.service_ids as "serviceIds",
   r.name as "customName", r.permissions as "customPermissions"`;

const fields = z.object({ role: z.enum([...ROLES, 'CUSTOM']), roleId: z.string().max(100).nullish(), ...limitFields });

/**
 * What an input gives somebody: INVALID_INPUT when it is not of this project, FORBIDDEN when it is more than the actor has.
 * Limits that are left out are `kept`. Inside the transaction, with the project locked, so that the role stays.
 */
export async function readAssignment(
  ctx: Context,
  projectId: string,
  input: AssignmentInput,
  options: { kept?: Limits; others?: Problem[] } = {},
): Promise<AssignedRow> {
  const given = parseInput(fields, input, options.others);
  const isOwner = given.role === 'OWNER';
  const role =
    given.role === 'CUSTOM' && given.roleId
      ? await queryOne<{ name: string; permissions: string[] }>(
          ctx,
          'select name, permissions from roles where id = $1 and project_id = $2 and deleted_at is null',
          [given.roleId, projectId],
        )
      : null;
  const problems = await limitProblems(ctx, projectId, given);
  if (given.role === 'CUSTOM' && !role)
    problems.push({ path: 'roleId', message: 'Choose one of this project’s own roles.' });
  if (given.role !== 'CUSTOM' && given.roleId)
    problems.push({ path: 'roleId', message: 'This goes with the role CUSTOM only.' });
  for (const path of ['environmentIds', 'serviceIds'] as const)
    if (isOwner && given[path]) problems.push({ path, message: 'Owners can’t be limited. Choose another role.' });
  parseInput(z.unknown(), input, problems);
  const limit = (path: 'environmentIds' | 'serviceIds') =>
    isOwner ? null : given[path] === undefined ? (options.kept?.[path] ?? null) : given[path];
  const assigned: AssignedRow = {
    role: given.role,
    roleId: given.role === 'CUSTOM' ? (given.roleId ?? null) : null,
    customName: role?.name ?? null,
    customPermissions: role?.permissions ?? null,
    environmentIds: limit('environmentIds'),
    serviceIds: limit('serviceIds'),
  };
  requireGrantable(ctx, projectId, assigned);
  return assigned;
}

/** FORBIDDEN when the actor may neither give this nor take it away. */
export function requireGrantable(ctx: Context, projectId: string, row: AssignedRow): void {
  const problem = grantProblem(ctx.actor, projectId, membershipOfRow(row));
  if (problem) throw forbidden(problem);
}

/** What the audit trail says of it. */
export function assignmentDetail({ role, roleId, customName, environmentIds, serviceIds }: AssignedRow) {
  return {
    role,
    ...(roleId && { roleId, roleName: customName }),
    ...(environmentIds && { environmentIds }),
    ...(serviceIds && { serviceIds }),
  };
}
