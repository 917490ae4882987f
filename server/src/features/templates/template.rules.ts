import { parse } from 'yaml';
import { z } from 'zod';
import type { Problem } from '../../platform/errors.ts';
import { checkParameters, findSchemaProblem } from '../../platform/runners/service-parameters.rules.ts';
import type { Json } from '../nodes/node.types.ts';
import type { Graph } from '../workflows/graph.types.ts';
import { fromYaml } from '../workflows/workflow-yaml.rules.ts';

export const CATEGORIES = ['DELIVERY', 'RELIABILITY', 'MAINTENANCE', 'INTEGRATION', 'PEOPLE'] as const;

const json = z.record(z.string(), z.unknown());
const header = z.object({
  category: z.enum(CATEGORIES),
  icon: z.string().regex(/^[a-z][a-z0-9-]*$/),
  parameters: json,
  /** Of the dry run: what starts it, and what nodes answer whose answer is not known by their type. */
  payload: z.unknown().optional(),
  answers: json.default({}),
});

/** A workflow in which marks stand where a project differs from others. */
export interface Template {
  slug: string;
  name: string;
  description: string;
  category: (typeof CATEGORIES)[number];
  icon: string;
  /** JSON Schema of an object. Its `field` says what in the project a text names: service, environment, channel, timezone. */
  parameters: Record<string, unknown>;
  payload: Json;
  answers: Record<string, Json>;
  graph: Graph;
}

/** Reads a file of `examples/workflows`: a workflow as it is exported, with a part `template`. Throws when it is wrong. */
export function readTemplate(slug: string, source: string): Template {
  const { name, description, graph } = fromYaml(source);
  const { template } = parse(source) as { template?: unknown };
  const read = header.parse(template);
  const problem = findSchemaProblem(plainSchema(read.parameters)) ?? (description ? null : 'has no description');
  if (problem) throw new Error(`The template ${slug} ${problem}.`);
  const unknown = marksIn(graph).find((mark) => !(mark in propertiesOf(read.parameters)) && !BUILT_IN.includes(mark));
  if (unknown) throw new Error(`The template ${slug} uses <<${unknown}>>, which is no parameter of it.`);
  return {
    ...read,
    slug,
    name,
    description: description ?? '',
    payload: (read.payload ?? null) as Json,
    answers: read.answers as Record<string, Json>,
    graph,
  };
}

/** Marks that every template may use without asking for them. */
const BUILT_IN = ['projectId', 'projectSlug'];

/**
 * `<<name>>`, filled in when a template is installed. A text that is one mark becomes the parameter itself, a number stays
 * one; in other texts it is written out. `<<name:json>>` is its literal, for expressions: a text comes in quotes.
 */
const MARK = /<<([A-Za-z][A-Za-z0-9]*)(:json)?>>/g;
const WHOLE = /^<<([A-Za-z][A-Za-z0-9]*)>>$/;

function marksIn(value: unknown): string[] {
  const text = JSON.stringify(value);
  return [...text.matchAll(MARK)].map(([, name = '']) => name);
}

/** The value with its marks filled in. Fields whose parameter is left out are left out. */
export function fillMarks(value: unknown, values: Record<string, unknown>): unknown {
  if (typeof value === 'string') {
    const whole = WHOLE.exec(value)?.[1];
    if (whole !== undefined) return values[whole];
    return value.replace(MARK, (_, name: string, isJson?: string) =>
      isJson ? JSON.stringify(values[name] ?? null) : asText(values[name]),
    );
  }
  if (Array.isArray(value)) return value.map((item) => fillMarks(item, values) ?? null);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, fillMarks(item, values)]);
  return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
}

const asText = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** What a template can be filled in with in a project. */
export interface Choices {
  services: string[];
  environments: { slug: string; isProduction: boolean }[];
  channels: string[];
  timeZone: string;
}

/** The schema with what there is in the project to choose from, and what most would choose as default. */
export function offeredParameters(schema: Record<string, unknown>, choices: Choices): Record<string, unknown> {
  const properties = Object.entries(propertiesOf(schema)).map(([name, property]): [string, unknown] => [
    name,
    { ...property, ...offerOf(name, property, choices) },
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

function offerOf(name: string, property: Record<string, unknown>, choices: Choices): Record<string, unknown> {
  const offer = (values: string[], preset = values[0]) =>
    values.length === 0 ? {} : { enum: values, ...(preset !== undefined && { default: preset }) };
  switch (property.field) {
    case 'service':
      return offer(choices.services);
    case 'channel':
      return offer(choices.channels);
    case 'environment': {
      const fitting = choices.environments.filter(({ isProduction }) => isProduction === (name === 'production'));
      return offer(
        choices.environments.map(({ slug }) => slug),
        (fitting[0] ?? choices.environments[0])?.slug,
      );
    }
    case 'timezone':
      return { default: choices.timeZone };
    default:
      return {};
  }
}

/** The parameters with their defaults, and what is wrong with them. A text can't bring an expression or another mark with it. */
export function checkTemplateParameters(
  schema: Record<string, unknown>,
  given: unknown,
): { values: Record<string, unknown>; problems: Problem[] } {
  const { parameters, problems } = checkParameters(plainSchema(schema), given ?? {});
  const found = problems.map(({ path, message }) => ({
    path: path ? `parameters.${path}` : 'parameters',
    message: `${titleOf(schema, path)} ${message.replace('is not a parameter of this service', 'is not a parameter of this template')}.`,
  }));
  for (const [name, value] of Object.entries(parameters))
    if (/\$\{\{|<<[A-Za-z]/.test(JSON.stringify(value)))
      found.push({ path: `parameters.${name}`, message: 'Expressions can’t be used here. Add them in the builder.' });
  return { values: parameters, problems: found };
}

const titleOf = (schema: Record<string, unknown>, path: string): string => {
  const title = propertiesOf(schema)[path.split('.')[0] ?? '']?.title;
  return typeof title === 'string' ? title : path || 'It';
};

/** Without what only says how to ask: a validator refuses keywords that it doesn't know. */
function plainSchema(schema: Record<string, unknown>): Record<string, unknown> {
  const properties = Object.entries(propertiesOf(schema)).map(([name, property]) => [
    name,
    Object.fromEntries(Object.entries(property).filter(([keyword]) => keyword !== 'field')),
  ]);
  return { ...schema, properties: Object.fromEntries(properties) };
}

export const propertiesOf = (schema: Record<string, unknown>): Record<string, Record<string, unknown>> =>
  (schema.properties ?? {}) as Record<string, Record<string, unknown>>;
