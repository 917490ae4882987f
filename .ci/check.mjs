/**
 * `npm test`: every check, each counted, none stopping the others. The last line is `N passed, N failed`.
 * Checks of a group run two at a time: cheap ones with their output kept for failures, test runs print as they work. Jest is two
 * processes by itself and goes alone.
 */
import { checks } from './checks.mjs';

const usage = `Usage: npm test -- [--list] [--only name,name] [-- arguments for the test runners]`;
const atOnce = 2;

export async function check(args) {
  const rest = args.includes('--') ? args.slice(args.indexOf('--') + 1) : [];
  const own = rest.length ? args.slice(0, args.indexOf('--')) : args;
  if (own.includes('--list')) {
    for (const { name, what } of checks) console.log(`${name.padEnd(12)} ${what}`);
    return 0;
  }
  const chosen = select(own);
  if (!chosen) return 2;
  const begunAt = Date.now();
  const total = { passed: 0, failed: 0 };
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (isInterrupted = true));
  for (const group of [...new Set(chosen.map((each) => each.group))].sort((a, b) => a - b)) {
    await runGroup(
      chosen.filter((each) => each.group === group),
      rest,
      total,
    );
    if (isInterrupted) return 130;
  }
  console.log(`\nDone in ${seconds(begunAt)}.`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

function select(args) {
  const at = args.indexOf('--only');
  const names = at < 0 ? undefined : (args[at + 1] ?? '').split(',');
  const unknown = names?.find((name) => !checks.some((each) => each.name === name));
  if (unknown !== undefined || args.length > (names ? 2 : 0)) {
    console.error(`${unknown === undefined ? '' : `There is no check "${unknown}".\n`}${usage}`);
    return undefined;
  }
  // What a chosen check builds upon is run with it, for instance the build under the tests.
  const wanted = new Set(names ?? checks.map((each) => each.name));
  for (const each of checks.filter(({ name }) => wanted.has(name)))
    for (const need of each.needs ?? []) wanted.add(need);
  return checks.filter((each) => wanted.has(each.name));
}

async function runGroup(group, rest, total) {
  const waiting = [...group];
  const lane = async () => {
    for (let each = waiting.shift(); each; each = waiting.shift()) await runOne(each, rest, total);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function runOne({ name, run }, rest, total) {
  const begunAt = Date.now();
  const {
    passed = 0,
    failed = 0,
    output = '',
  } = await run(rest).catch((error) => ({
    failed: 1,
    output: error.message,
  }));
  total.passed += passed;
  total.failed += failed;
  const numbers = passed + failed > 1 ? ` (${passed} passed, ${failed} failed)` : '';
  if (failed && output) console.log(`\n${output.trim()}\n`);
  console.log(`${failed ? '✗' : '✓'} ${name}${numbers} ${seconds(begunAt)}`);
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
