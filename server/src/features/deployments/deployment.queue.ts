import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { publish } from '../../platform/db/transaction.ts';
import { deploymentTopic, projectDeploymentsTopic } from '../../platform/events.ts';
import { addJob } from '../../platform/jobs.ts';

/** The job that starts a deployment when its turn has come; see `deployment.workflow.ts`. */
export const START_JOB = 'deployment.start';

/** In the transaction that queues a deployment: a worker looks whether it is its turn. */
export function enqueueStart(ctx: Context, id: string, runAt?: Date): Promise<void> {
  return addJob(ctx, START_JOB, { id }, { key: `${START_JOB}/${id}`, runAt });
}

/** In the transaction that ends a deployment: wakes the one whose turn it is now. */
export async function startNext(ctx: Context, serviceId: string, environmentId: string): Promise<void> {
  const next = await queryOne<{ id: string }>(
    ctx,
    `select id from deployments where service_id = $1 and environment_id = $2 and status = 'QUEUED' order by number limit 1`,
    [serviceId, environmentId],
  );
  if (next) await enqueueStart(ctx, next.id);
}

/** After commit: tells the deployment's own page, and the lists of its project. */
export function publishChange(ctx: Context, projectId: string, id: string): void {
  publish(ctx, deploymentTopic(id), `${projectDeploymentsTopic(projectId)}#${id}`);
}
