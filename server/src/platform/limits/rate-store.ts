import { Redis } from 'ioredis';
import { RateLimiterPostgres, RateLimiterRedis, type RateLimiterStoreAbstract } from 'rate-limiter-flexible';
import { type App, systemContext } from '../context.ts';
import { query } from '../db/sql.ts';
import { withTransaction } from '../db/transaction.ts';
import { type RateStore, WINDOW_MS } from './rate-limits.ts';

/** Whoever compares does it with the bucket's own limit, which the store doesn't know. */
const counting = { points: Number.MAX_SAFE_INTEGER, duration: WINDOW_MS / 1_000, keyPrefix: 'rate' };
/** How often rows of windows that are long over are deleted. */
const CLEAR_MS = 5 * 60_000;

/** Where the processes of this installation count together; null when each counts for itself. */
export function createRateStore(app: App): RateStore | null {
  const { rateStore, redisUrl } = app.config.limits;
  if (rateStore === 'redis') return redisStore(app, redisUrl ?? '');
  return rateStore === 'postgres' ? postgresStore(app) : null;
}

function postgresStore(app: App): RateStore {
  const limiter = new RateLimiterPostgres({
    ...counting,
    storeType: 'client',
    storeClient: {
      query: async ({ text, values }: { text: string; values: unknown[] }) => {
        const ctx = systemContext(app, 'rate limits');
        const rows = await withTransaction(ctx, (ctx) => query<object>(ctx, text, values));
        return { rows, rowCount: rows.length };
      },
    },
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
  });
  const clear = () =>
    withTransaction(systemContext(app, 'rate limits'), (ctx) =>
      query(ctx, '-- limits.clear\n delete from rate_limits where expire < $1', [app.now().getTime() - WINDOW_MS]),
    ).catch((error: unknown) => app.log.warn({ err: error }, 'Old rate limits could not be deleted.'));
  const timer = setInterval(() => void clear(), CLEAR_MS).unref();
  return {
    add: adding(limiter),
    async close() {
      clearInterval(timer);
    },
  };
}

function redisStore(app: App, url: string): RateStore {
  // Commands that can't be sent fail at once: who waits for nothing is never held up.
  const client = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, connectTimeout: 5_000 });
  let isAway = false;
  client.on('error', (error) => {
    if (!isAway) app.log.warn({ err: error }, 'Redis is away: each process counts its rate limits alone meanwhile.');
    isAway = true;
  });
  client.on('ready', () => {
    isAway = false;
  });
  const limiter = new RateLimiterRedis({ ...counting, storeClient: client, rejectIfRedisNotReady: true });
  return {
    add: adding(limiter),
    async close() {
      client.disconnect();
    },
  };
}

const adding = (limiter: RateLimiterStoreAbstract) => async (key: string, points: number) => {
  const { consumedPoints, msBeforeNext } = await limiter.consume(key, Math.ceil(points));
  return { spent: consumedPoints, resetMs: msBeforeNext };
};
