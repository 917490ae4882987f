import { createClient as createSocket, type Client as Socket } from 'graphql-ws';
import {
  Client,
  type CombinedError,
  type Exchange,
  fetchExchange,
  mapExchange,
  type Operation,
  subscriptionExchange,
} from 'urql';
import { filter, merge, pipe, tap } from 'wonka';
import { createCacheExchange } from './cache.ts';
import { type Connection, createConnection } from './connection.ts';
import { csrfHeaders, csrfParams } from './csrf.ts';
import { errorCode } from './errors.ts';
import { askAgain, createOvertakenExchange } from './overtaken.ts';

/** An urql client with its socket and the state of that socket. `dispose` when the person signs in or out. */
export interface GraphqlSession {
  client: Client;
  connection: Connection;
  /** The one socket, for streams that go past the cache (the lines of a log). */
  socket: Socket;
  /** Asks the server again for everything that is on screen now. */
  refetchActive: () => void;
  dispose: () => void;
}

export interface SessionOptions {
  /** Called when the server says the session is over. */
  onUnauthenticated: () => void;
}

const operationsAnsweringUnauthenticated = new Set(['signIn', 'completeSetup', 'acceptInvitation', 'linkIdentity']);

export function createGraphqlSession({ onUnauthenticated }: SessionOptions): GraphqlSession {
  const connection = createConnection();
  const socket = openSocket(connection, onUnauthenticated);
  const active = createActiveQueries();
  const client = new Client({
    url: '/graphql',
    // Apollo's CSRF prevention wants the preflighted content type of a POST.
    preferGetMethod: false,
    fetchOptions: () => ({ headers: csrfHeaders() }),
    requestPolicy: 'cache-and-network',
    exchanges: [
      // First: sees every error, also those the cache passes on.
      mapExchange({ onError: (error, operation) => leaveWhenSignedOut(error, operation, onUnauthenticated) }),
      // Before the cache, so that it knows the queries that the cache answers without a request.
      active.exchange,
      // Before the network: answers what is known, and turns answers into entities.
      createCacheExchange(),
      // After the cache: sees what comes from the server, in the order in which it comes.
      createOvertakenExchange(() => refetchActive()),
      // Last: queries and mutations over HTTP (a proxy can log them), subscriptions over one socket.
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: (request) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe({ ...request, query: request.query ?? '' }, sink),
          }),
        }),
      }),
    ],
  });
  const refetchActive = () => {
    for (const operation of active.list()) askAgain(client, operation);
  };
  const stopListening = connection.onRecovered(refetchActive);
  return {
    client,
    connection,
    socket,
    refetchActive,
    dispose: () => {
      stopListening();
      void socket.dispose();
    },
  };
}

function openSocket(connection: Connection, onUnauthenticated: () => void): Socket {
  const url = new URL('/graphql', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  let raw: WebSocket | undefined;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  return createSocket({
    url: url.href,
    // Signed in by the same cookie as everything else; asked anew for each connection.
    connectionParams: csrfParams,
    lazy: true,
    lazyCloseTimeout: 3_000,
    keepAlive: 10_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    // 0.5 s, 1 s, 2 s … 8 s, with jitter so that a restarted server is not met by everybody at once.
    retryWait: (retries) => waitForRetry(Math.min(500 * 2 ** retries, 8_000) * (0.75 + Math.random() / 2)),
    on: {
      connected: (opened) => {
        raw = opened as WebSocket;
        connection.opened();
      },
      // A sleeping laptop or a dead proxy leaves a socket that looks open: no answer in 5 s means it is gone.
      ping: (received) => {
        if (received) return;
        clearTimeout(pongTimer);
        pongTimer = setTimeout(() => raw?.close(4408, 'No answer'), 5_000);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
      closed: (event) => {
        clearTimeout(pongTimer);
        if (isCloseCode(event, 4401)) onUnauthenticated();
        // Also for 4403, when rights have changed: it comes back with those of now, and what is on screen is asked for again.
        else if (!isCloseCode(event, 1000)) connection.lost();
      },
    },
  });
}

/** Waits, but not longer than it takes the machine to come back online. */
function waitForRetry(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    window.addEventListener('online', done);
  });
}

function isCloseCode(event: unknown, code: number): boolean {
  return typeof event === 'object' && event !== null && 'code' in event && event.code === code;
}

/** Remembers which queries are on screen, for catching up after a lost connection. */
function createActiveQueries() {
  const active = new Map<number, Operation>();
  const exchange: Exchange =
    ({ forward }) =>
    (operations$) => {
      const queries$ = pipe(
        operations$,
        filter((operation) => operation.kind === 'query'),
        tap((operation) => active.set(operation.key, operation)),
      );
      const rest$ = pipe(
        operations$,
        filter((operation) => operation.kind !== 'query'),
        tap((operation) => {
          if (operation.kind === 'teardown') active.delete(operation.key);
        }),
      );
      return forward(merge([queries$, rest$]));
    };
  return { exchange, list: () => [...active.values()] };
}

function leaveWhenSignedOut(error: CombinedError, operation: Operation, leave: () => void): void {
  if (errorCode(error) !== 'UNAUTHENTICATED') return;
  const definition = operation.query.definitions.find((item) => item.kind === 'OperationDefinition');
  const field = definition && 'selectionSet' in definition ? definition.selectionSet.selections[0] : undefined;
  // A wrong password is also UNAUTHENTICATED; its form says so itself.
  if (field?.kind === 'Field' && operationsAnsweringUnauthenticated.has(field.name.value)) return;
  leave();
}
