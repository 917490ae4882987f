import { useEffect, useState } from 'react';
import { stringifyDocument } from 'urql';
import {
  NodeTestLogDocument,
  type NodeTestLogSubscription,
  useNodeTestChangedSubscription,
  useNodeTestNodesSubscription,
  useNodeTestRunQuery,
} from '../../graphql/generated.ts';
import { useSession } from '../../graphql/session.tsx';

const ended: readonly string[] = ['SUCCEEDED', 'FAILED', 'CANCELED', 'TIMED_OUT'];
/** The newest ones; all of them are on the page of the run. */
const mostLines = 200;

type Line = NodeTestLogSubscription['runLog']['lines'][number];

/** A test of a node: the run that it is, as it goes on, and what it says. */
export function useNodeTest(runId: string, nodeKey: string) {
  const [{ data, error }, read] = useNodeTestRunQuery({
    variables: { id: runId },
    requestPolicy: 'cache-and-network',
  });
  const run = data?.run?.id === runId ? data.run : null;
  const hasEnded = run !== null && ended.includes(run.status);
  useNodeTestChangedSubscription({ variables: { id: runId }, pause: hasEnded });
  useNodeTestNodesSubscription({ variables: { id: runId }, pause: hasEnded });
  // The last change may have come before one listened.
  useEffect(() => {
    if (hasEnded) read({ requestPolicy: 'network-only' });
  }, [hasEnded, read]);
  const attempts = run?.nodeRuns.filter((each) => each.nodeKey === nodeKey) ?? [];
  return { run, hasEnded, attempt: attempts.at(-1) ?? null, lines: useLines(runId), error };
}

/** Each line once and in order, over breaks of the connection: what is written already, then what comes. */
function useLines(runId: string): Line[] {
  const { socket } = useSession().session;
  const [lines, setLines] = useState<Line[]>([]);
  useEffect(() => {
    let lastSeq = 0;
    setLines([]);
    const variables = {
      id: runId,
      // Asked again after a break, it is from there on.
      get after() {
        return lastSeq;
      },
    };
    return socket.subscribe<NodeTestLogSubscription>(
      { query: stringifyDocument(NodeTestLogDocument), variables },
      {
        next: ({ data }) => {
          const fresh = data?.runLog.lines.filter(({ seq }) => seq > lastSeq) ?? [];
          lastSeq = Math.max(lastSeq, data?.runLog.lastSeq ?? 0);
          if (fresh.length > 0) setLines((before) => [...before, ...fresh].slice(-mostLines));
        },
        error: () => {},
        complete: () => {},
      },
    );
  }, [socket, runId]);
  return lines;
}
