/** Where runs of tests write: in memory where there is enough, since each clone of a database is a thousand small files. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const inMemory = '/dev/shm';
const neededBytes = 3 * 2 ** 30;

let folder;

/** A folder for temporary files of one's own; whoever sets TMPDIR has chosen it. */
export function scratchFolder() {
  folder ??= !process.env.TMPDIR && isFit(inMemory) ? inMemory : tmpdir();
  return folder;
}

/** Containers often have a small one, or one that runs no programs. */
function isFit(path) {
  try {
    const { bavail, bsize } = statfsSync(path);
    if (bavail * bsize < neededBytes || freemem() < 2 * neededBytes) return false;
    const probe = mkdtempSync(join(path, 'pilothouse-probe-'));
    try {
      const program = join(probe, 'program');
      writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
      return spawnSync(program).status === 0;
    } finally {
      rmSync(probe, { recursive: true });
    }
  } catch {
    return false;
  }
}
