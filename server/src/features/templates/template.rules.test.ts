import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { nodeTypeOf } from '../nodes/registry.service.ts';
import { validateGraph } from '../workflows/graph.rules.ts';
import type { Graph } from '../workflows/graph.types.ts';
import {
  type Choices,
  checkTemplateParameters,
  fillMarks,
  offeredParameters,
  propertiesOf,
  readTemplate,
} from './template.rules.ts';

const folder = join(import.meta.dirname, '../../../../examples/workflows');
const templates = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => readTemplate(file.replace('.yaml', ''), readFileSync(join(folder, file), 'utf8')));

const choices: Choices = {
  services: ['web'],
  environments: [
    { slug: 'staging', isProduction: false },
    { slug: 'production', isProduction: true },
  ],
  channels: ['team'],
  timeZone: 'Europe/Berlin',
};

/** What somebody would type where nothing is offered. */
const typed: Record<string, unknown> = { folder: '/srv/data', target: '/srv/backups' };

test('there are at least ten, each with its own name and icon', () => {
  expect(templates.length).toBeGreaterThanOrEqual(10);
  expect(new Set(templates.map(({ name }) => name)).size).toBe(templates.length);
});

describe.each(templates.map((template) => [template.slug, template] as const))('%s', (_slug, template) => {
  const schema = offeredParameters(template.parameters, choices);
  const asked = Object.entries(propertiesOf(schema)).filter(([, { default: preset }]) => preset === undefined);
  const given = Object.fromEntries(asked.map(([name]) => [name, typed[name] ?? 'https://example.com/health']));
  const { values, problems } = checkTemplateParameters(schema, given);
  const graph = fillMarks(template.graph, { ...values, projectId: 'prj_1', projectSlug: 'shop' }) as Graph;

  test('can be published with its defaults', () => {
    expect(problems).toEqual([]);
    const check = validateGraph(graph, {
      typeOf: nodeTypeOf,
      services: new Set(choices.services),
      environments: new Set(choices.environments.map(({ slug }) => slug)),
      workflows: new Set(),
      channels: new Set(choices.channels),
      secrets: new Set(['TARGET_TOKEN']),
    });
    expect(check.problems).toEqual([]);
  });

  test('has no mark left, and says what it does in two sentences and what it asks for', () => {
    expect(JSON.stringify(graph)).not.toMatch(/<</);
    expect(template.description.match(/[.](?= |$)/g)).toHaveLength(2);
    for (const property of Object.values(propertiesOf(schema))) expect(property.title).toEqual(expect.any(String));
    expect(template.description.length).toBeLessThan(400);
  });

  test('writes texts into expressions only as literals', () => {
    const texts = JSON.stringify(template.graph);
    const inExpressions = [...texts.matchAll(/\$\{\{(.*?)\}\}/g)].flatMap(([, source = '']) => [
      ...source.matchAll(/(?<!secrets\.)<<(\w+)>>/g),
    ]);
    for (const [, name = ''] of inExpressions)
      expect(['integer', 'number']).toContain(propertiesOf(template.parameters)[name]?.type);
  });
});

describe('marks', () => {
  const values = { count: 3, name: 'a "b"', list: ['x'], off: false };

  test.each([
    ['<<count>>', 3],
    ['<<list>>', ['x']],
    ['<<off>>', false],
    ['<<count>> of <<name>>', '3 of a "b"'],
    ['${{ trigger.a == <<name:json>> && <<off:json>> }}', '${{ trigger.a == "a \\"b\\"" && false }}'],
    ['<<list:json>>', '["x"]'],
    ['cat <<EOF >> file', 'cat <<EOF >> file'],
    ['to <<nobody>>', 'to '],
  ])('%s', (text, filled) => {
    expect(fillMarks({ text }, values)).toEqual({ text: filled });
  });

  test('a field whose parameter is left out is left out', () => {
    expect(fillMarks({ a: '<<nobody>>', b: [1, '<<count>>'] }, values)).toEqual({ b: [1, 3] });
  });
});

describe('parameters', () => {
  const schema = {
    type: 'object',
    required: ['url'],
    properties: {
      url: { type: 'string', title: 'Address', pattern: '^https?://.' },
      count: { type: 'integer', title: 'Count', default: 2, maximum: 5 },
      place: { type: 'string', title: 'Place', field: 'environment' },
    },
  };

  test('take their defaults, and may not bring expressions or marks', () => {
    expect(checkTemplateParameters(schema, { url: 'https://a.test' })).toEqual({
      values: { url: 'https://a.test', count: 2 },
      problems: [],
    });
    for (const url of ['https://a.test/${{ secrets.KEY }}', 'https://a.test/<<count>>'])
      expect(checkTemplateParameters(schema, { url }).problems).toMatchObject([{ path: 'parameters.url' }]);
  });

  test('say what is wrong by their titles', () => {
    expect(checkTemplateParameters(schema, { count: 9, more: 1 }).problems).toEqual(
      expect.arrayContaining([
        { path: 'parameters.url', message: 'Address is required.' },
        { path: 'parameters.count', message: 'Count must be <= 5.' },
        { path: 'parameters.more', message: 'more is not a parameter of this template.' },
      ]),
    );
  });

  test('are offered what there is in the project', () => {
    expect(propertiesOf(offeredParameters(schema, choices)).place).toMatchObject({
      enum: ['staging', 'production'],
      default: 'staging',
    });
  });

  test('a template that uses a mark it doesn’t ask for can’t be read', () => {
    const source = `name: A\ndescription: Does. Something.\ntemplate: { category: PEOPLE, icon: x, parameters: { type: object } }
nodes: [{ key: a, type: manual, name: "<<who>>" }]\nedges: []`;
    expect(() => readTemplate('a', source)).toThrow('<<who>>');
  });
});
