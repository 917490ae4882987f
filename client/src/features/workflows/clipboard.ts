import { readStored, store } from '../../lib/storage.ts';
import type { Fragment } from './graph-edit.ts';

const clipboardKey = 'pilothouse.workflowClipboard';

/** Nodes that were copied, for any workflow and any tab of this browser. */
export function writeClipboard(fragment: Fragment): void {
  store(clipboardKey, JSON.stringify(fragment));
}

export function readClipboard(): Fragment | null {
  try {
    const value = JSON.parse(readStored(clipboardKey) ?? 'null') as Fragment | null;
    return value && Array.isArray(value.nodes) && Array.isArray(value.edges) ? value : null;
  } catch {
    return null;
  }
}
