import { useState } from 'react';
import { readStored, store } from '../../lib/storage.ts';

/** The parts of a score, in order. */
export const partNames = {
  delivery: 'Delivery',
  reliability: 'Reliability',
  security: 'Security',
  documentation: 'Documentation',
  cost: 'Cost',
};
export type PartName = keyof typeof partNames;
export type Weights = Record<PartName, number>;

export const equalWeights: Weights = { delivery: 1, reliability: 1, security: 1, documentation: 1, cost: 1 };
export const mostWeight = 10;
const parts = Object.keys(partNames) as PartName[];
const storageKey = 'pilothouse.score-weights';

/** What is stored, or equal weights where that is nothing that can be used. */
export function readWeights(text: string | null): Weights {
  try {
    const stored: unknown = JSON.parse(text ?? '');
    const weights = Object.fromEntries(parts.map((part) => [part, (stored as Weights)[part]])) as Weights;
    return isUsable(weights) ? weights : equalWeights;
  } catch {
    return equalWeights;
  }
}

/** Whether the server can make a total of them. */
export function isUsable(weights: Weights): boolean {
  const values = parts.map((part) => weights[part]);
  return (
    values.every((value) => typeof value === 'number' && value >= 0 && value <= mostWeight) &&
    values.some((value) => value > 0)
  );
}

export const isEqual = (weights: Weights): boolean => parts.every((part) => weights[part] === weights.delivery);

/** The viewer's own weights, kept in this browser. */
export function useWeights(): [Weights, (weights: Weights) => void] {
  const [weights, setWeights] = useState(() => readWeights(readStored(storageKey)));
  const change = (next: Weights) => {
    setWeights(next);
    if (isUsable(next)) store(storageKey, isEqual(next) ? null : JSON.stringify(next));
  };
  return [weights, change];
}
