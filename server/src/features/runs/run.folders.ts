import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Config } from '../../platform/config.ts';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import { SCRIPTS } from '../../platform/runners/script-user.ts';
import type { Attempt } from './engine.types.ts';
import type { OwnedRun } from './run.claims.ts';

/**
 * By the program: it holds on to the folders it is in, so that a script which lives on, as somebody else, can't put a link in
 * their place and have this process remove what that leads to.
 */
const removeAll = (path: string) => promisify(execFile)('rm', ['-rf', '--', path]);

/** Where an attempt's program works. */
export interface AttemptFolder {
  /** Makes it, empty, and returns its path. It is for this user only; one of scripts' own may pass through. */
  make(): Promise<string>;
  /** Removes it, if it was made. */
  remove(): Promise<void>;
}

/**
 * Another one for each owner of the run: in that of an owner who was killed lies what it left, and one that is only frozen
 * removes its own when it wakes up, while the next owner works on the same machine.
 */
export function attemptFolder(
  { dataDir, scriptUser }: Pick<Config, 'dataDir' | 'scriptUser'>,
  owned: OwnedRun,
  { key, path, attempt }: Attempt,
): AttemptFolder {
  const parent = join(dataDir, SCRIPTS, owned.id);
  const place = `${path.replaceAll('/', '.')}.${key}.${attempt}.`;
  const folder = join(parent, `${place}${owned.ownerEpoch}`);
  let isMade = false;
  return {
    async make() {
      isMade = true;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      if (scriptUser !== null) for (const path of [parent, folder]) await chmod(path, 0o711);
      for (const name of await readdir(parent))
        if (name.startsWith(place) && join(parent, name) !== folder) await removeAll(join(parent, name));
      return folder;
    },
    async remove() {
      if (!isMade) return;
      isMade = false;
      await removeAll(folder);
      // Stays while other nodes of the run work.
      await rmdir(parent).catch(() => {});
    },
  };
}

/** Removes what this machine's workers left of runs that others have ended since. */
export async function sweepRunFolders(ctx: Context): Promise<void> {
  const folder = join(ctx.app.config.dataDir, SCRIPTS);
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  const open = await query<{ id: string }>(
    ctx,
    `-- runs.openAmong
    select id from runs where id = any($1) and status in ('QUEUED', 'RUNNING', 'WAITING')`,
    [names],
  );
  const isOpen = new Set(open.map(({ id }) => id));
  for (const name of names) if (!isOpen.has(name)) await removeAll(join(folder, name));
}
