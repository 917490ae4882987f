import { z } from 'zod';
import {
  INPUT_NAMES,
  type InputKind,
  type InputName,
  SCORE_INPUTS,
  SCORE_PARTS,
  type ScorePartName,
} from './score.inputs.ts';

/** Over how long services are looked at. */
export const WINDOW_DAYS = 90;
/** With fewer services than this a percentile says nothing. */
const LEAST_FLEET = 5;

export const SCORE_FORMULA = `Over the last ${WINDOW_DAYS} days. Each input is clipped to the 5th–95th percentile of the project’s services and spread over 0–100 between them, turned round where lower is better; where fewer than ${LEAST_FLEET} services have it, or all have the same, over its fixed scale. A part is the mean of its inputs. The total is the mean of the parts by weight. What has no data is left out.`;

/** Raw values of one service; what is not there has no data. */
export type RawValues = Partial<Record<InputName, number | null>>;

export interface ScoredInput {
  key: InputName;
  value: number | null;
  score: number | null;
  /** Between what 0 and 100 points lie; null without data. */
  low: number | null;
  high: number | null;
  isFixedScale: boolean;
}

export interface ScoredPart {
  key: ScorePartName;
  value: number | null;
  inputs: ScoredInput[];
}

export type Weights = Record<ScorePartName, number>;
export const EQUAL_WEIGHTS: Weights = { delivery: 1, reliability: 1, security: 1, documentation: 1, cost: 1 };

const weight = z.number().min(0, 'A weight is 0 to 100.').max(100, 'A weight is 0 to 100.');
export const weightRules = z
  .object({ delivery: weight, reliability: weight, security: weight, documentation: weight, cost: weight })
  .refine((weights) => Object.values(weights).some((value) => value > 0), 'Give one part at least a weight above 0.');

/** The parts of each service, compared with all of them. */
export function scoreFleet(fleet: readonly RawValues[]): ScoredPart[][] {
  const scales = new Map(INPUT_NAMES.map((key) => [key, scaleOf(SCORE_INPUTS[key], known(fleet, key))]));
  return fleet.map((raw) => SCORE_PARTS.map((part) => scorePart(part, raw, scales)));
}

const known = (fleet: readonly RawValues[], key: InputName): number[] =>
  fleet.flatMap((raw) => raw[key] ?? []).sort((one, other) => one - other);

interface Scale {
  low: number;
  high: number;
  isFixed: boolean;
}

function scaleOf(kind: InputKind, sorted: readonly number[]): Scale {
  const [low, high] = [percentile(sorted, 0.05), percentile(sorted, 0.95)];
  if (sorted.length < LEAST_FLEET || low === high) return { low: kind.scale[0], high: kind.scale[1], isFixed: true };
  return { low, high, isFixed: false };
}

/** Between the two nearest values, as `percentile_cont`. */
function percentile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return low + (high - low) * (place - Math.floor(place));
}

function scorePart(part: ScorePartName, raw: RawValues, scales: ReadonlyMap<InputName, Scale>): ScoredPart {
  const inputs = INPUT_NAMES.filter((key) => SCORE_INPUTS[key].part === part).map((key): ScoredInput => {
    const value = raw[key] ?? null;
    const scale = scales.get(key);
    if (value === null || !scale) return { key, value: null, score: null, low: null, high: null, isFixedScale: false };
    const { low, high, isFixed } = scale;
    return {
      key,
      value,
      score: points(value, scale, SCORE_INPUTS[key].isLowerBetter),
      low,
      high,
      isFixedScale: isFixed,
    };
  });
  return { key: part, value: mean(inputs.flatMap(({ score }) => score ?? [])), inputs };
}

function points(value: number, { low, high }: Scale, isLowerBetter: boolean): number {
  const share = (Math.min(Math.max(value, low), high) - low) / (high - low);
  return 100 * (isLowerBetter ? 1 - share : share);
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Each part's share of the total, over those that have data; null for those without, and where all that have weigh nothing. */
export function sharesOf(values: Readonly<Partial<Record<ScorePartName, number | null>>>, weights: Weights) {
  const sum = SCORE_PARTS.reduce((sum, part) => sum + (values[part] == null ? 0 : weights[part]), 0);
  const share = (part: ScorePartName) => (values[part] == null || sum === 0 ? null : weights[part] / sum);
  return Object.fromEntries(SCORE_PARTS.map((part) => [part, share(part)])) as Record<ScorePartName, number | null>;
}

/** The mean of the parts that have data, by weight; null when there are none. */
export function totalOf(
  values: Readonly<Partial<Record<ScorePartName, number | null>>>,
  weights: Weights,
): number | null {
  const shares = sharesOf(values, weights);
  const weighed = SCORE_PARTS.flatMap((part) => {
    const [share, value] = [shares[part], values[part]];
    return share == null || value == null ? [] : [share * value];
  });
  return weighed.length === 0 ? null : weighed.reduce((sum, value) => sum + value, 0);
}
