import { readStored, store } from './storage.ts';

/** What this browser knows of something that the server keeps for a person. */
export interface KeptCopy {
  value: unknown;
  /** Whether the server has it as well. */
  isSaved: boolean;
}

const prefix = 'pilothouse.kept.';

export function readCopy(name: string): KeptCopy | null {
  try {
    const copy = JSON.parse(readStored(prefix + name) ?? 'null') as KeptCopy | null;
    return copy && typeof copy === 'object' ? { value: copy.value, isSaved: copy.isSaved === true } : null;
  } catch {
    return null;
  }
}

export function writeCopy(name: string, copy: KeptCopy): void {
  store(prefix + name, JSON.stringify(copy));
}

/** For whoever signs out: what they keep is not the next person's. */
export function forgetCopies(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // Nothing could be kept either.
  }
}
