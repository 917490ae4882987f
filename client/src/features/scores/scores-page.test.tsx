import { afterEach, expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { startFakeServer } from '../../../test/fake-server.ts';
import { project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import ScoresPage from './scores-page.tsx';
import { equalWeights, partNames, readWeights } from './weights.ts';

const routes = [{ path: '/p/:slug/analytics/scores', element: <ScoresPage /> }];
afterEach(() => localStorage.clear());

const input = (key: string, changes: object = {}) => ({
  key,
  title: 'Success rate',
  value: 0.75,
  unit: 'RATIO',
  score: 50,
  definition: 'What succeeded.',
  isLowerBetter: false,
  low: 0.5,
  high: 1,
  isFixedScale: true,
  ...changes,
});
const score = (name: string, total: number | null) => ({
  serviceId: `svc_${name}`,
  total,
  formula: 'Over 90 days.',
  service: { __typename: 'Service', id: `svc_${name}`, slug: name, name },
  history: [],
  parts: Object.entries(partNames).map(([key, title]) => ({
    key,
    title,
    value: key === 'cost' ? null : total,
    weight: key === 'cost' ? null : 0.25,
    inputs: [input(`${key}.rate`, key === 'cost' ? { value: null, score: null, low: null, high: null } : {})],
  })),
});
const shop = (serviceScores: object[]) => project({ serviceScores });

test('lists services by their total; a service opens with raw values, scale and what is left out', async () => {
  startFakeServer({ project: shop([score('api', 40), score('web', 90), score('job', null)]) });
  const { user, path } = renderAt('/p/shop/analytics/scores', routes);
  const table = await screen.findByRole('table', { name: 'Scores of services' });
  await within(table).findByRole('link', { name: 'web' });
  expect(
    within(table)
      .getAllByRole('link')
      .map((link) => link.textContent),
  ).toEqual(['web', 'api', 'job']);
  await user.click(within(table).getByRole('link', { name: 'api' }));
  expect(path()).toContain('score=svc_api');
  const panel = await screen.findByRole('dialog', { name: 'api' });
  const reliability = within(panel).getByRole('region', { name: 'Reliability' });
  expect(within(reliability).getByText('75%')).toBeVisible();
  expect(within(reliability).getByText(/0 points at 50%, 100 at 100% \(fixed scale\)/)).toBeVisible();
  const cost = within(panel).getByRole('region', { name: 'Cost' });
  expect(within(cost).getByText('No data')).toBeVisible();
  expect(within(cost).getByText('not in the total')).toBeVisible();
});

test('a service with two days of history shows its course, with words for who can’t see it', async () => {
  const days = [
    { at: '2026-11-19T00:00:00Z', total: 40 },
    { at: '2026-11-20T00:00:00Z', total: 60 },
  ];
  const lasts = [
    { ...score('api', 60), history: days },
    { ...score('web', 90), history: days.slice(1) },
  ];
  startFakeServer({ project: shop(lasts) });
  const { user } = renderAt('/p/shop/analytics/scores?score=svc_api', routes);
  const panel = await screen.findByRole('dialog', { name: 'api' });
  expect(within(panel).getByRole('figure')).toHaveTextContent('40 on 2026-11-19, 60 on 2026-11-20');
  expect(panel.querySelectorAll('figure > [aria-hidden]')).toHaveLength(1);
  await user.keyboard('{Escape}');
  await user.click(await screen.findByRole('link', { name: 'web' }));
  const other = await screen.findByRole('dialog', { name: 'web' });
  expect(within(other).getByText('Its history begins today.')).toBeVisible();
});

test('weights are sent, kept in this browser, and set back', async () => {
  const asked: unknown[] = [];
  startFakeServer({
    project: {
      ...shop([]),
      serviceScores: ({ weights }: { weights: unknown }) => {
        asked.push(weights);
        return [score('web', 90)];
      },
    },
  });
  const { user } = renderAt('/p/shop/analytics/scores', routes);
  const cost = await screen.findByRole('spinbutton', { name: 'Cost' });
  await user.clear(cost);
  await user.type(cost, '4');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ delivery: 1, cost: 4 }));
  expect(readWeights(localStorage.getItem('pilothouse.score-weights'))).toMatchObject({ cost: 4 });
  await user.click(screen.getByRole('button', { name: 'Weigh all alike' }));
  expect(localStorage.getItem('pilothouse.score-weights')).toBeNull();
});

test('says what scores are while there is no service', async () => {
  startFakeServer({ project: shop([]) });
  renderAt('/p/shop/analytics/scores', routes);
  expect(await screen.findByText('There is no service yet')).toBeVisible();
});

test.each([
  null,
  '{}',
  'x',
  '{"delivery":0,"reliability":0,"security":0,"documentation":0,"cost":0}',
  '{"delivery":"1"}',
])('stored weights that are none (%s) are all alike', (text) => {
  expect(readWeights(text)).toEqual(equalWeights);
});
