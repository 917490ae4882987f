import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fingerprint, listFiles, readStamp, writeStamp } from './fingerprint.mjs';
import { phase } from './phase.mjs';
import { inRoot, projectEnv, projectNode, tools } from './project.mjs';

const shared = [inRoot('tsconfig.base.json'), inRoot('pnpm-lock.yaml')];

/** Builds whichever side changed since its last build. */
export async function buildAll() {
  await buildServer();
  await buildClient();
}

/** server/src → server/dist: compiled TypeScript, with everything that is not TypeScript (SQL, Python) beside it. */
export async function buildServer() {
  await whenChanged('server', [inRoot('server', 'src'), inRoot('server', 'tsconfig.build.json')], async () => {
    syncAssets();
    await phase('Building the server', projectNode, [tools.tsc, '-p', inRoot('server', 'tsconfig.build.json')], {
      advice: 'The lines above name the files to correct.',
    });
  });
}

/** client → client/dist. */
export async function buildClient() {
  if (!existsSync(inRoot('client', 'index.html'))) return;
  const sources = ['src', 'public', 'index.html', 'vite.config.ts'].map((part) => inRoot('client', part));
  await whenChanged('client', sources, () =>
    phase('Building the client', projectNode, [tools.vite, 'build'], {
      cwd: inRoot('client'),
      env: projectEnv({ NODE_ENV: 'production' }),
      advice: 'The lines above name the files to correct.',
    }),
  );
}

/** Copies the server's assets and removes outputs whose source is gone (a stale migration would still be found). */
export function syncAssets() {
  const source = inRoot('server', 'src');
  const target = inRoot('server', 'dist');
  const expected = new Set();
  for (const file of listFiles(source)) {
    const path = relative(source, file);
    const output = path.replace(/\.ts$/, '.js');
    if (path.endsWith('.test.ts')) continue;
    expected.add(output).add(`${output}.map`);
    if (output !== path) continue;
    mkdirSync(dirname(join(target, path)), { recursive: true });
    copyFileSync(file, join(target, path));
  }
  for (const file of listFiles(target)) {
    if (!expected.has(relative(target, file))) rmSync(file);
  }
}

async function whenChanged(side, sources, build) {
  const stamp = inRoot(side, 'dist', '.built');
  const wanted = fingerprint([...shared, ...sources]);
  if (readStamp(stamp) === wanted) return;
  // Gone while building, so that an interrupted build is not taken for a finished one.
  rmSync(stamp, { force: true });
  await build();
  writeStamp(stamp, wanted);
}
