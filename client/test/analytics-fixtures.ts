type Fixture = Record<string, unknown>;

/** Days from the first of November 2026 on. */
export const points = (values: Array<number | null>) =>
  values.map((value, index) => ({
    from: new Date(Date.UTC(2026, 10, 1 + index)).toISOString(),
    to: new Date(Date.UTC(2026, 10, 2 + index)).toISOString(),
    label: `2026-11-0${index + 1}`,
    value,
    sampleSize: Math.ceil(value ?? 0),
  }));

const sum = (values: Array<number | null>) => values.reduce<number>((total, value) => total + (value ?? 0), 0);

/** A metric over those days. */
export const card = (key: string, values: Array<number | null>, changes: Fixture = {}) => ({
  key,
  title: key,
  value: values.some((value) => value !== null) ? sum(values) : null,
  unit: 'COUNT',
  sampleSize: Math.ceil(sum(values)),
  numerator: null,
  denominator: null,
  definition: `All of ${key}.`,
  definitionVersion: 1,
  series: points(values),
  previous: null,
  rows: {
    nodes: [],
    edges: [],
    pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
  },
  ...changes,
});

interface PanelChanges {
  groups?: Array<[key: string, values: Array<number | null>]>;
  total?: Fixture;
}

/** A measure over those days, perhaps told apart. */
export const panel = (key: string, values: Array<number | null>, { groups = [], total = {} }: PanelChanges = {}) => ({
  measure: { key, title: key, description: `All of ${key}.`, unit: 'COUNT', better: 'NEITHER', isLive: true },
  total: card(key, values, total),
  groups: groups.map(([group, each]) => ({
    key: group,
    label: group.charAt(0) + group.slice(1).toLowerCase(),
    metric: card(key, each),
  })),
});
