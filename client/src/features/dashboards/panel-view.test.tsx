import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import type { Panel } from './dashboard.ts';
import { type PanelData, PanelView } from './panel-view.tsx';

const GIB = 1024 ** 3;
const window = { from: '2026-01-01T00:00:00Z', to: '2026-01-08T00:00:00Z' };
const storage = (groupBy?: 'name') =>
  ({
    given: { measure: 'storage.bytes', ...(groupBy && { groupBy }) },
    measure: { key: 'storage.bytes', title: 'Storage', description: 'What is kept.', unit: 'BYTES', better: 'LOWER' },
    query: { measure: 'storage.bytes', groupBy: groupBy ? 'NAME' : null },
    result: {
      total: { value: 2 * GIB, unit: 'BYTES', series: [], previous: null, sampleSize: 1, definition: 'What is kept.' },
      groups: groupBy ? [{ key: 'logs', label: 'Logs', metric: { value: GIB, unit: 'BYTES', series: [] } }] : [],
    },
  }) as unknown as PanelData;
const panel = { kind: 'line', title: 'Kept', measures: [] } as unknown as Panel;

test('what is only known of the present is a number, or a table of its parts, whatever chart was asked for', async () => {
  const { rerender } = render(<PanelView panel={panel} data={[storage()]} window={window} zone="UTC" height={200} />);
  expect(screen.getByRole('region', { name: 'Kept' })).toHaveTextContent('2.1 GB');
  rerender(<PanelView panel={panel} data={[storage('name')]} window={window} zone="UTC" height={200} />);
  expect(screen.getByRole('table', { name: 'Kept' })).toHaveTextContent('Logs');
});
