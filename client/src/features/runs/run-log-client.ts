import type { Client as Socket } from 'graphql-ws';
import {
  type RunLog_LogBatchFragment as LogBatch,
  RunLogPageDocument,
  type RunLogPageQuery,
  type RunLogPageQueryVariables,
  RunLogTailDocument,
  type RunLogTailSubscription,
} from '../../graphql/generated.ts';
import { createLogReader, followLog, type LogFollower } from '../../graphql/log-stream.ts';

export type ReadRunLog = (variables: Omit<RunLogPageQueryVariables, 'id'>) => Promise<LogBatch>;

/** Reads pages of a run's log. */
export function createRunLogReader(id: string): ReadRunLog {
  const read = createLogReader();
  return async (variables) => {
    const { run } = await read<RunLogPageQuery, RunLogPageQueryVariables>(RunLogPageDocument, { id, ...variables });
    if (!run) throw new Error('This run no longer exists, or you may not see it.');
    return run.log;
  };
}

/** Hears lines of a run as they are written. */
export function followRunLog(socket: Socket, id: string, follower: LogFollower<LogBatch>): () => void {
  return followLog<RunLogTailSubscription, LogBatch>(
    socket,
    { document: RunLogTailDocument, id, batchOf: ({ runLog }) => runLog },
    follower,
  );
}
