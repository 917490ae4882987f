import { type Dispatch, type RefObject, type SetStateAction, useCallback, useEffect, useRef, useState } from 'react';
import type { CombinedError } from 'urql';
import { describeError, errorCode } from '../../graphql/errors.ts';
import { type SaveDashboardDraftMutation, useSaveDashboardDraftMutation } from '../../graphql/generated.ts';
import { type DashboardContent, readContent } from './dashboard.ts';

type SavedDraft = Pick<SaveDashboardDraftMutation['saveDashboardDraft']['draft'], 'content' | 'source' | 'revision'>;
/** What is not saved yet: panels, or the YAML itself. */
type Edit = { content: DashboardContent } | { source: string };

export type DraftState =
  | { kind: 'saved' }
  | { kind: 'saving' }
  | { kind: 'failed'; message: string }
  /** Nothing of the text is kept until this is right. */
  | { kind: 'invalid'; problems: Array<{ line: number | null; message: string }> }
  /** Somebody else saved meanwhile: nothing is saved until the person has chosen. */
  | { kind: 'conflict'; savedByName: string };

export interface Draft {
  content: DashboardContent | null;
  source: string;
  state: DraftState;
  /** Which side was changed and is not saved: the other side is older than it, and must not be changed meanwhile. */
  unsaved: 'content' | 'source' | null;
  changeContent: (change: (content: DashboardContent) => DashboardContent) => void;
  changeSource: (source: string) => void;
  /** Saves what is not saved yet; the revision that all of it is in, or null. */
  flush: () => Promise<number | null>;
  /** Takes what the server has come to know since, unless something is not saved here. */
  catchUp: (draft: SavedDraft) => void;
  /** Takes this as what the server has. */
  adopt: (draft: SavedDraft) => void;
  /** Saves mine over the revision that was looked at. */
  overwrite: (revision: number) => Promise<boolean>;
}

type Shown = Pick<Draft, 'content' | 'source'>;
/** What callbacks go by, whichever rendering they are of. */
interface Now {
  edit: Edit | null;
  shown: Shown;
  revision: number;
  /** Until the person has chosen between two drafts. */
  isStopped: boolean;
}

const delayMs = 700;
const retryMs = 4_000;

/**
 * Saves a draft whenever it has stood still for a moment, one save at a time, each naming the revision it began from. What could
 * not be saved is tried again; leaving the page saves at once, or is asked about.
 */
export function useDashboardDraft(id: string, begin: SavedDraft): Draft {
  const [, save] = useSaveDashboardDraftMutation();
  const [shown, setShown] = useState<Shown>({ content: readContent(begin.content), source: begin.source });
  const [edit, setEdit] = useState<Edit | null>(null);
  const [state, setState] = useState<DraftState>({ kind: 'saved' });
  const now = useRef<Now>({ edit: null, shown, revision: begin.revision, isStopped: false });
  const underWay = useRef<Promise<number | null> | null>(null);

  const show = useCallback((next: Shown, unsaved: Edit | null) => {
    Object.assign(now.current, { shown: next, edit: unsaved });
    setShown(next);
    setEdit(unsaved);
  }, []);

  const saveOnce = useCallback(async (): Promise<boolean> => {
    const current = now.current;
    const sent = current.edit;
    if (!sent) return true;
    setState({ kind: 'saving' });
    const { data, error } = await save({ input: { id, ...sent, baseRevision: current.revision } });
    if (data) {
      const { draft } = data.saveDashboardDraft;
      current.revision = draft.revision;
      const isNewest = current.edit === sent;
      // What was written meanwhile stays in sight; the other side of it is as the server reads it.
      if (isNewest) show({ content: readContent(draft.content), source: draft.source }, null);
      setState({ kind: isNewest ? 'saved' : 'saving' });
      return true;
    }
    const failed = failureOf(error);
    current.isStopped = failed.kind === 'conflict';
    setState(failed);
    return false;
  }, [id, save, show]);

  const flush = useCallback((): Promise<number | null> => {
    const saveAll = async () => {
      const current = now.current;
      while (!current.isStopped && current.edit) {
        if (!(await saveOnce())) return null;
      }
      return current.isStopped ? null : current.revision;
    };
    underWay.current ??= saveAll().finally(() => {
      underWay.current = null;
    });
    return underWay.current;
  }, [saveOnce]);

  useSaving({ edit, isFailed: state.kind === 'failed', now, flush });
  const changes = useChanges({ now, underWay, show, setState, saveOnce, flush });
  const unsaved = edit ? ('source' in edit ? 'source' : 'content') : null;
  return { ...shown, state, unsaved, flush, ...changes };
}

interface Saving {
  edit: Edit | null;
  isFailed: boolean;
  now: RefObject<Now>;
  flush: () => Promise<number | null>;
}

/** When `flush` is called: a moment after the last change, again while it fails, and on leaving. */
function useSaving({ edit, isFailed, now, flush }: Saving): void {
  useEffect(() => {
    if (!edit || now.current.isStopped) return;
    const timer = setTimeout(() => void flush(), delayMs);
    return () => clearTimeout(timer);
  }, [edit, now, flush]);

  useEffect(() => {
    if (!isFailed) return;
    const timer = setInterval(() => void flush(), retryMs);
    return () => clearInterval(timer);
  }, [isFailed, flush]);

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (now.current.edit) event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => {
      window.removeEventListener('beforeunload', ask);
      void flush();
    };
  }, [now, flush]);
}

interface Changing {
  now: RefObject<Now>;
  underWay: RefObject<Promise<number | null> | null>;
  show: (next: Shown, unsaved: Edit | null) => void;
  setState: Dispatch<SetStateAction<DraftState>>;
  saveOnce: () => Promise<boolean>;
  flush: () => Promise<number | null>;
}

/** What else is done with a draft than saving it. */
function useChanges({ now, underWay, show, setState, saveOnce, flush }: Changing) {
  const changeContent = useCallback(
    (change: (content: DashboardContent) => DashboardContent): void => {
      const { shown: before, edit: unsaved } = now.current;
      if (unsaved && 'source' in unsaved) {
        // These panels are older than the YAML: an undo of before, for instance, waits until it is read.
        void flush().then((revision) => {
          if (revision !== null) changeContent(change);
        });
        return;
      }
      if (!before.content) return;
      const content = change(before.content);
      if (content === before.content) return;
      show({ ...before, content }, { content });
      setState((known) => (known.kind === 'conflict' ? known : { kind: 'saving' }));
    },
    [now, show, setState, flush],
  );
  const changeSource = useCallback(
    (source: string) => {
      show({ ...now.current.shown, source }, { source });
      setState((known) => (known.kind === 'conflict' || known.kind === 'invalid' ? known : { kind: 'saving' }));
    },
    [now, show, setState],
  );
  const adopt = useCallback(
    ({ content, source, revision }: SavedDraft) => {
      Object.assign(now.current, { revision, isStopped: false });
      show({ content: readContent(content), source }, null);
      setState({ kind: 'saved' });
    },
    [now, show, setState],
  );
  const catchUp = useCallback(
    (draft: SavedDraft) => {
      const { edit: unsaved, revision, isStopped } = now.current;
      if (!unsaved && !isStopped && !underWay.current && draft.revision > revision) adopt(draft);
    },
    [now, underWay, adopt],
  );
  const overwrite = useCallback(
    async (revision: number) => {
      Object.assign(now.current, { revision, isStopped: false });
      return saveOnce();
    },
    [now, saveOnce],
  );
  return { changeContent, changeSource, catchUp, adopt, overwrite };
}

function failureOf(error: CombinedError | undefined): DraftState {
  const extensions = error?.graphQLErrors[0]?.extensions;
  if (errorCode(error) === 'DRAFT_CONFLICT') {
    const details = extensions?.details as { savedByName?: unknown } | undefined;
    const name = details?.savedByName;
    return { kind: 'conflict', savedByName: typeof name === 'string' ? name : 'Somebody' };
  }
  if (errorCode(error) === 'INVALID_INPUT') {
    const problems = (extensions?.problems ?? []) as Array<{ message: string }>;
    return { kind: 'invalid', problems: problems.map(({ message }) => lineOf(message)) };
  }
  return { kind: 'failed', message: error ? describeError(error).message : 'The server gave no answer.' };
}

/** `Line 3: Use …` as the server says it. */
function lineOf(message: string): { line: number | null; message: string } {
  const found = /^Line (\d+): (.*)$/s.exec(message);
  return found?.[2] ? { line: Number(found[1]), message: found[2] } : { line: null, message };
}
