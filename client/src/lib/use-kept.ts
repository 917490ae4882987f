import { useCallback, useEffect, useRef, useState } from 'react';
import { readCopy, writeCopy } from './kept.ts';

interface KeptOptions<Value> {
  /** Names the copy in this browser; it never changes. */
  name: string;
  /** What the server keeps; undefined while that is not known. */
  known: Value | null | undefined;
  /** What can be used of a copy, which may be of any age. */
  read: (value: unknown) => Value | null;
  /** Whether the server has taken it. */
  save: (value: Value | null) => Promise<boolean>;
}

const delayMs = 1_000;

/**
 * Something that the server keeps for a person. What this browser has of it is drawn at once; what was changed here and did not
 * reach the server goes before what the server says, and is sent again. Changes are sent when nothing has changed for a
 * second, one at a time, and at once when the page is left.
 */
export function useKept<Value>({
  name,
  known,
  read,
  save,
}: KeptOptions<Value>): [Value | null, (value: Value | null) => void] {
  const now = useRef({ save, read, unsaved: undefined as { value: Value | null } | undefined, isSaving: false });
  now.current.save = save;
  now.current.read = read;
  // An answer that says the same is no news.
  const knownText = known === undefined ? undefined : JSON.stringify(known === null ? null : read(known));
  const [value, setValue] = useState(() => {
    const copy = readCopy(name);
    const own = copy ? read(copy.value) : null;
    if (copy && !copy.isSaved && (own !== null || copy.value === null)) now.current.unsaved = { value: own };
    return now.current.unsaved || knownText === undefined ? own : (JSON.parse(knownText) as Value | null);
  });
  const [seen, setSeen] = useState(knownText);
  if (knownText !== undefined && knownText !== seen) {
    // While rendering: what depends on it never sees the value before.
    setSeen(knownText);
    if (!now.current.unsaved) setValue(JSON.parse(knownText) as Value | null);
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = useCallback(async () => {
    clearTimeout(timer.current);
    const current = now.current;
    if (current.isSaving) return;
    current.isSaving = true;
    let sent = current.unsaved;
    while (sent) {
      const isTaken = await current.save(sent.value);
      if (!isTaken) break;
      if (current.unsaved === sent) {
        current.unsaved = undefined;
        writeCopy(name, { value: sent.value, isSaved: true });
      }
      sent = current.unsaved;
    }
    current.isSaving = false;
  }, [name]);

  const change = useCallback(
    (next: Value | null) => {
      now.current.unsaved = { value: next };
      setValue(next);
      writeCopy(name, { value: next, isSaved: false });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), delayMs);
    },
    [name, flush],
  );

  useEffect(() => {
    if (knownText === undefined) return;
    if (now.current.unsaved) void flush();
    else writeCopy(name, { value: JSON.parse(knownText) as unknown, isSaved: true });
  }, [knownText, name, flush]);

  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') void flush();
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      void flush();
    };
  }, [flush]);

  return [value, change];
}
