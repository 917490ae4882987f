import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createClient } from 'graphql-ws';
import { useMemo, useState } from 'react';
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { csrfHeaders, csrfParams } from '../../graphql/csrf.ts';
import { useTheme } from '../../lib/theme.ts';
import { readyOperations } from './ready-operations.ts';

interface PlaygroundProps {
  /** Undefined: nobody is signed in, a token in the headers speaks for itself. */
  viewerName: string | undefined;
}

const prefix = 'pilothouse.playground.';

/** Keys of its own in this browser's storage, so that it never meets another GraphiQL on the same address. */
const storage = {
  getItem: (key: string) => localStorage.getItem(prefix + key),
  setItem: (key: string, value: string) => localStorage.setItem(prefix + key, value),
  removeItem: (key: string) => localStorage.removeItem(prefix + key),
  clear: () => {},
  get length() {
    return localStorage.length;
  },
};

const tokenHeaders = JSON.stringify({ authorization: 'Bearer …' }, null, 2);

const toRecord = (headers: HeadersInit | undefined) => Object.fromEntries(new Headers(headers));

/** GraphiQL over HTTP and, for subscriptions, over the same socket protocol as the product. */
export function Playground({ viewerName }: PlaygroundProps) {
  const { theme } = useTheme();
  const fetcher = useMemo(() => {
    const url = new URL('/graphql', window.location.href);
    const socketUrl = new URL(url);
    socketUrl.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    return createGraphiQLFetcher({
      url: url.href,
      // Read for each request: somebody may have signed in on another tab since.
      fetch: (target, init) => fetch(target, { ...init, headers: { ...toRecord(init?.headers), ...csrfHeaders() } }),
      wsClient: createClient({ url: socketUrl.href, lazy: true, connectionParams: csrfParams }),
    });
  }, []);
  // The tabs bring their variables with them, except for the one that is open first.
  const [isFirstVisit] = useState(() => !Object.keys(localStorage).some((key) => key.startsWith(prefix)));
  const tabs = readyOperations.map((operation) => (viewerName ? operation : { ...operation, headers: tokenHeaders }));
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      forcedTheme={theme}
      defaultTabs={tabs}
      {...(isFirstVisit ? { initialVariables: tabs[0]?.variables ?? '', initialHeaders: tabs[0]?.headers ?? '' } : {})}
      defaultEditorToolsVisibility={viewerName ? 'variables' : 'headers'}
      shouldPersistHeaders={false}
    >
      <GraphiQL.Logo>
        <a href="/" className="playground-back whitespace-nowrap text-sm">
          {viewerName ? `${viewerName} · ` : ''}Back to Pilothouse
        </a>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}
