import { describe, expect, test } from '@jest/globals';
import { initialValues, parseValues, readParameterFields } from './parameter-schema.ts';

const schema = {
  type: 'object',
  required: ['replicas', 'region'],
  properties: {
    replicas: { type: 'integer', title: 'Replicas', minimum: 1, maximum: 12, default: 3 },
    region: { type: 'string', enum: ['eu', 'us'] },
    migrate: { type: 'boolean', default: true },
    tag: { type: 'string', pattern: '^[a-z]+$', maxLength: 4 },
    ratio: { type: 'number' },
    labels: { type: 'object' },
  },
};
const fields = readParameterFields(schema);

test('each kind of parameter gets its control, and the rest a field of JSON', () => {
  expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
    ['replicas', 'integer'],
    ['region', 'choice'],
    ['migrate', 'boolean'],
    ['tag', 'text'],
    ['ratio', 'number'],
    ['labels', 'json'],
  ]);
});

test.each([null, undefined, {}, [], 'text', { type: 'object' }])('%j asks for nothing', (odd) => {
  expect(readParameterFields(odd)).toEqual([]);
});

test('controls begin with an earlier deployment’s values, else with the defaults', () => {
  expect(initialValues(fields, undefined)).toMatchObject({ replicas: '3', region: '', migrate: true, labels: '' });
  expect(initialValues(fields, { replicas: 5, region: 'eu', labels: { team: 'shop' }, gone: 1 })).toEqual({
    replicas: '5',
    region: '"eu"',
    migrate: true,
    tag: '',
    ratio: '',
    labels: '{\n  "team": "shop"\n}',
  });
});

describe('what was typed', () => {
  const raw = { replicas: '4', region: '"us"', migrate: false, tag: 'blue', ratio: '', labels: '{"a":1}' };

  test('becomes parameters of the right types; what is empty is left out', () => {
    expect(parseValues(fields, raw)).toEqual({
      values: { replicas: 4, region: 'us', migrate: false, tag: 'blue', labels: { a: 1 } },
      problems: [],
    });
  });

  test.each([
    ['replicas', '', 'Give Replicas.'],
    ['replicas', 'many', 'This is not a number.'],
    ['replicas', '2.5', 'Give a whole number.'],
    ['replicas', '0', 'Give 1 or more.'],
    ['replicas', '13', 'Give 12 or less.'],
    ['tag', 'Blue', 'This must match ^[a-z]+$'],
    ['tag', 'green', 'Give at most 4 characters.'],
    ['labels', '{a:1}', 'This is not valid JSON.'],
  ])('%s = %j: %s', (name, value, message) => {
    expect(parseValues(fields, { ...raw, [name]: value }).problems).toEqual([{ name, message }]);
  });

  test('that meets a pattern of another dialect is left to the server', () => {
    const odd = readParameterFields({ properties: { tag: { type: 'string', pattern: '(?<' } } });
    expect(parseValues(odd, { tag: 'x' }).problems).toEqual([]);
  });
});
