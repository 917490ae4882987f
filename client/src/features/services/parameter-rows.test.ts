import { expect, test } from '@jest/globals';
import { readParameters } from './parameter-rows.ts';

test('reads what a service asks for', () => {
  const schema = {
    type: 'object',
    required: ['replicas'],
    properties: {
      replicas: { type: 'integer', minimum: 1, maximum: 9, default: 2, description: 'Copies' },
      strategy: { enum: ['rolling', 'blue-green'] },
    },
  };
  expect(readParameters(schema)).toEqual([
    {
      name: 'replicas',
      title: null,
      type: 'integer from 1 to 9',
      isRequired: true,
      defaultValue: '2',
      description: 'Copies',
    },
    {
      name: 'strategy',
      title: null,
      type: 'rolling | blue-green',
      isRequired: false,
      defaultValue: null,
      description: null,
    },
  ]);
});

test.each([null, 'text', [], {}, { properties: 3 }])('%j asks for nothing', (schema) => {
  expect(readParameters(schema)).toEqual([]);
});
