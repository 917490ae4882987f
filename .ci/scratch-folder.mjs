/** Where runs of tests write: in memory where there is enough, since each clone of a database is a thousand small files. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

const inMemory = '/dev/shm';
const neededBytes = 3 * 2 ** 30;
const prefix = 'pilothouse-run-';

let folder;

/** The folder for temporary files of this process and its children; whoever sets TMPDIR has chosen it. */
export function scratchFolder() {
  folder ??= (!process.env.TMPDIR && makeFolder()) || tmpdir();
  return folder;
}

/** One that goes with this process. Containers often have little memory there, or let no programs run. */
function makeFolder() {
  const path = join(inMemory, `${prefix}${process.pid}`);
  try {
    removeLeftovers();
    const { bavail, bsize } = statfsSync(inMemory);
    if (bavail * bsize < neededBytes || freemem() < 2 * neededBytes) return undefined;
    mkdirSync(path);
    process.once('exit', () => remove(path));
    // As the system's own: Postgres and scripts may run as others.
    chmodSync(path, 0o1777);
    const program = join(path, 'program');
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o755 });
    return spawnSync(program).status === 0 ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Folders of runs that were killed: they take memory. */
function removeLeftovers() {
  for (const name of readdirSync(inMemory)) {
    const owner = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : 0;
    if (owner && !isAlive(owner)) remove(join(inMemory, name));
  }
}

function remove(path) {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // Another account's, or still written to: the next run may.
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
