import { z } from 'zod';
import { TOKEN_SCOPES } from '../../platform/auth/permissions.ts';
import type { NodeType } from '../nodes/node.types.ts';
import type { Graph, GraphNode, GraphProblem } from './graph.types.ts';
import { problemOf } from './graph-structure.rules.ts';

const DAY = 86_400;
const seconds = (most: number) => z.number().min(1, 'Use 1 second or more.').max(most, `Use ${most} seconds at most.`);

const options = z.strictObject({
  retry: z
    .strictObject({
      attempts: z.int().min(1, 'Use 1 attempt or more.').max(20, 'Use 20 attempts at most.'),
      backoffSeconds: z.number().min(0).max(DAY),
      maxBackoffSeconds: z.number().min(0).max(DAY),
      onCodes: z.array(z.string().min(1).max(100)).max(50).optional(),
    })
    .optional(),
  timeoutSeconds: seconds(7 * DAY).optional(),
  onError: z.enum(['FAIL', 'CONTINUE', 'BRANCH']).optional(),
  rateLimit: z
    .strictObject({
      count: z.int().min(1).max(100_000),
      perSeconds: seconds(30 * DAY),
      key: z.string().max(2_000).optional(),
    })
    .optional(),
});

const schema = z.record(z.string(), z.unknown());
const settings = z.strictObject({
  timeoutSeconds: seconds(366 * DAY).optional(),
  concurrency: z
    .strictObject({
      limit: z.int().min(1).max(10_000),
      key: z.string().max(2_000).optional(),
      whenFull: z.enum(['QUEUE', 'SKIP', 'CANCEL_OLDEST']),
    })
    .optional(),
  priority: z.int().min(-10, 'Use -10 to 10.').max(10, 'Use -10 to 10.').optional(),
  maxParallelNodes: z.int().min(1).max(100).optional(),
  inputSchema: schema.optional(),
  outputSchema: schema.optional(),
  permissions: z.array(z.enum(TOKEN_SCOPES)).max(TOKEN_SCOPES.length).optional(),
});

/** What is wrong with a value, each with its place. */
function problemsIn(value: unknown, type: z.ZodType, nodeKey: string | null, path: string): GraphProblem[] {
  const result = type.safeParse(value);
  if (result.success) return [];
  return result.error.issues
    .slice(0, 20)
    .map((issue) => problemOf(nodeKey, [path, ...issue.path].join('.'), sentence(issue.message)));
}

const sentence = (message: string) => (/[.?!]$/.test(message) ? message : `${message}.`);

export const optionProblems = (node: GraphNode): GraphProblem[] =>
  node.options === undefined ? [] : problemsIn(node.options, options, node.key, 'options');

export const settingProblems = (graph: Graph): GraphProblem[] =>
  graph.settings === undefined ? [] : problemsIn(graph.settings, settings, null, 'settings');

/** The config as the type reads it, or what is wrong with it. */
export function readConfig(
  node: GraphNode,
  type: NodeType,
): { config: Record<string, unknown> | null; problems: GraphProblem[] } {
  const result = type.config.safeParse(node.config);
  if (result.success) return { config: result.data, problems: [] };
  return { config: null, problems: problemsIn(node.config, type.config, node.key, 'config') };
}

/** A text in a config, with what its field says it means. */
export interface FieldText {
  path: string;
  text: string;
  /** `template`, `expression`, `service`…: see {@link NodeType}. */
  field: string;
}

const schemas = new WeakMap<NodeType, JsonSchema>();

export interface JsonSchema {
  field?: string;
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  [name: string]: unknown;
}

/** The JSON Schema of a type's config: its form. Made when first asked. */
export function configSchemaOf(type: NodeType): JsonSchema {
  const known = schemas.get(type);
  if (known) return known;
  const made = z.toJSONSchema(type.config, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  schemas.set(type, made);
  return made;
}

/** All texts of a config. Inside of a field of JSON each is a template. */
export function textsIn(value: unknown, schema: JsonSchema | undefined, path: string, inherited?: string): FieldText[] {
  const field = schema?.field ?? inherited;
  if (typeof value === 'string') return [{ path, text: value, field: field ?? 'template' }];
  if (Array.isArray(value))
    return value.flatMap((item, index) => textsIn(item, schema?.items, `${path}.${index}`, field));
  if (typeof value !== 'object' || value === null) return [];
  const parts = [schema, ...(schema?.anyOf ?? [])];
  return Object.entries(value).flatMap(([name, item]) => {
    const known = parts.map((part) => part?.properties?.[name]).find(Boolean);
    const others = typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    return textsIn(item, known ?? others, `${path}.${name}`, field);
  });
}
