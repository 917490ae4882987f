import { afterEach, expect, test } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import { startFakeServer } from '../../../test/fake-server.ts';
import { project } from '../../../test/fixtures.ts';
import { renderAt } from '../../../test/render-at.tsx';
import { readCopy } from '../../lib/kept.ts';
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
const shop = (serviceScores: object[]) => project({ serviceScores, viewerScoreWeights: null });

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

const copyOf = () => readCopy('score-weights.shop');
const own = { delivery: 1, reliability: 1, security: 1, documentation: 1, cost: 4 };

/** A project that says with which weights it was asked, and keeps those that it is sent. */
function weighedShop(viewerScoreWeights: object | null) {
  const asked: unknown[] = [];
  const kept: unknown[] = [];
  const root = {
    project: {
      ...shop([]),
      viewerScoreWeights,
      serviceScores: ({ weights }: { weights: unknown }) => {
        asked.push(weights);
        return [score('web', 90)];
      },
    },
    setScoreWeights: ({ input: { weights } }: { input: { weights: object | null } }) => {
      kept.push(weights);
      return { ...shop([]), viewerScoreWeights: weights };
    },
  };
  return { root, asked, kept };
}

test('weights are sent, kept for the viewer, and set back', async () => {
  const { root, asked, kept } = weighedShop(null);
  startFakeServer(root);
  const { user } = renderAt('/p/shop/analytics/scores', routes);
  const cost = await screen.findByRole('spinbutton', { name: 'Cost' });
  await user.clear(cost);
  await user.type(cost, '4');
  await waitFor(() => expect(asked.at(-1)).toMatchObject({ delivery: 1, cost: 4 }));
  expect(copyOf()).toMatchObject({ value: { cost: 4 } });
  await waitFor(() => expect(kept).toEqual([own]), { timeout: 3000 });
  await waitFor(() => expect(copyOf()).toEqual({ value: own, isSaved: true }));
  await user.click(screen.getByRole('button', { name: 'Weigh all alike' }));
  await waitFor(() => expect(kept).toEqual([own, null]), { timeout: 3000 });
  await waitFor(() => expect(copyOf()).toEqual({ value: null, isSaved: true }));
});

test('the weights kept for the viewer are those that scores are first asked for with, in a browser that is new', async () => {
  const { root, asked, kept } = weighedShop(own);
  startFakeServer(root);
  renderAt('/p/shop/analytics/scores', routes);
  expect(await screen.findByRole('spinbutton', { name: 'Cost' })).toHaveValue(4);
  await screen.findByRole('link', { name: 'web' });
  for (const weights of asked) expect(weights).toMatchObject({ cost: 4 });
  expect(kept).toEqual([]);
});

test('weights that make no total are neither sent nor kept', async () => {
  const { root, kept } = weighedShop({ ...own, delivery: 0, reliability: 0, security: 0, documentation: 0 });
  startFakeServer(root);
  const { user } = renderAt('/p/shop/analytics/scores', routes);
  const cost = await screen.findByRole('spinbutton', { name: 'Cost' });
  await user.clear(cost);
  expect(await screen.findByRole('alert')).toHaveTextContent('Give one part at least a weight above 0.');
  expect(copyOf()).toMatchObject({ value: { cost: 4 }, isSaved: true });
  expect(kept).toEqual([]);
});

test('says what scores are while there is no service', async () => {
  startFakeServer({ project: shop([]) });
  renderAt('/p/shop/analytics/scores', routes);
  expect(await screen.findByText('There is no service yet')).toBeVisible();
});

test.each([
  null,
  {},
  'x',
  { delivery: 0, reliability: 0, security: 0, documentation: 0, cost: 0 },
  { ...equalWeights, delivery: '1' },
  { ...equalWeights, delivery: -1 },
])('what is kept and is no weights (%p) is not used', (value) => {
  expect(readWeights(value)).toBeNull();
});

test('weights larger than can be chosen here keep their ratios', () => {
  expect(readWeights({ ...equalWeights, delivery: 100, cost: 50 })).toMatchObject({
    delivery: 10,
    cost: 5,
    security: 0.1,
  });
});
