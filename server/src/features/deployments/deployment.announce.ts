import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { announce } from '../../platform/occurrences.ts';

const KINDS = {
  RUNNING: 'deployment.started',
  SUCCEEDED: 'deployment.succeeded',
  FAILED: 'deployment.failed',
  TIMED_OUT: 'deployment.failed',
  CANCELED: 'deployment.canceled',
  REJECTED: 'deployment.canceled',
  AWAITING_APPROVAL: 'deployment.approval_requested',
} as const;

const WORDS: Record<keyof typeof KINDS, string> = {
  RUNNING: 'has started',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed out',
  CANCELED: 'was canceled',
  REJECTED: 'was rejected',
  AWAITING_APPROVAL: 'waits for approval',
};

/** In the transaction that brings a deployment into this state: whoever reacts to that will. */
export async function announceDeployment(ctx: Context, id: string): Promise<void> {
  const row = await queryOne<{
    projectId: string;
    number: number;
    status: string;
    statusReason: string | null;
    version: string;
    isDryRun: boolean;
    service: string;
    environment: string;
    environmentName: string;
    isProduction: boolean;
    environmentId: string;
    serviceId: string;
    createdByName: string;
  }>(
    ctx,
    `-- deployments.announced
    select d.project_id as "projectId", d.number, d.status, d.status_reason as "statusReason", d.version,
      d.is_dry_run as "isDryRun", s.slug as service, e.slug as environment, e.name as "environmentName",
      e.is_production as "isProduction", e.id as "environmentId", s.id as "serviceId", d.created_by_name as "createdByName"
    from deployments d join services s on s.id = d.service_id join environments e on e.id = d.environment_id where d.id = $1`,
    [id],
  );
  if (!row || !(row.status in KINDS)) return;
  const status = row.status as keyof typeof KINDS;
  const { projectId, environmentName, statusReason, ...data } = row;
  const reason = statusReason && status !== 'RUNNING' ? `: ${statusReason}` : '.';
  await announce(ctx, {
    kind: KINDS[status],
    projectId,
    subjectId: id,
    title: `Deployment ${row.service} #${row.number} to ${environmentName} ${WORDS[status]}${reason}`.slice(0, 1_000),
    data: { ...data, reason: statusReason },
  });
}
