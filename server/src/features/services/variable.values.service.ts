import { recordAudit } from '../../platform/audit/audit.ts';
import type { Context } from '../../platform/context.ts';
import type { SealedColumn } from '../../platform/crypto/sealed-columns.ts';
import { SecretBoxError } from '../../platform/crypto/secret-box.ts';
import { execute, query } from '../../platform/db/sql.ts';
import { AppError } from '../../platform/errors.ts';
import { isRefusedName } from '../../platform/runners/environment-names.rules.ts';
import type { VariableKind } from './variable.entity.ts';

/** What a box of a variable is bound to. */
interface Bound {
  id: string;
  projectId: string;
  name: string;
  version: number;
}

/** A box moved to another project, variable or version does not open. */
const contextOf = ({ projectId, id, name, version }: Bound) =>
  JSON.stringify(['variable', projectId, id, name, version]);

/** A row with its value, sealed or not. */
export interface StoredValue extends Bound {
  kind: VariableKind;
  value: string | null;
  secretValue: Buffer | null;
}

export const sealValue = (ctx: Context, value: string, bound: Bound): Buffer =>
  ctx.app.secretBox.seal(value, contextOf(bound));

/** The value. SECRET_UNREADABLE, with the variable's name, when its box does not open; never an empty value instead. */
export function openValue(ctx: Context, row: StoredValue): string {
  if (!row.secretValue) {
    if (row.value === null) throw new Error(`Variable ${row.id} has no value.`);
    return row.value;
  }
  try {
    return ctx.app.secretBox.open(row.secretValue, contextOf(row), row.id);
  } catch (error) {
    if (!(error instanceof SecretBoxError)) throw error;
    throw new AppError(
      'SECRET_UNREADABLE',
      `The secret ${row.name} can’t be decrypted. ${error.message} Set it again, or give the server the key it needs.`,
      { cause: error },
    );
  }
}

export interface OpenVariable {
  name: string;
  kind: VariableKind;
  value: string;
  isSecret: boolean;
}

interface DeploymentPlace {
  id: string;
  projectId: string;
  environmentId: string;
  serviceId: string;
}

/**
 * For the worker only: what a deployment's program gets, and the names of what it does not get because no variable may be
 * called so. Service beats environment beats project. In a transaction of the caller: notes for the deployment which versions
 * it got, and records that its secrets were read. SECRET_UNREADABLE when one can't be decrypted.
 */
export async function handOutVariables(
  ctx: Context,
  deployment: DeploymentPlace & { name: string },
): Promise<{ variables: OpenVariable[]; withheld: string[] }> {
  const found = await query<StoredValue>(
    ctx,
    `-- services.handOutVariables
    select distinct on (name) id, project_id as "projectId", name, kind, version, value, secret_value as "secretValue"
    from variables
    where project_id = $1 and (environment_id is null or environment_id = $2) and (service_id is null or service_id = $3)
      and deleted_at is null
    order by name, (service_id is not null) desc, (environment_id is not null) desc`,
    [deployment.projectId, deployment.environmentId, deployment.serviceId],
  );
  const rows = found.filter(({ name }) => !isRefusedName(name));
  const variables = rows.map((row) => ({
    name: row.name,
    kind: row.kind,
    value: openValue(ctx, row),
    isSecret: row.secretValue !== null,
  }));
  await execute(
    ctx,
    `-- services.noteVariables
    insert into deployment_variables (deployment_id, project_id, variable_id, version)
    select $1, $2, given.id, given.version from unnest($3::text[], $4::integer[]) as given (id, version)
    on conflict (deployment_id, variable_id) do update set version = excluded.version`,
    [deployment.id, deployment.projectId, rows.map((row) => row.id), rows.map((row) => row.version)],
  );
  const secrets = rows.filter((row) => row.secretValue);
  if (secrets.length > 0)
    await recordAudit(ctx, {
      action: 'secret.read',
      projectId: deployment.projectId,
      subject: { id: deployment.id, type: 'Deployment', name: deployment.name },
      detail: { secrets: secrets.map(({ name, version }) => ({ name, version })) },
    });
  return { variables, withheld: found.map(({ name }) => name).filter(isRefusedName) };
}

/**
 * The secrets that a deployment under way got, to mask them in what it reports: those of its start, though they may have been
 * replaced meanwhile.
 */
export async function secretsOfDeployment(ctx: Context, deploymentId: string): Promise<string[]> {
  const rows = await query<StoredValue>(
    ctx,
    `-- services.secretsOfDeployment
    select v.id, v.project_id as "projectId", v.name, given.version, coalesce(o.kind, v.kind) as kind, null as value,
           case when v.version = given.version then v.secret_value else o.secret_value end as "secretValue"
    from deployment_variables given
    join variables v on v.id = given.variable_id
    left join variable_versions o on o.variable_id = v.id and o.version = given.version
    where given.deployment_id = $1
      and case when v.version = given.version then v.secret_value else o.secret_value end is not null`,
    [deploymentId],
  );
  return rows.map((row) => openValue(ctx, row));
}

const NAME = `p.slug as project, v.name, v.project_id as "projectId", v.id`;

interface SealedVariable extends Bound {
  project: string;
}

const nameOf = (row: SealedVariable) => `the variable ${row.name} of the project ${row.project}`;

/** Where secrets of variables are: what is set now, and the versions before. */
export const sealedVariables: SealedColumn<SealedVariable>[] = [
  {
    name: 'variables.secret_value',
    key: ['id'],
    rows: `select v.id as key0, v.secret_value as box, ${NAME}, v.version from variables v join projects p on p.id = v.project_id`,
    nameOf,
    contextOf,
    firstContextOf: (row) => row.id,
  },
  {
    name: 'variable_versions.secret_value',
    key: ['variable_id', 'version'],
    rows: `select o.variable_id as key0, o.version::text as key1, o.secret_value as box, ${NAME}, o.version
           from variable_versions o join variables v on v.id = o.variable_id join projects p on p.id = v.project_id`,
    nameOf: (row) => `version ${row.version} of ${nameOf(row)}`,
    contextOf,
    firstContextOf: (row) => row.id,
  },
];
