import { listMeasures } from '../analytics/measure.service.ts';
import type { KnownMeasures } from './dashboard-yaml.rules.ts';

let known: KnownMeasures | null = null;

/** What panels may show: every measure with what it can be grouped and filtered by. */
export function knownMeasures(): KnownMeasures {
  known ??= new Map(
    listMeasures().map(({ key, dimensions }) => [
      key,
      { dimensions: dimensions.map((dimension) => dimension.toLowerCase()) },
    ]),
  );
  return known;
}
