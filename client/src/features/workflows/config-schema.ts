/** As much of JSON Schema as the forms of nodes are made of. */
export interface FieldSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, FieldSchema>;
  required?: string[];
  items?: FieldSchema;
  additionalProperties?: FieldSchema | boolean;
  anyOf?: FieldSchema[];
  oneOf?: FieldSchema[];
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  /** What people read instead of the values of an enum. */
  labels?: Record<string, string>;
  /** Which editor, and what a text means: `template`, `expression`, `code`, `json`, `service`… */
  field?: string;
}

/** The editor of a field. */
export type Editor =
  | { kind: 'choice'; options: string[] }
  | { kind: 'yes-no' }
  | { kind: 'number'; isWhole: boolean; minimum?: number; maximum?: number }
  | {
      kind: 'text';
      isMono: boolean;
      lines: 1 | 3 | 12;
      reference?: Reference;
      isTimeZone: boolean;
      expression?: ExpressionText;
    }
  /** A number, or a template that becomes one. */
  | { kind: 'number-or-text'; expression?: ExpressionText }
  | { kind: 'choices'; options: string[] }
  | { kind: 'lines'; expression?: ExpressionText }
  | { kind: 'group'; fields: FormField[] }
  | { kind: 'list'; item: FieldSchema }
  | { kind: 'map'; expression?: ExpressionText }
  | { kind: 'json'; expression?: ExpressionText };

/** What a text with expressions is: one expression, text, or JSON. */
export type ExpressionText = 'expression' | 'template' | 'json';

export type Reference = 'service' | 'environment' | 'workflow' | 'channel';

export interface FormField {
  name: string;
  label: string;
  hint: string | undefined;
  isOptional: boolean;
  schema: FieldSchema;
}

export function fieldsOf(schema: FieldSchema): FormField[] {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    label: property.title ?? labelOf(name),
    hint: property.description,
    isOptional: !schema.required?.includes(name) && property.default === undefined,
    schema: property,
  }));
}

const references: readonly string[] = ['service', 'environment', 'workflow', 'channel'] satisfies Reference[];

/** Chooses by the meaning of the field first, then by its type; what no form fits is JSON. */
export function editorOf(schema: FieldSchema): Editor {
  if (schema.field === 'json') return { kind: 'json', expression: 'json' };
  if (schema.field === 'json-schema') return { kind: 'json' };
  const kinds = (schema.anyOf ?? schema.oneOf ?? []).map((choice) => choice.type).filter((type) => type !== 'null');
  if (kinds.includes('string') && kinds.every((type) => ['string', 'number', 'integer'].includes(String(type)))) {
    if (kinds.some((type) => type !== 'string'))
      return { kind: 'number-or-text', expression: expressionOf(schema.field) };
  }
  const plain = plainOf(schema);
  if (!plain) return { kind: 'json' };
  const field = schema.field ?? plain.field;
  if (plain.enum?.every((value) => typeof value === 'string'))
    return { kind: 'choice', options: plain.enum as string[] };
  switch (plain.type) {
    case 'boolean':
      return { kind: 'yes-no' };
    case 'number':
    case 'integer':
      return { kind: 'number', isWhole: plain.type === 'integer', minimum: plain.minimum, maximum: plain.maximum };
    case 'string':
      return textEditor(field);
    case 'array':
      if (plain.items?.enum) return { kind: 'choices', options: plain.items.enum.map(String) };
      return plain.items && plainOf(plain.items)?.type === 'string'
        ? { kind: 'lines', expression: expressionOf(plain.items.field ?? field) }
        : plain.items
          ? { kind: 'list', item: plain.items }
          : { kind: 'json' };
    case 'object':
      if (plain.properties && Object.keys(plain.properties).length > 0) {
        return { kind: 'group', fields: fieldsOf(plain) };
      }
      return typeof plain.additionalProperties === 'object' && plainOf(plain.additionalProperties)?.type === 'string'
        ? { kind: 'map', expression: expressionOf(plain.additionalProperties.field ?? field) }
        : { kind: 'json' };
    default:
      return { kind: 'json' };
  }
}

/** Whether expressions are read in a field, and how. */
export function expressionOf(field: string | undefined): ExpressionText | undefined {
  if (field === 'expression' || field === 'json') return field;
  return field === 'template' || field === 'secret-template' ? 'template' : undefined;
}

function textEditor(field: string | undefined): Editor {
  const isMono = field !== undefined && ['expression', 'code', 'cron', 'secret-template', 'text'].includes(field);
  const lines = field === 'code' ? 12 : field === 'text' || field === 'template' ? 3 : 1;
  return {
    kind: 'text',
    isMono,
    lines,
    isTimeZone: field === 'timezone',
    expression: expressionOf(field),
    ...(field && references.includes(field) ? { reference: field as Reference } : {}),
  };
}

/** Without “or null”; null where it can be several things, which only JSON shows. */
function plainOf(schema: FieldSchema): FieldSchema | null {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    const solid = choices.filter((choice) => choice.type !== 'null');
    const only = solid[0];
    return solid.length === 1 && only ? { ...only, field: schema.field ?? only.field } : null;
  }
  if (Array.isArray(schema.type)) {
    const types = schema.type.filter((type) => type !== 'null');
    return types.length === 1 ? { ...schema, type: types[0] } : null;
  }
  if (schema.const !== undefined) return { ...schema, type: 'string', enum: [schema.const] };
  return schema;
}

/** `maxTokens` → `Max tokens`. */
function labelOf(name: string): string {
  const words = name.replace(
    /([a-z])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
  return words.charAt(0).toUpperCase() + words.slice(1).replaceAll('_', ' ');
}
