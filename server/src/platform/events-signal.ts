import type { Events } from './events.ts';

/** Remembers that a topic was heard between two waits: subscribe first, then read, then wait; nothing falls between. */
export interface Signal {
  /** Resolves with true at the next arrival, at once if one came since the last wait; with false once disposed. */
  wait(): Promise<boolean>;
  /** Wakes the waiter as if something had arrived. */
  notify(): void;
  /** Stops listening. Safe to call twice. */
  dispose(): void;
}

/**
 * Listens to `topic` for a loop that reads by cursor: `const signal = nextSignal(events, topic); for (;;) { read until
 * nothing is new; if (!(await signal.wait())) return; }`. `onArrival` sees each key before the waiter wakes. One waiter at a time.
 */
export function nextSignal(events: Events, topic: string, onArrival?: (key: string | null) => void): Signal {
  let isPending = false;
  let isDisposed = false;
  let wake: ((isSignal: boolean) => void) | null = null;

  const notify = () => {
    if (isDisposed) return;
    if (!wake) {
      isPending = true;
      return;
    }
    const waiting = wake;
    wake = null;
    waiting(true);
  };
  const stop = events.subscribe(topic, (key) => {
    onArrival?.(key);
    notify();
  });

  return {
    wait() {
      if (isDisposed) return Promise.resolve(false);
      if (isPending) {
        isPending = false;
        return Promise.resolve(true);
      }
      return new Promise((resolve) => {
        wake = resolve;
      });
    },
    notify,
    dispose() {
      if (isDisposed) return;
      isDisposed = true;
      stop();
      wake?.(false);
      wake = null;
    },
  };
}
