import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { buildAll } from './build.mjs';
import { LaunchError } from './phase.mjs';
import { inRoot, projectEnv, projectNode, root } from './project.mjs';

/**
 * Runs bench/<name>.ts. Node strips the types itself, so a bench has no decorators: it measures the built server from
 * outside, or imports what it needs from server/dist.
 */
export async function bench([name, ...args]) {
  const file = inRoot('bench', `${name}.ts`);
  if (!name || !existsSync(file)) {
    const names = readdirSync(inRoot('bench')).flatMap((entry) => /^(.+)(?<!\.test)\.ts$/.exec(entry)?.[1] ?? []);
    throw new LaunchError(`Usage: npm run bench -- <name>, where name is one of: ${names.join(', ') || '(none yet)'}`);
  }
  await buildAll();
  const child = spawn(projectNode, [file, ...args], { cwd: root, env: projectEnv(), stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return new Promise((done) => child.once('exit', (code) => done(code ?? 1)));
}
