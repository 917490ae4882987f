import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, invalid, notFound } from '../../platform/errors.ts';
import { loaderOf } from '../../platform/graphql/loader.ts';
import { parseInput } from '../../platform/validation.ts';
import { findEnvironment } from '../environments/environment.service.ts';
import { findProject } from '../projects/project.service.ts';
import { findService } from './service.service.ts';
import type { SetVariableInput, Variable } from './variable.entity.ts';

const MOST_VARIABLES = 200;

const fields = z.object({
  name: z
    .string()
    .max(100)
    .regex(/^[A-Z_][A-Z0-9_]*$/, 'Use A–Z, 0–9 and underscores, beginning with a letter.')
    .refine((name) => !name.startsWith('PILOTHOUSE_'), 'Names that begin with PILOTHOUSE_ are taken.'),
  value: z
    .string()
    .refine((value) => Buffer.byteLength(value) <= 32_768, 'Use at most 32 kB.')
    .refine((value) => !value.includes('\0'), 'A value can’t hold a NUL byte.'),
  isSecret: z.boolean(),
});

const COLUMNS = `id, project_id as "projectId", environment_id as "environmentId", service_id as "serviceId", name, value,
  is_secret as "isSecret", updated_at as "updatedAt"`;

interface Place {
  projectId: string;
  environmentId: string | null;
  serviceId: string | null;
}

/** Sets a variable, new or not. A secret's value is sealed and appears nowhere: not in the audit trail either. */
export async function setVariable(ctx: Context, input: SetVariableInput): Promise<Variable> {
  const place = await findPlace(ctx, input);
  authorize(ctx, 'variable:manage', place.projectId);
  const { name, value, isSecret } = parseInput(fields, input);
  return withTransaction(ctx, async (ctx) => {
    await queryOne(ctx, 'select from projects where id = $1 for update', [place.projectId]);
    const existing = (await listVariables(ctx, place)).find((variable) => variable.name === name);
    if (!existing && (await countVariables(ctx, place.projectId)) >= MOST_VARIABLES)
      throw conflict(`A project has at most ${MOST_VARIABLES} variables.`);
    const id = existing?.id ?? newId('variable');
    await execute(
      ctx,
      `insert into variables (id, project_id, environment_id, service_id, name, value, secret_value, is_secret)
       values ($1, $2, $3, $4, $5, $6, $7, $8)
       on conflict (id) do update set value = excluded.value, secret_value = excluded.secret_value, is_secret = excluded.is_secret, updated_at = now()`,
      [
        id,
        place.projectId,
        place.environmentId,
        place.serviceId,
        name,
        isSecret ? null : value,
        isSecret ? ctx.app.secretBox.seal(value, id) : null,
        isSecret,
      ],
    );
    await recordAudit(ctx, {
      action: 'variable.set',
      projectId: place.projectId,
      subject: { id, type: 'Variable', name },
      detail: { environmentId: place.environmentId, serviceId: place.serviceId, isSecret, isNew: !existing },
    });
    return findVariable(ctx, id);
  });
}

export async function deleteVariable(ctx: Context, id: string): Promise<Variable> {
  const variable = await findVariable(ctx, id);
  authorize(ctx, 'variable:manage', variable.projectId);
  await withTransaction(ctx, async (ctx) => {
    if ((await execute(ctx, 'delete from variables where id = $1', [id])) === 0) throw notFound('variable');
    await recordAudit(ctx, {
      action: 'variable.deleted',
      projectId: variable.projectId,
      subject: { id, type: 'Variable', name: variable.name },
      detail: { environmentId: variable.environmentId, serviceId: variable.serviceId },
    });
  });
  return variable;
}

/** The variable of this id, or NOT_FOUND when there is none or the actor may not see it. Without a secret's value. */
export async function findVariable(ctx: Context, id: string): Promise<Variable> {
  requireActor(ctx);
  const variable = await queryOne<Variable>(ctx, `select ${COLUMNS} from variables where id = $1`, [id]);
  if (!variable) throw notFound('variable');
  authorize(ctx, 'project:read', variable.projectId, 'variable');
  return variable;
}

async function findPlace(ctx: Context, input: SetVariableInput): Promise<Place> {
  const given = [input.projectId, input.environmentId, input.serviceId].filter((id) => id != null);
  if (given.length !== 1)
    throw invalid([{ path: 'projectId', message: 'Name exactly one of projectId, environmentId and serviceId.' }]);
  if (input.environmentId) {
    const environment = await findEnvironment(ctx, input.environmentId);
    return { projectId: environment.projectId, environmentId: environment.id, serviceId: null };
  }
  if (input.serviceId) {
    const service = await findService(ctx, input.serviceId);
    return { projectId: service.projectId, environmentId: null, serviceId: service.id };
  }
  const project = await findProject(ctx, input.projectId ?? '');
  return { projectId: project.id, environmentId: null, serviceId: null };
}

/** The variables set at one place, by name; values of secrets left out. For fields: places of one request share a statement. */
export function variablesAt(ctx: Context, place: Place): Promise<Variable[]> {
  authorize(ctx, 'project:read', place.projectId);
  return loaderOf(ctx, variablesOfPlaces).load(
    [place.projectId, place.environmentId ?? '', place.serviceId ?? ''].join('/'),
  );
}

/** Batch by place. */
async function variablesOfPlaces(ctx: Context, places: readonly string[]): Promise<Variable[][]> {
  const rows = await query<Variable & { place: string }>(
    ctx,
    `-- services.variablesOfPlaces
    select place, ${COLUMNS} from unnest($1::text[]) as places (place)
    join variables on project_id = split_part(place, '/', 1) and coalesce(environment_id, '') = split_part(place, '/', 2)
      and coalesce(service_id, '') = split_part(place, '/', 3)
    order by name`,
    [places],
  );
  return places.map((place) => rows.filter((row) => row.place === place));
}

/** As {@link variablesAt}, read anew: for verbs. */
function listVariables(ctx: Context, place: Place): Promise<Variable[]> {
  authorize(ctx, 'project:read', place.projectId);
  return query<Variable>(
    ctx,
    `-- services.variables
    select ${COLUMNS} from variables
    where project_id = $1 and environment_id is not distinct from $2 and service_id is not distinct from $3
    order by name limit ${MOST_VARIABLES}`,
    [place.projectId, place.environmentId, place.serviceId],
  );
}

async function countVariables(ctx: Context, projectId: string): Promise<number> {
  const row = await queryOne<{ count: number }>(ctx, 'select count(*) as count from variables where project_id = $1', [
    projectId,
  ]);
  return row?.count ?? 0;
}

/** For the worker only: what a deployment's program gets. Service beats environment beats project. */
export async function openVariables(
  ctx: Context,
  place: { projectId: string; environmentId: string; serviceId: string },
): Promise<{ name: string; value: string; isSecret: boolean }[]> {
  const rows = await query<{
    id: string;
    name: string;
    value: string | null;
    secret_value: Buffer | null;
    is_secret: boolean;
  }>(
    ctx,
    `-- services.openVariables
    select distinct on (name) id, name, value, secret_value, is_secret from variables
    where project_id = $1 and (environment_id is null or environment_id = $2) and (service_id is null or service_id = $3)
    order by name, (service_id is not null) desc, (environment_id is not null) desc`,
    [place.projectId, place.environmentId, place.serviceId],
  );
  return rows.map((row) => ({
    name: row.name,
    isSecret: row.is_secret,
    value: row.secret_value ? ctx.app.secretBox.open(row.secret_value, row.id) : (row.value ?? ''),
  }));
}
