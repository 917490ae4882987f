import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isRefusedName, notHandedOn } from '../../platform/runners/environment-names.rules.ts';
import { type LimitedEnd, runLimited } from '../../platform/runners/limited-process.ts';
import { scriptUserOf } from '../../platform/runners/script-user.ts';
import { invalidConfig, mainOnly } from './config.rules.ts';
import { type NodeContext, NodeError, type NodeType } from './node.types.ts';
import { createTail, lineReader, outputOfLastLine } from './script-output.rules.ts';

const STDOUT_CHARACTERS = 64 * 1024;
const STDERR_CHARACTERS = 4 * 1024;
const GRACE_MS = 5_000;
const MIB = 1024 ** 2;

/** What reads an inline script; `program` starts one without any. */
const INTERPRETERS = ['sh', 'bash', 'node', 'python3', 'program'] as const;

const config = z
  .object({
    interpreter: z.enum(INTERPRETERS).default('sh').meta({
      title: 'Language',
      description: 'What reads the script, or a program with arguments.',
      field: 'literal',
    }),
    script: z.string().max(100_000).optional().meta({
      title: 'Script',
      description: 'Values reach it by its environment; expressions are not filled in here.',
      field: 'code',
    }),
    argv: z.array(z.string().max(10_000)).max(200).optional().meta({
      title: 'Arguments',
      description: 'Of a program: its name and what follows. No secrets.',
      field: 'template',
    }),
    environment: z
      .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/), z.string().max(100_000))
      .default({})
      .meta({
        title: 'Environment',
        description: 'Variables by name; secrets are given here. Not PATH, NODE_OPTIONS and the like.',
        field: 'secret-template',
      }),
    memoryMiB: z
      .int()
      .min(16)
      .max(65_536)
      .default(1_024)
      .meta({ title: 'Memory (MiB)', description: 'What each process of it may use.', field: 'literal' }),
    cpuSeconds: z
      .int()
      .min(1)
      .max(86_400)
      .default(3_600)
      .meta({ title: 'CPU time (seconds)', description: 'What each process of it may use.', field: 'literal' }),
    outputMiB: z
      .int()
      .min(1)
      .max(100)
      .default(10)
      .meta({ title: 'Output (MiB)', description: 'More than this ends it.', field: 'literal' }),
  })
  .refine(({ interpreter, script }) => interpreter === 'program' || Boolean(script?.trim()), {
    message: 'Write the script.',
    path: ['script'],
  })
  .refine(({ interpreter, argv }) => interpreter !== 'program' || Boolean(argv?.[0]), {
    message: 'Name the program.',
    path: ['argv'],
  });
type Config = z.infer<typeof config>;

export const script: NodeType<Config> = {
  type: 'script',
  group: 'ACTION',
  name: 'Script',
  description: 'Runs a script or a program on a worker.',
  docs: `Runs on the worker's machine as the user that \`PILOTHOUSE_SCRIPT_USER\` names, else as the worker's, in an empty folder of its own that is removed afterwards, within limits for time, memory, CPU and output. It inherits nothing of the worker's environment.

It finds \`PILOTHOUSE_RUN_ID\`, \`PILOTHOUSE_IDEMPOTENCY_KEY\` (the same for every attempt), and \`PILOTHOUSE_INPUT\`, the path of a JSON file with what came in. Further arguments follow an inline script.

Output: \`{ exitCode, stdout, json }\`; \`stdout\` is the last 64 KiB. If the last line is a JSON object with \`output\`, \`json\` is what stands there, else null.

\`\`\`sh
count=$(wc -l < /etc/hosts)
echo "{\\"output\\": {\\"count\\": $count}}"
\`\`\`

Fails with \`SCRIPT_FAILED\` when it ends with anything but 0, \`SCRIPT_NOT_STARTED\` when the program isn't there, and \`OUTPUT_TOO_LARGE\`. When it is canceled it gets TERM, and KILL after 5 seconds.`,
  icon: 'terminal',
  config,
  ports: mainOnly,
  outputSchema: () => ({
    type: 'object',
    properties: { exitCode: { type: 'integer' }, stdout: { type: 'string' }, json: {} },
    required: ['exitCode', 'stdout', 'json'],
  }),
  timeoutSeconds: 600,
  readsInput: true,
  async execute(node, config) {
    const prepared = await prepare(node, config);
    const stdout = createTail(STDOUT_CHARACTERS);
    const stderr = createTail(STDERR_CHARACTERS);
    const lines = {
      STDOUT: lineReader((line) => node.log('STDOUT', line)),
      STDERR: lineReader((line) => node.log('STDERR', line)),
    };
    const end = await runLimited({
      ...prepared,
      limits: {
        memoryBytes: config.memoryMiB * MIB,
        cpuSeconds: config.cpuSeconds,
        outputBytes: config.outputMiB * MIB,
      },
      signal: node.signal,
      graceMs: GRACE_MS,
      onOutput(stream, text) {
        (stream === 'STDOUT' ? stdout : stderr).add(text);
        lines[stream].add(text);
      },
    });
    lines.STDOUT.end();
    lines.STDERR.end();
    judge(node, config, end, stderr.text());
    return {
      kind: 'done',
      output: { exitCode: 0, stdout: stdout.text(), json: outputOfLastLine(stdout.text()) },
    };
  },
};

/** Files that only the script's user may read; what the program itself writes goes to a folder beside them. */
async function prepare(node: NodeContext, { interpreter, script: text, argv, environment }: Config) {
  const dir = await node.workDir();
  const cwd = join(dir, 'work');
  const user = await scriptUserOf(node.ctx.app.config.scriptUser);
  await mkdir(cwd, { mode: 0o700 });
  const inputPath = join(dir, 'input.json');
  await writeFile(inputPath, JSON.stringify(node.input ?? null), { mode: 0o600 });
  const scriptPath = join(dir, 'script');
  if (interpreter !== 'program') await writeFile(scriptPath, text ?? '', { mode: 0o600 });
  if (Object.values(environment).some((value) => value.includes('\0')) || argv?.some((word) => word.includes('\0')))
    throw invalidConfig('Arguments and variables can’t hold a zero byte.');
  if (user)
    for (const path of [cwd, inputPath, ...(interpreter === 'program' ? [] : [scriptPath])])
      await chown(path, user.uid, user.gid);
  for (const name of Object.keys(environment).filter(isRefusedName)) node.log('SYSTEM', notHandedOn(name));
  const given = Object.fromEntries(Object.entries(environment).filter(([name]) => !isRefusedName(name)));
  return {
    argv: interpreter === 'program' ? (argv ?? []) : [interpreter, scriptPath, ...(argv ?? [])],
    cwd,
    user,
    env: {
      LANG: 'C.UTF-8',
      HOME: cwd,
      TMPDIR: cwd,
      ...given,
      PILOTHOUSE_RUN_ID: node.run.id,
      PILOTHOUSE_IDEMPOTENCY_KEY: node.idempotencyKey,
      PILOTHOUSE_INPUT: inputPath,
    },
  };
}

/** Throws unless it ended well. */
function judge(node: NodeContext, config: Config, end: LimitedEnd, stderr: string): void {
  const { code, signal, reason, error } = end;
  if (reason === 'ABORTED') throw node.signal.reason;
  if (reason === 'OUTPUT_LIMIT')
    throw new NodeError('OUTPUT_TOO_LARGE', `It wrote more than ${config.outputMiB} MiB and was stopped.`, {
      isRetryable: false,
    });
  // prlimit and setpriv say 127 and 126 for what they can’t start, as a shell does.
  if (reason === 'NOT_STARTED' || (config.interpreter === 'program' && (code === 127 || code === 126)))
    throw new NodeError(
      'SCRIPT_NOT_STARTED',
      `The program could not be started: ${error?.message ?? lastLine(stderr)}.`,
      {
        isRetryable: false,
      },
    );
  if (code === 0) return;
  const how = signal
    ? `was ended by ${signal}${signal === 'SIGXCPU' ? ', its CPU time was used up' : ''}`
    : `exited with ${code}`;
  const said = lastLine(stderr);
  throw new NodeError('SCRIPT_FAILED', `The script ${how}${said ? `: ${said}` : ''}.`, {
    details: { exitCode: code, signal, stderr },
  });
}

const lastLine = (text: string) => (text.trimEnd().split('\n').at(-1) ?? '').slice(0, 300).replace(/\.$/, '');
