import { z } from 'zod';
import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize, type Place, requireActor } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, invalid, notFound } from '../../platform/errors.ts';
import { nameProblem } from '../../platform/runners/environment-names.rules.ts';
import { parseInput } from '../../platform/validation.ts';
import { findEnvironment } from '../environments/environment.service.ts';
import { findProject } from '../projects/project.service.ts';
import { findService } from './service.service.ts';
import { readSshKey } from './ssh-key.rules.ts';
import type { Variable } from './variable.entity.ts';
import { VariableKind } from './variable.entity.ts';
import { countVariables, findByName, VARIABLE_COLUMNS } from './variable.queries.ts';
import type { RestoreVariableInput, SetVariableInput } from './variable.types.ts';
import { openValue, type StoredValue, sealValue } from './variable.values.service.ts';

const MOST_VARIABLES = 200;
/** Versions that are kept of each, the one in force included. */
const MOST_VERSIONS = 20;
/** For how long a deleted variable can be brought back. */
const RESTORE_DAYS = 30;
/** What the masker of logs can hide. */
const LEAST_SECRET_BYTES = 4;

const fields = z.object({
  name: z
    .string()
    .max(100)
    .regex(/^[A-Z_][A-Z0-9_]*$/, 'Use A–Z, 0–9 and underscores, beginning with a letter.')
    .superRefine((name, context) => {
      const message = nameProblem(name);
      if (message) context.addIssue({ code: 'custom', message });
    }),
  value: z
    .string()
    .refine((value) => Buffer.byteLength(value) <= 32_768, 'Use at most 32 kB.')
    .refine((value) => !value.includes('\0'), 'A value can’t hold a NUL byte.'),
  expectedVersion: z.number().int().min(0).nullish(),
});

/** What a new version says. */
interface NewValue {
  kind: VariableKind;
  isSecret: boolean;
  value: string;
  fingerprint: string | null;
  restoredFrom: number | null;
}

/**
 * Sets a variable, new or not; what it was before stays as a version. A secret's value is sealed and appears nowhere: not in the
 * audit trail either. One that becomes a secret was one all along: its versions are sealed too.
 */
export async function setVariable(ctx: Context, input: SetVariableInput): Promise<Variable> {
  const place = await findPlace(ctx, input);
  authorize(ctx, 'variable:manage', place);
  const { name, value, expectedVersion } = parseInput(fields, input);
  return withTransaction(ctx, async (ctx) => {
    await lockVariables(ctx, place.projectId);
    const existing = await findByName(ctx, place, name);
    if (expectedVersion != null && expectedVersion !== (existing?.version ?? 0)) throw setMeanwhile(name, existing);
    if (!existing && (await countVariables(ctx, place.projectId)) >= MOST_VARIABLES)
      throw conflict(`A project has at most ${MOST_VARIABLES} variables.`);
    const kind = input.kind ?? existing?.kind ?? VariableKind.TEXT;
    const isSecret = kind === VariableKind.SSH_KEY || (input.isSecret ?? existing?.isSecret ?? false);
    const id = existing?.id ?? newId('variable');
    const variable = await writeVersion(ctx, { ...place, id, name }, existing, {
      ...checkValue(kind, isSecret, value),
      restoredFrom: null,
    });
    await recordAudit(ctx, {
      action: 'variable.set',
      projectId: place.projectId,
      subject: { id, type: 'Variable', name },
      detail: { ...whereOf(variable), kind, isSecret, isNew: !existing, version: variable.version },
    });
    return variable;
  });
}

function checkValue(kind: VariableKind, isSecret: boolean, value: string): Omit<NewValue, 'restoredFrom'> {
  if (kind === VariableKind.SSH_KEY) {
    const read = readSshKey(value);
    if (read.problem !== undefined) throw invalid([{ path: 'value', message: read.problem }]);
    return { kind, isSecret: true, value: read.key, fingerprint: read.fingerprint };
  }
  if (isSecret && Buffer.byteLength(value.trim()) < LEAST_SECRET_BYTES)
    throw invalid([
      {
        path: 'value',
        message: `A secret needs at least ${LEAST_SECRET_BYTES} characters: a shorter one can’t be hidden in logs.`,
      },
    ]);
  return { kind, isSecret, value, fingerprint: null };
}

const whereOf = ({ environmentId, serviceId }: Place) => ({ environmentId, serviceId });

const setMeanwhile = (name: string, existing: Variable | null) =>
  conflict(
    existing
      ? `${existing.setByName ?? 'Somebody'} has set ${name} meanwhile. Look at it again before you replace it.`
      : `${name} is not set any more. Look again before you set it.`,
    { version: existing?.version ?? 0 },
  );

/** All changes of a project's variables wait here for each other. */
async function lockVariables(ctx: Context, projectId: string): Promise<void> {
  await queryOne(ctx, 'select from projects where id = $1 for no key update', [projectId]);
}

/** The next version, in force from now on; the one before moves to the history. */
async function writeVersion(
  ctx: Context,
  variable: Place & { id: string; name: string },
  existing: Variable | null,
  next: NewValue,
): Promise<Variable> {
  const version = (existing?.version ?? 0) + 1;
  if (existing) await keepVersion(ctx, existing);
  if (existing && next.isSecret) await sealHistory(ctx, existing);
  await execute(
    ctx,
    `-- services.writeVariable
    insert into variables (id, project_id, environment_id, service_id, name, kind, value, secret_value, is_secret, fingerprint,
      version, restored_from, set_by_name, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
    on conflict (id) do update set kind = excluded.kind, value = excluded.value, secret_value = excluded.secret_value,
      is_secret = excluded.is_secret, fingerprint = excluded.fingerprint, version = excluded.version,
      restored_from = excluded.restored_from, set_by_name = excluded.set_by_name, updated_at = excluded.updated_at, deleted_at = null`,
    [
      variable.id,
      variable.projectId,
      variable.environmentId,
      variable.serviceId,
      variable.name,
      next.kind,
      next.isSecret ? null : next.value,
      next.isSecret ? sealValue(ctx, next.value, { ...variable, version }) : null,
      next.isSecret,
      next.fingerprint,
      version,
      next.restoredFrom,
      ctx.actor?.name ?? null,
      ctx.app.now(),
    ],
  );
  return findVariable(ctx, variable.id);
}

/** The row as it is goes to the history; the oldest are forgotten, unless a deployment under way got them. */
async function keepVersion(ctx: Context, { id, version }: Variable): Promise<void> {
  await execute(
    ctx,
    `-- services.keepVersion
    insert into variable_versions (variable_id, version, project_id, kind, is_secret, value, secret_value, fingerprint, restored_from, set_by_name, set_at)
    select id, version, project_id, kind, is_secret, value, secret_value, fingerprint, restored_from, set_by_name, updated_at
    from variables where id = $1`,
    [id],
  );
  await execute(
    ctx,
    `-- services.forgetVersions
    delete from variable_versions o where variable_id = $1 and version <= $2 and not exists (
      select from deployment_variables u join deployments d on d.id = u.deployment_id
      where u.variable_id = o.variable_id and u.version = o.version and d.finished_at is null)`,
    [id, version + 1 - MOST_VERSIONS],
  );
}

async function sealHistory(ctx: Context, variable: Variable): Promise<void> {
  const plain = await query<{ version: number; value: string }>(
    ctx,
    'select version, value from variable_versions where variable_id = $1 and not is_secret',
    [variable.id],
  );
  for (const { version, value } of plain)
    await execute(
      ctx,
      'update variable_versions set is_secret = true, value = null, secret_value = $3 where variable_id = $1 and version = $2',
      [variable.id, version, sealValue(ctx, value, { ...variable, version })],
    );
}

/** Takes a variable away from deployments to come. Within {@link RESTORE_DAYS} days `restoreVariable` brings it back. */
export async function deleteVariable(ctx: Context, id: string): Promise<Variable> {
  const variable = await findVariable(ctx, id);
  authorize(ctx, 'variable:manage', variable);
  return withTransaction(ctx, async (ctx) => {
    const sql = 'update variables set deleted_at = $2 where id = $1 and deleted_at is null';
    if ((await execute(ctx, sql, [id, ctx.app.now()])) === 0) throw notFound('variable');
    await recordAudit(ctx, {
      action: 'variable.deleted',
      projectId: variable.projectId,
      subject: { id, type: 'Variable', name: variable.name },
      detail: whereOf(variable),
    });
    return findVariable(ctx, id, { isDeleted: true });
  });
}

/**
 * Brings a deleted variable back, or the value of an earlier version as a new one. CONFLICT when another of the same name has
 * taken its place; NOT_FOUND when the version is not kept any more; INVALID_INPUT where the name may not be set any more.
 */
export async function restoreVariable(ctx: Context, input: RestoreVariableInput): Promise<Variable> {
  const { id } = input;
  const found = await findVariable(ctx, id, { isDeleted: true });
  authorize(ctx, 'variable:manage', found);
  const message = nameProblem(found.name);
  if (message) throw invalid([{ path: 'id', message }]);
  return withTransaction(ctx, async (ctx) => {
    await lockVariables(ctx, found.projectId);
    const variable = await findVariable(ctx, id, { isDeleted: true });
    const version = input.version ?? variable.version;
    if (!variable.deletedAt && version === variable.version) return variable;
    if (variable.deletedAt) await bringBack(ctx, variable);
    if (version !== variable.version) await takeAgain(ctx, variable, version);
    await recordAudit(ctx, {
      action: 'variable.restored',
      projectId: variable.projectId,
      subject: { id, type: 'Variable', name: variable.name },
      detail: { ...whereOf(variable), version, wasDeleted: Boolean(variable.deletedAt) },
    });
    return findVariable(ctx, id);
  });
}

async function bringBack(ctx: Context, variable: Variable): Promise<void> {
  if (await findByName(ctx, variable, variable.name))
    throw conflict(`There is another ${variable.name} here now. Delete it first, or leave this one deleted.`);
  if ((await countVariables(ctx, variable.projectId)) >= MOST_VARIABLES)
    throw conflict(`A project has at most ${MOST_VARIABLES} variables.`);
  await execute(ctx, 'update variables set deleted_at = null where id = $1', [variable.id]);
}

async function takeAgain(ctx: Context, variable: Variable, version: number): Promise<void> {
  const row = await queryOne<StoredValue & { fingerprint: string | null }>(
    ctx,
    `-- services.versionOfVariable
    select variable_id as id, project_id as "projectId", version, kind, value, secret_value as "secretValue", fingerprint
    from variable_versions where variable_id = $1 and version = $2`,
    [variable.id, version],
  );
  if (!row) throw notFound('version');
  await writeVersion(ctx, variable, variable, {
    kind: row.kind,
    // Plain versions of what is a secret now have been sealed.
    isSecret: row.secretValue !== null,
    value: openValue(ctx, { ...row, name: variable.name }),
    fingerprint: row.fingerprint,
    restoredFrom: version,
  });
}

/** The variable of this id, or NOT_FOUND when there is none or the actor may not see it. Without a secret's value. */
export async function findVariable(ctx: Context, id: string, options: { isDeleted?: boolean } = {}): Promise<Variable> {
  requireActor(ctx);
  const variable = await queryOne<Variable>(ctx, `select ${VARIABLE_COLUMNS} from variables where id = $1`, [id]);
  if (!variable || (variable.deletedAt && !options.isDeleted)) throw notFound('variable');
  authorize(ctx, 'project:read', variable.projectId, 'variable');
  return variable;
}

async function findPlace(ctx: Context, input: SetVariableInput): Promise<Place> {
  requireActor(ctx);
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

/** For upkeep: variables that were deleted long ago go for good, with all their versions. */
export async function forgetDeletedVariables(ctx: Context): Promise<void> {
  await execute(ctx, `delete from variables where deleted_at < now() - make_interval(days => $1)`, [RESTORE_DAYS]);
}
