import type { Client as Socket } from 'graphql-ws';
import { type AnyVariables, Client, fetchExchange, stringifyDocument, type TypedDocumentNode } from 'urql';
import { csrfHeaders } from './csrf.ts';

const resubscribeDelayMs = 2_000;

/**
 * Asks over HTTP without the normalized cache: 200,000 lines as cached entities take a gigabyte and seconds, and nobody else reads them.
 * A signal that is aborted aborts the request.
 */
export function createLogReader() {
  const http = new Client({
    url: '/graphql',
    fetchOptions: () => ({ headers: csrfHeaders() }),
    preferGetMethod: false,
    exchanges: [fetchExchange],
  });
  return <Result, Variables extends AnyVariables>(
    document: TypedDocumentNode<Result, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ) =>
    new Promise<Result>((resolve, reject) => {
      // Unsubscribing is what aborts an urql request.
      const { unsubscribe } = http.query(document, variables).subscribe(({ data, error }) => {
        if (error)
          reject(new Error(error.graphQLErrors[0]?.message ?? 'The server can’t be reached.', { cause: error }));
        else if (data) resolve(data);
      });
      signal?.addEventListener('abort', () => {
        unsubscribe();
        reject(signal.reason);
      });
    });
}

export interface LogFollower<Batch> {
  /** The last line number that is known. Asked for again with each connection, so that a new one goes on where the last one broke. */
  lastSeq: () => number;
  next: (batch: Batch) => void;
  ended?: () => void;
}

interface LogTail<Result, Batch> {
  /** A subscription that takes `id` and `after`. */
  document: TypedDocumentNode<Result, { id: string; after: number }>;
  id: string;
  batchOf: (result: Result) => Batch;
}

/** Hears lines as they are written, each once, over breaks of the connection, until the log has ended. Stops by what it gives back. */
export function followLog<Result, Batch>(
  socket: Socket,
  { document, id, batchOf }: LogTail<Result, Batch>,
  follower: LogFollower<Batch>,
): () => void {
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
    unsubscribe = socket.subscribe<Result>(
      { query: stringifyDocument(document), variables },
      {
        next: ({ data }) => data && follower.next(batchOf(data)),
        error: () => {
          timer = setTimeout(subscribe, resubscribeDelayMs);
        },
        // Also called when we leave, which is not the end of the log.
        complete: () => {
          if (!isStopped) follower.ended?.();
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
