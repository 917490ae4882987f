/** What a form knows about one value of a JSON Schema. */
export interface ParameterField {
  name: string;
  label: string;
  description: string | undefined;
  kind: 'text' | 'integer' | 'number' | 'boolean' | 'choice' | 'json';
  isRequired: boolean;
  /** The values to choose from, as JSON. */
  choices: { value: string; label: string }[];
  defaultValue: unknown;
  pattern: string | undefined;
  minimum: number | undefined;
  maximum: number | undefined;
  minLength: number | undefined;
  maxLength: number | undefined;
}

/** What stands in the controls: text as typed, yes or no, a choice as its JSON. */
export type RawValues = Record<string, string | boolean>;

export interface ParameterProblem {
  name: string;
  message: string;
}

type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
const numberOf = (value: unknown) => (typeof value === 'number' ? value : undefined);

const kinds: Record<string, ParameterField['kind']> = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
};

function kindOf(schema: Schema): ParameterField['kind'] {
  if (Array.isArray(schema.enum)) return 'choice';
  return (typeof schema.type === 'string' ? kinds[schema.type] : undefined) ?? 'json';
}

/** Reads the fields of a form from a JSON Schema. What a form can't express becomes a field of JSON; the server checks it all again. */
export function readParameterFields(schema: unknown): ParameterField[] {
  if (!isSchema(schema) || !isSchema(schema.properties)) return [];
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(schema.properties).map(([name, property]) => {
    const own = isSchema(property) ? property : {};
    return {
      name,
      label: textOf(own.title) ?? name,
      description: textOf(own.description),
      kind: kindOf(own),
      isRequired: required.includes(name),
      choices: (Array.isArray(own.enum) ? own.enum : []).map((value: unknown) => ({
        value: JSON.stringify(value),
        label: typeof value === 'string' ? value : JSON.stringify(value),
      })),
      defaultValue: own.default,
      pattern: textOf(own.pattern),
      minimum: numberOf(own.minimum),
      maximum: numberOf(own.maximum),
      minLength: numberOf(own.minLength),
      maxLength: numberOf(own.maxLength),
    };
  });
}

/** What the controls begin with: earlier values, else the defaults. */
export function initialValues(fields: ParameterField[], given: unknown): RawValues {
  const earlier = isSchema(given) ? given : {};
  return Object.fromEntries(
    fields.map((field) => [field.name, toRaw(field, field.name in earlier ? earlier[field.name] : field.defaultValue)]),
  );
}

function toRaw(field: ParameterField, value: unknown): string | boolean {
  if (field.kind === 'boolean') return value === true;
  if (value === undefined || value === null) return '';
  if (field.kind === 'choice') return JSON.stringify(value);
  if (field.kind === 'json') return JSON.stringify(value, null, 2);
  return String(value);
}

/** Turns what was typed into parameters, or says of each field what is wrong. Empty and optional is left out. */
export function parseValues(
  fields: ParameterField[],
  raw: RawValues,
): { values: Record<string, unknown>; problems: ParameterProblem[] } {
  const values: Record<string, unknown> = {};
  const problems: ParameterProblem[] = [];
  for (const field of fields) {
    const value = raw[field.name] ?? '';
    if (typeof value === 'boolean') {
      values[field.name] = value;
      continue;
    }
    if (value.trim() === '') {
      if (field.isRequired) problems.push({ name: field.name, message: `Give ${field.label}.` });
      continue;
    }
    const message = problemOf(field, value);
    if (message) problems.push({ name: field.name, message });
    else values[field.name] = parse(field, value);
  }
  return { values, problems };
}

function parse(field: ParameterField, value: string): unknown {
  if (field.kind === 'text') return value;
  if (field.kind === 'integer' || field.kind === 'number') return Number(value);
  return JSON.parse(value);
}

function problemOf(field: ParameterField, value: string): string | undefined {
  if (field.kind === 'text') return textProblem(field, value);
  if (field.kind === 'integer' || field.kind === 'number') return numberProblem(field, value);
  if (field.kind !== 'json') return undefined;
  try {
    JSON.parse(value);
    return undefined;
  } catch {
    return 'This is not valid JSON.';
  }
}

function textProblem({ pattern, minLength, maxLength }: ParameterField, value: string): string | undefined {
  if (minLength !== undefined && value.length < minLength) return `Give at least ${minLength} characters.`;
  if (maxLength !== undefined && value.length > maxLength) return `Give at most ${maxLength} characters.`;
  return pattern !== undefined && !matches(pattern, value) ? `This must match ${pattern}` : undefined;
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    // A pattern of another dialect: the server decides.
    return true;
  }
}

function numberProblem({ kind, minimum, maximum }: ParameterField, value: string): string | undefined {
  const number = Number(value);
  if (!Number.isFinite(number)) return 'This is not a number.';
  if (kind === 'integer' && !Number.isInteger(number)) return 'Give a whole number.';
  if (minimum !== undefined && number < minimum) return `Give ${minimum} or more.`;
  if (maximum !== undefined && number > maximum) return `Give ${maximum} or less.`;
  return undefined;
}
