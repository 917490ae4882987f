import { z } from 'zod';
import { asJson, expiryOf, expirySeconds, mainOnly } from './config.rules.ts';
import { NodeError, type NodeType } from './node.types.ts';

/** A workflow that starts itself ends here, and not when the disk is full. */
const MAX_DEPTH = 10;

const config = z.object({
  workflow: z
    .string()
    .min(1)
    .max(2_000)
    .meta({ title: 'Workflow', description: 'Its published version runs.', field: 'workflow' }),
  payload: z.unknown().meta({ title: 'Payload', description: 'What it gets as its trigger’s data.', field: 'json' }),
  expiresSeconds: expirySeconds.meta({
    title: 'Wait at most (seconds)',
    description: 'The node fails when the run takes longer.',
    field: 'template',
  }),
});
type Config = z.infer<typeof config>;

export const subWorkflow: NodeType<Config> = {
  type: 'sub-workflow',
  group: 'FLOW',
  name: 'Sub-workflow',
  description: 'Runs another workflow and waits for its output.',
  docs: `Starts a run of another workflow of the project and waits for its end, without holding a worker. Canceling this run cancels that one.

Output: \`{ runId, status, output }\`, where \`output\` is that of the other run.

Fails with \`CHILD_RUN_FAILED\` when the other run didn't succeed, \`CHILD_RUN_LATE\` when it took too long, and \`TOO_DEEP\` beyond ${MAX_DEPTH} workflows within each other.`,
  icon: 'workflow',
  config,
  ports: mainOnly,
  outputSchema: () => ({
    type: 'object',
    properties: { runId: { type: 'string' }, status: { type: 'string' }, output: {} },
    required: ['runId', 'status', 'output'],
  }),
  rights: () => [{ permission: 'run:create' }],
  timeoutSeconds: 30,
  async execute(node, { workflow, payload, expiresSeconds }) {
    if (node.run.depth >= MAX_DEPTH)
      throw new NodeError('TOO_DEEP', `Workflows start each other more than ${MAX_DEPTH} deep here.`, {
        isRetryable: false,
      });
    const until = expiryOf(node, expiresSeconds);
    return { kind: 'wait', wait: { kind: 'CHILD_RUN', workflow, payload: asJson(payload), until } };
  },
  async resume(_node, { workflow }, resumed) {
    if (resumed.kind !== 'CHILD_RUN')
      throw new NodeError('CHILD_RUN_LATE', `The run of ${workflow} did not end in time.`);
    const { runId, status, output, error } = resumed;
    if (status !== 'SUCCEEDED')
      throw new NodeError('CHILD_RUN_FAILED', `The run of ${workflow} ended as ${status}.`, {
        details: { runId, status, error },
      });
    return { kind: 'done', output: { runId, status, output } };
  },
};
