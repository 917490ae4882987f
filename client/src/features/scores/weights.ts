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

/** Weights as they can be chosen here, or null where it is nothing that can be used. Larger ones keep their ratios. */
export function readWeights(value: unknown): Weights | null {
  if (typeof value !== 'object' || value === null) return null;
  const weights = Object.fromEntries(parts.map((part) => [part, (value as Weights)[part]])) as Weights;
  const values = Object.values(weights);
  if (!values.every((each) => typeof each === 'number' && each >= 0)) return null;
  const largest = Math.max(...values);
  if (largest > mostWeight) for (const part of parts) weights[part] *= mostWeight / largest;
  return isUsable(weights) ? weights : null;
}

/** Whether the server can make a total of them. */
export function isUsable(weights: Weights): boolean {
  const values = parts.map((part) => weights[part]);
  return values.every((value) => value >= 0 && value <= mostWeight) && values.some((value) => value > 0);
}

export const isEqual = (weights: Weights): boolean => parts.every((part) => weights[part] === weights.delivery);
