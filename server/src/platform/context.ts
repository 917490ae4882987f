import type { DataSource, EntityManager } from 'typeorm';
import type { Actor } from './auth/actor.ts';
import type { Config } from './config.ts';
import type { SecretBox } from './crypto/secret-box.ts';
import type { Reads } from './db/reads.ts';
import type { Events } from './events.ts';
import type { Log } from './log.ts';

/** What a process has one of. Built by hand in `main.ts`. */
export interface App {
  config: Config;
  log: Log;
  /** For transactions in the scope of an actor. */
  dataSource: DataSource;
  /** For the product's own: its connections see the rows of all projects. */
  unscopedDataSource: DataSource;
  reads: Reads;
  events: Events;
  secretBox: SecretBox;
  now: () => Date;
}

/** Who asks, in which request and transaction. The first argument of every verb and query. */
export interface Context {
  readonly app: App;
  readonly actor: Actor | null;
  readonly requestId: string;
  readonly address: string | null;
  /** Set inside {@link withTransaction} only. */
  readonly manager: EntityManager | null;
  /** Run once the transaction has committed; outside of one they run at once. */
  readonly afterCommit: (() => void)[];
  /** Run last in the transaction, in the order of their keys: what everybody writes, and so would wait for each other. */
  readonly beforeCommit: { key: string; run: (ctx: Context) => Promise<void> }[];
  /** Whether it sees the rows of all projects, whoever acts; see {@link asSystem}. */
  readonly isUnscoped: boolean;
  /** DataLoaders of this request, made when first used; see `loaderOf`. */
  readonly loaders: Map<object, unknown>;
  /** The HTTP response's cookies, where there is one. */
  readonly cookies: CookieJar | null;
}

/** Cookies of this site alone; with `__Host-` before their name and `Secure` where the public URL is https. */
export interface CookieJar {
  /** Whether a browser asks: only browsers send `Origin` and `Sec-Fetch-Site`. */
  readonly isBrowser: boolean;
  /** What the client calls itself, at most 300 characters. */
  readonly userAgent: string | null;
  /** `isReadable`: by the page's scripts. */
  set(name: string, value: string, options: { maxAgeSeconds: number; isReadable?: boolean }): void;
  clear(name: string): void;
}

/** A context for `actor`, outside any transaction. */
export function createContext(
  app: App,
  actor: Actor | null,
  request: { requestId: string; address?: string | null; cookies?: CookieJar | null },
): Context {
  return {
    app,
    actor,
    requestId: request.requestId,
    address: request.address ?? null,
    manager: null,
    afterCommit: [],
    beforeCommit: [],
    isUnscoped: false,
    loaders: new Map(),
    cookies: request.cookies ?? null,
  };
}

/** The product's own context, for what nobody asked for: first start, workers, upkeep. `part` says in the audit trail which. */
export function systemContext(app: App, part: string): Context {
  return createContext(app, { kind: 'SYSTEM', id: null, name: 'Pilothouse' }, { requestId: `system: ${part}` });
}

/**
 * The same actor, but with the rows of all projects in sight: for what comes before anybody is known (signing in) and for the
 * few verbs that reach beyond the actor's projects by design. Authorization is the caller's. Call it outside a transaction.
 */
export function asSystem(ctx: Context): Context {
  if (ctx.manager) throw new Error('The rows in sight are settled when a transaction begins.');
  return { ...ctx, isUnscoped: true, loaders: new Map() };
}
