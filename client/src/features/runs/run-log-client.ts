import type { Client as Socket } from 'graphql-ws';
import { Client, fetchExchange, stringifyDocument } from 'urql';
import { csrfHeaders } from '../../graphql/csrf.ts';
import {
  type RunLog_LogBatchFragment as LogBatch,
  RunLogPageDocument,
  type RunLogPageQuery,
  type RunLogPageQueryVariables,
  RunLogTailDocument,
  type RunLogTailSubscription,
} from '../../graphql/generated.ts';

const resubscribeDelayMs = 2_000;

interface Follower {
  lastSeq: () => number;
  next: (batch: LogBatch) => void;
}

export type ReadRunLog = (variables: Omit<RunLogPageQueryVariables, 'id'>) => Promise<LogBatch>;

/** Reads pages of a run's log with a client of its own: as entities of the normalized cache, lines would fill it for nobody. */
export function createRunLogReader(id: string): ReadRunLog {
  const http = new Client({
    url: '/graphql',
    fetchOptions: () => ({ headers: csrfHeaders() }),
    preferGetMethod: false,
    exchanges: [fetchExchange],
  });
  return async (variables) => {
    const { data, error } = await http
      .query<RunLogPageQuery, RunLogPageQueryVariables>(RunLogPageDocument, { id, ...variables })
      .toPromise();
    if (error) throw new Error(error.graphQLErrors[0]?.message ?? 'The server can’t be reached.', { cause: error });
    if (!data?.run) throw new Error('This run no longer exists, or you may not see it.');
    return data.run.log;
  };
}

/** Hears lines as they are written, each once, over breaks of the connection, until the log has ended. */
export function followRunLog(socket: Socket, id: string, follower: Follower): () => void {
  let unsubscribe = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const subscribe = () => {
    // graphql-ws writes the same payload again when it reconnects; the getter makes that "from here on".
    const variables = {
      id,
      get after() {
        return follower.lastSeq();
      },
    };
    unsubscribe = socket.subscribe<RunLogTailSubscription>(
      { query: stringifyDocument(RunLogTailDocument), variables },
      {
        next: ({ data }) => data && follower.next(data.runLog),
        error: () => {
          timer = setTimeout(subscribe, resubscribeDelayMs);
        },
        complete: () => {},
      },
    );
  };
  subscribe();
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
