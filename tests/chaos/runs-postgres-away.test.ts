import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { reportFailure } from './expectations.ts';
import { Installation, type Server } from './installation.ts';
import { allEnded, assertAllDone, fiveSteps, insistOnRun, openProject, publish } from './runs.ts';
import { until } from './until.ts';
import { Witness } from './witness.ts';

// Postgres goes away while runs go on; the witness has one of its own, which stays.

const OUTAGES = ['SIGINT', 'SIGKILL', 'SIGKILL', 'SIGINT'] as const;
const RUNS_EACH = 40;

let installation: Installation;
let witness: Witness;
let projectId: string;
let servers: Server[];

before(async () => {
  installation = await Installation.create({ ownPostgres: true });
  witness = await Witness.start(join(installation.folder, 'witness'));
  servers = [
    await installation.start('api'),
    await installation.start('worker', 'left'),
    await installation.start('worker', 'right'),
  ];
  await installation.api.signIn();
  projectId = await openProject(installation);
});

afterEach((context) => reportFailure(context, installation));

after(async () => {
  await witness?.close();
  await installation?.close();
});

void test('Postgres is stopped and killed every few seconds: all runs end, none is lost, and nothing runs again', async (t) => {
  const { api, database } = installation;
  const workflowId = await publish(api, projectId, 'steps', fiveSteps(witness));
  const asked: Promise<string>[] = [];
  let isOver = false;
  /** A run every few milliseconds, whether or not somebody can take it now. */
  const ask = async () => {
    for (let number = 0; number < OUTAGES.length * RUNS_EACH; number += 1) {
      asked.push(insistOnRun(api, workflowId, `run ${number}`));
      await pause(100);
    }
    isOver = true;
  };
  const asking = ask();
  for (const [index, signal] of OUTAGES.entries()) {
    await until('runs go on', () => witness.callCount > index * RUNS_EACH * 3);
    await database.stop(signal);
    // What is under way goes on, and can't be written down.
    await pause(700);
    await database.start();
    await pause(isOver ? 0 : 3_000);
  }
  await asking;
  const accepted = await Promise.all(asked);
  assert.equal(new Set(accepted).size, OUTAGES.length * RUNS_EACH);
  await allEnded(installation, workflowId);
  const { repeatedCount, takenOverCount } = await assertAllDone(installation, witness, { workflowId, accepted });
  t.diagnostic(`${repeatedCount} calls were made again, ${takenOverCount} runs were claimed again`);
  assert.equal(repeatedCount, 0, 'nobody died, so nothing had to be begun again');
  assert.ok(servers.every((server) => server.isRunning));
});
