import { z } from 'zod';
import { rollback, deploy as startDeployment } from '../deployments/deployment.service.ts';
import { invalidConfig, isTemplate, mainOnly } from './config.rules.ts';
import { type NodeContext, NodeError, type NodeType, type Outcome } from './node.types.ts';
import { toNodeError } from './node-errors.rules.ts';
import { findPlaceBySlugs } from './place.queries.ts';

const slug = z.string().min(1).max(2_000);

const fields = z.object({
  service: slug.meta({ title: 'Service', description: 'What is deployed.', field: 'service' }),
  environment: slug.meta({ title: 'Environment', description: 'Where to.', field: 'environment' }),
  version: z.string().min(1).max(2_000).optional().meta({
    title: 'Version',
    description: 'A tag, a commit or a number, as the service understands it.',
    field: 'template',
  }),
  rollbackTo: z.string().min(1).max(2_000).optional().meta({
    title: 'Roll back to',
    description: 'Instead of a version: the id of a deployment that succeeded there. Its parameters are taken too.',
    field: 'template',
  }),
  parameters: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ title: 'Parameters', description: 'As the service describes them.', field: 'json' }),
  note: z
    .string()
    .max(2_000)
    .optional()
    .meta({ title: 'Note', description: 'Why, for those who look later.', field: 'template' }),
  dryRun: z
    .boolean()
    .default(false)
    .meta({ title: 'Dry run', description: 'Only show what would change.', field: 'literal' }),
});
const config = fields.refine(({ version, rollbackTo }) => (version === undefined) !== (rollbackTo === undefined), {
  message: 'Give either a version or the deployment to roll back to.',
  path: ['version'],
});
type Config = z.infer<typeof config>;

export const deploy: NodeType<Config> = {
  type: 'deploy',
  group: 'ACTION',
  name: 'Deploy',
  description: 'Deploys a service to an environment and waits for its end.',
  docs: `Starts a deployment with the run's rights and waits for its end without holding a worker. It queues and waits for approval like any other. Canceling the run cancels it.

With “Roll back to” it deploys again what an earlier deployment brought there, and counts as a rollback.

After a restart the same deployment is waited for; another attempt deploys anew only if the last deployment failed.

Output: \`{ deploymentId, status, version }\`.

Fails with \`DEPLOYMENT_FAILED\`, \`DEPLOYMENT_TIMED_OUT\`, \`DEPLOYMENT_CANCELED\` or \`DEPLOYMENT_REJECTED\`, by how it ended; with \`NOT_FOUND\` when there is no such service or environment, \`FORBIDDEN\` when the run may not deploy there, and \`INVALID_INPUT\` when version or parameters don't fit.`,
  icon: 'rocket',
  config,
  ports: mainOnly,
  outputSchema: () => ({
    type: 'object',
    properties: { deploymentId: { type: 'string' }, status: { type: 'string' }, version: { type: 'string' } },
    required: ['deploymentId', 'status', 'version'],
  }),
  rights: ({ service, environment }) => [
    {
      permission: 'deployment:create',
      ...(isTemplate(service) ? {} : { service }),
      ...(isTemplate(environment) ? {} : { environment }),
    },
  ],
  timeoutSeconds: 60,
  async execute(node, config) {
    try {
      return await startOrFollow(node, config);
    } catch (error) {
      throw toNodeError(error);
    }
  },
  async resume(_node, config, resumed) {
    if (resumed.kind !== 'DEPLOYMENT') throw new NodeError('TIMEOUT', 'The deployment did not end in time.');
    return endOf(config, resumed);
  },
};

/**
 * The key of each attempt is tried in turn, so that an attempt that is made again, and one that follows a lost one, find
 * the deployment that is under way instead of starting a second.
 */
async function startOrFollow(node: NodeContext, config: Config): Promise<Outcome> {
  const place = await findPlaceBySlugs(node.ctx, node.run.projectId, config);
  for (let attempt = 1; ; attempt += 1) {
    const idempotencyKey = `${node.idempotencyKey}#${attempt}`;
    const started = await startAt(node, place, config, idempotencyKey);
    const { id: deploymentId, status, statusReason } = started;
    if (!(status in FAILURES) && status !== 'SUCCEEDED')
      return { kind: 'wait', wait: { kind: 'DEPLOYMENT', deploymentId, until: null } };
    if (status === 'SUCCEEDED' || attempt >= node.node.attempt)
      return endOf(config, { deploymentId, status, statusReason, version: started.version });
  }
}

function startAt(
  { ctx }: NodeContext,
  place: { serviceId: string; environmentId: string },
  { version = '', rollbackTo, parameters, dryRun, note }: Config,
  idempotencyKey: string,
) {
  if (rollbackTo === undefined)
    return startDeployment(ctx, { ...place, version, parameters, dryRun, note, idempotencyKey });
  if (dryRun) throw invalidConfig('A rollback has no dry run. Give a version instead.');
  return rollback(ctx, { ...place, toDeploymentId: rollbackTo, note, idempotencyKey });
}

const FAILURES: Record<string, string> = {
  FAILED: 'failed',
  TIMED_OUT: 'ran out of time',
  CANCELED: 'was canceled',
  REJECTED: 'was rejected',
};

interface Ended {
  deploymentId: string;
  status: string;
  statusReason: string | null;
  version: string;
}

function endOf({ service, environment }: Config, { deploymentId, status, statusReason, version }: Ended): Outcome {
  if (status === 'SUCCEEDED') return { kind: 'done', output: { deploymentId, status, version } };
  const what = `The deployment of ${service} ${version} to ${environment} ${FAILURES[status] ?? 'did not succeed'}`;
  throw new NodeError(`DEPLOYMENT_${status}`, statusReason ? `${what}: ${statusReason}` : `${what}.`, {
    // Who said no meant it.
    isRetryable: status === 'FAILED' || status === 'TIMED_OUT',
    details: { deploymentId, status, statusReason, version },
  });
}
