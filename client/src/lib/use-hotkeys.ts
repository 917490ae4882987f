import { useEffect, useRef } from 'react';

/** What keys do: `d`, `?`, `mod+k`, or two after the other, `g h`. */
export type Hotkeys = Record<string, () => void>;

interface Layer {
  hotkeys: () => Hotkeys;
  isPage: boolean;
}

const sequenceMs = 900;
const layers = new Set<Layer>();
let first = '';
let firstAt = 0;

/** Reads keys as people mean them: by character, so that `?` and `/` work on every keyboard layout. */
function describeKey(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const key = event.key.length === 1 ? event.key : event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return `mod+${key.toLowerCase()}`;
  return event.altKey ? `alt+${key}` : key;
}

/** Whether the person is typing, or a dialog or menu has the keyboard. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]')) return true;
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable="true"], [role="listbox"]') !== null
  );
}

function find(name: string): (() => void) | undefined {
  const sorted = [...layers].sort((a, b) => Number(b.isPage) - Number(a.isPage));
  return sorted.map((layer) => layer.hotkeys()[name]).find((run) => run !== undefined);
}

function listen(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.repeat || event.isComposing || event.key === 'Shift') return;
  const key = describeKey(event);
  if (!key.startsWith('mod+') && isTaken(event.target)) return;
  const isSecond = first !== '' && event.timeStamp - firstAt < sequenceMs;
  const run = find(isSecond ? `${first} ${key}` : key);
  const opensSequence = [...layers].some((layer) =>
    Object.keys(layer.hotkeys()).some((name) => name.startsWith(`${key} `)),
  );
  first = !isSecond && opensSequence ? key : '';
  firstAt = event.timeStamp;
  if (!run) return;
  event.preventDefault();
  run();
}

/**
 * Gives keys a meaning anywhere on the page, except where the person types or a dialog is open; those with `mod+` work
 * everywhere. A page's own keys win over the frame's (`scope: 'frame'`).
 */
export function useHotkeys(
  hotkeys: Hotkeys,
  { scope = 'page', isEnabled = true }: { scope?: 'page' | 'frame'; isEnabled?: boolean } = {},
): void {
  const latest = useRef(hotkeys);
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    if (!isEnabled) return;
    const layer: Layer = { hotkeys: () => latest.current, isPage: scope === 'page' };
    if (layers.size === 0) window.addEventListener('keydown', listen);
    layers.add(layer);
    return () => {
      layers.delete(layer);
      if (layers.size === 0) window.removeEventListener('keydown', listen);
    };
  }, [isEnabled, scope]);
}
