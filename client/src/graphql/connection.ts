/** Whether what is on screen is being kept up to date. `idle` until something subscribes. */
export type ConnectionState =
  | { kind: 'idle' }
  | { kind: 'live' }
  | { kind: 'reconnecting'; lostAt: Date }
  | { kind: 'offline'; lostAt: Date };

/** The socket's state as a store React can read, and the news that it came back. */
export interface Connection {
  get: () => ConnectionState;
  subscribe: (listener: () => void) => () => void;
  opened: () => void;
  lost: () => void;
  /** Called each time the socket is back after a loss: subscriptions resume, so queries must catch up. */
  onRecovered: (listener: () => void) => () => void;
}

export function createConnection(now: () => Date = () => new Date()): Connection {
  let state: ConnectionState = { kind: 'idle' };
  const listeners = new Set<() => void>();
  const recovered = new Set<() => void>();
  const set = (next: ConnectionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    opened: () => {
      const wasLost = state.kind === 'reconnecting' || state.kind === 'offline';
      set({ kind: 'live' });
      if (wasLost) for (const listener of recovered) listener();
    },
    lost: () => {
      const lostAt = 'lostAt' in state ? state.lostAt : now();
      set(
        typeof navigator !== 'undefined' && navigator.onLine === false
          ? { kind: 'offline', lostAt }
          : { kind: 'reconnecting', lostAt },
      );
    },
    onRecovered: (listener) => {
      recovered.add(listener);
      return () => recovered.delete(listener);
    },
  };
}
