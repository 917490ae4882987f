import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import { isAlive, makeFolders, readText, until } from '../../../test/runner-harness.ts';
import { checkoutService } from './checkout.ts';
import { checkHealth } from './health-check.ts';
import { judgeOutcome } from './outcome.rules.ts';
import { runnerFiles } from './runner-files.ts';
import { type PlanInput, planRun } from './runner-plan.ts';
import { isGroupAlive, type ProcessEnd, startProcess, stopProcess, waitForEnd } from './runner-process.ts';
import { fillHealthUrl, parseServiceManifest } from './service-manifest.rules.ts';
import { checkParameters } from './service-parameters.rules.ts';
import {
  mergeStep,
  type PlaybookStats,
  parseAnsibleEvent,
  parseShellStep,
  type StepEvent,
} from './step-events.rules.ts';

jest.setTimeout(120_000);

const examples = fileURLToPath(new URL('../../../../examples/services', import.meta.url));
const folders = makeFolders();
afterEach(folders.clear);

let deploymentCount = 0;

interface Wish extends Partial<Pick<PlanInput, 'dryRun' | 'retryOf' | 'startAtStep'>> {
  version?: string;
  parameters?: Record<string, unknown>;
  environmentUrl?: string;
  /** Where hello-web, hello-ansible keep their state. */
  state?: string;
}

/** Starts a deployment of an example, as the worker does. */
async function start(service: string, wish: Wish = {}) {
  const dir = folders.make();
  const checkout = await checkoutService({ sourceDir: join(examples, service), dir });
  const { manifest } = parseServiceManifest(readFileSync(join(checkout.checkoutDir, 'service.yaml'), 'utf8'));
  if (!manifest) throw new Error(`${service}/service.yaml has problems`);
  const { parameters, problems } = checkParameters(manifest.parameters, wish.parameters ?? {});
  expect(problems).toEqual([]);
  const environmentUrl = wish.environmentUrl ?? null;
  const facts = {
    id: `dpl_${++deploymentCount}`,
    project: 'demo',
    service,
    environment: 'staging',
    url: 'http://127.0.0.1:4000',
    token: 't',
  };
  const state: Record<string, string> = wish.state
    ? { HELLO_WEB_STATE: wish.state, HELLO_ANSIBLE_STATE: wish.state }
    : {};
  await startProcess(
    planRun({
      dryRun: false,
      ...wish,
      manifest,
      checkoutDir: checkout.checkoutDir,
      dir,
      deployment: { ...facts, version: wish.version ?? '1.0.0', environmentUrl },
      variables: state,
      parameters,
      baseEnvironment: { PATH: process.env.PATH, HOME: dir },
    }),
  );
  return { dir, manifest, parameters, environmentUrl };
}

function readSteps(dir: string, runner: 'SHELL' | 'ANSIBLE') {
  const steps = new Map<string, StepEvent>();
  let stats: PlaybookStats | null = null;
  const lines = readText(join(dir, runner === 'SHELL' ? runnerFiles.stdout : runnerFiles.events)).split('\n');
  for (const line of lines) {
    const read = runner === 'SHELL' ? parseShellStep(line) : parseAnsibleEvent(line);
    const reported = read && 'kind' in read ? [] : [read ?? []].flat();
    if (read && 'kind' in read && read.kind === 'STATS') stats = read.stats;
    for (const step of reported) {
      const id = `${step.name}@${step.host}`;
      steps.set(id, mergeStep(steps.get(id) ?? null, step));
    }
  }
  return { steps: [...steps.values()], stats };
}

async function run(service: string, wish: Wish = {}) {
  const started = await start(service, wish);
  const exit = (await waitForEnd(started.dir)) as ProcessEnd;
  const runner = started.manifest.runner;
  const { steps, stats } = readSteps(started.dir, runner);
  const outcome = judgeOutcome({ runner, exit, steps, stats, dryRun: wish.dryRun ?? false });
  return { ...started, exit, steps, outcome, stdout: readText(join(started.dir, runnerFiles.stdout)) };
}

const statesOf = (steps: StepEvent[]) => steps.map((step) => `${step.name} ${step.state}`);

test('every service.yaml is without problems and describes each parameter', () => {
  const names = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'service.yaml')));
  expect(names).toEqual(['flaky', 'hello-ansible', 'hello-web', 'noisy']);
  for (const name of names) {
    const { manifest, problems } = parseServiceManifest(readFileSync(join(examples, name, 'service.yaml'), 'utf8'));
    expect(problems).toEqual([]);
    expect(manifest?.description).toBeTruthy();
    expect(existsSync(join(examples, name, 'README.md'))).toBe(true);
    const properties = (manifest?.parameters?.properties ?? {}) as Record<string, { title?: string }>;
    for (const property of Object.values(properties)) expect(property.title).toBeTruthy();
  }
});

describe('hello-web', () => {
  const daemons = new Set<number>();
  afterAll(() => {
    for (const pid of daemons) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  });

  async function freePort(): Promise<number> {
    const server = createTcpServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  }

  async function deploy(wish: Wish) {
    const result = await run('hello-web', wish);
    expect(result.outcome).toEqual({ status: 'SUCCEEDED', reason: null });
    const { health } = result.manifest;
    if (!health) throw new Error('hello-web has no health check');
    const filled = fillHealthUrl(health.url, { url: result.environmentUrl, parameters: result.parameters });
    if (!('url' in filled)) throw new Error(filled.problem);
    expect(await checkHealth({ ...health, url: filled.url })).toMatchObject({ isHealthy: true });
    const seen = (await (await fetch(filled.url)).json()) as { version: string; pid: number };
    daemons.add(seen.pid);
    const page = await (await fetch(result.environmentUrl ?? '')).text();
    return { ...result, ...seen, page };
  }

  test('deploys, deploys the next version, rolls back, stops', async () => {
    const state = folders.make();
    const environmentUrl = `http://127.0.0.1:${await freePort()}`;
    const first = await deploy({ version: '1.0.0', environmentUrl, state });
    expect(first.page).toContain('<strong id="version">1.0.0</strong> in staging');
    expect(statesOf(first.steps)).toEqual([
      'Build SUCCEEDED',
      'Switch SUCCEEDED',
      'Restart SUCCEEDED',
      'Clean up SUCCEEDED',
    ]);

    const parameters = { greeting: '<b>Hi</b> & "bye"', color: 'green' };
    const second = await deploy({ version: '1.1.0', environmentUrl, state, parameters });
    expect(second).toMatchObject({ version: '1.1.0', page: expect.stringContaining('&#60;b&#62;Hi') });
    expect(isAlive(first.pid)).toBe(false);

    const again = await deploy({ version: '1.0.0', environmentUrl, state });
    expect(again).toMatchObject({ version: '1.0.0', page: first.page });
    expect(again.steps[0]?.message).toMatch(/^Release 1\.0\.0-\w+ is still there$/);
    const [name = ''] = readdirSync(state);
    expect(readlinkSync(join(state, name, 'current'))).toMatch(/^releases\/1\.0\.0-/);
    expect(isGroupAlive(again.dir)).toBe(false);
    expect(readText(`/proc/${again.pid}/environ`)).toBe('');

    const stop = () =>
      execFileSync(process.execPath, [join(examples, 'hello-web/stop.mjs'), 'staging'], {
        env: { PATH: process.env.PATH, HELLO_WEB_STATE: state },
        encoding: 'utf8',
      });
    expect(stop()).toBe(`Stopped ${name} (${again.pid})\n`);
    expect(isAlive(again.pid)).toBe(false);
    expect(stop()).toBe(`${name} was not running\n`);
  });

  test('a server that died, and its number that is used again, do not confuse it', async () => {
    const state = folders.make();
    const environmentUrl = `http://127.0.0.1:${await freePort()}`;
    const first = await deploy({ environmentUrl, state });
    process.kill(first.pid, 'SIGKILL');
    await until('it to be gone', () => !isAlive(first.pid));
    expect((await deploy({ environmentUrl, state })).pid).not.toBe(first.pid);
  });

  test('a dry run touches nothing', async () => {
    const state = join(folders.make(), 'state');
    const { steps, outcome } = await run('hello-web', { dryRun: true, environmentUrl: 'http://127.0.0.1:4801', state });
    expect(outcome.status).toBe('SUCCEEDED');
    expect(new Set(steps.map((step) => step.state))).toEqual(new Set(['SKIPPED']));
    expect(existsSync(state)).toBe(false);
  });

  test('a port that somebody else has', async () => {
    const server = createServer((_, response) => response.end('not hello-web'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { outcome } = await run('hello-web', {
      environmentUrl: 'http://x.test',
      parameters: { port },
      state: folders.make(),
    });
    server.close();
    expect(outcome.reason).toBe(`Failed at "Restart": port ${port} is taken by another program (exit code 1).`);
  });

  test('an environment without a port says what is missing', async () => {
    const { exit, dir } = await run('hello-web', { state: folders.make() });
    expect(exit).toMatchObject({ code: 1 });
    expect(readText(join(dir, runnerFiles.stderr))).toContain('staging has no URL with a port above 1023');
  });
});

describe('hello-ansible', () => {
  test('steps per host; the second time only what is different, shown before it is done', async () => {
    const state = folders.make();
    const first = await run('hello-ansible', { state, version: '1.0.0' });
    expect(first.outcome).toEqual({ status: 'SUCCEEDED', reason: null });
    const namesOf = (steps: StepEvent[]) => new Set(steps.filter((step) => step.isChanged).map((step) => step.name));
    expect(namesOf(first.steps)).toEqual(
      new Set(['Make the folders', 'Write the configuration', 'Write the sites', 'Reload the app']),
    );
    const dryParameters = { logLevel: 'debug', sites: ['shop', 'blog'] };
    const dry = await run('hello-ansible', { state, version: '1.1.0', parameters: dryParameters, dryRun: true });
    expect(dry.outcome.status).toBe('SUCCEEDED');
    const configuration = dry.steps.find((step) => step.name === 'Write the configuration' && step.host === 'web2');
    expect(configuration?.diff).toContain('-version = 1.0.0\n+version = 1.1.0');
    expect(configuration?.diff).toContain('-log_level = info\n+log_level = debug');
    const read = (path: string) => readText(join(state, 'staging/web1', path));
    expect(read('conf.d/app.conf')).toContain('version = 1.0.0');

    const second = await run('hello-ansible', { state, version: '1.1.0', parameters: dryParameters });
    expect(namesOf(second.steps)).toEqual(
      new Set(['Write the configuration', 'Remove the sites that are no longer wanted', 'Reload the app']),
    );
    expect(read('conf.d/app.conf')).toContain('version = 1.1.0');
    expect(readdirSync(join(state, 'staging/web1/sites')).sort()).toEqual(['blog.conf', 'shop.conf']);
  });
});

describe('flaky', () => {
  const quick = { secondsPerStep: 0 };

  test('fails as asked, with a reason', async () => {
    const { outcome, steps } = await run('flaky', { parameters: quick });
    expect(outcome.reason).toBe('Failed at "Migrate": table "orders" is locked by another session (exit code 2).');
    expect(statesOf(steps)).toEqual(['Fetch SUCCEEDED', 'Test SUCCEEDED', 'Migrate FAILED']);
  });

  test('a retry succeeds, from the failed step if wanted, unless told not to', async () => {
    const retryOf = 'dpl_0';
    expect((await run('flaky', { parameters: quick, retryOf })).outcome.status).toBe('SUCCEEDED');
    const { steps, outcome } = await run('flaky', { parameters: quick, retryOf, startAtStep: 'Migrate' });
    expect(outcome.status).toBe('SUCCEEDED');
    expect(statesOf(steps)).toEqual([
      'Fetch SKIPPED',
      'Test SKIPPED',
      'Migrate SUCCEEDED',
      'Switch SUCCEEDED',
      'Announce SUCCEEDED',
    ]);
    const stubborn = { ...quick, retrySucceeds: false };
    expect((await run('flaky', { parameters: stubborn, retryOf })).outcome.status).toBe('FAILED');
  });

  test('or not at all', async () => {
    expect((await run('flaky', { parameters: { ...quick, failAt: 'nothing' } })).outcome.status).toBe('SUCCEEDED');
  });
});

describe('noisy', () => {
  test('prints what was asked for', async () => {
    const parameters = { lines: 5000, bytesPerLine: 60, linesPerSecond: 0, errorEvery: 10 };
    const { outcome, stdout, dir } = await run('noisy', { parameters });
    expect(outcome.status).toBe('SUCCEEDED');
    const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('{'));
    const errors = readText(join(dir, runnerFiles.stderr)).split('\n').slice(0, -1);
    expect([lines.length, errors.length]).toEqual([4500, 500]);
    for (const line of [...lines, ...errors]) expect(line).toHaveLength(59);
    const numbers = [...lines, ...errors].map((line) => Number(line.slice(0, 9))).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 5000 }, (_, index) => index + 1));
  });

  test('a rate is kept', async () => {
    const startedAt = performance.now();
    await run('noisy', { parameters: { lines: 100, linesPerSecond: 200 } });
    expect(performance.now() - startedAt).toBeGreaterThan(490);
  });

  test('stops at TERM', async () => {
    const { dir } = await start('noisy', { parameters: { lines: 100_000_000, linesPerSecond: 100 } });
    await until('some lines', () => readText(join(dir, runnerFiles.stdout)).includes('000000010'));
    expect(await stopProcess(dir)).toMatchObject({ state: 'EXITED', code: 143 });
    expect(readText(join(dir, runnerFiles.stdout))).toMatch(/Stopped by TERM after \d+ lines"}\n$/);
  });

  test('or not, and is killed', async () => {
    const parameters = { lines: 100_000_000, linesPerSecond: 100, ignoreTerm: true };
    const { dir } = await start('noisy', { parameters });
    await until('some lines', () => readText(join(dir, runnerFiles.stdout)).includes('000000010'));
    expect(await stopProcess(dir, { graceSeconds: 0.3 })).toMatchObject({ signal: 'SIGKILL' });
    expect(readText(join(dir, runnerFiles.stdout))).toContain('TERM? I can not hear you.');
  });
});
