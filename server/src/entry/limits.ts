import type { ServerResponse } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { App, Context } from '../platform/context.ts';
import { AppError } from '../platform/errors.ts';
import type { LiveOperation } from '../platform/graphql/live-document.ts';
import { QueryCosts, REQUEST_POINTS } from '../platform/limits/query-cost.ts';
import { bucketOf, type Rates } from '../platform/limits/rate-buckets.ts';
import { type Balance, type Bucket, RateLimits, WINDOW_MS } from '../platform/limits/rate-limits.ts';
import { createRateStore } from '../platform/limits/rate-store.ts';
import { RefusalCounts } from '../platform/limits/refusals.ts';
import { networkOf } from './address.ts';

/** What a document costs that can't be run: reading and checking it is most of the work, and grows with its length. */
const REFUSED_POINTS = 100;
const CHARACTERS_PER_POINT = 100;
/** A token that is not known: enough to end guessing after some 600 tries a minute. */
const WRONG_TOKEN_POINTS = 50;

/**
 * Signed out, an operation ends at its first field, so what it asks for below never runs. At its whole price a few pages whose
 * sessions had ended used up the minute of everybody behind one address, who then could not sign in again.
 */
const MOST_SIGNED_OUT_POINTS = 100;

/** The limits of an installation, as all doors apply them: one bucket per actor, whatever door they come through. */
export class Admission {
  readonly refusals = new RefusalCounts();
  readonly costs: QueryCosts;
  readonly #app: App;
  readonly #rates: () => Rates;
  readonly #limits: RateLimits;

  constructor(app: App, schema: GraphQLSchema, rates: () => Rates = () => app.config.limits.rates) {
    this.#app = app;
    this.#rates = rates;
    this.costs = new QueryCosts(schema);
    this.#limits = new RateLimits({
      store: createRateStore(app),
      log: app.log.child({ part: 'limits' }),
      now: () => app.now().getTime(),
    });
  }

  /** Whether this caller may see what the schema looks like: in production only who is signed in. */
  knowsSchema(ctx: Context): boolean {
    return ctx.actor !== null || !this.#app.config.isProduction;
  }

  /** Throws `RATE_LIMITED` when nothing is left: asked before anything is read. */
  require(ctx: Context): void {
    this.charge(ctx, 0);
  }

  /** Takes the points, or throws `RATE_LIMITED`. Null where there is no limit. */
  charge(ctx: Context, points: number): Balance | null {
    const bucket = bucketOf(ctx.actor, networkOf(ctx.address), this.#rates());
    if (!bucket) return null;
    if (bucket.limit > 0) this.#requireAffordable(points, bucket.limit);
    return this.#spend(bucket, points);
  }

  /** The same where nobody is signed in. */
  chargeAddress(address: string | null, points: number): Balance | null {
    return this.#spend({ key: `address:${networkOf(address)}`, limit: this.#rates().anonymous }, points);
  }

  /** The cost of an operation that is about to run: throws when it is more than one may cost, or than is left. */
  chargeOperation(ctx: Context, points: number): Balance | null {
    this.#requireAffordable(points, this.#app.config.limits.maxQueryCost);
    return this.charge(ctx, ctx.actor ? points : Math.min(points, MOST_SIGNED_OUT_POINTS));
  }

  /** The rest of it, after {@link REQUEST_POINTS} for asking. */
  chargeSubscription(ctx: Context, { document, operation }: LiveOperation, variables: object | null | undefined) {
    const points = this.costs.of(document, operation).points({ ...variables });
    return this.chargeOperation(ctx, points - REQUEST_POINTS);
  }

  /** Counts a document that was not run, and takes what it cost to see that. Never throws: the answer stands already. */
  chargeRefused(
    ctx: Context,
    text: string | undefined,
    isTooComplex: boolean,
  ): { points: number; balance: Balance | null } {
    this.refusals.add(isTooComplex ? 'query_shape' : 'query_invalid');
    const points = REFUSED_POINTS + Math.floor((text?.length ?? 0) / CHARACTERS_PER_POINT);
    const bucket = bucketOf(ctx.actor, networkOf(ctx.address), this.#rates());
    return { points, balance: bucket && this.#limits.take(bucket, points) };
  }

  /** Signs in by `contextOf` and requires that points are left; throws otherwise, and lets the address pay for wrong credentials. */
  async admit(contextOf: () => Promise<Context>, address: string | null): Promise<Context> {
    const ctx = await contextOf().catch((error: unknown) => {
      if (error instanceof AppError && error.code === 'UNAUTHENTICATED') this.chargeWrongToken(address);
      throw error;
    });
    this.require(ctx);
    return ctx;
  }

  /** Wrong credentials are paid by the address. Throws `RATE_LIMITED` instead of them once it has nothing left. */
  chargeWrongToken(address: string | null): void {
    this.refusals.add('credentials');
    this.#spend({ key: `credentials:${networkOf(address)}`, limit: this.#rates().anonymous }, WRONG_TOKEN_POINTS);
  }

  async close(): Promise<void> {
    await this.#limits.close();
  }

  #spend(bucket: Bucket, points: number): Balance | null {
    const balance = this.#limits.take(bucket, points);
    if (!balance || balance.isAllowed) return balance;
    this.refusals.add('rate');
    throw rateLimited(balance);
  }

  #requireAffordable(points: number, most: number): void {
    if (points <= most) return;
    this.refusals.add('query_cost');
    throw new AppError(
      'QUERY_TOO_COMPLEX',
      `This operation costs ${points} points; it may cost ${most}. Ask for fewer items or fields at a time.`,
      { details: { cost: points, maximum: most } },
    );
  }
}

function rateLimited({ limit, resetMs }: Balance): AppError {
  const seconds = secondsOf(resetMs);
  return new AppError(
    'RATE_LIMITED',
    `The ${limit} points of this minute are used. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    { details: { retryAfterMs: Math.max(1, Math.min(resetMs, WINDOW_MS)), limit } },
  );
}

const secondsOf = (ms: number) => Math.max(1, Math.ceil(ms / 1_000));

/** What tells clients how they stand. */
export function balanceHeaders(balance: Balance | null): [name: string, value: string][] {
  if (!balance) return [];
  return [
    ['x-ratelimit-limit', String(balance.limit)],
    ['x-ratelimit-remaining', String(balance.remaining)],
    ['x-ratelimit-reset', String(secondsOf(balance.resetMs))],
  ];
}

/** The headers of a refusal for lack of points; none for other errors. */
export function refusalHeaders(error: unknown): [name: string, value: string][] {
  if (!(error instanceof AppError) || error.code !== 'RATE_LIMITED') return [];
  const { retryAfterMs, limit } = error.details as { retryAfterMs?: number; limit?: number };
  if (retryAfterMs === undefined) return [];
  const seconds = String(secondsOf(retryAfterMs));
  return [
    ['retry-after', seconds],
    ...(limit === undefined
      ? []
      : ([
          ['x-ratelimit-limit', String(limit)],
          ['x-ratelimit-remaining', '0'],
          ['x-ratelimit-reset', seconds],
        ] as [string, string][])),
  ];
}

export function setHeaders(response: ServerResponse, headers: readonly (readonly [string, string])[]): void {
  for (const [name, value] of headers) response.setHeader(name, value);
}
