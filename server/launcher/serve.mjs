import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { whenNpmIsGone } from './company.mjs';
import { install } from './install.mjs';
import { inRoot, projectEnv, projectNode, root } from './project.mjs';

/**
 * Runs the built server until it ends; resolves with its exit code. It gets a session of its own and signals are handed
 * on: a Ctrl+C goes to every process of the terminal, and of two interrupts the second reads as "stop now, at any price".
 */
export function serve(args) {
  const follow = pathToFileURL(inRoot('server', 'launcher', 'follow.mjs')).href;
  const child = spawn(
    projectNode,
    ['--enable-source-maps', '--import', follow, inRoot('server', 'dist', 'main.js'), ...args],
    { cwd: root, env: serverEnv(), stdio: ['ignore', 'inherit', 'inherit', 'ipc'], detached: true },
  );
  return attend(child, ['SIGINT', 'SIGTERM', 'SIGHUP']);
}

/** Runs a command of the built server (`doctor`, …) in this terminal; resolves with its exit code. */
export function command(args) {
  const child = spawn(projectNode, ['--enable-source-maps', inRoot('server', 'dist', 'main.js'), ...args], {
    // Paths in the arguments are relative to where they were typed; the server goes to the root by itself.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: serverEnv(),
    stdio: 'inherit',
  });
  return attend(child, process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP']);
}

function serverEnv() {
  const dataDir = process.env.PILOTHOUSE_DATA_DIR;
  return projectEnv({
    // A relative folder means one beside whoever typed it.
    ...(dataDir && { PILOTHOUSE_DATA_DIR: resolve(process.env.INIT_CWD ?? '.', dataDir) }),
  });
}

/** Runs `work` on the project's Node, after installing it: in this process when it already is that one. */
export async function onProjectNode(work) {
  await install();
  if (process.version === projectVersion()) return (await work()) ?? 0;
  const child = spawn(projectNode, process.argv.slice(1), { cwd: root, env: projectEnv(), stdio: 'inherit' });
  // In a terminal its Ctrl+C reaches the child without us.
  return attend(child, process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP']);
}

function projectVersion() {
  return `v${JSON.parse(readFileSync(inRoot('node_modules', 'node', 'package.json'), 'utf8')).version}`;
}

function attend(child, handedOn) {
  return new Promise((done, fail) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => handedOn.includes(signal) && child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
    }
    whenNpmIsGone(() => child.kill('SIGTERM'));
    child.once('error', fail);
    child.once('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
  });
}
