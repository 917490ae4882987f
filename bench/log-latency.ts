/**
 * How long a line takes from a program's print to a subscriber's screen: a deployment prints 1,000 lines a second, each with
 * the time of its writing, through the whole product (runner, files, recorder, Postgres, NOTIFY, hub, WebSocket). Prints p50
 * and p99 in milliseconds as one line of JSON.
 *
 *   npm run bench -- log-latency [seconds]
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { type Product, startProduct } from './product.ts';

const seconds = Number(process.argv[2] ?? 10);
const linesPerSecond = 1_000;
/** What code that is not warm yet prints first is left out. */
const warmUpLines = 2 * linesPerSecond;
const lineCount = warmUpLines + seconds * linesPerSecond;

const program = `
import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
const startedAt = performance.now();
for (let printed = 0; printed < ${lineCount}; await pause(1)) {
  const due = Math.min(${lineCount}, ((performance.now() - startedAt) / 1000) * ${linesPerSecond});
  for (; printed < due; printed += 1) writeSync(1, (performance.timeOrigin + performance.now()).toFixed(2) + ' ' + 'x'.repeat(80) + '\\n');
}
`;

/** A services folder with nothing but that program. */
async function writeService(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'pilothouse-bench-services-'));
  const service = join(dir, 'ticker');
  await mkdir(service);
  await writeFile(join(service, 'service.yaml'), 'name: Ticker\nrunner: SHELL\nentrypoint: [node, ticker.mjs]\n');
  await writeFile(join(service, 'ticker.mjs'), program);
  return dir;
}

async function deploy(product: Product): Promise<string> {
  const { project } = await product.run<{
    project: { environments: { id: string }[]; services: { nodes: { id: string; slug: string }[] } };
  }>('{ project(slug: "demo") { environments { id } services { nodes { id slug } } } }');
  const serviceId = project.services.nodes.find((service) => service.slug === 'ticker')?.id;
  const environmentId = project.environments[0]?.id;
  const { deploy } = await product.run<{ deploy: { id: string } }>(
    'mutation ($input: DeployInput!) { deploy(input: $input) { id } }',
    { input: { serviceId, environmentId, version: '1' } },
  );
  return deploy.id;
}

/** Milliseconds from print to arrival of each line, in their order. */
async function follow(product: Product, id: string): Promise<number[]> {
  const latencies: number[] = [];
  const socket = new WebSocket(`${product.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { cookie: product.cookie },
  });
  const query = 'subscription ($id: ID!) { deploymentLog(id: $id) { lines { seq text stream } hasEnded } }';
  socket.on('open', () => socket.send('{"type":"connection_init"}'));
  socket.on('message', (data: Buffer) => {
    const now = performance.timeOrigin + performance.now();
    const message = JSON.parse(data.toString()) as {
      type: string;
      payload: { data: { deploymentLog: { lines: { text: string; stream: string }[] } } };
    };
    if (message.type === 'connection_ack')
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query, variables: { id } } }));
    else if (message.type === 'next') {
      for (const line of message.payload.data.deploymentLog.lines)
        if (line.stream === 'STDOUT') latencies.push(now - Number(line.text.split(' ', 1)[0]));
    } else if (message.type === 'complete' || message.type === 'error') socket.close();
  });
  await new Promise((resolve) => socket.once('close', resolve));
  return latencies;
}

const services = await writeService();
const product = await startProduct({ PILOTHOUSE_EXAMPLES_DIR: services });
try {
  const latencies = await follow(product, await deploy(product));
  const sorted = latencies.slice(warmUpLines).toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.floor(sorted.length * share)] ?? Number.NaN) * 10) / 10;
  const isComplete = latencies.length === lineCount;
  console.log(
    JSON.stringify({
      bench: 'log-latency',
      linesPerSecond,
      lines: sorted.length,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
      maxMs: at(1 - 1 / sorted.length),
      aimP99Ms: 100,
      ok: isComplete && at(0.99) <= 100,
    }),
  );
} finally {
  await product.stop();
  await rm(services, { recursive: true, force: true });
}
