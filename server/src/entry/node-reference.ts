import type { NodeGroup, NodeType } from '../features/nodes/node.types.ts';
import { nodeTypes } from '../features/nodes/registry.service.ts';
import { configSchemaOf, type JsonSchema } from '../features/workflows/graph-config.rules.ts';

const GROUPS: Record<NodeGroup, string> = { TRIGGER: 'Triggers', ACTION: 'Actions', FLOW: 'Flow' };

type FieldSchema = JsonSchema & {
  title?: string;
  description?: string;
  type?: string | string[];
  enum?: (string | number)[];
  anyOf?: FieldSchema[];
  items?: FieldSchema;
  default?: unknown;
};

/** Every node type in Markdown: what it does, its fields with their defaults, and the ports that it is left by. */
export function nodeReference(): string {
  return (Object.keys(GROUPS) as NodeGroup[])
    .flatMap((group) => [`## ${GROUPS[group]}`, ...nodeTypes.filter((type) => type.group === group).map(sectionOf)])
    .join('\n\n');
}

function sectionOf(type: NodeType): string {
  const { properties = {}, required = [] } = configSchemaOf(type) as FieldSchema & { required?: string[] };
  const fields = Object.entries(properties as Record<string, FieldSchema>).map(([name, field]) =>
    row([`\`${name}\``, typeOf(field), textOf(field), defaultOf(field, required.includes(name))]),
  );
  const table = [row(['field', 'value', 'what it is', 'default']), '|---|---|---|---|', ...fields].join('\n');
  return [`### ${type.name} (\`${type.type}\`)`, type.docs, ...(fields.length > 0 ? [table] : [])].join('\n\n');
}

function typeOf({ enum: values, anyOf, type, items, field }: FieldSchema): string {
  if (values) return values.map((value) => `\`${value}\``).join(' ');
  const kind = anyOf ? [...new Set(anyOf.map(typeOf))].join(' or ') : [type ?? 'any'].flat().join(' or ');
  const shown = kind === 'array' && items ? `list of ${typeOf(items)}` : kind;
  return field && FIELDS[field] ? `${shown}, ${FIELDS[field]}` : shown;
}

const FIELDS: Record<string, string> = {
  expression: 'an expression',
  template: 'may hold `${{ }}`',
  'secret-template': 'may hold `${{ }}` and secrets',
  json: 'may hold `${{ }}`',
};

const textOf = ({ title = '', description = '' }: FieldSchema) =>
  title ? `**${title}.** ${description}` : description;

function defaultOf(field: FieldSchema, isRequired: boolean): string {
  if (isRequired) return 'required';
  return field.default === undefined || field.default === '' ? '' : `\`${JSON.stringify(field.default)}\``;
}

const row = (cells: string[]) =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
