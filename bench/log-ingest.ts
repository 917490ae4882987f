/**
 * How fast the output of a deployment is stored: the example `noisy` prints 1,000,000 lines of 100 bytes, through the whole
 * product (API, worker, embedded Postgres in one process group), alone and with 20 subscribers of which one reads 1 kB/s.
 * Compared with the same program writing to a file. Prints one line of JSON.
 *
 *   npm run bench -- log-ingest [lines]
 */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Product, residentBytes, startProduct } from './product.ts';
import { followLog, followSlowly, type LogSubscriber } from './subscribers.ts';

const lineCount = Number(process.argv[2] ?? 1_000_000);
const bytesPerLine = 100;
const subscriberCount = 20;
const parameters = { lines: lineCount, bytesPerLine, linesPerSecond: 0, errorEvery: 0, ignoreTerm: false };

interface Place {
  serviceId: string;
  environmentId: string;
}

interface Ingest {
  /** From the start of the program until its last line can be read. */
  seconds: number;
  /** The same from the moment of asking for the deployment: with queue, checkout and token. */
  secondsFromDeploy: number;
  linesPerSecond: number;
  memoryGrowthMB: number;
}

/** The same program, its output in a file of the same disk. */
async function printToFile(): Promise<number> {
  const dir = mkdtempSync(join(tmpdir(), 'pilothouse-bench-'));
  const config = join(dir, 'config.json');
  writeFileSync(config, JSON.stringify({ parameters, dryRun: false }));
  const out = openSync(join(dir, 'stdout.log'), 'a');
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['examples/services/noisy/noisy.mjs'], {
    env: { PATH: process.env.PATH, PILOTHOUSE_CONFIG: config },
    stdio: ['ignore', out, 'inherit'],
  });
  await new Promise((resolve) => child.once('exit', resolve));
  const seconds = (performance.now() - startedAt) / 1000;
  closeSync(out);
  rmSync(dir, { recursive: true });
  return seconds;
}

async function findPlace(product: Product): Promise<Place> {
  const { project } = await product.run<{
    project: { environments: { id: string; slug: string }[]; services: { nodes: { id: string; slug: string }[] } };
  }>('{ project(slug: "demo") { environments { id slug } services { nodes { id slug } } } }');
  const serviceId = project.services.nodes.find((service) => service.slug === 'noisy')?.id;
  const environmentId = project.environments[0]?.id;
  if (!serviceId || !environmentId) throw new Error('The demo project has no service "noisy".');
  return { serviceId, environmentId };
}

async function deploy(product: Product, place: Place, lines: number): Promise<string> {
  const { deploy } = await product.run<{ deploy: { id: string } }>(
    'mutation ($input: DeployInput!) { deploy(input: $input) { id } }',
    { input: { ...place, version: '1', parameters: { ...parameters, lines } } },
  );
  return deploy.id;
}

/** Deploys, lets `follow` look on, and waits until the last line can be read. */
async function ingest(product: Product, place: Place, follow: (id: string) => Promise<void>): Promise<Ingest> {
  const before = await residentBytes(product.pid);
  let peak = before;
  const askedAt = Date.now();
  const id = await deploy(product, place, lineCount);
  await follow(id);
  for (;;) {
    const { deployment } = await product.run<{
      deployment: { status: string; statusReason: string; logLineCount: number; startedAt: string | null };
    }>('query ($id: ID!) { deployment(id: $id) { status statusReason logLineCount startedAt } }', { id });
    peak = Math.max(peak, await residentBytes(product.pid));
    if (deployment.status === 'FAILED') throw new Error(deployment.statusReason);
    if (deployment.startedAt && deployment.logLineCount >= lineCount) {
      const now = Date.now();
      const seconds = (now - Date.parse(deployment.startedAt)) / 1000;
      await waitForEnd(product, id);
      return {
        seconds: round(seconds),
        secondsFromDeploy: round((now - askedAt) / 1000),
        linesPerSecond: Math.round(lineCount / seconds),
        memoryGrowthMB: Math.round((peak - before) / 1e6),
      };
    }
    await pause(20);
  }
}

/** The log is complete and its last lines are the last ones printed. */
async function waitForEnd(product: Product, id: string): Promise<void> {
  for (;;) {
    const { deployment } = await product.run<{
      deployment: { isLogComplete: boolean; log: { lines: { text: string }[] } };
    }>(
      'query ($id: ID!, $after: Int!) { deployment(id: $id) { isLogComplete log(after: $after) { lines { text } } } }',
      {
        id,
        after: Math.max(0, lineCount - 5),
      },
    );
    if (deployment.isLogComplete) {
      const last = String(lineCount).padStart(9, '0');
      if (!deployment.log.lines.some((line) => line.text.startsWith(last)))
        throw new Error('The last line is missing.');
      return;
    }
    await pause(20);
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000;

const fileSeconds = Math.min(await printToFile(), await printToFile());
const product = await startProduct();
try {
  const place = await findPlace(product);
  // Warm: code compiled, connections open.
  const first = await deploy(product, place, 20_000);
  while (
    !(
      await product.run<{ deployment: { isLogComplete: boolean } }>(
        'query ($id: ID!) { deployment(id: $id) { isLogComplete } }',
        { id: first },
      )
    ).deployment.isLogComplete
  )
    await pause(50);
  const alone = await ingest(product, place, async () => {});
  const subscribers: LogSubscriber[] = [];
  let slow = { close: () => {} };
  const startedAt = performance.now();
  const watched = await ingest(product, place, async (id) => {
    for (let index = 1; index < subscriberCount; index += 1)
      subscribers.push(followLog(product.url, product.cookie, id));
    slow = await followSlowly(product.url, product.cookie, id);
  });
  await Promise.race([Promise.all(subscribers.map((subscriber) => subscriber.ended)), pause(60_000)]);
  const deliveredSeconds = (performance.now() - startedAt) / 1000;
  slow.close();
  for (const subscriber of subscribers) subscriber.close();
  console.log(
    JSON.stringify({
      bench: 'log-ingest',
      lines: lineCount,
      bytesPerLine,
      fileSeconds: round(fileSeconds),
      ...alone,
      ratioToFile: round(alone.seconds / fileSeconds),
      watched: {
        subscribers: subscriberCount,
        ...watched,
        deliveredLinesPerSecond: Math.round(
          subscribers.reduce((sum, one) => sum + one.lineCount, 0) / deliveredSeconds,
        ),
        linesReceived: [
          Math.min(...subscribers.map((one) => one.lineCount)),
          Math.max(...subscribers.map((one) => one.lineCount)),
        ],
        faults: subscribers.reduce((sum, one) => sum + one.faultCount, 0),
      },
    }),
  );
} finally {
  await product.stop();
}
