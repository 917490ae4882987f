import { isTemplate } from './config.rules.ts';

/** JSON Schema of what a value with templates becomes, as far as can be told without filling it in. */
export function schemaOfTemplate(value: unknown, depth = 0): Record<string, unknown> {
  if (depth > 8 || value === undefined) return {};
  if (value === null) return { type: 'null' };
  if (typeof value === 'string') return isOneTemplate(value) ? {} : { type: 'string' };
  if (typeof value === 'boolean') return { type: 'boolean' };
  if (typeof value === 'number') return { type: Number.isInteger(value) ? 'integer' : 'number' };
  if (Array.isArray(value)) {
    const [first] = value;
    return { type: 'array', items: value.length === 1 ? schemaOfTemplate(first, depth + 1) : {} };
  }
  const entries = Object.entries(value as object);
  return {
    type: 'object',
    properties: Object.fromEntries(entries.map(([key, part]) => [key, schemaOfTemplate(part, depth + 1)])),
    required: entries.map(([key]) => key),
    additionalProperties: false,
  };
}

/** Such a text becomes whatever its expression gives. */
const isOneTemplate = (text: string) => isTemplate(text) && text.startsWith('${{') && text.endsWith('}}');
