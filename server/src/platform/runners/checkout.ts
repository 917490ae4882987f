import { createHash, type Hash } from 'node:crypto';
import { constants, createReadStream, type Dirent } from 'node:fs';
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { AppError } from '../errors.ts';
import { runnerFiles } from './runner-files.ts';
import { isGroupAlive, readProcess } from './runner-process.ts';

export interface Checkout {
  /** The copy: the program's working directory. */
  checkoutDir: string;
  /** SHA-256 over paths, contents, links and what is executable. Equal sources have equal hashes, on any machine. */
  contentHash: string;
  fileCount: number;
  byteCount: number;
}

/** Far above any folder of deployment scripts, and far below what fills a disk or keeps a worker busy for minutes. */
const defaultLimits = { fileCount: 20_000, byteCount: 512 * 1024 * 1024, depth: 64 };

interface Copying {
  /** With all links resolved. */
  root: string;
  hash: Hash;
  limits: typeof defaultLimits;
  fileCount: number;
  byteCount: number;
}

const refuse = (message: string) => new AppError('INVALID_INPUT', `The service's folder can't be used: ${message}`);

/**
 * Copies a service's folder into `<dir>/source`, privately, so that nobody changes it under a running program. Modes are
 * kept; links are kept as links when they stay inside the folder. Links out of it, devices, sockets, and folders beyond
 * the limits are refused with a sentence that names them. Complete or not there; again after a crash starts afresh.
 */
export async function checkoutService(input: {
  sourceDir: string;
  dir: string;
  limits?: Partial<typeof defaultLimits>;
}): Promise<Checkout> {
  const root = await realpath(input.sourceDir).catch(() => {
    throw refuse(`${input.sourceDir} does not exist.`);
  });
  const checkoutDir = join(input.dir, runnerFiles.source);
  const draft = `${checkoutDir}.draft`;
  await mkdir(input.dir, { recursive: true, mode: 0o700 });
  for (const path of [checkoutDir, draft]) await rm(path, { recursive: true, force: true });
  const copying: Copying = {
    root,
    hash: createHash('sha256'),
    limits: { ...defaultLimits, ...input.limits },
    fileCount: 0,
    byteCount: 0,
  };
  try {
    await mkdir(draft, { mode: 0o700 });
    await copyFolder(copying, root, draft, 0);
    await rename(draft, checkoutDir);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  const { hash, fileCount, byteCount } = copying;
  return { checkoutDir, contentHash: hash.digest('hex'), fileCount, byteCount };
}

async function copyFolder(copying: Copying, from: string, to: string, depth: number): Promise<void> {
  if (depth > copying.limits.depth) throw refuse(`it is more than ${copying.limits.depth} folders deep.`);
  const entries = await readdir(from, { withFileTypes: true });
  // Sorted by code unit, not by the machine's language: the hash must not depend on that.
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    copying.fileCount += 1;
    if (copying.fileCount > copying.limits.fileCount) {
      throw refuse(`it holds more than ${copying.limits.fileCount} files.`);
    }
    await copyEntry(copying, entry, join(from, entry.name), join(to, entry.name), depth);
  }
}

async function copyEntry(copying: Copying, entry: Dirent, from: string, to: string, depth: number): Promise<void> {
  const name = relative(copying.root, from).split(sep).join('/');
  if (entry.isSymbolicLink()) return copyLink(copying, name, from, to);
  const { mode, size } = await lstat(from);
  if (entry.isDirectory()) {
    note(copying, 'folder', name, '');
    await mkdir(to, { mode: 0o700 });
    await copyFolder(copying, from, to, depth + 1);
    // Never less than what lets us remove it again.
    await chmod(to, (mode & 0o777) | 0o700);
    return;
  }
  if (!entry.isFile()) throw refuse(`${name} is neither a file nor a folder nor a link.`);
  copying.byteCount += size;
  if (copying.byteCount > copying.limits.byteCount) {
    throw refuse(`it holds more than ${Math.floor(copying.limits.byteCount / 1024 / 1024)} MiB.`);
  }
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await chmod(to, mode & 0o777);
  note(copying, mode & 0o100 ? 'program' : 'file', name, await hashFile(to));
}

/** A link may lead out over another link, so where it ends is asked of the file system; only for a broken one, of its text. */
async function copyLink(copying: Copying, name: string, from: string, to: string): Promise<void> {
  const target = await readlink(from);
  const end = await realpath(from).catch(() => resolve(from, '..', target));
  if (end !== copying.root && !end.startsWith(copying.root + sep)) {
    throw refuse(`the link ${name} leads out of it, to ${target}.`);
  }
  const isAbsolute = target.startsWith('/');
  const kept = isAbsolute ? relative(resolve(from, '..'), end) || '.' : target;
  note(copying, 'link', name, kept);
  await symlink(kept, to);
}

function note(copying: Copying, kind: string, name: string, content: string): void {
  copying.hash.update(`${JSON.stringify([kind, name, content])}\n`);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * Removes the private folders of deployments that ended long ago: all but the `keepCount` newest, and of those the ones
 * older than `keepDays`. What `isInUse` claims, or what still has a living process, stays. A folder that can't be removed
 * is passed over and tried again next time. Returns the names of the removed ones.
 */
export async function removeOldCheckouts(input: {
  rootDir: string;
  keepCount: number;
  keepDays: number;
  isInUse: (name: string) => boolean | Promise<boolean>;
  now?: number;
}): Promise<string[]> {
  const oldestKeptAt = (input.now ?? Date.now()) - input.keepDays * 24 * 3600 * 1000;
  const removed: string[] = [];
  const folders = await listNewestFirst(input.rootDir);
  for (const [index, { name, changedAt }] of folders.entries()) {
    if (index < input.keepCount && changedAt >= oldestKeptAt) continue;
    const path = join(input.rootDir, name);
    if ((await input.isInUse(name)) || readProcess(path).state === 'RUNNING' || isGroupAlive(path)) continue;
    try {
      await rm(path, { recursive: true });
      removed.push(name);
    } catch {
      // such as a file of another user, left by a program that ran with sudo
    }
  }
  return removed;
}

async function listNewestFirst(rootDir: string): Promise<{ name: string; changedAt: number }[]> {
  const entries = await readdir(rootDir, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const folders = entries.filter((entry) => entry.isDirectory());
  const dated = folders.map(async ({ name }) => {
    const status = await stat(join(rootDir, name)).catch(() => null);
    return { name, changedAt: status?.mtimeMs ?? 0 };
  });
  return (await Promise.all(dated)).sort((a, b) => b.changedAt - a.changedAt);
}
