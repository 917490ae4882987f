import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { DocumentNode, GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Context } from '../platform/context.ts';
import type { Events } from '../platform/events.ts';
import { formatError, isDefect, originalOf } from '../platform/graphql/errors.ts';
import type { ExecuteLive } from '../platform/graphql/live-execute.ts';
import { LiveHub } from '../platform/graphql/live-hub.ts';
import type { AnyLiveField } from '../platform/graphql/live-source.ts';
import type { Log } from '../platform/log.ts';
import { withoutHints } from './graphql-cost.ts';
import { CLOSE_CODES, ClientConnections } from './subscriptions-connections.ts';
import { type LiveLimits, type Seat, Seats, unlimited } from './subscriptions-limits.ts';
import { StreamDoor } from './subscriptions-stream.ts';
import { WebSocketDoor } from './subscriptions-websocket.ts';

export interface SubscriptionsOptions {
  httpServer: Server;
  schema: GraphQLSchema;
  events: Events;
  log: Log;
  /** The subscription fields of all features. */
  liveFields: readonly AnyLiveField[];
  /**
   * Who asks: by cookie or `Authorization` header of the request, or `connectionParams` of the WebSocket (null over SSE).
   * Throws `UNAUTHENTICATED` for credentials that are wrong; nobody at all may be a context without an actor.
   */
  authenticate(request: IncomingMessage, connectionParams: Record<string, unknown> | null): Promise<Context>;
  /** Whether a page of this origin may connect. Also asked when there is no `Origin` header. */
  isAllowedOrigin(request: IncomingMessage): boolean;
  /** Asked about every connection about every 3 s; false (signed out, rights changed) cuts it. */
  recheck(ctx: Context): Promise<boolean>;
  /** Default: graphql-js' own, with at most 1,000 tokens. */
  parse?(text: string): DocumentNode;
  /** Default: graphql-js' specified rules. */
  validate?(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[];
  /** Default: none. */
  limits?: LiveLimits;
  /** Default: compiled by graphql-jit. Only ever given subscription operations with the value as root. */
  execute?: ExecuteLive;
  /** Milliseconds of a steady clock; tests bring their own. */
  now?(): number;
}

export interface Subscriptions {
  /** `POST /graphql/stream`; mount it before any body parser. */
  handleStream(request: IncomingMessage, response: ServerResponse): void;
  /** How many are served now, for the metrics. */
  counts(): { sockets: number; streams: number; unsentBytes: number } & ReturnType<LiveHub['counts']>;
  /** What happens about every second: keep-alive, re-checks, cutting who is gone. Public for tests. */
  tick(): Promise<void>;
  /** Closes sockets with 1012 and streams without their last event, so that clients come back; resolves when all are gone. */
  close(): Promise<void>;
}

const PATH = '/graphql';
const TICK_MS = 1_000;
const POLL_MS = 10_000;

/** Puts `WS /graphql` on the server and makes the handler of `POST /graphql/stream`. */
export function attachSubscriptions(options: SubscriptionsOptions): Subscriptions {
  const { httpServer, schema, log, authenticate } = options;
  const now = options.now ?? (() => performance.now());
  const limits = options.limits ?? unlimited;
  const seats = new Seats(limits);
  const formatAndLog = (error: GraphQLError, ctx: Context | null) => {
    const presented = presentError(log, error, ctx);
    return limits.knowsSchema(ctx) ? presented : withoutHints(presented);
  };
  const hub = new LiveHub({ ...options, fields: options.liveFields, formatError: formatAndLog });
  const connections = new ClientConnections({ recheck: (ctx) => options.recheck(ctx), log, now });
  const shared = { hub, schema, connections, log, now, formatError: formatAndLog, authenticate, limits, seats };
  const webSockets = new WebSocketDoor(shared);
  const streams = new StreamDoor({ ...shared, isAllowedOrigin: options.isAllowedOrigin });

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.url?.split('?', 1)[0] !== PATH) return refuseUpgrade(socket, '404 Not Found');
    if (!options.isAllowedOrigin(request)) return refuseUpgrade(socket, '403 Forbidden');
    let seat: Seat;
    try {
      seat = seats.enter(request);
    } catch {
      return refuseUpgrade(socket, '429 Too Many Requests');
    }
    socket.once('close', () => seat.leave());
    webSockets.accept(request, socket, head, seat);
  };
  httpServer.on('upgrade', onUpgrade);
  const ticker = setInterval(() => void connections.tick(), TICK_MS).unref();
  const poller = setInterval(() => hub.poll(), POLL_MS).unref();

  return {
    handleStream: (request, response) => void streams.handle(request, response),
    counts: () => ({
      sockets: webSockets.count,
      streams: streams.count,
      unsentBytes: connections.unsentBytes(),
      ...hub.counts(),
    }),
    tick: () => connections.tick(),
    async close() {
      clearInterval(ticker);
      clearInterval(poller);
      httpServer.off('upgrade', onUpgrade);
      httpServer.on('upgrade', (_request, socket) => refuseUpgrade(socket, '503 Service Unavailable'));
      const closed = webSockets.close();
      connections.cutAll(CLOSE_CODES.restarting, 'The server restarts. Connect again.');
      await Promise.all([closed, streams.close()]);
    },
  };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => {});
  const wait = status.startsWith('429') ? 'Retry-After: 10\r\n' : '';
  socket.end(`HTTP/1.1 ${status}\r\n${wait}Connection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Defects are logged where they are turned into what clients see: once for all that share an execution. */
function presentError(log: Log, error: GraphQLError, ctx: Context | null): GraphQLFormattedError {
  const formatted = formatError(error.toJSON(), error);
  if (!isDefect(error)) return formatted;
  const requestId = ctx?.requestId;
  log.error({ err: originalOf(error), requestId }, 'a subscription failed');
  return { ...formatted, extensions: { ...formatted.extensions, ...(requestId && { requestId }) } };
}
