import { linkSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isProcessAlive } from './process-table.ts';
import type { ProcessIdentity } from './runner-files.ts';

const lockName = /^start\.(\d+)\.lock$/;

interface HeldLock {
  generation: number;
  owner: ProcessIdentity;
}

function readNewestLock(dir: string): HeldLock | null {
  let generation = 0;
  for (const name of readdirSync(dir)) {
    const match = lockName.exec(name);
    if (match) generation = Math.max(generation, Number(match[1]));
  }
  if (generation === 0) return null;
  const text = readFileSync(join(dir, `start.${generation}.lock`), 'utf8');
  return { generation, owner: JSON.parse(text) as ProcessIdentity };
}

/** The supervisor that holds the folder's start lock and lives, or null. */
export function findLockOwner(dir: string): ProcessIdentity | null {
  const held = readNewestLock(dir);
  return held && isProcessAlive(held.owner) ? held.owner : null;
}

/**
 * Takes the folder's start lock for `owner`, or returns false when a living process has it or won the race.
 *
 * A lock whose owner died is never removed: that has a race (two see it stale, the second removes the first's new one).
 * The next generation is created instead, and only one can create it. `link` of a complete file makes name and content
 * appear together, so no lock without an owner is ever seen.
 */
export function takeStartLock(dir: string, owner: ProcessIdentity): boolean {
  const newest = readNewestLock(dir);
  if (newest && isProcessAlive(newest.owner)) return false;
  const draft = join(dir, `start.${owner.pid}.draft`);
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    linkSync(draft, join(dir, `start.${(newest?.generation ?? 0) + 1}.lock`));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}
