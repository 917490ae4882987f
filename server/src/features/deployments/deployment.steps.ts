import { recordAudit } from '../../platform/audit/audit.ts';
import { authorize } from '../../platform/auth/authorize.ts';
import type { Context } from '../../platform/context.ts';
import { queryOne } from '../../platform/db/sql.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { conflict, forbidden, notFound } from '../../platform/errors.ts';
import { createMasker } from '../../platform/runners/masker.ts';
import { type StepState, slugOf } from '../../platform/runners/step-events.rules.ts';
import { parseInput } from '../../platform/validation.ts';
import { recordStep } from '../logs/step.service.ts';
import { secretsOfDeployment } from '../services/variable.values.service.ts';
import { type StepRow, stepById } from './deployment.loaders.ts';
import { stepReportRules } from './deployment.rules.ts';
import { isActive } from './deployment.state.ts';
import type { DeploymentStatus, ReportedStepState, ReportStepInput } from './deployment.types.ts';

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
 * message are masked; that they are opened for it was recorded when the program got them. CONFLICT when the deployment is not under way.
 */
export async function reportStep(ctx: Context, input: ReportStepInput): Promise<StepRow> {
  const { deploymentId, projectId } = requireDeploymentToken(ctx);
  const fields = parseInput(stepReportRules, input);
  const deployment = await queryOne<{
    number: number;
    serviceSlug: string;
  }>(
    ctx,
    `-- deployments.reporting
    select d.number, s.slug as "serviceSlug" from deployments d join services s on s.id = d.service_id where d.id = $1`,
    [deploymentId],
  );
  if (!deployment) throw notFound('deployment');
  const masker = createMasker(await secretsOfDeployment(ctx, deploymentId));
  const mask = (text: string) => masker.maskText(text).replace(OUR_TOKENS, '***');
  const name = mask(fields.name);
  const id = await withTransaction(ctx, async (ctx) => {
    await requireActive(ctx, deploymentId);
    await recordAudit(ctx, {
      action: 'step.reported',
      projectId,
      subject: { id: deploymentId, type: 'Deployment', name: `${deployment.serviceSlug} #${deployment.number}` },
      detail: { step: name, state: input.state },
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

/** Holds the deployment where it is until the step is recorded. CONFLICT when it is not under way. */
async function requireActive(ctx: Context, id: string): Promise<void> {
  const row = await queryOne<{ status: keyof typeof DeploymentStatus }>(
    ctx,
    'select status from deployments where id = $1 for share',
    [id],
  );
  if (!row || !isActive(row.status)) throw conflict('This deployment is not under way any more.');
}

/** The deployment whose own token the actor is; FORBIDDEN for everybody else. */
function requireDeploymentToken(ctx: Context): { deploymentId: string; projectId: string } {
  const { actor } = ctx;
  if (actor?.kind === 'TOKEN' && actor.deploymentId && actor.projectId) {
    authorize(ctx, 'step:report', actor.projectId, 'deployment');
    return { deploymentId: actor.deploymentId, projectId: actor.projectId };
  }
  if (actor) throw forbidden('Only a deployment reports its steps, with the token it gets in PILOTHOUSE_TOKEN.');
  authorize(ctx, 'step:report', '');
  throw notFound('deployment');
}
