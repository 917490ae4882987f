import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this launcher belongs to; nothing depends on the working directory. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** A path inside the checkout. */
export const inRoot = (...parts) => join(root, ...parts);

export const pnpmVersion = '12.21.0';

/** The Node that comes with the packages; every program of the project runs on it. */
export const projectNode = inRoot('node_modules', 'node', 'bin', 'node');

/** Command line tools are started by their script, because their shims would take whatever `node` is on the PATH. */
export const tools = {
  tsc: inRoot('node_modules', 'typescript', 'bin', 'tsc'),
  vite: inRoot('client', 'node_modules', 'vite', 'bin', 'vite.js'),
  codegen: inRoot('node_modules', '@graphql-codegen', 'cli', 'esm', 'bin.js'),
  jest: inRoot('node_modules', 'jest', 'bin', 'jest.js'),
};

/** The environment for the project's programs: its Node and tools come first on the PATH. */
export function projectEnv(extra = {}) {
  const path = [dirname(projectNode), inRoot('node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}
