import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Context } from '../platform/context.ts';
import { AppError, invalid } from '../platform/errors.ts';
import { toGraphQLErrors } from '../platform/graphql/live-errors.ts';
import type { LiveHub, LiveRequest, OpenedSubscription } from '../platform/graphql/live-hub.ts';
import { Outflow } from '../platform/graphql/live-sink.ts';
import type { Log } from '../platform/log.ts';
import { bodyRefusal, discardBody } from './bodies.ts';
import { refusalHeaders, setHeaders } from './limits.ts';
import type { ClientConnections } from './subscriptions-connections.ts';
import type { LiveLimits, Seats } from './subscriptions-limits.ts';

export interface StreamDoorOptions {
  hub: LiveHub;
  limits: LiveLimits;
  seats: Seats;
  connections: ClientConnections;
  log: Log;
  now: () => number;
  authenticate(request: IncomingMessage, connectionParams: null): Promise<Context>;
  isAllowedOrigin(request: IncomingMessage): boolean;
  formatError(error: GraphQLError, ctx: Context | null): GraphQLFormattedError;
}

const MAX_BODY_BYTES = 64 * 1024;
const EVENT_START = Buffer.from('event: next\ndata: ');
const EVENT_END = Buffer.from('\n\n');
const COMPLETE = 'event: complete\ndata:\n\n';
const HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  // no-transform: a proxy that compresses holds events back until its buffer is full.
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};
const STATUS: Record<string, number> = {
  UNAUTHENTICATED: 401,
  CSRF_REFUSED: 403,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
};

/**
 * Subscriptions as Server-Sent Events, one per request: the "distinct connections mode" of the GraphQL over SSE protocol.
 * Not graphql-sse's own handler: it puts results into a queue without bound, so a log read slowly would end up in memory whole.
 */
export class StreamDoor {
  readonly #options: StreamDoorOptions;
  readonly #responses = new Set<ServerResponse>();

  constructor(options: StreamDoorOptions) {
    this.#options = options;
  }

  get count(): number {
    return this.#responses.size;
  }

  /** Answers the request whatever happens. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let ctx: Context | null = null;
    const { authenticate, limits, seats, hub } = this.#options;
    try {
      const seat = seats.enter(request);
      response.once('close', () => seat.leave());
      const body = await this.#read(request, response);
      if (!body) return;
      ctx = await authenticate(request, null);
      seat.signIn(ctx);
      const { subscription, headers } = await limits.open(hub, ctx, body);
      setHeaders(response, headers);
      if (response.destroyed) return;
      await this.#stream(ctx, response, subscription);
    } catch (error) {
      this.#refuse(request, response, ctx, error);
    }
  }

  /** Ends all streams without their last event, so that clients come back; resolves when they are gone. */
  async close(): Promise<void> {
    const responses = [...this.#responses];
    await Promise.all(
      responses.map(
        (response) =>
          new Promise<void>((resolve) => {
            response.once('close', resolve);
            response.destroy();
          }),
      ),
    );
  }

  async #read(request: IncomingMessage, response: ServerResponse): Promise<LiveRequest | null> {
    if (request.method !== 'POST') {
      response.writeHead(405, { allow: 'POST' }).end();
      return null;
    }
    if (!this.#options.isAllowedOrigin(request))
      throw new AppError('FORBIDDEN', 'Pages of this origin may not ask here.');
    // Also what keeps other sites' forms out: they can't send this type without asking first.
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      response.writeHead(415, { 'accept-post': 'application/json' }).end();
      return null;
    }
    const refusal = bodyRefusal(request);
    if (refusal) {
      this.#options.limits.onRefusal(refusal.reason);
      discardBody(request);
      response.writeHead(refusal.status, { connection: 'close' }).end();
      return null;
    }
    const chunks: Buffer[] = [];
    let byteCount = 0;
    // Leaving the loop early must not destroy the socket: the answer still has to go out.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      byteCount += (chunk as Buffer).length;
      if (byteCount > MAX_BODY_BYTES) {
        this.#options.limits.onRefusal('body_size');
        response.writeHead(413, { connection: 'close' }).end();
        return null;
      }
      chunks.push(chunk as Buffer);
    }
    return parseBody(Buffer.concat(chunks).toString());
  }

  async #stream(ctx: Context, response: ServerResponse, subscription: OpenedSubscription): Promise<void> {
    const outflow = new Outflow(response, this.#options.now);
    const write = (data: string | Buffer) => {
      outflow.countSent(data.length);
      response.write(data);
    };
    this.#responses.add(response);
    const remove = this.#options.connections.add({
      ctx,
      // Silence says nothing while nothing waits to be taken.
      aliveAt: () => (response.writableLength === 0 ? this.#options.now() : outflow.aliveAt()),
      unsentBytes: () => outflow.bufferedBytes(),
      keepAlive: () => {
        if (response.writableLength === 0) write(':\n\n');
      },
      cut: () => response.destroy(),
    });
    response.writeHead(200, HEADERS);
    // Some browsers only believe in the stream once there is a body.
    write(':\n\n');
    const member = subscription.start({
      send: (payload) => write(Buffer.concat([EVENT_START, payload, EVENT_END])),
      bufferedBytes: () => outflow.bufferedBytes(),
      turn: () => outflow.turn(),
    });
    response.once('close', () => {
      remove();
      this.#responses.delete(response);
      outflow.end();
      member.close();
    });
    try {
      await member.done;
    } catch (error) {
      const errors = toGraphQLErrors(error).map((each) => this.#options.formatError(each, ctx));
      write(`event: next\ndata: ${JSON.stringify({ errors })}\n\n`);
    }
    if (!response.destroyed) response.end(COMPLETE);
  }

  #refuse(request: IncomingMessage, response: ServerResponse, ctx: Context | null, error: unknown): void {
    if (response.destroyed) return;
    if (response.headersSent) {
      this.#options.log.error({ err: error }, 'A stream of events failed.');
      response.destroy();
      return;
    }
    const errors = toGraphQLErrors(error).map((each) => this.#options.formatError(each, ctx));
    const code = String(errors[0]?.extensions?.code ?? 'INVALID_INPUT');
    setHeaders(response, refusalHeaders(error));
    const requestId = response.getHeader('X-Request-Id');
    const text = JSON.stringify({ errors, ...(requestId !== undefined && { extensions: { requestId } }) });
    // The protocol wants errors of the operation as an event; who doesn't speak it (curl) is better off with a status.
    const isProtocol = request.headers.accept === 'text/event-stream' && ctx !== null && code !== 'RATE_LIMITED';
    if (isProtocol) response.writeHead(200, HEADERS).end(`event: next\ndata: ${text}\n\n${COMPLETE}`);
    else response.writeHead(STATUS[code] ?? 400, { 'content-type': 'application/json; charset=utf-8' }).end(text);
  }
}

function parseBody(text: string): LiveRequest {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw invalid([{ path: '', message: 'The body is not JSON.' }]);
  }
  const { query, operationName, variables } = (body ?? {}) as Record<string, unknown>;
  if (typeof query !== 'string') throw invalid([{ path: 'query', message: 'query must be the text of an operation.' }]);
  if (operationName != null && typeof operationName !== 'string')
    throw invalid([{ path: 'operationName', message: 'operationName must be a string.' }]);
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables)))
    throw invalid([{ path: 'variables', message: 'variables must be an object.' }]);
  return { query, operationName: operationName ?? null, variables: (variables ?? null) as LiveRequest['variables'] };
}
