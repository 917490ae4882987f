/**
 * How fast one log reaches 1,000 WebSocket subscribers: the product's door and hub (each batch of 25 lines executed and
 * serialized once), against `ws` sending frames built beforehand. Server and clients are two processes; rounds alternate
 * and medians count. CPU is that of the server process, so it says more than the time where clients and server share cores.
 *
 *   npm run bench -- fan-out [subscribers]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { type FrameCounters, openFrameCounters } from './frames.ts';

const subscriberCount = Number(process.argv[2] ?? 1_000);
const batchCount = 60;
const rounds = 7;
const query =
  'subscription ($id: ID!, $after: Int!) { deploymentLog(id: $id, after: $after) { lines { seq at stream stepKey text } lastSeq hasEnded } }';
const messages = [
  JSON.stringify({ type: 'connection_init' }),
  JSON.stringify({
    id: '6a40fbf2-6a8e-4a1c-9f6e-bd5bb0f5a8f2',
    type: 'subscribe',
    payload: { query, variables: { id: 'dpl_1', after: 0 } },
  }),
];

interface Round {
  deliveriesPerSecond: number;
  cpuMicrosPerDelivery: number;
}

async function ask<Answer>(server: ChildProcess, message: object): Promise<Answer> {
  const answer = once(server, 'message');
  server.send(message);
  return (await answer)[0] as Answer;
}

async function measure(server: ChildProcess, run: 'raw' | 'hub', clients: FrameCounters): Promise<Round> {
  const deliveries = batchCount * subscriberCount;
  const arrived = clients.next(deliveries);
  const startedAt = performance.now();
  server.send({ run, batches: batchCount });
  await arrived;
  const seconds = (performance.now() - startedAt) / 1000;
  const { cpuMicros } = await ask<{ cpuMicros: number }>(server, { ask: 'cpu' });
  return { deliveriesPerSecond: deliveries / seconds, cpuMicrosPerDelivery: cpuMicros / deliveries };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const summary = (all: Round[]) => ({
  deliveriesPerSecond: Math.round(median(all.map((round) => round.deliveriesPerSecond))),
  cpuMicrosPerDelivery: Math.round(median(all.map((round) => round.cpuMicrosPerDelivery)) * 100) / 100,
});

const server = fork('bench/fan-out-server.ts', { stdio: 'inherit' });
try {
  const [{ hubPort, rawPort }] = (await once(server, 'message')) as [{ hubPort: number; rawPort: number }];
  const hubClients = await openFrameCounters(hubPort, '/graphql', subscriberCount, messages);
  const rawClients = await openFrameCounters(rawPort, '/', subscriberCount, []);
  while ((await ask<{ live: number }>(server, { ask: 'live' })).live < subscriberCount) await pause(20);
  const hub: Round[] = [];
  const raw: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    raw.push(await measure(server, 'raw', rawClients));
    hub.push(await measure(server, 'hub', hubClients));
  }
  const ratios = hub.map((round, index) => round.deliveriesPerSecond / (raw[index]?.deliveriesPerSecond ?? 1));
  const ratio = Math.round(median(ratios) * 100) / 100;
  console.log(
    JSON.stringify({
      bench: 'fan-out',
      subscribers: subscriberCount,
      linesPerDelivery: 25,
      hub: summary(hub),
      raw: summary(raw),
      ratio,
      aim: 0.6,
      ok: ratio >= 0.6,
    }),
  );
} finally {
  server.kill();
}
process.exit();
