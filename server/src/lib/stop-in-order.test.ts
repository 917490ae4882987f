import { expect, test } from '@jest/globals';
import { stopInOrder } from './stop-in-order.ts';

const forever = () => new Promise<void>(() => {});

test('each is stopped when the one before has stopped', async () => {
  const order: string[] = [];
  const part = (name: string) => ({
    name,
    async stop() {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
    },
  });
  await stopInOrder([part('door'), part('pool')], { budgetMs: 60_000, leastMs: 60_000, onProblem: () => {} });
  expect(order).toEqual(['door begins', 'door ends', 'pool begins', 'pool ends']);
});

test('one that never stops, and one that fails, hold up nobody for long', async () => {
  const stopped: string[] = [];
  const problems: string[] = [];
  const parts = [
    { name: 'door', stop: forever },
    {
      name: 'worker',
      stop: () => {
        throw new Error('It is stuck.');
      },
    },
    { name: 'events', stop: forever },
    { name: 'pool', stop: async () => void stopped.push('pool') },
  ];
  await stopInOrder(parts, {
    budgetMs: 20,
    leastMs: 5,
    onProblem: (name, error) => problems.push(`${name}: ${error.message}`),
  });
  expect(stopped).toEqual(['pool']);
  expect(problems).toEqual([
    'door: It did not stop in time.',
    'worker: It is stuck.',
    'events: It did not stop in time.',
  ]);
});
