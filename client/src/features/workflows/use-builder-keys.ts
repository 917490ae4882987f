import { useEffect, useRef } from 'react';

interface BuilderKeys {
  add: () => void;
  connect: () => void;
  remove: () => void;
  undo: () => void;
  redo: () => void;
  copy: () => void;
  cut: () => void;
  paste: () => void;
  duplicate: () => void;
  selectAll: () => void;
  layOut: () => void;
  /** From a node to its form, and back. */
  enterPanel: () => void;
  leavePanel: () => void;
}

/** The keys of the canvas. Where somebody types or a dialog is open, keys keep their usual meaning. */
export function useBuilderKeys(keys: BuilderKeys, isEnabled: boolean): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    if (!isEnabled) return;
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const run = isTaken(event.target) ? leavingOf(event, latest.current) : actionOf(event, latest.current);
      if (!run) return;
      event.preventDefault();
      // The frame has keys of its own, which must not follow.
      event.stopPropagation();
      run();
    };
    // Before the frame's listener, which sits on the window, too.
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [isEnabled]);
}

/** Out of a field of the panel, back to its node. */
function leavingOf(event: KeyboardEvent, keys: BuilderKeys): (() => void) | undefined {
  const isInPanel = event.target instanceof Element && event.target.closest('[data-node-panel]') !== null;
  return event.key === 'Escape' && isInPanel && !isDialogOpen() ? keys.leavePanel : undefined;
}

function actionOf(event: KeyboardEvent, keys: BuilderKeys): (() => void) | undefined {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) {
    // Text that was marked somewhere on the page is what one means to copy.
    if ((key === 'c' || key === 'x') && window.getSelection()?.toString()) return undefined;
    if (key === 'z') return event.shiftKey ? keys.redo : keys.undo;
    return { y: keys.redo, c: keys.copy, x: keys.cut, v: keys.paste, d: keys.duplicate, a: keys.selectAll }[key];
  }
  if (key === 'Enter')
    return event.target instanceof Element && event.target.matches('.react-flow__node') ? keys.enterPanel : undefined;
  if (key === 'Escape')
    return event.target instanceof Element && event.target.closest('[data-node-panel]') ? keys.leavePanel : undefined;
  return {
    '/': keys.add,
    '+': keys.add,
    c: keys.connect,
    l: keys.layOut,
    Delete: keys.remove,
    Backspace: keys.remove,
  }[key];
}

const isDialogOpen = (): boolean =>
  document.querySelector('[role="dialog"][data-state="open"], [role="menu"][data-state="open"]') !== null;

function isTaken(target: EventTarget | null): boolean {
  if (isDialogOpen()) return true;
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable="true"], [role="listbox"]') !== null;
}
