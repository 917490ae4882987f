/**
 * A value with its maps sorted by name, so that the same graph gives the same text. Only the fields of a form stay as they were
 * drawn: a map of maps under the name `properties`, as JSON Schema has it.
 */
export function sorted(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => sorted(item));
  if (!isMap(value)) return value;
  const entries = Object.entries(value).map(([name, item]): [string, unknown] => [name, sorted(item, name)]);
  const areFields = name === 'properties' && entries.every(([, item]) => isMap(item));
  return Object.fromEntries(areFields ? entries : entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Whether two values of a graph, in maps under this name, mean the same. */
export const isSame = (a: unknown, b: unknown, name = ''): boolean =>
  JSON.stringify(sorted(a, name)) === JSON.stringify(sorted(b, name));

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
