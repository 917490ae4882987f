import type { Client as Socket } from 'graphql-ws';
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
import { createLogReader, followLog, type LogFollower } from '../../../graphql/log-stream.ts';
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

/** Reads one deployment's log. */
export interface LogClient {
  readPage: ReadLogPage;
  search: (request: LogSearchRequest, signal: AbortSignal) => Promise<LogSearchResult>;
  follow: (follower: LogFollower<LogBatch>) => () => void;
}

/** Matches per search request; as many as the API gives. Each request counts the whole log. */
export const searchPageSize = 5_000;

/** Pages and searches go over HTTP (they can be aborted), the tail over the socket that the session has open anyway. */
export function createLogClient(deploymentId: string, socket: Socket): LogClient {
  const read = createLogReader();
  return {
    readPage: async ({ after, first, filter }, signal) => {
      const variables: LogViewerPageQueryVariables = { id: deploymentId, after, first, ...toVariables(filter) };
      const { deployment } = await read<LogViewerPageQuery, LogViewerPageQueryVariables>(
        LogViewerPageDocument,
        variables,
        signal,
      );
      if (!deployment) throw new Error('This deployment no longer exists, or you may not see it.');
      return deployment.log;
    },
    search: async ({ text, after, filter }, signal) => {
      const { stream, stepKey } = toVariables(filter);
      const variables = { id: deploymentId, text, after, first: searchPageSize, stream, stepKey };
      const { deployment } = await read<LogViewerSearchQuery, LogViewerSearchQueryVariables>(
        LogViewerSearchDocument,
        variables,
        signal,
      );
      return deployment?.logSearch ?? { seqs: [], totalCount: 0, isComplete: true };
    },
    follow: (follower) =>
      followLog<LogViewerTailSubscription, LogBatch>(
        socket,
        { document: LogViewerTailDocument, id: deploymentId, batchOf: ({ deploymentLog }) => deploymentLog },
        follower,
      ),
  };
}

const toVariables = (filter: LogFilter) => ({
  search: filter.search || null,
  stream: filter.stream ?? null,
  stepKey: filter.stepKey ?? null,
});
