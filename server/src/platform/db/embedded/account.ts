import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError } from './place.ts';

const run = promisify(execFile);

/** Who the Postgres processes run as when this process is root, which Postgres refuses to be. */
export type Account = { uid: number; gid: number };

/** True when this process must hand Postgres to another account. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/**
 * The account for a cluster, or undefined when Postgres can simply run as this process does.
 * An existing cluster keeps its owner, so that `sudo` after an ordinary start works. A system account is created only
 * when the machine has neither `postgres` nor `pilothouse`.
 */
export async function findAccount(clusterDir: string): Promise<Account | undefined> {
  if (!isRoot()) return undefined;
  const existing = await stat(clusterDir).catch(() => undefined);
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  return (await lookUp('postgres')) ?? (await lookUp('pilothouse')) ?? (await createAccount('pilothouse'));
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function createAccount(name: string): Promise<Account> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name]);
  } catch (cause) {
    throw new EmbeddedPostgresError(
      `Postgres refuses to run as root and no account "${name}" could be created for it. Create one, start as an ordinary user, or set DATABASE_URL.`,
      { cause },
    );
  }
  const account = await lookUp(name);
  if (!account)
    throw new EmbeddedPostgresError(`The account "${name}" was created but cannot be found. Set DATABASE_URL instead.`);
  return account;
}

/** True when every folder down to `path` may be entered by the account (by mode bits; ACLs are not consulted). */
export async function canReach(path: string, account: Account): Promise<boolean> {
  const { mode, uid, gid } = await stat(path);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  if ((mode & bit) === 0) return false;
  return dirname(path) === path || canReach(dirname(path), account);
}
