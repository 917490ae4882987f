import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ApiError, type ApiErrorBody, type TestActor, type Variables } from './as.ts';

/**
 * A subscription over a WebSocket of its own: its results in order, until it completes or the reader stops. Rejects with the
 * server's error.
 */
export async function* follow<Data>(
  actor: TestActor,
  operation: string,
  variables: Variables = {},
): AsyncGenerator<Data, void> {
  const { cookie, authorization } = actor.headers;
  const client = createClient({
    url: `${actor.app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: class extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, cookie ? { headers: { cookie } } : {});
      }
    },
    connectionParams: authorization ? { authorization } : {},
    retryAttempts: 0,
  });
  try {
    for await (const { data, errors } of client.iterate<Data>({ query: operation, variables })) {
      if (errors?.[0]) throw new ApiError(errors[0] as ApiErrorBody);
      yield data as Data;
    }
  } catch (error) {
    // The client rejects with the list that the server sent.
    if (Array.isArray(error)) throw new ApiError(error[0] as ApiErrorBody);
    throw error;
  } finally {
    await client.dispose();
  }
}
