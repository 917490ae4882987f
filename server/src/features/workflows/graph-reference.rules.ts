import {
  checkExpression,
  namesInExpression,
  referencedNames,
  templatesIn,
} from '../../platform/expressions/expressions.ts';
import type { NodeType } from '../nodes/node.types.ts';
import type { GraphNode, GraphProblem } from './graph.types.ts';
import { configSchemaOf, type FieldText, textsIn } from './graph-config.rules.ts';
import { problemOf, type TypedNode } from './graph-structure.rules.ts';

/** What there is in the project that a graph can name. */
export interface ProjectNames {
  services: ReadonlySet<string>;
  environments: ReadonlySet<string>;
  workflows: ReadonlySet<string>;
  channels: ReadonlySet<string>;
  /** Names of variables, secret or not. */
  secrets: ReadonlySet<string>;
}

const LISTS: Record<string, { of: keyof ProjectNames; word: string }> = {
  service: { of: 'services', word: 'service' },
  environment: { of: 'environments', word: 'environment' },
  workflow: { of: 'workflows', word: 'workflow' },
  channel: { of: 'channels', word: 'channel' },
};

/** Fields that are read as they stand: no expression is looked for in them. */
const PLAIN = new Set(['text', 'literal', 'code', 'cron', 'timezone', 'json-schema']);

/**
 * Where the node names what is not there, or its expressions can't be right. `variables`: what they may use, by name. What an
 * expression will give is not known before.
 */
export function referenceProblems({ node, type }: TypedNode, names: ProjectNames, variables: Schemas): GraphProblem[] {
  return textsOf(node, type).flatMap(({ path, text, field }) => {
    const at = (message: string) => problemOf(node.key, path, message);
    if (text === '' || PLAIN.has(field)) return [];
    if (field === 'expression') return expressionProblems(text, variables).map(at);
    const list = LISTS[field];
    if (list && !text.includes('${{'))
      return !names[list.of].has(text) ? [at(`There is no ${list.word} “${text}” in this project.`)] : [];
    const schemas = field === 'secret-template' ? { ...variables, secrets: { type: 'object' } } : variables;
    return templateProblems(text, schemas, names, field).map(at);
  });
}

/** Of its config, and of its options. */
function textsOf({ config, options }: GraphNode, type: NodeType): FieldText[] {
  const key: unknown = options?.rateLimit?.key;
  const texts = textsIn(config, configSchemaOf(type), 'config');
  return typeof key === 'string'
    ? [...texts, { path: 'options.rateLimit.key', text: key, field: 'expression' }]
    : texts;
}

function templateProblems(text: string, schemas: Schemas, names: ProjectNames, field: string): string[] {
  if (!text.includes('${{')) return [];
  const { templates, problems } = templatesIn(text);
  const secrets = referencedNames(text).secrets;
  if (secrets.length > 0 && field !== 'secret-template')
    return ['A secret can’t be used here, where what is sent or stored would show it.'];
  return [
    ...problems.map(({ message }) => message),
    ...templates.flatMap(({ source }) => expressionProblems(source, schemas)),
    ...secrets
      .filter((name) => !names.secrets.has(name))
      .map((name) => `There is no secret or variable “${name}” in this project. Set it first.`),
  ];
}

/** The nodes whose outputs a node's expressions name. */
export function nodesReadBy(node: GraphNode, typeOf: (type: string) => NodeType | null): string[] {
  const type = typeOf(node.type);
  if (!type) return [];
  const names = textsOf(node, type).flatMap(({ text, field }) => {
    if (PLAIN.has(field)) return [];
    return (field === 'expression' ? namesInExpression(text) : referencedNames(text)).nodes;
  });
  return [...new Set(names)];
}

type Schemas = Record<string, Record<string, unknown>>;

function expressionProblems(source: string, schemas: Schemas): string[] {
  const before = (schemas.nodes?.properties ?? {}) as Record<string, unknown>;
  const [other] = namesInExpression(source).nodes.filter((key) => !Object.hasOwn(before, key));
  if (other !== undefined) return [`“nodes.${other}” is no node that runs before this one.`];
  return checkExpression(source, schemas).problems.map(({ message }) => message);
}
