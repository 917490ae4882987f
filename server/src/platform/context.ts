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
  dataSource: DataSource;
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
  /** DataLoaders of this request, made when first used; see `loaderOf`. */
  readonly loaders: Map<object, unknown>;
  /** The HTTP response's cookies, where there is one. */
  readonly cookies: CookieJar | null;
}

export interface CookieJar {
  set(name: string, value: string, options: { maxAgeSeconds: number }): void;
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
    loaders: new Map(),
    cookies: request.cookies ?? null,
  };
}

/** The product's own context, for what nobody asked for: first start, workers, upkeep. `part` says in the audit trail which. */
export function systemContext(app: App, part: string): Context {
  return createContext(app, { kind: 'SYSTEM', id: null, name: 'Pilothouse' }, { requestId: `system: ${part}` });
}
