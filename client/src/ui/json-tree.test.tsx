import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { jsonRows } from './json-rows.ts';
import { JsonTree } from './json-tree.tsx';
import { TooltipProvider } from './tooltip.tsx';

const value = { status: 200, body: { items: [{ sku: 'lamp' }, { sku: 'chair' }], 'a/b': null } };

const draw = () =>
  render(
    <TooltipProvider>
      <JsonTree label="output" value={value} />
    </TooltipProvider>,
  );

test('what lies deeper is closed until it is opened', async () => {
  draw();
  const user = userEvent.setup();
  expect(screen.getByText('200')).toBeInTheDocument();
  expect(screen.queryByText('lamp')).toBeNull();
  await user.click(screen.getByRole('button', { name: /^items/ }));
  await user.click(screen.getByRole('button', { name: /^0/ }));
  expect(screen.getByText('lamp')).toBeInTheDocument();
});

test('a search opens what it finds, says how much, and marks it', async () => {
  draw();
  await userEvent.setup().type(screen.getByRole('textbox', { name: 'Search output' }), 'chair');
  expect(screen.getByText('1 match')).toHaveAttribute('role', 'status');
  expect(screen.getByText('chair', { selector: 'mark' })).toBeInTheDocument();
});

test('names with slashes keep a path of their own', () => {
  expect(jsonRows(value, new Set(), null).map((row) => row.path)).toContain('/body/a~1b');
});
