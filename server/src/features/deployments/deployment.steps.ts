import { recordAudit } from '../../platform/audit/audit.ts';
import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict } from '../../platform/errors.ts';
import { parseInput } from '../../platform/validation.ts';
import { recordStep } from '../logs/step.service.ts';
import { createMasker } from '../runners/masker.ts';
import { type StepState, slugOf } from '../runners/step-events.rules.ts';
import { openVariables } from '../services/variable.service.ts';
import { stepById } from './deployment.loaders.ts';
import { stepReportRules } from './deployment.rules.ts';
import { requireDeploymentToken } from './deployment.service.ts';
import { isActive } from './deployment.state.ts';
import type { DeploymentStatus, DeploymentStep, ReportedStepState, ReportStepInput } from './deployment.types.ts';

const STATES: Record<keyof typeof ReportedStepState, StepState> = {
  RUNNING: 'RUNNING',
  SUCCESS: 'SUCCEEDED',
  FAILURE: 'FAILED',
  SKIPPED: 'SKIPPED',
};

/** Any of our own credentials, whosever it is. */
const OUR_TOKENS = /ph[psd]_[A-Za-z0-9_-]{43}[0-9a-f]{8}/g;

/**
 * Records a step that a running program reports by its deployment token; the same name is the same step. Secrets in name and
 * message are masked. CONFLICT when the deployment is not under way.
 */
export async function reportStep(ctx: Context, input: ReportStepInput): Promise<DeploymentStep> {
  const { deploymentId, projectId } = requireDeploymentToken(ctx);
  const fields = parseInput(stepReportRules, input);
  const deployment = await queryOne<{
    status: keyof typeof DeploymentStatus;
    serviceId: string;
    environmentId: string;
  }>(
    ctx,
    'select status, service_id as "serviceId", environment_id as "environmentId" from deployments where id = $1',
    [deploymentId],
  );
  if (!deployment || !isActive(deployment.status)) throw conflict('This deployment is not under way any more.');
  const variables = await openVariables(ctx, { projectId, ...deployment });
  const masker = createMasker(variables.filter((variable) => variable.isSecret).map((variable) => variable.value));
  const mask = (text: string) => masker.maskText(text).replace(OUR_TOKENS, '***');
  const name = mask(fields.name);
  const id = await withTransaction(ctx, async (ctx) => {
    await recordAudit(ctx, {
      action: 'step.reported',
      projectId,
      subject: { id: deploymentId, type: 'Deployment', name },
      detail: { state: input.state },
    });
    return recordStep(ctx, {
      deploymentId,
      projectId,
      event: {
        key: slugOf(name),
        name,
        group: null,
        host: fields.host ? mask(fields.host) : null,
        state: STATES[input.state],
        message: fields.message ? mask(fields.message) : null,
        isChanged: null,
        diff: null,
        attempt: 1,
        at: ctx.app.now().getTime(),
        stdoutOffset: null,
        isIgnored: false,
      },
    });
  });
  return stepById(ctx, id);
}
