import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopProcess } from '../src/platform/runners/runner-process.ts';

/** Waits until `look` finds something: for files and processes, whose changes send no event that could be awaited. */
export async function until<T>(what: string, look: () => T | null | undefined | false, timeoutMs = 15_000): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = look();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`Waited ${timeoutMs} ms in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** The text of a file, or '' while there is none. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** Private folders for one test file. `clear` kills what still runs in them, then removes them. */
export function makeFolders(): { make: () => string; clear: () => Promise<void> } {
  const folders: string[] = [];
  return {
    make: () => {
      const folder = mkdtempSync(join(tmpdir(), 'pilothouse-test-'));
      folders.push(folder);
      return folder;
    },
    clear: async () => {
      for (const folder of folders.splice(0)) {
        await stopProcess(folder, { graceSeconds: 0 });
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}

/** True while a process with this pid exists and is no zombie. */
export function isAlive(pid: number): boolean {
  const stat = readText(`/proc/${pid}/stat`);
  return stat !== '' && !stat.slice(stat.lastIndexOf(')')).startsWith(') Z');
}
