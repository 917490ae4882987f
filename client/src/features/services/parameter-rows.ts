/** One parameter of a service, read from its JSON Schema. */
export interface ParameterRow {
  name: string;
  title: string | null;
  type: string;
  isRequired: boolean;
  defaultValue: string | null;
  description: string | null;
}

/** The parameters that a JSON Schema describes; none when it is something else than an object. */
export function readParameters(schema: unknown): ParameterRow[] {
  if (!isRecord(schema) || !isRecord(schema.properties)) return [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) => {
    const details = isRecord(property) ? property : {};
    return {
      name,
      title: text(details.title),
      type: describeType(details),
      isRequired: required.includes(name),
      defaultValue: details.default === undefined ? null : JSON.stringify(details.default),
      description: text(details.description),
    };
  });
}

function describeType(property: Record<string, unknown>): string {
  if (Array.isArray(property.enum)) return property.enum.map((value) => String(value)).join(' | ');
  const type = text(property.type) ?? 'anything';
  const bounds = [
    property.minimum === undefined ? null : `from ${String(property.minimum)}`,
    property.maximum === undefined ? null : `to ${String(property.maximum)}`,
  ].filter((bound) => bound !== null);
  return bounds.length > 0 ? `${type} ${bounds.join(' ')}` : type;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
