import type { IncomingMessage } from 'node:http';
import type { App, Context } from '../platform/context.ts';
import { AppError } from '../platform/errors.ts';
import type { FactsBuffer } from '../platform/facts-buffer.ts';
import { formatError } from '../platform/graphql/errors.ts';
import { LiveRequestError } from '../platform/graphql/live-errors.ts';
import type { LiveHub, LiveRequest, OpenedSubscription } from '../platform/graphql/live-hub.ts';
import { REQUEST_POINTS } from '../platform/limits/query-cost.ts';
import { bucketOf } from '../platform/limits/rate-buckets.ts';
import type { Refusal } from '../platform/limits/refusals.ts';
import { addressOf, networkOf } from './address.ts';
import { type Admission, balanceHeaders } from './limits.ts';
import { nameOfOperation } from './operation-facts.ts';

export interface ConnectionCaps {
  perActor: number;
  perAddress: number;
  anonymousPerAddress: number;
}

export interface LiveLimits {
  caps(): ConnectionCaps;
  /** What counts as one client before it has said who it is. */
  networkOf(request: IncomingMessage): string;
  /** Whose connections are counted together; null for nobody. */
  actorKeyOf(ctx: Context): string | null;
  /** Opens a subscription and takes its points; throws when there are none left. Returns headers for the answer, too. */
  open(
    hub: LiveHub,
    ctx: Context,
    request: LiveRequest,
  ): Promise<{ subscription: OpenedSubscription; headers: [string, string][] }>;
  onRefusal(reason: Refusal): void;
  /** Whether this caller may see from errors what the schema looks like. */
  knowsSchema(ctx: Context | null): boolean;
}

/** A socket that has not said who it is within 5 s is closed; until then this part of an address’s may wait. */
const WAITING = 1 / 4;

/** The product's limits for subscriptions. */
export function liveLimits(app: App, admission: Admission, facts: FactsBuffer): LiveLimits {
  return {
    caps: () => app.config.limits.connections,
    networkOf: (request) => networkOf(addressOf(app, request)),
    actorKeyOf: (ctx) => (ctx.actor ? (bucketOf(ctx.actor, '', app.config.limits.rates)?.key ?? null) : null),
    knowsSchema: (ctx) => (ctx ? admission.knowsSchema(ctx) : !app.config.isProduction),
    onRefusal: (reason) => admission.refusals.add(reason),
    async open(hub, ctx, request) {
      admission.charge(ctx, REQUEST_POINTS);
      const subscription = await hub.open(ctx, request).catch((error: unknown) => {
        if (error instanceof LiveRequestError) {
          const [first] = error.errors;
          const code = first && formatError(first.toJSON(), first).extensions?.code;
          admission.chargeRefused(ctx, request.query, code === 'QUERY_TOO_COMPLEX');
        }
        throw error;
      });
      const balance = admission.chargeSubscription(ctx, subscription.operation, request.variables);
      facts.add(ctx, nameOfOperation(subscription.operation.operation), false, null);
      return { subscription, headers: balanceHeaders(balance) };
    },
  };
}

/** No limits: what the live layer's own tests have. */
export const unlimited: LiveLimits = {
  caps: () => ({ perActor: Infinity, perAddress: Infinity, anonymousPerAddress: Infinity }),
  networkOf: () => '',
  actorKeyOf: () => null,
  knowsSchema: () => true,
  onRefusal() {},
  open: async (hub, ctx, request) => ({ subscription: await hub.open(ctx, request), headers: [] }),
};

/** One connection's place among those of its address and actor. */
export interface Seat {
  /** Once it is known who it is. Throws `RATE_LIMITED` when they have too many. */
  signIn(ctx: Context): void;
  leave(): void;
}

/** How many connections there are, by address and by actor. */
export class Seats {
  readonly #limits: LiveLimits;
  readonly #counts = new Map<string, number>();

  constructor(limits: LiveLimits) {
    this.#limits = limits;
  }

  /** Throws `RATE_LIMITED` when the address has too many. */
  enter(request: IncomingMessage): Seat {
    const network = this.#limits.networkOf(request);
    const taken: string[] = [];
    const take = (key: string, most: number, whose: string) => {
      if (this.#count(key) >= most) {
        this.#limits.onRefusal('connections');
        throw tooMany(whose, most);
      }
      this.#counts.set(key, this.#count(key) + 1);
      taken.push(key);
    };
    const giveBack = (key: string) => {
      const left = this.#count(key) - 1;
      if (left > 0) this.#counts.set(key, left);
      else this.#counts.delete(key);
    };
    const { caps } = this.#limits;
    const waiting = `waiting:${network}`;
    take(`address:${network}`, caps().perAddress, 'This address');
    try {
      take(waiting, Math.ceil(caps().perAddress * WAITING), 'This address');
    } catch (error) {
      giveBack(`address:${network}`);
      throw error;
    }
    return {
      signIn: (ctx) => {
        const place = taken.indexOf(waiting);
        if (place === -1) return;
        taken.splice(place, 1);
        giveBack(waiting);
        const actorKey = this.#limits.actorKeyOf(ctx);
        if (actorKey) take(actorKey, caps().perActor, 'You');
        else if (!ctx.actor) take(`anonymous:${network}`, caps().anonymousPerAddress, 'This address, signed out,');
      },
      leave: () => {
        for (const key of taken.splice(0)) giveBack(key);
      },
    };
  }

  #count(key: string): number {
    return this.#counts.get(key) ?? 0;
  }
}

function tooMany(whose: string, most: number): AppError {
  const verb = whose === 'You' ? 'have' : 'has';
  return new AppError('RATE_LIMITED', `${whose} ${verb} ${most} live connections. Close some.`, {
    details: { retryAfterMs: 10_000 },
  });
}
