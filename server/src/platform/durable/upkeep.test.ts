import { expect, test } from '@jest/globals';
import { eventually } from '../../../test/at-once.ts';
import type { App } from '../context.ts';
import { createUpkeep } from './upkeep.ts';
import type { WorkerNode } from './worker-node.ts';

const MINUTE = 60_000;
const node = {} as WorkerNode;

test('runs when it starts and every so often, and a minute after it failed', async () => {
  let now = 0;
  let runs = 0;
  const warned: unknown[] = [];
  const app = {
    now: () => new Date(now),
    log: { warn: (_about: object, text: string) => warned.push(text) },
  } as unknown as App;
  const run = async () => {
    runs += 1;
    if (runs === 2) throw new Error('away');
  };
  const upkeep = createUpkeep(app, { everyMs: 60 * MINUTE, run, failure: 'old things could not be removed' });
  const tickAt = async (minute: number) => {
    now = minute * MINUTE;
    await upkeep.tick(node);
    return runs;
  };
  expect([await tickAt(0), await tickAt(1), await tickAt(59)]).toEqual([1, 1, 1]);
  expect(await tickAt(60)).toBe(2);
  await eventually('the failure', async () => warned.length > 0);
  expect(warned).toEqual(['old things could not be removed; trying again']);
  expect([await tickAt(60.5), await tickAt(61), await tickAt(62), await tickAt(121)]).toEqual([2, 3, 3, 4]);
});
