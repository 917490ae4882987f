import type { Json } from '../nodes/node.types.ts';

const MOST_DEPTH = 6;

/** A value of this JSON Schema, for nodes that are not done: as little as it takes, and the same every time. */
export function exampleOf(schema: unknown, depth = 0): Json {
  if (typeof schema !== 'object' || schema === null || depth > MOST_DEPTH) return null;
  const {
    type,
    enum: choices,
    default: preset,
    properties,
    items,
    anyOf,
    oneOf,
    examples,
    ...rest
  } = schema as Record<string, unknown>;
  const known = 'const' in rest ? rest.const : Array.isArray(examples) ? examples[0] : preset;
  if (known !== undefined) return known as Json;
  if (Array.isArray(choices)) return (choices[0] ?? null) as Json;
  const [choice] = [anyOf, oneOf].filter(Array.isArray).flat();
  if (choice !== undefined) return exampleOf(choice, depth + 1);
  switch (Array.isArray(type) ? type[0] : (type ?? (properties ? 'object' : 'null'))) {
    case 'string':
      return textOf(rest);
    case 'integer':
    case 'number':
      return typeof rest.minimum === 'number' ? rest.minimum : 1;
    case 'boolean':
      return true;
    case 'array':
      return items && typeof items === 'object' && Object.keys(items).length > 0 ? [exampleOf(items, depth + 1)] : [];
    case 'object':
      return Object.fromEntries(
        Object.entries((properties ?? {}) as object).map(([name, part]) => [name, exampleOf(part, depth + 1)]),
      );
    default:
      return null;
  }
}

function textOf({ format, minLength }: { format?: unknown; minLength?: unknown }): string {
  if (format === 'date-time') return '2030-01-31T08:00:00Z';
  if (format === 'date') return '2030-01-31';
  if (format === 'email') return 'somebody@example.com';
  if (format === 'uri') return 'https://example.com';
  return 'example'.padEnd(Math.min(Number(minLength ?? 0), 100), 'e');
}

/** What a node of this type would hand on if it went well. Where it only repeats its config, that is taken. */
export function exampleOutput(type: string, schema: Record<string, unknown>, config: Record<string, unknown>): Json {
  const example = exampleOf(schema);
  if (typeof example !== 'object' || example === null || Array.isArray(example)) return example;
  const repeated = Object.keys(example).filter((name) => Object.hasOwn(config, name) && config[name] !== undefined);
  return {
    ...example,
    ...Object.fromEntries(repeated.map((name) => [name, config[name] as Json])),
    ...KNOWN[type],
  };
}

const KNOWN: Record<string, { [name: string]: Json }> = {
  deploy: { deploymentId: 'dpl_example', status: 'SUCCEEDED' },
  'sub-workflow': { runId: 'run_example', status: 'SUCCEEDED' },
  http: { status: 200 },
  script: { exitCode: 0, stdout: '' },
  ai: { text: 'An answer of the model.', finishReason: 'stop' },
};

const MOST_SHOWN = 8_192;

/** Of what is shown for each node: what is longer is cut and said so. */
export function shortened(value: unknown): unknown {
  const text = JSON.stringify(value) ?? 'null';
  return text.length <= MOST_SHOWN ? (value ?? null) : `${text.slice(0, MOST_SHOWN)}… (${text.length} characters)`;
}
