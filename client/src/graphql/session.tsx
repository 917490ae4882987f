import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import { Provider } from 'urql';
import { createGraphqlSession, type GraphqlSession } from './client.ts';
import type { ConnectionState } from './connection.ts';

interface SessionContext {
  session: GraphqlSession;
  /** Forgets everything that is known and starts anew: after signing in or out nothing of the other person stays. */
  reset: () => void;
}

const Context = createContext<SessionContext | null>(null);

interface SessionProviderProps {
  onUnauthenticated: () => void;
  children: ReactNode;
}

/** Holds the GraphQL client of the person who is signed in. */
export function SessionProvider({ onUnauthenticated, children }: SessionProviderProps) {
  const [session, setSession] = useState(() => createGraphqlSession({ onUnauthenticated }));
  const reset = useCallback(() => {
    session.dispose();
    setSession(createGraphqlSession({ onUnauthenticated }));
  }, [session, onUnauthenticated]);
  const value = useMemo(() => ({ session, reset }), [session, reset]);
  return (
    <Context value={value}>
      <Provider value={session.client}>{children}</Provider>
    </Context>
  );
}

/** The session around this component, and a way to start a new one. */
export function useSession(): SessionContext {
  const value = useContext(Context);
  if (!value) throw new Error('useSession needs a SessionProvider above it.');
  return value;
}

/** Whether what is on screen is being kept up to date. */
export function useConnection(): ConnectionState {
  const { connection } = useSession().session;
  const state = useSyncExternalStore(connection.subscribe, connection.get, connection.get);
  useEffect(() => {
    if (state.kind !== 'reconnecting' && state.kind !== 'offline') return;
    window.addEventListener('online', connection.lost);
    window.addEventListener('offline', connection.lost);
    return () => {
      window.removeEventListener('online', connection.lost);
      window.removeEventListener('offline', connection.lost);
    };
  }, [state.kind, connection]);
  return state;
}
