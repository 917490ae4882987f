import pg from 'pg';
import { type Scope, setScopeSql } from './scope.ts';

/** What is missing to three digits, by the length of `22:15:43.1`. */
const MISSING: Record<number, string> = { 8: '.000', 10: '00', 11: '0' };

/** Text of a timestamptz in a UTC session (`2026-11-20 22:15:43.123456+00`) → RFC 3339 with milliseconds. */
function timestampText(value: string): string {
  const time = value.slice(11, Math.min(value.length - 3, 23));
  return `${value.slice(0, 10)}T${time}${MISSING[time.length] ?? ''}Z`;
}

const parsers: Record<number, (value: string) => unknown> = {
  // Timestamps stay text (no Date objects: 20 % of a list's time), 64-bit counts become numbers.
  [pg.types.builtins.TIMESTAMPTZ]: timestampText,
  [pg.types.builtins.INT8]: Number,
};

/** How rows of raw statements are read: timestamps as RFC 3339 text, bigint as number. */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format ?? 'text') === 'text' && parsers[oid]
      ? parsers[oid]
      : pg.types.getTypeParser(oid, format as never)) as never,
};

/** Named statements are prepared once per connection; texts come from code, so they are few. */
const names = new Map<string, string>();

export function statementName(text: string): string | undefined {
  const known = names.get(text);
  if (known) return known;
  if (names.size >= 2_000) return undefined;
  const name = `q${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * Reads outside transactions, over two shared clients in pipeline mode: statements of all requests share the
 * round trips (1.6 times the throughput of a pool on a list query). Nothing that changes state may go through here:
 * a statement runs alone, and a lost connection fails all that are under way.
 *
 * What a statement may see goes ahead of it in the same batch, unless the client is set to it already: statements of a
 * client run in the order in which they were sent. When it could not be set, nothing read after it is handed out.
 */
export class Reads {
  readonly #url: string;
  readonly #clients: (Promise<ScopedClient> | null)[] = [null, null];
  #next = 0;
  #isClosed = false;
  /** Counted by tests that forbid N+1. */
  statementCount = 0;

  constructor(url: string) {
    this.#url = url;
  }

  async query<Row>(scope: Scope, text: string, values: unknown[] = []): Promise<Row[]> {
    this.statementCount += 1;
    this.#next = 1 - this.#next;
    const scoped = await this.#client(this.#next);
    // NOTE: no `await` between the two: what stands in between would run in this scope.
    const isSet = setScope(scoped, scope);
    const reading = scoped.client.query({
      name: statementName(text),
      text,
      values,
      types: rowTypes,
    } as pg.QueryConfig);
    if (isSet === null) return (await reading).rows as Row[];
    const [, result] = await Promise.all([isSet, reading]);
    return result.rows as Row[];
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(
      this.#clients.map(async (client) => (await client?.catch(() => null))?.client.end().catch(() => {})),
    );
  }

  #client(slot: number): Promise<ScopedClient> {
    const current = this.#clients[slot];
    if (current) return current;
    // An old connection says that it ended when a new one may be there already.
    const forget = () => {
      if (this.#clients[slot] === made) this.#clients[slot] = null;
    };
    const made = this.#connect(forget);
    this.#clients[slot] = made;
    made.catch(forget);
    return made;
  }

  async #connect(forget: () => void): Promise<ScopedClient> {
    if (this.#isClosed) throw new Error('The database connection is closed.');
    const client = new pg.Client({
      connectionString: withSettings(
        this.#url,
        '-c timezone=UTC -c default_transaction_read_only=on -c statement_timeout=30s',
      ),
      pipeline: true,
      application_name: 'pilothouse reads',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client.on('error', forget);
    client.on('end', forget);
    await client.connect();
    return { client, scope: null, isSet: null };
  }
}

/** After what the URL's own `options` set, which would replace those of the client. */
function withSettings(url: string, settings: string): string {
  const made = new URL(url);
  made.searchParams.set('options', `${made.searchParams.get('options') ?? ''} ${settings}`.trim());
  return made.href;
}

interface ScopedClient {
  client: pg.Client;
  /** What it was last told. */
  scope: Scope | null;
  /** Resolves when Postgres has confirmed it; null when it has. */
  isSet: Promise<unknown> | null;
}

/** Tells the client what may be seen, if it was last told something else. What it returns must hold before a row is used. */
function setScope(scoped: ScopedClient, scope: Scope): Promise<unknown> | null {
  if (scoped.scope?.projects === scope.projects && scoped.scope.user === scope.user) return scoped.isSet;
  const isSet: Promise<unknown> = scoped.client
    .query({ name: 'scope', text: SET_SCOPE, values: [scope.projects, scope.user] })
    .then(
      () => {
        if (scoped.isSet === isSet) scoped.isSet = null;
      },
      (error: unknown) => {
        if (scoped.isSet === isSet) scoped.scope = null;
        throw error;
      },
    );
  scoped.scope = scope;
  scoped.isSet = isSet;
  return isSet;
}

const SET_SCOPE = setScopeSql(false);
