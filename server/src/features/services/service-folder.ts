import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { App } from '../../platform/context.ts';
import {
  type ManifestProblem,
  parseServiceManifest,
  type ServiceManifest,
} from '../../platform/runners/service-manifest.rules.ts';

export const MANIFEST = 'service.yaml';

/** More folders than this are not read. */
const MOST_SERVICES = 500;

/** Where a project's services lie: one folder each. The demo project's are the examples that come with Pilothouse. */
export function servicesFolder(app: App, projectSlug: string): string {
  return projectSlug === 'demo' && app.config.hasDemo
    ? app.config.examplesDir
    : join(app.config.servicesDir, projectSlug);
}

/** The folder of one service's source. `source` was checked when it was stored: it can't leave the services folder. */
export function sourceFolder(app: App, projectSlug: string, source: string): string {
  return join(servicesFolder(app, projectSlug), source);
}

export interface FoundService {
  slug: string;
  manifest: ServiceManifest | null;
  problems: ManifestProblem[];
}

/** Every folder with a `service.yaml`, by name. Null when the services folder itself can't be read. */
export async function readServicesFolder(folder: string): Promise<FoundService[] | null> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (!entries) return null;
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort()
    .slice(0, MOST_SERVICES);
  const found = await Promise.all(names.map((slug) => readService(folder, slug)));
  return found.filter((service) => service !== null);
}

/** The service of one folder; null when it has no `service.yaml`. */
export async function readService(folder: string, slug: string): Promise<FoundService | null> {
  const text = await readFile(join(folder, slug, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw error;
  });
  return text === null ? null : { slug, ...parseServiceManifest(text) };
}
