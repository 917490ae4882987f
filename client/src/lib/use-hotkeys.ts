import { useEffect, useRef } from 'react';

/** What keys do: `d`, `?`, `mod+k`, or two after the other, `g h`. */
export type Hotkeys = Record<string, () => void>;

const sequenceMs = 900;

/** Reads keys as people mean them: by character, so that `?` and `/` work on every keyboard layout. */
export function describeKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): string {
  const key = event.key.length === 1 ? event.key : event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return `mod+${key.toLowerCase()}`;
  return event.altKey ? `alt+${key}` : key;
}

/** Whether the person is typing, or a dialog or menu has the keyboard. */
export function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return (
    target.closest(
      'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]',
    ) !== null
  );
}

/**
 * Listens for keys anywhere on the page, except where the person types or a dialog is open; those with `mod+` work
 * everywhere. Later-mounted listeners win, so a page may give a key its own meaning.
 */
export function useHotkeys(hotkeys: Hotkeys, isEnabled = true): void {
  const latest = useRef(hotkeys);
  latest.current = hotkeys;
  useEffect(() => {
    if (!isEnabled) return;
    let first = '';
    let firstAt = 0;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      const key = describeKey(event);
      if (!key.startsWith('mod+') && isTaken(event.target)) return;
      const isSecond = first !== '' && event.timeStamp - firstAt < sequenceMs;
      const run =
        (isSecond ? latest.current[`${first} ${key}`] : undefined) ?? (isSecond ? undefined : latest.current[key]);
      const startsSequence = !isSecond && Object.keys(latest.current).some((name) => name.startsWith(`${key} `));
      first = startsSequence ? key : '';
      firstAt = event.timeStamp;
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [isEnabled]);
}
