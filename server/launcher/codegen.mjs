import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { buildServer } from './build.mjs';
import { listFiles } from './fingerprint.mjs';
import { capture, LaunchError, phase } from './phase.mjs';
import { inRoot, projectEnv, projectNode } from './project.mjs';

const advice = 'The lines above say what stands in the way.';
/** Runs a program of the project: `showing` its progress, or `quietly` where several run at once. */
const showing = (label, args) => phase(label, projectNode, args, { env: projectEnv(), advice });
const quietly = async (label, args) => {
  const { code, output } = await capture(projectNode, args, { env: projectEnv() });
  if (code !== 0) throw new LaunchError(`${output.trim()}\n\n${label} failed. ${advice}`);
};

/**
 * Everything that is committed but derived from code: the part of the tree, and what writes it to a given place.
 * The order matters: the hooks are made from the schema.
 */
const derived = [
  {
    name: 'sdl',
    path: 'schema/schema.graphql',
    write: (run, to) => run('Writing the schema', [inRoot('server/dist/entry/emit-schema.js'), to]),
  },
  {
    name: 'database',
    path: 'schema/database.sql',
    write: (run, to) => run('Dumping the database schema', [inRoot('.ci/dump-database.mjs'), to]),
  },
  {
    name: 'hooks',
    path: 'client/src/graphql/generated.ts',
    write: (run, to) => run("Generating the client's hooks", [inRoot('.ci/generate-hooks.mjs'), to]),
  },
  {
    name: 'reference',
    path: 'docs/reference',
    isThere: () => existsSync(inRoot('server/dist/entry/emit-reference.js')),
    write: (run, to) => run('Writing the reference', [inRoot('server/dist/entry/emit-reference.js'), to]),
  },
];

export const derivedNames = derived.map(({ name }) => name);

/** Writes all of it into the tree. */
export async function codegen() {
  await buildServer();
  for (const { path, write, isThere } of derived) {
    if (isThere?.() === false) continue;
    mkdirSync(dirname(inRoot(path)), { recursive: true });
    await write(showing, inRoot(path));
  }
  return 0;
}

/** Writes one of them elsewhere and names the files that differ from the committed ones; the tree stays as it is. */
export async function findDrift(name) {
  const { path, write, isThere } = derived.find((each) => each.name === name);
  if (isThere?.() === false) return [];
  const fresh = inRoot('.cache', 'derived', path);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(dirname(fresh), { recursive: true });
  await write(quietly, fresh);
  const names = new Set([fresh, inRoot(path)].flatMap((side) => listFiles(side).map((file) => relative(side, file))));
  const read = (side, file) => (existsSync(join(side, file)) ? readFileSync(join(side, file), 'utf8') : undefined);
  return [...names].filter((file) => read(fresh, file) !== read(inRoot(path), file)).map((file) => join(path, file));
}
