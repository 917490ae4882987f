import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, invalid, notFound, type Problem } from '../../platform/errors.ts';
import { earlierResult, rememberResult } from '../../platform/idempotency.ts';
import { checkParameters } from '../../platform/runners/service-parameters.rules.ts';
import { parseInput } from '../../platform/validation.ts';
import type { Environment } from '../environments/environment.entity.ts';
import { findEnvironment } from '../environments/environment.service.ts';
import { createLogStream } from '../logs/log.service.ts';
import { projectsById } from '../projects/project.service.ts';
import type { Service } from '../services/service.entity.ts';
import { findService } from '../services/service.service.ts';
import { announceDeployment } from './deployment.announce.ts';
import type { DeploymentPlan } from './deployment.entity.ts';
import { type DeploymentRow, getDeployment, getPlan, placeOf } from './deployment.queries.ts';
import { enqueueStart, publishChange } from './deployment.queue.ts';
import { deployRules, noteRules } from './deployment.rules.ts';
import { isOpen, isRetryable } from './deployment.state.ts';
import type {
  ChangeInput,
  ChangeKind,
  DeployInput,
  DeploymentTrigger,
  RetryDeploymentInput,
  RollbackInput,
} from './deployment.types.ts';

type NewChange = Omit<ChangeInput, 'kind'> & { kind: keyof typeof ChangeKind };

interface NewDeployment {
  service: Service;
  environment: Environment;
  version: string;
  parameters: Record<string, unknown>;
  plan: DeploymentPlan;
  isDryRun: boolean;
  note: string | null;
  trigger: keyof typeof DeploymentTrigger;
  retryOfId: string | null;
  rollbackOfId: string | null;
  isHotfix: boolean;
  remediatesIncidentId: string | null;
  changes: NewChange[];
}

/**
 * Starts a deployment: it waits for approval where the environment wants it, for its turn behind others of the same service
 * and environment, then for a worker. The same idempotency key returns the first result.
 */
export async function deploy(ctx: Context, input: DeployInput): Promise<DeploymentRow> {
  const { service, environment } = await findPlace(ctx, input);
  authorize(ctx, 'deployment:create', placeOf({ service, environment }));
  const { parameters, problems } = checkParameters(service.parameterSchema, input.parameters ?? {});
  const fields = parseInput(deployRules, input, [
    ...problems.map(toFieldProblem),
    ...(await incidentProblems(ctx, service.projectId, input.remediatesIncidentId)),
  ]);
  return startOnce(ctx, 'deploy', input, async (ctx) => ({
    service,
    environment,
    version: fields.version,
    parameters,
    plan: await planOf(ctx, service, environment),
    isDryRun: fields.dryRun,
    note: fields.note || null,
    trigger: triggerOf(ctx),
    retryOfId: null,
    rollbackOfId: null,
    isHotfix: Boolean(fields.isHotfix || input.remediatesIncidentId),
    remediatesIncidentId: input.remediatesIncidentId ?? null,
    changes: fields.changes ?? [],
  }));
}

const triggerOf = ({ actor }: Context) =>
  actor?.kind === 'TOKEN' ? 'TOKEN' : actor?.kind === 'RUN' ? 'WORKFLOW' : 'MANUAL';

/** Tries a failed, canceled or timed-out deployment again, with the settings and parameters it had. */
export async function retryDeployment(ctx: Context, input: RetryDeploymentInput): Promise<DeploymentRow> {
  const earlier = await getDeployment(ctx, input.id);
  authorize(ctx, 'deployment:create', placeOf(earlier));
  if (isOpen(earlier.status))
    throw conflict('This deployment is still under way. Cancel it first, or wait for its end.');
  if (!isRetryable(earlier.status))
    throw conflict('Only a failed, canceled or timed-out deployment is retried. Deploy it again instead.');
  parseInput(noteRules, input);
  const { service, environment } = await findPlace(ctx, {
    serviceId: earlier.service.id,
    environmentId: earlier.environment.id,
  });
  return startOnce(ctx, 'retryDeployment', input, async (ctx) => ({
    service,
    environment,
    version: earlier.version,
    parameters: earlier.parameters ?? {},
    plan: await retryPlan(ctx, earlier.id, input),
    isDryRun: earlier.isDryRun,
    note: earlier.note,
    trigger: 'RETRY',
    retryOfId: earlier.id,
    rollbackOfId: null,
    ...(await intentOf(ctx, earlier.id)),
  }));
}

/** What a retry has of what it tries again: it brings the same changes, for the same reason. */
async function intentOf(
  ctx: Context,
  id: string,
): Promise<Pick<NewDeployment, 'isHotfix' | 'remediatesIncidentId' | 'changes'>> {
  const row = await queryOne<Pick<NewDeployment, 'isHotfix' | 'remediatesIncidentId'>>(
    ctx,
    `-- deployments.intent
    select is_hotfix or rollback_of_id is not null as "isHotfix", remediates_incident_id as "remediatesIncidentId" from deployments where id = $1`,
    [id],
  );
  const changes = await query<NewChange>(
    ctx,
    `-- deployments.changesToRetry
    select kind, reference, title, author, authored_at as "authoredAt", url from deployment_changes where deployment_id = $1 order by id`,
    [id],
  );
  return { isHotfix: row?.isHotfix ?? false, remediatesIncidentId: row?.remediatesIncidentId ?? null, changes };
}

/** Deploys an earlier version again, with the parameters it had: the given one, or the last other one that succeeded. */
export async function rollback(ctx: Context, input: RollbackInput): Promise<DeploymentRow> {
  const { service, environment } = await findPlace(ctx, input);
  authorize(ctx, 'deployment:create', placeOf({ service, environment }));
  const fields = parseInput(
    noteRules,
    input,
    await incidentProblems(ctx, service.projectId, input.remediatesIncidentId),
  );
  return startOnce(ctx, 'rollback', input, async (ctx) => {
    const target = await findRollbackTarget(ctx, input);
    return {
      service,
      environment,
      version: target.version,
      parameters: target.parameters ?? {},
      plan: await planOf(ctx, service, environment),
      isDryRun: false,
      note: fields.note || null,
      trigger: 'ROLLBACK' as const,
      retryOfId: null,
      rollbackOfId: target.id,
      isHotfix: false,
      remediatesIncidentId: input.remediatesIncidentId ?? null,
      changes: [],
    };
  });
}

/** An incident that this project doesn't have. */
async function incidentProblems(ctx: Context, projectId: string, id: string | null | undefined): Promise<Problem[]> {
  if (!id) return [];
  const row = await queryOne(
    ctx,
    `-- deployments.incident
    select from incidents where id = $1 and project_id = $2`,
    [id, projectId],
  );
  return row ? [] : [{ path: 'remediatesIncidentId', message: 'The project has no such incident.' }];
}

interface RollbackTarget {
  id: string;
  version: string;
  parameters: Record<string, unknown> | null;
}

async function findRollbackTarget(ctx: Context, input: RollbackInput): Promise<RollbackTarget> {
  const target = await queryOne<RollbackTarget>(
    ctx,
    `-- deployments.rollbackTarget
    select id, version, parameters from deployments
    where service_id = $1 and environment_id = $2 and status = 'SUCCEEDED' and not is_dry_run
      and case when $3::text is not null then id = $3 else version is distinct from (
        select version from deployments
        where service_id = $1 and environment_id = $2 and status = 'SUCCEEDED' and not is_dry_run order by id desc limit 1) end
    order by id desc limit 1`,
    [input.serviceId, input.environmentId, input.toDeploymentId ?? null],
  );
  if (target) return target;
  throw input.toDeploymentId
    ? invalid([
        { path: 'toDeploymentId', message: 'Choose a deployment of this service to this environment that succeeded.' },
      ])
    : conflict('There is no earlier version here to go back to.');
}

/** Runs `describe` and makes the deployment in one transaction, once per idempotency key. */
async function startOnce(
  ctx: Context,
  operation: string,
  input: { idempotencyKey?: string | null },
  describe: (ctx: Context) => Promise<NewDeployment>,
): Promise<DeploymentRow> {
  const id = await withTransaction(ctx, async (ctx) => {
    const earlier = await earlierResult(ctx, operation, input.idempotencyKey, input);
    if (earlier) return earlier;
    const made = await describe(ctx);
    const requiresApproval = await lockPlace(ctx, made);
    const id = await insertDeployment(ctx, made, requiresApproval && !made.isDryRun);
    await rememberResult(ctx, operation, input.idempotencyKey, input, id);
    return id;
  });
  return getDeployment(ctx, id);
}

/**
 * Keeps project, service and environment from being deleted meanwhile; NOT_FOUND when they were. Returns whether the
 * environment wants approval, which may have changed since it was read. The project comes first, as for everybody who locks.
 */
async function lockPlace(ctx: Context, { service, environment }: NewDeployment): Promise<boolean> {
  const project = await queryOne(ctx, 'select from projects where id = $1 and deleted_at is null for share', [
    service.projectId,
  ]);
  if (!project) throw notFound('project');
  if (!(await queryOne(ctx, 'select from services where id = $1 and deleted_at is null for share', [service.id])))
    throw notFound('service');
  const row = await queryOne<{ requiresApproval: boolean }>(
    ctx,
    'select requires_approval as "requiresApproval" from environments where id = $1 and deleted_at is null for share',
    [environment.id],
  );
  if (!row) throw notFound('environment');
  return row.requiresApproval;
}

async function insertDeployment(ctx: Context, made: NewDeployment, mustWait: boolean): Promise<string> {
  const { service, environment } = made;
  const id = newId('deployment');
  const counter = await queryOne<{ number: number }>(
    ctx,
    `insert into project_counters (project_id, deployment_number) values ($1, 1)
     on conflict (project_id) do update set deployment_number = project_counters.deployment_number + 1
     returning deployment_number as number`,
    [service.projectId],
  );
  const streamId = await createLogStream(ctx, service.projectId);
  const { actor } = ctx;
  await execute(
    ctx,
    `insert into deployments (id, project_id, number, service_id, environment_id, version, status, trigger, created_by_user_id,
       created_by_token_id, created_by_name, note, parameters, is_dry_run, plan, retry_of_id, rollback_of_id, log_stream_id,
       created_at, queued_at, is_hotfix, remediates_incident_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
    [
      id,
      service.projectId,
      counter?.number,
      service.id,
      environment.id,
      made.version,
      mustWait ? 'AWAITING_APPROVAL' : 'QUEUED',
      made.trigger,
      actor && actor.kind !== 'SYSTEM' ? actor.userId : null,
      actor?.kind === 'TOKEN' ? actor.id : null,
      actor?.name ?? 'Pilothouse',
      made.note,
      JSON.stringify(made.parameters),
      made.isDryRun,
      JSON.stringify(made.plan),
      made.retryOfId,
      made.rollbackOfId,
      streamId,
      ctx.app.now(),
      mustWait ? null : ctx.app.now(),
      made.isHotfix,
      made.remediatesIncidentId,
    ],
  );
  await insertChanges(ctx, service.projectId, id, made.changes);
  if (mustWait) await announceDeployment(ctx, id);
  else await enqueueStart(ctx, id);
  await recordAudit(ctx, {
    action: 'deployment.created',
    projectId: service.projectId,
    subject: { id, type: 'Deployment', name: `${service.slug} #${counter?.number}` },
    detail: { environment: environment.slug, version: made.version, trigger: made.trigger, isDryRun: made.isDryRun },
  });
  publishChange(ctx, service.projectId, id);
  return id;
}

async function insertChanges(
  ctx: Context,
  projectId: string,
  deploymentId: string,
  changes: NewChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await execute(
    ctx,
    `insert into deployment_changes (project_id, deployment_id, kind, reference, title, author, authored_at, url)
     select $1, $2, c.kind, c.reference, c.title, c.author, c.authored_at, c.url
     from jsonb_to_recordset($3::jsonb) as c (kind text, reference text, title text, author text, authored_at timestamptz, url text)
     on conflict do nothing`,
    [projectId, deploymentId, JSON.stringify(changes.map((change) => ({ ...change, authored_at: change.authoredAt })))],
  );
}

/** Service and environment of one project, which the actor may see. */
export async function findPlace(ctx: Context, place: { serviceId: string; environmentId: string }) {
  const service = await findService(ctx, place.serviceId);
  const environment = await findEnvironment(ctx, place.environmentId);
  if (environment.projectId !== service.projectId) throw notFound('environment');
  return { service, environment };
}

async function planOf(ctx: Context, service: Service, environment: Environment): Promise<DeploymentPlan> {
  const [project] = await projectsById(ctx, [service.projectId]);
  if (!project) throw notFound('project');
  return {
    projectSlug: project.slug,
    serviceSlug: service.slug,
    serviceName: service.name,
    environmentSlug: environment.slug,
    url: environment.url,
    runner: service.runner,
    source: service.source,
    entrypoint: service.entrypoint,
    inventory: service.inventory,
    stepNames: service.stepNames,
    healthCheck: service.healthCheck,
    timeoutSeconds: service.timeoutSeconds,
    cancelGraceSeconds: service.cancelGraceSeconds,
    startAtStep: null,
    hosts: null,
  };
}

async function retryPlan(ctx: Context, id: string, input: RetryDeploymentInput): Promise<DeploymentPlan> {
  const found = await getPlan(ctx, id);
  if (!found) throw notFound('deployment');
  const failed = await query<{ name: string; host: string }>(
    ctx,
    `select name, host from deployment_steps where deployment_id = $1 and status in ('FAILED', 'CANCELED') and not is_ignored order by position, id`,
    [id],
  );
  if (input.fromFailedStep && failed.length === 0)
    throw invalid([{ path: 'fromFailedStep', message: 'No step of it failed. Retry the whole deployment.' }]);
  const hosts = [...new Set(failed.map((step) => step.host).filter(Boolean))];
  if (input.failedHostsOnly && hosts.length === 0)
    throw invalid([{ path: 'failedHostsOnly', message: 'It failed on no host by name. Retry the whole deployment.' }]);
  return {
    ...found.plan,
    startAtStep: input.fromFailedStep ? (failed[0]?.name ?? null) : null,
    hosts: input.failedHostsOnly ? hosts : null,
  };
}

function toFieldProblem(problem: { path: string; message: string }) {
  const path = ['parameters', problem.path].filter(Boolean).join('.');
  return { path, message: `${problem.path || 'parameters'} ${problem.message}.` };
}
