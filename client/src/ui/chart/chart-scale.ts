import type { MetricUnit } from '../../lib/metrics.ts';

/** An axis of values: its ends and the distance of its lines. */
export interface Scale {
  min: number;
  max: number;
  step: number;
}

// What people count time in; above a day it goes on in days.
const secondSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];

function roundStep(raw: number, unit: MetricUnit): number {
  if (unit === 'SECONDS' && raw >= 0.5) {
    const known = secondSteps.find((step) => step >= raw);
    if (known) return known;
    return decimalStep(raw / 86_400) * 86_400;
  }
  const step = decimalStep(raw);
  return unit === 'COUNT' ? Math.max(1, step) : step;
}

function decimalStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 2.5, 5, 10].find((each) => each * power >= raw * 0.999_999) ?? 10;
  // Whole numbers stay whole: no 2.5 below ten.
  return factor === 2.5 && power <= 1 && raw >= 1 ? 5 * power : factor * power;
}

/** Lines at round values of the unit around all that is drawn, zero always among them. */
export function scaleOf(values: readonly number[], unit: MetricUnit, lines = 4): Scale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  if (low === 0 && high === 0) return { min: 0, max: 1, step: unit === 'RATIO' ? 0.25 : 1 };
  const step = roundStep((high - low) / lines, unit);
  const max = Math.ceil(high / step - 1e-9) * step;
  const min = Math.floor(low / step + 1e-9) * step;
  if (unit === 'RATIO' && high <= 1 && low >= 0) return { min: 0, max: Math.min(1, max), step };
  return { min, max, step };
}

/** The values of the lines, lowest first. */
export function linesOf({ min, max, step }: Scale): number[] {
  return Array.from({ length: Math.round((max - min) / step) + 1 }, (_, index) =>
    Number((min + index * step).toPrecision(12)),
  );
}
