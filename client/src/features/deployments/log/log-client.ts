import type { Client as Socket } from 'graphql-ws';
import { Client, type CombinedError, fetchExchange, stringifyDocument, type TypedDocumentNode } from 'urql';
import { csrfHeaders } from '../../../graphql/csrf.ts';
import {
  LogViewerPageDocument,
  type LogViewerPageQuery,
  type LogViewerPageQueryVariables,
  LogViewerSearchDocument,
  type LogViewerSearchQuery,
  type LogViewerSearchQueryVariables,
  LogViewerTailDocument,
  type LogViewerTailSubscription,
} from '../../../graphql/generated.ts';
import type { LogBatch, LogFilter, ReadLogPage } from './log-line.ts';

export interface LogSearchResult {
  seqs: number[];
  totalCount: number;
  /** False when the server stopped counting at a bound. */
  isComplete: boolean;
}

export interface LogSearchRequest {
  text: string;
  after: number;
  filter: LogFilter;
}

export interface LogFollower {
  /** The last line number that is known. Asked for again with each connection, so that a new one goes on where the last one broke. */
  lastSeq: () => number;
  next: (batch: LogBatch) => void;
  ended: () => void;
}

/** Reads one deployment's log. */
export interface LogClient {
  readPage: ReadLogPage;
  search: (request: LogSearchRequest, signal: AbortSignal) => Promise<LogSearchResult>;
  follow: (follower: LogFollower) => () => void;
}

/** Matches per search request; as many as the API gives. Each request counts the whole log. */
export const searchPageSize = 5_000;
const resubscribeDelayMs = 2_000;

/**
 * A client of its own, without the normalized cache: 200,000 lines as cached entities take a gigabyte and seconds, and nobody else reads
 * them. Pages and searches go over HTTP (they can be aborted), the tail over the socket that the session has open anyway.
 */
export function createLogClient(deploymentId: string, socket: Socket): LogClient {
  const http = new Client({
    url: '/graphql',
    fetchOptions: () => ({ headers: csrfHeaders() }),
    preferGetMethod: false,
    exchanges: [fetchExchange],
  });
  return {
    readPage: async ({ after, first, filter }, signal) => {
      const variables: LogViewerPageQueryVariables = { id: deploymentId, after, first, ...toVariables(filter) };
      const page: TypedDocumentNode<LogViewerPageQuery, LogViewerPageQueryVariables> = LogViewerPageDocument;
      const { deployment } = await run(http, page, variables, signal);
      if (!deployment) throw new Error('This deployment no longer exists, or you may not see it.');
      return deployment.log;
    },
    search: async ({ text, after, filter }, signal) => {
      const { stream, stepKey } = toVariables(filter);
      const variables = { id: deploymentId, text, after, first: searchPageSize, stream, stepKey };
      const search: TypedDocumentNode<LogViewerSearchQuery, LogViewerSearchQueryVariables> = LogViewerSearchDocument;
      const { deployment } = await run(http, search, variables, signal);
      return deployment?.logSearch ?? { seqs: [], totalCount: 0, isComplete: true };
    },
    follow: (follower) => follow(socket, deploymentId, follower),
  };
}

const toVariables = (filter: LogFilter) => ({
  search: filter.search || null,
  stream: filter.stream ?? null,
  stepKey: filter.stepKey ?? null,
});

function run<Result, Variables extends Record<string, unknown>>(
  client: Client,
  document: TypedDocumentNode<Result, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    // Unsubscribing is what aborts an urql request.
    const { unsubscribe } = client.query(document, variables).subscribe(({ data, error }) => {
      if (error) reject(toError(error));
      else if (data) resolve(data);
    });
    signal.addEventListener('abort', () => {
      unsubscribe();
      reject(signal.reason);
    });
  });
}

function toError(error: CombinedError): Error {
  const message = error.graphQLErrors[0]?.message;
  return new Error(message ?? 'The server can’t be reached.', { cause: error });
}

function follow(socket: Socket, id: string, follower: LogFollower): () => void {
  let unsubscribe = () => {};
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const subscribe = () => {
    // graphql-ws writes the same payload again when it reconnects; the getter makes that "from here on" instead of "from the start".
    const variables = {
      id,
      get after() {
        return follower.lastSeq();
      },
    };
    unsubscribe = socket.subscribe<LogViewerTailSubscription>(
      { query: stringifyDocument(LogViewerTailDocument), variables },
      {
        next: ({ data }) => data && follower.next(data.deploymentLog),
        error: () => {
          timer = setTimeout(subscribe, resubscribeDelayMs);
        },
        // Also called when we leave, which is not the end of the log.
        complete: () => {
          if (!isStopped) follower.ended();
        },
      },
    );
  };
  subscribe();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    unsubscribe();
  };
}
