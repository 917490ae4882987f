import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfigFields } from './config-field.tsx';
import { type FieldSchema, fieldsOf } from './config-schema.ts';

const labels = { FAILED: 'Failed', CANCELED: 'Been canceled' };
const schema: FieldSchema = {
  type: 'object',
  properties: {
    one: { type: 'string', title: 'Ends as', enum: ['FAILED', 'CANCELED'], default: 'FAILED', labels },
    many: { type: 'array', title: 'When it has', items: { type: 'string', enum: ['FAILED', 'CANCELED'] }, labels },
  },
};

test('choices are read in words, and what is stored is their value', async () => {
  const stored: unknown[] = [];
  render(<ConfigFields fields={fieldsOf(schema)} value={{}} onChange={(value) => stored.push(value)} path="config" />);
  expect(screen.getByLabelText('Ends as')).toHaveTextContent('Failed');
  await userEvent.click(screen.getByLabelText('Been canceled'));
  expect(stored).toEqual([{ many: ['CANCELED'] }]);
});
