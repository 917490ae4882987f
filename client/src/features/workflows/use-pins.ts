import { useState } from 'react';
import { readStored, store } from '../../lib/storage.ts';

/** Outputs that tests take instead of what a run gave, by node key. */
export interface Pins {
  values: Readonly<Record<string, unknown>>;
  pin: (nodeKey: string, value: unknown) => void;
  unpin: (nodeKey: string) => void;
}

/** More is held for as long as the page is open, and not kept. */
const mostLetters = 200_000;

/** This browser keeps what is pinned: it is for trying out, and no part of the workflow. */
export function usePins(workflowId: string): Pins {
  const storageKey = `pilothouse.pins.${workflowId}`;
  const [values, setValues] = useState(() => readPins(storageKey));
  const change = (next: Record<string, unknown>) => {
    setValues(next);
    const text = JSON.stringify(next);
    if (text.length <= mostLetters) store(storageKey, text === '{}' ? null : text);
  };
  return {
    values,
    pin: (nodeKey, value) => change({ ...values, [nodeKey]: value }),
    unpin: (nodeKey) => {
      const { [nodeKey]: _unpinned, ...rest } = values;
      change(rest);
    },
  };
}

function readPins(storageKey: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(readStored(storageKey) ?? '{}');
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  } catch {
    return {};
  }
}
