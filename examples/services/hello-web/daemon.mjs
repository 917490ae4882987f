/** Starts, finds and stops the server of one environment. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Where the releases of all environments lie: $HELLO_WEB_STATE, or the user's state folder. */
export function stateRoot(env = process.env) {
  const base = env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local', 'state');
  return env.HELLO_WEB_STATE || join(base, 'pilothouse-hello-web');
}

/** What listens on the port: our server's health, 'OTHER' for anybody else, null for nobody. */
export async function askHealth(port) {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2000) });
    const health = await response.json();
    return health.service === 'pilothouse-hello-web' ? health : 'OTHER';
  } catch (error) {
    return error.cause?.code === 'ECONNREFUSED' ? null : 'OTHER';
  }
}

/** With what arguments a process was started. A small container has /proc and no ps, a Mac it is the other way round. */
function readCommand(pid) {
  if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  return execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
}

/** The pid in the environment's pid file, if that process is still our server: numbers are used again. */
function findPid(stateDir) {
  try {
    const pid = Number(readFileSync(join(stateDir, 'server.pid'), 'utf8'));
    return readCommand(pid).includes(stateDir) ? pid : null;
  } catch {
    return null;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Stops the environment's server, if there is one: TERM, after 5 seconds KILL. Returns its pid or null. */
export async function stopServer(stateDir) {
  const pid = findPid(stateDir);
  if (pid) {
    process.kill(pid, 'SIGTERM');
    const killAt = Date.now() + 5000;
    while (findPid(stateDir) === pid && isAlive(pid)) {
      if (Date.now() > killAt) process.kill(pid, 'SIGKILL');
      await pause(50);
    }
  }
  rmSync(join(stateDir, 'server.pid'), { force: true });
  return pid;
}

/**
 * Starts the server of a release and waits until it answers. `detached` gives it a session of its own: it is a service,
 * not a part of the deployment, and outlives it. It gets no environment: the deployment's token ends with the deployment.
 */
export async function startServer(stateDir, releaseDir, port, id) {
  const log = openSync(join(stateDir, 'server.log'), 'a');
  const server = spawn(process.execPath, [join(releaseDir, 'server.mjs'), String(port)], {
    cwd: stateDir,
    env: {},
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let hasEnded = false;
  server.on('exit', () => {
    hasEnded = true;
  });
  writeFileSync(join(stateDir, 'server.pid'), String(server.pid));
  for (const giveUpAt = Date.now() + 10_000; Date.now() < giveUpAt && !hasEnded; await pause(50)) {
    const health = await askHealth(port);
    if (health?.id === id) {
      server.unref();
      return health;
    }
  }
  throw new Error(`the server did not come up, see ${join(stateDir, 'server.log')}`);
}
