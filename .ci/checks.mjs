import { buildClient, buildServer } from '../server/launcher/build.mjs';
import { derivedNames, findDrift } from '../server/launcher/codegen.mjs';
import { capture } from '../server/launcher/phase.mjs';
import { inRoot, projectNode, tools } from '../server/launcher/project.mjs';
import { lintContainers } from './lint-containers.mjs';
import { ensureSystemPrograms } from './system-programs.mjs';
import { checkEnv, runJest, runNodeTests } from './test-runners.mjs';

/** One program is one check: it passes when it ends with 0. */
const program = (command, args) => async () => {
  const { code, output } = await capture(command, args, { env: checkEnv({ FORCE_COLOR: '0' }) });
  return code === 0 ? { passed: 1 } : { failed: 1, output };
};
const bin = (name, ...args) => program(inRoot('node_modules', '.bin', name), args);
const tsc = (project) => program(projectNode, [tools.tsc, '-p', inRoot(project)]);

/** Work that throws a message when it fails. */
const step = (work) => async () => {
  await work();
  return { passed: 1 };
};

const drift = (name) => async () => {
  const files = await findDrift(name);
  if (files.length === 0) return { passed: 1 };
  return { failed: 1, output: `Not what the code gives; run \`npm run codegen\` and commit:\n  ${files.join('\n  ')}` };
};

/** In order of their groups; those of one group don't depend on each other. */
export const checks = [
  { name: 'programs', group: 1, what: 'chromium and ansible-core are there', run: step(ensureSystemPrograms) },
  { name: 'build', group: 2, what: 'server and client build', run: step(buildBoth) },
  {
    name: 'format',
    group: 3,
    what: 'formatting and syntax lint (biome)',
    run: bin('biome', 'check', '--error-on-warnings'),
  },
  {
    name: 'lint',
    group: 3,
    what: 'type-aware lint (oxlint)',
    run: bin('oxlint', '--type-aware', '--deny-warnings', '--format=unix'),
  },
  {
    name: 'imports',
    group: 3,
    what: 'the import law (dependency-cruiser)',
    run: bin('depcruise', '--config', '.dependency-cruiser.cjs', 'server/src', 'server/test', 'client/src'),
  },
  { name: 'dead-code', group: 3, what: 'unused files, exports and packages (knip)', run: bin('knip', '--no-progress') },
  {
    name: 'types',
    group: 3,
    what: 'types of server, tests and benches',
    run: tsc('server/tsconfig.json'),
    needs: ['build'],
  },
  { name: 'client-types', group: 3, what: 'types of the client', run: tsc('client/tsconfig.json') },
  { name: 'containers', group: 3, what: 'Dockerfile and docker-compose.yml', run: step(lintContainers) },
  ...derivedNames.map((name) => ({
    name: `drift-${name}`,
    group: 4,
    what: 'what is committed is what the code gives',
    run: drift(name),
    needs: ['build'],
  })),
  { name: 'jest', group: 5, what: 'all Jest tests of server and client', run: runJest, needs: ['build'] },
  {
    name: 'e2e',
    group: 6,
    what: 'browser tests in Chromium',
    run: runInBrowser('e2e', /^(?!pages).*[.]e2e[.]ts$/),
    needs: ['programs', 'build'],
  },
  {
    name: 'pages',
    group: 6,
    what: 'every page in Chromium: light, dark, on a phone',
    run: runInBrowser('pages', /^pages[.]e2e[.]ts$/),
    needs: ['programs', 'build'],
  },
  {
    name: 'chaos',
    group: 6,
    what: 'kill, stop and disconnect',
    run: (args) => {
      // `long`: a thousand killed workers, and some 20 minutes.
      const { PILOTHOUSE_CHAOS } = process.env;
      return runNodeTests(
        'chaos',
        'tests/chaos',
        /[.]test[.]ts$/,
        args,
        PILOTHOUSE_CHAOS ? { env: { PILOTHOUSE_CHAOS }, hours: 1 } : {},
      );
    },
    needs: ['programs', 'build'],
  },
];

function runInBrowser(name, pattern) {
  return (args) => {
    const { PILOTHOUSE_SCREENSHOTS } = process.env;
    const env = PILOTHOUSE_SCREENSHOTS ? { PILOTHOUSE_SCREENSHOTS } : {};
    return runNodeTests(name, 'tests/e2e', pattern, args, { isOneProcess: true, env });
  };
}

async function buildBoth() {
  const outcomes = [];
  for (const build of [buildServer, buildClient]) outcomes.push(await build().catch((error) => error));
  const errors = outcomes.filter((outcome) => outcome instanceof Error);
  if (errors.length) throw new Error(errors.map((error) => error.message).join('\n\n'));
}
