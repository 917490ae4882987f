import { readStored, store } from './storage.ts';

const key = 'pilothouse.lastProject';

/** The slug of the project that was open last in this browser. */
export function readLastProject(): string | null {
  return readStored(key);
}

export function rememberLastProject(slug: string | null): void {
  store(key, slug);
}
