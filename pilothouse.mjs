#!/usr/bin/env node
/**
 * The one door for `npm start`, `npm test`, `npm run dev|codegen|bench`. Needs nothing but Node 18 or newer with npm:
 * it brings the project's own Node and packages first, and everything after runs on those.
 */
import { bench } from './server/launcher/bench.mjs';
import { buildAll, buildServer } from './server/launcher/build.mjs';
import { codegen } from './server/launcher/codegen.mjs';
import { dev } from './server/launcher/dev.mjs';
import { install } from './server/launcher/install.mjs';
import { LaunchError } from './server/launcher/phase.mjs';
import { command, onProjectNode, serve } from './server/launcher/serve.mjs';

const usage = `Usage: node pilothouse.mjs <command>

  start [role]       install and build what changed, then serve (role: all, api, worker, migrate)
  build              install and build what changed
  dev                the same as start in watch mode, with the client's development server
  test [--only a,b]  every check and test; --list names them
  codegen            write schema/, the client's hooks and the reference docs from the code
  bench <name>       run one of bench/*.ts against the built server

  doctor [--json]    show what is configured, what is risky, how to mend it, and what works
  audit verify       check that nothing in the audit trail was changed
  facts recount      count days anew from the facts that are still there
  secrets check      check that every secret can be read; secrets rotate encrypts them with the newest key
  plan sync          send project-plan.csv to a server, write its summary into ROADMAP.md (--offline: only that)
  reset-password <e-mail>  print a one-time link with which somebody sets a new password`;

/** Of the built server, on the data folder or DATABASE_URL of the environment; the server may run meanwhile. */
const ofServer = (name) => async (args) => {
  await install();
  await buildServer();
  return command([name, ...args]);
};

const commands = {
  async start([role = 'all', ...rest]) {
    await install();
    await buildAll();
    return serve([role, ...rest]);
  },
  async build() {
    await install();
    await buildAll();
  },
  dev: () => onProjectNode(dev),
  codegen: () => onProjectNode(codegen),
  bench: (args) => onProjectNode(() => bench(args)),
  doctor: ofServer('doctor'),
  audit: ofServer('audit'),
  facts: ofServer('facts'),
  secrets: ofServer('secrets'),
  plan: ofServer('plan'),
  'reset-password': ofServer('reset-password'),
  test: (args) => onProjectNode(async () => (await import('./.ci/check.mjs')).check(args)),
};

const [name, ...args] = process.argv.slice(2);
if (!Object.hasOwn(commands, name ?? '')) {
  console.error(usage);
  process.exit(name === undefined || name === 'help' || name === '--help' ? 0 : 2);
}
try {
  process.exitCode = await commands[name](args);
} catch (error) {
  console.error(error instanceof LaunchError ? `\n${error.message}` : error);
  process.exitCode = 1;
}
