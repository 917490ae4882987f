import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from '@jest/globals';
import { isAlive, makeFolders, readText, until } from '../../../test/runner-harness.ts';

const folders = makeFolders();
afterEach(folders.clear);

const MODULE = fileURLToPath(new URL('./limited-process.ts', import.meta.url));

/** Starts programs from a process of its own, the way a worker does that then dies. */
function spawnWorker(scripts: string[], cwd: string) {
  const source = `const { runLimited } = await import(${JSON.stringify(MODULE)});
    for (const script of ${JSON.stringify(scripts)})
      void runLimited({ argv: ['sh', '-c', script], cwd: ${JSON.stringify(cwd)}, env: {},
        limits: { memoryBytes: 2 ** 30, cpuSeconds: 60, outputBytes: 2 ** 20 },
        signal: new AbortController().signal, graceMs: 1000, onOutput() {} });
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'ignore', 'inherit'] });
}

const pidIn = (path: string) => until(path, () => Number(readText(path).trim()) || null);

test('what a program began, and what that began, end with a worker that is killed', async () => {
  const folder = folders.make();
  // The second deaf to TERM; the third has ended and left nobody.
  const worker = spawnWorker(
    [
      `sh -c 'sleep 600 & echo $! > grandchild; wait' & echo $! > child; wait`,
      `trap '' TERM HUP; (trap '' TERM HUP; sleep 600 & echo $! > deaf; wait) & wait`,
      `echo $$ > ended`,
    ],
    folder,
  );
  const pids = await Promise.all(['child', 'grandchild', 'deaf'].map((name) => pidIn(join(folder, name))));
  await pidIn(join(folder, 'ended'));
  expect(pids.map(isAlive)).toEqual([true, true, true]);
  worker.kill('SIGKILL');
  for (const pid of pids) await until(`the end of ${pid}`, () => !isAlive(pid));
});
