import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../platform/context.ts';
import { query } from '../../platform/db/sql.ts';
import type { Attempt } from './engine.types.ts';
import type { OwnedRun } from './run.claims.ts';

/** Where an attempt's program works. */
export interface AttemptFolder {
  /** Makes it, empty, for this user only; returns its path. */
  make(): Promise<string>;
  /** Removes it, if it was made. */
  remove(): Promise<void>;
}

/**
 * Another one for each owner of the run: in that of an owner who was killed lies what it left, and one that is only frozen
 * removes its own when it wakes up, while the next owner works on the same machine.
 */
export function attemptFolder(dataDir: string, owned: OwnedRun, { key, path, attempt }: Attempt): AttemptFolder {
  const parent = join(dataDir, 'runs', owned.id);
  const place = `${path.replaceAll('/', '.')}.${key}.${attempt}.`;
  const folder = join(parent, `${place}${owned.ownerEpoch}`);
  let isMade = false;
  return {
    async make() {
      isMade = true;
      await mkdir(folder, { recursive: true, mode: 0o700 });
      for (const name of await readdir(parent))
        if (name.startsWith(place) && join(parent, name) !== folder)
          await rm(join(parent, name), { recursive: true, force: true });
      return folder;
    },
    async remove() {
      if (!isMade) return;
      isMade = false;
      await rm(folder, { recursive: true, force: true });
      // Stays while other nodes of the run work.
      await rmdir(parent).catch(() => {});
    },
  };
}

/** Removes what this machine's workers left of runs that others have ended since. */
export async function sweepRunFolders(ctx: Context): Promise<void> {
  const folder = join(ctx.app.config.dataDir, 'runs');
  const names = await readdir(folder).catch(() => []);
  if (names.length === 0) return;
  const open = await query<{ id: string }>(
    ctx,
    `-- runs.openAmong
    select id from runs where id = any($1) and status in ('QUEUED', 'RUNNING', 'WAITING')`,
    [names],
  );
  const isOpen = new Set(open.map(({ id }) => id));
  for (const name of names) if (!isOpen.has(name)) await rm(join(folder, name), { recursive: true, force: true });
}
