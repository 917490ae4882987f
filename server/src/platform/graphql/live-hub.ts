import { GraphQLError, type GraphQLFormattedError, getArgumentValues, getVariableValues } from 'graphql';
import type { Context } from '../context.ts';
import type { Events } from '../events.ts';
import { type LiveBatch, LiveBatches } from './live-batches.ts';
import { type LiveDocumentOptions, LiveDocuments, type LiveOperation } from './live-document.ts';
import { isTransient, LiveRequestError } from './live-errors.ts';
import { compilingExecutor, type ExecuteLive } from './live-execute.ts';
import { openFeed } from './live-feed.ts';
import { LiveGroup } from './live-group.ts';
import { LiveMember } from './live-member.ts';
import type { LiveSink } from './live-sink.ts';
import type { LiveReading, LiveSource } from './live-source.ts';

export interface LiveHubOptions extends LiveDocumentOptions {
  events: Events;
  /** Default: {@link compilingExecutor}. */
  execute?: ExecuteLive;
  /** What clients see of a field's error. */
  formatError(error: GraphQLError, ctx: Context): GraphQLFormattedError;
}

/** A request as it comes over either transport. */
export interface LiveRequest {
  query: string;
  operationName?: string | null | undefined;
  variables?: Record<string, unknown> | null | undefined;
}

/** A subscription that is found and authorized, and not yet running. */
export interface OpenedSubscription {
  operation: LiveOperation;
  /** Begins to send. From here on it belongs to its hub until it is over or closed. */
  start(sink: LiveSink): LiveMember;
}

/**
 * Serves subscriptions of all clients of this process: executes and serializes once per (document, variables without the
 * cursor, rights), however many listen. With 1,000 subscribers that is what keeps it near the speed of prebuilt frames:
 * a graphql-ws server that executes for each of them delivers a quarter of that.
 */
export class LiveHub {
  readonly #options: LiveHubOptions;
  readonly #documents: LiveDocuments;
  readonly #execute: ExecuteLive;
  readonly #batches = new LiveBatches();
  readonly #groups = new Map<string, LiveGroup>();

  constructor(options: LiveHubOptions) {
    this.#options = options;
    this.#documents = new LiveDocuments(options);
    this.#execute = options.execute ?? compilingExecutor(options.schema);
  }

  /** Validates, finds, authorizes. Throws a {@link LiveRequestError} or what the field's `open` throws. */
  async open(ctx: Context, request: LiveRequest): Promise<OpenedSubscription> {
    const operation = this.#documents.operation(request.query, request.operationName || null);
    const variables = request.variables ?? {};
    const source = await operation.field.open(ctx, this.#arguments(operation, variables) as never);
    return { operation, start: (sink) => this.#start(ctx, operation, variables, source, sink) };
  }

  /** `live` subscribers have caught up and share executions; the others read at their own pace. */
  counts(): { groups: number; subscribers: number; live: number } {
    const counts = { groups: this.#groups.size, subscribers: 0, live: 0 };
    for (const group of this.#groups.values()) {
      counts.subscribers += group.memberCount;
      counts.live += group.joinedCount;
    }
    return counts;
  }

  /** To be called every few seconds: finds what was committed by a process that died before it could publish it. */
  poll(): void {
    for (const group of this.#groups.values()) group.feed.poll();
  }

  #arguments(operation: LiveOperation, variables: Record<string, unknown>): Record<string, unknown> {
    const { schema } = this.#options;
    const read = getVariableValues(schema, operation.operation.variableDefinitions ?? [], variables, { maxErrors: 5 });
    if (read.errors) throw new LiveRequestError(read.errors);
    const definition = schema.getSubscriptionType()?.getFields()[operation.field.field];
    if (!definition) throw new Error(`The schema has no subscription field ${operation.field.field}.`);
    try {
      return getArgumentValues(definition, operation.fieldNode, read.coerced);
    } catch (error) {
      throw error instanceof GraphQLError ? new LiveRequestError([error]) : error;
    }
  }

  #start(
    ctx: Context,
    operation: LiveOperation,
    variables: Record<string, unknown>,
    source: LiveSource,
    sink: LiveSink,
  ): LiveMember {
    const key = groupKey(operation, variables, source);
    let group = this.#groups.get(key);
    if (!group) {
      const made = new LiveGroup({
        key,
        feed: openFeed(this.#options.events, source),
        batches: this.#batches,
        makeBatch: (ctx, reading) => this.#makeBatch(ctx, operation, variables, reading),
        onEmpty: () => {
          if (this.#groups.get(key) === made) this.#groups.delete(key);
        },
      });
      group = made;
      this.#groups.set(key, group);
    }
    const member = new LiveMember(group, ctx, group.feed.start(source), sink);
    group.add(member);
    return member;
  }

  async #makeBatch(
    ctx: Context,
    operation: LiveOperation,
    variables: Record<string, unknown>,
    reading: LiveReading,
  ): Promise<LiveBatch> {
    const { cursor, hasEnded, hasMore = false, value } = reading;
    if (value === undefined) return { cursor, hasEnded, hasMore, payload: null };
    const result = await this.#execute({
      schema: this.#options.schema,
      document: operation.document,
      operationName: operation.operation.name?.value ?? null,
      rootValue: { [operation.field.field]: value },
      // Loaders of an earlier execution would show what was true then.
      contextValue: { ...ctx, loaders: new Map() },
      variableValues: variables,
    });
    // A field that failed because Postgres is away would be lost to all of them: the whole reading is tried again.
    const transient = result.errors?.find(isTransient);
    if (transient) throw transient;
    const response = result.errors
      ? { errors: result.errors.map((error) => this.#options.formatError(error, ctx)), data: result.data }
      : { data: result.data };
    return { cursor, hasEnded, hasMore, payload: Buffer.from(JSON.stringify(response)) };
  }
}

/** Subscribers with equal keys see the same results. Unknown variables and the cursor don't count. */
function groupKey(operation: LiveOperation, variables: Record<string, unknown>, source: LiveSource): string {
  const given = (operation.operation.variableDefinitions ?? [])
    .map((definition) => definition.variable.name.value)
    .filter((name) => name !== operation.cursorVariable && variables[name] !== undefined)
    .map((name) => [name, variables[name]]);
  return JSON.stringify([operation.id, source.kind, source.topic, source.rightsKey, given]);
}
