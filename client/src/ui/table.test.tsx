import { expect, test } from '@jest/globals';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { type Column, Table } from './table.tsx';

const columns: Column<{ id: string; name: string }>[] = [{ key: 'name', header: 'Name', cell: (row) => row.name }];
const rows = ['one', 'two', 'three'].map((name) => ({ id: name, name }));

function draw(loadingRows = 0) {
  render(
    <MemoryRouter>
      <Table
        label="Things"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        rowHref={(row) => `/things/${row.id}`}
        loadingRows={loadingRows}
      />
    </MemoryRouter>,
  );
}

test('rows are links that the arrow keys walk', async () => {
  const user = userEvent.setup();
  draw();
  await user.tab();
  expect(screen.getByRole('link', { name: 'one' })).toHaveFocus();
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  expect(screen.getByRole('link', { name: 'three' })).toHaveFocus();
  await user.keyboard('{ArrowUp}');
  expect(screen.getByRole('link', { name: 'two' })).toHaveAttribute('href', '/things/two');
  expect(screen.getByRole('link', { name: 'two' })).toHaveFocus();
});

test('says that it is loading and keeps its header', () => {
  draw(3);
  const table = screen.getByRole('table', { name: 'Things' });
  expect(table).toHaveAttribute('aria-busy', 'true');
  expect(within(table).getByRole('columnheader', { name: 'Name' })).toBeVisible();
  expect(within(table).queryByRole('link')).toBeNull();
});
