import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs, GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { WebSocket, WebSocketServer } from 'ws';
import type { Context } from '../platform/context.ts';
import { AppError, type ErrorCode } from '../platform/errors.ts';
import { toGraphQLErrors } from '../platform/graphql/live-errors.ts';
import type { LiveHub, OpenedSubscription } from '../platform/graphql/live-hub.ts';
import type { LiveMember } from '../platform/graphql/live-member.ts';
import { type LiveSink, Outflow } from '../platform/graphql/live-sink.ts';
import type { Log } from '../platform/log.ts';
import { CLOSE_CODES, type ClientConnections } from './subscriptions-connections.ts';
import type { LiveLimits, Seat } from './subscriptions-limits.ts';

export interface WebSocketDoorOptions {
  hub: LiveHub;
  limits: LiveLimits;
  schema: GraphQLSchema;
  connections: ClientConnections;
  log: Log;
  now: () => number;
  authenticate(request: IncomingMessage, connectionParams: Record<string, unknown> | null): Promise<Context>;
  formatError(error: GraphQLError, ctx: Context | null): GraphQLFormattedError;
}

/** What one message may have: an operation with its variables. */
const MAX_MESSAGE_BYTES = 64 * 1024;
const MAX_SUBSCRIPTIONS = 100;
const INIT_TIMEOUT_MS = 5_000;
/** Messages and pings. A page that opens everything it has at once sends some 50. */
const MAX_MESSAGES = 200;
const MESSAGES_WINDOW_MS = 10_000;
/** A peer that goes on asking while it takes nothing is not slow but hostile. */
const MAX_UNSENT_BYTES = 4 * 1024 * 1024;
/** A socket that was told to close and doesn't is dropped. */
const CLOSE_GRACE_MS = 2_000;
const FRAME_END = Buffer.from('}');

/** One accepted socket: what graphql-ws calls `extra`. */
class Connection {
  readonly request: IncomingMessage;
  readonly outflow: Outflow;
  readonly seat: Seat;
  readonly #socket: WebSocket;
  readonly #stream: Duplex;
  readonly #now: () => number;
  #messageCount = 0;
  #windowEndsAt = 0;
  ctx: Context | null = null;
  /** Operations between graphql-ws' `onSubscribe` and its `subscribe`. */
  readonly opened = new WeakMap<ExecutionArgs, { id: string; subscription: OpenedSubscription }>();

  constructor(socket: WebSocket, stream: Duplex, request: IncomingMessage, seat: Seat, now: () => number) {
    this.#socket = socket;
    this.#stream = stream;
    this.#now = now;
    this.request = request;
    this.seat = seat;
    this.outflow = new Outflow(stream, now);
  }

  /** Whether this message is one too many for its time. */
  isFlooded(): boolean {
    const now = this.#now();
    if (now >= this.#windowEndsAt) {
      this.#windowEndsAt = now + MESSAGES_WINDOW_MS;
      this.#messageCount = 0;
    }
    this.#messageCount += 1;
    return this.#messageCount > MAX_MESSAGES;
  }

  aliveAt(): number {
    return this.outflow.aliveAt();
  }

  unsentBytes(): number {
    return this.outflow.bufferedBytes();
  }

  keepAlive(): void {
    this.#socket.ping();
  }

  send(text: string): void {
    this.outflow.countSent(text.length);
    this.#socket.send(text);
  }

  cut(code: number, reason: string): void {
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), CLOSE_GRACE_MS).unref();
  }

  sink(id: string, endOf: (payload: Buffer) => Buffer): LiveSink {
    const start = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`);
    return {
      send: (payload) => this.#sendFrame(start, endOf(payload)),
      bufferedBytes: () => this.outflow.bufferedBytes(),
      turn: () => this.outflow.turn(),
    };
  }

  /**
   * One text frame of two parts, of which the second is the same bytes for all subscribers: copying it for each of them, as
   * `ws` needs it, takes a fifth of a delivery. Without compression `ws` has no queue of its own, so the order holds.
   */
  #sendFrame(start: Buffer, end: Buffer): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const head = frameHead(start, end.length);
    this.outflow.countSent(head.length + end.length);
    this.#stream.cork();
    this.#stream.write(head);
    this.#stream.write(end);
    this.#stream.uncork();
  }
}

const FINAL_TEXT_FRAME = 0x81;

/** A frame's header (RFC 6455, 5.2, unmasked as from a server) and the beginning of its payload. */
function frameHead(start: Buffer, endBytes: number): Buffer {
  const byteCount = start.length + endBytes;
  const headerBytes = byteCount < 126 ? 2 : byteCount < 65_536 ? 4 : 10;
  const head = Buffer.allocUnsafe(headerBytes + start.length);
  head[0] = FINAL_TEXT_FRAME;
  if (headerBytes === 2) head[1] = byteCount;
  else if (headerBytes === 4) {
    head[1] = 126;
    head.writeUInt16BE(byteCount, 2);
  } else {
    head[1] = 127;
    head.writeUInt32BE(0, 2);
    head.writeUInt32BE(byteCount, 6);
  }
  start.copy(head, headerBytes);
  return head;
}

/** The shared part of frames: a payload and what closes the message. One copy per batch, since batches come one by one. */
function frameEnds(): (payload: Buffer) => Buffer {
  let last: Buffer | null = null;
  let end: Buffer = FRAME_END;
  return (payload) => {
    if (payload !== last) {
      last = payload;
      end = Buffer.concat([payload, FRAME_END]);
    }
    return end;
  };
}

/** The graphql-transport-ws protocol is graphql-ws'; results go from the hub straight to the socket. */
export class WebSocketDoor {
  readonly #options: WebSocketDoorOptions;
  readonly #sockets: WebSocketServer;
  readonly #endOf = frameEnds();
  readonly #protocol: ReturnType<typeof makeServer<Record<string, unknown>, Connection>>;

  constructor(options: WebSocketDoorOptions) {
    this.#options = options;
    this.#sockets = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_MESSAGE_BYTES,
      perMessageDeflate: false,
      handleProtocols,
    });
    this.#protocol = makeServer<Record<string, unknown>, Connection>({
      schema: options.schema,
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      onConnect: ({ extra, connectionParams }) => this.#connect(extra, connectionParams ?? null),
      onSubscribe: ({ extra, subscriptions }, id, payload) =>
        this.#open(extra, Object.keys(subscriptions).length, id, payload),
      subscribe: (args) => this.#subscribe(args),
      onError: ({ extra }, _id, _payload, errors) => errors.map((error) => options.formatError(error, extra.ctx)),
    });
  }

  get count(): number {
    return this.#sockets.clients.size;
  }

  /** Takes over a request that asked for an upgrade and may have it. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, seat: Seat): void {
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#serve(webSocket, socket, request, seat));
  }

  /** Resolves when all sockets, told to close by their connection, are gone. */
  async close(): Promise<void> {
    const closed = [...this.#sockets.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    await Promise.all(closed);
    this.#sockets.close();
  }

  #serve(socket: WebSocket, stream: Duplex, request: IncomingMessage, seat: Seat): void {
    const { log, connections, now } = this.#options;
    const connection = new Connection(socket, stream, request, seat, now);
    const remove = connections.add(connection);
    const closed = this.#protocol.opened(
      {
        protocol: socket.protocol,
        send: (data) => connection.send(data),
        close: (code, reason) => connection.cut(code ?? 1000, reason ?? ''),
        onMessage: (listener) => {
          socket.on('message', (data) => {
            connection.outflow.markAlive();
            if (socket.bufferedAmount > MAX_UNSENT_BYTES) return socket.terminate();
            if (this.#endsFlood(connection, socket)) return;
            listener(String(data)).catch((error: unknown) => {
              log.error({ err: error }, 'A message of a WebSocket failed.');
              connection.cut(1011, 'Internal error');
            });
          });
        },
      },
      connection,
    );
    socket.on('ping', () => this.#endsFlood(connection, socket));
    socket.on('pong', () => connection.outflow.markAlive());
    // Broken frames and resets; ws closes the socket itself.
    socket.on('error', (error) => log.debug({ err: error }, 'A WebSocket failed.'));
    socket.once('close', (code, reason) => {
      remove();
      connection.outflow.end();
      closed(code, String(reason)).catch((error: unknown) =>
        log.error({ err: error }, 'A WebSocket could not be put away.'),
      );
    });
  }

  /** Who sends without measure is told why and hung up on at once: its messages would fill the two seconds of a polite end. */
  #endsFlood(connection: Connection, socket: WebSocket): boolean {
    if (!connection.isFlooded()) return false;
    if (socket.readyState === WebSocket.OPEN) {
      this.#options.limits.onRefusal('messages');
      socket.close(CLOSE_CODES.tooManyMessages, `More than ${MAX_MESSAGES} messages in 10 s.`);
      setImmediate(() => socket.terminate());
    }
    return true;
  }

  async #connect(connection: Connection, params: Record<string, unknown> | null): Promise<boolean> {
    try {
      const ctx = await this.#options.authenticate(connection.request, params);
      connection.seat.signIn(ctx);
      connection.ctx = ctx;
      return true;
    } catch (error) {
      const isMeant = error instanceof AppError;
      if (!isMeant) this.#options.log.error({ err: error }, 'A WebSocket could not be signed in.');
      connection.cut(
        closeCodeOf(isMeant ? error.code : 'UNAVAILABLE'),
        isMeant ? closeReason(error.message) : 'Try again.',
      );
      return false;
    }
  }

  async #open(
    connection: Connection,
    operationCount: number,
    id: string,
    payload: SubscribePayload,
  ): Promise<ExecutionArgs | readonly GraphQLError[]> {
    try {
      if (!connection.ctx) throw new AppError('UNAUTHENTICATED', 'Sign in first.');
      if (operationCount > MAX_SUBSCRIPTIONS)
        throw new AppError('RATE_LIMITED', `A connection may have ${MAX_SUBSCRIPTIONS} subscriptions at a time.`);
      const { limits, hub } = this.#options;
      const { subscription } = await limits.open(hub, connection.ctx, payload);
      const args: ExecutionArgs = {
        schema: this.#options.schema,
        document: subscription.operation.document,
        operationName: payload.operationName,
        contextValue: { connection },
      };
      connection.opened.set(args, { id, subscription });
      return args;
    } catch (error) {
      return toGraphQLErrors(error);
    }
  }

  #subscribe(args: ExecutionArgs): AsyncGenerator<never> {
    const { connection } = args.contextValue as { connection: Connection };
    const opened = connection.opened.get(args);
    if (!opened) throw new Error('A subscription was started that was not opened.');
    return pending(opened.subscription.start(connection.sink(opened.id, this.#endOf)));
  }
}

/** A generator that yields nothing: graphql-ws waits for its end to send `complete` or `error`, and ends it for the client. */
function pending(member: LiveMember): AsyncGenerator<never> {
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    member.close();
    return { done: true, value: undefined };
  };
  return {
    next: () => member.done.then((): IteratorReturnResult<undefined> => ({ done: true, value: undefined })),
    return: end,
    throw: end,
    [Symbol.asyncDispose]: async () => member.close(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function closeCodeOf(code: ErrorCode): number {
  if (code === 'UNAUTHENTICATED') return CLOSE_CODES.unauthenticated;
  if (code === 'UNAVAILABLE' || code === 'RATE_LIMITED') return CLOSE_CODES.tryAgainLater;
  return CLOSE_CODES.forbidden;
}

/** A close frame has room for 123 bytes. */
function closeReason(message: string): string {
  return Buffer.byteLength(message) <= 123 ? message : `${message.slice(0, 30)}…`;
}
