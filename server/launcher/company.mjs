/** Who is around this process: so that nothing is left running when npm or the launcher was killed. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const lookEveryMs = 500;

/**
 * Calls back once when the npm that ran this launcher is gone. npm hands a SIGTERM on to its shell only, which dies
 * without a word to us. Started without npm (nohup, systemd), a vanished parent means nothing.
 */
export function whenNpmIsGone(callback) {
  if (!process.env.npm_lifecycle_event) return;
  const watched = [process.ppid, parentOf(process.ppid)].filter((pid) => pid > 1 && isNpmOrItsShell(pid));
  const timer = setInterval(() => {
    if (watched.every(isAlive)) return;
    clearInterval(timer);
    callback();
  }, lookEveryMs);
  timer.unref();
}

function isNpmOrItsShell(pid) {
  return pid === process.ppid || /\bnpm\b/.test(describe(pid).command);
}

function parentOf(pid) {
  return describe(pid).parent;
}

function describe(pid) {
  try {
    if (process.platform === 'linux') {
      const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1);
      return { parent: Number(afterName.split(' ')[1]), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') };
    }
    const [parent, ...command] = execFileSync('ps', ['-o', 'ppid=,args=', '-p', String(pid)], { encoding: 'utf8' })
      .trim()
      .split(/\s+/);
    return { parent: Number(parent), command: command.join(' ') };
  } catch {
    return { parent: 0, command: '' };
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
