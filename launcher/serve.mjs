import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { install } from './install.mjs';
import { inRoot, projectEnv, projectNode, root } from './project.mjs';

/** Runs the built server in the foreground until it ends; resolves with its exit code. */
export function serve(args) {
  const dataDir = process.env.PILOTHOUSE_DATA_DIR;
  return attend(projectNode, ['--enable-source-maps', inRoot('server', 'dist', 'main.js'), ...args], {
    // A relative folder means one beside whoever typed it.
    ...(dataDir && { PILOTHOUSE_DATA_DIR: resolve(process.env.INIT_CWD ?? '.', dataDir) }),
  });
}

/** Runs `work` on the project's Node, after installing it: in this process when it already is that one. */
export async function onProjectNode(work) {
  await install();
  if (process.version === projectVersion()) return (await work()) ?? 0;
  return attend(projectNode, process.argv.slice(1));
}

function projectVersion() {
  return `v${JSON.parse(readFileSync(inRoot('node_modules', 'node', 'package.json'), 'utf8')).version}`;
}

/**
 * Runs a program with our terminal and hands signals on, each exactly once: it gets a session of its own because a
 * Ctrl+C goes to the terminal's whole group, and the second of two interrupts would read as "stop now, at any price".
 */
function attend(command, args, env = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: root,
      env: projectEnv(env),
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    });
    const handOn = (signal) => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, handOn);
    child.once('error', fail);
    child.once('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
  });
}
