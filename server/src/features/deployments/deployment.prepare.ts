import { type App, systemContext } from '../../platform/context.ts';
import { withTransaction } from '../../platform/db/transaction.ts';
import { isDatabaseAway } from '../../platform/db/transient.ts';
import { AppError } from '../../platform/errors.ts';
import { checkoutService } from '../../platform/runners/checkout.ts';
import { notHandedOn } from '../../platform/runners/environment-names.rules.ts';
import { planRun } from '../../platform/runners/runner-plan.ts';
import { AlreadyStartedError, startProcess } from '../../platform/runners/runner-process.ts';
import type { ServiceManifest } from '../../platform/runners/service-manifest.rules.ts';
import { LostOwnership } from '../logs/log-recorder.ts';
import { sourceFolder } from '../services/service-folder.ts';
import { handOutVariables } from '../services/variable.values.service.ts';
import { createDeploymentToken } from '../tokens/token.service.ts';
import { type OwnedDeployment, readOwned } from './deployment.claims.ts';
import type { Ending } from './deployment.finish.ts';
import { addSecrets } from './deployment.secrets.ts';

/**
 * Checkout, variables, token, plan, and the start of the program. Null when it runs; an ending when it can't. `say` gets lines
 * for the deployment's log.
 */
export async function prepareDeployment(
  app: App,
  owned: OwnedDeployment,
  dir: string,
  say: (text: string) => void,
): Promise<Ending | null> {
  const ctx = systemContext(app, 'deployment');
  const { plan } = owned;
  if ((await readOwned(ctx, owned))?.status === 'CANCELING') return { status: 'CANCELED', reason: null };
  try {
    const checkout = await checkoutService({
      sourceDir: sourceFolder(app, plan.projectSlug, plan.source),
      dir,
    });
    // Tokens of earlier attempts hold until the end: a supervisor that a dead worker asked may still be the one that starts.
    const { token, variables, withheld } = await withTransaction(ctx, async (ctx) => {
      if (!(await readOwned(ctx, owned))) throw new LostOwnership(`Deployment ${owned.id} has another owner.`);
      const name = `${plan.serviceSlug} #${owned.number}`;
      const handedOut = await handOutVariables(ctx, { ...owned, name });
      const timeoutSeconds = plan.timeoutSeconds + plan.cancelGraceSeconds;
      const token = await createDeploymentToken(ctx, {
        id: owned.id,
        projectId: owned.projectId,
        name,
        timeoutSeconds,
      });
      return { token, ...handedOut };
    });
    for (const name of withheld) say(notHandedOn(name));
    const secretVariables = variables.filter((variable) => variable.isSecret);
    await addSecrets(dir, [token, ...secretVariables.map((variable) => variable.value)]);
    const valuesOf = (isKey: boolean) =>
      Object.fromEntries(
        variables.filter(({ kind }) => (kind === 'SSH_KEY') === isKey).map(({ name, value }) => [name, value]),
      );
    const spec = planRun({
      manifest: manifestOf(owned),
      checkoutDir: checkout.checkoutDir,
      dir,
      deployment: {
        id: owned.id,
        project: plan.projectSlug,
        service: plan.serviceSlug,
        environment: plan.environmentSlug,
        version: owned.version,
        url: app.config.publicUrl ?? '',
        token,
        environmentUrl: plan.url,
      },
      variables: valuesOf(false),
      sshKeys: valuesOf(true),
      parameters: owned.parameters,
      dryRun: owned.isDryRun,
      retryOf: owned.retryOfId,
      startAtStep: plan.startAtStep,
      hosts: plan.hosts,
      baseEnvironment: app.config.environment,
    });
    await startProcess(spec);
    return null;
  } catch (error) {
    if (error instanceof AlreadyStartedError) return null;
    if (error instanceof LostOwnership || isDatabaseAway(error)) throw error;
    app.log.warn({ error, deployment: owned.id }, 'a deployment could not be started');
    const message =
      error instanceof AppError ? error.message : `Pilothouse could not start the program: ${(error as Error).message}`;
    return { status: 'FAILED', reason: message };
  }
}

function manifestOf(owned: OwnedDeployment): ServiceManifest {
  const { plan } = owned;
  const common = {
    name: plan.serviceName,
    steps: plan.stepNames,
    timeoutSeconds: plan.timeoutSeconds,
    cancelGraceSeconds: plan.cancelGraceSeconds,
  };
  return plan.runner === 'ANSIBLE'
    ? { ...common, runner: 'ANSIBLE', entrypoint: plan.entrypoint[0] ?? '', inventory: plan.inventory ?? undefined }
    : { ...common, runner: 'SHELL', entrypoint: plan.entrypoint };
}
