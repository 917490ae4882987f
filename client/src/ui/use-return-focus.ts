import { useRef } from 'react';

/** What opened each dialog that is on the page, or was. */
const openers = new WeakMap<Element, Element>();

/**
 * Radix gives the focus back to its own trigger only, and our dialogs have none. This remembers what had the focus before: if that
 * is gone, because one dialog took another’s place, what opened that one; and at last the page itself.
 */
export function useReturnFocus(isOpen: boolean) {
  const opener = useRef<Element | null>(null);
  const wasOpen = useRef(false);
  // While drawing: once it is there, `autoFocus` has moved the focus already.
  if (isOpen && !wasOpen.current) opener.current = focused();
  wasOpen.current = isOpen;
  return {
    remember: (dialog: Element | null) => {
      if (dialog && opener.current) openers.set(dialog, opener.current);
    },
    giveBack: (event: Event) => {
      event.preventDefault();
      let found: Element | null = opener.current;
      while (found && !found.isConnected) {
        const dialog: Element | null = found.closest('[role=dialog]');
        found = (dialog && openers.get(dialog)) ?? null;
      }
      const target = found && found !== document.body ? found : document.querySelector('main');
      if (target instanceof HTMLElement) target.focus({ preventScroll: true });
    },
  };
}

/** A button that is pending has lost the focus; then it is the dialog that it is in. */
function focused(): Element | null {
  const { activeElement, body } = document;
  return activeElement === body ? (document.querySelector('[role=dialog]') ?? body) : activeElement;
}
