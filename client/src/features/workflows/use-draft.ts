import { useCallback, useEffect, useRef, useState } from 'react';
import type { CombinedError } from 'urql';
import { describeError } from '../../graphql/errors.ts';
import { useSaveWorkflowDraftMutation } from '../../graphql/generated.ts';
import type { Graph } from './graph.ts';

export type DraftState =
  | { kind: 'saved' }
  | { kind: 'saving' }
  | { kind: 'failed'; message: string }
  /** Somebody else saved meanwhile: nothing is saved until the person has chosen. */
  | { kind: 'conflict'; savedByName: string };

interface Draft {
  state: DraftState;
  /** Saves what is not saved yet; the revision that all of it is in, or null. */
  flush: () => Promise<number | null>;
  /** Takes this as what the server has: what was taken from someone else, or a restored version. */
  adopt: (graph: Graph, revision: number) => void;
  /** Saves mine over the revision that was looked at. */
  overwrite: (revision: number) => Promise<boolean>;
}

const delayMs = 700;
const retryMs = 4_000;

/**
 * Saves the graph whenever it has stood still for a moment, one save at a time, each naming the revision it began from.
 * What could not be saved is tried again; leaving the page saves at once, or is asked about.
 */
export function useDraft(
  id: string,
  graph: Graph,
  begin: { graph: Graph; revision: number },
  isEnabled: boolean,
): Draft {
  const [, save] = useSaveWorkflowDraftMutation();
  const [state, setState] = useState<DraftState>({ kind: 'saved' });
  const now = useRef({ graph, saved: begin.graph, revision: begin.revision, isStopped: false });
  const underWay = useRef<Promise<number | null> | null>(null);
  now.current.graph = graph;

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const current = now.current;
    const { graph: sent } = current;
    setState({ kind: 'saving' });
    const { data, error } = await save({ input: { id, graph: sent, baseRevision: current.revision } });
    if (data) {
      current.saved = sent;
      current.revision = data.saveWorkflowDraft.draft.revision;
      setState(current.graph === sent ? { kind: 'saved' } : { kind: 'saving' });
      return true;
    }
    const conflict = error ? conflictOf(error) : null;
    current.isStopped = conflict !== null;
    setState(
      conflict ?? { kind: 'failed', message: error ? describeError(error).message : 'The server gave no answer.' },
    );
    return false;
  }, [id, save]);

  const flush = useCallback((): Promise<number | null> => {
    const saveAll = async () => {
      const current = now.current;
      while (!current.isStopped && current.graph !== current.saved) {
        if (!(await saveOnce())) return null;
      }
      return current.isStopped ? null : current.revision;
    };
    underWay.current ??= saveAll().finally(() => {
      underWay.current = null;
    });
    return underWay.current;
  }, [saveOnce]);

  useEffect(() => {
    if (!isEnabled || graph === now.current.saved || now.current.isStopped) return;
    setState((before) => (before.kind === 'failed' ? before : { kind: 'saving' }));
    const timer = setTimeout(() => void flush(), delayMs);
    return () => clearTimeout(timer);
  }, [graph, isEnabled, flush]);

  const isFailed = state.kind === 'failed';
  useEffect(() => {
    if (!isFailed) return;
    const timer = setInterval(() => void flush(), retryMs);
    return () => clearInterval(timer);
  }, [isFailed, flush]);

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (now.current.graph !== now.current.saved) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
      if (isEnabled) void flush();
    };
  }, [flush, isEnabled]);

  const adopt = useCallback((taken: Graph, at: number) => {
    Object.assign(now.current, { graph: taken, saved: taken, revision: at, isStopped: false });
    setState({ kind: 'saved' });
  }, []);
  const overwrite = useCallback(
    async (at: number) => {
      Object.assign(now.current, { revision: at, isStopped: false });
      return saveOnce();
    },
    [saveOnce],
  );
  return { state, flush, adopt, overwrite };
}

function conflictOf(error: CombinedError): DraftState | null {
  const extensions = error.graphQLErrors[0]?.extensions;
  if (extensions?.code !== 'DRAFT_CONFLICT') return null;
  const details = extensions.details as { savedByName?: unknown } | undefined;
  return { kind: 'conflict', savedByName: typeof details?.savedByName === 'string' ? details.savedByName : 'Somebody' };
}
