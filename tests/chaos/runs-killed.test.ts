import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { reportFailure } from './expectations.ts';
import { Installation, type Server } from './installation.ts';
import { allEnded, assertAllDone, fiveSteps, insistOnRun, openProject, publish } from './runs.ts';
import { until } from './until.ts';
import { Witness } from './witness.ts';

// Workers are killed, again and again, while runs go on. `PILOTHOUSE_CHAOS=long` takes a quarter of an hour.

const isLong = process.env.PILOTHOUSE_CHAOS === 'long';
const KILLS = isLong ? 1_000 : 60;
const RUNS = isLong ? 10_000 : 500;
/** Workers that are killed while they start leave most runs to the last two, and each of those has a program. */
const REST_SECONDS = isLong ? 900 : 60;
/** Each on a machine of its own: its data folder. */
const MACHINES = ['one', 'two', 'three'];

let installation: Installation;
let witness: Witness;
let projectId: string;

before(async () => {
  installation = await Installation.create({ ownPostgres: true });
  witness = await Witness.start(join(installation.folder, 'witness'));
  await installation.start('api');
  await installation.api.signIn();
  projectId = await openProject(installation);
  // Those that are killed leave no compiled modules to the next ones; this one does.
  await (await installation.start('worker')).signal('SIGTERM');
});

afterEach((context) => reportFailure(context, installation));

after(async () => {
  await witness?.close();
  await installation?.close();
});

void test(`${KILLS} workers are killed over ${RUNS} runs: all of them end, and nothing that has ended runs again`, async (t) => {
  const { api } = installation;
  const workflowId = await publish(api, projectId, 'steps', fiveSteps(witness));
  const accepted: string[] = [];
  let startedCount = 0;
  let killCount = 0;

  /** As many as belong to the kills so far, so that there is always something to kill a worker at. */
  const startRuns = async (wanted: number) => {
    const first = startedCount;
    startedCount = Math.max(startedCount, Math.min(wanted, RUNS));
    const numbers = Array.from({ length: startedCount - first }, (_, index) => first + index);
    accepted.push(...(await Promise.all(numbers.map((number) => insistOnRun(api, workflowId, `run ${number}`)))));
  };

  const isOpen = () => startedCount < RUNS || killCount < KILLS;

  /** One machine: its worker starts, works for a moment, and is killed. */
  const live = async (machine: string, index: number) => {
    while (isOpen()) {
      const worker: Server = await installation.start('worker', machine);
      const callsBefore = witness.callCount;
      await startRuns(Math.ceil(((killCount + MACHINES.length) * RUNS) / KILLS));
      await until('runs go on', () => witness.callCount > callsBefore || !isOpen());
      // In the middle of whatever it does, each time something else.
      await pause((killCount * 37 + index * 11) % 150);
      if (killCount >= KILLS) return worker.signal('SIGTERM');
      killCount += 1;
      await worker.signal('SIGKILL');
    }
  };

  const beganAt = performance.now();
  await Promise.all(MACHINES.map(live));
  const last = await Promise.all(MACHINES.slice(0, 2).map((machine) => installation.start('worker', machine)));
  await allEnded(installation, workflowId, REST_SECONDS);
  t.diagnostic(`${killCount} kills in ${((performance.now() - beganAt) / 1_000).toFixed(0)} s`);
  const { repeatedCount, takenOverCount } = await assertAllDone(installation, witness, { workflowId, accepted });
  t.diagnostic(`${takenOverCount} runs changed hands, ${repeatedCount} calls were made again`);
  assert.equal(accepted.length, RUNS);
  assert.equal(killCount, KILLS);
  assert.ok(takenOverCount >= KILLS / 2 && repeatedCount >= KILLS / 10, 'the kills hit something');
  await Promise.all(last.map((worker) => worker.signal('SIGTERM')));
});
