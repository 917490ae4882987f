import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inRoot, projectEnv, projectNode, root, tools } from '../server/launcher/project.mjs';
import { scratchFolder } from './scratch-folder.mjs';

/** A run that hangs (a leaked timer, a browser that never comes) fails instead of holding everything up. */
const PATIENCE_HOURS = 0.25;

/** The environment of checks: nothing of how the user runs their own Pilothouse reaches a test. */
export function checkEnv(extra = {}) {
  const env = projectEnv({ TZ: 'UTC', TMPDIR: scratchFolder(), ...extra });
  for (const name of Object.keys(env)) {
    if (Object.hasOwn(extra, name)) continue;
    if (name === 'DATABASE_URL' || name.startsWith('PILOTHOUSE_')) delete env[name];
  }
  return env;
}

/** Both Jest projects; counts single tests, and a file that could not be run as one failure. */
export async function runJest(args) {
  const report = reportFile('jest.json');
  const code = await watchRun([tools.jest, '--json', `--outputFile=${report}`, ...args], {
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  });
  if (!existsSync(report)) return { failed: 1, output: 'Jest ended without a report.' };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  return settle(code, numPassedTests, numFailedTests + numRuntimeErrorTestSuites);
}

/**
 * The tests of one folder under Node's own runner, one file after the other: each in a process of its own, or, with
 * `isOneProcess`, all in one, where they may share what is slow to start.
 */
export async function runNodeTests(name, folder, pattern, args, { isOneProcess = false, env = {}, hours } = {}) {
  const all = existsSync(inRoot(folder)) ? readdirSync(inRoot(folder)).filter((file) => pattern.test(file)) : [];
  const files = all.filter((file) => args.length === 0 || args.some((arg) => file.includes(arg)));
  if (files.length === 0) return {};
  const report = reportFile(`${name}.tap`);
  const reporters = ['--test-reporter=spec', '--test-reporter-destination=stdout'];
  reporters.push('--test-reporter=tap', `--test-reporter-destination=${report}`);
  const paths = files.sort().map((file) => join(folder, file));
  const isolation = `--test-isolation=${isOneProcess ? 'none' : 'process'}`;
  const options = ['--test', '--test-concurrency=1', isolation, ...reporters];
  const code = await watchRun([...options, ...paths], env, { hours, label: name.padEnd(5) });
  const summary = existsSync(report) ? readFileSync(report, 'utf8') : '';
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(summary)?.[1] ?? 0);
  return settle(code, count('pass'), count('fail') + count('cancelled'));
}

/** A run that ended badly without naming a failed test counts as one. */
function settle(code, passed, failed) {
  return { passed, failed: failed || (code === 0 ? 0 : 1) };
}

function reportFile(name) {
  const file = inRoot('.cache', 'reports', name);
  mkdirSync(inRoot('.cache', 'reports'), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

/** With a `label`, which each of its lines gets, it may run beside another. */
function watchRun(args, extraEnv, { hours = PATIENCE_HOURS, label } = {}) {
  return new Promise((done) => {
    const output = label ? 'pipe' : 'inherit';
    const child = spawn(projectNode, args, {
      cwd: root,
      env: checkEnv(extraEnv),
      stdio: ['ignore', output, output],
    });
    for (const stream of label ? [child.stdout, child.stderr] : [])
      createInterface({ input: stream }).on('line', (line) => console.log(`${label} ${line}`));
    const stop = (signal) => child.kill(signal);
    const timer = setTimeout(() => {
      console.log(`Stopped: it did not end within ${hours * 60} minutes.`);
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    }, hours * 3_600_000);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop);
    const end = (code) => {
      clearTimeout(timer);
      for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, stop);
      done(code ?? 1);
    };
    child.once('close', end);
    // What it has left behind may hold its output open.
    child.once('exit', (code) => setTimeout(end, 5_000, code).unref());
  });
}
