import { expect, test } from '@jest/globals';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MemoryRouter } from 'react-router';
import { TooltipProvider } from '../../ui/tooltip.tsx';
import type { Panel } from './dashboard.ts';
import { type PanelData, PanelView } from './panel-view.tsx';

const window = { from: '2026-01-01T00:00:00Z', to: '2026-01-08T00:00:00Z' };
const panel = { kind: 'line', title: 'Kept', measures: [] } as unknown as Panel;

test.each(['stat', 'table', 'line'] as const)(
  'a panel of kind %s leads to Explore by keyboard, measure by measure',
  async (kind) => {
    const user = userEvent.setup();
    const count = (key: string, title: string) =>
      ({
        given: { measure: key },
        measure: { key, title, description: 'What ended.', unit: 'COUNT', better: null },
        query: { measure: key, groupBy: null },
        result: {
          total: { value: 2, unit: 'COUNT', series: [], previous: null, sampleSize: 2, definition: 'What ended.' },
          groups: [],
        },
      }) as unknown as PanelData;
    const data = [count('runs.count', 'Runs'), count('deployments.count', 'Deployments')];
    render(
      <MemoryRouter>
        <TooltipProvider>
          <PanelView
            panel={{ ...panel, kind, title: 'Work' }}
            data={data}
            window={window}
            zone="UTC"
            height={200}
            exploreUrlOf={({ measure }) => `/explore?measure=${measure}`}
          />
        </TooltipProvider>
      </MemoryRouter>,
    );
    screen.getByRole('button', { name: 'What Work means' }).focus();
    await user.keyboard('{Enter}');
    // A number is of the first measure alone.
    const links = await screen.findAllByRole('link', { name: /^Explore/ });
    expect(links.map((link) => [link.textContent?.trim(), link.getAttribute('href')])).toEqual(
      kind === 'stat'
        ? [['Explore further', '/explore?measure=runs.count']]
        : [
            ['Explore Runs', '/explore?measure=runs.count'],
            ['Explore Deployments', '/explore?measure=deployments.count'],
          ],
    );
    if (kind !== 'line') return;
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'More of Work' }));
    expect(await screen.findByRole('menuitem', { name: 'Explore Deployments' })).toHaveAttribute(
      'href',
      '/explore?measure=deployments.count',
    );
  },
);
