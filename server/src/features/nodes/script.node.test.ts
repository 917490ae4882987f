import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { executeNode, fakeNode } from '../../../test/node-context.ts';
import { script } from './script.node.ts';

const run = (config: Record<string, unknown>, node = fakeNode()) => executeNode(script, config, node);

test('a script reads its input by a file, its key by the environment, and says what its output is', async () => {
  const node = fakeNode({ input: { city: 'Kiel' } });
  const outcome = await run(
    {
      interpreter: 'sh',
      script:
        'echo "$GREETING"; cat "$PILOTHOUSE_INPUT"; echo; echo "{\\"output\\": \\"$PILOTHOUSE_IDEMPOTENCY_KEY\\"}"',
      environment: { GREETING: 'Moin' },
    },
    node,
  );
  const stdout = 'Moin\n{"city":"Kiel"}\n{"output": "run_1/node"}\n';
  expect(outcome).toEqual({ kind: 'done', output: { exitCode: 0, stdout, json: 'run_1/node' } });
  expect(node.lines).toContainEqual({ stream: 'STDOUT', text: 'Moin' });
});

test('it inherits nothing of the server’s environment', async () => {
  process.env.LEAK_OF_THE_SERVER = 'secret';
  const outcome = await run({ interpreter: 'node', script: 'console.log(Object.keys(process.env).sort().join())' });
  delete process.env.LEAK_OF_THE_SERVER;
  expect(outcome).toMatchObject({
    output: { stdout: 'HOME,LANG,PATH,PILOTHOUSE_IDEMPOTENCY_KEY,PILOTHOUSE_INPUT,PILOTHOUSE_RUN_ID,TMPDIR\n' },
  });
});

test('variables that make programs load code are left out, and its log says which', async () => {
  const node = fakeNode();
  const environment = { NODE_OPTIONS: '--require=/nowhere.js', COLOR: 'blue' };
  const outcome = await run(
    { interpreter: 'node', script: 'console.log(process.env.NODE_OPTIONS, process.env.COLOR)', environment },
    node,
  );
  expect(outcome).toMatchObject({ output: { stdout: 'undefined blue\n' } });
  expect(node.lines).toContainEqual({
    stream: 'SYSTEM',
    text: expect.stringMatching(/^NODE_OPTIONS is not handed on: /),
  });
});

test('a program gets its arguments as they are, without a shell', async () => {
  const outcome = await run({ interpreter: 'program', argv: ['printf', '%s|', '$HOME', '; rm -rf .'] });
  expect(outcome).toMatchObject({ output: { stdout: '$HOME|; rm -rf .|' } });
});

test('what ends with another code than 0 fails with its last words', async () => {
  await expect(run({ script: 'echo begins >&2; echo "no disk" >&2; exit 3' })).rejects.toMatchObject({
    code: 'SCRIPT_FAILED',
    message: 'The script exited with 3: no disk.',
    details: { exitCode: 3, signal: null },
  });
});

test('a program that isn’t there is not tried again', async () => {
  await expect(run({ interpreter: 'program', argv: ['no-such-program'] })).rejects.toMatchObject({
    code: 'SCRIPT_NOT_STARTED',
    isRetryable: false,
  });
});

test('too much output ends it', async () => {
  await expect(
    run({ script: 'while :; do echo aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; done', outputMiB: 1 }),
  ).rejects.toMatchObject({ code: 'OUTPUT_TOO_LARGE', isRetryable: false });
});

test('memory and CPU time are limited', async () => {
  const hungry = 'const kept = []; for (;;) kept.push(Buffer.alloc(16 * 1024 ** 2, 1));';
  await expect(run({ interpreter: 'node', script: hungry, memoryMiB: 512 })).rejects.toMatchObject({
    code: 'SCRIPT_FAILED',
  });
  await expect(run({ script: 'while :; do :; done', cpuSeconds: 1 })).rejects.toMatchObject({
    code: 'SCRIPT_FAILED',
    message: expect.stringMatching(/SIGXCPU|SIGKILL/),
  });
});

test('canceling ends everything that it began, and nothing is left behind', async () => {
  const abort = new AbortController();
  const started = Promise.withResolvers<number>();
  const node = fakeNode({
    signal: abort.signal,
    log: (_stream, text) => started.resolve(Number(text)),
  });
  const ended = run({ script: 'sleep 600 & echo $!; wait' }, node);
  const pid = await started.promise;
  abort.abort(new Error('The run was canceled.'));
  await expect(ended).rejects.toThrow('The run was canceled.');
  // Gone, or no more than an entry that nobody has read.
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => 'gone');
  expect(status).toMatch(/^gone$|\) [ZX]/);
});

test('a script without text, and a program without a name, are refused', () => {
  expect(script.config.safeParse({ interpreter: 'sh', script: ' ' }).success).toBe(false);
  expect(script.config.safeParse({ interpreter: 'program', argv: [] }).success).toBe(false);
});
