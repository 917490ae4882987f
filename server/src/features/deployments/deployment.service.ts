import { newId } from '../../lib/ids.ts';
import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { execute, query, queryOne } from '../../platform/db/sql.ts';
import { publish, withTransaction } from '../../platform/db/transaction.ts';
import { conflict, forbidden, invalid, notFound } from '../../platform/errors.ts';
import { deploymentTopic, projectDeploymentsTopic } from '../../platform/events.ts';
import { earlierResult, rememberResult } from '../../platform/idempotency.ts';
import { addJob } from '../../platform/jobs.ts';
import { checkParameters } from '../../platform/runners/service-parameters.rules.ts';
import { parseInput } from '../../platform/validation.ts';
import { requireUser } from '../accounts/account.service.ts';
import type { Environment } from '../environments/environment.entity.ts';
import { findEnvironment } from '../environments/environment.service.ts';
import { appendSystemLine, createLogStream, endLog } from '../logs/log.service.ts';
import { projectsById } from '../projects/project.service.ts';
import type { Service } from '../services/service.entity.ts';
import { findService } from '../services/service.service.ts';
import type { DeploymentPlan } from './deployment.entity.ts';
import { type DeploymentRow, getDeployment, getPlan } from './deployment.queries.ts';
import { commentRules, deployRules, noteRules } from './deployment.rules.ts';
import { comesFrom, isActive, isCancelable, isOpen, isRetryable } from './deployment.state.ts';
import type {
  ChangeInput,
  ChangeKind,
  DecideDeploymentInput,
  DeployInput,
  DeploymentTrigger,
  RetryDeploymentInput,
  RollbackInput,
} from './deployment.types.ts';

/** The job that starts a deployment when its turn has come; see `deployment.workflow.ts`. */
export const START_JOB = 'deployment.start';

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
  changes: NewChange[];
}

/**
 * Starts a deployment: it waits for approval where the environment wants it, for its turn behind others of the same service
 * and environment, then for a worker. The same idempotency key returns the first result.
 */
export async function deploy(ctx: Context, input: DeployInput): Promise<DeploymentRow> {
  const { service, environment } = await findPlace(ctx, input);
  authorize(ctx, 'deployment:create', service.projectId);
  const fields = parseInput(deployRules, input);
  const { parameters, problems } = checkParameters(service.parameterSchema, input.parameters ?? {});
  if (problems.length > 0) throw invalid(problems.map(toFieldProblem));
  return startOnce(ctx, 'deploy', input, async (ctx) => ({
    service,
    environment,
    version: fields.version,
    parameters,
    plan: await planOf(ctx, service, environment),
    isDryRun: fields.dryRun,
    note: fields.note || null,
    trigger: ctx.actor?.kind === 'TOKEN' ? 'TOKEN' : 'MANUAL',
    retryOfId: null,
    rollbackOfId: null,
    changes: fields.changes ?? [],
  }));
}

/** Tries a failed, canceled or timed-out deployment again, with the settings and parameters it had. */
export async function retryDeployment(ctx: Context, input: RetryDeploymentInput): Promise<DeploymentRow> {
  const earlier = await getDeployment(ctx, input.id);
  authorize(ctx, 'deployment:create', earlier.projectId);
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
    changes: [],
  }));
}

/** Deploys an earlier version again, with the parameters it had: the given one, or the last other one that succeeded. */
export async function rollback(ctx: Context, input: RollbackInput): Promise<DeploymentRow> {
  const { service, environment } = await findPlace(ctx, input);
  authorize(ctx, 'deployment:create', service.projectId);
  const fields = parseInput(noteRules, input);
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
      changes: [],
    };
  });
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
       created_at, queued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
    [
      id,
      service.projectId,
      counter?.number,
      service.id,
      environment.id,
      made.version,
      mustWait ? 'AWAITING_APPROVAL' : 'QUEUED',
      made.trigger,
      actor?.kind === 'USER' ? actor.userId : actor?.kind === 'TOKEN' ? actor.userId : null,
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
    ],
  );
  await insertChanges(ctx, service.projectId, id, made.changes);
  if (!mustWait) await addJob(ctx, START_JOB, { id }, { key: `${START_JOB}/${id}` });
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

/**
 * Stops a deployment: one that waits ends at once, one that runs is told to stop and is CANCELED when nothing of it is left.
 * Twice is the same as once. CONFLICT when it has ended.
 */
export async function cancelDeployment(ctx: Context, id: string): Promise<DeploymentRow> {
  const found = await getDeployment(ctx, id);
  authorize(ctx, 'deployment:cancel', found.projectId);
  await withTransaction(ctx, async (ctx) => {
    const row = await queryOne<{ status: DeploymentRow['status'] }>(
      ctx,
      // Not the key: the log's writer has locked the log when it refers to it, and here the log comes second.
      'select status from deployments where id = $1 for no key update',
      [id],
    );
    if (!row || row.status === 'CANCELING' || row.status === 'CANCELED') return;
    if (!isCancelable(row.status)) throw conflict('This deployment has ended already.');
    const name = ctx.actor?.name ?? 'Pilothouse';
    if (isActive(row.status)) {
      await execute(
        ctx,
        `update deployments set status = 'CANCELING', stop_reason = 'CANCEL', stop_requested_by = $2, stop_requested_at = $3
         where id = $1 and status = any($4)`,
        [id, name, ctx.app.now(), comesFrom('CANCELING')],
      );
      await appendSystemLine(ctx, found.logStreamId, `Cancel requested by ${name}.`);
    } else await endBeforeStart(ctx, id, 'CANCELED', `Canceled by ${name} before it began.`);
    await recordAudit(ctx, {
      action: 'deployment.cancel_requested',
      projectId: found.projectId,
      subject: { id, type: 'Deployment', name: `${found.service.slug} #${found.number}` },
      detail: { before: { status: row.status } },
    });
    publishChange(ctx, found.projectId, id);
  });
  return getDeployment(ctx, id);
}

/** Lets a deployment that waits for approval go on. CONFLICT when it does not wait. */
export function approveDeployment(ctx: Context, input: DecideDeploymentInput): Promise<DeploymentRow> {
  return decide(ctx, input, 'APPROVED');
}

/** Ends a deployment that waits for approval. CONFLICT when it does not wait. */
export function rejectDeployment(ctx: Context, input: DecideDeploymentInput): Promise<DeploymentRow> {
  return decide(ctx, input, 'REJECTED');
}

async function decide(
  ctx: Context,
  input: DecideDeploymentInput,
  decision: 'APPROVED' | 'REJECTED',
): Promise<DeploymentRow> {
  const found = await getDeployment(ctx, input.id);
  authorize(ctx, 'deployment:approve', found.projectId);
  const user = requireUser(ctx);
  const { comment } = parseInput(commentRules, input);
  await withTransaction(ctx, async (ctx) => {
    const locked = await queryOne<{ status: string }>(ctx, 'select status from deployments where id = $1 for update', [
      input.id,
    ]);
    if (locked?.status !== 'AWAITING_APPROVAL') throw conflict('This deployment does not wait for approval any more.');
    await execute(
      ctx,
      'insert into approvals (id, project_id, deployment_id, user_id, decision, comment) values ($1, $2, $3, $4, $5, $6)',
      [newId('approval'), found.projectId, input.id, user.userId, decision, comment || null],
    );
    if (decision === 'REJECTED')
      await endBeforeStart(ctx, input.id, 'REJECTED', `Rejected by ${user.name}${comment ? `: ${comment}` : '.'}`);
    else {
      await execute(
        ctx,
        `update deployments set status = 'QUEUED', queued_at = $2 where id = $1 and status = 'AWAITING_APPROVAL'`,
        [input.id, ctx.app.now()],
      );
      await addJob(ctx, START_JOB, { id: input.id }, { key: `${START_JOB}/${input.id}` });
    }
    await recordAudit(ctx, {
      action: decision === 'APPROVED' ? 'deployment.approved' : 'deployment.rejected',
      projectId: found.projectId,
      subject: { id: input.id, type: 'Deployment', name: `${found.service.slug} #${found.number}` },
      detail: { comment: comment || null },
    });
    publishChange(ctx, found.projectId, input.id);
  });
  return getDeployment(ctx, input.id);
}

async function endBeforeStart(
  ctx: Context,
  id: string,
  status: 'CANCELED' | 'REJECTED',
  reason: string,
): Promise<void> {
  const row = await queryOne<{ log_stream_id: number; service_id: string; environment_id: string }>(
    ctx,
    `update deployments set status = $2, status_reason = $3, finished_at = $4 where id = $1 and status = any($5)
     returning log_stream_id, service_id, environment_id`,
    [id, status, reason, ctx.app.now(), comesFrom(status)],
  );
  if (!row) throw conflict('This deployment changed at the same moment. Look again.');
  await appendSystemLine(ctx, row.log_stream_id, reason);
  await endLog(ctx, row.log_stream_id);
  await startNext(ctx, row.service_id, row.environment_id);
}

/** In the transaction that ends a deployment: wakes the one whose turn it is now. */
export async function startNext(ctx: Context, serviceId: string, environmentId: string): Promise<void> {
  const next = await queryOne<{ id: string }>(
    ctx,
    `select id from deployments where service_id = $1 and environment_id = $2 and status = 'QUEUED' order by number limit 1`,
    [serviceId, environmentId],
  );
  if (next) await addJob(ctx, START_JOB, { id: next.id }, { key: `${START_JOB}/${next.id}` });
}

/** After commit: tells the deployment's own page, and the lists of its project. */
export function publishChange(ctx: Context, projectId: string, id: string): void {
  publish(ctx, deploymentTopic(id), `${projectDeploymentsTopic(projectId)}#${id}`);
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

/** The deployment whose own token the actor is; FORBIDDEN for everybody else. */
export function requireDeploymentToken(ctx: Context): { deploymentId: string; projectId: string } {
  const { actor } = ctx;
  if (actor?.kind === 'TOKEN' && actor.deploymentId && actor.projectId) {
    authorize(ctx, 'step:report', actor.projectId, 'deployment');
    return { deploymentId: actor.deploymentId, projectId: actor.projectId };
  }
  if (actor) throw forbidden('Only a deployment reports its steps, with the token it gets in PILOTHOUSE_TOKEN.');
  authorize(ctx, 'step:report', '');
  throw notFound('deployment');
}
