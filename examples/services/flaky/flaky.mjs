/** Goes through five steps and fails at one of them. */
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const { parameters, dryRun } = JSON.parse(readFileSync(process.env.PILOTHOUSE_CONFIG, 'utf8'));
const { PILOTHOUSE_RETRY_OF, PILOTHOUSE_START_AT_STEP: firstStep } = process.env;
const isRetry = Boolean(PILOTHOUSE_RETRY_OF || firstStep);
const failAt = isRetry && parameters.retrySucceeds ? 'nothing' : parameters.failAt;

const steps = [
  ['Fetch', 'Fetched 12 packages', 'the registry answered with status 502'],
  ['Test', '48 tests passed', '1 of 48 tests failed: cart total is rounded twice'],
  ['Migrate', '3 migrations', 'table "orders" is locked by another session'],
  ['Switch', 'Traffic goes to the new version', 'the load balancer refused the new weights'],
  ['Announce', 'Told everybody', 'the chat server does not answer'],
];

const report = (name, state, message) => console.log(JSON.stringify({ name, state, message }));
const first = Math.max(
  0,
  steps.findIndex(([name]) => name === firstStep),
);

for (const [index, [name, success, failure]] of steps.entries()) {
  if (index < first) {
    report(name, 'skipped', 'Done by the deployment that this one retries');
    continue;
  }
  if (dryRun) {
    report(name, 'skipped', 'Dry run');
    continue;
  }
  report(name, 'running');
  console.log(`${name} …`);
  await pause(parameters.secondsPerStep * 1000);
  if (name === failAt) {
    console.error(`error: ${failure}`);
    report(name, 'failure', failure);
    process.exit(2);
  }
  report(name, 'success', success);
}
