import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../platform/context.ts';
import { unavailable } from '../../platform/errors.ts';
import { slug as slugRule } from '../../platform/validation.ts';
import { servicesFolder } from '../services/service-folder.ts';
import { MOST_SOURCE_BYTES } from './dashboard-yaml.rules.ts';

export const DASHBOARDS_FOLDER = 'dashboards';
const ENDING = '.yaml';
/** More files than this are not read. */
const MOST_FILES = 200;

export interface DashboardFile {
  slug: string;
  /** Null when it can't be taken; `problem` says why. */
  source: string | null;
  problem: string | null;
}

/** Where a project's dashboards lie as files, beside its services. */
export const dashboardsFolder = (app: App, projectSlug: string): string =>
  join(servicesFolder(app, projectSlug), DASHBOARDS_FOLDER);

/** Every `*.yaml` of the folder, by name; null when there is no folder. What lies elsewhere and is linked here is not read. */
export async function readDashboardsFolder(folder: string): Promise<DashboardFile[] | null> {
  if (!(await isOwnFolder(folder))) return null;
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .map((entry) => entry.name)
    .filter((name) => name.endsWith(ENDING) && !name.startsWith('.'))
    .sort()
    .slice(0, MOST_FILES);
  return Promise.all(names.map((name) => readOne(folder, name.slice(0, -ENDING.length))));
}

/** Whether it is a folder and no link to one; a folder that leads elsewhere is refused. */
async function isOwnFolder(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  if (!found) return false;
  if (!found.isDirectory()) throw unavailable(`${folder} is no folder. Links to other places are not followed.`);
  return true;
}

async function readOne(folder: string, slug: string): Promise<DashboardFile> {
  const refuse = (problem: string) => ({ slug, source: null, problem });
  if (!slugRule.safeParse(slug).success)
    return refuse('The file’s name must be a–z, 0–9 and single hyphens, 40 characters at most.');
  let file: Awaited<ReturnType<typeof open>>;
  try {
    // NOTE: not to be opened is the only sure way not to follow a link, or to wait for a pipe.
    file = await open(
      join(folder, `${slug}${ENDING}`),
      constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    );
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse(
      code === 'ELOOP' ? 'It is a link to another place, and those are not followed.' : 'It can’t be read.',
    );
  }
  try {
    const { size, isFile } = await file.stat().then((stat) => ({ size: stat.size, isFile: stat.isFile() }));
    if (!isFile) return refuse('It is no file.');
    if (size > MOST_SOURCE_BYTES) return refuse('The file is larger than 100 kB.');
    return { slug, source: await file.readFile('utf8'), problem: null };
  } finally {
    await file.close();
  }
}

/** Writes the file as a whole or not at all. The slug was checked when it was stored: it can't leave the folder. */
export async function writeDashboardFile(app: App, projectSlug: string, slug: string, source: string): Promise<void> {
  const root = servicesFolder(app, projectSlug);
  const folder = dashboardsFolder(app, projectSlug);
  try {
    await mkdir(root, { recursive: true });
    await mkdir(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await isOwnFolder(folder);
    if ((await realpath(folder)) !== join(await realpath(root), DASHBOARDS_FOLDER))
      throw unavailable(`${folder} leads to another place, and links are not followed.`);
    const path = join(folder, `${slug}${ENDING}`);
    const existing = await lstat(path).catch(() => null);
    if (existing && !existing.isFile())
      throw unavailable(`${path} is no file. Links to other places are not followed.`);
    const draft = join(folder, `.${slug}.${randomBytes(6).toString('hex')}`);
    const file = await open(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
    try {
      await file.writeFile(source);
      await file.sync();
      await file.close();
      await rename(draft, path);
    } catch (error) {
      await file.close().catch(() => {});
      await rm(draft, { force: true });
      throw error;
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EACCES' || code === 'EROFS' || code === 'ENOSPC' || code === 'EPERM')
      throw unavailable(`${folder} can’t be written. Give the server's user the right to write there.`, error);
    throw error;
  }
}
