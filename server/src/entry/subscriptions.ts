import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { DocumentNode, GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Context } from '../platform/context.ts';
import type { Events } from '../platform/events.ts';
import type { AnyLiveField } from '../platform/graphql/live-source.ts';
import type { Log } from '../platform/log.ts';

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
  /** Asked about every connection about every 5 s; false (signed out, rights changed) cuts it. */
  recheck(ctx: Context): Promise<boolean>;
  /** Default: graphql-js' own, without a token limit. */
  parse?(text: string): DocumentNode;
  /** Default: graphql-js' specified rules. */
  validate?(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[];
  /** What clients see of an error. Default: code and message of an `AppError` or `GraphQLError`, else INTERNAL. */
  formatError?(error: GraphQLError, ctx: Context | null): GraphQLFormattedError;
}

export interface Subscriptions {
  /** `POST /graphql/stream`; mount it before any body parser. */
  handleStream(request: IncomingMessage, response: ServerResponse): void;
  /** How many are served now, for the metrics. */
  counts(): { sockets: number; streams: number; subscribers: number; groups: number };
  /** Closes sockets with 1012 and streams without their last event, so that clients come back; resolves when all are gone. */
  close(): Promise<void>;
}

/** Puts `WS /graphql` on the server and makes the handler of `POST /graphql/stream`. */
export declare function attachSubscriptions(options: SubscriptionsOptions): Subscriptions;
