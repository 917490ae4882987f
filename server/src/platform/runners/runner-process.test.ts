import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from '@jest/globals';
import { isAlive, makeFolders, readText, until } from '../../../test/runner-harness.ts';
import { identifyProcess } from './process-table.ts';
import { type ProcessRecord, type ProcessSpec, runnerFiles } from './runner-files.ts';
import {
  AlreadyStartedError,
  isGroupAlive,
  readProcess,
  removeSecretFiles,
  signalGroup,
  startProcess,
  stopProcess,
  waitForEnd,
} from './runner-process.ts';

const folders = makeFolders();
afterEach(folders.clear);

const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', PILOTHOUSE_DEPLOYMENT_ID: 'dpl_test' };

function specFor(argv: string[], more: Partial<ProcessSpec> = {}): ProcessSpec {
  const dir = more.dir ?? folders.make();
  return { dir, argv, cwd: dir, env, graceSeconds: 10, ...more };
}

const sh = (script: string, more: Partial<ProcessSpec> = {}) => specFor(['sh', '-c', script], more);
const stdoutOf = (dir: string) => readText(join(dir, runnerFiles.stdout));
const recordOf = (dir: string) => JSON.parse(readText(join(dir, runnerFiles.process))) as ProcessRecord;
const killHard = (pid: number) => process.kill(pid, 'SIGKILL');

/** Starts a program from a process of its own, the way a worker does that then dies. */
function spawnStarter(spec: ProcessSpec) {
  const module = fileURLToPath(new URL('./runner-process.ts', import.meta.url));
  const script = `const { startProcess } = await import(${JSON.stringify(module)});
    await startProcess(JSON.parse(process.argv[1])).then(() => console.log('started'), (e) => console.log(e.name));
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '-e', script, JSON.stringify(spec)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('a program that ends', () => {
  test.each([
    ['exit 0', { code: 0, signal: null }],
    ['exit 3', { code: 3, signal: null }],
    ['kill -TERM $$', { code: null, signal: 'SIGTERM' }],
    ['kill -KILL $$', { code: null, signal: 'SIGKILL' }],
  ])('%s', async (script, end) => {
    const spec = sh(script);
    await startProcess(spec);
    expect(await waitForEnd(spec.dir)).toEqual({ state: 'EXITED', ...end, at: expect.any(String), error: null });
  });

  test('writes stdout, stderr and events to its files, and sees only the environment it was given', async () => {
    const spec = sh('echo out; echo err >&2; echo event >&3; env; readlink /proc/self/fd/0; ls /proc/self/fd >&2');
    await startProcess(spec);
    await waitForEnd(spec.dir);
    expect(stdoutOf(spec.dir)).toMatch(/^out\n/);
    expect(stdoutOf(spec.dir)).toMatch(/\/dev\/null\n$/);
    expect(stdoutOf(spec.dir)).not.toContain('NODE_');
    // 4 is the folder that ls reads. What the test's own parents left open (numbers above 15) is not for us to close.
    const fds = readText(join(spec.dir, runnerFiles.stderr)).replace(/^[1-9]\d+\n/gm, '');
    expect(fds).toBe('err\n0\n1\n2\n3\n4\n');
    expect(readText(join(spec.dir, runnerFiles.events))).toBe('event\n');
    expect(readText(join(spec.dir, runnerFiles.supervisorLog))).toBe('');
  });

  test('leaves private files only, and none of the secret ones', async () => {
    const dir = folders.make();
    const secretFile = join(dir, 'secret.json');
    writeFileSync(secretFile, '{}');
    await startProcess(sh('exit 1', { dir, secretFiles: [secretFile] }));
    await waitForEnd(dir);
    expect(existsSync(secretFile)).toBe(false);
    for (const name of readdirSync(dir)) expect(statSync(join(dir, name)).mode & 0o077).toBe(0);
  });

  test('arguments reach it as they are', async () => {
    const argv = ['printf', '%s|', 'a b', '$HOME', '"quoted"', "it's", '', '*', '; exit 9'];
    const spec = specFor(argv);
    await startProcess(spec);
    expect(await waitForEnd(spec.dir)).toMatchObject({ code: 0 });
    expect(stdoutOf(spec.dir)).toBe('a b|$HOME|"quoted"|it\'s||*|; exit 9|');
  });
});

describe('a program that cannot be executed', () => {
  test.each([
    [['no-such-program'], 'The program "no-such-program" was not found in PATH'],
    [['./missing'], 'The program "./missing" does not exist.'],
    [['./plain'], 'may not be executed (is it missing "chmod +x"?)'],
    [['-x'], 'The entrypoint names no program.'],
  ])('%j', async (argv, message) => {
    const spec = specFor(argv);
    writeFileSync(join(spec.dir, 'plain'), 'text', { mode: 0o600 });
    await startProcess(spec);
    expect(await waitForEnd(spec.dir)).toMatchObject({ code: 127, error: expect.stringContaining(message) });
  });

  test('a missing working directory', async () => {
    const spec = specFor(['true'], { cwd: '/no/such/folder' });
    await startProcess(spec);
    expect(await waitForEnd(spec.dir)).toMatchObject({
      error: 'The working directory /no/such/folder does not exist.',
    });
  });
});

describe('starting once', () => {
  test('of many callers one succeeds, and the program runs once', async () => {
    const spec = sh('echo run; read -r x < gate');
    const results = await Promise.allSettled(Array.from({ length: 5 }, () => startProcess(spec)));
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(AlreadyStartedError);
    }
    await waitForEnd(spec.dir);
    expect(stdoutOf(spec.dir)).toBe('run\n');
    await expect(startProcess(spec)).rejects.toBeInstanceOf(AlreadyStartedError);
    expect(stdoutOf(spec.dir)).toBe('run\n');
  });

  test('a lock whose owner died before the program began is taken over', async () => {
    const spec = sh('echo run');
    const dead = spawn('sleep', ['600']);
    const owner = identifyProcess(dead.pid ?? 0);
    dead.kill('SIGKILL');
    await once(dead, 'exit');
    writeFileSync(join(spec.dir, 'start.1.lock'), JSON.stringify(owner));
    expect(readProcess(spec.dir)).toEqual({ state: 'NOT_STARTED' });
    const results = await Promise.allSettled([startProcess(spec), startProcess(spec), startProcess(spec)]);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    await waitForEnd(spec.dir);
    expect(stdoutOf(spec.dir)).toBe('run\n');
  });

  test('a lock whose owner lives means STARTING, and is respected', async () => {
    const spec = sh('echo run');
    writeFileSync(join(spec.dir, 'start.1.lock'), JSON.stringify(identifyProcess(process.pid)));
    expect(readProcess(spec.dir)).toEqual({ state: 'STARTING' });
    expect(isGroupAlive(spec.dir)).toBe(true);
    await expect(startProcess(spec)).rejects.toBeInstanceOf(AlreadyStartedError);
    rmSync(join(spec.dir, 'start.1.lock'));
  });

  test('a folder that does not exist', () => {
    expect(readProcess('/no/such/folder')).toEqual({ state: 'NOT_STARTED' });
    expect(isGroupAlive('/no/such/folder')).toBe(false);
    expect(signalGroup('/no/such/folder', 'SIGTERM')).toBe(false);
  });
});

describe('the starter dies', () => {
  test('with kill -9 after the start: the program goes on and its end is recorded', async () => {
    const spec = sh('echo one; while [ ! -e go ]; do sleep 0.01; done; echo two; exit 5');
    const starter = spawnStarter(spec);
    await once(starter.stdout, 'data');
    expect(readProcess(spec.dir)).toMatchObject({ state: 'RUNNING' });
    starter.kill('SIGKILL');
    await once(starter, 'exit');
    await until('the first line', () => stdoutOf(spec.dir) === 'one\n');
    expect(readProcess(spec.dir)).toMatchObject({ state: 'RUNNING', graceSeconds: 10 });
    writeFileSync(join(spec.dir, 'go'), '');
    expect(await waitForEnd(spec.dir)).toMatchObject({ state: 'EXITED', code: 5 });
    expect(stdoutOf(spec.dir)).toBe('one\ntwo\n');
  });

  test('with kill -9 at any moment of the start: it runs once, or not at all and can be started again', async () => {
    for (let round = 0; round < 12; round += 1) {
      const spec = sh('echo run');
      const starter = spawnStarter(spec);
      // From the folder's first change on: a little later each round.
      await until('the folder to be used', () => readdirSync(spec.dir).length > 0);
      for (const end = performance.now() + round * 6; performance.now() < end; ) await new Promise(setImmediate);
      starter.kill('SIGKILL');
      await once(starter, 'exit');
      await until('the start to be decided', () => readProcess(spec.dir).state !== 'STARTING');
      await startProcess(spec).catch((error) => expect(error).toBeInstanceOf(AlreadyStartedError));
      expect(await waitForEnd(spec.dir)).toMatchObject({ state: 'EXITED', code: 0 });
      expect(stdoutOf(spec.dir)).toBe('run\n');
    }
  }, 60_000);

  test('signals meant for the server do not reach the supervisor', async () => {
    const spec = sh('while [ ! -e go ]; do sleep 0.01; done; exit 4');
    await startProcess(spec);
    const { supervisor } = recordOf(spec.dir);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(supervisor.pid, signal);
    writeFileSync(join(spec.dir, 'go'), '');
    expect(await waitForEnd(spec.dir)).toMatchObject({ state: 'EXITED', code: 4 });
  });
});

describe('the supervisor dies with kill -9', () => {
  test('the program goes on as RUNNING and, once it ends, is LOST', async () => {
    const secretFile = join(folders.make(), 'secret.json');
    writeFileSync(secretFile, '{}');
    const spec = sh('while [ ! -e go ]; do sleep 0.01; done; echo done', { secretFiles: [secretFile] });
    await startProcess(spec);
    killHard(recordOf(spec.dir).supervisor.pid);
    await until('the supervisor to be gone', () => !isAlive(recordOf(spec.dir).supervisor.pid));
    expect(readProcess(spec.dir)).toMatchObject({ state: 'RUNNING' });
    await expect(startProcess(spec)).rejects.toBeInstanceOf(AlreadyStartedError);
    writeFileSync(join(spec.dir, 'go'), '');
    expect(await waitForEnd(spec.dir)).toEqual({ state: 'LOST' });
    expect(stdoutOf(spec.dir)).toBe('done\n');
    await expect(startProcess(spec)).rejects.toBeInstanceOf(AlreadyStartedError);
    removeSecretFiles(spec.dir);
    expect(existsSync(secretFile)).toBe(false);
  });

  test('secrets of a program that was planned and never started can be removed too', () => {
    const dir = folders.make();
    writeFileSync(join(dir, runnerFiles.config), '{}');
    removeSecretFiles(dir);
    expect(readdirSync(dir)).toEqual([]);
  });

  test('a pid that is used again is not taken for the program', async () => {
    const spec = sh('exit 0');
    await startProcess(spec);
    await waitForEnd(spec.dir);
    await until('the supervisor to be gone', () => !isAlive(recordOf(spec.dir).supervisor.pid));
    rmSync(join(spec.dir, runnerFiles.exit));
    const stranger = spawn('sleep', ['60'], { detached: true });
    const startMark = identifyProcess(stranger.pid ?? 0)?.startMark.replace(/\d+$/, '1');
    writeFileSync(
      join(spec.dir, runnerFiles.process),
      JSON.stringify({ ...recordOf(spec.dir), pid: stranger.pid, pgid: stranger.pid, startMark }),
    );
    expect(readProcess(spec.dir)).toEqual({ state: 'LOST' });
    expect(isGroupAlive(spec.dir)).toBe(false);
    expect(signalGroup(spec.dir, 'SIGKILL')).toBe(false);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    stranger.kill('SIGKILL');
    await once(stranger, 'exit');
  });
});

describe('stopping', () => {
  const pidsIn = (dir: string) => stdoutOf(dir).match(/\d+/g)?.map(Number) ?? [];

  test('TERM is enough for a program that listens to it', async () => {
    const spec = sh('trap "echo bye; exit 7" TERM; echo ready; while :; do sleep 0.01; done');
    await startProcess(spec);
    await until('the trap', () => stdoutOf(spec.dir) === 'ready\n');
    expect(await stopProcess(spec.dir)).toMatchObject({ state: 'EXITED', code: 7 });
    expect(stdoutOf(spec.dir)).toBe('ready\nbye\n');
  });

  test('a program that ignores TERM, and its children, are killed after the grace period', async () => {
    const loop = 'while :; do sleep 0.01; done';
    const spec = sh(`trap "" TERM; (trap "" TERM; ${loop}) & echo $! $$; ${loop}`, { graceSeconds: 0.3 });
    await startProcess(spec);
    await until('the pids', () => pidsIn(spec.dir).length === 2);
    const startedAt = performance.now();
    expect(await stopProcess(spec.dir)).toMatchObject({ state: 'EXITED', signal: 'SIGKILL' });
    expect(performance.now() - startedAt).toBeGreaterThan(290);
    expect(isGroupAlive(spec.dir)).toBe(false);
    for (const pid of pidsIn(spec.dir)) expect(isAlive(pid)).toBe(false);
  });

  test('children whose parent has ended count, and so do process groups of their own within the session', async () => {
    const script = 'set -m; (trap "" TERM; sleep 600) & echo $!; timeout 600 sleep 600 & echo $!; exit 0';
    const spec = specFor(['bash', '-c', script], { graceSeconds: 0.1 });
    await startProcess(spec);
    expect(await waitForEnd(spec.dir)).toMatchObject({ code: 0 });
    expect(isGroupAlive(spec.dir)).toBe(true);
    await stopProcess(spec.dir);
    expect(isGroupAlive(spec.dir)).toBe(false);
    expect(pidsIn(spec.dir)).toHaveLength(2);
    for (const pid of pidsIn(spec.dir)) expect(isAlive(pid)).toBe(false);
  });

  test('a daemon that called setsid survives in both scopes', async () => {
    for (const stopScope of ['SESSION', 'TREE'] as const) {
      const daemon = "setsid -f sh -c 'echo $$; exec sleep 600'";
      const spec = sh(`${daemon}; while :; do sleep 0.01; done`, { stopScope, graceSeconds: 0 });
      await startProcess(spec);
      const [pid = 0] = await until('the pid of the daemon', () => (pidsIn(spec.dir)[0] ? pidsIn(spec.dir) : null));
      await stopProcess(spec.dir);
      expect(isGroupAlive(spec.dir)).toBe(false);
      expect(isAlive(pid)).toBe(true);
      killHard(pid);
    }
  });

  test('TREE also reaches children in a session of their own, even when TERM has taken their parent', async () => {
    const child = 'setsid sh -c \'trap "" TERM; echo $$; while :; do sleep 0.01; done\'';
    const spec = sh(`${child} & while :; do sleep 0.01; done`, { stopScope: 'TREE', graceSeconds: 0.2 });
    await startProcess(spec);
    const [pid = 0] = await until('the pid of the child', () => (pidsIn(spec.dir)[0] ? pidsIn(spec.dir) : null));
    signalGroup(spec.dir, 'SIGTERM');
    await waitForEnd(spec.dir);
    expect(isGroupAlive(spec.dir)).toBe(true);
    await stopProcess(spec.dir);
    expect(isAlive(pid)).toBe(false);
  });

  test('twice, after the end, and in a folder where nothing ran', async () => {
    const spec = sh('exec sleep 600');
    await startProcess(spec);
    await Promise.all([stopProcess(spec.dir), stopProcess(spec.dir)]);
    expect(await stopProcess(spec.dir)).toMatchObject({ state: 'EXITED', signal: 'SIGTERM' });
    expect(await stopProcess(folders.make())).toEqual({ state: 'NOT_STARTED' });
  });

  test('waiting can be given up', async () => {
    const spec = sh('exec sleep 600');
    await startProcess(spec);
    const abort = new AbortController();
    const waiting = waitForEnd(spec.dir, { signal: abort.signal });
    abort.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });
});
