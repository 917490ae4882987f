import { describe, expect, test } from '@jest/globals';
import type { UserActor } from '../auth/actor.ts';
import { createLog } from '../log.ts';
import { bucketOf } from './rate-buckets.ts';
import { RateLimits, type RateStore } from './rate-limits.ts';

const BUCKET = { key: 'user:1', limit: 100 };

function setUp(store: RateStore | null = null) {
  const clock = { now: 1_000_000 };
  const limits = () => new RateLimits({ store, log: createLog('silent'), now: () => clock.now });
  return { clock, limits };
}

/** A store as several processes share it. */
class SharedStore implements RateStore {
  spent = 0;
  tellCount = 0;
  isAway = false;

  async add(_key: string, points: number) {
    this.tellCount += 1;
    if (this.isAway) throw new Error('away');
    this.spent += points;
    return { spent: this.spent, resetMs: 40_000 };
  }

  async close() {}
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('points', () => {
  test('are taken until none is left, and come back with the next minute', () => {
    const { clock, limits } = setUp();
    const rates = limits();
    expect(rates.take(BUCKET, 60)).toEqual({ isAllowed: true, limit: 100, remaining: 40, resetMs: 60_000 });
    clock.now += 10_000;
    expect(rates.take(BUCKET, 60)).toEqual({ isAllowed: true, limit: 100, remaining: 0, resetMs: 50_000 });
    expect(rates.take(BUCKET, 1)).toMatchObject({ isAllowed: false, remaining: 0 });
    expect(rates.take({ ...BUCKET, key: 'user:2' }, 1)).toMatchObject({ isAllowed: true, remaining: 99 });
    clock.now += 50_000;
    expect(rates.take(BUCKET, 1)).toMatchObject({ isAllowed: true, remaining: 99, resetMs: 60_000 });
  });

  test('a refused request takes nothing; 0 is no limit; a limit that is raised counts at once', () => {
    const rates = setUp().limits();
    rates.take(BUCKET, 100);
    for (let n = 0; n < 50; n += 1) rates.take(BUCKET, 1_000);
    expect(rates.take({ ...BUCKET, limit: 150 }, 10)).toMatchObject({ isAllowed: true, remaining: 40 });
    expect(rates.take({ ...BUCKET, limit: 0 }, 10)).toBeNull();
  });

  test('of a million addresses: the memory stays small', () => {
    const rates = setUp().limits();
    for (let n = 0; n < 300_000; n += 1) rates.take({ key: `address:${n}`, limit: 10 }, 20);
    expect(rates.take({ key: 'address:299999', limit: 10 }, 1)).toMatchObject({ isAllowed: false });
    expect(rates.take({ key: 'address:0', limit: 10 }, 1)).toMatchObject({ isAllowed: true });
  });
});

describe('several processes with one store', () => {
  test('count together, by a twentieth of the bucket or once a second', async () => {
    const store = new SharedStore();
    const { clock, limits } = setUp(store);
    const [one, two] = [limits(), limits()];
    one.take(BUCKET, 50);
    await settled();
    two.take(BUCKET, 1);
    await settled();
    expect(two.take(BUCKET, 0)).toMatchObject({ remaining: 49, resetMs: 40_000 });
    const { tellCount } = store;
    for (let n = 0; n < 4; n += 1) two.take(BUCKET, 1);
    await settled();
    expect(store.tellCount).toBe(tellCount);
    two.take(BUCKET, 1);
    await settled();
    expect(store).toMatchObject({ tellCount: tellCount + 1, spent: 56 });
    clock.now += 1_000;
    one.take(BUCKET, 1);
    await settled();
    expect(one.take(BUCKET, 0)).toMatchObject({ remaining: 43 });
  });

  test('together let through at most a twentieth of the bucket per process too much', async () => {
    const store = new SharedStore();
    const { limits } = setUp(store);
    const processes = [limits(), limits(), limits(), limits()];
    let takenCount = 0;
    for (let n = 0; n < 200; n += 1) {
      if (processes[n % 4]?.take(BUCKET, 1)?.isAllowed) takenCount += 1;
      await settled();
    }
    expect(takenCount).toBeGreaterThanOrEqual(100);
    expect(takenCount).toBeLessThanOrEqual(100 + 4 * 5);
  });

  test('a store that is away or never answers holds nobody up; each counts alone', async () => {
    const store = new SharedStore();
    store.isAway = true;
    const one = setUp(store).limits();
    one.take(BUCKET, 99);
    await settled();
    expect(one.take(BUCKET, 1)).toMatchObject({ isAllowed: true, remaining: 0 });
    expect(one.take(BUCKET, 1)).toMatchObject({ isAllowed: false });
    const silent = { add: () => new Promise<never>(() => {}), close: async () => {} };
    const two = setUp(silent).limits();
    two.take(BUCKET, 100);
    expect(two.take(BUCKET, 1)).toMatchObject({ isAllowed: false });
  });
});

describe('whose points', () => {
  const rates = { anonymous: 1, user: 2, service: 3 };
  const person = { kind: 'USER', id: 'usr_1', userId: 'usr_1', sessionId: 'ses_1' } as UserActor;
  const token = (part: object) => ({ ...part, kind: 'TOKEN', id: 'tok_1' }) as never;

  test.each([
    ['nobody: their address', null, { key: 'address:203.0.113.9', limit: 1 }],
    ['a person, whichever session', { ...person, sessionId: 'ses_2' }, { key: 'user:usr_1', limit: 2 }],
    [
      'their personal token: theirs',
      token({ tokenKind: 'PERSONAL', userId: 'usr_1' }),
      { key: 'user:usr_1', limit: 2 },
    ],
    ['a service', token({ tokenKind: 'SERVICE', userId: null }), { key: 'token:tok_1', limit: 3 }],
    ['a deployment', token({ tokenKind: 'DEPLOYMENT', userId: null }), { key: 'token:tok_1', limit: 3 }],
    [
      'a token with a limit of its own',
      token({ userId: 'usr_1', rateLimitPerMinute: 7 }),
      { key: 'token:tok_1', limit: 7 },
    ],
    ['the product itself', { kind: 'SYSTEM', id: null, name: '' } as const, null],
  ])('%s', (_who, actor, bucket) => {
    expect(bucketOf(actor, '203.0.113.9', rates)).toEqual(bucket);
  });
});
