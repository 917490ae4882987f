import { execFile } from 'node:child_process';
import { chmod, lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConfigError } from '../config.ts';

// NOTE: what the system refuses (EPERM) is thrown at once, not by the promise.
const run = async (command: string, args: string[], options: { uid?: number; gid?: number; cwd?: string } = {}) =>
  promisify(execFile)(command, args, options);

/** As whom scripts of workflows run. */
export interface ScriptUser {
  name: string;
  uid: number;
  gid: number;
}

/** Why scripts can't run as the user that the configuration names. */
export type ScriptUserObstacle = 'NOT_ROOT' | 'UNKNOWN' | 'IS_ROOT' | 'MAY_NOT_SWITCH';

const found = new Map<string, ScriptUser>();

/** By name or uid, wherever this machine keeps its users; asked once, as a server keeps the one it was started with. */
async function findScriptUser(given: string): Promise<ScriptUser | null> {
  const known = found.get(given);
  if (known) return known;
  const { stdout } = await run('getent', ['passwd', given]).catch(() => ({ stdout: '' }));
  const [name, , uid, gid] = stdout.trim().split(':');
  if (!name || !uid || !gid) return null;
  const user = { name, uid: Number(uid), gid: Number(gid) };
  found.set(given, user);
  return user;
}

/** Null: scripts run as the server does. Throws where they shall not and there is no such user: never are they the server's by accident. */
export async function scriptUserOf(given: string | null): Promise<ScriptUser | null> {
  if (given === null) return null;
  const user = await findScriptUser(given);
  if (!user) throw new Error(`There is no user ${given} on this machine.`);
  return user;
}

/** Null when scripts can run as this user: it was tried. */
export async function scriptUserObstacle(given: string): Promise<ScriptUserObstacle | null> {
  if (process.getuid?.() !== 0) return 'NOT_ROOT';
  const user = await findScriptUser(given);
  if (!user) return 'UNKNOWN';
  if (user.uid === 0) return 'IS_ROOT';
  // A container may leave out the capability.
  return run('true', [], { ...switchTo(user), cwd: '/' }).then(
    () => null,
    () => 'MAY_NOT_SWITCH',
  );
}

/** Options of `spawn`. NOTE: Node drops the supplementary groups with them, else the user would keep those of root. */
export const switchTo = (user: ScriptUser | null) => (user ? { uid: user.uid, gid: user.gid } : {});

/** In the data folder: where scripts work. */
export const SCRIPTS = 'runs';

const PROBE = `cd -- "$1" || exit 3
shift
[ -r "$1" ] && echo "$1"
shift
for path; do if [ -r "$path" ] || [ -w "$path" ] || [ -x "$path" ]; then echo "$path"; fi; done
exit 0`;

/**
 * Lets the user of scripts pass through the data folder to where they work, and closes everything else in it for those who
 * are neither owner nor group. Tries it as that user; throws {@link ConfigError} with what it can still reach.
 */
export async function closeDataFolder(dataDir: string, given: string): Promise<void> {
  const user = await scriptUserOf(given);
  const scripts = join(dataDir, SCRIPTS);
  await mkdir(scripts, { recursive: true, mode: 0o711 });
  const paths: string[] = [];
  for (const name of await readdir(dataDir)) {
    const path = join(dataDir, name);
    const file = await lstat(path);
    // What a link leads to is not in this folder.
    if (name === SCRIPTS || file.isSymbolicLink()) continue;
    if ((file.mode & 0o007) !== 0) await chmod(path, file.mode & 0o7770);
    paths.push(path);
  }
  await chmod(scripts, 0o711);
  await chmod(dataDir, ((await lstat(dataDir)).mode & 0o7770) | 0o001);
  const { stdout } = await run('sh', ['-c', PROBE, 'sh', scripts, dataDir, ...paths], {
    ...switchTo(user),
    cwd: '/',
  }).catch((cause: unknown) => {
    throw new ConfigError(
      `Scripts shall run as ${given}, who can’t enter ${scripts}. Let it pass: chmod o+x for every folder above.`,
      { cause },
    );
  });
  const open = stdout.split('\n').filter(Boolean);
  if (open.length > 0)
    throw new ConfigError(
      `Scripts shall run as ${given}, who can read what is the server’s alone:\n${open.map((path) => `  ${path}`).join('\n')}\nGive it another owner and group, or name another user in PILOTHOUSE_SCRIPT_USER.`,
    );
}
