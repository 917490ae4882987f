import { z } from 'zod';
import { runSandboxed, SandboxError } from '../../platform/sandbox/sandbox.ts';
import { asJson, mainOnly } from './config.rules.ts';
import { NodeError, type NodeType } from './node.types.ts';

const config = z.object({
  code: z.string().min(1, 'Write some code.').max(100_000).meta({
    title: 'Code',
    description: 'JavaScript: the body of an async function of input. What it returns is the output.',
    field: 'code',
  }),
  input: z.unknown().optional().meta({
    title: 'Input',
    description: 'What the code gets as input. Left out: what came in.',
    field: 'json',
  }),
  timeLimitSeconds: z.number().min(0.1).max(60).default(5).meta({
    title: 'Time limit',
    description: 'Seconds that the code may take.',
    field: 'literal',
  }),
  memoryMegabytes: z.int().min(4).max(256).default(64).meta({
    title: 'Memory limit',
    description: 'Megabytes that the code may use.',
    field: 'literal',
  }),
});
type Config = z.infer<typeof config>;

const maxOutputBytes = 8 * 1024 * 1024;

export const code: NodeType<Config> = {
  type: 'code',
  group: 'ACTION',
  name: 'Code',
  description: 'Runs JavaScript of your own on the data.',
  docs: `Runs JavaScript in a sandbox without network, files, timers or modules. \`input\` is what came in; what is returned is the output:

\`\`\`js
console.log('items:', input.items.length);
return input.items.map((item) => ({ ...item, total: item.price * item.count }));
\`\`\`

\`console.log\` writes to the run's log. The output is at most 8 MiB of JSON.

Fails with \`CODE_FAILED\` (it threw; \`details\` has the line), \`CODE_TIMEOUT\`, \`CODE_OUT_OF_MEMORY\`, \`CODE_OUTPUT_TOO_LARGE\`,
\`CODE_INVALID_RESULT\` or \`CODE_CRASHED\`.`,
  icon: 'braces',
  config,
  ports: mainOnly,
  outputSchema: () => ({}),
  timeoutSeconds: 120,
  readsInput: true,
  async execute(node, { code, input, timeLimitSeconds, memoryMegabytes }) {
    const limits = {
      timeMs: timeLimitSeconds * 1_000,
      memoryBytes: memoryMegabytes * 1024 ** 2,
      outputBytes: maxOutputBytes,
    };
    const given = input === undefined ? node.input : asJson(input);
    try {
      const { output, log } = await runSandboxed({ code, input: given, limits }, node.signal);
      for (const line of log) node.log('STDOUT', `${line}\n`);
      return { kind: 'done', output };
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      for (const line of error.log) node.log('STDOUT', `${line}\n`);
      // What takes too long or too much does so again; what it threw may depend on the time or on chance.
      const isRetryable = error.code === 'CODE_FAILED' || error.code === 'CODE_CRASHED';
      throw new NodeError(error.code, error.message, { isRetryable, details: { line: error.line }, cause: error });
    }
  },
};
